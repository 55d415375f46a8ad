"""Carry out a complete plan to append: chunks first, then lengths, at last what readers go by."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.storage.files import atomic_write_text
from curator_gui.domains.grid.formats.layout import FLAT_COORDINATES, MASK, ZARR_MARKER
from curator_gui.domains.grid.formats.zarr_stores.zarr_second import HIDDEN, THIRD
from curator_gui.domains.grid.sinks.appending.series_store import read_json

LABELS = 4096
"""Least length of a chunk of labels, such as times, in a store that is made to be appended to."""

_FOLDER = "append"
_STAGE = "items.zarr"
DRAFTS = "chunks"
PLAN = "plan.json"


def append_folder(path: Path) -> Path:
    """Return the folder of a store with what is to be appended, and the marks of what was."""
    return path / MASK / _FOLDER


def stage_path(path: Path) -> Path:
    """Return the store of the items that are to be appended."""
    return append_folder(path) / _STAGE


def appended_mark(path: Path, identity: str) -> Path:
    """Return the file that is there as long as the items of one appending run are."""
    return append_folder(path) / f"id-{identity}"


def complete_append(path: Path) -> None:
    """Carry out a plan that is complete; nothing if there is none. Twice does no harm."""
    folder = append_folder(path)
    if not (folder / PLAN).is_file():
        return
    plan = read_json(folder / PLAN)
    for place in sorted((folder / DRAFTS).iterdir()) if (folder / DRAFTS).is_dir() else ():
        _put_chunks(place, path / place.name)
    _Metadata(path, plan).write()
    for name in (DRAFTS, _STAGE):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / PLAN).unlink()


def _put_chunks(drafts: Path, array: Path) -> None:
    for chunk in sorted(drafts.rglob("*")):
        if chunk.is_file():
            target = array / chunk.relative_to(drafts)
            target.parent.mkdir(parents=True, exist_ok=True)
            chunk.replace(target)


class _Metadata:
    """Sets lengths and attributes of a store in all the files that say them, the last one last."""

    def __init__(self, path: Path, plan: Mapping[str, Any]) -> None:
        self._path, self._plan = path, plan
        self._is_second = not (path / THIRD).is_file()

    def write(self) -> None:
        owners = {key.partition("/")[0] for key in self._plan["differing"]} - {""}
        for name in sorted({*self._plan["arrays"], *owners}):
            folder = self._path / name
            if not folder.is_dir():
                folder = self._path / FLAT_COORDINATES / name
            for file in (HIDDEN, ".zarray", ".zattrs") if self._is_second else (THIRD,):
                self._rewrite(folder / file, name)
        if self._is_second:
            for file in (HIDDEN, ".zattrs"):
                self._rewrite(self._path / file, "")
        self._rewrite_consolidated()

    def _rewrite(self, file: Path, name: str) -> None:
        data = read_json(file)
        self._change(data, name, is_attributes=file.name == ".zattrs")
        atomic_write_text(file, json.dumps(data))

    def _change(self, data: dict[str, Any], name: str, *, is_attributes: bool = False) -> None:
        if name in self._plan["arrays"] and "shape" in data:
            data["shape"][0] = self._plan["length"]
        attributes = data if is_attributes else data.get("attributes", {})
        for key in self._plan["differing"]:
            owner, _, attribute = key.partition("/")
            if owner == name:
                attributes.pop(attribute, None)
        if not name and ZARR_MARKER in attributes:
            attributes[ZARR_MARKER] = self._plan["marker"]

    def _rewrite_consolidated(self) -> None:
        """Change, in one step, what readers go by."""
        if not self._is_second:
            data = read_json(self._path / THIRD)
            self._change(data, "")
            for node, about in data["consolidated_metadata"]["metadata"].items():
                self._change(about, node.rpartition("/")[2])
            atomic_write_text(self._path / THIRD, json.dumps(data))
            return
        data = read_json(self._path / ".zmetadata")
        for key, about in data["metadata"].items():
            node, _, file = key.rpartition("/")
            name = node.rpartition("/")[2]
            self._change(about, name, is_attributes=file == ".zattrs")
        atomic_write_text(self._path / ".zmetadata", json.dumps(data))
