"""What items have that a store of the first item cannot hold: wider types, other attributes.

Whichever worker comes first makes the store from its item. An item of a wider type (float64 beside
float32) goes into an array beside the store, and attributes in which items differ are noted there;
closing the store puts both right. So the result is the same whoever was first.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from curator_gui.core.storage.files import part_path
from curator_gui.core.text.stored_names import beside

_ATTRIBUTES = "attributes"


def _folder(store: Path) -> Path:
    return beside(store, ".wider")


@dataclass(frozen=True)
class Wider:
    """The items of one array that have a wider type, in their slots; `mask` says which."""

    values: Any
    mask: Any

    @property
    def dtype(self) -> Any:
        return self.values.dtype


def write_wider(store: Path, name: str, array: Any, index: int, values: Any) -> None:
    """Put the values of one item beside the store; `array` is the store's, which is too narrow."""
    import zarr

    folder = _folder(store) / quote(name, safe="") / values.dtype.name
    if not folder.exists():
        _create(folder, array, values.dtype)
    group = zarr.open_group(folder, mode="r+")
    group["values"][index] = values  # type: ignore[index]
    group["mask"][index] = True  # type: ignore[index]


def _create(folder: Path, array: Any, dtype: Any) -> None:
    import zarr

    folder.parent.mkdir(parents=True, exist_ok=True)
    part = part_path(folder)
    try:
        group = zarr.create_group(part, zarr_format=3)
        unit = (array.shards or array.chunks)[0]
        group.create_array("values", shape=array.shape, chunks=array.shards or array.chunks,
                           dtype=dtype)  # fmt: skip
        group.create_array("mask", shape=array.shape[:1], chunks=(unit,), dtype=bool)
        _move(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _move(part: Path, folder: Path) -> None:
    try:
        part.rename(folder)
    except OSError:
        if not folder.exists():  # else another worker was first
            raise


def wider(store: Path, name: str) -> list[Wider]:
    """Return the arrays of wider items of one array of the store, in the order of their types."""
    import zarr

    folder = _folder(store) / quote(name, safe="")
    if not folder.is_dir():
        return []
    groups: list[Any] = [
        zarr.open_group(path, mode="r") for path in sorted(folder.iterdir()) if path.name[0] != "."
    ]
    return [Wider(group["values"], group["mask"]) for group in groups]


def note_differing(store: Path, owner: str, ours: Mapping[str, Any], found: Any) -> None:
    """Note the attributes of the store (`owner` "") or of an array that an item has otherwise."""
    for key, value in ours.items():
        if key not in found or found[key] != value:
            path = _folder(store) / _ATTRIBUTES / quote(f"{owner}/{key}", safe="")
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()


def differing_attributes(store: Path) -> set[str]:
    """Return "array/attribute" for all that were noted."""
    folder = _folder(store) / _ATTRIBUTES
    return {unquote(path.name) for path in folder.iterdir()} if folder.is_dir() else set()


def remove_wider(store: Path) -> None:
    shutil.rmtree(_folder(store), ignore_errors=True)
