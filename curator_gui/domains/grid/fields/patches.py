"""The filter that cuts an item into patches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Annotated

from curator_gui.core import Filter, Param, remark, unchanged
from curator_gui.core.message import Message, at
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import require_dimensions

if TYPE_CHECKING:
    import xarray as xr


class Patches(Filter["xr.Dataset"]):
    """Cut each item into patches of the same size: one item becomes several, in order of rows.

    Variables without the dimensions come with every patch. The attributes `patch` (number) and
    `patch_start` (first positions, as text) of an item say where it lay.

    Raises
    ------
    GridError
        If a dimension is missing or shorter than a patch, or patches do not fill it and `rest` is
        "error".
    """

    name = "Patches"
    description = "Cuts each item into patches (tiles) of a fixed number of points, with a stride."
    version = "1"

    def __init__(
        self,
        size: Annotated[
            dict[str, int],
            Param("Points per patch and dimension: latitude 64, longitude 64.", role="dimension"),
        ],
        stride: Annotated[
            dict[str, int] | None,
            Param(
                "Points from one patch to the next, by dimension. Not set: the size, so that "
                "patches do not overlap.",
                role="dimension",
            ),
        ] = None,
        rest: Annotated[
            str,
            Param(
                "What to do with points that fill no patch: `error`, `drop` them, or `overlap`: "
                "the last patch begins earlier.",
                choices=("error", "drop", "overlap"),
            ),
        ] = "error",
    ) -> None:
        self._size = dict(size)
        self._stride = dict(size) | dict(stride or {})
        self._rest = rest

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report sizes and strides that are none, and strides without a size."""
        if not self._size:
            yield "size", Message("needs at least one dimension, such as latitude: 2")
        for name, count in self._size.items():
            if count < 1:
                yield "size", at(name, Message("needs at least 1, not {n}", n=count))
        for name, count in self._stride.items():
            if name not in self._size:
                yield "stride", at(name, Message("has a stride, but no size"))
            elif count < 1:
                yield "stride", at(name, Message("needs at least 1, not {n}", n=count))

    def __call__(self, items: Iterator[xr.Dataset]) -> Iterator[xr.Dataset]:
        """Yield the patches of each item."""
        for item in items:
            yield from self._cut(item)

    def _cut(self, item: xr.Dataset) -> Iterator[xr.Dataset]:
        require_dimensions(item, self._size)
        starts = {name: self._starts(item, name) for name in self._size}
        places = list(product(*starts.values()))
        if all(self._size[name] == item.sizes[name] for name in self._size):
            unchanged(Message("is as large as one patch"))
        for number, place in enumerate(places):
            where = dict(zip(starts, place, strict=True))
            patch = item.isel({n: slice(s, s + self._size[n]) for n, s in where.items()})
            said = " ".join(f"{name}={start}" for name, start in where.items())
            patch.attrs = {**item.attrs, "patch": number, "patch_start": said}
            patch.encoding = dict(item.encoding)
            yield patch

    def _starts(self, item: xr.Dataset, name: str) -> list[int]:
        length, size, stride = item.sizes[name], self._size[name], self._stride[name]
        if length < size:
            raise GridError(
                "{origin}{name} has {length} points, fewer than a patch of {size}",
                origin=origin(item),
                name=name,
                length=length,
                size=size,
            )
        starts = list(range(0, length - size + 1, stride))
        left = length - size - starts[-1]
        if not left:
            return starts
        if self._rest == "overlap":
            return [*starts, length - size]
        if self._rest == "error":
            raise GridError(
                "{origin}{name} has {length} points, of which {left} at the end fill no patch",
                origin=origin(item),
                name=name,
                length=length,
                left=left,
            )
        remark(Message("points at the end that fill no patch were dropped"))
        return starts
