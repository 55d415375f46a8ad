"""HDF5 files that would read from others: allowed beside them, refused elsewhere.

HDF5 follows external links, external storage and virtual data sets to any path without a word, so
that a file of a stranger could bring any file of this computer into a data set.
Source: https://docs.hdfgroup.org/documentation/hdf5/latest/_l_b_grp_create.html (link types) and
the HDF5 reference of H5Pset_external and H5Pset_virtual.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from curator_gui.core.errors import CuratorError

if TYPE_CHECKING:
    import h5py

_DRIVE = re.compile(r"[A-Za-z]:")


class StrayLinkError(CuratorError):
    """A file that reads from another one outside of its folder; the message names both."""


def strays(name: str) -> bool:
    """Whether a name in a file leads out of that file's folder."""
    plain = os.path.normpath(name.replace("\\", "/")).replace(os.sep, "/")
    return plain.startswith(("/", "../")) or plain == ".." or bool(_DRIVE.match(plain))


def check_links(path: str | Path, data: bytes | None = None) -> None:
    """Refuse an HDF5 file that would read from files outside of its folder.

    Files of other formats, and damaged ones, are left to their readers.

    Parameters
    ----------
    path
        The file, or what it is called.
    data
        Its bytes, if it is no local file; then it may read from no other file at all.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    """
    import h5py

    source: Any = path if data is None else io.BytesIO(data)
    try:
        if data is None and not h5py.is_hdf5(path):
            return
        with h5py.File(source, "r") as file:
            for name in _others(file):
                if data is not None or strays(name):
                    _refuse(path, name)
    except (OSError, RuntimeError, KeyError, ValueError):  # damaged, as its reader will say
        return


def _refuse(path: str | Path, name: str) -> NoReturn:
    raise StrayLinkError(
        "{path} reads from {name}, which lies outside of its folder; copy it there",
        path=path,
        name=name,
    )


def open_member(group: h5py.Group, name: str) -> Any:
    """Open what a group has under a name, without slashes; for files too large to look through.

    Raises
    ------
    StrayLinkError
        If it lies in a file outside of the folder of its group's, or is stored there.
    KeyError
        If it is not there.
    """
    import h5py

    link = group.get(name, getlink=True)
    others = [os.fsdecode(link.filename)] if isinstance(link, h5py.ExternalLink) else []
    _refuse_strays(group, others)
    node = group[name]
    if isinstance(link, h5py.SoftLink):  # which may lead through a link into another file
        folder = os.path.dirname(group.file.filename) or "."  # noqa: PTH120 - as it stands
        others.append(os.path.relpath(node.file.filename, folder))
    if isinstance(node, h5py.Dataset):
        others += _storage_of(node)
    _refuse_strays(group, others)
    return node


def _refuse_strays(group: h5py.Group, names: list[str]) -> None:
    for name in filter(strays, names):
        _refuse(group.file.filename, name)


def _storage_of(array: h5py.Dataset) -> list[str]:
    """Return the other files that an array has its values in."""
    found = [os.fsdecode(other) for other, *_ in array.external or ()]
    if array.is_virtual:
        sources = (os.fsdecode(part.file_name) for part in array.virtual_sources())
        found += [other for other in sources if other != "."]
    return found


def _others(file: h5py.File) -> Iterator[str]:
    """Yield the names of the files that a file reads from, as they stand in it."""
    import h5py

    found: list[str] = []

    def take_link(name: str, link: Any) -> None:
        if isinstance(link, h5py.ExternalLink):
            found.append(os.fsdecode(link.filename))

    def take(name: str, node: Any) -> None:
        if isinstance(node, h5py.Dataset):
            found.extend(_storage_of(node))

    file.visititems_links(take_link)
    if not found:
        file.visititems(take)
    yield from found
