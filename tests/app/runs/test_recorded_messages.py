"""A record keeps what a message was made from besides its text; older ones have the text."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from curator_gui.app.language.words import say, speak, speak_english
from curator_gui.app.results.columns import column_of
from curator_gui.app.runs.recorded_run import load_record
from curator_gui.core.message import Message, at, recorded
from curator_gui.run.events import IndexFailed, IndexRetried, IndexSkipped, RunFinished
from curator_gui.run.record.tables.meta import RunMeta
from curator_gui.run.record.writer import RecordWriter
from curator_gui.run.wire.frames import WORKER_FRAMES, encode

GERMAN = {
    "{path} holds no mesh": "{path} enthält kein Netz",
    "finished by the run of {day}": "fertig seit dem Lauf vom {day}",
    "was killed by {signal_words}": "wurde durch {signal_words} beendet",
}
NO_MESH = at("case 3", Message("{path} holds no mesh", path="/d/3.vtu"))
KILLED = Message("was killed by {signal_words}", signal_words="SIGKILL")
SKIPPED = Message("finished by the run of {day}", day="Monday")


def failed(index: int, message: str) -> IndexFailed:
    return IndexFailed(
        time=2.0, index=index, worker=1, attempt=2, duration=0.5, status="failed", cause="error",
        error_type="MeshError", message=message, traceback=f"MeshError: {message}", stage="Read",
        parts=recorded(message),
    )  # fmt: skip


EVENTS = (
    IndexRetried(1.0, 0, 1, 1, "crash", KILLED),
    failed(0, NO_MESH),
    failed(1, "no message of ours"),
    IndexSkipped(1.0, 2, SKIPPED),
    IndexSkipped(1.0, 3, SKIPPED),
    RunFinished(3.0, "finished", 0, 2, 2, 0, 3.0),
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "run.curator-run"
    meta = RunMeta("r1", "", {}, [{"name": "Read"}], "f", 4, range(4), name="m", created=1.0)
    writer = RecordWriter.create(path, meta)
    for event in EVENTS:
        writer.write(event)
    writer.close()
    return path


@pytest.fixture
def german():
    speak(lambda context, text, number: GERMAN.get(text, text))
    yield
    speak_english()


def shown(path) -> list[str]:
    store = load_record(path).store
    return [column_of("message").shown_text(store, row) for row in range(4)]


def test_what_was_recorded_is_shown_in_another_language(path, german):
    assert shown(path) == [
        "case 3: 3.vtu enthält kein Netz",
        "no message of ours",
        *["fertig seit dem Lauf vom Monday"] * 2,
    ]
    store = load_record(path).store
    assert [say(retry.message) for retry in store.retries(0)] == ["wurde durch SIGKILL beendet"]
    assert store.result(0).message == "case 3: /d/3.vtu holds no mesh", "English, to be searched"
    assert store.result(0).traceback == "MeshError: case 3: /d/3.vtu holds no mesh"


def test_the_texts_are_english_in_the_file(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        texts = {text for (text,) in connection.execute("SELECT text FROM texts")}
        parts = connection.execute("SELECT count(*) FROM messages").fetchone()[0]
    connection.close()
    assert {"case 3: /d/3.vtu holds no mesh", "finished by the run of Monday"} <= texts
    assert parts == 3


def test_a_record_of_before_opens_in_english(path, german):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE messages")
    connection.close()
    assert shown(path) == [
        "case 3: 3.vtu holds no mesh",
        "no message of ours",
        *["finished by the run of Monday"] * 2,
    ]


@pytest.mark.parametrize("damage", ["", "{", '["{path} holds no mesh", {"path": "other"}]'])
def test_damaged_parts_leave_the_text(path, damage, german):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE messages SET parts = ?", (damage,))
    connection.close()
    assert shown(path)[0] == "case 3: 3.vtu holds no mesh"


def test_a_failure_comes_from_a_worker_with_template_and_values():
    frame = WORKER_FRAMES.decode(encode(failed(0, NO_MESH))[4:])
    assert frame.message == NO_MESH
    assert recorded(frame.said()) == recorded(NO_MESH)
