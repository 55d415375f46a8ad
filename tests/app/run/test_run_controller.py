from __future__ import annotations

import operator
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from curator_gui.app.run.controller import RunController
from curator_gui.core import Param, make_step
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.validation import Issue
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.run.config import RunFailedError
from curator_gui.run.helper.process import HELPER
from tests.app.fake_engine import (
    FakeEngine,
    Numbers,
    Texts,
    failed,
    finished,
    make_document,
    make_registry,
    run_all,
    started,
)


def make_controller(script) -> tuple[RunController, FakeEngine]:
    engine = FakeEngine(script)
    return RunController(make_registry(), engine), engine


class Heard:
    """Everything a controller said, in order."""

    def __init__(self, controller: RunController) -> None:
        self.names: list[str] = []
        self.last: dict[str, object] = {}
        for name in ("started", "state_changed", "finished", "failed", "rejected"):
            getattr(controller, name).connect(lambda value, name=name: self.note(name, value))

    def note(self, name: str, value: object) -> None:
        self.names.append(f"{name} {value}" if name == "state_changed" else name)
        self.last[name] = value


def run(qtbot, controller: RunController, document, signal="finished") -> Heard:
    heard = Heard(controller)
    with qtbot.waitSignal(getattr(controller, signal), timeout=20_000):
        controller.start(document, None)
    return heard


def statuses(controller: RunController) -> list[str]:
    store = controller.results.store
    return [store.result(row).status for row in range(len(store))]


def test_a_run_fills_table_statistics_and_log(qtbot):
    controller, engine = make_controller(run_all)
    heard = run(qtbot, controller, make_document(300, n_jobs=2, options={"timeout": 5}))
    assert heard.names == [
        "state_changed starting",
        "started",
        "state_changed running",
        "state_changed finished",
        "finished",
    ]
    assert controller.results.rowCount() == 300
    assert statuses(controller) == ["done"] * 300
    assert controller.statistics.done == 300
    assert controller.log.lines[-1].text.startswith("finished after 10.0 s: 300 done")
    assert not controller.active
    assert controller.result is heard.last["finished"]
    config = engine.configs[0]
    assert (config.n_jobs, config.options, list(config.indices)) == (
        2,
        {"timeout": 5},
        list(range(300)),
    )


def test_events_arrive_in_order_and_in_the_gui_thread(qtbot):
    controller, _ = make_controller(run_all)
    got: list = []
    controller.events.connect(got.extend)
    run(qtbot, controller, make_document(500))
    indices = [event.index for event in got if type(event).__name__ == "IndexFinished"]
    assert indices == list(range(500))


def test_chosen_indices_only(qtbot):
    controller, engine = make_controller(run_all)
    run(qtbot, controller, make_document(10, indices="2-4, 8"))
    assert list(engine.configs[0].indices) == [2, 3, 4, 8]
    assert controller.results.rowCount() == 4


@pytest.mark.parametrize(
    ("document", "part"),
    [
        (make_document(0), "empty"),
        (make_document(5, indices="5"), "outside"),
        (make_document(5, indices="3:3"), "chooses none"),
        (make_document(5, indices="nonsense"), "cannot be read"),
    ],
)
def test_a_wrong_document_is_rejected_before_anything_runs(qtbot, document, part):
    controller, engine = make_controller(run_all)
    heard = run(qtbot, controller, document, "rejected")
    reasons = heard.last["rejected"]
    text = reasons if isinstance(reasons, str) else "\n".join(map(str, reasons))
    assert part in text
    assert engine.configs == []
    assert (controller.active, controller.state) == (False, "idle")
    assert controller.results.rowCount() == 0


def test_issues_name_their_step(qtbot):
    document = make_document(5)
    document = document.set_value(document.source.id, "n", "many")
    controller, _ = make_controller(run_all)
    heard = run(qtbot, controller, document, "rejected")
    (issue,) = heard.last["rejected"]
    assert isinstance(issue, Issue)
    assert (issue.step_id, issue.param) == (document.source.id, "n")


def test_an_engine_that_refuses_the_configuration_is_a_rejection(qtbot):
    def refuse(stage):
        raise ParamError("option timeout: needs a number")

    controller, _ = make_controller(refuse)
    heard = run(qtbot, controller, make_document(3), "rejected")
    assert heard.last["rejected"] == "option timeout: needs a number"


