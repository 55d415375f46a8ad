"""Series in real runs: any number of workers, kills, interruptions, changed files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Filter
from curator_gui.core.notes import noting
from curator_gui.domains.mesh import SeriesDerivative, VTKHDFSeriesSink, VTKSource, VTUSink
from curator_gui.domains.mesh.origin import current_origin
from curator_gui.run import RunConfig, execute
from tests.domains.common.killed import killed_before

COUNT = 24


def step(time: float) -> Any:
    mesh = pv.ImageData(dimensions=(5, 4, 3)).cast_to_unstructured_grid()
    mesh.point_data["q"] = np.sin(mesh.points[:, 0] + time)
    mesh.cell_data["c"] = np.arange(mesh.n_cells) * np.cos(time)
    mesh.points = np.asarray(mesh.points, np.float64) + np.array([0, 0, time**2])
    mesh.field_data["TimeValue"] = [time]
    return mesh


def time_of(number: int) -> float:
    return number * 0.1 + (number % 3) * 0.03


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(COUNT):
        step(time_of(number)).save(folder / f"s_{number}.vtu")
    return folder


class Deadly(Filter[Any]):
    """Kills its worker once at each of some indices."""

    name = "Deadly"
    description = "For tests."

    def __init__(self, folder: Path, indices: list[int]) -> None:
        self.folder = Path(folder)
        self.indices = indices

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            origin = current_origin()
            assert origin is not None
            mark = self.folder / f"killed-{origin.index}"
            if origin.index in self.indices and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield item


def pipeline(files: Path, out: Path, *more: Filter[Any]) -> Any:
    found = VTKSource(files).filter(SeriesDerivative(["q", "c"], velocity="v", displacement="u"))
    for step in more:
        found = found.filter(step)
    return found.write(VTKHDFSeriesSink(out))


def series(out: Path) -> bytes:
    """Return the bytes of the one file there is."""
    assert [path.name for path in out.iterdir() if not path.is_dir()] == ["s.vtkhdf"]
    assert not [path for path in out.iterdir() if path.name.endswith(".staged")]
    return (out / "s.vtkhdf").read_bytes()


def whole(files: Path, out: Path) -> bytes:
    """Return the bytes that one process without faults gives, having looked at each value."""
    config = RunConfig(backend="sequential")
    assert execute(pipeline(files, out), config).completed == COUNT
    times = [time_of(number) for number in range(COUNT)]
    meshes = [step(time) for time in times]
    points = np.stack([np.asarray(mesh.points) for mesh in meshes])
    fields = {
        "q_dt": np.stack([mesh.point_data["q"] for mesh in meshes]),
        "c_dt": np.stack([mesh.cell_data["c"] for mesh in meshes]),
        "v": points,
    }
    found = list(VTKSource(out)[0])
    assert [float(mesh.field_data["TimeValue"][0]) for mesh in found] == times
    for name, values in fields.items():
        expected = np.gradient(values, times, axis=0)
        # Steps of one length have a formula of their own there: the last digit may differ.
        np.testing.assert_allclose([mesh[name] for mesh in found], expected, 1e-12, 1e-13)
    np.testing.assert_array_equal([mesh["u"] for mesh in found], points - points[0])
    return series(out)


@pytest.mark.fault
def test_two_workers_and_killed_ones_give_the_bytes_of_one(files: Path, tmp_path: Path) -> None:
    expected = whole(files, tmp_path / "whole")
    config = RunConfig(n_jobs=2, options={"max_attempts": 2})
    result = execute(pipeline(files, tmp_path / "two"), config)
    assert result.completed == COUNT
    assert series(tmp_path / "two") == expected
    deadly = Deadly(tmp_path, [0, 7, 8, 23])
    result = execute(pipeline(files, tmp_path / "killed", deadly), config)
    assert result.completed == COUNT
    assert len(list(tmp_path.glob("killed-*"))) == 4
    assert series(tmp_path / "killed") == expected


RUN = """
import sys
from pathlib import Path
from curator_gui.run import RunConfig, execute
from curator_gui.run.events import IndexFinished
from tests.domains.mesh.sources.test_mesh_series_runs import pipeline

def tell(event):
    if isinstance(event, IndexFinished):
        print(event.index, flush=True)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    config = RunConfig(n_jobs=2, record=folder / "run.curator-run", on_event=tell,
                       options={"batch_size": 1})
    execute(pipeline(folder / "in", folder / "out"), config)
"""


@pytest.mark.fault
@pytest.mark.parametrize("after", [1, 9, 20])
def test_a_killed_application_is_resumed_to_the_same_bytes(
    files: Path, tmp_path: Path, after: int
) -> None:
    expected = whole(files, tmp_path / "whole")
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path)],
        cwd=Path(__file__).parents[4],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for _ in range(after):
        assert process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    record = tmp_path / "run.curator-run"
    config = RunConfig(n_jobs=2, resume=record)
    result = execute(pipeline(files, tmp_path / "out"), config)
    assert result.completed + len(result.skipped) == COUNT
    assert len(result.skipped) >= after
    assert series(tmp_path / "out") == expected


def test_a_changed_neighbor_runs_again(files: Path, tmp_path: Path) -> None:
    """Those before and behind it, too, and no other."""

    def build() -> Any:
        derivative = SeriesDerivative(["q"])
        return VTKSource(files).filter(derivative).write(VTUSink(tmp_path / "out"))

    record = tmp_path / "run.curator-run"
    options: dict[str, Any] = {"backend": "sequential"}
    first = execute(build(), RunConfig(record=record, **options))
    assert first.completed == COUNT
    again = execute(build(), RunConfig(resume=record, **options))
    assert len(again.skipped) == COUNT
    mesh = pv.read(files / "s_5.vtu")
    mesh.point_data["q"] += 1.0
    mesh.save(files / "s_5.vtu")
    third = execute(build(), RunConfig(resume=record, **options))
    assert sorted(set(range(COUNT)) - set(third.skipped)) == [4, 5, 6]
    times = [time_of(number) for number in (3, 4, 5)]
    values = [pv.read(files / f"s_{number}.vtu").point_data["q"] for number in (3, 4, 5)]
    found = pv.read(tmp_path / "out" / "s_4.vtu").point_data["q_dt"]
    np.testing.assert_array_equal(found, np.gradient(np.stack(values), times, axis=0)[1])


@pytest.mark.fault
@pytest.mark.parametrize("number", range(10))
def test_an_end_that_was_killed_is_done_again(number: int, tmp_path: Path) -> None:
    """Before any one of the changes to names; the bytes are those of an end that was not."""
    folder = tmp_path / "in"
    folder.mkdir()
    for place in range(4):
        step(time_of(place)).save(folder / f"s_{place}.vtu")

    def staged(name: str) -> Any:
        sink = VTKHDFSeriesSink(tmp_path / name)
        made = VTKSource(folder).write(sink)
        sink.prepare(range(4))
        for index in range(4):
            made[index]
        return sink

    staged("whole").finish(range(4))
    sink = staged("killed")
    with killed_before(number, "replace", "unlink"):
        sink.finish(range(4))
    again = VTKHDFSeriesSink(tmp_path / "killed")
    VTKSource(folder).write(again)
    with noting(lambda *_: None):
        again.prepare([])
        again.finish(range(4))
    assert series(tmp_path / "killed") == series(tmp_path / "whole")
