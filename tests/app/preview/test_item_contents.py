"""The picture of an item shows that item, whatever file or store it shares with others."""

from __future__ import annotations

import netCDF4
import numpy as np
import pytest

from curator_gui.app.dataset.thumbnails import Look, kept_path, wanted
from curator_gui.app.preview.item_contents import ItemOutput, read_item
from curator_gui.app.results.alike import outputs_alike
from curator_gui.app.runs.recorded_run import load_details, load_record
from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.containers import tar_samples
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.dataset.items.file import read_items
from curator_gui.dataset.loading import tar_shards
from curator_gui.domains.grid import NetCDFSink
from curator_gui.domains.grid import WebDatasetSink as GridShards
from tests.dataset.made import MADE, grids, run


def domain_of(pipeline):
    return type(pipeline.source).__module__.split(".")[2]


def handed_over(pipeline, tmp_path, indices=None):
    record = tmp_path / "made.curator-run"
    run(pipeline, record, indices=indices)
    return read_items(hand_over(pipeline, record).folder)


def loaded(record):
    """Return the results of a run that is over."""
    store = load_record(record).store
    details = load_details(record, store.indices)
    store.take_details(details.outputs, details.stages, details.shares)
    return store


def first_output(store, index):
    return store.outputs.paths(store.row_of(index))[0]


def values_of(domain, item):
    """Return numbers that tell one item from the others."""
    if domain == "grid":
        return np.concatenate([np.ravel(item[name]) for name in sorted(item.data_vars)])
    return np.asarray(item.points if domain == "mesh" else item.positions)


def expected(pipeline, index):
    items = iter(pipeline.source[index])
    for step in pipeline.filters:
        items = step(items)
    return next(items)


@pytest.mark.parametrize("kind", MADE)
def test_each_row_is_drawn_from_its_own_item(tmp_path, kind):
    pipeline = MADE[kind](tmp_path / "out")
    domain = domain_of(pipeline)
    items = handed_over(pipeline, tmp_path)
    assert len(items) == len(pipeline.source)
    store = loaded(tmp_path / "made.curator-run")
    for row in range(len(items)):
        item, index = wanted(items, row), int(items.index[row])
        found = outputs_alike(store, index, first_output(store, index))
        chosen, among = found.chosen, found.among
        assert [output.path for output in among].count(item.path) >= 1
        assert among.index(chosen) == index  # a film goes through all of them
        assert chosen in (item, ItemOutput(item.path))
        (found,) = read_item(item, domain).items
        whole = expected(pipeline, index)
        if kind != "anemoi":
            np.testing.assert_allclose(
                values_of(domain, found), values_of(domain, whole), rtol=1e-6
            )
            continue
        stacked = np.ravel(found["data"])
        assert np.isclose(stacked, np.ravel(whole[next(iter(whole.data_vars))])[0]).any()


def test_files_of_groups_tell_their_items(tmp_path):
    pipeline = grids(5).write(NetCDFSink(tmp_path / "out", items_per_file=2))
    items = handed_over(pipeline, tmp_path)
    for row in range(5):
        (found,) = read_item(wanted(items, row), "grid").items
        np.testing.assert_allclose(
            values_of("grid", found), values_of("grid", expected(pipeline, row)), rtol=1e-6
        )


def test_an_item_of_an_earlier_run_beside_those_of_the_table_has_its_picture(tmp_path):
    pipeline = grids(5).write(NetCDFSink(tmp_path / "out", items_per_file=3))
    record = tmp_path / "first.curator-run"
    run(pipeline, record, indices=[1, 4])
    items = handed_over(pipeline, tmp_path, indices=[0, 2, 3])
    assert items.index.tolist() == [0, 2, 3]
    path = wanted(items, 0).path
    for index, beside in ((0, (0, 2)), (1, (0, 1)), (2, (1, 2))):
        (found,) = read_item(ItemOutput(path, index, *beside), "grid").items
        np.testing.assert_allclose(
            values_of("grid", found), values_of("grid", expected(pipeline, index)), rtol=1e-6
        )
    with pytest.raises(CuratorError, match="has no item of index 4"):
        read_item(ItemOutput(path, 4), "grid")


def test_files_of_groups_of_earlier_versions_tell_their_items_by_rank(tmp_path):
    pipeline = grids(5).write(NetCDFSink(tmp_path / "out", items_per_file=2))
    items = handed_over(pipeline, tmp_path)
    for path in {wanted(items, row).path for row in range(5)}:
        with netCDF4.Dataset(path, "r+") as file:
            file.delncattr("curator_first_index")
    for row in range(5):
        (found,) = read_item(wanted(items, row), "grid").items
        np.testing.assert_allclose(
            values_of("grid", found), values_of("grid", expected(pipeline, row)), rtol=1e-6
        )
    first = wanted(items, 0)
    assert (first.rank, first.count, wanted(items, 1).rank) == (0, 2, 1)
    with pytest.raises(CuratorError, match="did not note which is which"):
        read_item(ItemOutput(first.path, 0, 0, 3), "grid")


def test_an_index_that_a_store_does_not_have_is_no_picture(tmp_path):
    items = handed_over(MADE["grid zarr"](tmp_path / "out"), tmp_path)
    with pytest.raises(CuratorError, match="has no item of index 99"):
        read_item(ItemOutput(wanted(items, 0).path, 99), "grid")


def test_pictures_are_kept_for_each_item_of_a_file(tmp_path):
    (tmp_path / "a.npz").write_bytes(b"1")
    look = Look("mesh", "", (0, 0, 0))
    kept = {kept_path(ItemOutput(str(tmp_path / "a.npz"), index), look) for index in range(3)}
    assert len(kept) == 3
    assert kept_path(ItemOutput("", 0), look) is None
    assert kept_path(ItemOutput(str(tmp_path / "gone"), 0), look) is None


def test_of_a_shard_the_sample_of_the_item_alone_is_read(tmp_path, monkeypatch):
    pipeline = grids(6).write(GridShards(tmp_path / "out", items_per_shard=6))
    items = handed_over(pipeline, tmp_path)
    opened = []
    monkeypatch.setattr(
        tar_samples, "read_sample", lambda *given: pytest.fail("read one after another")
    )
    whole = tar_shards.read_sample
    monkeypatch.setattr(
        tar_shards, "read_sample", lambda *given: (opened.append(given), whole(*given))[1]
    )
    for row in (5, 0):
        (found,) = read_item(wanted(items, row), "grid").items
        np.testing.assert_allclose(
            values_of("grid", found), values_of("grid", expected(pipeline, row)), rtol=1e-6
        )
    assert len(opened) == 2
    with pytest.raises(CuratorError, match="has no item of index 99"):
        read_item(ItemOutput(wanted(items, 0).path, 99), "grid")
