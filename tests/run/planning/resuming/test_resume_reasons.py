from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from curator_gui.core import Filter, Param, Pipeline, Sink, Source
from curator_gui.core.components import StatefulFilter
from curator_gui.core.fingerprint import describe_pipeline, pipeline_fingerprint
from curator_gui.core.storage.outputs import Written
from curator_gui.run import RunConfig, execute
from curator_gui.run.base import process_single_index
from curator_gui.run.events import IndexFailed, IndexFinished, IndexSkipped, IndexStarted
from curator_gui.run.planning.resuming.changes import pipeline_changes
from curator_gui.run.planning.resuming.resume import plan_resume
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord
from curator_gui.run.record.tables.inputs import InputReader
from curator_gui.run.worker.stateful_parts import part_path


class TextFiles(Source[str]):
    name = "Text files"
    description = "Reads text files."

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> Iterator[str]:
        yield Path(self.paths[index]).read_text()

    def inputs(self, index: int) -> Sequence[str]:
        return (self.paths[index],)


class Repeat(Filter[str]):
    name = "Repeat"
    description = "Repeats a text."

    def __init__(self, times: Any = 2) -> None:
        self.times = times

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[str]) -> Iterator[str]:
        for item in items:
            yield item * 2


class Count(StatefulFilter[str]):
    name = "Count"
    description = "Counts."

    def __init__(self, output: Path) -> None:
        self.output_path = output

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[str]) -> Iterator[str]:
        return items

    def flush(self) -> None:
        self.output_path.parent.mkdir(exist_ok=True)
        self.output_path.write_text("1")

    def reset(self) -> None:
        return

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        output.write_text(str(len(parts)))


class Write(Sink[str]):
    name = "Write"
    description = "Writes text files."

    def __init__(self, folder: str, copies: int = 1, shared: str = "") -> None:
        self.folder = folder
        self.copies = copies
        self.shared = shared

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[str], index: int) -> list[str]:
        text = "".join(items)
        paths = [Path(self.folder) / f"{index}-{copy}.txt" for copy in range(self.copies)]
        for path in paths:
            path.write_text(text)
        if self.shared:
            with Path(self.shared).open("a") as file:
                file.write(text)
            paths.append(Path(self.shared))
        return [str(path) for path in paths]


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    paths = [tmp_path / "in" / f"case_{n}.txt" for n in range(4)]
    for path in paths:
        path.write_text("abc")
        os.utime(path, (1e9, 1e9))
    return paths


@pytest.fixture
def build(tmp_path: Path, inputs: list[Path]) -> Callable[..., Pipeline[str]]:
    def make(*, times: Any = 2, **sink: Any) -> Pipeline[str]:
        source = TextFiles([str(path) for path in inputs])
        return source.filter(Repeat(times)).write(Write(str(tmp_path / "out"), **sink))

    return make


Build = Callable[..., Pipeline[str]]


def finished_event(pipeline: Pipeline[str], index: int) -> IndexFinished:
    return event_of(pipeline, index, tuple(process_single_index(pipeline, index)))


def event_of(pipeline: Pipeline[str], index: int, outputs: tuple[str, ...]) -> IndexFinished:
    size = sum(Path(path).stat().st_size for path in outputs)
    now = time.time()
    # A duration of 0: the index began after its input was written, whatever the clock's steps.
    event = IndexFinished(now + 1, index, 1, 1, 0.0, outputs, size, (0.1, 0.1, 0.1), 0)
    return with_inputs(event, pipeline)


def with_inputs(event: IndexFinished, pipeline: Pipeline[str]) -> IndexFinished:
    """Return the event as the worker would have sent it."""
    reader = InputReader(pipeline, logging.getLogger(__name__).warning)
    identity = reader.identity(event.index, event.time - event.duration)
    return msgspec.structs.replace(event, inputs=identity)


