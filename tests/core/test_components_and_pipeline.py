from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Filter, Param, Pipeline, Registry, Sink, Source
from curator_gui.core.errors import ParamError


class Plain(Filter[int]):
    name = "Plain"
    description = "No constructor of its own."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        return items


class Greedy(Plain):
    def __init__(self, first: int, *rest: int, flag: bool = False, **more: Any) -> None:
        self.first = first


class Forgetful(Greedy):
    def __init__(self, names: list[str]) -> None:  # does not call super().__init__()
        names.append("changed")


@dataclass
class Record(Plain):
    size: int
    scale: float = 1.0


def test_arguments_are_remembered_with_their_defaults() -> None:
    assert dict(Plain().arguments) == {}
    assert dict(Greedy(1).arguments) == {"first": 1, "rest": (), "flag": False}
    assert dict(Greedy(1, 2, 3, flag=True, extra="x").arguments) == {
        "first": 1,
        "rest": (2, 3),
        "flag": True,
        "extra": "x",
    }
    assert dict(Record(3).arguments) == {"size": 3, "scale": 1.0}


def test_arguments_are_those_given_even_if_the_constructor_changes_them() -> None:
    assert dict(Forgetful(["U"]).arguments) == {"names": ["U"]}


def test_arguments_survive_pickling() -> None:
    assert pickle.loads(pickle.dumps(Greedy(5, flag=True))).arguments["flag"] is True


def test_wrong_arguments_name_the_class() -> None:
    with pytest.raises(TypeError, match="Greedy: missing a required argument: 'first'"):
        Greedy()  # type: ignore[call-arg]


def test_an_abstract_component_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Source()  # type: ignore[abstract]


def make(registry: Registry, folder: Path, size: int = 4) -> Pipeline[float]:
    source = registry.get("numbers.Numbers").cls(size, per_index=2)
    scale = registry.get("numbers.Scale").cls(10.0)
    sink = registry.get("numbers.TextFiles").cls(folder)
    pipeline: Pipeline[float] = source.filter(scale).write(sink)
    return pipeline


def test_an_index_runs_through_all_steps(registry: Registry, tmp_path: Path) -> None:
    pipeline = make(registry, tmp_path)
    assert len(pipeline) == 4
    assert pipeline[1] == [str(tmp_path / "0001.txt")]
    assert (tmp_path / "0001.txt").read_text() == "20.0\n30.0"
    assert list(pipeline.items(3)) == [60.0, 70.0]


def test_indices_wrap_like_those_of_a_list(registry: Registry, tmp_path: Path) -> None:
    pipeline = make(registry, tmp_path)
    assert pipeline[-1] == [str(tmp_path / "0003.txt")]
    for index in (4, -5):
        with pytest.raises(IndexError, match=f"index {index} is out of range: the source has 4"):
            pipeline[index]


def test_without_a_sink_nothing_runs(registry: Registry) -> None:
    pipeline = Pipeline(registry.get("numbers.Numbers").cls(3))
    with pytest.raises(RuntimeError, match="no sink"):
        pipeline[0]


def test_a_pipeline_cannot_be_changed(registry: Registry, tmp_path: Path) -> None:
    pipeline = make(registry, tmp_path)
    longer = pipeline.filter(Plain())
    assert [len(p.filters) for p in (pipeline, longer)] == [1, 2]
    assert longer.sink is pipeline.sink
    with pytest.raises(FrozenInstanceError):
        pipeline.sink = None  # type: ignore[misc]


def test_the_sink_is_told_about_the_source(registry: Registry, tmp_path: Path) -> None:
    pipeline = make(registry, tmp_path)
    assert pipeline.sink is not None
    assert vars(pipeline.sink)["source"] is pipeline.source


def test_a_sink_of_the_reference_system_needs_no_set_source(registry: Registry) -> None:
    class Old:
        name = "Old"

        def __call__(self, items: Iterator[float], index: int) -> list[str]:
            return [f"{sum(items):g}"]

    source = registry.get("numbers.Numbers").cls(3)
    assert Pipeline(source).write(Old())[2] == ["2"]  # type: ignore[arg-type]


def test_the_defaults_of_the_base_classes_ask_for_nothing(registry: Registry) -> None:
    source: Source[float] = registry.get("numbers.Numbers").cls(3)
    sink: Sink[float] = registry.get("numbers.TextFiles").cls(Path("x"))
    assert source.partition_indices([0]) is None
    assert sink.partition_indices([0]) is None
    assert (list(source.inputs(0)), source.label(0), list(source.problems())) == ([], "", [])
    assert (list(sink.planned_outputs(0)), sink.finish([0])) == ([], [])
    assert Plain().artifacts() == []


@pytest.mark.parametrize("count", [-1, 2.0, None, "3", 2**80])
def test_a_length_that_is_none_names_its_source(count: Any) -> None:
    class Counted(Source[int]):
        name, description = "Counted things", "Counts."

        def __len__(self) -> int:
            return count

        def __getitem__(self, index: int) -> Iterator[int]:
            yield index

    with pytest.raises(ParamError, match="Counted things: the __len__ of a source has to return"):
        len(Pipeline(Counted()))


def test_an_error_of_a_length_of_ones_own_stays() -> None:
    class Failing(Source[int]):
        name, description = "Failing", "Fails."

        def __len__(self) -> int:
            raise ValueError("no such folder")

        def __getitem__(self, index: int) -> Iterator[int]:
            yield index

    with pytest.raises(ValueError, match=r"^no such folder$"):
        len(Pipeline(Failing()))
