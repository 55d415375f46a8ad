"""HDF5 files that would read from others: allowed beside them, refused elsewhere.

HDF5 follows external links, external storage and virtual data sets to any path without a word, so
that a file of a stranger could bring any file of this computer into a data set.
Source: https://docs.hdfgroup.org/documentation/hdf5/latest/_l_b_grp_create.html (link types) and
the HDF5 reference of H5Pset_external and H5Pset_virtual.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.storage.containers.hdf5_packing import check_packing
from curator_gui.core.storage.containers.stray_links import refuse_linked, refuse_stray, strays
from curator_gui.core.storage.files import file_stamp

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
    PackingError
        If an array has chunks that are made to fill the memory.
    """
    if copy is None:
        _check_file(Path(path), set())
    elif names := _names_in(copy):
        refuse_stray(path, next(iter(names)))


def _check_file(path: Path, seen: set[str]) -> None:
    """Refuse what leads out of a file's folder, also through the files that it names."""
    try:
        state = path.stat()
    except OSError:  # as its reader will say
        return
    seen.add(os.path.realpath(path))
    for name, raw in _names_of(str(path), file_stamp(state)).items():
        if strays(name):
            refuse_stray(path, name)
        other = path.parent / name.replace("\\", "/")
        if raw:
            refuse_linked(path, [_raw_file(path, name)])
        if os.path.realpath(other) not in seen:
            _check_file(other, seen)


@lru_cache(maxsize=4096)
def _names_of(path: str, stamp: tuple[int, ...]) -> Mapping[str, bool]:
    """Return what a file names (see `_names_in`); `stamp` is another one when it has changed."""
    import h5py

    return _names_in(path) if h5py.is_hdf5(path) else {}


def _names_in(source: Any) -> Mapping[str, bool]:
    """Return the other files that an HDF5 file names, as far as it can be read.

    Of each it says whether its bytes are taken as they are.
    """
    import h5py

    found: dict[str, bool] = {}
    try:
        with h5py.File(source, "r") as file:
            _collect(file, found)
    except (OSError, RuntimeError, KeyError, ValueError):  # damaged, as its reader will say
        return found
    return found


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
    if isinstance(node, h5py.Dataset):
        check_packing(node.file.filename, name, node.id)
    stored = _storage_of(node) if isinstance(node, h5py.Dataset) else {}
    _refuse_strays(group, [*others, *stored])
    path = Path(node.file.filename)
    refuse_linked(path, (_raw_file(path, other) for other, raw in stored.items() if raw))
    for other in stored:  # a virtual array may be made of virtual ones
        _check_file(path.parent / other, set())
    return node


def _raw_file(path: Path, name: str) -> Path:
    """Return the file that HDF5 takes for storage: it looks in the working folder alone.

    One that is not there is looked for beside the file that names it, where it should be.
    """
    return Path(name).absolute() if Path(name).exists() else path.parent / name


def _refuse_strays(group: h5py.Group, names: list[str]) -> None:
    for name in filter(strays, names):
        refuse_stray(group.file.filename, name)


def _storage_of(array: h5py.Dataset) -> dict[str, bool]:
    """Return the other files that an array has its values in, and whether as raw bytes."""
    found = {os.fsdecode(other): True for other, *_ in array.external or ()}
    if array.is_virtual:
        sources = (os.fsdecode(part.file_name) for part in array.virtual_sources())
        found |= {other: False for other in sources if other != "."}
    return found


def _collect(file: h5py.File, found: dict[str, bool]) -> None:
    """Collect the names of the files that a file reads from, as they stand in it.

    By the low level of h5py: a file may hold a million arrays, and its objects take twice as long.
    """
    from h5py import h5d, h5g, h5l, h5o

    root = h5g.open(file.id, b"/")

    def take_link(name: bytes, link: Any) -> None:
        if link.type == h5l.TYPE_EXTERNAL:
            found.setdefault(os.fsdecode(root.links.get_val(name)[0]), False)

    def take(name: bytes, node: Any) -> None:
        if node.type == h5o.TYPE_DATASET:
            with suppress(
                OSError, RuntimeError, KeyError, ValueError
            ):  # damaged: go on with others
                array = h5d.open(file.id, name)
                check_packing(file.filename, os.fsdecode(name), array)
                for other, raw in _elsewhere(array).items():
                    found[other] = raw or found.get(other, False)

    root.links.visit(take_link, info=True)
    h5o.visit(file.id, take, info=True)


def _elsewhere(array: Any) -> dict[str, bool]:
    """Return the other files that an array of the low level has its values in."""
    import h5py

    made = array.get_create_plist()
    if made.get_layout() != h5py.h5d.VIRTUAL and not made.get_external_count():
        return {}
    return _storage_of(h5py.Dataset(array))
