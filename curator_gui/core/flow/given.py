"""What a source or a filter gives: items to go through, not one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import GeneratorType
from typing import Any

from curator_gui.core.errors import CuratorError, ParamError

_OF_ITEMS = ("ase", "pandas", "pyvista", "vtkmodules", "xarray")
"""Libraries whose objects are items, also such as can be gone through: atoms, blocks, columns."""


class ItemsError(CuratorError, TypeError):
    """A source or a filter gave something that is no stream of items."""


def stream_of(step: Any, given: Any) -> Iterator[Any]:
    """Return the items that a step gave.

    Raises
    ------
    ItemsError
        Naming the step, if it gave nothing, or one item: the parts of that would pass for items.
    """
    if type(given) is GeneratorType:  # its own iterator, and most steps return one
        return given
    if _is_item(given) or not (hasattr(given, "__iter__") or hasattr(given, "__getitem__")):
        raise ItemsError(
            "{name} returned {given}, not items to go through: yield each item, or return a list",
            name=getattr(step, "name", type(step).__name__),
            given=f"{given!r:.80}" if given is None else type(given).__name__,
        )
    return iter(given)


def _is_item(given: Any) -> bool:
    kind = type(given)
    if isinstance(given, Iterator):
        return False
    known = isinstance(given, (Mapping, str, bytes, bytearray)) or hasattr(kind, "__array__")
    return known or kind.__module__.partition(".")[0] in _OF_ITEMS


def length_of(source: Any) -> int:
    """Count the indices of a source.

    Raises
    ------
    ParamError
        Naming the source, if its `__len__` returns a negative number, or none that is whole.
    """
    try:
        return len(source)
    except (TypeError, ValueError, OverflowError) as error:
        if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
            raise  # it stands in the source's own code
        raise ParamError(
            "{name}: the __len__ of a source has to return a whole number from 0 on: {error}",
            name=getattr(source, "name", type(source).__name__),
            error=error,
        ) from error
