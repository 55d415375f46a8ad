"""An output that is looked into from its row shows that row's item, and a film the others'.

For every sink: `tests/app/preview/test_item_contents.py`.
"""

from __future__ import annotations

import numpy as np

from curator_gui.app.preview.item_contents import ItemOutput, read_output_of
from curator_gui.app.results import alike
from curator_gui.app.results.alike import outputs_alike
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
    chosen, among = outputs_alike(store, 2, path)
    assert among == tuple(ItemOutput(path, index, index, 4) for index in range(4))
    assert chosen == among[2]
    (found,) = read_output_of(chosen, "grid").items
    whole = values_of("grid", expected(pipeline, 2))
    np.testing.assert_allclose(values_of("grid", found), whole, rtol=1e-6)


def test_a_run_of_one_item_finds_it_in_the_store_of_others(tmp_path):
    pipeline = MADE["grid zarr"](tmp_path / "out")
    run(pipeline, tmp_path / "all.curator-run")
    store = results_of(pipeline, tmp_path / "one.curator-run", indices=[2])
    chosen, among = outputs_alike(store, 2, first_output(store, 2))
    assert among == (chosen,)
    (found,) = read_output_of(chosen, "grid").items
    whole = values_of("grid", expected(pipeline, 2))
    np.testing.assert_allclose(values_of("grid", found), whole, rtol=1e-6)


def test_what_is_no_output_of_the_row_stands_alone(tmp_path):
    store = results_of(MADE["npz"](tmp_path / "out"), tmp_path / "made.curator-run")
    alone = ItemOutput("statistics.json")
    assert outputs_alike(store, 1, alone.path) == (alone, (alone,))
