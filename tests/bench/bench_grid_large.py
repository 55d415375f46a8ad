"""Print what statistics and a Zarr store cost beside xarray's read of a large item.

    python tests/bench/bench_grid_large.py [--folder DIR] [--rounds N]

An item is a file of 5 times x 37 levels x 721 x 1440 float32 (768 MB), which stays in the system's
cache. Reading it with xarray alone and running it through the pipeline alternate in one process, so
that both find libraries loaded; the medians of processor time are compared. Memory is what a
process held at most (`VmHWM`, set back before each) above what it held before.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

import numpy as np
import xarray as xr
import zarr

from curator_gui.core import Pipeline
from curator_gui.domains.grid import FieldStatistics, GridZarrSink, NetCDFSource

SHAPE = (5, 37, 721, 1440)
BOUND = 3.0


class Cost(NamedTuple):
    """Processor seconds, and bytes held at most above what was held before."""

    cpu: float
    memory: float


def write_file(folder: Path) -> Path:
    """Write the item: a smooth field with noise, as analyses have it."""
    rng = np.random.default_rng(0)
    wave = np.sin(np.linspace(0, 12, SHAPE[-1], dtype="float32"))
    values = rng.normal(280, 2, SHAPE).astype("float32") + 20 * wave
    dims = ("time", "level", "latitude", "longitude")
    times = np.datetime64("2020-01-01", "ns") + np.arange(SHAPE[0]) * np.timedelta64(1, "h")
    path = folder / "large.nc"
    xr.Dataset({"t": (dims, values, {"units": "K"})}, {"time": times}).to_netcdf(path)
    return path


def held(key: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(key))
    return int(line.split()[1]) << 10


def measured(work: Callable[[], object]) -> Cost:
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before, start = held("VmRSS:"), time.process_time()
    work()
    return Cost(time.process_time() - start, held("VmHWM:") - before)


def read(path: Path) -> None:
    with xr.open_dataset(path, cache=False) as dataset:
        dataset.load()


def by_hand(path: Path, out: Path) -> None:
    """Read, and write with zarr alone, in the same chunks and with the same compression."""
    with xr.open_dataset(path, cache=False) as dataset:
        values = dataset["t"].values[None]
    lz4 = zarr.codecs.BloscCodec(cname="lz4", clevel=5)
    shape = values.shape
    array = zarr.create_array(
        out / "hand.zarr", shape=shape, chunks=shape, dtype="float32", compressors=lz4
    )
    array[:] = values


def pipeline(folder: Path, out: Path) -> Pipeline[xr.Dataset]:
    shutil.rmtree(out, ignore_errors=True)
    source = NetCDFSource(str(folder), "large.nc")
    return source.filter(FieldStatistics(out / "statistics.nc")).write(GridZarrSink(out / "s.zarr"))


def run(made: Pipeline[xr.Dataset]) -> None:
    made[0]
    made.filters[0].flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=None, help="where the file and store lie")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        report(Path(name), asked.rounds)


def report(folder: Path, rounds: int) -> None:
    path = write_file(folder)
    out = folder / "out"
    costs: list[tuple[Cost, Cost, Cost]] = []
    for _ in range(rounds + 1):
        made = pipeline(folder, out)
        works = (lambda: read(path), lambda: by_hand(path, out), lambda made=made: run(made))
        one, hand, own = (measured(work) for work in works)
        costs.append((one, hand, own))
    size = int(np.prod(SHAPE)) * 4
    bare, hand, ours = (  # the first round loads the libraries
        Cost(statistics.median(c.cpu for c in each), statistics.median(c.memory for c in each))
        for each in zip(*costs[1:], strict=True)
    )
    print(f"{'':<32}{'processor':>12}{'of read':>9}{'memory':>12}{'of item':>9}")
    for name, cost in (
        ("read", bare),
        ("read, Zarr by hand", hand),
        ("with statistics, ours", ours),
    ):
        times = f"{cost.cpu:>10.2f} s{cost.cpu / bare.cpu:>7.2f} x"
        print(f"{name:<32}{times}{cost.memory / 1e6:>9.0f} MB{cost.memory / size:>7.2f} x")
    print(f"at most {BOUND:g} x of both")


if __name__ == "__main__":
    main()
