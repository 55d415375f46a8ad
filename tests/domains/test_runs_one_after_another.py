"""Stores of all items, filled by several runs: what a resumed run leaves out is in them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ase.io
import h5py
import pytest

from curator_gui.core.components import Filter, Pipeline
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import atoms, grid, mesh
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.config import OnError
from curator_gui.run.planning.resuming.resume import plan_resume
from curator_gui.run.record import RunRecord
from tests.run.planning.resuming.histories import later

pytestmark = pytest.mark.fault  # a campaign: every kind of shared store

COUNT = 10
RANDOM = re.compile(r"\b[0-9a-f]{32}\b")
"""The identity of a store, another one for each."""

FAILING: set[int] = set()


class Fields(grid.SyntheticFieldSource):
    def __getitem__(self, index: int) -> Iterator[Any]:
        return refusing(index, super().__getitem__(index))


class Meshes(mesh.SyntheticSource):
    def __getitem__(self, index: int) -> Iterator[Any]:
        return refusing(index, super().__getitem__(index))


class Molecules(atoms.ExtXYZSource):
    def __getitem__(self, index: int) -> Iterator[Any]:
        return refusing(index, super().__getitem__(index))


def refusing(index: int, items: Iterator[Any]) -> Iterator[Any]:
    if index in FAILING:
        raise ValueError(f"{index} is bad")
    yield from items


class Doubled(Filter[Any]):
    """Doubles the values of a field, or what a mesh or a molecule measures."""

    name = "Doubled"
    description = "Doubles."

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            if hasattr(item, "positions"):
                item.positions *= 2.0
            elif hasattr(item, "points"):
                item.points = item.points * 2.0
            else:
                item = item * 2.0
            yield item


ALONE: dict[tuple[str, bool], dict[str, Any]] = {}
"""What one run writes with each kind of sink, with a filter that gathers and without."""

Make = Callable[[Path], Any]
SHARED: dict[str, Make] = {
    "mesh shards": lambda out: mesh.WebDatasetSink(out, items_per_shard=4),
    "mesh series": lambda out: mesh.VTKHDFSeriesSink(out, "all", interval=1.0),
    "grid shards": lambda out: grid.WebDatasetSink(out, items_per_shard=4),
    "grid Zarr": lambda out: grid.GridZarrSink(out / "all.zarr", "time"),
    "anemoi": lambda out: grid.AnemoiSink(out / "all.zarr"),
    "grouped NetCDF": lambda out: grid.NetCDFSink(
        out, "{index}.nc", items_per_file=4, dimension="time"
    ),
    "molecule shards": lambda out: atoms.WebDatasetSink(out, items_per_shard=4),
    "LMDB": lambda out: atoms.ASELMDBSink(out, indices_per_file=4),
    "ragged Zarr": lambda out: atoms.AtomsZarrSink(out / "all.zarr"),
    "ragged NPZ": lambda out: atoms.AtomsNPZSink(out / "all.npz"),
    "ragged HDF5": lambda out: atoms.AtomsHDF5Sink(out / "all.h5"),
    "ASE database": lambda out: atoms.ASEDatabaseSink(out / "all.db"),
    "one XYZ": lambda out: atoms.ExtXYZSink(out, "all.xyz"),
}
OWN: dict[str, Make] = {
    "mesh Zarr": lambda out: mesh.MeshZarrSink(out),
    "VTU": lambda out: mesh.VTUSink(out),
    "NetCDF": lambda out: grid.NetCDFSink(out, "{index}.nc"),
    "XYZ": lambda out: atoms.ExtXYZSink(out, "{index}.xyz"),
}
STATEFUL: dict[str, Callable[[Path], Filter[Any]]] = {
    "VTU": lambda out: mesh.FieldStatistics(out / "statistics.json"),
    "NetCDF": lambda out: grid.FieldStatistics(out / "statistics.json"),
    "XYZ": lambda out: atoms.StructureStatistics(out / "statistics.json"),
}


@pytest.fixture(scope="session")
def molecules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with ten of the sample's molecules."""
    sample = next(resource_path("samples", "qm9", "data").glob("*.xyz"))
    lines = sample.read_text().splitlines(keepends=True)
    text, at = "", 0
    for _ in range(COUNT):
        size = int(lines[at]) + 2
        text += "".join(lines[at : at + size])
        at += size
    path = tmp_path_factory.mktemp("molecules") / "some.xyz"
    path.write_text(text)
    return path


@pytest.fixture
def made(molecules: Path, tmp_path: Path) -> Made:
    return Made(molecules, tmp_path)


