"""Pipelines saved by physicsnemo-curator open here, with what differs said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.documents.correspondence import _WAYS, correspondences
from curator_gui.core.documents.document_io import (
    document_text,
    parse_document,
    read_any_document,
)
from curator_gui.core.documents.from_data import document_from_data, unknown_keys
from curator_gui.core.errors import DocumentError
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all
from curator_gui.domains.mesh.listing import FileQuery

MESH = "physicsnemo_curator.domains.mesh"


def step(path: str, **params: Any) -> dict[str, Any]:
    module, _, name = path.rpartition(".")
    return {"class": name, "module": f"{MESH}.{module}", "params": params}


def saved(*filters: dict[str, Any], **source: Any) -> dict[str, Any]:
    return {
        "source": step("sources.vtk.VTKSource", **source),
        "filters": list(filters),
        "sink": step("sinks.mesh_vtu.MeshVTUSink", output_dir="out", naming_template=None),
        "version": 1,
    }


@pytest.fixture(scope="module")
def registry() -> Registry:
    return register_all(Registry())


def test_every_component_and_parameter_of_the_table_is_there(registry: Registry) -> None:
    for entry in correspondences().values():
        found = registry.find(entry.component)
        assert found is not None, entry.component
        names = {param.name for param in found.params}
        assert {*entry.params.values(), *entry.set} <= names, entry.component
        assert set(entry.rewritten.values()) <= set(_WAYS)


def test_a_pipeline_becomes_a_document_that_does_the_same() -> None:
    document = document_from_data(
        saved(
            step("filters.field_select.FieldSelectFilter", include=["p", "U"], exclude=None),
            step("filters.precision.PrecisionFilter", target_dtype="float32"),
            input_path="data",
            file_pattern="**/*",
            manifold_dim="auto",
        )
    )
    source, fields, precision, sink = document.steps
    assert source.component == "mesh.VTKSource"
    assert dict(source.values) == {"folder": "data", "pattern": "*", "recursive": True}
    assert fields.values["cell_fields"] == fields.values["point_fields"] == ("p", "U")
    assert dict(precision.values) == {"dtype": "float32"}
    assert dict(sink.values) == {"folder": "out", "name": "mesh_{index:04d}.vtu"}
    assert "left out" not in document.description


def test_what_their_file_lacks_is_asked_for() -> None:
    document = document_from_data(saved(input_path="<REQUIRED>", file_pattern="run_*"))
    assert document.source is not None
    assert dict(document.source.values) == {"pattern": "run_*", "recursive": False}


def test_what_has_no_counterpart_is_said_and_kept() -> None:
    mean = step("filters.mean.MeanFilter", output="means.parquet")
    document = document_from_data(saved(mean, input_path="data", manifold_dim=2))
    assert document.filters[0].component == "physicsnemo.MeanFilter"
    assert dict(document.filters[0].values) == {"output": "means.parquet"}
    assert "MeanFilter has no counterpart here" in document.description
    assert "VTKSource: manifold_dim = 2 is left out" in document.description


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_their_file_is_told_from_ours(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"theirs{suffix}"
    path.write_text(json.dumps(saved(input_path="data")))
    document, own = read_any_document(path)
    assert not own
    ours = tmp_path / "ours.curator.yaml"
    ours.write_text(document_text(document))
    again, own = read_any_document(ours)
    assert own
    assert again == document


def test_another_version_is_refused() -> None:
    with pytest.raises(DocumentError, match="version 7; version 1 can be opened"):
        document_from_data({**saved(input_path="data"), "version": 7})


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
known = st.sampled_from([name.rpartition(".") for name in correspondences()])


@given(known, st.dictionaries(st.sampled_from(["input_path", "file_pattern", "chunks"]), plain))
def test_no_value_of_theirs_raises_anything_but_words(
    cls: tuple[str, str, str], params: dict[str, Any]
) -> None:
    entry = {"class": cls[2], "module": cls[0], "params": params}
    data = {"version": 1, "source": entry, "filters": [entry], "sink": entry}
    try:
        parse_document(json.dumps(data))
    except DocumentError:
        return


@given(st.dictionaries(st.sampled_from(["source", "filters", "sink", "version"]), plain))
def test_no_shape_of_theirs_raises_anything_but_words(data: dict[str, Any]) -> None:
    whole = {"source": {"class": "VTKSource"}, "version": 1, **data}
    try:
        document_from_data(whole)
    except DocumentError:
        return


def test_secrets_of_what_is_left_out_are_not_told() -> None:
    options = {"key": "ME", "secret": "SECRET", "client_kwargs": {"endpoint": "https://host"}}
    data = saved(input_path="in", api_token="SECRET", storage_options=options, backend="SECRET@")
    data["source"]["params"]["backend"] = "s3://user:SECRET@host"
    words = document_from_data(data).description
    assert "SECRET" not in words
    for name in ("api_token", "storage_options", "backend"):
        assert f"{name} = " in words


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("**/*", ["a.vtu", "case_1/a.vtu", "case_1/x/b.vtu", "case_1/x/y/c.vtu", "other/a.vtu"]),
        ("case_*/**/*.vtu", ["case_1/a.vtu", "case_1/x/b.vtu", "case_1/x/y/c.vtu"]),
        ("**/x/*.vtu", ["case_1/x/b.vtu"]),
        ("**/x/**/*.vtu", ["case_1/x/b.vtu", "case_1/x/y/c.vtu"]),
        ("*.vtu", ["a.vtu"]),
    ],
)
def test_a_glob_of_theirs_lists_the_same_files(
    tmp_path: Path, pattern: str, names: list[str]
) -> None:
    for name in ("a.vtu", "case_1/a.vtu", "case_1/x/b.vtu", "case_1/x/y/c.vtu", "other/a.vtu"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    theirs = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.glob(pattern))
    assert [name for name in theirs if name.endswith(".vtu")] == sorted(names)
    source = document_from_data(saved(input_path="data", file_pattern=pattern)).source
    assert source is not None
    query = FileQuery(tmp_path, source.values["pattern"], (".vtu",), source.values["recursive"])
    assert sorted(query.names()) == sorted(names)


def test_a_glob_that_means_more_here_is_told() -> None:
    document = document_from_data(saved(input_path="data", file_pattern="case_*/*.vtu"))
    assert "a star fits deeper folders as well" in document.description


def test_keys_that_no_pipeline_of_theirs_has_are_said() -> None:
    step = {"class": "Strange", "module": "strange", "params": {}, "enabled": False}
    data = {"version": 1, "source": step, "filters": [], "sink": None, "run": {"n_jobs": 4}}
    said = document_from_data(data).description
    assert "run is left out." in said
    assert "Strange: enabled is left out." in said


def test_keys_that_nothing_reads_are_named() -> None:
    data = {
        "format": "curator-pipeline",
        "version": 1,
        "surprise": 3,
        "recipe": {},
        "steps": [{"source": "mesh.VTKSource", "enabld": False}],
        "run": {"n_job": 3},
    }
    words = "is not known here: it is kept, but changes nothing"
    assert list(map(str, unknown_keys(document_from_data(data)))) == [
        f"surprise: {words}",
        f"run: n_job: {words}",
        f"mesh.VTKSource: enabld: {words}",
    ]
