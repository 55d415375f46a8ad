from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.results.store import ResultsStore
from curator_gui.run.events import STATUSES, IndexRetried, IndexSkipped, PassFinished, RunFinished
from tests.app.fake_engine import STEPS, T0, failed, finished, started


def make_store(indices=range(5)) -> ResultsStore:
    store = ResultsStore()
    store.reset(indices, STEPS)
    return store


def test_a_finished_index_has_everything_the_event_said():
    store = make_store(range(0, 40, 10))
    store.apply([started(20, worker=2), finished(20, worker=2, outputs=("/o/a.vtu", "/o/b.vtu"))])
    result = store.result(store.row_of(20))
    assert (result.index, result.status, result.worker, result.attempts) == (20, "done", 2, 1)
    assert result.outputs == ["/o/a.vtu", "/o/b.vtu"]
    assert (result.duration, result.output_bytes, result.rss) == (0.5, 1000, 50_000_000)
    assert result.stages == {"Numbers": 0.25, "Texts": 0.25}
    assert result.started == T0
    assert result.traceback == ""


def test_other_constants_let_all_wait_that_was_finished():
    store = make_store()
    store.apply([started(0), finished(0), started(1), failed(1), IndexSkipped(T0, 2, "before")])
    same = PassFinished(T0, 1, 2, 3, "Standardize", 5, 0, "d", "{}", "kept")
    store.apply([same])
    assert [STATUSES[code] for code in store.status] == [
        "done", "failed", "skipped", "waiting", "waiting",
    ]  # fmt: skip
    store.apply([msgspec.structs.replace(same, obsolete=True)])
    assert [STATUSES[code] for code in store.status] == [
        "waiting", "failed", "waiting", "waiting", "waiting",
    ]  # fmt: skip
    assert sum(store.counts) == 5
    assert store.counts[STATUSES.index("waiting")] == 4


def test_a_failure_keeps_its_traceback_word_for_word():
    store = make_store()
    event = failed(3, "no field p in /x/3.vtu")
    store.apply([started(3), event])
    result = store.result(3)
    assert result.status == "failed"
    assert result.traceback == event.traceback.rstrip()
    assert (result.failure.error_type, result.failure.stage) == ("KeyError", "Numbers")


def test_a_traceback_that_does_not_end_with_the_message_is_kept_too():
    store = make_store()
    event = failed(3, "died")
    odd = type(event)(**{**{f: getattr(event, f) for f in event.__slots__}, "traceback": "odd"})
    store.apply([odd])
    assert store.result(3).traceback == "odd"


def test_failures_that_differ_in_the_message_share_one_traceback():
    store = make_store(range(1000))
    store.apply([failed(i, f"no field in /data/{i}.vtu") for i in range(1000)])
    assert len(store.failures) == 2
    assert store.result(999).message == "no field in /data/999.vtu"


def test_retry_counts_as_waiting_and_is_remembered():
    store = make_store()
    again = IndexRetried(T0, 1, 2, 1, "crash", "killed by SIGSEGV")
    store.apply([started(1, worker=2), again])
    assert store.result(1).status == "waiting"
    assert store.result(1).retries == [again]
    store.apply([started(1, attempt=2), finished(1, attempt=2)])
    assert (store.result(1).status, store.result(1).attempts) == ("done", 2)


def test_success_after_a_failure_takes_the_message_away():
    store = make_store()
    store.apply([failed(1), started(1, attempt=2), finished(1, attempt=2)])
    assert store.result(1).message == ""
    assert store.result(1).failure.error_type == ""
    assert store.count("failed") == 0


def test_failure_after_a_success_takes_the_outputs_away():
    store = make_store()
    store.apply([finished(1), failed(1)])
    assert store.result(1).outputs == []
    assert store.result(1).output_bytes == 0


def test_skipped_rows_have_reason_and_earlier_outputs():
    store = make_store()
    store.apply([IndexSkipped(T0, 2, "finished earlier", ("/o/2.vtu",))])
    result = store.result(2)
    assert (result.status, result.message, result.outputs) == (
        "skipped",
        "finished earlier",
        ["/o/2.vtu"],
    )


def test_indices_interrupted_by_a_stop_are_waiting_again():
    store = make_store()
    store.apply([started(0), started(1), finished(0)])
    store.apply([RunFinished(T0, "stopped", 1, 0, 0, 4, 1.0)])
    assert [store.result(row).status for row in range(2)] == ["done", "waiting"]


@pytest.mark.parametrize("indices", [range(0, 9, 2), [8, 2, 4], [5]])
def test_an_index_outside_the_run_is_an_error(indices):
    with pytest.raises(LookupError, match="index 7"):
        make_store(indices).apply([started(7)])


def test_rows_are_ascending_however_the_indices_were_given():
    store = make_store([9, 3, 3, 5])
    assert store.indices_of(range(3)) == [3, 5, 9]
    assert [store.row_of(i) for i in (3, 5, 9)] == [0, 1, 2]


def test_changed_rows_are_told_once():
    store = make_store()
    assert store.take_changed() is None
    store.apply([started(1), finished(3)])
    assert store.take_changed() == (1, 3)
    assert store.take_changed() is None


def test_step_names_that_repeat_stay_apart():
    store = ResultsStore()
    store.reset(range(1), ("Clean", "Clean"))
    store.apply([finished(0)])
    assert list(store.result(0).stages) == ["Clean", "Clean (2)"]


@dataclass
class PlainRow:
    """The same bookkeeping, done the simple way."""

    status: str = "waiting"
    message: str = ""
    outputs: list[str] = field(default_factory=list)


INDEX = st.integers(0, 4)
EVENTS = st.one_of(
    INDEX.map(started),
    INDEX.map(finished),
    st.builds(
        lambda i, q, m: failed(i, m, quarantined=q),
        INDEX,
        st.booleans(),
        st.text(min_size=1, max_size=5).filter(lambda t: "\0" not in t),
    ),
    INDEX.map(lambda i: IndexRetried(T0, i, 1, 1, "crash", "died")),
    INDEX.map(lambda i: IndexSkipped(T0, i, "done before")),
)


@given(st.lists(EVENTS, max_size=60))
def test_counts_and_rows_agree_with_plain_bookkeeping(events):
    store, plain = make_store(), [PlainRow() for _ in range(5)]
    for event in events:
        row = plain[event.index]
        match type(event).__name__:
            case "IndexStarted":
                row.status = "running"
            case "IndexFinished":
                row.status, row.message, row.outputs = "done", "", list(event.outputs)
            case "IndexFailed":
                row.status, row.message, row.outputs = event.status, event.message, []
            case "IndexRetried":
                row.status = "waiting"
            case "IndexSkipped":
                row.status, row.message, row.outputs = "skipped", event.reason, []
    store.apply(events)
    shown = [store.result(i) for i in range(5)]
    assert [r.status for r in shown] == [row.status for row in plain]
    assert [r.outputs for r in shown] == [row.outputs for row in plain]
    failed_rows = [i for i, row in enumerate(plain) if row.status in ("failed", "quarantined")]
    assert [shown[i].message for i in failed_rows] == [plain[i].message for i in failed_rows]
    for status in STATUSES:
        assert store.count(status) == sum(row.status == status for row in plain)
