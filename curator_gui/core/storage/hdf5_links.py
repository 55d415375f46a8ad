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
from typing import TYPE_CHECKING, Any

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
                    raise StrayLinkError(
                        "{path} reads from {name}, which lies outside of its folder; copy it there",
                        path=path,
                        name=name,
                    )
    except (OSError, RuntimeError, KeyError, ValueError):  # damaged, as its reader will say
        return


def _others(file: h5py.File) -> Iterator[str]:
    """Yield the names of the files that a file reads from, as they stand in it."""
    import h5py

    found: list[str] = []

    def take_link(name: str, link: Any) -> None:
        if isinstance(link, h5py.ExternalLink):
            found.append(os.fsdecode(link.filename))

    def take(name: str, node: Any) -> None:
        if not isinstance(node, h5py.Dataset):
            return
        found.extend(os.fsdecode(other) for other, *_ in node.external or ())
        if node.is_virtual:
            sources = (os.fsdecode(part.file_name) for part in node.virtual_sources())
            found.extend(other for other in sources if other != ".")

    file.visititems_links(take_link)
    if not found:
        file.visititems(take)
    yield from found
