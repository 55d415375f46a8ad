"""Hand-over reads an output again only if it changed, and says how many it did not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from curator_gui.dataset.handing_over.known_hashes import NAME, KnownHashes
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.dataset.hashing import hash_output
from curator_gui.dataset.verifying import verify
from curator_gui.domains.mesh import MeshZarrSink, NPZSink
from tests.dataset.made import meshes, run

LONG_AGO = time.time_ns() - 10**11


@pytest.fixture(params=["files", "folder"])
def outputs(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    for number in range(3):
        path = tmp_path / f"{number}.npz"
        if request.param == "folder":
            path = tmp_path / f"{number}.zarr" / "c" / "0"
            path.parent.mkdir(parents=True)
        path.write_bytes(bytes([number] * 10))
    age(tmp_path)
    return sorted(str(path) for path in tmp_path.iterdir())


def age(folder: Path, when: int = LONG_AGO) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(when, when))


def inner(output: str) -> Path:
    path = Path(output)
    return path / "c" / "0" if path.is_dir() else path


def test_what_did_not_change_is_not_read_again(outputs: list[str], tmp_path: Path) -> None:
    first = KnownHashes(tmp_path)
    expected = [hash_output(Path(path)) for path in outputs]
    assert (first.hash(outputs), first.kept) == (expected, 0)
    again = KnownHashes(tmp_path)
    assert (again.hash(outputs), again.kept) == (expected, 3)


@pytest.mark.parametrize("change", ["size", "time", "inode"])
def test_what_changed_is_read_again(change: str, outputs: list[str], tmp_path: Path) -> None:
    KnownHashes(tmp_path).hash(outputs)
    path = inner(outputs[1])
    if change == "size":
        path.write_bytes(b"longer than before")
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    elif change == "time":
        path.write_bytes(b"0123456789")
        os.utime(path, ns=(LONG_AGO + 1, LONG_AGO + 1))
    else:
        other = path.with_name("other")
        other.write_bytes(b"0123456789")
        os.utime(other, ns=(LONG_AGO, LONG_AGO))
        other.replace(path)
    known = KnownHashes(tmp_path)
    assert known.hash(outputs)[1] == hash_output(Path(outputs[1]))
    assert known.kept == 2


def test_what_was_written_just_now_is_not_noted(outputs: list[str], tmp_path: Path) -> None:
    os.utime(inner(outputs[0]))
    KnownHashes(tmp_path).hash(outputs)
    known = KnownHashes(tmp_path)
    known.hash(outputs)
    assert known.kept == 2


def test_what_is_gone_is_a_problem_again(outputs: list[str], tmp_path: Path) -> None:
    KnownHashes(tmp_path).hash(outputs)
    inner(outputs[2]).unlink()
    if not Path(outputs[2]).is_dir():
        assert KnownHashes(tmp_path).hash(outputs)[2].problem
    assert KnownHashes(tmp_path).hash(outputs)[2].sha256 != hash_output(Path(outputs[1])).sha256


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "curator-hashes-1", "outputs": 3}'])
def test_damaged_notes_are_no_notes(text: str, outputs: list[str], tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text)
    known = KnownHashes(tmp_path)
    assert known.hash(outputs) == [hash_output(Path(path)) for path in outputs]
    assert known.kept == 0


@pytest.mark.parametrize("sink", [NPZSink, MeshZarrSink])
def test_a_second_hand_over_says_how_many_it_kept(sink: type, tmp_path: Path) -> None:
    pipeline = meshes(5).write(sink(tmp_path / "out"))
    run(pipeline, tmp_path / "r")
    age(tmp_path / "out")
    hand_over(pipeline, tmp_path / "r")
    before = {p: p.read_bytes() for p in (tmp_path / "out").iterdir() if p.is_file()}
    found = hand_over(pipeline, tmp_path / "r")
    words = "5 outputs are unchanged since they were hashed, and were not read again"
    assert words in [str(one) for one in found.words]
    assert {p: p.read_bytes() for p in (tmp_path / "out").iterdir() if p.is_file()} == before


def test_verify_reads_everything_whatever_is_noted(tmp_path: Path) -> None:
    pipeline = meshes(3).write(NPZSink(tmp_path / "out"))
    run(pipeline, tmp_path / "r")
    age(tmp_path / "out")
    hand_over(pipeline, tmp_path / "r")
    path = sorted((tmp_path / "out").glob("*.npz"))[1]
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    with path.open("r+b") as file:  # the same size, time and inode
        file.write(data)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    (problem,) = verify(tmp_path / "out").problems
    assert path.name in str(problem)
