"""Closed stores of either format of Zarr as series along a time, and whether two fit together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.encoding import NOT_A_TIME
from curator_gui.domains.grid.formats.layout import (
    ENCODING,
    FLAT_COORDINATES,
    MASK,
    ZARR_MARKER,
    StoredArray,
)
from curator_gui.domains.grid.formats.zarr_stores.zarr_second import HIDDEN, THIRD
from curator_gui.domains.grid.sinks.appending.time_steps import UNITS, time_text
from curator_gui.domains.grid.sinks.appending.words import refuse_kept_place

if TYPE_CHECKING:
    import numpy as np


class SeriesStore:
    """A closed store of ours, in either format, read along its labels.

    Metadata, times and lasting values are read once: it is the store as it was then.
    """

    def __init__(self, path: Path) -> None:
        import zarr

        bound_zarr()
        self.path = path
        self.is_second = not (path / THIRD).is_file()
        self.metadata = read_json(path / self._name)
        self.marker: dict[str, Any] = dict(self.metadata["attributes"][ZARR_MARKER])
        self._about: dict[str, dict[str, Any]] = {}
        self._group: Any = zarr.open_group(path, mode="r", use_consolidated=False)
        self.arrays = self._arrays("")
        self.dimension: str = self.marker["dimension"]

    @property
    def _name(self) -> str:
        return HIDDEN if self.is_second else THIRD

    def _arrays(self, group: str) -> dict[str, Any]:
        """Return the arrays of a group; by their files, as zarr warns of those of format 3."""
        found = {}
        for file in sorted((self.path / group).glob(f"*/{self._name}")):
            about, name = read_json(file), file.parent.name
            if about["node_type"] == "array":
                self._about.setdefault(name, about)
                found[name] = self._array(f"{group}/{name}".lstrip("/"), about)
        return found

    def _array(self, place: str, about: dict[str, Any]) -> Any:
        """Open an array with the metadata at hand: zarr would read them again, in a thread."""
        import zarr

        if self.is_second:
            folder = self.path / place
            about = {**read_json(folder / ".zarray"), "attributes": read_json(folder / ".zattrs")}
        return zarr.Array.from_dict(self._group.store_path / place, about)

    def about(self, name: str) -> dict[str, Any]:
        """Return the metadata of an array as format 3 has them."""
        if name not in self._about:
            self._about[name] = read_json(self.path / FLAT_COORDINATES / name / self._name)
        return self._about[name]

    def is_slotted(self, name: str) -> bool:
        return bool(self.about(name).get("dimension_names", [])[:1] == [self.dimension])

    def slotted(self) -> dict[str, Any]:
        """Return the arrays with the items in front, by name."""
        return {name: array for name, array in self.arrays.items() if self.is_slotted(name)}

    def described(self) -> dict[str, StoredArray]:
        """Describe all arrays but the mask, as items of the store are."""
        return self._described

    @cached_property
    def _described(self) -> dict[str, StoredArray]:
        flat = self.marker.get("layout") == "flat"
        lasting = self._arrays(FLAT_COORDINATES) if flat else {}
        every = {**self.arrays, **lasting}
        return {n: self._describe(n, array) for n, array in sorted(every.items()) if n != MASK}

    def _describe(self, name: str, array: Any) -> StoredArray:
        import numpy as np

        about = self.about(name)
        dims = tuple(about.get("dimension_names") or ())
        slotted = dims[:1] == (self.dimension,)
        start = 1 if slotted else 0
        dtype = "string" if array.dtype.kind in "OT" else np.dtype(array.dtype).name
        values = None if slotted else array[...]
        return StoredArray(
            name, dims[start:], array.shape[start:], dtype, about["attributes"], not slotted, values
        )

    def times(self) -> tuple[np.ndarray, str]:
        """Return the times (items,), int64 microseconds since 1970-01-01, and their calendar.

        Raises
        ------
        GridError
            If its items have no times.
        """
        return self._times

    @cached_property
    def _times(self) -> tuple[np.ndarray, str]:
        import numpy as np

        array = self.arrays.get(self.dimension)
        attributes = self.about(self.dimension)["attributes"] if array is not None else {}
        if array is None or array.ndim != 1 or attributes.get("units") != UNITS:
            raise GridError(
                "{path} has no times along {dimension} that can be gone on with; stack items along "
                "a dimension with their time, such as time",
                path=self.path,
                dimension=repr(self.dimension),
            )
        return np.asarray(array[...]), str(attributes.get("calendar", "standard"))


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def was_appended(marker: Mapping[str, Any]) -> bool:
    """Whether items were appended to a store."""
    return bool(marker.get("appended"))


def refuse_unmarkable(store: SeriesStore) -> None:
    """Insist that every array can have missing values.

    Raises
    ------
    GridError
        Naming those of whole numbers.
    """
    names = [n for n in store.slotted() if n not in (MASK, store.dimension)]
    whole = [n for n in names if missing_value(store.about(n), store.arrays[n]) is None]
    if whole:
        raise GridError(
            "times are missing, and {names} cannot have missing values, being of whole numbers; "
            "make them real numbers in a new store, or add the files of these times",
            names=listed_names(sorted(whole)),
        )


def refuse_kept_places(store: SeriesStore, times: Iterable[int]) -> None:
    """Insist that no time is one whose place an earlier run kept as missing values.

    Raises
    ------
    GridError
        Naming the first.
    """
    mask = store.arrays.get(MASK)
    if mask is None:
        return
    known, calendar = store.times()
    found = sorted(set(known[~mask[...]].tolist()).intersection(times))
    if found:
        refuse_kept_place(time_text(found[0], calendar), store.path)


def missing_value(about: Mapping[str, Any], array: Any) -> Any:
    """Return what stands for a missing value; None for whole numbers."""
    if array.dtype.kind == "f":
        return float("nan")
    if array.dtype.kind in "OT":
        return ""
    if about["attributes"].get("_FillValue") == NOT_A_TIME:
        return NOT_A_TIME
    return False if array.dtype.kind == "b" and array.ndim == 1 else None


def refuse_other(
    path: Path, ours: Mapping[str, StoredArray], theirs: Mapping[str, StoredArray]
) -> None:
    """Insist that new items have the arrays of the store, with types, shapes, units and places.

    Raises
    ------
    GridError
        Naming the first that differs.
    """
    if ours.keys() != theirs.keys():
        raise GridError(
            "{path} has the variables {ours}, and what is to be appended {theirs}; both need the "
            "same",
            path=path,
            ours=listed_names(sorted(ours)),
            theirs=listed_names(sorted(theirs)),
        )
    for name, array in ours.items():
        for what, one, other in _different(array, theirs[name]):
            raise GridError(
                "{name} has other {what} in {path} than what is to be appended: {one} instead of "
                "{other}; both need the same",
                name=name,
                path=path,
                what=what,
                one=str(one),
                other=str(other),
            )


def _different(one: StoredArray, other: StoredArray) -> Iterator[tuple[str, Any, Any]]:
    import numpy as np

    if (one.dims, one.static) != (other.dims, other.static):
        yield Message("dimensions"), one.dims, other.dims
    if one.shape != other.shape:
        yield Message("lengths"), one.shape, other.shape
    if one.dtype != other.dtype:
        yield Message("number type"), one.dtype, other.dtype
    for key in ENCODING:
        pair = one.attributes.get(key), other.attributes.get(key)
        if key != "coordinates" and pair[0] != pair[1]:
            yield key, *pair
    numbers = one.dtype.startswith("float")
    if one.static and not np.array_equal(one.values, other.values, equal_nan=numbers):
        yield Message("values"), one.values, other.values
