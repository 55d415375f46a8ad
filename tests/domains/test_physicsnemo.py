"""physicsnemo-curator's own classes: an add-on that the person switches on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.documents.correspondence import document_from_reference
from curator_gui.core.documents.document_io import document_text, parse_document, read_document
from curator_gui.core.documents.reference_export import reference_data
from curator_gui.core.documents.validation import validate
from curator_gui.core.errors import CuratorError, RegistryError
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import physicsnemo, register_all
from curator_gui.run import RunConfig, execute
from tests.reference_package import forget_package, make_package, saved


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    folder = tmp_path / "numbers"
    folder.mkdir()
    for index in range(3):
        (folder / f"n{index}.txt").write_text(f"{index}.4")
    return folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield make_package(tmp_path / "site", monkeypatch)
    forget_package()


@pytest.fixture
def registry(package: Path, tmp_path: Path) -> Registry:
    own = tmp_path / "own"
    physicsnemo.switch_on(own)
    return register_all(Registry(), own)


def test_nothing_is_imported_until_it_is_switched_on(package: Path, tmp_path: Path) -> None:
    registry = register_all(Registry(), tmp_path / "own")
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(saved(tmp_path)))
    read_document(path, registry.foreign())
    assert physicsnemo.is_installed()
    assert not physicsnemo.is_on(registry)
    assert physicsnemo.PACKAGE not in sys.modules


def test_what_it_has_is_offered_and_what_it_lacks_is_said(registry: Registry) -> None:
    keys = {entry.key: entry.kind for entry in registry.select(domain="physicsnemo")}
    assert keys == {
        "physicsnemo.Numbers": "source",
        "physicsnemo.PrecisionFilter": "filter",  # of the table: its own registry lacks it
        "physicsnemo.Lines": "sink",
    }
    (place,) = registry.failures
    assert "physicsnemo_curator.domains.atm" in place
    assert "a_library_that_is_not_there" in registry.failures[place]


def test_a_package_of_which_nothing_works_fails_as_a_whole(package: Path, tmp_path: Path) -> None:
    for part in ("mesh", "da"):
        (package / physicsnemo.PACKAGE / "domains" / part / "__init__.py").write_text("import gone")
    registry = Registry()
    with pytest.raises(RegistryError, match="gone"):
        physicsnemo.register(registry)


def test_it_is_switched_off_again(registry: Registry, tmp_path: Path) -> None:
    assert physicsnemo.is_on(registry)
    assert physicsnemo.switch_off(tmp_path / "own")
    assert registry.load_folder(tmp_path / "own")
    assert not physicsnemo.is_on(registry)
    assert not physicsnemo.switch_off(tmp_path / "own")


def test_what_is_not_installed_is_not_switched_on(tmp_path: Path) -> None:
    if physicsnemo.is_installed():
        pytest.skip("it is installed here")
    with pytest.raises(CuratorError, match="not installed"):
        physicsnemo.switch_on(tmp_path)


def test_arguments_are_what_the_constructor_wants(registry: Registry) -> None:
    entry = registry.get("physicsnemo.Numbers")
    found = {param.name: param for param in entry.params}
    assert (found["dims"].default, found["dims"].coerce(["a", "b"])) == (("time",), ("a", "b"))
    assert list(found["kind"].choices or ()) == ["auto", 0, 1]
    assert found["kind"].coerce("1") == 1
    assert (found["input_path"].widget, found["input_path"].type) == ("path", str)
    assert (found["unknown"].type, found["names"].type) == (str, str)
    lines = {param.name: param for param in registry.get("physicsnemo.Lines").params}
    assert lines["chunks"].coerce({"time": 4}) == {"time": 4}
    assert lines["chunks"].default is None
    assert lines["output_dir"].widget == "output_folder"


def test_a_saved_pipeline_is_of_its_classes_and_runs(
    registry: Registry, tmp_path: Path, numbers: Path
) -> None:
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(saved(numbers)))
    document = read_document(path, registry.foreign())
    assert [step.component.split(".")[0] for step in document.steps] == ["physicsnemo"] * 3
    assert "with its own classes." in document.description
    assert document.source is not None
    assert document.source.values["names"] == "x,y"
    assert document.filters[0].values["target_dtype"] == "float32"
    again = parse_document(document_text(document))
    pipeline = build_pipeline(again, registry, tmp_path)
    result = execute(pipeline, RunConfig(backend="sequential"))
    assert [(tmp_path / "out" / f"{i}.txt").read_text() for i in range(3)] == ["0", "1", "2"]
    assert result.completed == 3
    assert pipeline.source.label(1) == "n1.txt"
    assert pipeline.source.inputs(1) == [str(numbers / "n1.txt")]


def test_it_is_written_back_as_it_came(registry: Registry, tmp_path: Path, numbers: Path) -> None:
    given = saved(numbers)
    document = document_from_reference(given, registry.foreign())
    written, said = reference_data(document, registry, tmp_path)
    names = [(step["module"], step["class"]) for step in (written["source"], written["sink"])]
    assert names == [(given[k]["module"], given[k]["class"]) for k in ("source", "sink")]
    assert written["sink"]["params"] == {"output_dir": str(tmp_path / "out")}
    assert written["source"]["params"]["names"] == "x,y"
    assert not said


def test_where_one_class_cannot_be_had_all_are_ours(registry: Registry, tmp_path: Path) -> None:
    given = saved(tmp_path)
    given["filters"].append({"class": "Gone", "module": "physicsnemo_curator.x", "params": {}})
    document = document_from_reference(given, registry.foreign())
    assert "with components of Curator (Gone cannot be had)." in document.description
    assert document.filters[0].component == "mesh.Precision"


def test_what_it_saved_as_something_else_is_left_out_and_said(registry: Registry) -> None:
    given = saved(Path("in"), kind=20, more=3, nothing=None)
    document = document_from_reference(given, registry.foreign())
    assert document.source is not None
    assert {"kind", "more", "nothing"}.isdisjoint(document.source.values)
    assert "kind = 20 is left out" in document.description
    assert "more = 3 is left out" in document.description
    assert "nothing" not in document.description


def test_what_a_missing_source_gives_is_not_guessed(tmp_path: Path) -> None:
    ours = register_all(Registry())
    document = document_from_reference(saved(tmp_path))
    words = [str(issue) for issue in validate(document, ours, tmp_path)]
    assert any("is not installed here" in each for each in words)
    assert not any("works on" in each for each in words)
