"""Stores that grow in real runs: planned from headers, resumed, killed, handed over."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.app.run.recorded.run_outputs import read_run_outputs
from curator_gui.core import Filter, Pipeline
from curator_gui.core.message import Fact, Message, place_of
from curator_gui.core.notes import noting
from curator_gui.domains.grid import GridZarrSink, NetCDFSource, SelectTimes, SelectVariables
from curator_gui.domains.grid.errors import GridError
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.engine.output_lock import OutputTakenError, locked_outputs
from curator_gui.run.planning.plan import make_plan
from curator_gui.run.planning.resuming.intact import damage
from curator_gui.run.record.reader import RunRecord
from tests.domains.grid.given import run
from tests.fault.test_killed_parents import ROOT, wait_for_orphans

DAY = np.timedelta64(1, "D").astype("m8[ns]")


def write(folder: Path, start: int, count: int, **more: Any) -> None:
    """Write one file of a month, or a part of one: days from `start` on."""
    times = np.datetime64("2020-01-01", "ns") + np.arange(start, start + count) * DAY
    values = np.arange(start, start + count, dtype="f4")[:, None, None] * np.ones((1, 2, 3), "f4")
    data = xr.Dataset(
        {"t": (("time", "lat", "lon"), values, {"units": more.get("units", "K")})},
        {"time": times, "lat": [0.0, 1.0], "lon": [0.0, 1.0, 2.0]},
    )
    folder.mkdir(exist_ok=True)
    data.to_netcdf(folder / f"day_{start:03d}.nc")


def pipeline_of(folder: Path, *steps: Filter[Any], **options: Any) -> Pipeline[Any]:
    pipeline: Pipeline[Any] = Pipeline(NetCDFSource(str(folder / "in"), dimension="time"))
    for step in steps:
        pipeline = pipeline.filter(step)
    options = {"append": True, **options}
    return pipeline.write(GridZarrSink(folder / "o.zarr", "time", **options))


def words_of(pipeline: Pipeline[Any], indices: Any = None) -> str:
    plan = make_plan(pipeline, indices, 2)
    return "\n".join(map(str, [*plan.facts(), *plan.warnings()]))


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A folder with a store of the first ten days."""
    write(tmp_path / "in", 0, 10)
    run(pipeline_of(tmp_path))
    return tmp_path


@pytest.mark.parametrize("steps", [(), (SelectVariables(["t"]),)])
def test_the_plan_says_what_is_appended(begun: Path, steps: tuple[Filter[Any], ...]) -> None:
    write(begun / "in", 10, 5)
    assert "appends 5 times after 2020-01-10, up to 2020-01-15" in words_of(
        pipeline_of(begun, *steps), range(10, 15)
    )
    said = words_of(pipeline_of(begun, *steps))
    assert "10 times are in the store already" in said
    assert "appends 5 times after 2020-01-10" in said
    plan = make_plan(pipeline_of(begun, *steps), range(10, 15), 2)
    assert plan.warnings() == []  # it is what was asked for
    (words,) = plan.facts()
    assert isinstance(place_of(words), Message)  # a title that a window says in its language
    assert pickle.loads(pickle.dumps(plan)).facts() == plan.facts()


def test_a_gap_is_refused_in_the_plan(begun: Path) -> None:
    write(begun / "in", 12, 3)
    pipeline = pipeline_of(begun)
    with pytest.raises(GridError, match="2 times are missing between 2020-01-10 and 2020-01-13"):
        make_plan(pipeline, range(10, 13), 2)
    filled = pipeline_of(begun, gaps="fill")
    assert "2 times between them are missing" in words_of(filled, range(10, 13))


def test_a_gap_that_a_filter_makes_is_refused_in_the_plan(begun: Path) -> None:
    write(begun / "in", 10, 5)
    pipeline = pipeline_of(begun, SelectTimes("2020-01-12", "2020-01-15"))
    with pytest.raises(GridError, match="one time is missing between 2020-01-10 and 2020-01-12"):
        make_plan(pipeline, range(10, 15), 2)


def test_other_units_are_refused_in_the_plan(begun: Path) -> None:
    write(begun / "in", 10, 2, units="C")
    with pytest.raises(GridError, match=r"t has other units in .* K instead of C"):
        make_plan(pipeline_of(begun), [10, 11], 2)


def test_a_store_that_has_grown_is_refused_in_the_plan_without_append(begun: Path) -> None:
    write(begun / "in", 10, 2)
    with noting(lambda kind, words: None):
        run(pipeline_of(begun), [10, 11])
    with pytest.raises(GridError, match="has grown by appending"):
        make_plan(pipeline_of(begun, append=False), None, 2)