class Made:
    """Pipelines to a kind of sink, and their runs: each in a record of its own."""

    def __init__(self, molecules: Path, folder: Path) -> None:
        self.molecules, self.folder = molecules, folder
        self.count, self.last = 0, folder

    def pipeline(
        self,
        kind: str,
        name: str = "out",
        *,
        doubled: bool = False,
        stateful: bool = False,
        count: int = COUNT,
    ) -> Pipeline[Any]:
        out = self.folder / name
        sink = (SHARED | OWN)[kind](out)
        pipeline: Any = self._source(type(sink).__module__.split(".")[2], count)
        if doubled:
            pipeline = pipeline.filter(Doubled())
        if stateful:
            pipeline = pipeline.filter(STATEFUL[kind](out))
        return pipeline.write(sink)  # type: ignore[no-any-return]

    def _source(self, domain: str, count: int = COUNT) -> Any:
        if domain == "mesh":
            return Meshes(count, resolution=3)
        if domain == "grid":
            return Fields(count, rows=4, columns=5)
        return Molecules(self.molecules if count == COUNT else self._first_molecules(count))

    def _first_molecules(self, count: int) -> Path:
        path = self.folder / f"{count}.xyz"
        found = list(ase.io.iread(self.molecules, index=f":{count}", format="extxyz"))
        ase.io.write(path, found, format="extxyz")
        return path

    def run(
        self,
        pipeline: Pipeline[Any],
        indices: Sequence[int] = range(COUNT),
        *,
        failing: Sequence[int] = (),
        on_error: OnError = "continue",
        resume: bool = False,
        rerun: Path | None = None,
        records: str = "runs",
    ) -> RunResult:
        """Run into a record of its own, or once more in that of `rerun`."""
        before = self.last
        if rerun is None:
            self.count += 1
            self.last = self.folder / records / f"{self.count}.curator-run"
        FAILING.update(failing)
        config = RunConfig(
            backend="sequential", indices=indices, record=rerun or self.last, on_error=on_error,
            resume=before if resume else rerun, resume_all=resume, rerun=rerun is not None,
            options={"dataset": False, "measure": "off", "durable": False},
        )  # fmt: skip
        try:
            return execute(pipeline, config)
        finally:
            FAILING.clear()

    def same_as_one_run(self, kind: str, *, stateful: bool = False) -> None:
        """Compare what is there with what one run writes, which is made once."""
        if (kind, stateful) not in ALONE:
            alone = self.run(self.pipeline(kind, "alone", stateful=stateful), records="other")
            assert (len(alone.failures), alone.problem) == (0, "")
            ALONE[kind, stateful] = contents(self.folder / "alone")
        ours, theirs = contents(self.folder / "out"), ALONE[kind, stateful]
        assert ours.keys() == theirs.keys()
        assert [name for name in theirs if ours[name] != theirs[name]] == []


