"""What the atoms components cost per structure above the library calls they are made of.

Run `python -m tests.bench.bench_atoms` or `pytest tests/bench/bench_atoms.py`.
Times are the best of several rounds over the 100 molecules of the QM9 sample (3 to 17 atoms), or
over copper crystals of 500 atoms; "library" is the shortest way to the same result with ASE, LMDB
or zlib alone.
"""

from __future__ import annotations

import os
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import ase.io
import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.singlepoint import SinglePointCalculator
from ase.db.row import AtomsRow
from ase.io.extxyz import read_xyz
from ase.io.jsonio import decode, encode

from curator_gui.core.components import Sink
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains.atoms.filters.statistics import StructureStatistics
from curator_gui.domains.atoms.filters.values.energies import EnergyPerAtom
from curator_gui.domains.atoms.formats.lmdb import decode_row, encode_row
from curator_gui.domains.atoms.formats.xyz.frames import find_frames
from curator_gui.domains.atoms.sinks.database import ASEDatabaseSink
from curator_gui.domains.atoms.sinks.extxyz import ExtXYZSink
from curator_gui.domains.atoms.sinks.hdf5 import AtomsHDF5Sink
from curator_gui.domains.atoms.sinks.lmdb import ASELMDBSink
from curator_gui.domains.atoms.sinks.npz import AtomsNPZSink
from curator_gui.domains.atoms.sinks.zarr import AtomsZarrSink
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource
from curator_gui.domains.atoms.sources.lmdb import ASELMDBSource
from curator_gui.run import RunConfig, execute
from curator_gui.run.worker.stage_clock import StageClock, run_stages
from curator_gui.run.worker.stateful_parts import StatefulSteps, gather

ROUNDS = 7
SINKS: dict[str, Callable[[Path], Sink[Atoms]]] = {
    "one extended XYZ file": lambda out: ExtXYZSink(out, "train.xyz"),
    "NPZ": lambda out: AtomsNPZSink(out / "a.npz"),
    "HDF5": lambda out: AtomsHDF5Sink(out / "a.h5"),
    "ASE database": lambda out: ASEDatabaseSink(out / "a.db"),
    ".aselmdb": ASELMDBSink,
    "one file per molecule": lambda out: ExtXYZSink(out, "a_{index}.xyz"),
}


@dataclass(frozen=True)
class Row:
    """One comparison, in microseconds per structure."""

    what: str
    library: float
    ours: float

    def __str__(self) -> str:
        share = f"{100 * (self.ours / self.library - 1):+7.1f} %" if self.library else ""
        return f"{self.what:<52}{self.library:10.1f}{self.ours:10.1f}{share:>12}"


def compare(what: str, library: Callable[[], Any], ours: Callable[[], Any], count: int) -> Row:
    """Measure both in turns, so that a busy moment of the machine does not hit only one."""
    times = [(best(library, count, 1), best(ours, count, 1)) for _ in range(ROUNDS)]
    return Row(what, min(t[0] for t in times), min(t[1] for t in times))


