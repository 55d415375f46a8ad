"""Pipelines of physicsnemo-curator's contract run here unchanged, and keep every row."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Pipeline
from curator_gui.core.errors import ParamError
from curator_gui.core.params.param import params_of
from curator_gui.core.registration.adapted import adapted
from curator_gui.core.registration.foreign import as_pipeline
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.run import (
    RunConfig,
    RunResult,
    execute,
    gather_pipeline,
    process_single_index,
    run_pipeline,
)
from curator_gui.run.engine.ahead.plan import plan_run
from curator_gui.run.record import RunRecord
from tests.run.reference_stand_ins import (
    Appends,
    Batch,
    DrawnMeans,
    Fails,
    FlushesElsewhere,
    Forgets,
    Means,
    MergesNothing,
    MergesOntoIt,
    Notes,
    OneName,
    Only,
    Pictures,
    Texts,
    ThreadMeans,
    Unmergeable,
    Waves,
)

COUNT = 12


def batch(tmp_path: Path, *more: Any, output: str = "means.json") -> Batch:
    built = Waves(COUNT).filter(Means(str(tmp_path / output)))
    for step in more:
        built = built.filter(step)
    return built.write(Texts(str(tmp_path / "texts")))


def rows(path: Path) -> list[dict[str, float]]:
    found: list[dict[str, float]] = json.loads(path.read_text())
    return found


def expected(indices: range | list[int]) -> list[dict[str, float]]:
    """What one pass by hand gives, each index by itself."""
    return [{**item, "count": n} for i in indices for n, item in enumerate(Waves(COUNT)[i], 1)]


@pytest.mark.workers
@pytest.mark.parametrize("jobs", [1, 3])
def test_every_row_is_kept_in_the_order_of_the_indices(tmp_path: Path, jobs: int) -> None:
    pipeline = batch(tmp_path)
    outputs = run_pipeline(pipeline, n_jobs=jobs)  # type: ignore[arg-type]
    assert [Path(paths[0]).name for paths in outputs] == [f"{i}_of_12.txt" for i in range(COUNT)]
    assert rows(tmp_path / "means.json") == expected(range(COUNT))
    assert gather_pipeline(pipeline) == [str(tmp_path / "means.json")]  # type: ignore[arg-type]


def test_the_same_in_this_process(tmp_path: Path) -> None:
    pipeline = batch(tmp_path)
    run_pipeline(pipeline, backend="sequential")  # type: ignore[arg-type]
    assert rows(tmp_path / "means.json") == expected(range(COUNT))
    assert pipeline.filters[0]._output_path == tmp_path / "means.json"


@pytest.mark.parametrize(
    "how", [pytest.param({"n_jobs": 2}, marks=pytest.mark.workers), {"backend": "sequential"}]
)
def test_what_is_kept_for_each_thread_is_gathered(tmp_path: Path, how: dict[str, Any]) -> None:
    built = Waves(COUNT).filter(ThreadMeans(str(tmp_path / "means.json"))).filter(Fails(5))
    pipeline = built.write(Texts(str(tmp_path / "texts")))
    result = execute(pipeline, RunConfig(**how))  # type: ignore[arg-type]
    assert list(result.failures) == [5]
    assert rows(tmp_path / "means.json") == expected([i for i in range(COUNT) if i != 5])


def test_what_has_nowhere_to_write_gathers_nothing(tmp_path: Path) -> None:
    result = run_pipeline(batch(tmp_path, Notes()), backend="sequential", indices=[1])  # type: ignore[arg-type]
    assert len(result) == 1
    with pytest.raises(ParamError, match=r"Notes has flush but no merge.* without an output file"):
        run_pipeline(batch(tmp_path, Notes(str(tmp_path / "notes"))), backend="sequential")  # type: ignore[arg-type]


@pytest.mark.workers
def test_what_appends_to_one_store_loses_nothing_and_keeps_the_order(tmp_path: Path) -> None:
    pipeline = Waves(COUNT).write(Appends(str(tmp_path)))
    run_pipeline(pipeline, n_jobs=3)  # type: ignore[arg-type]
    lines = (tmp_path / "all.txt").read_text().splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(COUNT))


def test_that_a_sink_appends_is_said(tmp_path: Path) -> None:
    pipeline = as_pipeline(Waves(COUNT).write(Appends(str(tmp_path))))
    _, plan = plan_run(pipeline, RunConfig(n_jobs=3), {}, {})
    assert [len(group) for group in plan.groups or ()] == [COUNT]
    assert "Appends: appends to one store" in "\n".join(plan.warnings())


def test_a_failed_index_leaves_no_row(tmp_path: Path) -> None:
    pipeline = batch(tmp_path, Fails(5))
    config = RunConfig(backend="sequential", n_jobs=1)
    result = execute(pipeline, config)  # type: ignore[arg-type]
    assert list(result.failures) == [5]
    assert rows(tmp_path / "means.json") == expected([i for i in range(COUNT) if i != 5])
    assert str(tmp_path / "means.json") in result.artifacts


def test_an_index_with_nothing_to_write_is_no_fault(tmp_path: Path) -> None:
    built = Waves(COUNT).filter(Only()).filter(Means(str(tmp_path / "means.json")))
    pipeline = built.write(Texts(str(tmp_path / "texts")))
    run_pipeline(pipeline, backend="sequential")  # type: ignore[arg-type]
    assert rows(tmp_path / "means.json") == expected(list(range(0, COUNT, 2)))


def alone(tmp_path: Path, step: Means, **more: Any) -> RunResult:
    """Run three indices through one filter that gathers."""
    pipeline = Waves(3).filter(step).write(Texts(str(tmp_path / "texts")))
    return execute(pipeline, RunConfig(backend="sequential", n_jobs=1, **more))  # type: ignore[arg-type]


def test_what_is_flushed_to_another_place_is_a_failure(tmp_path: Path) -> None:
    result = alone(tmp_path, FlushesElsewhere(str(tmp_path / "means.json")))
    assert sorted(result.failures) == [0, 1, 2]
    assert "has not written to _output_path" in result.failures[0].message


def test_a_merge_that_writes_nothing_is_said(tmp_path: Path) -> None:
    output = tmp_path / "means.json"
    result = alone(tmp_path, MergesNothing(str(output)))
    assert any("merge of Merges nothing returned, but" in words for words in result.warnings)
    assert result.artifacts == []


def test_a_merge_that_writes_nothing_leaves_the_result_before(tmp_path: Path) -> None:
    output = tmp_path / "means.json"
    output.write_text("[1]")
    result = alone(tmp_path, MergesNothing(str(output)))
    assert any("merge of Merges nothing returned, but" in words for words in result.warnings)
    assert result.artifacts == []
    assert output.read_text() == "[1]"


def test_a_merge_begins_without_the_result_before(tmp_path: Path) -> None:
    output = tmp_path / "means.json"
    for _ in range(2):
        alone(tmp_path, MergesOntoIt(str(output)))
    once = tmp_path / "once"
    alone(tmp_path, MergesOntoIt(str(once)))
    assert output.read_text() == once.read_text()
    assert not list(tmp_path.glob(".*.before"))


def test_that_nothing_was_gathered_is_said(tmp_path: Path) -> None:
    output = tmp_path / "means.json"
    result = alone(tmp_path, Forgets(str(output)))
    assert f"Forgets has gathered nothing: {output} is not written" in result.warnings
    assert result.artifacts == []


@pytest.mark.parametrize(
    "how", [{}, pytest.param({"backend": "loky", "n_jobs": 2}, marks=pytest.mark.workers)]
)
def test_indices_that_write_to_the_same_name_are_said(tmp_path: Path, how: dict[str, Any]) -> None:
    pipeline = Batch(Waves(4)).write(OneName(str(tmp_path)))
    result = execute(pipeline, RunConfig(**({"backend": "sequential", "n_jobs": 1} | how)))  # type: ignore[arg-type]
    [said] = [words for words in result.warnings if "another index had named before" in words]
    assert said.startswith("3 indices named an output")
    assert str(tmp_path / "0_of_4.txt") in said


@pytest.mark.parametrize("sink", [Texts, Appends])
def test_nothing_is_said_of_sinks_that_keep_all(tmp_path: Path, sink: type[Texts]) -> None:
    pipeline = Batch(Waves(4)).write(sink(str(tmp_path)))
    result = execute(pipeline, RunConfig(backend="sequential", n_jobs=1))  # type: ignore[arg-type]
    assert len(result.outputs) == 4
    assert not [words for words in result.warnings if "another index" in words]


def test_a_resumed_run_keeps_what_the_first_has_gathered(tmp_path: Path) -> None:
    record = tmp_path / "run.curator-run"
    common = {"backend": "sequential", "n_jobs": 1, "record": record}
    execute(batch(tmp_path), RunConfig(indices=range(4), **common))  # type: ignore[arg-type]
    execute(batch(tmp_path), RunConfig(resume=record, **common))  # type: ignore[arg-type]
    assert rows(tmp_path / "means.json") == expected(range(COUNT))


@pytest.mark.parametrize(
    ("name", "merged"),
    [
        ("means_{worker_id}.json", "means.json"),
        ("means-{worker_id}.json", "means.json"),
        ("{worker_id}_means.json", "means.json"),
        ("means{worker_id}.json", "means.json"),
        ("{worker_id}.json", "merged.json"),
        ("{worker_id}", "merged"),
    ],
)
def test_the_place_of_the_process_in_a_name_is_left_out(
    tmp_path: Path, name: str, merged: str
) -> None:
    run_pipeline(batch(tmp_path, output=name), backend="sequential")  # type: ignore[arg-type]
    assert rows(tmp_path / merged) == expected(range(COUNT))
    assert {path.name for path in tmp_path.glob("[!.]*")} == {merged, "texts"}


def test_what_cannot_be_put_together_is_refused_before_anything_runs(tmp_path: Path) -> None:
    built = Waves(COUNT).filter(Unmergeable(str(tmp_path / "means.json")))
    pipeline = built.write(Texts(str(tmp_path / "texts")))
    with pytest.raises(ParamError, match="Unmergeable has flush but no merge"):
        run_pipeline(pipeline, n_jobs=2)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_the_contract_that_is_none_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Unmergeable, "merge", None, raising=False)
    test_what_cannot_be_put_together_is_refused_before_anything_runs(tmp_path)


@pytest.mark.parametrize("indices", [["a"], "all", [1.5], 3])
def test_indices_that_are_no_numbers_are_refused(tmp_path: Path, indices: object) -> None:
    with pytest.raises(ParamError, match="indices: needs a list of whole numbers, not"):
        run_pipeline(batch(tmp_path), indices=indices, n_jobs=1)  # type: ignore[arg-type]


def test_their_steps_in_a_pipeline_of_ours(tmp_path: Path) -> None:
    sink = Texts(str(tmp_path / "texts"))
    pipeline = Pipeline(Waves(COUNT), [Means(str(tmp_path / "means.json"))]).write(sink)  # type: ignore[arg-type]
    run_pipeline(pipeline, backend="sequential", indices=[3, 1])
    assert rows(tmp_path / "means.json") == expected([1, 3])


def test_one_index_of_their_pipeline(tmp_path: Path) -> None:
    outputs = process_single_index(batch(tmp_path), -1)  # type: ignore[arg-type]
    assert Path(outputs[0]).name == "11_of_12.txt"


def test_what_is_no_pipeline_is_named() -> None:
    with pytest.raises(ParamError, match="Waves is no pipeline"):
        run_pipeline(Waves(2))  # type: ignore[arg-type]


def test_a_database_that_is_not_used_is_said(tmp_path: Path) -> None:
    pipeline = batch(tmp_path)
    pipeline.resume = True
    with pytest.warns(UserWarning, match="own database is not used"):
        run_pipeline(pipeline, backend="sequential", indices=[0])  # type: ignore[arg-type]


def test_their_descriptions_of_arguments_are_understood() -> None:
    folder, style = params_of(Texts)
    assert (folder.name, folder.required, folder.type) == ("folder", True, str)
    assert (style.default, list(style.choices or ())) == ("plain", ["plain", "fancy"])


BACKENDS = [
    {"backend": "sequential", "n_jobs": 1},
    pytest.param({"backend": "loky", "n_jobs": 2}, marks=pytest.mark.workers),
]


def pictured(tmp_path: Path, *more: Any, lost: int = -1, **how: Any) -> RunResult:
    """Run four indices through a filter that writes files and does not gather."""
    made: Any = [adapted(cls) for cls in (Waves, Pictures, Texts)]
    pipeline = made[0](4).filter(made[1](str(tmp_path / "pictures"), lost))
    for step in more:
        pipeline = pipeline.filter(step)
    config = RunConfig(**{"record": tmp_path / "record.curator-run"} | how)
    return execute(pipeline.write(made[2](str(tmp_path / "texts"))), config)


def pictures(tmp_path: Path, *indices: int) -> list[str]:
    return [str(tmp_path / "pictures" / f"{index}.pgm") for index in indices]


@pytest.mark.parametrize("how", BACKENDS)
def test_what_a_filter_writes_without_gathering_is_named(
    tmp_path: Path, how: dict[str, Any]
) -> None:
    result = pictured(tmp_path, **how)
    assert result.artifacts == pictures(tmp_path, 0, 1, 2, 3)
    with RunRecord.open(tmp_path / "record.curator-run") as record:
        assert record.artifacts() == pictures(tmp_path, 0, 1, 2, 3)


@pytest.mark.parametrize("how", BACKENDS)
def test_what_a_failed_index_wrote_does_not_count(tmp_path: Path, how: dict[str, Any]) -> None:
    result = pictured(tmp_path, Fails(2), **how)
    assert list(result.failures) == [2]
    assert result.artifacts == pictures(tmp_path, 0, 1, 3)


def test_a_resumed_run_names_all_and_makes_again_what_is_gone(tmp_path: Path) -> None:
    pictured(tmp_path, backend="sequential", n_jobs=1)
    gone = Path(pictures(tmp_path, 1)[0])
    gone.unlink()
    again = tmp_path / "record.curator-run"
    result = pictured(tmp_path, backend="sequential", n_jobs=1, resume=again)
    assert gone.exists()
    assert sorted(result.skipped) == [0, 2, 3]
    assert sorted(result.artifacts) == pictures(tmp_path, 0, 1, 2, 3)


def test_a_record_of_its_own_takes_over_what_was_named(tmp_path: Path) -> None:
    pictured(tmp_path, backend="sequential", n_jobs=1)
    first, second = tmp_path / "record.curator-run", tmp_path / "second.curator-run"
    result = pictured(tmp_path, backend="sequential", n_jobs=1, record=second, resume=first)
    assert len(result.skipped) == 4
    with RunRecord.open(second) as record:
        assert record.artifacts() == result.artifacts == pictures(tmp_path, 0, 1, 2, 3)


def test_the_data_set_names_them(tmp_path: Path) -> None:
    pictured(tmp_path, backend="sequential", n_jobs=1)
    made: Any = [adapted(cls) for cls in (Waves, Pictures, Texts)]
    folder = str(tmp_path / "pictures")
    pipeline = made[0](4).filter(made[1](folder)).write(made[2](str(tmp_path / "texts")))
    done = hand_over(pipeline, tmp_path / "record.curator-run")
    assert done.folder is not None, done.words
    told = json.loads((done.folder / "statistics.json").read_text())
    named = [os.path.normpath(done.folder / path) for path in told["artifacts"]]
    assert named == pictures(tmp_path, 0, 1, 2, 3)


def test_an_artifact_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    result = pictured(tmp_path, lost=1, backend="sequential", n_jobs=1)
    assert list(result.failures) == [1]
    assert "among its artifacts, but it is not there" in result.failures[1].message
    assert result.failures[1].stage == "Pictures"


def test_what_is_drawn_beside_what_is_gathered_is_named(tmp_path: Path) -> None:
    result = alone(tmp_path, DrawnMeans(str(tmp_path / "means.json")))
    drawn = [str(tmp_path / f"{index}.pgm") for index in range(3)]
    assert result.artifacts == [str(tmp_path / "means.json"), *drawn]


def test_indices_that_name_the_same_artifact_are_said(tmp_path: Path) -> None:
    class OnePicture(Pictures):
        def artifacts(self) -> list[str]:
            super().artifacts()
            return pictures(tmp_path, 0)

    pipeline = Waves(3).filter(OnePicture(str(tmp_path / "pictures")))
    config = RunConfig(backend="sequential", n_jobs=1)
    result = execute(pipeline.write(Texts(str(tmp_path / "texts"))), config)  # type: ignore[arg-type]
    assert result.artifacts == pictures(tmp_path, 0)
    [said] = [words for words in result.warnings if "another index had named before" in words]
    assert said.startswith("2 indices named a file of a filter")
