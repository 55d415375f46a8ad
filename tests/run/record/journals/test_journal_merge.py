from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.record import JournalWriter, RecordWriter, RunMeta, RunRecord
from curator_gui.run.record.journals.merge import merge_journals
from curator_gui.run.record.tables.schema import connect_writing
from curator_gui.run.wire.frames import Settled, encode
from tests.run.record.finished import finished_in

Meta = Callable[..., RunMeta]

kinds = st.sampled_from(["done", "fail"])
happenings = st.lists(st.tuples(kinds, st.integers(0, 5), st.integers(0, 2)), max_size=25)


def settled(kind: str, index: int, time: float, worker: int) -> Settled:
    if kind == "done":
        out = (f"/out/{index}/{time}",)
        return IndexFinished(time, index, worker, 1, 0.5, out, 10, (0.5,), 1, str(time).encode())
    return IndexFailed(
        time, index, worker, 1, 0.5, "failed", "error", "E", f"m {time}", "trace", "Save"
    )


@given(happenings, st.sets(st.integers(0, 24)), st.randoms())
def test_the_latest_event_wins_in_whatever_order_journals_come(
    tmp_path_factory: pytest.TempPathFactory, make_meta: Meta, events: list, reported: set, random
):
    """Each worker journals all its events; the parent may have got only some of them."""
    path = tmp_path_factory.mktemp("merge") / "r.curator-run"
    journals = {worker: JournalWriter(path.with_name(f"{worker}.journal")) for worker in range(3)}
    latest: dict[int, Settled] = {}
    with RecordWriter.create(path, make_meta()) as writer:
        for time, (kind, index, worker) in enumerate(events, start=1):
            event = latest[index] = settled(kind, index, float(time), worker)
            assert journals[worker].append(encode(event))
            if time in reported:
                writer.write(event)
    order = [journal.path for journal in journals.values()]
    random.shuffle(order)
    for journal in journals.values():
        journal.close()
    connection = connect_writing(path)
    connection.execute("DELETE FROM snapshot")
    merge_journals(connection, order)
    assert merge_journals(connection, order) == 0
    connection.close()
    with RunRecord.open(path) as record:
        rows = {row.index: row for row in record.rows() if row.status != "waiting"}
        assert rows.keys() == latest.keys()
        identities = record.input_identities()
        for index, event in latest.items():
            done = isinstance(event, IndexFinished)
            assert rows[index].status == ("done" if done else "failed")
            assert rows[index].finished == event.time
            outputs = tuple(output.path for output in record.outputs(index))
            assert outputs == (event.outputs if done else ())
            assert identities.get(index) == (event.inputs if done else None)


def test_damage_in_the_middle_costs_one_frame(
    tmp_path: Path, make_meta: Meta, caplog: pytest.LogCaptureFixture
):
    path = tmp_path / "r.curator-run"
    with RecordWriter.create(path, make_meta()) as writer:
        journal = JournalWriter(writer.new_journal_path(1))
        frames = [encode(settled("done", index, 5.0, 1)) for index in range(3)]
        damaged = frames[1][:4] + bytes(len(frames[1]) - 4)
        journal.append(frames[0] + damaged + frames[2])
        journal.close()
    assert "a frame was passed over" in caplog.text
    with RunRecord.open(path) as record:
        assert finished_in(record) == [0, 2]
