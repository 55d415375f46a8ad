"""HDF5 files that would read from others: allowed beside them, refused elsewhere.

HDF5 follows external links, external storage and virtual data sets to any path without a word, so
that a file of a stranger could bring any file of this computer into a data set.
Source: https://docs.hdfgroup.org/documentation/hdf5/latest/_l_b_grp_create.html (link types) and
the HDF5 reference of H5Pset_external and H5Pset_virtual.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.storage.containers.stray_links import refuse_stray, strays

if TYPE_CHECKING:
    import h5py


def check_links(path: str | Path, copy: str | None = None) -> None:
    """Refuse an HDF5 file that would read from outside of its folder, itself or through others.

    Files of other formats, and damaged ones, are left to their readers. A file on this computer is
    looked through once in a process, and again if it has changed.

    Parameters
    ----------
    path
        The file, or what it is called.
    copy
        Its copy on this computer, if it is a remote file; then it may read from no other file.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    """
    if copy is None:
        _check_file(Path(path), set())
    elif names := _names_in(copy):
        refuse_stray(path, names[0])


def _check_file(path: Path, seen: set[str]) -> None:
    """Refuse what leads out of a file's folder, also through the files that it names."""
    try:
        state = path.stat()
    except OSError:  # as its reader will say
        return
    seen.add(os.path.realpath(path))
    stamp = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    for name in _names_of(str(path), stamp):
        if strays(name):
            refuse_stray(path, name)
        other = path.parent / name.replace("\\", "/")
        if os.path.realpath(other) not in seen:
            _check_file(other, seen)


@lru_cache(maxsize=4096)
def _names_of(path: str, stamp: tuple[int, ...]) -> tuple[str, ...]:
    """Return the other files that a file names; `stamp` is another one when it has changed."""
    import h5py

    return _names_in(path) if h5py.is_hdf5(path) else ()


def _names_in(source: Any) -> tuple[str, ...]:
    """Return the other files that an HDF5 file names, as far as it can be read."""
    import h5py

    found: dict[str, None] = {}
    try:
        with h5py.File(source, "r") as file:
            _collect(file, found)
    except (OSError, RuntimeError, KeyError, ValueError):  # damaged, as its reader will say
        return tuple(found)
    return tuple(found)


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
    if not isinstance(link, h5py.HardLink):  # which may lead on through links of other files
        folder = os.path.dirname(group.file.filename) or "."  # noqa: PTH120 - as it stands
        others.append(os.path.relpath(node.file.filename, folder))
    stored = _storage_of(node) if isinstance(node, h5py.Dataset) else []
    _refuse_strays(group, others + stored)
    for other in stored:  # a virtual array may be made of virtual ones
        _check_file(Path(node.file.filename).parent / other, set())
    return node


def _refuse_strays(group: h5py.Group, names: list[str]) -> None:
    for name in filter(strays, names):
        refuse_stray(group.file.filename, name)


def _storage_of(array: h5py.Dataset) -> list[str]:
    """Return the other files that an array has its values in."""
    found = [os.fsdecode(other) for other, *_ in array.external or ()]
    if array.is_virtual:
        sources = (os.fsdecode(part.file_name) for part in array.virtual_sources())
        found += [other for other in sources if other != "."]
    return found


def _collect(file: h5py.File, found: dict[str, None]) -> None:
    """Collect the names of the files that a file reads from, as they stand in it.

    By the low level of h5py: a file may hold a million arrays, and its objects take twice as long.
    """
    from h5py import h5d, h5g, h5l, h5o

    root = h5g.open(file.id, b"/")

    def take_link(name: bytes, link: Any) -> None:
        if link.type == h5l.TYPE_EXTERNAL:
            found[os.fsdecode(root.links.get_val(name)[0])] = None

    def take(name: bytes, node: Any) -> None:
        if node.type == h5o.TYPE_DATASET:
            with suppress(
                OSError, RuntimeError, KeyError, ValueError
            ):  # damaged: go on with others
                found.update(dict.fromkeys(_elsewhere(h5d.open(file.id, name))))

    root.links.visit(take_link, info=True)
    h5o.visit(file.id, take, info=True)


def _elsewhere(array: Any) -> list[str]:
    """Return the other files that an array of the low level has its values in."""
    import h5py

    made = array.get_create_plist()
    if made.get_layout() != h5py.h5d.VIRTUAL and not made.get_external_count():
        return []
    return _storage_of(h5py.Dataset(array))
