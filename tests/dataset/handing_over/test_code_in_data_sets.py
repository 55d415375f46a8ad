"""The folder of a data set has the code beside the pipeline that made it, as it was then."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.document_code.kept import MAX_KEPT
from curator_gui.core.document_code.python_step import PythonStep
from curator_gui.core.document_code.reading import read_code
from curator_gui.core.document_code.trust import trust_code
from curator_gui.core.message import Message
from curator_gui.dataset.exporting import export
from curator_gui.dataset.handing_over.writing import HandedOver, hand_over, write_again
from curator_gui.dataset.own_files import read_statistics
from curator_gui.dataset.verifying import verify
from curator_gui.domains.atoms import AtomsNPZSink
from curator_gui.domains.mesh import NPZSink, VTUSink
from curator_gui.run import RunConfig, execute
from curator_gui.run.record.reader import RunRecord
from tests.dataset.made import atoms, meshes

STEPS = "import near\n\ndef kept(mesh):\n    return mesh\n"


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    path = tmp_path / "project" / "steps.py"
    path.parent.mkdir()
    (path.parent / "near.py").write_text("x = 1\n")
    path.write_text(STEPS)
    return path


def _run(steps: Path, out: Path, name: str = "one") -> HandedOver:
    trust_code(steps, read_code(steps).digest)
    pipeline: Any = meshes(2).filter(PythonStep(steps, "kept")).write(NPZSink(out))
    pipeline = pipeline.write(VTUSink(out.with_name("more")))
    record = steps.parent / f"{name}.curator-run"
    result = execute(pipeline, RunConfig(backend="sequential", record=record))
    assert not result.problem
    done = hand_over(pipeline, record)
    return replace(done, words=(*map(Message, result.warnings), *done.words))


def _folder(steps: Path, out: Path) -> Path:
    return out / "code" / read_code(steps).short_digest


def test_code_is_written_named_and_verified(steps: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run(steps, out)
    for folder in (out, tmp_path / "more"):
        there = _folder(steps, folder)
        assert {f.name: f.read_text() for f in there.iterdir()} == {
            "steps.py": STEPS, "near.py": "x = 1\n",
        }  # fmt: skip
        name = f"code/{there.name}/steps.py"
        card = (folder / "README.md").read_text()
        assert f"ran `kept` of `{name}`, as it was then" in card
        assert name in read_statistics(folder)["files"]
        assert verify(folder).problems == ()
        (there / "near.py").write_text("x = 2\n")
        (problem,) = verify(folder).problems
        assert f"code/{there.name}/near.py was changed" in problem


def test_what_is_written_again_keeps_what_ran(steps: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run(steps, out)
    there, card = _folder(steps, out), (out / "README.md").read_text()
    steps.write_text("import near\n\ndef kept(mesh):\n    return None\n")
    write_again(out)
    assert (out / "README.md").read_text() == card
    assert (there / "steps.py").read_text() == STEPS
    export(out, tmp_path / "part", [1])
    copied = tmp_path / "part" / "code" / there.name
    assert {f.name for f in copied.iterdir()} == {"steps.py", "near.py"}
    assert verify(tmp_path / "part").problems == ()


def test_other_code_takes_the_place_of_that_of_before(steps: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run(steps, out)
    before = _folder(steps, out)
    steps.write_text(STEPS + "# other\n")
    done = _run(steps, out, "two")
    assert any(f"code/{before.name}/steps.py of before was removed" in w for w in done.words)
    assert [folder.name for folder in (out / "code").iterdir()] == [_folder(steps, out).name]


def test_somebody_elses_files_stay_and_that_is_said(steps: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    there = _folder(steps, out)
    there.mkdir(parents=True)
    (there / "near.py").write_text("mine = 1\n")
    done = _run(steps, out)
    assert any(f"code/{there.name}/near.py was not written" in word for word in done.words)
    assert [file.name for file in there.iterdir()] == ["near.py"]
    assert (there / "near.py").read_text() == "mine = 1\n"
    assert "steps.py`, which is not in this folder" in (out / "README.md").read_text()


@pytest.mark.skipif(os.name != "posix", reason="links that everybody may make")
def test_no_link_is_followed(steps: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "code").symlink_to(elsewhere)
    done = _run(steps, out)
    assert any("steps.py was not written" in word for word in done.words)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    "more, words",
    [
        ("URL = 's3://me:sesame@host/data'\n", "looks like a password or key"),
        ("import a, b, c, d, e\n", f"more than {MAX_KEPT >> 10} KiB"),
    ],
)
def test_what_is_left_out_is_said_everywhere(
    steps: Path, tmp_path: Path, more: str, words: str
) -> None:
    for name in "abcde":
        (steps.parent / f"{name}.py").write_text("# " + "x" * 250_000 + "\n")
    steps.write_text(STEPS + more)
    done = _run(steps, tmp_path / "out")
    assert sum(words in word for word in done.words) == 3  # of the record and each data set
    assert not (tmp_path / "out" / "code").exists()
    assert "which is not in this folder" in (tmp_path / "out" / "README.md").read_text()
    with RunRecord.open(steps.parent / "one.curator-run") as record:
        assert [words in kept.why_left_out() for kept in record.meta.code] == [True]
        assert b"sesame" not in record.path.read_bytes()
    write_again(tmp_path / "out")
    assert words in str(write_again(tmp_path / "out").words)


def test_a_folder_of_the_same_name_that_is_somebody_elses_makes_no_data_set(
    steps: Path, tmp_path: Path
) -> None:
    trust_code(steps, read_code(steps).digest)
    out = tmp_path / "one"
    crystals: Any = atoms(2).filter(PythonStep(steps, "kept"))
    pipeline = crystals.write(AtomsNPZSink(out / "all.npz"))

    def place() -> str:
        record = tmp_path / f"{len(list(tmp_path.iterdir()))}.curator-run"
        assert not execute(pipeline, RunConfig(backend="sequential", record=record)).problem
        return " ".join(hand_over(pipeline, record).words)

    assert "is a data set of 2 items" in place()
    assert (out / "code").is_dir()
    assert "is a data set of 2 items" in place()  # what was written then is no stranger
    (out / "code" / "mine.py").write_text("")
    assert f"no data set was written: {out} also holds code" in place()
