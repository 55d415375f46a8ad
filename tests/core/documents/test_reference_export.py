"""Documents of ours as pipelines of physicsnemo-curator: read back they mean the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from curator_gui.core import Registry
from curator_gui.core.document import PipelineDocument, Step, make_step
from curator_gui.core.documents.correspondence import correspondences
from curator_gui.core.documents.from_data import document_from_data
from curator_gui.core.documents.reference_export import reference_data, reference_text
from curator_gui.core.errors import DocumentError
from curator_gui.core.params.param import REQUIRED
from curator_gui.domains import register_all
from tests.run.reference_stand_ins import Only

BASE = Path("/data/project").absolute()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return register_all(Registry())


def with_source(*filters: Step, sink: Step | None = None, **values: Any) -> PipelineDocument:
    given = {"folder": "in", "pattern": "*.vtu", **values}
    return PipelineDocument(
        source=make_step("source", "mesh.VTKSource", given),
        filters=filters,
        sinks=(sink,) if sink else (),
    )


def needed(registry: Registry, component: str) -> dict[str, Any]:
    """Return values for the parameters that have no default."""
    kinds: dict[Any, Any] = {int: 3, str: "x", list[str]: ["x"]}
    entry = registry.get(component)
    required = [param for param in entry.params if param.default is REQUIRED]
    return {p.name: p.choices[0] if p.choices else kinds.get(p.type, "x") for p in required}


@pytest.mark.parametrize("theirs", sorted(correspondences()))
def test_what_has_a_counterpart_comes_back_the_same(registry: Registry, theirs: str) -> None:
    found = correspondences()[theirs]
    kind = registry.get(found.component).kind
    step = make_step(kind, found.component, needed(registry, found.component) | dict(found.set))
    source = step if kind == "source" else with_source().source
    document = PipelineDocument(
        source=source,
        filters=(step,) if kind == "filter" else (),
        sinks=(step,) if kind == "sink" else (),
    )
    data, said = reference_data(document, registry, BASE)
    assert not [words for words in said if "no counterpart" in words]
    assert json.loads(json.dumps(data)) == data
    again = document_from_data(data)
    once_more, _ = reference_data(again, registry, BASE)
    assert once_more == data
    assert [s.component for s in again.steps] == [s.component for s in document.steps]


def test_paths_are_absolute_and_defaults_are_written(registry: Registry) -> None:
    sink = make_step("sink", "mesh.VTUSink", {"folder": "out", "name": "{stem}_{index}.vtu"})
    data, _ = reference_data(with_source(sink=sink, recursive=True), registry, BASE)
    assert data["source"]["params"] == {"input_path": str(BASE / "in"), "file_pattern": "**/*.vtu"}
    assert data["sink"]["params"]["output_dir"] == str(BASE / "out")
    assert data["sink"]["params"]["naming_template"] == "{stem}_{index}"
    assert data["version"] == 1


def test_what_has_no_counterpart_is_said(registry: Registry) -> None:
    fields = make_step("filter", "mesh.SelectFields", {"point_fields": ["p"], "missing": "error"})
    off = Step("filter", "mesh.Clean", enabled=False)
    quality = make_step("filter", "mesh.Quality")
    data, said = reference_data(with_source(fields, off, quality), registry, BASE)
    assert [entry["class"] for entry in data["filters"]] == ["FieldSelectFilter"]
    assert data["filters"][0]["params"] == {"include": ["p"]}
    assert data["sink"] is None
    words = "\n".join(said)
    assert "mesh.SelectFields: missing = error has no counterpart and is left out" in words
    assert "fields are chosen for points and cells alike" in words
    assert "mesh.Clean is disabled and left out" in words
    assert "mesh.Quality has no counterpart and is left out" in words
    assert "gives VTK's own mesh" in words


def test_a_source_without_a_counterpart_is_refused(registry: Registry) -> None:
    source = make_step("source", "atoms.ExtXYZSource", {"path": "a.xyz"})
    with pytest.raises(DocumentError, match="the source has no counterpart"):
        reference_data(PipelineDocument(source=source), registry, BASE)


def test_classes_of_theirs_keep_their_names(registry: Registry) -> None:
    mean = {"class": "MeanFilter", "module": "physicsnemo_curator.x.mean", "params": {"a": [1]}}
    source = reference_data(with_source(), registry, BASE)[0]["source"]
    given = {"source": source, "filters": [mean], "sink": None, "version": 1}
    again, _ = reference_data(document_from_data(given), registry, BASE)
    assert again == given
    own = register_all(Registry())
    own.add("mesh", Only)
    data, _ = reference_data(with_source(make_step("filter", "mesh.Only")), own, BASE)
    assert data["filters"] == [{"class": "Only", "module": Only.__module__, "params": {}}]


def test_the_text_means_the_same_to_their_reader(registry: Registry) -> None:
    document = with_source(pattern="no", folder="2017-01-01")
    text, _ = reference_text(document, registry, BASE, as_json=False)
    data, _ = reference_data(document, registry, BASE)
    assert yaml.safe_load(text) == data
    as_json, _ = reference_text(document, registry, BASE, as_json=True)
    assert json.loads(as_json) == data
