"""Params that a constructor declares itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import REQUIRED, Filter, Param, ParamError

if TYPE_CHECKING:
    import nowhere  # type: ignore[import-not-found]

Folder = Annotated[Path, Param("Where files are.", widget="folder")]


class Passing(Filter):
    name = "Passing"
    description = "Passes items on."

    def __call__(self, items):
        return items


class Clean(Passing):
    def __init__(
        self,
        tolerance: Annotated[float, Param("Merge points nearer than this.", minimum=0, unit="m")],
        kind: Annotated[Literal["cell", "point"], Param("Of which fields.")] = "cell",
        seed: Annotated[int, Param("A seed.")] | None = None,
    ) -> None:
        self.tolerance = tolerance


class Base(Passing):
    def __init__(self, folder: Folder, pattern: Annotated[str, Param("A glob.")] = "*") -> None:
        self.folder = folder


class Derived(Base):
    def __init__(self, level: Annotated[int, Param("How deep.")] = 3, **base: Any) -> None:
        super().__init__(**base)


class Bare(Passing):
    def __init__(self, count: int, ratio=0.5, anything=None, _hidden=None) -> None:
        pass


def test_name_type_and_default_are_those_of_the_argument():
    assert Clean.params() == [
        Param("tolerance", "Merge points nearer than this.", float, minimum=0, unit="m"),
        Param("kind", "Of which fields.", str, "cell", choices=("cell", "point")),
        Param("seed", "A seed.", int | None, None),
    ]
    assert Clean.params()[0].default is REQUIRED
    assert Clean.params()[2].coerce("7") == 7
    with pytest.raises(ParamError, match="one of cell, point"):
        Clean.params()[1].coerce("edge")


def test_options_stand_for_the_arguments_of_the_base(tmp_path):
    assert [param.name for param in Derived.params()] == ["level", "folder", "pattern"]
    assert Derived.params()[1].widget == "folder"
    step = Derived(folder=tmp_path)
    assert step.folder == tmp_path
    assert step.arguments == {"level": 3, "folder": tmp_path, "pattern": "*"}
    with pytest.raises(TypeError, match="Derived: got an unexpected keyword argument 'patern'"):
        Derived(folder=tmp_path, patern="x")


def test_arguments_without_a_param_are_described_by_their_annotation():
    count, ratio, anything = Bare.params()
    assert (count.type, count.required, count.description) == (int, True, "")
    assert (ratio.type, ratio.default) == (float, 0.5)
    assert anything.coerce([1, "x"]) == [1, "x"]


def test_params_of_ones_own_are_used_as_they_are():
    class Own(Clean):
        @classmethod
        def params(cls):
            return [Param("tolerance", "Mine.", int)]

    assert [param.description for param in Own.params()] == ["Mine."]


def test_no_constructor_has_no_params():
    assert Passing.params() == []
    assert Passing().arguments == {}


def test_an_annotation_that_cannot_be_evaluated_is_named():
    class Odd(Passing):
        def __init__(self, grid: nowhere.Grid) -> None:
            pass

    with pytest.raises(ParamError, match=r"Odd: the annotation of grid cannot be evaluated"):
        Odd.params()


def test_two_params_of_one_argument_are_refused():
    class Twice(Passing):
        def __init__(self, x: Annotated[int, Param("One."), Param("Two.")] = 1) -> None:
            pass

    with pytest.raises(ParamError, match="the argument x has 2 Params"):
        Twice.params()


@given(st.lists(st.sampled_from(["a", "b", 1, 2.5]), min_size=1, max_size=4, unique=True))
def test_literals_accept_exactly_their_values(values):
    class Choosing(Passing):
        def __init__(self, choice=values[0]) -> None:
            pass

    Choosing.__init__.__annotations__["choice"] = Annotated[
        Literal[tuple(values)], Param(f"One of {values}.")  # equal ones would share an order
    ]
    (param,) = Choosing.params()
    assert list(param.choices) == values
    assert [param.coerce(value) for value in values] == values
    with pytest.raises(ParamError):
        param.coerce("none of them")


class Mixed(Passing):
    def __init__(
        self,
        m: Annotated[int | Literal["auto"] | None, Param("How many.")] = "auto",
        e: Annotated[list[Literal["a", "b"]] | None, Param("Which.")] = None,
    ) -> None:
        pass


def test_a_literal_beside_other_types_is_one_of_several_ways():
    m, e = Mixed.params()
    assert [m.coerce(value) for value in (5, "7", "auto", None)] == [5, 7, "auto", None]
    with pytest.raises(ParamError, match="not 'some'"):
        m.coerce("some")
    assert e.coerce(["b", "a"]) == ["b", "a"]
    with pytest.raises(ParamError, match="each entry is a or b"):
        e.coerce(["a", "zzz"])


@pytest.mark.parametrize(
    ("kind", "default", "words"),
    [
        (Annotated[int, Param("x", minimum=5)], 1, "the default of x is not accepted"),
        (Annotated[int, Param("x", choices=(1, 2))], 7, "the default of x is not accepted"),
        (Annotated[int, Param("x")], "seven", "the default of x is not accepted"),
        (Annotated[int, Param], 1, r"write Param\(\.\.\.\)"),
        (dict[str, Annotated[int, Param("in")]], {}, "around the whole type"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(kind, default, words):
    class Odd(Passing):
        def __init__(self, x=default) -> None:
            pass

    Odd.__init__.__annotations__["x"] = kind
    with pytest.raises(ParamError, match=words):
        Odd.params()


def test_a_range_without_numbers_is_refused():
    with pytest.raises(ParamError, match="no number is at least 9 and at most 1"):
        Param("x", "A number.", int, minimum=9, maximum=1)


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (1, 1e9, "from 1 to 1,000,000,000"),
        (0.1, 12_345_678, "from 0.1 to 12,345,678"),
        (-1e6, None, "of at least -1,000,000"),
        (None, float("inf"), "of at most inf"),
    ],
)
def test_limits_are_written_as_people_write_them(least, most, words):
    assert Param("limit", type=float, minimum=least, maximum=most).accepts() == f"a number {words}"