def execute_in(folder: Path, *steps: Filter[Any], **config: Any) -> RunResult:
    return execute(pipeline_of(folder, *steps), RunConfig(n_jobs=2, **config))


def values_in(path: Path) -> list[float]:
    with xr.open_zarr(path, chunks=None) as store:
        assert store.sizes["time"] == len(store["t"])
        return [float(value) for value in store["t"].values[:, 0, 0]]


@pytest.mark.workers
def test_a_grown_folder_is_appended_by_a_resumed_run(tmp_path: Path) -> None:
    write(tmp_path / "in", 0, 10)
    first, second = tmp_path / "a.curator-run", tmp_path / "b.curator-run"
    assert execute_in(tmp_path, record=first).failures == {}
    write(tmp_path / "in", 10, 5)
    result = execute_in(tmp_path, resume=first, record=second)
    assert set(result.skipped) == set(range(10))
    assert result.failures == {}
    (said,) = result.warnings
    assert said == "5 times were appended after 2020-01-10, up to 2020-01-15"
    assert isinstance(said, Fact)  # it is what was asked for
    with RunRecord.open(second) as opened:
        lines = {str(line.text): line.level for line in opened.log()}
    assert lines[said] == "info"
    assert lines["Zarr store: appends 5 times after 2020-01-10, up to 2020-01-15"] == "info"
    (again,) = read_run_outputs(second).warnings  # what Results of an earlier run show
    assert again == said
    assert isinstance(again, Fact)
    assert values_in(tmp_path / "o.zarr") == list(range(15))
    third = execute_in(tmp_path, resume=second)
    assert set(third.skipped) == set(range(15))
    assert values_in(tmp_path / "o.zarr") == list(range(15))


@pytest.mark.parametrize("changed", [{"append": True}, {"append": True, "gaps": "fill"}])
def test_to_set_append_runs_nothing_again(tmp_path: Path, changed: dict[str, Any]) -> None:
    write(tmp_path / "in", 0, 3)
    record = tmp_path / "a.curator-run"
    plain = pipeline_of(tmp_path, append=False)
    execute(plain, RunConfig(backend="sequential", record=record))
    write(tmp_path / "in", 3, 2)
    pipeline = pipeline_of(tmp_path, **changed)
    config = RunConfig(backend="sequential", resume=record, record=tmp_path / "b.curator-run")
    result = execute(pipeline, config)
    assert set(result.skipped) == {0, 1, 2}
    assert values_in(tmp_path / "o.zarr") == list(range(5))


@pytest.mark.workers
def test_two_runs_never_append_at_once(begun: Path) -> None:
    write(begun / "in", 10, 2)
    pipeline = pipeline_of(begun)
    with (
        locked_outputs(pipeline, "other", refuse=True),
        pytest.raises(OutputTakenError, match="another run is writing"),
    ):
        execute_in(begun, indices=[10, 11], options={"taken_output": "warn"})


_KILLED_RUN = """
import os, signal, sys
from pathlib import Path
from curator_gui.run.events import IndexFinished
from tests.domains.grid.sinks.test_appending_runs import execute_in

done = []

def listen(event):
    if isinstance(event, IndexFinished):
        done.append(event.index)
        if len(done) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

folder = Path(sys.argv[1])
before, record = folder / "a.curator-run", folder / "b.curator-run"
execute_in(folder, resume=before, record=record, on_event=listen)
"""


@pytest.mark.fault
def test_a_run_that_is_killed_while_it_appends_is_resumed(tmp_path: Path) -> None:
    write(tmp_path / "in", 0, 10)
    execute_in(tmp_path, record=tmp_path / "a.curator-run")
    write(tmp_path / "in", 10, 6)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CURATOR_TEST_FOLDER": str(tmp_path)}
    command = [sys.executable, "-c", _KILLED_RUN, str(tmp_path)]
    killed = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    wait_for_orphans(tmp_path)
    assert values_in(tmp_path / "o.zarr") == list(range(10))
    (chunk,) = (tmp_path / "o.zarr/written/append/items.zarr/lon").glob("c/0")
    data = chunk.read_bytes()
    chunk.write_bytes(data[:-1])
    assert damage(str(tmp_path / "o.zarr")) == str(chunk)
    chunk.write_bytes(data)
    assert damage(str(tmp_path / "o.zarr")) == ""
    result = execute_in(tmp_path, resume=tmp_path / "b.curator-run", resume_all=True)
    assert result.failures == {}
    assert set(result.skipped) > {*range(10)}
    assert len(result.skipped) > 11  # also those that waited to be appended
    assert values_in(tmp_path / "o.zarr") == list(range(16))
