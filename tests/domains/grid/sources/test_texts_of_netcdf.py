"""Files of NetCDF with texts of any length, opened by several sources in one process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
