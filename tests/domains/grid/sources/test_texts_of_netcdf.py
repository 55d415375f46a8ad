"""Files of NetCDF with texts of any length, opened by several sources in one process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import xarray as xr

from curator_gui.domains.grid import GridZarrSource

SCRIPT = """
import sys
from pathlib import Path
import netCDF4, numpy as np
from curator_gui.domains.grid import NetCDFSource

folder = Path(sys.argv[1])
with netCDF4.Dataset(folder / "a.nc", "w") as file:
    file.createDimension("time", 3)
    file.createVariable("time", "f8", ("time",))[:] = np.arange(3)
    file.createVariable("name", str, ("time",))[:] = np.array(["a", "bb", ""], object)
    file.createVariable("t", "f8", ("time",))[:] = 1
sources = []
for _ in range(30):
    sources = [*sources[-1:], NetCDFSource(str(folder), dimension="time")]
    names = [next(sources[-1][index]).name.item() for index in range(3)]
    assert names == ["a", "bb", ""], names
    assert not list(sources[-1].problems())
print("whole")
"""


def test_files_with_texts_are_not_kept_open(tmp_path: Path) -> None:
    """HDF5 ended the process where such a file was opened again, as while a run is planned."""
    words = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    found = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert (found.returncode, found.stdout.strip()) == (0, "whole"), found.stderr


def test_stores_of_zarr_with_texts_are_opened_once(tmp_path: Path, monkeypatch) -> None:
    items = xr.Dataset({"t": ("time", np.arange(3.0))}, {"name": ("time", ["a", "bb", ""])})
    items.to_zarr(tmp_path / "a.zarr", zarr_format=2, consolidated=True)
    source = GridZarrSource(str(tmp_path), dimension="time")
    opened: list[str] = []
    usual = source._open_dataset

    def count(path: str) -> xr.Dataset:
        opened.append(path)
        return usual(path)

    len(source)
    monkeypatch.setattr(source, "_open_dataset", count)
    assert [next(source[index])["name"].item() for index in range(3)] == ["a", "bb", ""]
    assert len(opened) <= 1
