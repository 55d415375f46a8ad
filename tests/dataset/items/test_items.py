"""The table of items: numbers and texts, titles, names, axes, files."""

from __future__ import annotations

import json

import numpy as np
import pytest

from curator_gui.dataset.items.file import ItemsError, has_items, moved_words, read_items
from curator_gui.dataset.items.table import (
    FOLDER,
    INDEX,
    STEP,
    Column,
    Items,
    axis_of,
    coded,
    different_first,
    field_of,
    folders_of,
    numbers_in_names,
    title_of,
)
from tests.dataset.tables import dam_break, table, write


def test_titles_and_fields_come_from_keys():
    assert (title_of("U.max"), title_of("cells"), title_of("alpha.water.nan_share")) == (
        "max U", "cells", "NaN in alpha.water",
    )  # fmt: skip
    assert (field_of("alpha.water.max"), field_of("cells"), field_of("a.b")) == (
        "alpha.water",
        "",
        "",
    )


def test_names_have_folder_and_stem_and_an_index_where_sources_repeat():
    items = table({"source": ["a/x_1.vtu", "b/x_1.vtu"]})
    assert [items.name(row) for row in (0, 1)] == ["a/x_1", "b/x_1"]
    same = table({"source": ["qm9.xyz", "qm9.xyz"]})
    assert [same.name(row) for row in (0, 1)] == ["qm9 #0", "qm9 #1"]
    assert table({"cells": [1.0]}).name(0) == "#0"


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        (["a/b.nc time=2024", "a/b.nc time=2025"], ["a/b time=2024", "a/b time=2025"]),
        (["b.nc level=850.5", "b.nc level=850.7"], ["b level=850.5", "b level=850.7"]),
        (["qm9.xyz frame 0", "qm9.xyz frame 1"], ["qm9 frame 0", "qm9 frame 1"]),
        (["f.xdmf, step 1", "f.xdmf, step 2"], ["f, step 1", "f, step 2"]),
        (["cavity at 0.1", "cavity at 0.2"], ["cavity at 0.1", "cavity at 0.2"]),
        (["case.v2 at 1", "case.v3 at 1"], ["case.v2 at 1", "case.v3 at 1"]),
        (["U and p.v2.vtu", "U and p.v3.vtu"], ["U and p.v2", "U and p.v3"]),
    ],
)  # fmt: skip
def test_items_of_one_file_are_told_apart_by_their_names(sources, names):
    items = table({"source": sources})
    assert [items.name(row) for row in range(len(sources))] == names


def test_step_and_folder_are_axes_only_where_they_tell_items_apart():
    items = table({"source": ["a/t_1.vtu", "a/t_2.vtu", "b/t_1.vtu"]})
    assert items[STEP].values.tolist() == [1, 2, 1]
    assert items[FOLDER].values.tolist() == ["a", "a", "b"]
    assert axis_of(items) == STEP
    plain = table({"source": ["one.vtu", "two.vtu"]})
    assert STEP not in plain
    assert FOLDER not in plain
    assert axis_of(plain) == "index"


def test_numbers_in_names_are_the_last_ones():
    sources = np.array(["r2/a_003.vtu", "x.vtk", "t7b.vtu", "ü\n5.vtu"], object)
    assert np.allclose(numbers_in_names(sources), [3, np.nan, 7, 5], equal_nan=True)


def test_names_of_any_kind_give_folder_and_number():
    names = ["a b/c.d/x_12.tar.gz", "x", "a\\b\\t3.vtu", "9", "r/.h7", "", "ä/ö-5", "run7/part.vtu"]
    sources = np.array(names, object)
    expected = ["a b/c.d", "", "a/b", "", "r", "", "ä", "run7"]
    assert folders_of(sources).tolist() == expected
    slow = np.array([*names, "with\nline/4.vtu"], object)
    assert folders_of(slow)[:-1].tolist() == expected
    assert np.array_equal(numbers_in_names(sources), numbers_in_names(slow)[:-1], equal_nan=True)
    assert numbers_in_names(slow)[-1] == 4


