"""A whole data set as one extended XYZ file."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import ase.io
import pytest
from ase import Atoms

from curator_gui.core import ParamError
from curator_gui.core.components import Source
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.sinks.extxyz import ExtXYZSink
from curator_gui.run import RunConfig, execute
from tests.domains.atoms.comparing import assert_same_structure


class Numbered(Source[Atoms]):
    """Index i gives i % 3 structures of i + 1 atoms, marked by i."""

    name = "Numbered"
    description = "For tests."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __init__(self, count: int = 12, mark: str = "a") -> None:
        self.count = count
        self.mark = mark

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        return (numbered(index, item, self.mark) for item in range(index % 3))


def numbered(index: int, item: int, mark: str = "a") -> Atoms:
    positions = [[n / 3, item, index] for n in range(index + 1)]
    return Atoms(f"H{index + 1}", positions, info={"id": index + item / 10, "mark": mark})


def expected(indices: range | list[int], mark: str = "a") -> list[Atoms]:
    return [numbered(i, item, mark) for i in sorted(indices) for item in range(i % 3)]


def check(path: Path, wanted: list[Atoms]) -> None:
    found = ase.io.read(path, ":", format="extxyz")
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert_same_structure(one, other)


def sink_of(folder: Path) -> ExtXYZSink:
    return ExtXYZSink(folder, "train.xyz")


def run(sink: ExtXYZSink, indices: range | list[int], mark: str = "a", last: int = 12) -> list[str]:
    pipeline = Numbered(last, mark).write(sink)
    sink.prepare(indices)
    for index in reversed(indices):
        assert pipeline[index] == [str(sink.folder / "train.xyz")]
    return sink.finish(indices)


def test_all_frames_are_in_one_file_in_order(tmp_path: Path) -> None:
    assert run(sink_of(tmp_path), range(12)) == [str(tmp_path / "train.xyz")]
    check(tmp_path / "train.xyz", expected(range(12)))
    assert sorted(p.name for p in tmp_path.iterdir()) == [".train.xyz.frames.json", "train.xyz"]


def test_running_some_again_replaces_exactly_those(tmp_path: Path) -> None:
    run(sink_of(tmp_path), range(12))
    run(sink_of(tmp_path), [4, 8], "b")
    wanted = expected([1, 2]) + expected([4], "b") + expected([5, 7]) + expected([8], "b")
    check(tmp_path / "train.xyz", wanted + expected([10, 11]))


def test_a_resumed_run_gives_what_one_run_gives(tmp_path: Path) -> None:
    first = sink_of(tmp_path)
    first.prepare(range(12))
    for index in (0, 4, 5):
        Numbered().write(first)[index]  # killed here
    assert (tmp_path / "train.xyz").stat().st_size == 0
    second = sink_of(tmp_path)
    rest = [i for i in range(12) if i not in (0, 4, 5)]
    second.prepare(rest)
    for index in rest:
        Numbered().write(second)[index]
    second.finish(range(12))
    check(tmp_path / "train.xyz", expected(range(12)))


@pytest.mark.parametrize("content", ["1\n\nH 0 0 0\n", "no frames at all"])
def test_a_file_of_somebody_else_is_never_overwritten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "train.xyz"
    path.write_text(content)
    ((param, message),) = sink_of(tmp_path).problems()
    assert (param, str(path) in message) == ("template", True)
    with pytest.raises(StructureError, match="not written by this sink"):
        run(sink_of(tmp_path), range(3))
    assert path.read_text() == content


def test_a_file_that_was_edited_is_not_overwritten(tmp_path: Path) -> None:
    run(sink_of(tmp_path), range(6))
    path = tmp_path / "train.xyz"
    assert list(sink_of(tmp_path).problems()) == []
    edited = path.read_text().replace("mark=a", "mark=c")
    path.write_text(edited)
    with pytest.raises(StructureError, match="was changed since"):
        run(sink_of(tmp_path), [1])
    assert path.read_text() == edited


class Killed(BaseException):
    """Stands for SIGKILL."""


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_a_kill_between_file_and_table_loses_nothing(
    renamed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was renamed last, the table knows the file that is there."""
    run(sink_of(tmp_path), range(6))
    replace, left = Path.replace, iter([True] * renamed)

    def interrupted(self: Path, target: Path) -> Path:
        if next(left, False):
            return replace(self, target)
        raise Killed

    again = expected([1, 2]) + expected([4], "b") + expected([5])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupted)
        with pytest.raises(Killed):
            run(sink_of(tmp_path), [4], "b")
    check(tmp_path / "train.xyz", again if renamed == 2 else expected(range(6)))
    run(sink_of(tmp_path), [4], "b")
    check(tmp_path / "train.xyz", again)


def test_it_travels_and_counts_decimals(tmp_path: Path) -> None:
    sink = ExtXYZSink(tmp_path, "sets/train.xyz", decimals=2)
    shipped = pickle.loads(pickle.dumps(sink, protocol=5))
    sink.prepare([1])
    shipped(Numbered()[1], 1)
    sink.finish([1])
    assert "H 0.00 0.00 1.00\nH 0.33 0.00 1.00\n" in (tmp_path / "sets/train.xyz").read_text()
    assert list(sink.planned_outputs(1)) == []


@pytest.mark.parametrize("template", ["{item}.xyz", "../train.xyz", ""])
def test_impossible_names_are_refused(template: str, tmp_path: Path) -> None:
    with pytest.raises(ParamError):
        ExtXYZSink(tmp_path, template)


@pytest.mark.fault
def test_two_workers_write_one_file(tmp_path: Path) -> None:
    pipeline = Numbered(30).write(ExtXYZSink(tmp_path, "train.xyz"))
    result = execute(pipeline, RunConfig(n_jobs=2))
    assert (result.completed, result.failures) == (30, {})
    found = ase.io.read(tmp_path / "train.xyz", ":", format="extxyz")
    assert [len(atoms) for atoms in found] == [i + 1 for i in range(30) for _ in range(i % 3)]
