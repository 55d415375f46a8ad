"""A document may name code in its own folder alone, and opening it runs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from curator_gui.core import ParamError, Registry
from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.document_code.reading import read_code
from curator_gui.core.document_code.trust import keep_trust
from curator_gui.core.documents.build import InvalidDocumentError, build_pipeline
from curator_gui.core.documents.code_files import code_of_steps, code_to_ask_for
from curator_gui.core.documents.moving import code_copies, not_copied, rebase
from curator_gui.core.documents.paths import code_path
from curator_gui.core.documents.validation import check_live, errors_of, validate
from curator_gui.core.frozen import thaw
from curator_gui.domains import register_all

DOMAINS = {
    "grid": ("grid.SyntheticFieldSource", "grid.NetCDFSink"),
    "mesh": ("mesh.SyntheticSource", "mesh.VTUSink"),
    "atoms": ("atoms.SyntheticCrystals", "atoms.ExtXYZSink"),
}
CODED = {"source": "PythonSource", "filter": "PythonStep", "sink": "PythonSink"}
OF_KIND = {
    "source": {"function": "listed", "reader": "f"},
    "filter": {"function": "f"},
    "sink": {"function": "write", "folder": "out"},
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return register_all(Registry())


def _document(domain: str, file: str, **values: object) -> PipelineDocument:
    return _with_code("filter", domain, {"file": file, "function": "f", **values})


def _with_code(coded: str, domain: str, values: dict[str, object]) -> PipelineDocument:
    """Return a document of which one step, the source, filter or sink, is code."""
    source, sink = DOMAINS[domain]
    steps = {"source": (source, {}), "filter": None, "sink": (sink, {"folder": "out"})}
    steps[coded] = (f"{domain}.{CODED[coded]}", values)
    document = PipelineDocument()
    for kind, step in steps.items():
        if step is not None:
            document = document.add(make_step(kind, *step))  # type: ignore[arg-type]
    return document


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "project" / "steps.py"
    path.parent.mkdir()
    path.write_text(
        f"open({str(tmp_path / 'ran')!r}, 'w')\ndef f(item): return item\n"
        "def listed(): return [1]\ndef write(items, index, folder): return []\n"
    )
    return path


@pytest.mark.parametrize("kind", CODED)
@pytest.mark.parametrize("domain", DOMAINS)
def test_reading_checking_and_building_run_nothing(
    registry: Registry, code: Path, tmp_path: Path, domain: str, kind: str
) -> None:
    document = _with_code(kind, domain, {"file": "steps.py", **OF_KIND[kind]})
    assert errors_of(validate(document, registry, code.parent)) == []
    pipeline = build_pipeline(document, registry, code.parent)
    (issue,) = check_live(pipeline, list(document.steps))
    assert (issue.component, issue.param) == (f"{domain}.{CODED[kind]}", "file")
    (asked,) = code_to_ask_for(code_of_steps(document, registry, code.parent))
    assert asked.code is not None
    assert not (tmp_path / "ran").exists()
    keep_trust(asked.code)
    assert code_to_ask_for(code_of_steps(document, registry, code.parent)) == []
    if kind != "source":  # counting its items is what it is for
        built = build_pipeline(document, registry, code.parent)
        assert check_live(built, list(document.steps)) == []
        assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("file", ["../steps.py", "sub/../steps.py", "~/steps.py", "{absolute}"])
def test_a_path_out_of_the_folder_is_refused(registry: Registry, code: Path, file: str) -> None:
    written = file.format(absolute=code.as_posix())
    document = _document("grid", written)
    assert errors_of(validate(document, registry, code.parent))
    with pytest.raises(InvalidDocumentError):
        build_pipeline(document, registry, code.parent)
    (found,) = code_of_steps(document, registry, code.parent)
    assert found.code is None


@pytest.mark.skipif(os.name != "posix", reason="links that everybody may make")
def test_a_link_out_of_the_folder_is_refused_and_one_within_it_is_not(
    registry: Registry, code: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("def f(item): return item\n")
    (code.parent / "linked.py").symlink_to(outside)
    (code.parent / "inside.py").symlink_to(code)
    with pytest.raises(ParamError, match="leads out of the pipeline's folder"):
        code_path("linked.py", code.parent)
    assert code_path("inside.py", code.parent) == code.parent / "inside.py"
    (tmp_path / "door").symlink_to(code.parent)  # the folder itself may be reached by a link
    assert code_path("steps.py", tmp_path / "door") == tmp_path / "door" / "steps.py"


def test_an_unsaved_document_has_no_folder_for_code(registry: Registry) -> None:
    (issue,) = (i for i in validate(_document("grid", "steps.py"), registry, None) if i.param)
    assert "save the pipeline first" in issue.message


def test_code_stays_beside_the_document_when_that_moves(
    registry: Registry, code: Path, tmp_path: Path
) -> None:
    document = _document("grid", "steps.py")
    moved = rebase(document, registry, code.parent, tmp_path / "elsewhere")
    assert moved.filters[0].values["file"] == "steps.py"
    assert rebase(document, registry, code.parent, None).filters[0].values["file"] == "steps.py"
    (issue,) = errors_of(validate(moved, registry, tmp_path / "elsewhere"))
    assert str(tmp_path / "elsewhere" / "steps.py") in issue.message


ARGUMENTS = """
from pathlib import Path
import near
def f(item, folder: Path = Path("x"), files: list[Path] = (), named: dict[str, Path] = {}, t="."):
    return item
