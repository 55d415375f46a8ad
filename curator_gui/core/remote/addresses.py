"""Files on other machines, named by addresses that fsspec reads, and which version they are.

An object store has no times and inodes that could be asked for in microseconds: each question is a
request. So what was answered is kept for the process, and asked for again where that matters.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from curator_gui.core.remote.remote_errors import AddressError
from curator_gui.core.storage.installed import to_add
from curator_gui.core.trust.secrets import expanded

FRESH_SECONDS = 60.0
"""How long a worker believes what it was told of an object before it asks again."""

_ONE_BY_ONE = 8
"""Objects of one folder that are asked for alone; then all of it are listed, 1,000 by request."""

_TAGS = ("ETag", "etag", "md5Hash", "content_md5", "generation")
_TIMES = ("mtime", "created", "updated", "LastModified", "last_modified")
_EXTRAS = {"s3": "s3", "s3a": "s3"}


def is_address(path: str) -> bool:
    """Whether a path is an address for fsspec, such as `s3://bucket/a.nc`."""
    return "://" in path


@dataclass(frozen=True)
class Told:
    """What a store tells of an object: `identity` changes with its content, "" if nothing does.

    `size` is in bytes; of a folder (a Zarr store) 0, and its identity is that of the objects that
    lie in it directly, which are its metadata.
    """

    identity: str
    size: int = 0
    at: float = 0.0


_told: dict[str, Told] = {}
_asked: Counter[str] = Counter()


def file_system(address: str) -> tuple[Any, str]:
    """Return the fsspec file system of an address, and the path in it.

    Raises
    ------
    AddressError
        If the library of its kind is not installed; the message names what to install.
    """
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(expanded(address))
    except ImportError as error:
        scheme = address.partition("://")[0].rpartition("::")[2]
        if scheme in _EXTRAS:
            raise AddressError(
                "its library is not installed; add it with: {command}",
                command=to_add(_EXTRAS[scheme]),
            ) from error
        raise AddressError("its library is not installed ({error})", error=error) from error
    return system, path


def told_of(address: str, older_than: float = float("inf")) -> Told:
    """Return what is known of an object or folder; asks if nothing is, or it is older (in seconds).

    Raises
    ------
    Exception
        Whatever the store's library raises; see `remote_reason`.
    """
    found = _told.get(address)
    if found is None or time.monotonic() - found.at > older_than:
        found = _ask(address)
    return found


def known_identity(address: str) -> str:
    """Return the identity that was told last, without asking; "" if none was."""
    found = _told.get(address)
    return found.identity if found is not None else ""


def identity_now(address: str) -> str:
    """Return the identity of an object, asked for unless it is known; "" if it cannot be told."""
    with suppress(Exception):
        return told_of(address).identity
    return ""


def is_there(address: str) -> bool:
    """Whether an object is there; unlike fsspec's own, raises where the store does not answer."""
    system, path = file_system(address)
    try:
        return bool(system.info(path)["type"] == "file")
    except (FileNotFoundError, NotADirectoryError):
        return False


def forget_told() -> None:
    """Ask again for every object that is named from now on."""
    _told.clear()
    _asked.clear()


def remember(address: str, info: Mapping[str, Any]) -> Told:
    """Keep what a listing of a store says of one of its objects."""
    _told[address] = _told_by(info)
    return _told[address]


def _told_by(info: Mapping[str, Any]) -> Told:
    size = int(info.get("size") or 0)
    tag = next((str(info[key]).strip('"') for key in _TAGS if info.get(key)), "")
    # A listing and the object itself write times differently; the tag is that of the content.
    said = tag or " ".join(f"{key}={info[key]}" for key in _TIMES if info.get(key))
    return Told(f"{size} {said}" if said else "", size, time.monotonic())


def _ask(address: str) -> Told:
    system, path = file_system(address)
    system.invalidate_cache(system._parent(path))
    folder = address.rstrip("/").rpartition("/")[0]
    _asked[folder] += 1
    if _asked[folder] > _ONE_BY_ONE and address not in _told:
        _list(system, system._parent(path), folder)
        if address in _told:
            return _told[address]
    info = system.info(path)
    return (
        _of_folder(system, path, address)
        if info["type"] == "directory"
        else remember(address, info)
    )


def _list(system: Any, parent: str, folder: str) -> None:
    for info in system.ls(parent, detail=True, refresh=True):
        if info["type"] == "file":
            remember(f"{folder}/{info['name'].rstrip('/').rpartition('/')[2]}", info)


def _of_folder(system: Any, path: str, address: str) -> Told:
    listed = system.ls(path, detail=True, refresh=True)
    inside = {
        str(i["name"]): remember(f"{address}//{i['name']}", i)
        for i in listed
        if i["type"] == "file"
    }
    text = "\n".join(f"{name} {told.identity}" for name, told in sorted(inside.items()))
    sound = inside and all(told.identity for told in inside.values())
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest() if sound else ""
    _told[address] = Told(digest, 0, time.monotonic())
    return _told[address]
