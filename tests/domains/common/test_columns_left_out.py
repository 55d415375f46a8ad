"""Columns of a table that do not go with the items, and numbers that do not fit, are said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Source
from curator_gui.domains.atoms import StructureTableSource
from curator_gui.domains.common.row_tables import TableListing
from curator_gui.domains.grid import FieldTableSource
from curator_gui.domains.mesh import MeshTableSource

TABLE = """path;cd;re;name;id;note
a.vtp;0,31;1e5;first;1152921504606846977;
b.vtp;0,32;2e5;second;5;
"""


def said(table: Path, columns: list[str] | None = None) -> list[str]:
    return [str(words) for words in TableListing(table, "path", columns, None).remarks()]


def test_columns_without_numbers_are_named_with_what_stands_there(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")
    *left, exact = (words.removeprefix(f"{table}: ") for words in said(table))
    assert left == [
        "column 'cd' does not go with the items: row 1 has '0,31', with a decimal comma",
        "column 'name' does not go with the items: row 1 has 'first', which is no number",
        "column 'note' does not go with the items: it has no values",
    ]
    assert exact.startswith("id has whole numbers of more than 16 digits")


def test_one_odd_cell_is_found(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = "".join(f"{n}.vtp,{'N/A' if n == 7 else n / 10}\n" for n in range(20))
    table.write_text(f"path,cd\n{rows}", encoding="utf-8")
    [left] = said(table)
    assert left.endswith(
        "column 'cd' does not go with the items: row 8 has 'N/A', which is no number"
    )
    assert said(table, ["cd"]) == []  # reading its item says so


def test_nothing_is_said_where_all_columns_go_with_the_items(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("path,cd,id\na.vtp,0.5,9007199254740992\nb.vtp,,2\n", encoding="utf-8")
    assert said(table) == []


def test_of_very_many_columns_the_names_are_said(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"path,{','.join(f'c{n}' for n in range(10))}\na{',x' * 10}\n", "utf-8")
    *_, last = said(table)
    assert last == f"{table}: other columns do not either: c8, c9"


@pytest.mark.parametrize("domain", ["mesh", "grid", "atoms"])
def test_the_plan_says_it_in_all_domains(tmp_path: Path, domain: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text("path,cd\na.nc,N/A\nb.nc,2\n", encoding="utf-8")
    sources: dict[str, Source[Any]] = {
        "mesh": MeshTableSource(table, "path"),
        "grid": FieldTableSource(table, "path", dimension=None),
        "atoms": StructureTableSource(table, "path", "xyz"),
    }
    found = [str(words) for words in sources[domain].look_ahead(None, [0])]  # type: ignore[arg-type]
    assert any("'cd' does not go with the items: row 1 has 'N/A'" in words for words in found)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("9007199254740993", True),
        (" -9007199254740993 ", True),
        ("00000000000000000007", False),
        ("9" * 400, True),
        ("9" * 5000, True),
        ("+-1234567890123456", False),  # no number, so its column is left out
        ("0.1234567890123456789", False),
    ],
)
def test_whole_numbers_that_lose_digits_are_said(tmp_path: Path, value: str, rounded: bool) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"path,id\na.vtp,{value}\n", encoding="utf-8")
    assert any("which float64 rounds" in words for words in said(table, ["id"])) is rounded