"""


def test_the_files_that_code_is_given_stay_the_same_when_the_document_moves(
    registry: Registry, code: Path, tmp_path: Path
) -> None:
    code.with_name("near.py").write_text("")
    code.write_text(ARGUMENTS)
    given = {"folder": "..", "files": ["a/b.npz", "/c.npz"], "named": {"k": "k.npz"}, "t": "."}
    document = _document("grid", "steps.py", arguments={**given, "unknown": "u"})
    new = tmp_path / "elsewhere"
    moved = rebase(document, registry, code.parent, new).filters[0].values["arguments"]
    old = code.parent.as_posix()
    assert thaw(moved) == {
        "folder": tmp_path.as_posix(), "files": [f"{old}/a/b.npz", "/c.npz"],
        "named": {"k": f"{old}/k.npz"}, "t": ".", "unknown": "u",
    }  # fmt: skip
    below = rebase(document, registry, code.parent, tmp_path).filters[0].values["arguments"]
    assert thaw(below)["files"] == ["project/a/b.npz", "/c.npz"]
    assert rebase(document, registry, code.parent, None).filters == document.filters


def test_the_files_that_sources_and_sinks_are_given_stay_the_same_as_well(
    registry: Registry, code: Path, tmp_path: Path
) -> None:
    code.write_text(
        "from pathlib import Path\ndef listed(folder: Path): return []\n"
        "def f(entry, mask: Path): return entry\n"
        "def write(items, index, folder, table: Path): return []\n"
    )
    new, old = tmp_path / "elsewhere", code.parent.as_posix()
    for kind, given in (("source", {"folder": "a", "mask": "b"}), ("sink", {"table": "c"})):
        values = {"file": "steps.py", "arguments": given, **OF_KIND[kind]}
        document = rebase(_with_code(kind, "grid", values), registry, code.parent, new)
        moved = next(step for step in document.steps if step.kind == kind).values["arguments"]
        assert thaw(moved) == {name: f"{old}/{value}" for name, value in given.items()}


def test_code_is_copied_as_a_whole_or_not_at_all(
    registry: Registry, code: Path, tmp_path: Path
) -> None:
    code.with_name("near.py").write_bytes(b"x = 1\r\n")
    code.write_text(ARGUMENTS)
    old, new = code.parent, tmp_path / "elsewhere"
    found = list(code_of_steps(_document("grid", "steps.py"), registry, old))
    (copy,) = code_copies([*found, *found], old, new)
    assert (copy.other, copy.missing) == ([], [new / "steps.py", new / "near.py"])
    assert copy.copy() == [new / "steps.py", new / "near.py"]
    assert read_code(new / "steps.py").digest == copy.code.digest
    assert (copy.other, copy.missing, copy.copy()) == ([], [], [])
    (new / "near.py").write_text("x = 2\n")
    assert (copy.other, copy.missing) == ([new / "near.py"], [])
    assert "near.py is another file" in not_copied(copy)
    (new / "near.py").unlink()
    (new / "near.py").mkdir()
    assert copy.other == [new / "near.py"]


def test_code_below_the_document_stays_below_it(
    registry: Registry, code: Path, tmp_path: Path
) -> None:
    (code.parent / "sub").mkdir()
    code.rename(code.parent / "sub" / "steps.py")
    found = code_of_steps(_document("grid", "sub/steps.py"), registry, code.parent)
    (copy,) = code_copies(found, code.parent, tmp_path / "new")
    assert copy.copy() == [tmp_path / "new" / "sub" / "steps.py"]
