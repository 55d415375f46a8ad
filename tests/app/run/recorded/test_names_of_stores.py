"""Items of a Zarr store are named as in the run that read them, but those of replaced chunks."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.app.run.recorded.item_names import Named, _recorded_names, name_recorded_items
from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.fingerprint import input_fingerprint
from curator_gui.core.inputs import part_of
from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.versions import look_again
from curator_gui.domains.grid import GridZarrSource, NetCDFSink
from curator_gui.run import RunConfig, execute
from curator_gui.run.record import RunRecord


@pytest.fixture
def store(tmp_path: Path) -> Path:
    times = np.datetime64("2020-01-01", "ns") + np.arange(3).astype("m8[D]")
    data = xr.Dataset({"t": (("time", "x"), np.ones((3, 2), "f4"))}, {"time": times})
    data.to_zarr(tmp_path / "in store.zarr", encoding={"t": {"chunks": (1, 2)}}, zarr_format=2)
    return tmp_path / "in store.zarr"


def named(store: Path, recorded: dict[int, bytes | None]) -> Named:
    look_again()
    return name_recorded_items(GridZarrSource(str(store)), (), range(3), recorded)


def ran(store: Path) -> dict[int, bytes | None]:
    record = store.with_name("run.curator-run")
    pipeline = GridZarrSource(str(store)).write(NetCDFSink(store.with_name("out")))
    assert not execute(pipeline, RunConfig(backend="sequential", record=record)).failures
    with RunRecord.open(record) as opened:
        return dict(opened.input_identities())


def test_a_store_that_is_the_same_has_its_names(store: Path) -> None:
    found = named(store, ran(store))
    assert found.withheld == 0
    assert all(found.names)


def test_the_item_of_a_replaced_chunk_has_none(store: Path) -> None:
    recorded = ran(store)
    os.utime(store / "t" / "1.0", (1, 1))
    found = named(store, recorded)
    assert found.withheld == 1
    assert [bool(name) for name in found.names] == [True, False, True]


@pytest.mark.parametrize("with_part", [False, True])
def test_a_store_that_an_earlier_version_read_has_its_names(store: Path, with_part: bool) -> None:
    source = GridZarrSource(str(store))
    parts = [part_of(source, index) if with_part else "" for index in range(3)]
    paths = [tuple(source.inputs(index)) for index in range(3)]
    texts = [input_fingerprint(*both) for both in zip(paths, parts, strict=True)]
    assert named(store, {n: bytes.fromhex(text) for n, text in enumerate(texts)}).withheld == 0


@pytest.mark.workers
def test_names_that_nobody_could_check_say_why(store: Path) -> None:
    ran(store)
    document = PipelineDocument(filters=(make_step("filter", "lab.NotInstalled"),))
    record = store.with_name("run.curator-run")
    source = GridZarrSource(str(store))
    found = _recorded_names(source, range(3), record, document, Registry(), None)
    assert all(found.names)
    assert found.withheld == 0
    assert "lab.NotInstalled" in found.unchecked
