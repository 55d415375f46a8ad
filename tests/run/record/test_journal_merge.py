from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.run.record import JournalWriter, RecordWriter, RunMeta, RunRecord, encode_frame
from curator_gui.run.record import event_from_frame as to_event
from curator_gui.run.record.merge import merge_journals
from curator_gui.run.record.schema import connect_writing

Meta = Callable[..., RunMeta]

kinds = st.sampled_from(["done", "fail"])
happenings = st.lists(st.tuples(kinds, st.integers(0, 5), st.integers(0, 2)), max_size=25)


def frame(kind: str, index: int, time: float, worker: int) -> list:
    head = [kind, index, 1, time, 0.5]
    if kind == "done":
        return [*head, [f"/out/{index}/{time}"], 10, [0.5], 1, worker]
    return [*head, "error", "E", f"m {time}", "trace", "Save", worker]


@given(happenings, st.sets(st.integers(0, 24)), st.randoms())
def test_the_latest_event_wins_in_whatever_order_journals_come(
    tmp_path_factory: pytest.TempPathFactory, make_meta: Meta, events: list, reported: set, random
):
    """Each worker journals all its events; the parent may have got only some of them."""
    path = tmp_path_factory.mktemp("merge") / "r.curator-run"
    journals = {worker: JournalWriter(path.with_name(f"{worker}.journal")) for worker in range(3)}
    latest: dict[int, list] = {}
    with RecordWriter.create(path, make_meta()) as writer:
        for time, (kind, index, worker) in enumerate(events, start=1):
            fields = latest[index] = frame(kind, index, float(time), worker)
            assert journals[worker].append(encode_frame(fields))
            if time in reported:
                writer.write(to_event(fields))
    order = [journal.path for journal in journals.values()]
    random.shuffle(order)
    for journal in journals.values():
        journal.close()
    connection = connect_writing(path)
    connection.execute("DELETE FROM snapshot")
    merge_journals(connection, order, None)
    assert merge_journals(connection, order, None) == 0
    connection.close()
    with RunRecord.open(path) as record:
        rows = {row.index: row for row in record.rows() if row.status != "waiting"}
        assert rows.keys() == latest.keys()
        for index, fields in latest.items():
            assert rows[index].status == {"done": "done", "fail": "failed"}[fields[0]]
            assert rows[index].finished == fields[3]
            outputs = [output.path for output in record.outputs(index)]
            assert outputs == (fields[5] if fields[0] == "done" else [])


def test_damage_in_the_middle_costs_one_frame(
    tmp_path: Path, make_meta: Meta, caplog: pytest.LogCaptureFixture
):
    path = tmp_path / "r.curator-run"
    with RecordWriter.create(path, make_meta()) as writer:
        journal = JournalWriter(writer.new_journal_path(1))
        frames = [encode_frame(frame("done", index, 5.0, 1)) for index in range(3)]
        damaged = frames[1][:4] + bytes(len(frames[1]) - 4)
        journal.append(frames[0] + damaged + frames[2])
        journal.close()
    assert "a frame was passed over" in caplog.text
    with RunRecord.open(path) as record:
        assert record.finished_indices().tolist() == [0, 2]
