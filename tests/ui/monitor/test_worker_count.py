"""The number of workers is changed in Monitor while a run goes on."""

from __future__ import annotations

import pytest

from curator_gui.app.monitor.more_workers import advice, may_change
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.planning.computer import Machine
from curator_gui.run.control import MAX_WORKERS
from curator_gui.run.events import IndexFinished, WorkersChanged
from curator_gui.run.remote_control import user_name
from curator_gui.ui.monitor.view import MonitorView
from tests.app.fake_engine import Stage, finished, make_document, started
from tests.ui.run_scripts import T, half_way, mixed

GB = 1 << 30
WAIT_MS = 20_000


@pytest.fixture
def heard() -> list[tuple[str, int, str]]:
    return []


@pytest.fixture
def steered(heard):
    """A run that does as it is told until it has three workers."""

    def play(stage: Stage) -> None:
        stage.begin()
        stage.emit(started(0, time=T))
        command = stage.command()
        heard.append((command.action, command.workers, command.by))
        stage.emit(WorkersChanged(T + 1, command.workers, 2, command.by))
        stage.emit(finished(0, time=T + 1))
        stage.command()
        stage.end("stopped", done=1)

    return play


def shown(view: MonitorView):
    return view._board.worker_count if view._board is not None else None


def test_it_is_asked_for_and_followed(make_controller, show, qtbot, steered, heard):
    controller = make_controller(steered)
    view = show(MonitorView(controller))
    controller.start(make_document(10), None)
    qtbot.waitUntil(
        lambda: shown(view) is not None and shown(view).number.isVisible(), timeout=WAIT_MS
    )
    count = shown(view)
    qtbot.waitUntil(lambda: count.number.value() == 2, timeout=WAIT_MS)
    count.number.setValue(3)
    qtbot.waitUntil(lambda: controller.statistics.workers == 3, timeout=WAIT_MS)
    assert heard == [("set_workers", 3, user_name())]
    lines = [line.text for line in controller.log.lines]
    assert f"the number of workers changes from 2 to 3, as {user_name()} asked" in lines
    with qtbot.waitSignal(controller.finished):
        controller.stop_now()
    qtbot.waitUntil(lambda: not count.number.isVisible(), timeout=WAIT_MS)


def test_typing_asks_once(make_controller, show, qtbot, steered, heard):
    controller = make_controller(steered)
    view = show(MonitorView(controller))
    controller.start(make_document(10), None)
    qtbot.waitUntil(
        lambda: shown(view) is not None and shown(view).number.isVisible(), timeout=WAIT_MS
    )
    number = shown(view).number
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "12")
    assert heard == []
    qtbot.keyClick(number, "\r")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=WAIT_MS)
    assert heard[0][1] == 12
    assert number.maximum() == MAX_WORKERS


def test_after_the_end_there_is_nothing_to_change(run_script, show, qtbot):
    view = show(MonitorView(run_script(mixed)))
    qtbot.waitUntil(lambda: shown(view) is not None and shown(view).isVisible(), timeout=WAIT_MS)
    assert not shown(view).number.isVisible()


def test_the_sequential_backend_has_one(make_controller, show, qtbot):
    controller = make_controller(half_way)
    view = show(MonitorView(controller))
    controller.start(make_document(10, backend="sequential"), None)
    qtbot.waitUntil(lambda: shown(view) is not None and shown(view).isVisible(), timeout=WAIT_MS)
    assert not shown(view).number.isVisible()


@pytest.mark.parametrize(
    ("state", "possible"),
    [("running", True), ("paused", True), ("stopping", False), ("finished", False)],
)
def test_when_it_may_change(state: str, possible: bool) -> None:
    assert may_change(make_document(1), state) is possible


def statistics(rss: int) -> RunStatistics:
    found = RunStatistics()
    done = finished(0)
    found.apply([IndexFinished(*(getattr(done, n) for n in done.__struct_fields__[:8]), rss)])
    return found


def test_what_speaks_against_more() -> None:
    machine, document = Machine(4, 4, 4 * GB), make_document(1)
    assert advice(document, 4, statistics(GB), machine) == []
    (cores,) = advice(document, 5, RunStatistics(), machine)
    assert cores.words.startswith("5 workers on 4 cores; more workers than cores")
    (memory,) = advice(document, 4, statistics(2 * GB), machine)
    assert "use at most 2" in memory.words
    elsewhere = make_document(1, backend="dask", options={"cluster": "slurm"})
    assert advice(elsewhere, 50, statistics(GB), machine) == []
