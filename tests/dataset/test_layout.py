"""The layout of a data set: paths in a cell of a table come back as they were."""

from __future__ import annotations

import csv
import io

import pytest

from curator_gui.core.measuring.measures import MeasureInfo
from curator_gui.dataset import layout

PATHS = [
    "a b.npz", "50%;c.npz", "tänk/ü.vtu", 'quo"te', "line\nbreak", "tab\t", "%3B", "a,b", ",",
    "bytes\udcff.npz", "雪.zarr", "a\\b", "nbsp\u00a0x", "sep\u2028x", " lead", "trail ",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_path_comes_back(path: str) -> None:
    assert layout.split_paths(layout.join_paths([path])) == [path]


def test_many_paths_come_back_through_a_table() -> None:
    text = layout.join_paths(PATHS)
    table = io.StringIO()
    csv.writer(table).writerow([text])
    assert "\n" not in text
    (row,) = csv.reader(io.StringIO(table.getvalue()))
    assert layout.split_paths(row[0]) == PATHS


def test_no_path_is_an_empty_cell() -> None:
    assert layout.join_paths([]) == ""
    assert layout.split_paths("") == []


def test_readable_names_stay_readable() -> None:
    assert layout.join_paths(["tank_01/größe 1.vtu"]) == "tank_01/größe 1.vtu"


def test_measures_are_the_columns_between() -> None:
    header = [*layout.FIRST_COLUMNS, "cells", "U.max", *layout.LAST_COLUMNS]
    assert layout.measure_columns(header) == ["cells", "U.max"]


def test_a_measure_without_a_title_is_called_by_its_name() -> None:
    assert MeasureInfo("U.max").plain() == {"title": "U.max", "unit": "", "kind": "number"}
