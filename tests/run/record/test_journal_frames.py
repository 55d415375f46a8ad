from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.run.record import JournalWriter, encode_frame, event_from_frame, read_frames
from curator_gui.run.record.journal import valid_length

texts = st.text(st.characters(), max_size=20)
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
frames = st.lists(st.lists(texts | numbers | st.none() | st.lists(texts, max_size=3)), max_size=6)

DONE = ["done", 7, 2, 1.5, 0.25, ["/out/a.vtu", "/out/\udc80b"], 99, [0.1, 0.15], 1024, 3]
FAIL = ["fail", 8, 1, 2.5, 0.5, "error", "OSError", "no file é", "Traceback", "Read", 4]


@settings(max_examples=60, deadline=None)
@given(frames)
def test_what_was_appended_is_read_back(tmp_path_factory: pytest.TempPathFactory, written: list):
    path = tmp_path_factory.mktemp("journal") / "w.journal"
    journal = JournalWriter(path)
    for fields in written:
        assert journal.append(encode_frame(fields))
    journal.close()
    assert list(read_frames(path)) == written


@settings(max_examples=15, deadline=None)
@given(frames)
def test_torn_at_any_byte_gives_the_whole_frames_before(
    tmp_path_factory: pytest.TempPathFactory, written: list
):
    path = tmp_path_factory.mktemp("torn") / "w.journal"
    encoded = [encode_frame(fields) for fields in written]
    data = b"".join(encoded)
    ends = [sum(map(len, encoded[:n])) for n in range(len(encoded) + 1)]
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends) - 1
        assert list(read_frames(path)) == written[:whole]
        assert valid_length(path) == ends[whole]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_damage_behind_a_frame_never_raises(tmp_path_factory: pytest.TempPathFactory, junk: bytes):
    path = tmp_path_factory.mktemp("junk") / "w.journal"
    path.write_bytes(encode_frame(DONE) + junk)
    assert next(iter(read_frames(path))) == DONE
    assert all(isinstance(fields, list) for fields in read_frames(path))


def test_a_torn_tail_is_cut_off_before_more_is_appended(tmp_path: Path):
    path = tmp_path / "w.journal"
    path.write_bytes(encode_frame(DONE) + encode_frame(FAIL)[:-3])
    journal = JournalWriter(path)
    journal.append(encode_frame(FAIL))
    journal.close()
    assert list(read_frames(path)) == [DONE, FAIL]


def test_reading_while_a_frame_is_being_written(tmp_path: Path):
    path = tmp_path / "w.journal"
    with path.open("wb", buffering=0) as file:
        file.write(encode_frame(DONE))
        frames_then = read_frames(path)
        assert next(frames_then) == DONE
        file.write(encode_frame(FAIL))
        assert next(frames_then) == FAIL


def test_a_refusing_disk_leaves_whole_frames_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "w.journal"
    journal = JournalWriter(path)
    assert journal.append(encode_frame(DONE))
    real_write = os.write

    def half_then_full(file: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real_write(file, data[:-10])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half_then_full)
        assert not journal.append(encode_frame(FAIL))
    assert "No space left" in journal.problem
    assert path.read_bytes() == encode_frame(DONE)
    assert journal.append(encode_frame(FAIL))
    journal.close()
    assert list(read_frames(path)) == [DONE, FAIL]


def test_done_becomes_an_event():
    event = event_from_frame(DONE)
    assert (event.index, event.attempt, event.time, event.duration) == (7, 2, 1.5, 0.25)
    assert event.outputs == ("/out/a.vtu", "/out/\udc80b")
    assert (event.output_bytes, event.stages, event.rss, event.worker) == (99, (0.1, 0.15), 1024, 3)


def test_fail_becomes_an_event():
    event = event_from_frame(FAIL)
    assert (event.index, event.status, event.cause, event.stage) == (8, "failed", "error", "Read")
    assert (event.error_type, event.message) == ("OSError", "no file é")
    assert event.traceback == "Traceback"
    assert (event.worker, event.duration) == (4, 0.5)


@pytest.mark.parametrize(
    "fields",
    [
        [],
        ["done"],
        ["start", 1],
        DONE[:-1],
        [*DONE, 1],
        ["done", "x", *DONE[2:]],
        [*FAIL[:5], "mood", *FAIL[6:]],
        [{"done": 1}],
    ],
)
def test_what_is_no_event_is_refused(fields: list):
    with pytest.raises(ValueError, match="not an event"):
        event_from_frame(fields)