def meta_of(pipeline: Pipeline[str]) -> RunMeta:
    return RunMeta(
        run_id="r",
        document="",
        options={},
        steps=describe_pipeline(pipeline),
        fingerprint=pipeline_fingerprint(pipeline),
        total=len(pipeline),
        indices=range(len(pipeline)),
        created=1e9,
    )


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    return tmp_path / "night.curator-run"


@pytest.fixture
def run(record_path: Path) -> Callable[..., RunRecord]:
    def make(pipeline: Pipeline[str], indices: Sequence[int] = range(4), *more: Any) -> RunRecord:
        with RecordWriter.create(record_path, meta_of(pipeline)) as writer:
            for index in indices:
                writer.write(finished_event(pipeline, index))
            for event in more:
                writer.write(event)
        return RunRecord.open(record_path)

    return make


Run = Callable[..., RunRecord]


def test_what_is_finished_and_unchanged_is_left_out(build: Build, run: Run, tmp_path: Path):
    pipeline = build(copies=2)
    with run(pipeline) as record:
        plan = plan_resume(record, build(copies=2), range(4))
    assert plan.rerun == {}
    out = tmp_path / "out"
    assert plan.skip == {i: (f"{out}/{i}-0.txt", f"{out}/{i}-1.txt") for i in range(4)}
    assert all("2001-09-0" in why for why in plan.skip_reasons.values())


def test_only_the_asked_indices_are_divided(build: Build, run: Run):
    pipeline = build()
    with run(pipeline, [0, 1]) as record:
        plan = plan_resume(record, pipeline, [3, 1])
    assert list(plan.skip) == [1]
    assert plan.rerun == {3: "never ran"}


def test_what_was_not_finished(build: Build, run: Run):
    pipeline = build()
    failure = IndexFailed(
        2e9, 1, 1, 1, 0.1, "failed", "error", "OSError", "no such file\nmore", "T", "Text files"
    )
    crash = IndexFailed(
        2e9, 2, 1, 2, 0.1, "quarantined", "crash", "", "killed by SIGSEGV", "", "Repeat"
    )
    started = IndexStarted(2e9, 3, 1, 1)
    with run(pipeline, [0], failure, crash, started) as record:
        plan = plan_resume(record, pipeline, range(4))
    assert list(plan.skip) == [0]
    assert plan.rerun == {
        1: "failed before: OSError: no such file",
        2: "quarantined before: killed by SIGSEGV",
        3: "was interrupted",
    }


@pytest.mark.parametrize("copies", [1, 2])
def test_missing_and_cut_outputs(build: Build, run: Run, tmp_path: Path, copies: int):
    pipeline = build(copies=copies)
    with run(pipeline) as record:
        gone, cut = tmp_path / "out" / "1-0.txt", tmp_path / "out" / f"2-{copies - 1}.txt"
        gone.unlink()
        cut.write_text("")
        plan = plan_resume(record, pipeline, range(4))
    assert sorted(plan.skip) == [0, 3]
    assert plan.rerun == {
        1: f"output {gone} is missing",
        2: f"output {cut} has 0 bytes, but 6 were written",
    }


def test_a_shared_output_may_grow_but_not_vanish(build: Build, run: Run, tmp_path: Path):
    shared = tmp_path / "all.txt"
    pipeline = build(copies=0, shared=str(shared))
    with run(pipeline) as record:
        assert len(plan_resume(record, pipeline, range(4)).skip) == 4
        shared.unlink()
        plan = plan_resume(record, pipeline, range(4))
    assert set(plan.rerun.values()) == {f"output {shared} is missing"}


def test_a_folder_as_output_may_change(build: Build, run: Run, tmp_path: Path):
    store = tmp_path / "store.zarr"
    store.mkdir()
    event = IndexFinished(2e9, 3, 1, 1, 0.0, (str(store),), 4096, (), 0)
    pipeline = build()
    event = with_inputs(event, pipeline)
    with run(pipeline, [], event) as record:
        for number in range(300):
            (store / f"chunk-{number:040}").touch()
        assert list(plan_resume(record, pipeline, [3]).skip) == [3]