def test_an_engine_that_breaks_leaves_the_truth_on_the_table(qtbot):
    def break_down(stage):
        stage.begin()
        stage.emit(started(0))
        stage.emit(finished(0))
        stage.emit(started(1))
        raise ZeroDivisionError("inside the engine")

    controller, _ = make_controller(break_down)
    heard = run(qtbot, controller, make_document(3), "failed")
    assert "ZeroDivisionError: inside the engine" in heard.last["failed"]
    assert "Traceback" in heard.last["failed"]
    assert statuses(controller) == ["done", "waiting", "waiting"]
    assert controller.state == "stopped"
    assert controller.statistics.running == 0
    assert not controller.active


def test_the_policy_raise_tells_the_first_failure(qtbot):
    def first_failure(stage):
        stage.begin()
        stage.emit(started(0))
        stage.emit(failed(0))
        stage.end("stopped", failures=1)
        raise RunFailedError(failed(0))

    controller, _ = make_controller(first_failure)
    heard = run(qtbot, controller, make_document(3, on_error="raise"), "failed")
    assert heard.last["failed"].startswith("index 0 failed in Numbers: KeyError: no field p")
    assert statuses(controller)[0] == "failed"


def test_commands_reach_the_engine_and_states_come_back(qtbot):
    heard_commands = []

    def obey(stage):
        stage.begin()
        for state in ("pausing", "running", "stopping", "stopping now"):
            heard_commands.append(stage.command().action)
            stage.state(state)
        stage.end("stopped")

    controller, _ = make_controller(obey)
    controller.start(make_document(3), None)
    for order, state in [
        (controller.pause, "pausing"),
        (controller.resume, "running"),
        (controller.stop_after_current, "stopping"),
    ]:
        order()
        qtbot.waitUntil(lambda state=state: controller.state == state, timeout=20_000)
        assert controller.active
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        controller.stop_now()
    assert heard_commands == ["pause", "resume", "stop_after_current", "stop_now"]
    assert controller.state == "stopped"


def test_whoever_hears_that_a_run_is_over_may_start_another(qtbot):
    controller, _ = make_controller(run_all)
    active: dict[str, bool] = {}
    controller.state_changed.connect(lambda state: active.update({state: controller.active}))
    run(qtbot, controller, make_document(3))
    assert active == {"starting": True, "running": True, "finished": False}


def test_retry_within_a_run_goes_to_the_engine(qtbot):
    def fail_then_retry(stage):
        stage.begin()
        stage.emit(started(1))
        stage.emit(failed(1))
        command = stage.command()
        for index in command.indices:
            stage.emit(started(index, attempt=2))
            stage.emit(finished(index, attempt=2))
        stage.end(done=1)

    controller, _ = make_controller(fail_then_retry)
    controller.start(make_document(3), None)
    qtbot.waitUntil(lambda: controller.statistics.failed == 1, timeout=20_000)
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        controller.retry_failed()
    assert statuses(controller)[1] == "done"
    assert controller.statistics.failed == 0


def test_retry_after_the_end_runs_only_those_and_keeps_the_table(qtbot):
    def fail_once(stage):
        stage.begin()
        for index in stage.indices:
            stage.emit(started(index))
            first = len(engine.configs) == 1
            stage.emit(failed(index) if first and index % 2 else finished(index))
        stage.end(done=len(stage.indices))

    controller, engine = make_controller(fail_once)
    run(qtbot, controller, make_document(6))
    assert statuses(controller) == ["done", "failed"] * 3
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        controller.retry_failed()
    assert list(engine.configs[1].indices) == [1, 3, 5]
    assert statuses(controller) == ["done"] * 6
    assert controller.statistics.total == 3


def test_failed_of_last_run_can_be_named(qtbot):
    def fail_last(stage):
        stage.begin()
        for index in stage.indices:
            stage.emit(failed(index) if index == 4 else finished(index))
        stage.end(done=len(stage.indices))

    controller, engine = make_controller(fail_last)
    run(qtbot, controller, make_document(6))
    run(qtbot, controller, make_document(6, indices="failed of last run"))
    assert list(engine.configs[1].indices) == [4]


def test_only_one_run_at_a_time(qtbot):
    controller, _ = make_controller(lambda stage: (stage.begin(), stage.command(), stage.end()))
    controller.start(make_document(1), None)
    with pytest.raises(CuratorError, match="under way"):
        controller.start(make_document(1), None)
    controller.stop_now()
    qtbot.waitUntil(lambda: not controller.active, timeout=20_000)