def best(function: Callable[[], Any], count: int, rounds: int = ROUNDS) -> float:
    """Microseconds per structure, the best of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times) / count * 1e6


def crystals(count: int) -> list[Atoms]:
    """Copper crystals of 500 atoms with energies and forces."""
    found = []
    for seed in range(count):
        atoms = bulk("Cu", cubic=True) * 5
        atoms.rattle(0.05, seed=seed)
        forces = np.random.default_rng(seed).normal(size=(500, 3))
        atoms.calc = SinglePointCalculator(atoms, energy=-1.0 * seed, forces=forces)
        found.append(atoms)
    return found


def reading(name: str, path: Path) -> list[Row]:
    source = ExtXYZSource(path)
    count = len(source)
    with path.open("rb") as file:
        bounds = find_frames(file).bounds
    data = path.read_bytes()
    texts = [data[a:b].decode() for a, b in pairwise(bounds)]

    def library() -> None:
        for text in texts:
            next(read_xyz(StringIO(text), 0))

    def ours() -> None:
        for index in range(count):
            next(source[index])

    return [compare(f"read extended XYZ, {name}", library, ours, count)]


def writing(name: str, structures: list[Atoms], folder: Path) -> list[Row]:
    sink = ExtXYZSink(folder / "ours", "a_{index}.xyz")
    (folder / "ase").mkdir(parents=True)

    def library() -> None:
        for index, atoms in enumerate(structures):
            ase.io.write(folder / "ase" / f"a_{index}.xyz", atoms, format="extxyz")

    def ours() -> None:
        for index, atoms in enumerate(structures):
            sink(iter([atoms]), index)

    count = len(structures)
    return [compare(f"write extended XYZ, {name}", library, ours, count)]


def rows(name: str, structures: list[Atoms]) -> list[Row]:
    count = len(structures)
    values = [encode_row(atoms) for atoms in structures]

    def plain(atoms: Atoms) -> bytes:
        row = {k: v for k, v in AtomsRow(atoms).__dict__.items() if k[0] != "_"}
        row["cell"] = np.asarray(row["cell"])
        return zlib.compress(encode({**row, "data": atoms.info}).encode())

    def library_encode() -> None:
        for atoms in structures:
            plain(atoms)

    def library_decode() -> None:
        for value in values:
            AtomsRow(decode(zlib.decompress(value).decode())).toatoms()

    def ours_encode() -> None:
        for atoms in structures:
            encode_row(atoms)

    def ours_decode() -> None:
        for value in values:
            decode_row(value)

    return [
        compare(f"encode .aselmdb row, {name}", library_encode, ours_encode, count),
        compare(f"decode .aselmdb row, {name}", library_decode, ours_decode, count),
    ]


def filters(name: str, structures: list[Atoms], folder: Path) -> list[Row]:
    def run(step: Any) -> Callable[[], Any]:
        def once() -> None:
            for atoms in structures:
                for _ in step(iter([atoms])):
                    pass
            if isinstance(step, StructureStatistics):
                step.reset()

        return once

    count = len(structures)
    per_atom = best(run(EnergyPerAtom()), count)
    statistics = best(run(StructureStatistics(folder / "s.json")), count)
    return [
        Row(f"energy per atom, {name}", 0.0, per_atom),
        Row(f"statistics, {name}", 0.0, statistics),
    ]


def whole_sink(name: str, sink: Sink[Atoms], structures: list[Atoms]) -> list[str]:
    """Seconds for all structures in one process: staging, then the product."""
    indices = range(len(structures))
    start = time.perf_counter()
    sink.prepare(indices)
    for index, atoms in enumerate(structures):
        sink(iter([atoms]), index)
    staged = time.perf_counter()
    sink.finish(indices)
    end = time.perf_counter()
    times = (staged - start, end - staged, end - start)
    return [f"{name:<52}" + "".join(f"{seconds:8.3f} s" for seconds in times)]


def whole_way(qm9: Path, folder: Path) -> list[str]:
    """CPU time of 2,000 molecules from file to data set in one process, against ASE's read alone.

    Everything that a worker and the parent do for them: reading by index, statistics with a part
    for each index, writing, completing the product, merging the statistics.
    """
    many = folder / "many.xyz"
    many.write_bytes(qm9.read_bytes() * 20)
    read = [cpu_seconds(lambda: ase.io.read(many, ":", format="extxyz")) for _ in range(3)]
    lines = [f"{'2,000 molecules of QM9, CPU time':<52}{'ASE reads':>10}{'ours, all':>10}{'':>12}"]
    for name, make in SINKS.items():
        times = [cpu_seconds(lambda: one_run(many, folder / f"{name}-{n}", make)) for n in range(3)]  # noqa: B023
        lines.append(str(Times(f"read, statistics, {name}", min(read), min(times))))
    return lines


def real_runs(qm9: Path, folder: Path) -> list[str]:
    """The same as real runs: two warm workers, record and measures included; wall time."""
    many = folder / "many.xyz"
    lines = [f"{'2,000 molecules of QM9, wall time':<52}{'ASE reads':>10}{'2 workers':>10}{'':>12}"]
    real_run(many, folder / "warm", SINKS["NPZ"])
    for name, make in SINKS.items():
        read, ours = [], []
        for n in range(3):
            read.append(wall_seconds(lambda: ase.io.read(many, ":", format="extxyz")))
            place = folder / f"real-{name}-{n}"
            ours.append(wall_seconds(lambda: real_run(many, place, make)))  # noqa: B023
        times = Times(f"read, statistics, {name}", median(read), median(ours))
        lines.append(str(times))
    return lines


def real_run(path: Path, folder: Path, make: Callable[[Path], Sink[Atoms]]) -> None:
    statistics = StructureStatistics(folder / "s.json", energy="U0")
    pipeline = ExtXYZSource(path).filter(statistics).write(make(folder))
    record = folder.with_name(f"{folder.name}.curator-run")
    result = execute(pipeline, RunConfig(n_jobs=2, record=record, options={"dataset": False}))
    assert not result.failures


def wall_seconds(function: Callable[[], Any]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


@dataclass(frozen=True)
class Times:
    """Seconds of ASE and of ours, and how many times as long ours takes."""

    what: str
    library: float
    ours: float

    def __str__(self) -> str:
        share = self.ours / self.library
        return f"{self.what:<52}{self.library:8.3f} s{self.ours:8.3f} s{share:>10.2f} x"


def cpu_seconds(function: Callable[[], Any]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def one_run(path: Path, folder: Path, make: Callable[[Path], Sink[Atoms]]) -> None:
    statistics = StructureStatistics(folder / "s.json", energy="U0")
    pipeline = ExtXYZSource(path).filter(statistics).write(make(folder))
    indices = range(len(pipeline))
    pipeline.sink.prepare(indices)
    steps = StatefulSteps(pipeline, 1)
    for index in indices:
        clock = StageClock(3)
        run_stages(pipeline, index, clock)
        steps.flush(index, clock)
    gather(pipeline, indices)
    pipeline.sink.finish(indices)


def by_index(folder: Path) -> str:
    """What a row costs, opening the file included."""
    source = ASELMDBSource(folder)
    count = len(source)

    def ours() -> None:
        for index in range(count):
            next(source[index])

    return f"read a row of a .aselmdb file by index: {best(ours, count):.1f} µs"


def scanning(path: Path, folder: Path) -> str:
    """How fast the frames of a large file are found."""
    big = folder / "big.xyz"
    big.write_bytes(path.read_bytes() * 1000)
    start = time.perf_counter()
    frames = len(ExtXYZSource(big))
    seconds = time.perf_counter() - start
    size = big.stat().st_size / 1e6
    return f"find {frames:,} frames in {size:.0f} MB: {seconds:.2f} s, {size / seconds:.0f} MB/s"


def report(folder: Path) -> str:
    """Measure everything and return the table."""
    qm9 = resource_path("samples", "qm9", "data", "qm9_reduced_100.xyz")
    copper = folder / "copper.xyz"
    ase.io.write(copper, crystals(10), format="extxyz")
    small = ase.io.read(qm9, ":", format="extxyz")
    for atoms in small:
        atoms.calc = SinglePointCalculator(atoms, energy=float(atoms.info["U0"]))
    large = crystals(10)
    found = [*reading("QM9", qm9), *reading("500 atoms", copper)]
    for name, structures in (("QM9", small), ("500 atoms", large)):
        found += writing(name, structures, folder / name)
        found += rows(name, structures)
        found += filters(name, structures, folder)
    lines = [f"{os.cpu_count()} cores; microseconds per structure", ""]
    lines += [f"{'':<52}{'library':>10}{'ours':>10}{'difference':>12}", *map(str, found), ""]
    many = [small[n % 100] for n in range(1000)]
    lines += [f"{'1,000 structures of QM9':<52}{'staged':>10}{'finished':>10}{'total':>10}"]
    lines += whole_sink("ASE LMDB database", ASELMDBSink(folder / "lmdb"), many)
    lines += whole_sink("Zarr store, with zarr's import", AtomsZarrSink(folder / "z"), many)
    lines += ["", *whole_way(qm9, folder), "", *real_runs(qm9, folder)]
    return "\n".join([*lines, "", by_index(folder / "lmdb"), scanning(qm9, folder), ""])


@pytest.mark.bench
def test_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = report(tmp_path)
    with capsys.disabled():
        print("\n" + text)
    staged = next(line for line in text.splitlines() if line.startswith("Zarr store"))
    assert float(staged.split()[-2]) < 2.0
    factors = [float(line.split()[-2]) for line in text.splitlines() if line.endswith(" x")]
    assert len(factors) == 8
    assert min(factors) < 3.0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(report(Path(name)))
