from __future__ import annotations

import errno
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.record import JournalWriter, read_journal
from curator_gui.run.record.journals.journal import JournalDecoder, read_payloads, valid_length
from curator_gui.run.wire.frames import Begin, Settled, WireError, encode
from tests.fast import tried

OLD = Path(__file__).parents[1] / "data" / "made-at-1959c85.journal"

texts = st.text(st.characters(), max_size=20)
numbers = st.integers(0, 2**53)
times = st.floats(allow_nan=False, allow_infinity=False)

DONE = IndexFinished(
    1.5, 7, 3, 2, 0.25, ("/out/a.vtu", "/out/\udc80b"), 99, (0.1, 0.15), 1024, b"\x01" * 16
)
FAIL = IndexFailed(
    2.5, 8, 4, 1, 0.5, "failed", "error", "OSError", "no file é", "Traceback", "Read"
)
settled = st.builds(
    IndexFinished, times, numbers, numbers, numbers, times,
    st.lists(texts, max_size=3).map(tuple), numbers, st.lists(times, max_size=3).map(tuple),
    numbers, st.none() | st.binary(max_size=16),
) | st.builds(
    IndexFailed, times, numbers, numbers, numbers, times, st.just("failed"), st.just("error"),
    texts, texts, texts, texts,
)  # fmt: skip
journals = st.lists(settled, max_size=6)


@settings(max_examples=tried(60), deadline=None)
@given(journals)
def test_what_was_appended_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[Settled]
):
    path = tmp_path_factory.mktemp("journal") / "w.journal"
    journal = JournalWriter(path)
    for event in written:
        assert journal.append(encode(event))
    journal.close()
    assert list(read_journal(path)) == written


@settings(max_examples=tried(15), deadline=None)
@given(journals)
def test_torn_at_any_byte_gives_the_whole_frames_before(
    tmp_path_factory: pytest.TempPathFactory, written: list[Settled]
):
    path = tmp_path_factory.mktemp("torn") / "w.journal"
    encoded = [encode(event) for event in written]
    data = b"".join(encoded)
    ends = [sum(map(len, encoded[:n])) for n in range(len(encoded) + 1)]
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends) - 1
        assert list(read_journal(path)) == written[:whole]
        assert valid_length(path) == ends[whole]


@settings(max_examples=tried(100), deadline=None)
@given(st.binary(max_size=200))
def test_damage_behind_a_frame_never_raises(tmp_path_factory: pytest.TempPathFactory, junk: bytes):
    path = tmp_path_factory.mktemp("junk") / "w.journal"
    path.write_bytes(encode(DONE) + junk)
    assert next(iter(read_journal(path))) == DONE
    assert all(isinstance(event, Settled) for event in read_journal(path))


def test_a_torn_tail_is_cut_off_before_more_is_appended(tmp_path: Path):
    path = tmp_path / "w.journal"
    path.write_bytes(encode(DONE) + encode(FAIL)[:-3])
    journal = JournalWriter(path)
    journal.append(encode(FAIL))
    journal.close()
    assert list(read_journal(path)) == [DONE, FAIL]


def test_reading_while_a_frame_is_being_written(tmp_path: Path):
    path = tmp_path / "w.journal"
    with path.open("wb", buffering=0) as file:
        file.write(encode(DONE))
        then = read_journal(path)
        assert next(then) == DONE
        file.write(encode(FAIL))
        assert next(then) == FAIL


def test_a_refusing_disk_leaves_whole_frames_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "w.journal"
    journal = JournalWriter(path)
    assert journal.append(encode(DONE))
    real_write = os.write

    def half_then_full(file: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real_write(file, data[:-10])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half_then_full)
        assert not journal.append(encode(FAIL))
    assert "No space left" in journal.problem
    assert path.read_bytes() == encode(DONE)
    assert journal.append(encode(FAIL))
    journal.close()
    assert list(read_journal(path)) == [DONE, FAIL]


