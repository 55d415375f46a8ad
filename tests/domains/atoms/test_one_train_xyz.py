"""All structures in one extended XYZ file, in the order of the indices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ase.io
import pytest
from ase import Atoms

from curator_gui.core import ParamError
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.sinks.extxyz import ExtXYZSink
from curator_gui.domains.atoms.sources.crystals import SyntheticCrystals


def written(folder: Path, source: Any, indices: Sequence[int] | None = None) -> Path:
    """Do what the engine does; the indices come in any order."""
    pipeline = source.write(ExtXYZSink(folder, "train.xyz"))
    chosen = list(range(len(source)) if indices is None else indices)
    pipeline.sink.prepare(chosen)
    for index in reversed(chosen):
        pipeline[index]
    [path] = pipeline.sink.finish(chosen)
    return Path(path)


def test_frames_are_in_the_order_of_the_indices(tmp_path: Path) -> None:
    source = SyntheticCrystals(7, repeat=1)
    path = written(tmp_path, source)
    found = ase.io.read(path, ":")
    expected = [next(source[index]) for index in range(7)]
    assert path == tmp_path / "train.xyz"
    assert found == expected
    assert [a.get_potential_energy() for a in found] == [a.get_potential_energy() for a in expected]
    assert sorted(p.name for p in tmp_path.iterdir()) == [".train.xyz.indices", "train.xyz"]


def test_indices_that_run_again_replace_theirs(tmp_path: Path) -> None:
    path = written(tmp_path, SyntheticCrystals(7, repeat=1))
    before = path.read_bytes()
    written(tmp_path, SyntheticCrystals(7, repeat=1), [2, 5])
    assert path.read_bytes() == before
    written(tmp_path, SyntheticCrystals(7, repeat=1, seed=9), [3])
    changed = ase.io.read(path, ":")
    assert len(changed) == 7
    assert changed[3] == next(SyntheticCrystals(7, repeat=1, seed=9)[3])
    assert changed[4] == next(SyntheticCrystals(7, repeat=1)[4])


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    ase.io.write(tmp_path / "train.xyz", Atoms("H"), format="extxyz")
    sink = SyntheticCrystals(2, repeat=1).write(ExtXYZSink(tmp_path, "train.xyz")).sink
    assert sink is not None
    [(param, message)] = sink.problems()
    assert (param, "was not written by this sink" in message) == ("template", True)
    with pytest.raises(StructureError, match="was not written by this sink"):
        written(tmp_path, SyntheticCrystals(2, repeat=1))
    assert len(ase.io.read(tmp_path / "train.xyz", ":")) == 1


def test_a_name_with_the_item_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match="gives every index the same name"):
        ExtXYZSink(tmp_path, "train_{item}.xyz")
