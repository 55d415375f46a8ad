"""Measures of items in a record: those of the last successful attempt, as columns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core import Filter, Param, Pipeline, Sink, Source
from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import MeasureInfo, measure, wanted_level
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.events import IndexFinished, IndexSkipped, Measures
from curator_gui.run.record import RecordError, RecordWriter, RunMeta, RunRecord
from curator_gui.run.record.journals.journal import JournalWriter, new_journal_path
from curator_gui.run.record.queries.item_measures import (
    MeasureColumn,
    has_measures,
    measure_columns,
    measures_of,
)
from curator_gui.run.wire.frames import KEPT_FRAMES, SettledEncoder, WireError, encode
from curator_gui.run.worker.index_runner import IndexRunner

N = 6


class Numbers(Source[int]):
    name, description = "Numbers", "Numbers."

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> Iterator[int]:
        yield int(Path(self.paths[index]).read_text())

    def inputs(self, index: int) -> list[str]:
        return [self.paths[index]]


class Told(Filter[int]):
    name, description = "Told", "Measures the number, and fails for 13."

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            measure("size", item, unit="m", title="the size")
            if item == 13:
                raise ValueError("unlucky")
            if item % 2:
                measure("kind", "odd", kind="text")
            yield item


class Files(Sink[int]):
    name, description = "Files", "Writes numbers."

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        path = Path(self.folder) / f"{index}.txt"
        path.write_text("".join(map(str, items)))
        return [str(path)]


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline[int]:
    paths = [tmp_path / f"in-{n}.txt" for n in range(N)]
    for number, path in enumerate(paths):
        path.write_text(str(number))
    (tmp_path / "out").mkdir()
    source = Numbers(list(map(str, paths)))
    return source.filter(Told()).write(Files(str(tmp_path / "out")))


def run(pipeline: Pipeline[int], record: Path, **config: Any) -> RunResult:
    options = config.pop("options", {})
    return execute(
        pipeline, RunConfig(backend="sequential", record=record, options=options, **config)
    )


def columns(record: Path, n: int = N) -> dict[str, MeasureColumn]:
    with RunRecord.open(record) as opened:
        return {c.info.name: c for c in measure_columns(opened, np.arange(n))}


def sizes(record: Path, n: int = N) -> list[float | None]:
    column = columns(record, n)["size"]
    return [v if p else None for v, p in zip(column.values, column.present, strict=True)]


def test_they_are_columns(pipeline: Pipeline[int], tmp_path: Path) -> None:
    run(pipeline, tmp_path / "r")
    found = columns(tmp_path / "r")
    assert found["size"].info == MeasureInfo("size", "the size", "m", "number")
    assert sizes(tmp_path / "r") == [0, 1, 2, 3, 4, 5]
    assert found["kind"].values == ["", "odd"] * 3
    assert found["kind"].present.tolist() == [False, True] * 3


def test_a_failed_index_has_none_and_a_retry_replaces_them(
    pipeline: Pipeline[int], tmp_path: Path
) -> None:
    path, record = tmp_path / "in-2.txt", tmp_path / "r"
    run(pipeline, record)
    path.write_text("13")
    run(pipeline, record, resume=record)
    assert sizes(record) == [0, 1, None, 3, 4, 5]
    path.write_text("20")
    run(pipeline, record, resume=record)
    assert sizes(record) == [0, 1, 20, 3, 4, 5]


def test_another_record_takes_over_what_was_measured_before(
    pipeline: Pipeline[int], tmp_path: Path
) -> None:
    run(pipeline, tmp_path / "r", indices=[1, 4])
    result = run(pipeline, tmp_path / "s", resume=tmp_path / "r")
    assert set(result.skipped) == {1, 4}
    assert sizes(tmp_path / "s") == [0, 1, 2, 3, 4, 5]


def test_off_measures_nothing(pipeline: Pipeline[int], tmp_path: Path) -> None:
    run(pipeline, tmp_path / "r", options={"measure": "off"})
    with RunRecord.open(tmp_path / "r") as record:
        assert not has_measures(record)
        assert measure_columns(record, np.arange(N)) == []


def test_a_run_without_measures_has_no_table(pipeline: Pipeline[int], tmp_path: Path) -> None:
    plain = pipeline.source.write(Files(str(tmp_path / "out")))
    run(plain, tmp_path / "r")
    with RunRecord.open(tmp_path / "r") as record:
        assert not has_measures(record)


def test_after_off_the_old_measures_of_an_index_are_gone(
    pipeline: Pipeline[int], tmp_path: Path
) -> None:
    run(pipeline, tmp_path / "r")
    (tmp_path / "in-2.txt").write_text("7")
    run(pipeline, tmp_path / "r", resume=tmp_path / "r", options={"measure": "off"})
    assert sizes(tmp_path / "r") == [0, 1, None, 3, 4, 5]


class Levels(Filter[int]):
    name, description = "Levels", "Says what is wanted."

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        measure("level", wanted_level(), kind="text")
        return items


@pytest.mark.parametrize("level", ["basic", "full"])
def test_a_step_knows_how_much_is_wanted(
    level: str, pipeline: Pipeline[int], tmp_path: Path
) -> None:
    plain = pipeline.source.filter(Levels()).write(Files(str(tmp_path / "out")))
    run(plain, tmp_path / "r", options={"measure": level})
    assert columns(tmp_path / "r")["level"].values == [level] * N


class Broken(Files):
    name, description = "Broken", "Its measurer fails."
    measurer = "math:floor"


class Lost(Files):
    name, description = "Lost", "Its measurer is not there."
    measurer = "no_such_module_at_all:measure"


def test_a_measurer_that_fails_costs_no_item_and_is_told(
    pipeline: Pipeline[int], tmp_path: Path
) -> None:
    plain = pipeline.source.filter(Told()).write(Broken(str(tmp_path / "out")))
    result = run(plain, tmp_path / "r")
    assert result.completed == N
    assert sizes(tmp_path / "r") == [0, 1, 2, 3, 4, 5]
    (warning,) = [w for w in result.warnings if "was not measured completely" in w]
    assert "floor" in warning
    assert "(6 of 6 items)" in warning


def test_a_measurer_that_is_not_there_is_told(pipeline: Pipeline[int], tmp_path: Path) -> None:
    said: list[str] = []
    runner = IndexRunner(
        pipeline.source.write(Lost(str(tmp_path / "out"))), 1, said.append, "basic"
    )
    assert isinstance(runner.run(0, 1), IndexFinished)
    assert ["not measured" in text for text in said] == [True]


def event(index: int, measures: Measures | None) -> IndexFinished:
    return IndexFinished(
        1e9 + index, index, 1, 1, 0.1, ("a",), 1, (0.1,), 1, sizes=(1,), measures=measures
    )


def packed(*found: tuple[MeasureInfo, Any]) -> Measures:
    taken = Collector()
    for info, value in found:
        taken.add(info, value)
    done = taken.packed()
    assert done is not None
    return Measures(done.layout, done.numbers, done.words)


def written(path: Path, *events: Any) -> Path:
    meta = RunMeta("id", "", {}, [{"name": "a"}], "f", 10, range(10), created=1e9)
    with RecordWriter.create(path, meta) as writer:
        for each in events:
            writer.write(each)
    return path


def test_units_that_differ_are_said_with_their_items(tmp_path: Path) -> None:
    units = ["m/s", "m/s", "cm/s", "m/s"]
    events = [event(n, packed((MeasureInfo("U", "U", u), float(n)))) for n, u in enumerate(units)]
    column = columns(written(tmp_path / "r", *events))["U"]
    assert column.info.unit == "m/s"
    assert column.other_units == {"cm/s": [2]}


def test_a_measure_that_is_a_number_here_and_a_text_there_is_words(tmp_path: Path) -> None:
    number, text = MeasureInfo("a"), MeasureInfo("a", kind="text")
    path = written(tmp_path / "r", event(0, packed((number, 1.5))), event(1, packed((text, "x"))))
    assert columns(path)["a"].values[:3] == ["1.5", "x", ""]


def test_nan_is_told_from_missing(tmp_path: Path) -> None:
    path = written(tmp_path / "r", event(0, packed((MeasureInfo("a"), math.nan))), event(1, None))
    assert columns(path)["a"].present[:2].tolist() == [True, False]


def test_only_the_indices_asked_for(tmp_path: Path) -> None:
    infos = [packed((MeasureInfo("a"), float(n))) for n in range(6)]
    path = written(tmp_path / "r", *[event(n, m) for n, m in enumerate(infos)])
    with RunRecord.open(path) as record:
        (column,) = measure_columns(record, np.array([1, 4, 9]))
        (none,) = measure_columns(record, np.array([], np.int64))
        assert measures_of(record, 3) == infos[3]
        assert measures_of(record, 8) is None
    assert column.present.tolist() == [True, True, False]
    assert list(column.values[:2]) == [1.0, 4.0]
    assert len(none.values) == 0


def test_skipped_indices_bring_theirs(tmp_path: Path) -> None:
    skip = IndexSkipped(1e9, 2, "done before", ("a",), None, (1,), packed((MeasureInfo("a"), 7.0)))
    assert columns(written(tmp_path / "r", skip))["a"].present.tolist()[:3] == [False, False, True]


@pytest.mark.parametrize(
    "measures", [Measures("no layout", b"12345678"), Measures('[["a","a","","number"]]', b"123")]
)
def test_measures_that_are_none_are_an_error_that_names_the_record(
    measures: Measures, tmp_path: Path
) -> None:
    path = written(tmp_path / "r", event(0, measures))
    with RunRecord.open(path) as record, pytest.raises(RecordError, match="measures in it cannot"):
        measure_columns(record, np.arange(3))


@pytest.mark.parametrize("heard", [0, 1, 5])
def test_a_journal_alone_gives_them_back(heard: int, tmp_path: Path) -> None:
    """Its first frame alone says what they are, and the record may know that index already."""
    path, encoder = tmp_path / "r.curator-run", SettledEncoder()
    events = [event(n, packed((MeasureInfo("a"), float(n)))) for n in range(5)]
    written(path, *events[:heard])
    journal = JournalWriter(new_journal_path(path, 1))
    for each in events:
        assert journal.append(encoder.encode(each))
    journal.close()
    assert journal.path.read_bytes().count(b'["a","a"') == 1
    with RecordWriter.open_existing(path):
        pass
    assert columns(path)["a"].values[:5].tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_a_frame_has_them_and_an_older_one_has_not() -> None:
    done = event(3, packed((MeasureInfo("a"), 1.0), (MeasureInfo("b", kind="text"), "x")))
    assert KEPT_FRAMES.decode(encode(done)[4:]) == done
    import msgspec

    before = 1 + IndexFinished.__struct_fields__.index("measures")  # behind the tag
    older = msgspec.msgpack.encode(msgspec.msgpack.decode(encode(done)[4:])[:before])
    assert KEPT_FRAMES.decode(older) == msgspec.structs.replace(done, measures=None)
    wrong = msgspec.msgpack.encode([*msgspec.msgpack.decode(encode(done)[4:])[:before], ["a", 5]])
    with pytest.raises(WireError):
        KEPT_FRAMES.decode(wrong)