def test_a_journal_of_version_0_1_is_read(tmp_path: Path):
    """One that workers of the commit in its name have written."""
    path = tmp_path / "w.journal"
    path.write_bytes(OLD.read_bytes())
    events = list(read_journal(path))
    assert [event.index for event in events] == list(range(6))
    done, fail, last = events[0], events[2], events[5]
    assert isinstance(done, IndexFinished)
    assert done.outputs == ("out/0.txt", "out/caf\udce9-0.txt")
    assert (done.worker, done.attempt, done.output_bytes, done.rss) == (2, 1, 0, 20869120)
    assert done.time == pytest.approx(1795885304.109181, abs=1e-6)
    assert done.duration == pytest.approx(27461e-9)
    assert done.stages == pytest.approx((4185e-9, 13000e-9))
    assert done.inputs is None
    assert isinstance(fail, IndexFailed)
    assert (fail.status, fail.cause, fail.stage) == ("failed", "error", "Write")
    assert (fail.error_type, fail.message) == ("ValueError", "no field p in case_2")
    assert fail.traceback.endswith("ValueError: no field p in case_2\n")
    assert (fail.worker, fail.time) == (2, 1795885304.1092546)
    assert (last.attempt, last.index) == (2, 5)
    assert valid_length(path) == path.stat().st_size


def test_a_journal_of_version_0_1_can_be_continued(tmp_path: Path):
    path = tmp_path / "w.journal"
    path.write_bytes(OLD.read_bytes()[:-5])
    journal = JournalWriter(path)
    journal.append(encode(DONE))
    journal.close()
    assert [event.index for event in read_journal(path)] == [0, 1, 2, 3, 4, 7]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b'["done",]',
        b'["done",1]',
        b'["start",1]',
        b'["done",0,1,1.5,0.5,["a"],0,[0.1],9]',
        b'["done",0,1,1.5,0.5,["a"],0,[0.1],9,2,3]',
        b'["done","x",1,1.5,0.5,["a"],0,[0.1],9,2]',
        b'["done",0,1,1.5,0.5,["a"],0,[0.1],1180591620717411303424,2]',
        b'["fail",0,1,1.5,0.5,"mood","E","m","t","s",2]',
        b'["fail",{"done":1},1,1.5,0.5,"error","E","m","t","s",2]',
        b'["done",' + b"[" * 100_000,
        encode(Begin(1))[4:],
        msgspec.msgpack.encode(["finished", 1.5, 7, 3, 2, 0.25]),
        msgspec.msgpack.encode({"finished": 1}),
    ],
)
def test_what_is_no_event_is_refused(payload: bytes):
    with pytest.raises(WireError):
        JournalDecoder().decode(payload)


def test_a_size_that_no_record_can_hold_is_dropped_from_an_old_journal():
    said: list[str] = []
    payload = b'["done",3,1,1.5,0.5,["a"],1180591620717411303424,[0.1],9,2]'
    event = JournalDecoder(said.append).decode(payload)
    assert isinstance(event, IndexFinished)
    assert (event.index, event.outputs, event.output_bytes) == (3, ("a",), 0)
    assert said == ["index 3: the size of its outputs, 1180591620717411303424, was dropped"]


def test_a_journal_is_locked_while_it_is_open(tmp_path: Path):
    """Whoever recovers a killed run must not remove it under a worker that goes on."""
    from curator_gui.core.storage.locks import is_locked
    from curator_gui.run.record.journals.journal import remove_abandoned_journal

    path = tmp_path / "w.journal"
    journal = JournalWriter(path)
    assert is_locked(path)
    remove_abandoned_journal(path)
    assert path.exists()
    journal.close()
    assert not is_locked(path)
    remove_abandoned_journal(path)
    assert not path.exists()


def test_a_journal_closed_twice_closes_no_descriptor_of_others(tmp_path: Path):
    journal = JournalWriter(tmp_path / "w.journal")
    journal.close()
    with (tmp_path / "other").open("wb") as other:  # gets the number that has become free
        journal.close()
        other.write(b"whole")
    assert (tmp_path / "other").read_bytes() == b"whole"


def test_payloads_are_those_of_the_frames(tmp_path: Path):
    path = tmp_path / "w.journal"
    path.write_bytes(encode(DONE) + encode(FAIL))
    assert list(read_payloads(path)) == [encode(DONE)[4:], encode(FAIL)[4:]]
