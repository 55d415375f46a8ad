"""Real files through two real workers, one of which dies on the way."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cloudpickle
import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Filter
from curator_gui.domains.mesh import (
    CellToPoint,
    ExtractSurface,
    FieldStatistics,
    GlobalTable,
    HDF5Sink,
    MeshInformation,
    MeshZarrSink,
    NPZSink,
    SelectFields,
    VTKHDFSink,
    VTKSource,
    VTPSink,
    VTUSink,
)
from curator_gui.domains.mesh.formats.statistics_file import read_statistics
from curator_gui.domains.mesh.origin import current_origin
from curator_gui.run import RunConfig, RunControl, execute, run_pipeline, shutdown_workers
from curator_gui.run.events import IndexFinished

pytestmark = pytest.mark.fault
cloudpickle.register_pickle_by_value(sys.modules[__name__])


class DieOnce(Filter[Any]):
    """Kills its worker at one index, the first time."""

    name = "Die once"
    description = ""

    def __init__(self, index: int, marker: str) -> None:
        self.index = index
        self.marker = marker

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for mesh in items:
            origin = current_origin()
            if origin is not None and origin.index == self.index and not Path(self.marker).exists():
                Path(self.marker).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield mesh


@pytest.fixture(scope="module", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    shutdown_workers()


@pytest.fixture(autouse=True)
def nothing_left_over() -> None:
    """Workers stay warm from test to test here; `_workers_end` ends them."""


@pytest.fixture(autouse=True)
def _one_environment(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)


def test_statistics_are_exact_under_a_killed_worker(dam_break: Path, tmp_path: Path) -> None:
    source = VTKSource(dam_break / "data", cell_fields=["U", "alpha.water"])
    parallel = FieldStatistics(tmp_path / "parallel.json")
    table = MeshInformation(tmp_path / "parallel.csv")
    die = DieOnce(9, str(tmp_path / "died"))
    pipeline = source.filter(parallel).filter(table).filter(die).write(VTUSink(tmp_path / "out"))
    outputs = run_pipeline(pipeline, n_jobs=2, max_attempts=2, batch_size=4)
    assert all(len(paths) == 1 for paths in outputs)
    assert (tmp_path / "died").exists()
    alone = FieldStatistics(tmp_path / "alone.json")
    one_pass = source.filter(alone)
    for index in range(21):
        list(one_pass.items(index))
    alone.flush()
    found, expected = (read_statistics(tmp_path / f"{n}.json") for n in ("parallel", "alone"))
    assert found == expected
    assert len((tmp_path / "parallel.csv").read_text().splitlines()) == 22


def test_the_sample_pipeline_equals_pyvista(
    dam_break: Path, dam_files: list[Path], tmp_path: Path
) -> None:
    source = VTKSource(dam_break / "data")
    steps = source.filter(SelectFields(["alpha.water", "U"])).filter(CellToPoint())
    outputs = run_pipeline(steps.write(VTUSink(tmp_path / "out")), n_jobs=2)
    for [path], file in zip(outputs, dam_files, strict=True):
        written, expected = pv.read(path), pv.read(file).cell_data_to_point_data()
        assert set(written.array_names) == {"alpha.water", "U"}
        for field in written.array_names:
            np.testing.assert_array_equal(written[field], expected[field])


def test_a_missing_field_and_damaged_files_fail_alone(
    dam_files: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, file in enumerate(dam_files[:8]):
        content = file.read_bytes()
        whole = {3: b"", 5: content[: len(content) // 2], 6: b"no mesh"}.get(number, content)
        (folder / file.name).write_bytes(whole)
    failures: dict[int, str] = {}

    def note(event: Any) -> None:
        if type(event).__name__ == "IndexFailed":
            failures[event.index] = event.message

    source = VTKSource(folder, cell_fields=["p"])
    outputs = run_pipeline(source.write(NPZSink(tmp_path / "out")), n_jobs=2, on_event=note)
    assert [index for index, paths in enumerate(outputs) if not paths] == [0, 3, 5, 6]
    assert sorted(failures) == [0, 3, 5, 6]
    assert "dambreak_000.vtu" in failures[0]
    assert "has no cell field 'p'; it has U, alpha.water, p_rgh" in failures[0]
    assert "dambreak_003.vtu is empty (0 bytes)" in failures[3]
    assert "dambreak_005.vtu is cut off" in failures[5]
    assert "dambreak_006.vtu cannot be read" in failures[6]


@pytest.mark.parametrize("sink", [VTUSink, VTKHDFSink, NPZSink, MeshZarrSink])
def test_many_small_groups_lose_nothing_and_know_their_row(
    dam_break: Path, tmp_path: Path, sink: Any
) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("name,speed\n" + "".join(f"dambreak_{n:03d},{n * 1.5}\n" for n in range(21)))
    rows = GlobalTable(table, "stem", columns=["speed"])
    pipeline = VTKSource(dam_break / "data").filter(rows).write(sink(tmp_path / "out"))
    outputs = run_pipeline(pipeline, n_jobs=2, batch_size=1)
    assert [speed(path) for [path] in outputs] == [n * 1.5 for n in range(21)]


@pytest.mark.parametrize("sink", [VTUSink, VTPSink, VTKHDFSink, HDF5Sink, NPZSink, MeshZarrSink])
def test_an_interrupted_run_that_is_resumed_gives_the_same(
    dam_break: Path, tmp_path: Path, sink: Any
) -> None:
    def pipeline(name: str) -> Any:
        chosen = VTKSource(dam_break / "data", cell_fields=["U"]).filter(
            FieldStatistics(tmp_path / f"{name}.json")
        )
        if sink is VTPSink:
            chosen = chosen.filter(ExtractSurface())
        return chosen.write(sink(tmp_path / name))

    record = tmp_path / "run.curator-run"
    control = RunControl()
    finished = 0

    def stop_early(event: Any) -> None:
        nonlocal finished
        finished += isinstance(event, IndexFinished)
        if finished == 4:
            control.stop_now()

    first = execute(
        pipeline("resumed"),
        RunConfig(
            n_jobs=2,
            options={"batch_size": 1},
            record=record,
            control=control,
            on_event=stop_early,
        ),
    )
    assert first.state == "stopped"
    assert first.unrun > 0
    second = execute(pipeline("resumed"), RunConfig(n_jobs=2, resume=record))
    assert len(second.skipped) == first.completed
    assert second.completed == 21 - first.completed
    execute(pipeline("whole"), RunConfig(n_jobs=2))
    assert contents(tmp_path / "resumed") == contents(tmp_path / "whole")
    assert (tmp_path / "resumed.json").read_bytes() == (tmp_path / "whole.json").read_bytes()


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files.

    VTKHDF files are given by their values: HDF5 stores in them the second they were written at.
    """
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: values(path) for name, path in files.items()}


def values(path: Path) -> bytes:
    if path.suffix != ".vtkhdf":
        return path.read_bytes()
    mesh = pv.read(path)
    assert mesh.array_names == ["U"]
    return mesh.points.tobytes() + mesh.cells.tobytes() + mesh["U"].tobytes()


def speed(path: str) -> float:
    if path.endswith(".npz"):
        with np.load(path) as arrays:
            return float(arrays["field_data/speed"][0])
    if path.endswith(".zarr"):
        import zarr

        return float(zarr.open_group(path, mode="r")["field_data/speed"][0])
    file = Path(path)
    [mesh] = list(VTKSource(file.parent, file.name)[0])
    return float(mesh.field_data["speed"][0])
