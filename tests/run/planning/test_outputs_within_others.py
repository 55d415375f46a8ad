"""Outputs of an index within a folder that is an output of another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.run.planning.collisions import SameOutputs

FOLDER, FILE = str(Path("out", "x")), str(Path("out", "x", "y", "f"))


@pytest.mark.parametrize("named", [[(0, FOLDER), (1, FILE)], [(1, FILE), (0, FOLDER)]])
def test_an_output_within_that_of_another_index_is_said(named: list[tuple[int, str]]) -> None:
    seen = SameOutputs()
    for index, path in named:
        seen.add(index, [path])
    (words,) = seen.words()
    assert f"{FILE} of index 1 lies in {FOLDER} of index 0" in words


def test_outputs_side_by_side_and_of_one_index_are_not_said() -> None:
    seen = SameOutputs()
    for index in range(3):
        folder = str(Path("out", str(index)))
        seen.add(index, [folder, str(Path(folder, "f")), f"{folder}.txt"])
        seen.add(index, [folder])
    assert seen.words() == []