def test_a_folder_is_read_with_units_and_kinds(tmp_path):
    columns = dam_break(2, 3)
    folder = write(columns, tmp_path / "a b ü")
    (folder / "items.parquet").unlink(missing_ok=True)
    (folder / "statistics.json").write_text(
        json.dumps(
            {
                "layout": 1,
                "measures": {
                    "U.max": {"title": "max |U|", "unit": "m/s", "kind": "number"},
                    "cells": {"title": "", "unit": "", "kind": "text"},
                },
            }
        )
    )
    items = read_items(folder)
    assert len(items) == 6
    assert items["U.max"].label == "max |U|, m/s"
    assert items["cells"].kind == "text"
    assert np.allclose(items["U.max"].values, columns["U.max"])
    assert has_items(folder)


def test_hashes_stay_texts_even_if_all_are_digits(tmp_path):
    columns = {"source": ["a", "b"], "outputs": ["a.npz", "b.npz"], "content": ["0012", "0012"]}
    folder = write(columns, tmp_path / "d")
    about = {"content": {"title": "", "unit": "", "kind": "hash"}}
    (folder / "statistics.json").write_text(json.dumps({"layout": 1, "measures": about}))
    items = read_items(folder)
    assert items.content is not None
    assert items.content.values.tolist() == ["0012", "0012"]
    assert items.texts == []


def test_parquet_and_csv_give_the_same(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    folder = write(dam_break(2, 4), tmp_path / "d")
    plain = read_items(folder)
    whole = {key: pa.array(c.values.tolist()) for key, c in plain.columns.items()
             if key not in (STEP, FOLDER)}  # fmt: skip
    parquet.write_table(pa.table(whole), folder / "items.parquet")
    (folder / "items.csv").unlink()
    for key, column in read_items(folder).columns.items():
        assert column.values.tolist() == plain[key].values.tolist(), key


@pytest.mark.parametrize(
    ("table_text", "statistics", "words"),
    [
        (None, "{}", "is no data set"),
        ("index,a\n0,1\n1\n", "{}", "row 2 has 1 cells, the header 2"),
        ("a,b\n0,1\n", "{}", "no column index"),
        ("index\n0\n", "{", "cannot be read"),
        ("index\n0\n", "[]", "is not what a data set has"),
        ("index\n0\n", '{"layout": 99}', "has layout 99"),
        ("index\n\udcff\n", "{}", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, table_text, statistics, words):
    if table_text is not None:
        (tmp_path / "items.csv").write_text(table_text, "utf-8", "surrogateescape")
    (tmp_path / "statistics.json").write_text(statistics)
    with pytest.raises(ItemsError, match=words):
        read_items(tmp_path)


def test_an_empty_table_has_no_items(tmp_path):
    (tmp_path / "items.csv").write_text("index,source,outputs,U.max\n")
    items = read_items(tmp_path)
    assert len(items) == 0
    assert items.measures == []


def test_measures_that_are_nan_everywhere_are_in_no_list():
    items = table({"a": [np.nan, np.nan], "b": [1.0, np.inf], "c": [np.inf, -np.inf]})
    assert [column.key for column in items.measures] == ["b"]


def test_moved_outputs_are_told(tmp_path):
    folder = write(dam_break(1, 2), tmp_path / "d")
    items = read_items(folder)
    assert moved_words(items) is None
    items.output(0).unlink()
    assert "were the outputs moved" in moved_words(items)


def test_equal_values_get_equal_codes():
    assert coded(np.array(["b", "a", "b"], object)).tolist() == [0, 1, 0]


def test_what_differs_from_item_to_item_is_looked_at_first():
    same, other = np.full(3, 90.0), np.array([1.0, 2.0, 3.0])
    keys = {"latitude.max": same, "latitude.mean": same, "t2m.max": other, "t2m.mean": other}
    columns = {key: Column(key, values) for key, values in keys.items()}
    items = Items({INDEX: Column(INDEX, np.arange(3.0)), **columns})
    assert items.fields == ["latitude", "t2m"]
    assert items.first_field == "t2m"
    ordered = [column.key for column in different_first(list(columns.values()))]
    assert ordered == ["t2m.max", "t2m.mean", "latitude.max", "latitude.mean"]


def test_the_first_field_of_a_single_item_is_its_first():
    items = Items({INDEX: Column(INDEX, np.zeros(1)), "p.max": Column("p.max", np.ones(1))})
    assert items.first_field == "p"
    assert Items({INDEX: Column(INDEX, np.zeros(1))}).first_field == ""
