"""What measuring costs of a run: the same run with `measure` off, basic and full, in turns.

    python tests/bench/bench_measures.py [--rounds N] [--only WORD]

Each line is one run on one worker from files to files: the dam break (VTU to VTU, two fields),
fields of 8 x 721 x 1440 float32 (NetCDF to one Zarr store) and molecules (extended XYZ to LMDB).
Given are medians, and medians of the paired differences, of the processor time of parent and worker
(which means something on a busy machine too) and of wall time; at most 3 % is allowed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

import numpy as np
import psutil

from curator_gui.core import Pipeline
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains.atoms import ASELMDBSink, ExtXYZSource
from curator_gui.domains.grid import GridZarrSink, NetCDFSource
from curator_gui.domains.mesh import CellToPoint, SelectFields, VTKSource, VTUSink
from curator_gui.run import RunConfig, execute, shutdown_workers

ALLOWED = 3.0
LEVELS = ("off", "basic", "full")


@dataclass(frozen=True)
class Work:
    """Something to run: `make` builds its pipeline for an output folder."""

    name: str
    make: Callable[[Path], Pipeline[Any]]


def dam_break(folder: Path) -> Work:
    """As many items as make a run of a second."""
    files = sorted(resource_path("samples", "dam-break", "data").glob("*.vtu"))
    for copy in range(12):
        for file in files:
            shutil.copy(file, folder / f"{copy:02d}_{file.name}")
    chosen = SelectFields(cell_fields=["alpha.water", "U"])
    return Work(
        "dam break, 252 VTU",
        lambda out: VTKSource(folder).filter(chosen).filter(CellToPoint()).write(VTUSink(out)),
    )


def fields(folder: Path) -> Work:
    import xarray as xr

    random = np.random.default_rng(0)
    for number in range(8):
        values = 280 + random.standard_normal((8, 721, 1440), np.float32) * 10
        item = xr.Dataset(
            {"t": (("level", "latitude", "longitude"), values, {"units": "K"})},
            {"latitude": np.linspace(90, -90, 721), "longitude": np.arange(1440) / 4},
        )
        item.to_netcdf(folder / f"{number}.nc")
    return Work(
        "8 fields, 8 x 721 x 1440",
        lambda out: NetCDFSource(folder).write(GridZarrSink(out / "store.zarr")),
    )


def molecules(folder: Path) -> Work:
    sample = next(resource_path("samples", "qm9", "data").glob("*.xyz"))
    path = folder / "molecules.xyz"
    path.write_bytes(sample.read_bytes() * 20)
    return Work("2,000 molecules", lambda out: ExtXYZSource(path).write(ASELMDBSink(out)))


def processor_time() -> float:
    me = psutil.Process()
    return sum(map(_processor_time, (me, *me.children(recursive=True))))


def _processor_time(process: psutil.Process) -> float:
    if sys.platform == "linux":  # to the nanosecond, and not in ticks of 10 ms: clock_gettime(2)
        return time.clock_gettime((~process.pid << 3) | 2)
    times = process.cpu_times()
    return times.user + times.system


def run_once(work: Work, level: str, folder: Path) -> tuple[float, float]:
    """Return processor and wall seconds of one run, with warm workers."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    pipeline = work.make(folder)
    options = {"measure": level, "durable": False}
    config = RunConfig(n_jobs=1, record=folder / "run.curator-run", options=options)
    cpu, wall = processor_time(), time.perf_counter()
    result = execute(pipeline, config)
    cost = processor_time() - cpu, time.perf_counter() - wall
    if result.failures or result.problem:
        raise RuntimeError(f"{work.name}: {result.problem or result.failures}")
    return cost


def compare(work: Work, rounds: int, folder: Path) -> dict[str, tuple[float, float, float, float]]:
    """Return per level: median seconds, and the median of what they are more than those of off."""
    run_once(work, "full", folder)  # loads the libraries
    costs: dict[str, list[tuple[float, float]]] = {level: [] for level in LEVELS}
    for turn in range(rounds):
        for level in LEVELS if turn % 2 else reversed(LEVELS):
            costs[level].append(run_once(work, level, folder))
    return {level: _summary(costs[level], costs["off"]) for level in LEVELS}


def _summary(
    ours: list[tuple[float, float]], off: list[tuple[float, float]]
) -> tuple[float, float, float, float]:
    found: list[float] = []
    for which in (0, 1):
        shares = [100 * (a[which] / b[which] - 1) for a, b in zip(ours, off, strict=True)]
        found += [statistics.median(a[which] for a in ours), statistics.median(shares)]
    return found[0], found[1], found[2], found[3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    print(f"{'':<28}{'':<7}{'CPU':>10}{'more':>9}{'wall':>11}{'more':>9}")
    with tempfile.TemporaryDirectory() as name:
        for make in (dam_break, fields, molecules):
            folder = Path(name, make.__name__)
            folder.mkdir()
            if arguments.only in make.__name__:
                tell(make(folder), arguments.rounds, Path(name, "out"))
    shutdown_workers()


def tell(work: Work, rounds: int, folder: Path) -> None:
    for level, (cpu, more, wall, longer) in compare(work, rounds, folder).items():
        words = f"{work.name:<28}{level:<7}{cpu:8.3f} s{more:+8.1f} %{wall:9.3f} s{longer:+8.1f} %"
        verdict = "" if level != "basic" else " ok" if more <= ALLOWED else f" above {ALLOWED} %"
        print(words + verdict, flush=True)


if __name__ == "__main__":
    main()
