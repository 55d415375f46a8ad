"""What it costs to notice that chunks of a local store were replaced: 10,000 files, 1,000 indices.

Paired: each store is gone through with and without the versions of its chunk files, in turn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import xarray as xr

from curator_gui.core.inputs import version_of
from curator_gui.core.storage.versions import SAME, Version, look_again
from curator_gui.domains.grid import GridZarrSource
from curator_gui.run.record.tables.inputs import recorded_identity

TIMES, CHUNKS, PAIRS = 1000, 10, 7


class Former(GridZarrSource):
    """The source as it was: the folder of a store alone counts."""

    def _version(self, path: str, position: int) -> Version:
        return SAME


def made(path: Path, chunk: int, zarr_format: int) -> None:
    values = np.random.default_rng(0).random((TIMES, CHUNKS, 64), "f4")
    data = xr.Dataset({"t": (("time", "lat", "lon"), values)}, {"time": np.arange(TIMES)})
    chunks = {"t": {"chunks": (chunk, 1 if chunk == 1 else CHUNKS, 64)}}
    data.to_zarr(path, encoding=chunks, zarr_format=zarr_format, consolidated=False)


def planned(source: GridZarrSource) -> None:
    """Identify all indices, as a resumed run does while it is planned."""
    look_again()
    identify(source)


def identify(source: GridZarrSource) -> None:
    for index in range(TIMES):
        version = version_of(source, index)
        recorded_identity(source.inputs(index), time.time(), source.input_part(index), version)


def read(source: GridZarrSource) -> None:
    """Read all indices and identify each, as a worker does."""
    for index in range(TIMES):
        next(iter(source[index]))
        version = version_of(source, index)
        recorded_identity(source.inputs(index), time.time(), source.input_part(index), version)


Work = Callable[[GridZarrSource], None]


def seconds(work: Work, kind: type[GridZarrSource], path: Path) -> float:
    source = kind(str(path))
    len(source)
    began = time.perf_counter()
    work(source)
    return time.perf_counter() - began


def main() -> None:
    print(f"{'store':24}{'':10}{'before ms':>11}{'after ms':>11}{'more per index':>16}")
    for name, chunk, zarr_format in (
        ("v3, 10,000 files", 1, 3),
        ("v2, 10,000 files", 1, 2),
        ("v3, 100 times a chunk", 100, 3),
    ):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "in.zarr")
            made(path, chunk, zarr_format)
            for words, work in (("plan", planned), ("read", read)):
                pairs = [
                    (seconds(work, Former, path), seconds(work, GridZarrSource, path))
                    for _ in range(PAIRS)
                ]
                before, after = (statistics.median(each) for each in zip(*pairs, strict=True))
                more = statistics.median(b - a for a, b in pairs) / TIMES
                print(
                    f"{name:24}{words:10}{before * 1e3:11.1f}{after * 1e3:11.1f}"
                    f"{more * 1e6:13.1f} us"
                )


if __name__ == "__main__":
    sys.exit(main())
