"""What steps say of items is said in the language of the window, from workers and from records."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import cloudpickle
import msgspec
import pytest

from curator_gui.app.language.translators import Language
from curator_gui.app.language.words import say
from curator_gui.app.results.columns import COLUMNS
from curator_gui.app.results.store import ResultsStore
from curator_gui.app.runs.recorded_run import load_record
from curator_gui.core import Filter, remark, unchanged
from curator_gui.core.message import Message
from curator_gui.run.base import RunConfig
from curator_gui.run.config import RunResult
from curator_gui.run.engine.runner import execute
from curator_gui.run.events import IndexFinished
from curator_gui.run.report.event_lines import event_data
from curator_gui.run.wire.frames import WORKER_FRAMES, encode
from tests.run.toys import Names, Numbers

cloudpickle.register_pickle_by_value(sys.modules[__name__])

ENGLISH = "was not measured completely: no room"
GERMAN = "wurde nicht vollständig gemessen: no room"


class Remarking(Filter[int]):
    """Says one thing with a value of each third item, and that it leaves the others."""

    name, description = "Statistics", "Talks."

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            if item % 3:
                unchanged(Message("it is at rest in every item"))
            else:
                remark(Message("was not measured completely: {error}", error="no room"))
            yield item


@pytest.fixture
def german(qapp):
    spoken = Language("de", qapp)
    yield spoken
    spoken.remove()


def run(folder: Path, backend: str) -> tuple[RunResult, ResultsStore]:
    seen = ResultsStore()
    seen.reset(range(6), ["Numbers", "Statistics", "Names"])
    config = RunConfig(
        backend=backend,
        n_jobs=1 if backend == "sequential" else 2,
        record=folder / "r.curator-run",
        on_event=lambda event: seen.apply([event]),
    )
    return execute(Numbers(6).filter(Remarking()).write(Names(folder)), config), seen


def detail(store: ResultsStore, row: int) -> str:
    (column,) = [column for column in COLUMNS if column.key == "remarks"]
    assert column.detail_text is not None
    return column.detail_text(store, row)


@pytest.mark.parametrize("backend", ["sequential", pytest.param("loky", marks=pytest.mark.workers)])
def test_remarks_are_translated_at_once_and_from_the_record(tmp_path, german, backend) -> None:
    result, seen = run(tmp_path, backend)
    told = [words for words in result.warnings if ENGLISH in words]
    assert [say(words) for words in told] == [f"Statistik: {GERMAN} (2 von 6 Elementen)"]
    recorded = load_record(result.record).store
    for store in (seen, recorded):
        assert detail(store, 3) == f"Statistik: {GERMAN}"
        assert store.notes(3) == ((1, "remark", ENGLISH, 1),)


def test_what_a_journal_or_record_of_before_tells_is_english(tmp_path, german) -> None:
    event = IndexFinished(0.0, 3, 1, 1, 0.1, (), 0, (), 0, notes=((1, "remark", ENGLISH, 2),))
    store = ResultsStore()
    store.reset(range(6), ["Numbers", "Statistics", "Names"])
    store.apply([event])
    assert detail(store, 3) == f"Statistik: {ENGLISH} (2 Elemente)"
    result, _ = run(tmp_path, "sequential")
    with contextlib.closing(sqlite3.connect(result.record)) as connection, connection:
        connection.execute("DROP TABLE messages")
    assert detail(load_record(result.record).store, 3) == f"Statistik: {ENGLISH}"


def test_a_frame_carries_what_words_were_made_of() -> None:
    words = Message("was not measured completely: {error}", error="no room")
    event = IndexFinished(
        *(0.0, 3, 1, 1, 0.1, (), 0, (), 0),
        notes=((1, "remark", words, 2), (1, "remark", "plain", 1)),
        note_parts=('["was not measured completely: {error}", {"error": "no room"}]', ""),
    )
    arrived = WORKER_FRAMES.decode(encode(event)[4:])
    assert isinstance(arrived, IndexFinished)
    (_, _, said, _), (_, _, plain, _) = arrived.said_notes()
    assert isinstance(said, Message)
    assert said.values == {"error": "no room"}
    assert (plain, type(plain)) == ("plain", str)
    assert "note_parts" not in event_data(arrived)  # the lines are in English


@pytest.mark.parametrize("parts", [(), ("",), ("[1]", "x", "y"), ('["other {n}", {"n": "1"}]',)])
def test_parts_that_do_not_give_the_words_are_passed_over(parts) -> None:
    event = IndexFinished(0.0, 3, 1, 1, 0.1, (), 0, (), 0, notes=((1, "remark", "said", 2),))
    strange = msgspec.structs.replace(event, note_parts=parts)
    assert strange.said_notes() == event.notes