def test_a_changed_parameter_is_named(build: Build, run: Run):
    with run(build()) as record:
        plan = plan_resume(record, build(times=3), range(4))
    assert plan.skip == {}
    assert set(plan.rerun.values()) == {"Repeat: times changed from 2 to 3"}


def test_a_changed_array_is_noticed(build: Build, run: Run):
    with run(build(times=np.zeros(3))) as record:
        assert plan_resume(record, build(times=np.zeros(3)), [0]).rerun == {}
        plan = plan_resume(record, build(times=np.ones(3)), [0])
    assert plan.rerun[0].startswith("Repeat: times changed from an array of 3 float64 (")


def test_changed_inputs_are_named(build: Build, run: Run, inputs: list[Path]):
    pipeline = build()
    with run(pipeline) as record:
        inputs[1].write_text("other")
        os.utime(inputs[2], (1e9 + 1, 1e9 + 1))
        inputs[3].unlink()
        plan = plan_resume(record, pipeline, range(4))
    assert list(plan.skip) == [0]
    assert plan.rerun == {index: f"input {inputs[index]} changed" for index in (1, 2, 3)}


def test_an_input_that_changed_under_the_reader_is_not_trusted(
    build: Build, run: Run, inputs: list[Path]
):
    pipeline = build()
    out = pipeline[1]
    early = IndexFinished(1.5e9, 1, 1, 1, 1.0, tuple(out), 6, (), 0)
    with run(pipeline, [0], with_inputs(early, pipeline)) as record:
        plan = plan_resume(record, pipeline, [0, 1])
    assert plan.rerun == {1: f"input {inputs[1]} was changed while it was read"}


def test_another_file_in_the_place_of_an_index(build: Build, run: Run, inputs: list[Path]):
    with run(build()) as record:
        inputs.sort(reverse=True)
        reordered = build()
        steps = describe_pipeline(reordered)
        assert record.meta.steps != steps
        plan = plan_resume(record, reordered, range(4))
    assert len(plan.rerun) == 4
    assert plan.rerun[0].startswith("Text files: paths changed from [")


def test_a_source_whose_inputs_fail_costs_no_result(build: Build, tmp_path: Path):
    pipeline = build()

    def broken(index: int) -> Sequence[str]:
        raise RuntimeError("no list")

    pipeline.source.inputs = broken  # type: ignore[method-assign]
    config = RunConfig(backend="sequential", record=tmp_path / "r.curator-run")
    assert execute(pipeline, config).completed == 4
    with RunRecord.open(tmp_path / "r.curator-run") as record:
        warnings = [line.text for line in record.log() if line.level == "warning"]
        assert len(warnings) == 1
        assert "could not name the input files of index 0: RuntimeError: no list" in warnings[0]
        plan = plan_resume(record, pipeline, [1])
        assert plan.rerun == {1: "the source cannot name its input files: RuntimeError: no list"}
        del pipeline.source.inputs
        plan = plan_resume(record, pipeline, [1])
    assert plan.rerun == {1: "its input files were not recorded"}


def test_missing_parts_of_a_merged_result(tmp_path: Path, inputs: list[Path], run: Run):
    source, output = TextFiles([str(path) for path in inputs]), tmp_path / "count.txt"
    pipeline = source.filter(Count(output)).write(Write(str(tmp_path / "out")))
    for index in (0, 1):
        part_path(output, index).parent.mkdir(exist_ok=True)
        part_path(output, index).write_text("1")
    with run(pipeline, [0, 1]) as record:
        part_path(output, 1).unlink()
        plan = plan_resume(record, pipeline, [0, 1])
    assert list(plan.skip) == [0]
    assert "1.txt, its part of a merged result, is missing" in plan.rerun[1]


