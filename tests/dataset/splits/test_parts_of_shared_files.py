"""Parts of data sets whose items share NetCDF files: a part may begin and end within a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui import dataset
from curator_gui.core.sidecars.curation import LEAVE_OUT
from curator_gui.dataset.handing_over.writing import hand_over, write_choices
from curator_gui.domains.grid import NetCDFSink, NetCDFSource
from tests.dataset.made import grids, run

PARTS = {0: "train", 1: "test", 2: "train", 4: "train", 5: "test", 6: "test"}


def shared(source: Any, out: Path, **options: Any) -> Any:
    """Write items three to a file, leave index 3 out, and make parts across the files."""
    pipeline = source.write(NetCDFSink(out, items_per_file=3, **options))
    record = out.with_name(f"{out.name}.curator-run")
    run(pipeline, record)
    hand_over(pipeline, record)
    write_choices(out, PARTS, {3: LEAVE_OUT})
    return dataset.open(out)


@pytest.mark.parametrize("holes", ["remove", "keep"])
def test_parts_hold_their_own_items_of_shared_files(tmp_path: Path, holes: str) -> None:
    source = grids(7)
    data = shared(source, tmp_path / "out", holes=holes)
    assert len({path for item in data.items for path in item.outputs}) == 3
    for name, indices in (("train", [0, 2, 4]), ("test", [1, 5, 6])):
        part = data.split(name)
        assert [item.index for item in part.items] == indices
        opened = part.as_xarray()
        assert opened["item"].values.tolist() == indices
        for place, index in enumerate(indices):
            (expected,) = source[index]
            for values in (part[place]["t2m"], opened["t2m"].values[place]):
                np.testing.assert_array_equal(values, expected["t2m"].values)


def grouped_file(path: Path) -> Path:
    for number, group in enumerate(("surface", "air/upper")):
        values = np.arange(7 * 5 * 6.0).reshape(7, 5, 6) + 1000 * number
        axes = {"time": np.arange(7.0), "lat": np.arange(5.0), "lon": np.arange(6.0)}
        item = xr.Dataset({"t": (("time", "lat", "lon"), values)}, coords=axes)
        item.to_netcdf(path, group=group, mode="a" if path.exists() else "w")
    return path


def test_groups_of_one_file_are_data_sets_with_the_same_parts(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = grouped_file(tmp_path / "in" / "a.nc")
    for group in ("surface", "air/upper"):
        source = NetCDFSource(str(path.parent), dimension="time", group=group)
        data = shared(source, tmp_path / group.replace("/", "_"))
        with xr.open_dataset(path, group=group) as whole:
            for name, indices in (("train", [0, 2, 4]), ("test", [1, 5, 6])):
                np.testing.assert_array_equal(
                    np.squeeze(data.split(name).as_xarray()["t"].values),
                    whole["t"].values[indices],
                )
