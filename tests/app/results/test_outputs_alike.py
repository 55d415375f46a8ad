"""An output that is looked into from its row shows that row's item, and a film the others'.

For every sink: `tests/app/preview/test_item_contents.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from curator_gui.app.preview.item_contents import ItemOutput, read_output_of
from curator_gui.app.results import alike
from curator_gui.app.results.alike import Alike, outputs_alike
from curator_gui.app.results.packed_texts import PackedPaths
from curator_gui.domains.grid import NetCDFSink
from tests.app.preview.test_item_contents import expected, first_output, loaded, values_of
from tests.dataset.made import MADE, grids, run


def results_of(pipeline, record, **config):
    run(pipeline, record, **config)
    return loaded(record)


def test_of_a_file_of_a_group_its_items_are_listed_by_rank(tmp_path, monkeypatch):
    monkeypatch.setattr(alike, "REACH", 1)
    pipeline = grids(7).write(NetCDFSink(tmp_path / "out", items_per_file=4))
    store = results_of(pipeline, tmp_path / "made.curator-run")
    path = first_output(store, 2)
    found = outputs_alike(store, 2, path)
    assert found.left_out == 0
    chosen, among = found.chosen, found.among
    assert among == tuple(ItemOutput(path, index, index, 4) for index in range(4))
    assert chosen == among[2]
    (found,) = read_output_of(chosen, "grid").items
    whole = values_of("grid", expected(pipeline, 2))
    np.testing.assert_allclose(values_of("grid", found), whole, rtol=1e-6)


def test_a_run_of_one_item_finds_it_in_the_store_of_others(tmp_path):
    pipeline = MADE["grid zarr"](tmp_path / "out")
    run(pipeline, tmp_path / "all.curator-run")
    store = results_of(pipeline, tmp_path / "one.curator-run", indices=[2])
    found = outputs_alike(store, 2, first_output(store, 2))
    chosen = found.chosen
    assert found == Alike(chosen, (chosen,))
    (found,) = read_output_of(chosen, "grid").items
    whole = values_of("grid", expected(pipeline, 2))
    np.testing.assert_allclose(values_of("grid", found), whole, rtol=1e-6)


def test_what_is_no_output_of_the_row_stands_alone(tmp_path):
    store = results_of(MADE["npz"](tmp_path / "out"), tmp_path / "made.curator-run")
    alone = ItemOutput("statistics.json")
    assert outputs_alike(store, 1, alone.path) == Alike(alone, (alone,))


@dataclass
class Rows:
    """What of a store of results is asked for outputs: thousands of rows are made in no time."""

    outputs: PackedPaths
    indices: np.ndarray

    def row_of(self, index: int) -> int:
        return int(np.flatnonzero(self.indices == index)[0])

    def __len__(self) -> int:
        return len(self.indices)


def rows_of_one_file(count: int, name: str, first: int = 0) -> Rows:
    outputs = PackedPaths(count)
    outputs.set_single_paths(np.arange(count), ["/out/"] * count, [name] * count)
    return Rows(outputs, first + np.arange(count)[::-1])


@pytest.mark.parametrize(("index", "first"), [(5, 5), (8, 5), (31, 26), (80, 75), (84, 75)])
def test_of_many_items_of_a_file_the_nearest_are_listed_and_the_others_counted(
    monkeypatch, index, first
):
    monkeypatch.setattr(alike, "MANY", 10)
    monkeypatch.setattr(alike, "REACH", 3)
    found = outputs_alike(rows_of_one_file(80, "all.nc", first=5), index, "/out/all.nc")
    assert [each.index for each in found.among] == list(range(first, first + 10))
    assert {each.rank - each.index for each in found.among} == {-5}
    assert {each.count for each in found.among} == {80}
    assert (found.chosen.index, found.left_out) == (index, 70)


def test_rows_that_a_film_does_not_reach_are_counted(monkeypatch):
    monkeypatch.setattr(alike, "REACH", 3)
    outputs = PackedPaths(40)
    outputs.set_single_paths(np.arange(40), ["/out/"] * 40, [f"{n}.vtu" for n in range(40)])
    for index, listed in ((0, 4), (20, 7), (38, 5)):
        found = outputs_alike(Rows(outputs, np.arange(40)), index, f"/out/{index}.vtu")
        assert (len(found.among), found.left_out) == (listed, 40 - listed)
