"""An immutable, picklable mapping for documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def freeze(value: Any) -> Any:
    """Copy plain data with lists as tuples and mappings as `FrozenMap`: nobody can edit it."""
    if isinstance(value, Mapping):
        return FrozenMap({key: freeze(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in value)
    return value


def thaw(value: Any) -> Any:
    """Undo `freeze`: plain dicts and lists, as YAML and JSON writers want them."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [thaw(item) for item in value]
    return value


class FrozenMap(Mapping[str, Any]):
    """A mapping that keeps its order, compares by content and cannot be changed."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Any] | None = None) -> None:
        self._items = dict(items or {})

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._items == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._items))

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __reduce__(self) -> tuple[type[FrozenMap], tuple[dict[str, Any]]]:
        return FrozenMap, (self._items,)

    def with_item(self, key: str, value: Any) -> FrozenMap:
        """Return a copy in which `key` has this value; an existing key keeps its place."""
        return FrozenMap({**self._items, key: freeze(value)})

    def without(self, key: str) -> FrozenMap:
        """Return a copy that lacks `key`."""
        return FrozenMap({k: v for k, v in self._items.items() if k != key})
