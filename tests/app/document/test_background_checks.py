from __future__ import annotations

import operator
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

import pytest

from curator_gui.app import background
from curator_gui.app.background import IdleThreads, LatestCall
from curator_gui.app.document.checking import SourceCache, look_live
from curator_gui.run.helper.process import HELPER

pytestmark = pytest.mark.workers


def wait_complete(qtbot, checker):
    qtbot.waitUntil(lambda: checker.report.complete, timeout=5000)
    return checker.report


def wait_for(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_only_the_newest_answer_is_told(qtbot, qapp):
    call = LatestCall("test")
    answers, gate = [], threading.Event()
    call.answered.connect(answers.append)
    call.submit(lambda: gate.wait(5) and "old")
    call.submit(lambda: "newer")
    call.submit(lambda: "newest")
    gate.set()
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == ["newest"]
    assert not call.busy


def test_overdue_call_does_not_hold_up_the_next(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(background, "OVERDUE_S", 0.05)
    call = LatestCall("test")
    answers, gate = [], threading.Event()
    call.answered.connect(answers.append)
    call.submit(gate.wait)
    call.submit(lambda: "second")
    qtbot.waitUntil(lambda: answers == ["second"], timeout=5000)
    gate.set()


def test_error_of_a_call_is_told(qtbot, qapp):
    call = LatestCall("test")
    errors = []
    call.failed.connect(errors.append)
    call.submit(lambda: 1 / 0)
    qtbot.waitUntil(lambda: bool(errors), timeout=5000)
    assert isinstance(errors[0], ZeroDivisionError)


def test_cancelled_call_tells_nothing(qtbot, qapp):
    call = LatestCall("test")
    answers, gate = [], threading.Event()
    call.answered.connect(answers.append)
    call.submit(gate.wait)
    call.cancel()
    gate.set()
    assert not call.busy
    call.submit(lambda: "later")
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == ["later"]


def test_a_thread_serves_one_call_after_the_other_and_ends_when_none_comes():
    threads, done = IdleThreads(idle_s=0.2), SimpleQueue()
    note = lambda: done.put((threading.current_thread(), threading.current_thread().name))  # noqa: E731
    found = []
    for name in ("first", "second"):
        threads.run(name, note)
        found.append(done.get(timeout=5))
        wait_for(lambda: found[0][0].name == background.IDLE_NAME)
    assert [name for _, name in found] == ["first", "second"]
    assert found[0][0] is found[1][0]
    found[0][0].join(timeout=5)
    assert not found[0][0].is_alive()
    threads.run("third", note)
    assert done.get(timeout=5)[0] is not found[0][0]


def test_calls_at_the_same_time_have_a_thread_each():
    threads, gate, done = IdleThreads(idle_s=0.2), threading.Event(), SimpleQueue()
    threads.run("held up", gate.wait)
    threads.run("other", lambda: done.put("other"))
    assert done.get(timeout=5) == "other"
    gate.set()


def test_no_call_is_lost_while_threads_end():
    threads, done = IdleThreads(idle_s=0.0005), SimpleQueue()
    for number in range(300):
        threads.run("quick", partial(done.put, number))
        time.sleep(0.0004 + 0.0003 * (number % 2))  # as long as a thread waits, about
    assert sorted(done.get(timeout=5) for _ in range(300)) == list(range(300))


def test_a_call_keeps_nothing_after_it():
    class Held:
        pass

    threads, done, held = IdleThreads(idle_s=5), SimpleQueue(), Held()
    gone = weakref.ref(held)
    threads.run("keeps", partial(lambda held: done.put(1), held))
    done.get(timeout=5)
    del held
    wait_for(lambda: gone() is None)


def test_good_document_is_runnable_and_counted(qtbot, session, checker, document):
    session.adopt(document, None)
    report = wait_complete(qtbot, checker)
    assert report.runnable
    assert (report.live.size, report.live.chosen, report.live.label) == (5, 5, "part0.txt")


def test_missing_folder_is_said_at_its_parameter(qtbot, session, edits, checker, document):
    session.adopt(document, None)
    edits.set_value(document.source.id, "folder", "/no/such/folder")
    report = wait_complete(qtbot, checker)
    [issue] = report.for_step(document.source.id)
    assert issue.param == "folder"
    assert "does not exist" in issue.message
    assert not report.runnable
    assert report.live.size is None


def test_empty_source_is_said_on_the_step(qtbot, session, edits, checker, document):
    session.adopt(document.set_value(document.source.id, "pattern", "*.none"), None)
    report = wait_complete(qtbot, checker)
    assert "nothing to run" in report.for_step(document.source.id)[0].message


@pytest.mark.parametrize(
    "times, words", [(13, "refused by the component itself"), (99, "too much for this folder")]
)
def test_component_checks_itself(qtbot, session, edits, checker, document, times, words):
    session.adopt(document, None)
    edits.set_value(document.filters[0].id, "times", times)
    report = wait_complete(qtbot, checker)
    assert words in report.for_step(document.filters[0].id)[0].message
    edits.set_value(document.filters[0].id, "times", 4)
    assert wait_complete(qtbot, checker).runnable


@pytest.mark.parametrize(
    "expression, chosen, words", [("0-1, 4", 3, ""), ("7", None, "outside"), ("x", None, "read")]
)
def test_indices_are_counted(qtbot, session, edits, checker, document, expression, chosen, words):
    session.adopt(document, None)
    edits.set_run("indices", expression)
    live = wait_complete(qtbot, checker).live
    assert live.chosen == chosen
    assert words in live.indices_problem


def test_listing_is_kept_until_refreshed(qtbot, session, edits, checker, document, texts):
    session.adopt(document, None)
    assert wait_complete(qtbot, checker).live.size == 5
    (texts / "new.txt").write_text("x")
    edits.set_value(document.filters[0].id, "times", 5)
    assert wait_complete(qtbot, checker).live.size == 5
    checker.refresh()
    qtbot.waitUntil(lambda: checker.report.live.size == 6, timeout=5000)
    wait_complete(qtbot, checker)


def test_broken_source_is_an_issue_not_a_crash(registry, document):
    broken = document.set_value(document.source.id, "folder", "/proc/self/mem")
    look = look_live(broken, registry, None, SourceCache())
    assert look.size is None
    look = look_live(with_limit(document, 13), registry, None, SourceCache())
    assert "ZeroDivisionError: counting failed" in look.issues[0].message
    assert look.issues[0].step_id == document.source.id


def test_source_that_kills_its_process_is_an_issue_too(registry, document):
    look = look_live(with_limit(document, 14), registry, None, SourceCache())
    assert "listing the source exited with code 5" in look.issues[0].message
    assert look_live(document, registry, None, SourceCache()).size == 5


def begin_endless_listing(qtbot, session, checker, document, texts):
    session.adopt(with_limit(document, 15), None)
    qtbot.waitUntil((texts / "part0.counting").exists, timeout=20_000)
    assert not checker.report.complete


def test_listing_of_a_source_that_is_changed_ends(qtbot, session, edits, checker, document, texts):
    begin_endless_listing(qtbot, session, checker, document, texts)
    edits.set_value(document.source.id, "limit", 3)
    qtbot.waitUntil(lambda: checker.report.complete, timeout=20_000)
    assert checker.report.live.size == 3
    assert not checker.report.issues


def test_edits_of_other_steps_and_the_calls_of_others_go_on(
    qtbot, session, edits, checker, document, texts
):
    session.adopt(document, None)
    wait_complete(qtbot, checker)
    begin_endless_listing(qtbot, session, checker, document, texts)
    listing = next(iter(checker._cache._listings))
    edits.set_value(document.filters[0].id, "times", 5)
    qtbot.waitUntil(lambda: not checker._delay.isActive())
    assert not listing.is_set()
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(HELPER.call, "adding", operator.add, 2, 3)
        qtbot.waitUntil(lambda: len(HELPER._turns) == 2, timeout=20_000)
        edits.set_value(document.source.id, "limit", 4)
        assert qtbot.waitUntil(other.done, timeout=20_000) is None
        assert other.result() == 5
    assert wait_complete(qtbot, checker).live.size == 4


def test_leaving_a_document_ends_its_listing(qtbot, session, checker, document, texts):
    begin_endless_listing(qtbot, session, checker, document, texts)
    checker.stop()
    qtbot.waitUntil(lambda: not HELPER._turns, timeout=20_000)
    assert not checker._cache._listings


def with_limit(document, limit):
    return document.set_value(document.source.id, "limit", limit)


def test_document_without_source_has_no_count(qtbot, session, checker, document):
    session.adopt(document.remove(document.source.id), None)
    report = wait_complete(qtbot, checker)
    assert report.live.size is None
    assert any("no source" in issue.message for issue in report.issues)