def test_a_resumed_run_can_be_resumed(build: Build, run: Run, tmp_path: Path):
    pipeline = build()
    with run(pipeline) as record:
        plan = plan_resume(record, pipeline, range(4))
    second = tmp_path / "second.curator-run"
    with RecordWriter.create(second, meta_of(pipeline)) as writer:
        for index, outputs in plan.skip.items():
            inputs = plan.inputs[index]
            writer.write(IndexSkipped(2e9, index, plan.skip_reasons[index], outputs, inputs))
    with RunRecord.open(second) as record:
        assert plan_resume(record, pipeline, range(4)).skip == plan.skip
        (tmp_path / "out" / "2-0.txt").write_text("cut")
        assert list(plan_resume(record, pipeline, range(4)).rerun) == [2]


def step(name: str, **arguments: Any) -> dict[str, Any]:
    return {"component": name, "name": name, "version": "1", "arguments": arguments}


def test_changes_in_words():
    old = [step("A", x=1, y="s"), step("B", names=["p" * 80]), step("C")]
    new = [
        step("A", x=2, y="s", z=None),
        {**step("C"), "version": "2"},
        step("D", n={"entries": 20_000, "digest": "abcdef0123456789"}),
    ]
    assert pipeline_changes(old, old) == []
    assert pipeline_changes(old, new) == [
        "A: x changed from 1 to 2",
        "A: z is new, null",
        "B is no longer part of the pipeline",
        "C: its version changed from 1 to 2",
        "D is new in the pipeline",
    ]
    long = pipeline_changes([old[1]], [step("B", names={"entries": 9, "digest": "abcdef0123"})])
    assert long == [f'B: names changed from ["{"p" * 57}… to 9 entries (abcdef01)']


def test_ten_thousand_finished_indices_are_left_out_in_a_second(tmp_path: Path, record_path: Path):
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
    paths = [tmp_path / "in" / f"{n}.txt" for n in range(10_000)]
    for path in paths:
        path.write_text("a")
    source = TextFiles([str(path) for path in paths])
    pipeline = source.filter(Repeat()).write(Write(str(tmp_path / "out")))
    with RecordWriter.create(record_path, meta_of(pipeline)) as writer:
        for index in range(10_000):
            output = tmp_path / "out" / f"{index}-0.txt"
            output.write_text("aa")
            writer.write(event_of(pipeline, index, (str(output),)))
    with RunRecord.open(record_path) as record:
        began = time.process_time()
        plan = plan_resume(record, pipeline, range(10_000))
        taken = time.process_time() - began
    assert len(plan.skip) == 10_000
    assert taken < 1.0


class Slot(Sink[str]):
    """Writes its index's part of one file that all indices share."""

    name = "Slot"
    description = "Appends to one file."

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[str], index: int) -> list[str]:
        with self.path.open("a") as file:
            file.writelines(items)
        return [Written(self.path, 3)]


@pytest.mark.parametrize("chosen", [[2], [1, 2]])
def test_a_part_of_a_shared_file_is_not_run_again(
    tmp_path: Path, inputs: list[Path], chosen: list[int]
):
    """The file's size says nothing about an index, be it the only one that this run has."""
    shared = tmp_path / "all.txt"
    shared.write_text("the others' parts")
    record = tmp_path / "r.curator-run"
    pipeline = TextFiles([str(path) for path in inputs]).write(Slot(shared))
    first = RunConfig(backend="sequential", indices=chosen, record=record)
    assert execute(pipeline, first).completed == len(chosen)
    again = RunConfig(backend="sequential", indices=chosen, resume=record)
    assert list(execute(pipeline, again).skipped) == chosen
    other = tmp_path / "other.curator-run"
    elsewhere = RunConfig(backend="sequential", indices=chosen, resume=record, record=other)
    assert list(execute(pipeline, elsewhere).skipped) == chosen
    shared.write_text("more of the others' parts")
    third = RunConfig(backend="sequential", indices=chosen, resume=other)
    assert list(execute(pipeline, third).skipped) == chosen


