"""A run goes on from all records of its place: which of them decides about an index."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from curator_gui.core.storage.locks import FileLock
from curator_gui.run.planning.plan import plan_ahead
from curator_gui.run.planning.resuming.resume import plan_resume
from curator_gui.run.record import RunRecord
from curator_gui.run.record.journals.recover import lock_path
from tests.run.planning.resuming.histories import SERVER_AHEAD, Place, day_in, later, pipeline_to

DAYS = ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "runs")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def three_runs(place: Place, out: Path) -> None:
    """Run 0:4, 2:7 and 7:10, each into a record of its own."""
    for day, chosen in zip(DAYS, (range(4), range(2, 7), range(7, 10)), strict=False):
        place.run(pipeline_to(out), chosen, day=day)


def test_what_any_run_finished_is_left_out_and_its_day_is_named(place: Place, out: Path) -> None:
    three_runs(place, out)
    plan = place.plan(pipeline_to(out))
    assert plan.rerun == {}
    assert list(plan.skip) == list(range(10))
    days = [day_in(plan.skip_reasons[index]) for index in range(10)]
    assert days == [DAYS[0]] * 2 + [DAYS[1]] * 5 + [DAYS[2]] * 3
    result = place.run(pipeline_to(out), resume=place.last)
    assert (result.completed, len(result.skipped)) == (0, 10)
    assert {i: day_in(why) for i, why in result.skipped.items()} == dict(enumerate(days))
    assert [result.outputs[i] for i in range(10)] == [[str(out / f"{i}.txt")] for i in range(10)]


def test_one_named_record_stays_exactly_that_one(place: Place, out: Path) -> None:
    three_runs(place, out)
    plan = place.plan(pipeline_to(out), others=False)
    assert list(plan.skip) == [7, 8, 9]
    assert set(plan.rerun.values()) == {"never ran"}
    first = place.plan(pipeline_to(out), record=place.record(1), others=False)
    assert list(first.skip) == [0, 1, 2, 3]


def test_whichever_record_is_gone_on_with_the_others_count(place: Place, out: Path) -> None:
    three_runs(place, out)
    for number in (1, 2, 3):
        assert len(place.plan(pipeline_to(out), record=place.record(number)).skip) == 10


def test_what_is_shown_beforehand_is_what_is_done(place: Place, out: Path) -> None:
    three_runs(place, out)
    plan = plan_ahead(pipeline_to(out), "all", 1, place.last, None, True)
    assert list(plan.to_run) == []
    assert sorted(day_in(why) for why in set(plan.skipped.values())) == list(DAYS[:3])


def test_the_days_stay_right_through_resumed_runs(place: Place, out: Path) -> None:
    three_runs(place, out)
    place.run(pipeline_to(out), resume=place.last, day=DAYS[3])
    plan = place.plan(pipeline_to(out))
    assert {day_in(why) for why in plan.skip_reasons.values()} == set(DAYS[:3])
    for number in (1, 2, 3):
        place.record(number).unlink()
    alone = place.plan(pipeline_to(out))
    assert alone.skip_reasons == plan.skip_reasons
    assert {day_in(why) for why in alone.skip_reasons.values()} == set(DAYS[:3])


def test_the_last_run_that_failed_at_an_index_counts(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4))
    place.run(pipeline_to(out), [1, 2], failing=[2])
    plan = place.plan(pipeline_to(out), range(4))
    assert list(plan.skip) == [0, 1, 3]
    assert plan.rerun == {2: "failed before: ValueError: 2 is bad"}


def test_a_run_that_only_waited_for_an_index_says_nothing(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4))
    stopped = place.run(pipeline_to(out), range(4), failing=[1], on_error="stop")
    assert stopped.unrun == 2
    plan = place.plan(pipeline_to(out), range(4))
    assert (list(plan.skip), list(plan.rerun)) == ([0, 2, 3], [1])


def begun_and_broken_off(record: Path, index: int) -> None:
    """Let a record say that its run was killed within an index."""
    connection = sqlite3.connect(record)
    with connection:
        connection.execute("DELETE FROM snapshot")
        connection.execute("DELETE FROM outputs WHERE idx = ?", (index,))
        connection.execute("UPDATE indices SET status = 0, attempts = 1 WHERE idx = ?", (index,))
    connection.close()


def test_an_index_in_which_the_last_run_was_interrupted_runs_again(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4))
    place.run(pipeline_to(out), [1, 2])
    begun_and_broken_off(place.last, 2)
    plan = place.plan(pipeline_to(out), range(4))
    assert list(plan.skip) == [0, 1, 3]
    assert plan.rerun == {2: "was interrupted"}


def test_another_pipeline_into_the_same_outputs_makes_them_void(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4), day=DAYS[0])
    place.run(pipeline_to(out, factor=3), [1, 2], day=DAYS[1])
    plan = place.plan(pipeline_to(out), range(4))
    assert list(plan.skip) == [0, 3]
    (why,) = set(plan.rerun.values())
    assert "Times: factor changed from 3 to 1" in why
    assert day_in(why) == DAYS[1]
    place.run(pipeline_to(out), range(4), resume=place.last)
    assert [(out / f"{i}.txt").read_text() for i in range(4)] == ["000", "001", "002", "003"]


@pytest.mark.parametrize("linked_then", [True, False])
def test_a_folder_is_the_same_by_whichever_link_it_is_named(
    place: Place, out: Path, tmp_path: Path, linked_then: bool
) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    names = [tmp_path / "link" / out.name, out]
    mine, other = names if linked_then else reversed(names)
    place.run(pipeline_to(mine))
    place.run(pipeline_to(other, factor=2), range(4))
    plan = place.plan(pipeline_to(mine), record=place.record(1))
    assert list(plan.skip) == [4, 5, 6, 7, 8, 9]
    assert all("factor changed from 2 to 1" in why for why in plan.rerun.values())


@pytest.mark.parametrize("others", [True, False])
def test_outputs_that_an_unknown_run_has_replaced_are_not_trusted(
    place: Place, out: Path, tmp_path: Path, others: bool
) -> None:
    place.run(pipeline_to(out))
    Place(tmp_path / "another user's").run(pipeline_to(out, factor=2), range(4))
    later(60, *(out / f"{index}.txt" for index in range(4)))
    plan = place.plan(pipeline_to(out), others=others)
    assert list(plan.skip) == [4, 5, 6, 7, 8, 9]
    assert f"output {out / '0.txt'} was changed on 20" in plan.rerun[0]
    assert plan.rerun[0].endswith("after it had been finished")
    place.run(pipeline_to(out), resume=place.last)
    assert [(out / f"{index}.txt").read_text() for index in range(4)] == [
        "000",
        "001",
        "002",
        "003",
    ]
    later(60, out / "5.txt", out / "0.txt")  # 5 was left out, 0 was run
    assert list(place.plan(pipeline_to(out), others=others).rerun) == [0, 5]


@pytest.mark.parametrize("ahead", [-5000.0, -60.0, 60.0, 3000.0])
def test_a_file_server_with_another_clock_changes_nothing(
    place: Place, out: Path, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    monkeypatch.setitem(SERVER_AHEAD, "seconds", ahead)
    place.run(pipeline_to(out), range(6))
    assert list(place.plan(pipeline_to(out)).skip) == list(range(6))
    place.run(pipeline_to(out), resume=place.last)
    assert len(place.plan(pipeline_to(out)).skip) == 10


def test_another_pipeline_into_other_outputs_takes_nothing_away(
    place: Place, out: Path, tmp_path: Path
) -> None:
    place.run(pipeline_to(out), range(4))
    place.run(pipeline_to(tmp_path / "other", factor=3), range(4))
    place.run(pipeline_to(out, factor=3, prefix="b"), range(4))
    plan = place.plan(pipeline_to(out), range(4))
    assert (list(plan.skip), plan.rerun) == ([0, 1, 2, 3], {})


def test_of_an_index_that_another_pipeline_failed_at_nothing_is_believed(
    place: Place, out: Path
) -> None:
    place.run(pipeline_to(out), range(4))
    place.run(pipeline_to(out, factor=3), [1, 2], failing=[2])
    assert sorted(place.plan(pipeline_to(out), range(4)).rerun) == [1, 2]


def test_a_changed_pipeline_says_what_changed_as_before(place: Place, out: Path) -> None:
    three_runs(place, out)
    plan = place.plan(pipeline_to(out, factor=2))
    assert plan.skip == {}
    assert set(plan.rerun.values()) == {"Times: factor changed from 1 to 2"}
    elsewhere = place.plan(pipeline_to(out.with_name("new")))
    assert all("folder changed" in why for why in elsewhere.rerun.values())


def test_records_of_other_documents_matter_only_where_they_wrote_the_same(
    place: Place, out: Path, tmp_path: Path
) -> None:
    place.run(pipeline_to(out), range(4), document="/a.curator.yaml")
    place.run(pipeline_to(tmp_path / "b", factor=5), range(4), failing=[0], document="/b")
    assert len(place.plan(pipeline_to(out), range(4), record=place.record(1)).skip) == 4
    # another source: index 1 of it is no item of ours, and it wrote only 0.txt
    place.run(pipeline_to(out, shift=100), [0, 1], failing=[101], document="/c")
    plan = place.plan(pipeline_to(out), range(4), record=place.record(1))
    assert (list(plan.skip), list(plan.rerun)) == ([1, 2, 3], [0])


def test_a_moved_document_knows_what_its_pipeline_finished(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4), document="/old.curator.yaml")
    place.run(pipeline_to(out), range(4, 6), document="/new.curator.yaml")
    assert list(place.plan(pipeline_to(out), range(6)).skip) == list(range(6))


def test_a_record_that_cannot_be_read_is_said_and_ends_nothing(place: Place, out: Path) -> None:
    three_runs(place, out)
    with place.record(1).open("r+b") as file:
        file.truncate(5000)
    place.record(2).write_bytes(b"no record")
    plan = place.plan(pipeline_to(out))
    assert list(plan.skip) == [7, 8, 9]
    assert len(plan.warnings) == 2
    for number, words in zip((1, 2), sorted(plan.warnings), strict=True):
        assert str(place.record(number)) in words
        assert words.startswith(
            "what an earlier run finished may be run again, and what it overwrote "
        )
    result = place.run(pipeline_to(out), resume=place.record(3))
    assert [words for words in plan.warnings if words not in result.warnings] == []


def test_a_run_that_goes_on_meanwhile_is_said(place: Place, out: Path) -> None:
    three_runs(place, out)
    connection = sqlite3.connect(place.record(2))
    with connection:
        connection.execute("UPDATE run SET state = 'running', finished = NULL")
    connection.close()
    folder = lock_path(place.record(2)).parent
    folder.mkdir()
    lock = FileLock(lock_path(place.record(2)))
    assert lock.acquire(1.0)
    try:
        plan = place.plan(pipeline_to(out))
    finally:
        lock.release(remove=True)
        folder.rmdir()
    assert len(plan.skip) == 10  # what it has recorded counts
    (words,) = plan.warnings
    assert "still goes on" in words
    assert str(place.record(2)) in words


def test_what_was_taken_over_does_not_hide_a_later_failure(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4), day=DAYS[0])
    place.run(pipeline_to(out), [2], failing=[2], day=DAYS[1])
    # somebody went on with exactly the first one: it knows nothing of the failure
    place.run(pipeline_to(out), resume=place.record(1), others=False, indices=range(4))
    assert list(place.plan(pipeline_to(out), range(4)).rerun) == [2]


def test_what_was_taken_over_counts_if_the_record_of_its_run_is_gone(
    place: Place, out: Path
) -> None:
    place.run(pipeline_to(out), range(4), failing=[2], day=DAYS[0])
    place.run(pipeline_to(out), [2], day=DAYS[1])
    place.run(pipeline_to(out), range(4), resume=place.last, day=DAYS[2])
    place.record(2).unlink()
    plan = place.plan(pipeline_to(out), range(4))
    assert plan.rerun == {}
    assert day_in(plan.skip_reasons[2]) == DAYS[1]


def test_a_record_that_is_gone_on_with_gets_what_others_know(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4))
    place.run(pipeline_to(out), [4, 5], failing=[5])
    (out / "5.txt").write_text("005")
    place.run(pipeline_to(out), [5, 6])
    place.run(pipeline_to(out), range(7), resume=place.record(3))
    with RunRecord.open(place.last) as record:
        assert record.counts()["skipped"] == 7
        assert [o.path for o in record.outputs(5)] == [str(out / "5.txt")]
        assert record.failure_texts() == {}


def test_removed_and_changed_outputs_are_seen_whichever_run_wrote_them(
    place: Place, out: Path
) -> None:
    three_runs(place, out)
    (out / "0.txt").unlink()
    (out / "5.txt").write_text("longer")
    (out / "8.txt").unlink()
    plan = place.plan(pipeline_to(out))
    assert list(plan.rerun) == [0, 5, 8]
    assert "is missing" in plan.rerun[0]
    assert "has 6 bytes, but 3 were written" in plan.rerun[5]


def test_the_newest_are_read_first_and_no_more_than_need_be(
    place: Place, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        place.run(pipeline_to(out), range(4))
    place.run(pipeline_to(out), range(3))
    opened: list[str] = []

    def open_noted(path: Path) -> RunRecord:
        opened.append(path.name)
        return found(path)

    with RunRecord.open(place.last) as record:
        found = RunRecord.open
        monkeypatch.setattr(RunRecord, "open", open_noted)
        plan = plan_resume(record, pipeline_to(out), range(4), others=True)
    assert list(plan.skip) == [0, 1, 2, 3]
    assert set(opened) == {place.record(3).name}


def test_records_that_end_otherwise_count_beside_one_of_their_kind(place: Place, out: Path) -> None:
    three_runs(place, out)
    for number in (1, 2, 3):
        place.record(number).rename(place.folder / f"{number}.sqlite")
    connection = sqlite3.connect(place.folder / "another.sqlite")
    connection.execute("CREATE TABLE somebody (else_s TEXT)")
    connection.close()
    plan = place.plan(pipeline_to(out), record=place.folder / "3.sqlite")
    assert (len(plan.skip), plan.warnings) == (10, [])


def test_a_record_that_vanishes_meanwhile_is_said(
    place: Place, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_runs(place, out)
    with RunRecord.open(place.last) as record:
        found = RunRecord.open

        def open_once(path: Path) -> RunRecord:
            opened = found(path)
            if path == place.record(1):
                path.unlink()
            return opened

        monkeypatch.setattr(RunRecord, "open", open_once)
        plan = plan_resume(record, pipeline_to(out), range(10), others=True)
    assert list(plan.skip) == list(range(2, 10))
    assert set(plan.rerun) == {0, 1}
    assert any("there is no such run record" in words for words in plan.warnings)