def contents(folder: Path) -> dict[str, Any]:
    """Return what each file holds, without those by which sinks keep book."""
    named = {p.relative_to(folder): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {
        str(name): content(path)
        for name, path in named.items()
        if not any(part.startswith((".", "id-")) for part in name.parts)
    }


def content(path: Path) -> Any:
    """Return the values in a file whose bytes tell of its history as well, else its bytes."""
    if path.suffix == ".npz":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if path.suffix in (".h5", ".nc"):
        return arrays(path)
    if path.suffix == ".db":
        return structures(atoms.ASEDatabaseSource(path))
    if path.suffix == ".aselmdb":
        return structures(atoms.ASELMDBSource(path))
    if path.name == "zarr.json":
        return RANDOM.sub("", path.read_text())
    return path.read_bytes()


def arrays(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update(values(name, item)))
    return found


def values(name: str, item: Any) -> dict[str, bytes]:
    return {name: repr(item[()].tolist()).encode()} if isinstance(item, h5py.Dataset) else {}


def structures(source: Any) -> list[Any]:
    found = []
    for index in range(len(source)):
        for each in source[index]:
            info = sorted((name, str(value)) for name, value in each.info.items())
            found.append((each.numbers.tolist(), each.positions.tolist(), info))
    return found


@pytest.mark.parametrize("kind", SHARED | OWN)
def test_three_runs_leave_nothing_to_do(kind: str, made: Made) -> None:
    pipeline = made.pipeline(kind)
    for chosen in (range(4), range(2, 7), range(7, 10)):
        assert made.run(pipeline, chosen).completed == len(chosen)
    result = made.run(pipeline, resume=True)
    assert (result.completed, len(result.skipped), result.problem) == (0, COUNT, "")
    made.same_as_one_run(kind)


def a_varied_past(kind: str, made: Made) -> RunResult:
    """Of 0 to 5 index 1 is replaced, 2 done again, 3 fails, 4 and 5 are to be done again."""
    pipeline = made.pipeline(kind)
    made.run(pipeline, range(6))
    other = made.run(made.pipeline(kind, doubled=True), [1])
    assert (other.completed, len(other.failures)) == (1, 0)
    stopped = made.run(pipeline, range(2, 8), failing=[3], on_error="stop")
    assert stopped.unrun == 4
    made.run(pipeline, [8, 9])
    result = made.run(pipeline, resume=True)
    assert (len(result.failures), result.problem) == (0, "")
    made.same_as_one_run(kind)
    return result


@pytest.mark.parametrize("kind", SHARED)
def test_what_runs_have_taken_out_of_a_store_runs_again(kind: str, made: Made) -> None:
    assert sorted(a_varied_past(kind, made).skipped) == [0, 2, 8, 9]


FIXED_LENGTH = {"grid Zarr", "grouped NetCDF"}
"""Their stores refuse another number of items."""


@pytest.mark.parametrize("kind", [kind for kind in SHARED if kind not in FIXED_LENGTH])
def test_what_a_run_of_fewer_items_has_cut_off_a_store_runs_again(kind: str, made: Made) -> None:
    pipeline = made.pipeline(kind)
    made.run(pipeline)
    first = made.last
    made.run(made.pipeline(kind, count=6), range(6))
    with RunRecord.open(first) as found:
        plan = plan_resume(found, pipeline, range(COUNT), others=True)
    words = "had only 6 items, and may have taken it out of what all items share"
    assert [i for i, why in plan.rerun.items() if why.endswith(words)] == [6, 7, 8, 9]
    result = made.run(pipeline, resume=True)
    assert (len(result.failures), result.problem) == (0, "")
    made.same_as_one_run(kind)
    assert result.record is not None
    with RunRecord.open(result.record) as found:
        assert plan_resume(found, pipeline, range(COUNT), others=True).rerun == {}


@pytest.mark.parametrize("kind", ["mesh shards", "grid Zarr", "grouped NetCDF", "one XYZ"])
def test_running_again_in_the_same_record_and_stopping_loses_nothing(kind: str, made: Made) -> None:
    pipeline = made.pipeline(kind)
    made.run(pipeline)
    record = made.last
    stopped = made.run(pipeline, range(2, 6), failing=[3], on_error="stop", rerun=record)
    assert (stopped.record, stopped.unrun) == (record, 2)
    with RunRecord.open(record) as found:
        assert found.counts() == {**found.counts(), "done": 7, "failed": 1, "waiting": 2}
        plan = plan_resume(found, pipeline, range(COUNT))
    assert {i: str(why) for i, why in plan.rerun.items() if i != 3} == {
        4: "was interrupted",
        5: "was interrupted",
    }
    result = made.run(pipeline, resume=True)
    assert (result.completed, result.problem) == (3, "")
    made.same_as_one_run(kind)


@pytest.mark.parametrize("kind", OWN)
def test_files_of_an_index_stay_until_a_run_comes_to_it(kind: str, made: Made) -> None:
    assert sorted(a_varied_past(kind, made).skipped) == [0, 2, 4, 5, 8, 9]


@pytest.mark.parametrize("kind", STATEFUL)
def test_the_parts_of_three_runs_make_one_result(kind: str, made: Made) -> None:
    pipeline = made.pipeline(kind, stateful=True)
    for chosen in (range(4), range(2, 7), range(7, 10)):
        made.run(pipeline, chosen)
    result = made.run(pipeline, resume=True)
    assert (result.completed, len(result.skipped), result.problem) == (0, COUNT, "")
    made.same_as_one_run(kind, stateful=True)


@pytest.mark.parametrize("kind", STATEFUL)
def test_a_part_that_another_pipeline_has_replaced_runs_again(kind: str, made: Made) -> None:
    """It wrote its outputs elsewhere, and its statistics where ours are."""
    pipeline = made.pipeline(kind, stateful=True)
    made.run(pipeline)
    sink = (SHARED | OWN)[kind](made.folder / "elsewhere")
    source = made._source(type(sink).__module__.split(".")[2])
    steps = source.filter(Doubled()).filter(STATEFUL[kind](made.folder / "out"))
    made.run(steps.write(sink), [4, 5])
    result = made.run(pipeline, resume=True)
    assert sorted(set(range(COUNT)) - result.skipped.keys()) == [4, 5]
    made.same_as_one_run(kind, stateful=True)


@pytest.mark.parametrize("kind", OWN)
def test_what_a_run_with_records_elsewhere_has_replaced_runs_again(kind: str, made: Made) -> None:
    pipeline = made.pipeline(kind)
    made.run(pipeline)
    record = made.last
    made.run(made.pipeline(kind, doubled=True), [4, 5], records="another user's")
    names = [name for i in (4, 5) for name in (made.folder / "out").glob(f"*{i}*")]
    later(60, *[path for name in names for path in (name, *name.rglob("*"))])
    made.last = record
    result = made.run(pipeline, resume=True)
    assert sorted(set(range(COUNT)) - result.skipped.keys()) == [4, 5]
    made.same_as_one_run(kind)