def test_nothing_to_retry_before_the_first_run(qtbot):
    controller, _ = make_controller(run_all)
    with pytest.raises(CuratorError, match="no run yet"):
        controller.retry([1])


def test_shut_down_ends_thread_and_timers(qtbot):
    controller, _ = make_controller(lambda stage: (stage.begin(), stage.command(), stage.end()))
    controller.start(make_document(1), None)
    controller.shut_down()
    assert not controller.active
    controller.shut_down()


class Endless(Numbers):
    name = "Endless"
    description = "Counting it never ends."

    def __len__(self) -> int:
        time.sleep(1000)
        return 1


def endless() -> tuple[RunController, PipelineDocument]:
    registry = make_registry()
    registry.add("test", Endless)
    document = make_document(1)
    source = make_step("source", "test.Endless", {"n": 1})
    return RunController(registry, FakeEngine(run_all)), document.add(source)


def test_a_source_that_cannot_be_counted_can_be_stopped(qtbot):
    controller, document = endless()
    heard = Heard(controller)
    controller.start(document, None)
    assert controller.state == "starting"

    def stopped() -> bool:
        controller.stop_now()
        return not controller.active

    qtbot.waitUntil(stopped, timeout=60_000)
    assert heard.names == ["state_changed starting", "state_changed idle"]


@pytest.mark.parametrize("stop", ["stop_now", "stop_after_current"])
def test_stopping_while_the_source_is_listed_is_quiet(qtbot, stop):
    controller, document = endless()
    heard = Heard(controller)
    controller.start(document, None)
    qtbot.waitUntil(lambda: bool(HELPER._turns and HELPER._executor), timeout=20_000)
    getattr(controller, stop)()
    qtbot.waitUntil(lambda: not controller.active, timeout=20_000)
    assert heard.names == ["state_changed starting", "state_changed idle"]


@pytest.mark.workers
def test_stopping_a_listing_does_not_end_another_call(qtbot):
    controller, document = endless()
    controller.start(document, None)
    qtbot.waitUntil(lambda: bool(HELPER._turns and HELPER._executor), timeout=20_000)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(HELPER.call, "adding", operator.add, 2, 3)
        qtbot.waitUntil(lambda: len(HELPER._turns) == 2, timeout=20_000)
        controller.stop_now()
        assert other.result(60) == 5
    qtbot.waitUntil(lambda: not controller.active, timeout=20_000)


def test_a_source_that_cannot_be_counted_does_not_keep_the_window_open(qtbot):
    controller, document = endless()
    controller.start(document, None)
    controller.shut_down()
    assert not controller.active


class Needy(Texts):
    name = "Needy"
    description = "Refuses index 2 until a file is there."

    def __init__(self, file: str) -> None:
        self.file = file

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("file", "The file", str)]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        if index == 2 and not Path(self.file).exists():
            raise FileNotFoundError(f"{self.file} is missing")
        return super().__call__(items, index)


@pytest.mark.workers
def test_a_retry_with_the_real_engine_goes_on_in_the_same_record(qtbot, tmp_path: Path):
    from curator_gui.run import shutdown_workers

    registry = make_registry()
    registry.add("test", Needy)
    needed = tmp_path / "needed"
    sink = make_step("sink", "test.Needy", {"file": str(needed)})
    controller = RunController(registry)
    try:
        run(qtbot, controller, replace(make_document(4, n_jobs=1), sinks=(sink,)))
        assert statuses(controller) == ["done", "done", "failed", "done"]
        record = controller.record
        needed.touch()
        with qtbot.waitSignal(controller.finished, timeout=60_000):
            controller.retry_failed()
    finally:
        shutdown_workers()
    assert statuses(controller) == ["done"] * 4
    assert controller.results.store.result(2).message == ""
    assert controller.record == record
    assert controller.statistics.total == 1


@pytest.mark.workers
def test_the_real_engine_writes_and_reports(qtbot, tmp_path: Path):
    from curator_gui.run import shutdown_workers

    controller = RunController(make_registry())
    try:
        with qtbot.waitSignal(controller.finished, timeout=60_000):
            controller.start(make_document(12, n_jobs=2), tmp_path)
    finally:
        shutdown_workers()
    assert statuses(controller) == ["done"] * 12
    assert controller.results.store.result(3).outputs == ["/out/item_00003.txt"]
    assert set(controller.statistics.lanes) == {1, 2}
