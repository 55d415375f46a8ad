"""Structures that a table lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from ase.build import molecule
from ase.io import write

from curator_gui.core.notes import noting
from curator_gui.domains.atoms import StructureTableSource
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import results_of
from curator_gui.domains.common.row_tables import TableError


def test_a_row_gives_a_structure_its_numbers(tmp_path: Path) -> None:
    for name in ("H2O", "CH4"):
        write(tmp_path / f"{name}.xyz", molecule(name))
    table = tmp_path / "t.csv"
    table.write_text("file,energy,gap,note\nH2O.xyz,-14.2,6.5,a\nCH4.xyz,-24,,b\n")
    source = StructureTableSource(table, "file", "xyz")
    assert not list(source.problems())
    [water] = source[0]
    assert water.get_chemical_formula() == "H2O"
    assert (results_of(water), water.info["gap"]) == ({"energy": -14.2}, 6.5)
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [methane] = source[1]
    assert "gap" not in methane.info
    assert said == ["the table has no value in gap: left out"]
    assert (source.label(1), list(source.inputs(1))) == ("CH4.xyz", [str(tmp_path / "CH4.xyz")])
    [chosen] = StructureTableSource(table, "file", "xyz", ["gap"])[0]
    assert (results_of(chosen), chosen.info) == ({}, {"gap": 6.5})


def test_what_a_table_lists_wrongly_is_named(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("file,energy\ngone.xyz,-1\n")
    source = StructureTableSource(table, "file", "xyz")
    with pytest.raises(StructureError, match=r"gone\.xyz cannot be read as xyz"):
        list(source[0])
    with pytest.raises(IndexError, match="index 1 is out of range"):
        list(source[1])
    with pytest.raises(TableError, match="has no column 'path'; it has file, energy"):
        len(StructureTableSource(table, "path", "xyz"))
    wrong = StructureTableSource(table, "file", "xyz", ["none"])
    assert [name for name, _ in wrong.problems()] == ["columns"]
