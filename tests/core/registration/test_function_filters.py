"""Functions as filters."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import cloudpickle
import pytest

from curator_gui.core import Domain, Filter, Param, Registry, filter_component
from curator_gui.core.errors import ParamError


@filter_component
def scale_value(item: int, factor: Annotated[float, Param("Factor.", minimum=0)] = 2.0) -> float:
    """Multiply the item.

    More about it.
    """
    return item * factor


@filter_component(name="Repeat it", description="Gives it several times.", version="3")
def repeat(item: int, times: int) -> Iterator[int]:
    return iter([item] * times)


@filter_component
def only_even(item: int) -> int | None:
    """Leave odd items out."""
    return item if item % 2 == 0 else None


def test_it_is_a_filter_with_the_parameters_of_the_function() -> None:
    assert issubclass(scale_value, Filter)
    assert (scale_value.name, scale_value.description) == ("Scale value", "Multiply the item.")
    [factor] = scale_value.params()
    assert (factor.name, factor.type, factor.default, factor.minimum) == ("factor", float, 2.0, 0)
    assert dict(scale_value(3.0).arguments) == {"factor": 3.0}
    assert list(scale_value()(iter([1, 2]))) == [2.0, 4.0]
    assert list(scale_value(factor=10)(iter([1]))) == [10]


def test_none_leaves_out_and_an_iterator_gives_several() -> None:
    assert list(only_even()(iter(range(5)))) == [0, 2, 4]
    assert list(repeat(2)(iter([7, 8]))) == [7, 7, 8, 8]
    assert (repeat.name, repeat.version) == ("Repeat it", "3")
    with pytest.raises(TypeError, match="times"):
        repeat()


def test_it_is_pickled_and_registered_like_a_class() -> None:
    again = pickle.loads(pickle.dumps(scale_value(5.0)))
    assert list(again(iter([1]))) == [5.0]
    registry = Registry()
    registry.add_domain(Domain("mesh", "Meshes", "things"))
    assert registry.add("mesh", scale_value).key == "mesh.scale_value"


def no_docstring(item: Any) -> Any:
    return item


def no_item() -> None:
    """Take nothing."""


def any_arguments(item: Any, **more: Any) -> None:
    """Take anything."""


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (no_docstring, "needs a docstring"),
        (no_item, "no argument for the item"),
        (any_arguments, "name each, so that a form can ask"),
        (abs, "no function written in Python"),
        (3, "no function written in Python"),
        (Path, "no function written in Python"),
    ],
)
def test_what_makes_no_filter_is_said(function: Any, words: str) -> None:
    with pytest.raises(ParamError, match=words):
        filter_component(function)


def test_arguments_that_only_go_by_name_or_place() -> None:
    def only_named(item: int, less: float = 1.0, *, factor: float) -> float:
        """Take the factor by name."""
        return item * factor - less

    def only_placed(item: int, factor: float, /, more: float = 1.0) -> float:
        """Take the factor by place."""
        return item * factor + more

    named = filter_component(only_named)
    assert {param.name for param in named.params()} == {"factor", "less"}
    assert list(named(factor=3.0)(iter([2]))) == [5.0]
    assert list(filter_component(only_placed)(3.0)(iter([2]))) == [7.0]


def test_what_gives_no_items_is_refused() -> None:
    async def later(item: int) -> int:
        """Give it later."""
        return item

    def own(item: int, self: int = 1) -> int:
        """Has an argument of the filter itself."""
        return item

    with pytest.raises(ParamError, match="later is asynchronous"):
        filter_component(later)
    with pytest.raises(ParamError, match="own has an argument called self"):
        filter_component(own)


def powers(
    item: float, exponent: Annotated[float, Param("Exponent.")], shift: float = 0.0
) -> float:
    """Raise the item to a power."""
    return item**exponent + shift


def test_a_partial_is_a_filter_with_other_defaults() -> None:
    squares = filter_component(functools.partial(powers, exponent=2.0), name="Squares")
    exponent, shift = squares.params()
    assert (exponent.name, exponent.default, exponent.description) == ("exponent", 2.0, "Exponent.")
    assert (shift.default, squares.name) == (0.0, "Squares")
    assert list(squares()(iter([3.0]))) == [9.0]
    assert list(squares(exponent=3.0, shift=1.0)(iter([2.0]))) == [9.0]
    again = pickle.loads(cloudpickle.dumps(squares(shift=1.0)))
    assert list(again(iter([3.0]))) == [10.0]
    assert dict(again.arguments) == {"exponent": 2.0, "shift": 1.0}


@pytest.mark.parametrize("given", [functools.partial(powers, 2.0), functools.partial(max, key=abs)])
def test_a_partial_that_is_no_filter_is_refused(given: Any) -> None:
    with pytest.raises(ParamError, match="without the item"):
        filter_component(given)
