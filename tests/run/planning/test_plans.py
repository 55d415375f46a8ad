"""The plan: what it says beforehand about groups, names and folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import pytest

from curator_gui.core import Filter, Param, Pipeline, Sink
from curator_gui.core.errors import ParamError
from curator_gui.domains.mesh import FieldStatistics
from curator_gui.run.planning.collisions import MAX_COLLISIONS, CollisionError
from curator_gui.run.planning.indices import parse_indices
from curator_gui.run.planning.plan import Plan, make_plan, refuse_collisions
from tests.run.toys import Numbers


class Named(Sink[int]):
    """Knows its names beforehand: index modulo `distinct`, in folders of ten."""

    name = "Named"
    description = "Writes nothing."

    def __init__(self, folder: Path, distinct: int = 1000, known: bool = True) -> None:
        self.folder, self.distinct, self.known = folder, distinct, known

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where", Path)]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        return list(self.planned_outputs(index))

    def planned_outputs(self, index: int) -> Sequence[str]:
        number = index % self.distinct
        return [str(self.folder / f"tens-{number // 10}" / f"{number}.txt")] if self.known else []


def planned(sink: Sink[int], n: int = 25, **options: Any) -> Plan:
    groups = options.pop("groups", None)
    pipeline: Pipeline[int] = Numbers(n, groups).write(sink)
    return make_plan(pipeline, options.pop("indices", None), options.pop("workers", 2), **options)


@pytest.mark.parametrize(
    "sizes, workers, told",
    [
        ([5, 5], 2, None),
        ([6, 4], 2, "keep only 1.7 of 2 workers busy"),
        ([10], 2, "keep only 1.0 of 2 workers busy"),
        ([10], 1, None),
        ([1] * 10, 10, None),
        ([1] * 10, 11, "keep only 10.0 of 11 workers busy"),
    ],
)
def test_groups_that_leave_workers_idle_are_told(
    sizes: list[int], workers: int, told: str | None, tmp_path: Path
) -> None:
    numbers = iter(range(sum(sizes)))
    groups = [[next(numbers) for _ in range(size)] for size in sizes]
    plan = planned(Named(tmp_path), sum(sizes), groups=groups, workers=workers)
    found = [words for words in plan.warnings() if "partition groups" in words]
    assert len(found) == (told is not None)
    assert all(told in words for words in found if told)


def test_what_has_nothing_to_run_warns_of_nothing(tmp_path: Path) -> None:
    plan = planned(Named(tmp_path), 3, groups=[[0, 1, 2]], skipped={0: "", 1: "", 2: ""})
    assert list(plan.to_run) == []
    assert plan.warnings() == []


def test_collisions_name_both_indices_and_the_path(tmp_path: Path) -> None:
    plan = planned(Named(tmp_path, distinct=4), 6)
    assert [(c.first, c.second) for c in plan.collisions] == [(0, 4), (1, 5)]
    path = str(tmp_path / "tens-0" / "0.txt")
    assert plan.collisions[0].path == path
    words = f"indices 0 and 4 would both write {path}"
    assert plan.warnings()[0].startswith(words)
    with pytest.raises(CollisionError, match="indices 0 and 4"):
        refuse_collisions(plan)


def test_only_indices_that_run_collide(tmp_path: Path) -> None:
    sink = Named(tmp_path, distinct=4)
    assert planned(sink, 6, indices=[0, 1, 2, 3]).collisions == ()
    assert planned(sink, 6, skipped={4: "", 5: ""}).collisions == ()
    refuse_collisions(planned(sink, 4))


def test_so_many_collisions_are_listed_and_no_more(tmp_path: Path) -> None:
    assert len(planned(Named(tmp_path, distinct=1), MAX_COLLISIONS + 1).collisions) == (
        MAX_COLLISIONS
    )
    assert len(planned(Named(tmp_path, distinct=1), MAX_COLLISIONS + 9).collisions) == (
        MAX_COLLISIONS
    )


def test_one_index_may_name_a_path_twice(tmp_path: Path) -> None:
    class Twice(Named):
        def planned_outputs(self, index: int) -> Sequence[str]:
            return [*super().planned_outputs(index)] * 2

    assert planned(Twice(tmp_path), 6).collisions == ()


def test_folders_are_those_of_arguments_and_of_planned_outputs(tmp_path: Path) -> None:
    out = tmp_path / "out"
    plan = planned(Named(out), 25)
    assert plan.folders == (
        str(out), str(tmp_path), *(str(out / f"tens-{ten}") for ten in range(3)),
    )  # fmt: skip
    assert planned(Named(out), 25, indices=[12]).folders[2:] == (str(out / "tens-1"),)
    assert planned(Named(out, known=False), 25).folders == (str(out), str(tmp_path))


def test_leftovers_are_looked_for_only_when_asked(tmp_path: Path) -> None:
    sink = Named(tmp_path)
    path = Path(sink.planned_outputs(3)[0])
    path.parent.mkdir()
    path.write_text("from before")
    assert planned(sink, 5).leftovers == ()
    plan = planned(sink, 5, look_for_leftovers=True)
    assert plan.leftovers == (str(path),)
    assert any(f"for example {path}" in words for words in plan.warnings())


@pytest.mark.parametrize(
    "text, expected",
    [
        ("-12", [0]),
        ("-12:-10", [0, 1]),
        ("-3:-1", [9, 10]),
        ("-1:-4:-1", [9, 10, 11]),
        ("5:-8:-1", [5]),
        ("-1, -12, -2", [0, 10, 11]),
        ("-100:2", [0, 1]),
    ],
)
def test_negative_numbers_count_from_the_end(text: str, expected: list[int]) -> None:
    assert sorted(parse_indices(text, 12)) == expected


@pytest.mark.parametrize("text", ["-13", "0, -13", "12"])
def test_one_further_is_outside(text: str) -> None:
    with pytest.raises(ParamError, match="is outside"):
        parse_indices(text, 12)


def test_words_give_no_negative_index() -> None:
    assert parse_indices("odd", 4, {"odd": lambda: [-1, 0, 3, 4]}) == [0, 3]


class Chooses(Filter[int]):
    name = "Chooses"
    description = "Has choices."

    def __init__(
        self, layout: Annotated[str | None, Param("Which.", choices=("flat", "nested"))] = "flat"
    ) -> None:
        self.layout = layout

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        return items


def test_what_is_none_of_the_choices_is_refused(tmp_path: Path) -> None:
    for sound in ("flat", "nested", None):
        make_plan(Numbers(3).filter(Chooses(sound)).write(Named(tmp_path)), None, 1)
    with pytest.raises(ParamError, match="Chooses: layout: needs one of flat, nested, not 'Flat'"):
        make_plan(Numbers(3).filter(Chooses("Flat")).write(Named(tmp_path)), None, 1)


def test_two_steps_that_gather_into_one_file_are_refused(tmp_path: Path) -> None:
    def plan(first: str, second: str) -> Plan:
        steps = [FieldStatistics(tmp_path / name) for name in (first, second)]
        filtered = Numbers(3).filter(steps[0]).filter(steps[1])
        return make_plan(filtered.write(Named(tmp_path)), None, 1)

    plan("a.json", "b.json")
    with pytest.raises(ParamError, match=r"both write .*a\.json"):
        plan("a.json", "x/../a.json")


def test_an_address_with_a_password_in_a_list_is_refused(tmp_path: Path) -> None:
    for given in (["s3://u:SECRET@host"], {"to": ("s3://u:SECRET@host",)}):
        with pytest.raises(ParamError, match="holds a password"):
            make_plan(Numbers(3).filter(Takes(given)).write(Named(tmp_path)), None, 1)


class Takes(Chooses):
    def __init__(self, anything: Annotated[Any, Param("Anything.")] = None) -> None:
        self.anything = anything
