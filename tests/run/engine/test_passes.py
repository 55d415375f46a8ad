"""Filters with constants of the data set: passes before the run, kept, made again, resumed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core import Filter
from curator_gui.core.filters.fitting import NotFittedError
from curator_gui.core.notes import noting
from curator_gui.core.sidecars.constants_file import read_constants
from curator_gui.run import RunConfig, RunControl, RunResult, execute
from curator_gui.run.config import RunFailedError
from curator_gui.run.control import PassControl
from curator_gui.run.events import (
    Event,
    GatheringStarted,
    IndexFailed,
    IndexFinished,
    IndexGathered,
    LogLine,
    PassFinished,
    PassStarted,
)
from curator_gui.run.planning.passes import to_be_shown, with_stored_constants
from curator_gui.run.planning.plan import make_plan
from curator_gui.run.record import RunRecord
from curator_gui.run.record.queries.fitted import recorded_passes
from tests.run.fitting import Centered, FileNumbers, Texts, centering, is_centered, write_numbers
from tests.run.toys import Total

NUMBERS = [3.5, -1.25, 100.0, 7.0, 7.0, 0.1, 2.0, 1e-3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_numbers(tmp_path / "in", NUMBERS)
    return tmp_path


def run(pipeline: Any, folder: Path, **config: Any) -> tuple[RunResult, list[Event]]:
    events: list[Event] = []
    record = folder / "run.curator-run"
    options = {"backend": "sequential", "on_event": events.append, "n_jobs": 1} | config
    if "record" not in options:
        options |= {"record": record, "resume": record if record.exists() else None}
    return execute(pipeline, RunConfig(**options)), events


def of(events: list[Event], kind: type) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


def split(folder: Path, parts: str) -> None:
    """Store a split: one letter per index, t(rain), v(alidation), - for none."""
    (folder / "out").mkdir(exist_ok=True)
    names = {"t": "train", "v": "validation", "-": ""}
    rows = [f"{i},{i:04d}.num,{names[letter]}" for i, letter in enumerate(parts)]
    (folder / "out" / "split.csv").write_text("\n".join(["index,item,part", *rows]) + "\n")


def test_the_result_is_that_of_two_runs_by_hand(folder: Path) -> None:
    result, events = run(centering(folder), folder)
    assert (result.state, result.completed, result.problem) == ("finished", 8, "")
    is_centered(folder, dict(enumerate(NUMBERS)), NUMBERS)
    [begun], [over] = of(events, PassStarted), of(events, PassFinished)
    assert (begun.number, begun.of, begun.name, begun.total) == (1, 2, "Centered", 8)
    assert [event.index for event in of(events, IndexGathered)] == list(range(8))
    kinds = (GatheringStarted, IndexGathered)
    in_hand = [(type(event), event.index) for event in events if isinstance(event, kinds)]
    assert in_hand == [(kind, n) for n in range(8) for kind in kinds]
    assert (over.items, over.failed, over.words) == (8, 0, "Centered: constants over 8 items")
    assert not over.obsolete
    assert result.passes == [over.words]
    assert "no split is stored" in result.warnings[0]
    kinds = [type(event) for event in events]
    assert kinds.index(PassFinished) < kinds.index(IndexFinished)
    [step] = read_constants(folder / "out" / "constants.json")
    assert step.constants == {"mean": json.loads(over.constants)["mean"], "count": 8}
    assert str(folder / "out" / "constants.json") in result.artifacts


def test_each_such_filter_has_a_pass_behind_the_one_before(folder: Path) -> None:
    result, events = run(centering(folder, {}, Centered(), Centered(2.0)), folder)
    assert [event.of for event in of(events, PassStarted)] == [3, 3]
    mean = sum(NUMBERS) / 8
    first, second = read_constants(folder / "out" / "constants.json")
    assert first.constants["mean"] == pytest.approx(mean, rel=1e-12)
    assert second.constants["mean"] == pytest.approx(0.0, abs=1e-12)
    assert len(result.passes) == 2


def test_only_the_training_part_is_learnt_from(folder: Path) -> None:
    split(folder, "ttvvtt-t")
    result, events = run(centering(folder), folder)
    is_centered(folder, dict(enumerate(NUMBERS)), [NUMBERS[i] for i in (0, 1, 4, 5, 7)])
    assert of(events, PassStarted)[0].total == 5
    assert "the 5 items of the part train are learned from" in result.warnings
    assert any("one item is in no part" in words for words in result.warnings)
    assert read_constants(folder / "out" / "constants.json")[0].part == "train"


def test_items_that_are_left_out_do_not_count(folder: Path) -> None:
    (folder / "curation.csv").write_text("item,decision\n0002.num,leave out\n")
    result, _ = run(centering(folder), folder, document_path=str(folder / "a.curator.yaml"))
    kept = {i: n for i, n in enumerate(NUMBERS) if i != 2}
    is_centered(folder, kept, list(kept.values()))
    assert result.completed == 7


def test_chosen_indices_have_the_constants_of_all_training_items(folder: Path) -> None:
    result, events = run(centering(folder), folder, indices=[1, 3])
    is_centered(folder, {1: NUMBERS[1], 3: NUMBERS[3]}, NUMBERS)
    assert (of(events, PassStarted)[0].total, result.completed) == (8, 2)


def test_constants_are_kept_while_nothing_changes(folder: Path) -> None:
    run(centering(folder), folder, record=None)
    result, events = run(centering(folder), folder, record=None)
    assert of(events, PassStarted) == of(events, IndexGathered) == []
    [words] = result.passes
    assert words.startswith("Centered: constants of ")
    assert words.endswith(" over 8 items are kept")
    is_centered(folder, dict(enumerate(NUMBERS)), NUMBERS)


def test_other_arguments_or_steps_gather_again(folder: Path) -> None:
    run(centering(folder), folder, record=None)
    result, events = run(centering(folder, {}, Centered(2.0)), folder, record=None)
    assert len(of(events, IndexGathered)) == 8
    assert any(
        "its arguments or the steps before it are not those of" in w for w in result.warnings
    )
    parts = folder / "out" / ".constants.json.parts"
    assert len(list(parts.iterdir())) == 1  # those of before are gone


def test_a_changed_file_is_gathered_again_and_all_items_run_again(folder: Path) -> None:
    run(centering(folder), folder)
    (folder / "in" / "0003.num").write_text("70.0")
    result, events = run(centering(folder), folder)
    assert [event.index for event in of(events, IndexGathered)] == [3]
    now = [70.0 if i == 3 else n for i, n in enumerate(NUMBERS)]
    is_centered(folder, dict(enumerate(now)), now)
    assert result.completed == 8
    assert of(events, PassFinished)[0].obsolete
    assert any("8 items then, 8 now" in words for words in result.warnings)
    assert any("its constants changed" in words for words in result.warnings)


def test_another_split_makes_other_constants(folder: Path) -> None:
    run(centering(folder), folder)
    split(folder, "ttttvvvv")
    result, events = run(centering(folder), folder)
    assert of(events, IndexGathered) == []  # all parts are there
    is_centered(folder, dict(enumerate(NUMBERS)), NUMBERS[:4])
    assert any("8 items then, 4 now" in words for words in result.warnings)
    assert result.completed == 8


def test_a_resumed_run_with_the_same_constants_runs_what_is_left(folder: Path) -> None:
    run(centering(folder, fail=5), folder)
    result, events = run(centering(folder, fail=5), folder)
    assert (result.completed, len(result.skipped), list(result.failures)) == (0, 7, [5])
    assert of(events, PassStarted) == []
    with RunRecord.open(folder / "run.curator-run") as record:
        [known] = recorded_passes(record)
        assert (known.step, known.name, known.items, known.failed) == (2, "Centered", 8, 0)
        assert "are kept" in known.words


def test_new_items_change_the_constants_and_all_run_again(folder: Path) -> None:
    run(centering(folder), folder)
    write_numbers(folder / "in", [55.0], start=8)
    result, events = run(centering(folder), folder)
    assert [event.index for event in of(events, IndexGathered)] == [8]
    is_centered(folder, dict(enumerate([*NUMBERS, 55.0])), [*NUMBERS, 55.0])
    assert result.completed == 9


def test_an_item_that_fails_in_the_first_pass_has_failed_and_does_not_count(folder: Path) -> None:
    result, events = run(centering(folder, {100: "raise"}), folder)
    left = {i: n for i, n in enumerate(NUMBERS) if i != 2}
    is_centered(folder, left, list(left.values()))
    failure = result.failures[2]
    assert failure.stage == "Trouble"
    assert failure.message == "0002.num: this is what went wrong (pass 1 of 2)"
    assert (result.completed, result.unrun) == (7, 0)
    assert any("over 7 of 8 training items" in words for words in result.warnings)
    with RunRecord.open(folder / "run.curator-run") as record:
        assert "(pass 1 of 2)" in record.failure_texts()[2]
    again, events = run(centering(folder, {100: "raise"}), folder)
    assert [event.index for event in of(events, IndexGathered)] == [2]
    assert (again.completed, len(again.skipped), list(again.failures)) == (0, 7, [2])


def test_a_mended_item_is_gathered_from_and_changes_all(folder: Path) -> None:
    run(centering(folder, {100: "once raise"}), folder)
    result, _ = run(centering(folder, {100: "once raise"}), folder)
    is_centered(folder, dict(enumerate(NUMBERS)), NUMBERS)
    assert result.completed == 8


def test_how_many_items_other_constants_make_run_again_is_said_before(folder: Path) -> None:
    made = centering(folder, {100: "once raise"})
    run(made, folder)
    plan = make_plan(made, None, 1, dict.fromkeys([0, 1, 3, 4, 5, 6, 7], "finished"))
    words = [str(each) for each in plan.warnings()]
    assert any("1 training items failed on" in w and "the constants change" in w for w in words)
    assert any(w.startswith("7 items are finished; they are run again too if") for w in words)
    _, events = run(made, folder)  # it is gathered now
    begun = [type(event) for event in events].index(PassStarted)
    said = [e.text for e in events[:begun] if isinstance(e, LogLine)]
    assert any("7 items are finished" in text for text in said), said


def test_a_retry_that_changes_the_constants_says_that_the_others_are_obsolete(
    folder: Path,
) -> None:
    run(centering(folder, {100: "once raise"}), folder)
    again = centering(folder, {100: "once raise"})
    result, _ = run(again, folder, indices=[2], rerun=True)
    assert result.completed == 1
    assert any("is obsolete: resume the run" in words for words in result.warnings)
    result, _ = run(again, folder)
    assert result.completed == 7
    is_centered(folder, dict(enumerate(NUMBERS)), NUMBERS)


def test_nothing_is_obsolete_if_all_items_run_again(folder: Path) -> None:
    run(centering(folder, None, Centered(2.0)), folder)
    result, _ = run(centering(folder, None, Centered(3.0)), folder)
    assert any("its constants changed" in words for words in result.warnings)
    assert result.completed == 8
    assert not any("is obsolete" in words for words in result.warnings)


def test_what_several_runs_finished_has_the_same_constants(folder: Path) -> None:
    """The constants change between two runs: what the first one finished is run again."""
    old, new = folder / "old.curator-run", folder / "new.curator-run"
    run(centering(folder), folder, record=old, indices=range(5))
    write_numbers(folder / "in", [50.0], start=6)
    numbers = [*NUMBERS[:6], 50.0, *NUMBERS[7:]]
    result, _ = run(centering(folder), folder, record=new, indices=range(4, 8))
    assert result.completed == 4
    result, _ = run(
        centering(folder), folder, record=folder / "all.curator-run", resume=new, resume_all=True
    )
    assert (result.completed, sorted(result.skipped)) == (4, [4, 5, 6, 7])
    is_centered(folder, dict(enumerate(numbers)), numbers)


@pytest.mark.parametrize("gone", ["all items", "training", "left"])
def test_without_anything_to_learn_from_nothing_is_run(folder: Path, gone: str) -> None:
    table = {}
    if gone == "all items":
        table = dict.fromkeys(map(int, {100}), "raise")
        shutil.rmtree(folder / "in")
        write_numbers(folder / "in", [100.0])
    elif gone == "training":
        split(folder, "vvvvvvvv")
        text = (folder / "out" / "split.csv").read_text()
        (folder / "out" / "split.csv").write_text(text + "9,9999.num,train\n")
    else:
        rows = [f"{i:04d}.num,leave out\n" for i in range(7)]
        (folder / "curation.csv").write_text("item,decision\n" + "".join(rows))
        split(folder, "tttttttv")
    result, _ = run(centering(folder, table), folder, document_path=str(folder / "a.curator.yaml"))
    assert "Centered cannot learn its constants" in result.problem
    assert (result.completed, result.state) == (0, "stopped" if gone != "all items" else "finished")
    assert not list((folder / "out").glob("*.txt"))


def test_one_item_is_enough(folder: Path) -> None:
    shutil.rmtree(folder / "in")
    write_numbers(folder / "in", [4.0])
    result, _ = run(centering(folder), folder)
    is_centered(folder, {0: 4.0}, [4.0])
    assert result.completed == 1


def test_what_a_filter_says_about_its_constants_is_a_warning(folder: Path) -> None:
    shutil.rmtree(folder / "in")
    write_numbers(folder / "in", [1.0, -1.0])
    result, _ = run(centering(folder), folder)
    assert "Centered: the sum is zero" in result.warnings


def test_gathering_filters_before_it_gather_once(folder: Path) -> None:
    total = folder / "total.json"
    pipeline = FileNumbers(folder / "in").filter(Total(total)).filter(Centered())
    run(pipeline.write(Texts(folder / "out")), folder)
    assert json.loads(total.read_text()) == NUMBERS


def test_error_policies_hold_in_the_first_pass(folder: Path) -> None:
    result, _ = run(centering(folder, {100: "raise"}), folder, on_error="stop", record=None)
    assert (result.state, result.completed, list(result.failures)) == ("stopped", 0, [2])
    with pytest.raises(RunFailedError, match="this is what went wrong"):
        run(centering(folder, {100: "raise"}), folder, on_error="raise", record=None)


@pytest.mark.parametrize("on_error", ["continue", "stop", "raise"])
def test_a_training_item_that_was_not_chosen_says_why_it_failed(
    folder: Path, on_error: Any
) -> None:
    config = {"on_error": on_error, "record": None, "indices": [0, 1]}
    made = centering(folder, {100: "raise"})
    if on_error == "raise":
        with pytest.raises(RunFailedError, match=r"index 2 failed in Trouble.*went wrong"):
            run(made, folder, **config)
        return
    result, _ = run(made, folder, **config)
    (said,) = [words for words in result.warnings if "among the chosen indices" in words]
    assert "1 training items" in said
    assert "index 2: 0002.num: this is what went wrong" in said
    assert (result.completed, result.unrun) == ((2, 0) if on_error == "continue" else (0, 2))


def test_a_stop_in_the_first_pass_ends_the_run(folder: Path) -> None:
    control = RunControl()

    def stop(event: Event) -> None:
        if isinstance(event, IndexGathered) and event.index == 3:
            control.stop_after_current()

    result, _ = run(centering(folder), folder, on_event=stop, control=control, record=None)
    assert (result.state, result.completed, result.unrun) == ("stopped", 0, 8)
    again, events = run(centering(folder), folder, record=None)
    assert [event.index for event in of(events, IndexGathered)] == [4, 5, 6, 7]
    assert again.completed == 8


def test_a_stop_with_the_last_item_of_a_pass_is_not_forgotten(folder: Path) -> None:
    control = RunControl()

    def stop(event: Event) -> None:
        if isinstance(event, IndexGathered) and event.index == 7:
            control.stop_after_current()

    result, _ = run(centering(folder), folder, on_event=stop, control=control, record=None)
    assert (result.state, result.completed) == ("stopped", 0)


def test_a_pause_in_the_first_pass_is_a_pause(folder: Path) -> None:
    control, seen = RunControl(), []

    def pause(event: Event) -> None:
        seen.append(event)
        if isinstance(event, IndexGathered) and event.index == 7:
            control.pause()
        if getattr(event, "state", "") == "paused":
            control.resume()

    result, _ = run(centering(folder), folder, on_event=pause, control=control, record=None)
    states = [event.state for event in seen if hasattr(event, "state")]
    assert "paused" in states
    assert result.completed == 8


def test_a_pause_outlasts_the_pass_in_which_it_was_asked_for() -> None:
    control, first, second = RunControl(), [], []
    one = PassControl(control)
    one.attach(first.append)
    control.pause()
    one.detach()
    control.stop_now()
    PassControl(control).attach(second.append)
    assert [command.action for command in first] == ["pause"]
    assert [command.action for command in second] == ["pause", "stop_now"]


def test_what_failed_in_the_first_pass_is_not_tried_again_in_the_second(folder: Path) -> None:
    control = RunControl()

    def again(event: Event) -> None:
        if isinstance(event, IndexFailed):
            control.retry([event.index])

    pipeline = centering(folder, {100: "once raise"})
    result, _ = run(pipeline, folder, on_event=again, control=control, record=None)
    assert list(result.failures) == [2]
    assert any("one item failed in the first pass: mend it" in w for w in result.warnings)


def test_a_plan_says_the_passes(folder: Path) -> None:
    [first] = make_plan(centering(folder), None, 2).passes
    assert (first.name, first.items, first.left, first.part) == ("Centered", 8, 8, "")
    run(centering(folder), folder, record=None)
    [kept] = make_plan(centering(folder), None, 2).passes
    assert (kept.items, kept.left) == (8, 0)
    assert "are kept" in kept.words[-1]
    two = make_plan(centering(folder, {}, Centered(3.0), Centered()), None, 2).passes
    assert [each.left for each in two] == [8, 8]
    assert make_plan(centering(folder, {}, Plain()), None, 2).passes == ()


class Plain(Filter[float]):
    name = "Plain"
    description = "Does nothing."

    def __call__(self, items: Iterator[float]) -> Iterator[float]:
        return items


def test_outside_a_run_the_constants_are_those_of_the_last_one(folder: Path) -> None:
    pipeline = centering(folder)
    with pytest.raises(NotFittedError, match="Centered come from the data set"):
        list(pipeline.items(0))
    assert with_stored_constants(pipeline) is pipeline
    run(pipeline, folder, record=None)
    [item] = with_stored_constants(pipeline).items(0)
    assert item == pytest.approx(NUMBERS[0] - sum(NUMBERS) / 8, rel=1e-12)
    other = centering(folder, {}, Centered(2.0))
    with pytest.raises(NotFittedError):
        list(with_stored_constants(other).items(0))


def test_a_look_at_the_steps_passes_items_on_and_says_so(folder: Path) -> None:
    pipeline = centering(folder, {}, Centered(), Centered(2.0))
    said: list[str] = []
    with noting(lambda kind, words: said.append(words)):
        [item] = to_be_shown(pipeline).items(0)
    assert item == NUMBERS[0]
    assert len(said) == 2
    assert "known after the first pass of a run" in said[0]
    assert [step.name for step in to_be_shown(pipeline).filters][1:] == ["Centered", "Centered"]
    run(pipeline, folder, record=None)
    [item] = to_be_shown(pipeline).items(0)
    assert item == pytest.approx(NUMBERS[0] - sum(NUMBERS) / 8, rel=1e-12)


class Ranged(Centered):
    name = "Ranged"

    def gather(self, item: float) -> Any:
        return {"low": np.array([item]), "high": np.float64(item)}

    def combine(self, one: Any, other: Any) -> Any:
        low = np.minimum(one["low"], other["low"])
        return {"low": low, "high": max(one["high"], other["high"])}

    def fit(self, gathered: Any) -> Any:
        return {"mean": gathered["low"][0], "range": gathered["low"]}


def test_arrays_travel_and_constants_are_plain_numbers(folder: Path) -> None:
    run(centering(folder, {}, Ranged()), folder)
    [step] = read_constants(folder / "out" / "constants.json")
    assert step.constants == {"mean": -1.25, "range": [-1.25]}


@pytest.mark.parametrize(
    ("gathered", "constants", "words"),
    [
        (object(), {}, "cannot be kept: object is none of these"),
        (1.0, {"mean": float("nan")}, "cannot be kept as JSON"),
        (1.0, [1.0], "have to be a dictionary"),
    ],
)
def test_what_cannot_be_kept_is_said(
    folder: Path, gathered: Any, constants: Any, words: str
) -> None:
    class Odd(Centered):
        name = "Odd"

        def gather(self, item: float) -> Any:
            return gathered

        def combine(self, one: Any, other: Any) -> Any:
            return one

        def fit(self, total: Any) -> Any:
            return constants

    result, _ = run(centering(folder, {}, Odd()), folder, record=None)
    said = [result.problem, *(failure.message for failure in result.failures.values())]
    assert any(words in each for each in said)
    assert result.completed == 0


def test_a_damaged_file_of_constants_is_said_before_anything_runs(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "constants.json").write_text("{}")
    with pytest.raises(Exception, match="is no file of constants"):
        run(centering(folder), folder)


def test_damaged_parts_are_gathered_again(folder: Path) -> None:
    run(centering(folder), folder, record=None)
    [pack] = (folder / "out").glob(".constants.json.parts/*/*.pack")
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 0xFF
    pack.write_bytes(data)
    (folder / "out" / "constants.json").unlink()
    result, events = run(centering(folder), folder, record=None)
    assert len(of(events, IndexGathered)) == 1
    is_centered(folder, dict(enumerate(NUMBERS)), NUMBERS)
    assert result.completed == 8