def test_several_own_files_keep_their_sizes(build: Build, tmp_path: Path):
    pipeline = build(copies=3)
    record = tmp_path / "r.curator-run"
    execute(pipeline, RunConfig(backend="sequential", record=record))
    (tmp_path / "out" / "1-2.txt").write_text("")
    with RunRecord.open(record) as opened:
        assert [output.size for output in opened.outputs(0)] == [6, 6, 6]
        assert list(plan_resume(opened, pipeline, range(4)).rerun) == [1]


class Bare:
    """A source written for another program: it keeps what it was given under names of its own."""

    name = "Bare"

    def __init__(self, paths: list[str], gain: float) -> None:
        self._paths, self._gain = paths, gain

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, index: int) -> Iterator[str]:
        yield self._paths[index] * int(self._gain)


class Simple(Bare):
    """Takes nothing, so there is nothing that could have changed."""

    def __init__(self) -> None:
        super().__init__(["a", "b"], 1)


def test_what_is_not_known_is_never_unchanged(tmp_path: Path):
    (tmp_path / "out").mkdir()
    record = tmp_path / "r.curator-run"

    def pipeline(source: Any) -> Pipeline[str]:
        return Pipeline(source).write(Write(str(tmp_path / "out")))

    first = RunConfig(backend="sequential", record=record)
    assert execute(pipeline(Bare(["a", "b"], 2)), first).completed == 2
    with RunRecord.open(record) as opened:
        reasons = plan_resume(opened, pipeline(Bare(["a", "b"], 3)), range(2)).rerun
    assert set(reasons.values()) == {"Bare: its arguments are not known, so they may have changed"}
    result = execute(pipeline(Bare(["a", "b"], 3)), RunConfig(backend="sequential", resume=record))
    assert (result.completed, result.skipped) == (2, {})
    words = "Bare: its arguments are not known, so they may have changed: 2 indices that were"
    assert [found for found in result.warnings if found.startswith(words)]
    assert result.record != record  # the old one stays true
    assert (tmp_path / "out" / "0-0.txt").read_text() == "aaa"


@pytest.mark.parametrize("done", [1, 2])
def test_a_changed_argument_that_runs_finished_indices_again_is_in_the_result(
    tmp_path: Path, done: int
):
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(name)
    record = tmp_path / "r.curator-run"

    def pipeline(times: int) -> Pipeline[str]:
        source = TextFiles([str(tmp_path / "in" / f"{name}.txt") for name in "ab"]).filter(
            Repeat(times)
        )
        return source.write(Write(str(tmp_path / "out")))

    first = RunConfig(backend="sequential", record=record, indices=range(done))
    assert execute(pipeline(2), first).completed == done
    result = execute(pipeline(3), RunConfig(backend="sequential", resume=record))
    assert result.completed == 2
    runs = "one index that was finished runs" if done == 1 else "2 indices that were finished run"
    words = f"Repeat: times changed from 2 to 3: {runs} again"
    assert words in result.warnings
    same = execute(pipeline(3), RunConfig(backend="sequential", resume=result.record))
    assert (len(same.skipped), same.warnings) == (2, [])


def test_a_component_that_takes_nothing_is_known(tmp_path: Path):
    (tmp_path / "out").mkdir()
    record = tmp_path / "r.curator-run"
    pipeline: Pipeline[str] = Pipeline(Simple()).write(Write(str(tmp_path / "out")))
    execute(pipeline, RunConfig(backend="sequential", record=record))
    result = execute(pipeline, RunConfig(backend="sequential", resume=record))
    assert len(result.skipped) == 2


def test_an_argument_that_says_nothing_about_itself_is_not_known(build: Build, run: Run):
    import threading

    with run(build(times=threading.Lock())) as record:
        reasons = plan_resume(record, build(times=threading.Lock()), range(4)).rerun
    assert set(reasons.values()) == {
        "Repeat: its arguments are not known, so they may have changed"
    }
