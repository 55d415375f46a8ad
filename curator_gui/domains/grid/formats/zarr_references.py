"""References to chunks in other files (kerchunk: JSON of version 0 or 1, or Parquet).

A list of references says of each chunk of a Zarr store in which file it stands, and where. Only
local files below the folder of the list are read: whoever wrote it may have named any. All are
looked at before, because fsspec and Zarr take a chunk that is not there for one of missing values.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from curator_gui.core.storage.containers.stray_links import (
    StrayLinkError,
    refuse_linked,
    strays,
)
from curator_gui.core.storage.versions import (
    Version,
    generation,
    joined_version,
    version_of_files,
    version_of_folder,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.parquet_references import (
    is_parquet_references,
    read_parquet_references,
)

SUFFIX = ".json"
_FILE = "file://"
_TEMPLATE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_LONGEST = 4000
"""Letters of the name of a target, and of a text that it may be made of: as paths have at most."""

_METADATA = (".zgroup", ".zarray", ".zmetadata", "zarr.json")


def is_references(path: str) -> bool:
    """Whether a local path is a file that may hold references, by its name, or a folder of them."""
    if path.lower().endswith(SUFFIX) and os.path.isfile(path):  # noqa: PTH113
        return True
    return is_parquet_references(path)


@dataclass(frozen=True)
class References:
    """The references of a list: `places` by the key of a chunk, as fsspec has them in version 0.

    `ends` has the bytes that each target needs to have, by its path below the folder of the list.
    """

    path: str
    places: Mapping[str, str | list[Any]]
    ends: Mapping[str, int]

    @property
    def folder(self) -> str:
        return _folder_of(self.path)

    def check_targets(self) -> None:
        """Insist that all targets are there, long enough, and below the folder with links followed.

        Raises
        ------
        GridError
            Naming the first that is not.
        """
        try:
            refuse_linked(self.path, (Path(self.folder, name) for name in self.ends))
        except StrayLinkError as error:
            raise GridError("{error}", error=error) from error
        for name, end in self.ends.items():
            try:
                size = Path(self.folder, name).stat().st_size
                is_file = Path(self.folder, name).is_file()
            except (OSError, ValueError):
                size, is_file = 0, False
            if not is_file:
                raise GridError(
                    "{path} refers to {name}, which is no file that is there",
                    path=self.path,
                    name=name,
                )
            if size < end:
                raise GridError(
                    "{path} refers to {end} bytes of {name}, which has {size}: it was cut off, or "
                    "is another file now",
                    path=self.path,
                    name=name,
                    end=f"{end:,}",
                    size=f"{size:,}",
                )


class ReferenceFiles:
    """The version of the targets of a list: all count for each item."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._generation = -1
        self._version = Version("", 0.0)

    def version(self, position: int) -> Version:
        """Return the version of the targets; what was found is kept until `look_again`."""
        if self._generation != generation():
            self._generation = generation()
            found = read_references(self._path)
            targets = version_of_files(found.folder, sorted(found.ends))
            own = [version_of_folder(self._path)] if os.path.isdir(self._path) else []  # noqa: PTH112
            self._version = joined_version([*own, targets]) if own else targets
        return self._version


def references_store(path: str) -> Any:
    """Open the store that references make, for zarr.

    Raises
    ------
    GridError
        If they are damaged, lead elsewhere, or a target is missing or too short.
    """
    import fsspec
    from zarr.storage import FsspecStore

    found = read_references(path)
    found.check_targets()
    system = fsspec.filesystem(
        "reference",
        fo=dict(found.places),
        remote_protocol="file",
        asynchronous=True,
        skip_instance_cache=True,
    )
    return FsspecStore(system, read_only=True, path="")


def read_references(path: str) -> References:
    """Read a list of references; what was read is kept as long as the file stays the same.

    Raises
    ------
    GridError
        If it is no list of references, or one leads out of its folder.
    """
    try:
        if os.path.isdir(path):  # noqa: PTH112 - once per item
            return _read(path, version_of_folder(path))
        status = os.stat(path)  # noqa: PTH116
        return _read(path, (status.st_size, status.st_mtime_ns))
    except OSError as error:
        raise GridError(
            "{path} cannot be read: {reason}", path=path, reason=error.strerror or error
        ) from error


