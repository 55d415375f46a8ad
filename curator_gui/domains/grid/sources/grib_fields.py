"""The fields of a hypercube as cfgrib asks for them, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.domains.grid.sources.grib_messages import Hypercube

if TYPE_CHECKING:
    from cfgrib.messages import Message as GribMessage


class CubeFields(Mapping[Any, "GribMessage"]):
    """The messages of a hypercube by offset, each read when it is asked for; for cfgrib."""

    def __init__(self, path: str, cube: Hypercube) -> None:
        self._path = path
        self._offsets = [field.offset for field in cube.fields]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._offsets)

    def __len__(self) -> int:
        return len(self._offsets)

    def __getitem__(self, offset: Any) -> GribMessage:
        with Path(self._path).open("rb") as file:
            return _in_order().from_file(file, offset)


@cache
def _in_order() -> type[GribMessage]:
    """Return cfgrib's class of messages, with rows of values that all run the same way.

    Where every second row runs backward (alternativeRowScanning), cfgrib turns it only in grids
    that it knows to have two dimensions, which Mercator's is not among; coordinates of ecCodes
    never run backward.
    """
    from cfgrib import dataset, messages

    known = {*dataset.GRID_TYPES_DIMENSION_COORDS, *dataset.GRID_TYPES_2D_NON_DIMENSION_COORDS}

    class InOrder(messages.Message):  # type: ignore[misc]
        def __getitem__(self, item: str) -> Any:
            value = super().__getitem__(item)
            if item != "values" or not self.get("alternativeRowScanning"):
                return value
            flat = self.get("gridType") not in known
            columns = self.get("Nx") or self.get("Ni")
            if not flat or not columns or len(value) % columns:
                return value
            rows = value.copy().reshape(-1, columns)
            rows[1::2] = rows[1::2, ::-1]
            return rows.ravel()

    return InOrder
