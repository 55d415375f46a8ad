"""Classes that only offer what a component does are registered, documented, run and resumed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from curator_gui.app.document.script import python_script
from curator_gui.core import Component, Domain, Registry
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.documents.document_io import document_text, parse_document
from curator_gui.core.errors import RegistryError
from curator_gui.core.fingerprint import describe_pipeline
from curator_gui.run import RunConfig, RunResult, execute
from tests.run.reference_stand_ins import Means, Only, Texts, Waves


class Nameless:
    def __call__(self, items: Any) -> Any:
        return items


class Nothing(Nameless):
    name, description = "Nothing", "Has no params."


class Grouped(Waves):
    name = "Grouped"

    def partition_indices(self, indices: Any) -> list[list[int]]:
        return [[i for i in indices if i % 2 == rest] for rest in (0, 1)]


@pytest.fixture
def registry() -> Registry:
    found = Registry()
    found.add_domain(Domain("rows", "Rows", "dict"))
    for cls in (Waves, Grouped, Only, Means, Texts):
        found.add("rows", cls)
    return found


def document(folder: Path, count: int = 6, source: str = "Waves") -> PipelineDocument:
    steps = [
        Step("source", f"rows.{source}", {"count": count}),
        Step("filter", "rows.Means", {"output": str(folder / "means_{worker_id}.json")}),
        Step("sink", "rows.Texts", {"folder": str(folder / "texts")}),
    ]
    found = PipelineDocument()
    for step in steps:
        found = found.add(step)
    return found


def run(registry: Registry, given: PipelineDocument, **options: Any) -> RunResult:
    return execute(build_pipeline(given, registry, None), RunConfig(**options))


def test_their_kind_is_found_by_what_they_offer(registry: Registry) -> None:
    kinds = {entry.key: entry.kind for entry in registry}
    assert kinds == {
        "rows.Waves": "source",
        "rows.Grouped": "source",
        "rows.Only": "filter",
        "rows.Means": "filter",
        "rows.Texts": "sink",
    }
    entry = registry.get("rows.Texts")
    assert (entry.title, [param.name for param in entry.params]) == ("Texts", ["folder", "style"])
    assert registry.add("rows", Texts) is entry


@pytest.mark.parametrize("cls", [Nameless, Nothing, Component, int, RunConfig])
def test_what_offers_nothing_is_refused(registry: Registry, cls: type) -> None:
    with pytest.raises(RegistryError, match="neither a Source nor a Filter nor a Sink"):
        registry.add("rows", cls)


@pytest.mark.parametrize("jobs", [pytest.param(2, marks=pytest.mark.workers), 0])
def test_a_document_of_theirs_runs_and_keeps_every_row(
    registry: Registry, tmp_path: Path, jobs: int
) -> None:
    given = parse_document(document_text(document(tmp_path)))
    how = {"n_jobs": jobs} if jobs else {"backend": "sequential"}
    result = run(registry, given, **how)
    assert result.completed == 6
    assert [Path(result.outputs[i][0]).name for i in range(6)] == [
        f"{i}_of_6.txt" for i in range(6)
    ]
    rows = json.loads((tmp_path / "means.json").read_text())
    assert [row["index"] for row in rows] == [0, 1, 1, 2, 2, 2, 3, 4, 4, 5, 5, 5]


def test_resume_knows_their_arguments(registry: Registry, tmp_path: Path) -> None:
    first = run(registry, document(tmp_path), backend="sequential", record=tmp_path / "1.sqlite")
    again = run(
        registry,
        document(tmp_path),
        backend="sequential",
        record=tmp_path / "2.sqlite",
        resume=first.record,
    )
    assert len(again.skipped) == 6
    other = run(
        registry,
        document(tmp_path, count=7),
        backend="sequential",
        record=tmp_path / "3.sqlite",
        resume=first.record,
    )
    assert (len(other.skipped), other.completed) == (0, 7)


def test_their_arguments_are_described(registry: Registry, tmp_path: Path) -> None:
    pipeline = build_pipeline(document(tmp_path), registry, None)
    described = describe_pipeline(pipeline)
    assert described[0]["arguments"] == {"count": 6}
    assert described[0]["component"] == f"{Waves.__module__}.Waves"


def test_their_groups_are_kept(registry: Registry, tmp_path: Path) -> None:
    pipeline = build_pipeline(document(tmp_path, source="Grouped"), registry, None)
    assert pipeline.source.partition_indices([0, 1, 2]) == [[0, 2], [1]]
    plain = build_pipeline(document(tmp_path), registry, None)
    assert plain.source.partition_indices([0, 1]) is None


def test_an_exported_script_builds_them(registry: Registry, tmp_path: Path) -> None:
    script = python_script(document(tmp_path), registry, None)
    assert "from curator_gui.core.registration.adapted import adapted" in script
    assert f"from {Waves.__module__} import Waves" in script
    assert "adapted(Waves)(count=6)" in script


def test_the_names_of_their_registry_work() -> None:
    registry = Registry()
    registry.register_submodule("da", "Fields", "xarray")
    registry.register_submodule("da", "Others", "json")
    registry.register_source("da", Waves)
    registry.register_filter("da", Means)
    registry.register_sink("da", Texts)
    assert list(registry.submodules()) == ["grid"]
    assert registry.sources("da") == registry.sources("grid") == {"Waves": Waves}
    assert registry.filters("da") == {Means.name: Means}
    assert registry.sinks("da") == {"Texts": Texts}
    with pytest.raises(RegistryError, match="Texts is a sink, not a filter"):
        registry.register_filter("da", Texts)
    with pytest.raises(RegistryError, match="there is no domain 'earth'"):
        registry.sources("earth")