@lru_cache(maxsize=4)
def _read(path: str, version: Hashable) -> References:
    if is_parquet_references(path):
        return _resolved(path, read_parquet_references(path), {})
    try:
        data = json.loads(Path(path).read_bytes())
    except (ValueError, RecursionError) as error:
        raise GridError(
            "{path} cannot be read: it is no JSON, or damaged: {error}", path=path, error=error
        ) from error
    return _resolved(path, *_parted(path, data))


def _resolved(path: str, refs: Mapping[str, Any], templates: Mapping[str, str]) -> References:
    places: dict[str, str | list[Any]] = {}
    ends: dict[str, int] = {}
    for key, value in refs.items():
        if isinstance(value, (str, dict)):
            places[key] = value if isinstance(value, str) else json.dumps(value)
            continue
        name, *rest = _Target(path, templates, key).read(value)
        ends[name] = max(ends.get(name, 0), sum(rest))
        places[key] = [f"{_FILE}{_folder_of(path)}/{name}", *rest]
    return References(path, places, ends)


def _folder_of(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - for each chunk


def _parted(path: str, data: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the references of either version, and the texts that names may be made of."""
    is_first = isinstance(data, dict) and "version" in data
    refs = data.get("refs") if is_first else data
    templates = data.get("templates", {}) if is_first else {}
    ours = not is_first or data["version"] == 1
    if not ours or not isinstance(refs, dict) or not isinstance(templates, dict):
        _refuse_list(path)
    if not any(key.rpartition("/")[2] in _METADATA for key in refs):
        _refuse_list(path)
    if is_first and data.get("gen"):
        raise GridError(
            "{path} has references that are to be generated (gen), which is not done here: write "
            "them out with kerchunk first",
            path=path,
        )
    texts = {name: text for name, text in templates.items() if isinstance(text, str)}
    return refs, {name: text for name, text in texts.items() if len(text) <= _LONGEST}


def _refuse_list(path: str) -> NoReturn:
    raise GridError(
        "{path} is no list of references (kerchunk, JSON of version 0 or 1) to a Zarr store",
        path=path,
    )


@dataclass(frozen=True)
class _Target:
    """Reads where a chunk stands, which a list says of the `key`."""

    path: str
    templates: Mapping[str, str]
    key: str

    def read(self, value: Any) -> list[Any]:
        """Return the path of the target below the folder, and offset and length unless it is all.

        Raises
        ------
        GridError
            If that is damaged or leads elsewhere.
        """
        if not isinstance(value, list) or len(value) not in (1, 3):
            self._refuse_damaged(value)
        name, *rest = value
        if not isinstance(name, str) or not name or not all(_is_place(each) for each in rest):
            self._refuse_damaged(value)
        return [self._below(self._filled(name)), *rest]

    def _filled(self, name: str) -> str:
        if len(name) > _LONGEST:
            self._refuse_damaged(name)
        filled = _TEMPLATE.sub(lambda found: self.templates.get(found[1], found[0]), name)
        if "{{" in filled:
            raise GridError(
                "{path} makes the name {name} by a rule, which is not done here: write the names "
                "out with kerchunk first",
                path=self.path,
                name=filled[:_LONGEST],
            )
        return filled

    def _below(self, name: str) -> str:
        """Return a local path relative to the folder of the list, which it must not leave."""
        local = name.removeprefix(_FILE)
        if "://" in local or "::" in local:
            raise GridError(
                "{path} refers to {name}, which is no local file: copy it into the folder of the "
                "references, and name it there",
                path=self.path,
                name=name,
            )
        folder = _folder_of(self.path)
        if os.path.isabs(local):  # noqa: PTH117 - for each chunk
            local = os.path.relpath(local, folder)
        if strays(local) or local.startswith("~") or "\0" in local:
            raise GridError(
                "{path} reads from {name}, which lies outside of its folder; copy it there",
                path=self.path,
                name=name,
            )
        return os.path.normpath(local).replace(os.sep, "/")

    def _refuse_damaged(self, value: Any) -> NoReturn:
        raise GridError(
            "{path} is damaged: it says {value} of {key}, and not a file, an offset and a length",
            path=self.path,
            value=json.dumps(value)[:80],
            key=self.key,
        )


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
