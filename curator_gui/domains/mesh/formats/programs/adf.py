"""Links of CGNS files in the older form, ADF: to other files they are refused.

VTK follows them to any file, found from the working folder on and along the paths of several
variables. So none is followed, not even beside: which file it would be cannot be told from here.

Each node has a header of 246 characters between the tags `NoDe` and `TaiL`; a link has the type
`LK`, and `FILE>NODE` as its value, in a chunk between `DaTa` and `dEnD`, which a pointer of twelve
hexadecimal digits leads to: a block of 4,096 bytes, and where it begins there.
Source: the ADF user's guide, https://cgns.org, and the sizes in ADF_internals.h of its library.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError

_TAG, _HEADER, _BLOCK = b"NoDe", 246, 4096
_TYPE, _LENGTH, _DATA = slice(96, 128), slice(130, 138), slice(230, 242)
_CHUNK, _POINTER = b"DaTa", 12
_SEPARATOR = b">"


def is_adf(path: Path) -> bool:
    """Whether a file begins as those of ADF do."""
    with path.open("rb") as file:
        return b"ADF" in file.read(32)


def check_adf(path: Path) -> None:
    """Refuse a file in the form of ADF that reads from others.

    Raises
    ------
    MeshError
        Naming the first of these.
    """
    if not is_adf(path):
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for name in _linked(data):
            raise MeshError(
                "{path} reads from {name} by a link of ADF, which is not followed: make one file "
                "of both in the form of HDF5, such as with cgnsconvert",
                path=path,
                name=repr(name.decode("utf-8", "replace"))[:200],
            )


def _linked(data: mmap.mmap) -> Iterator[bytes]:
    """Yield what links name; a file's name comes first, nothing if they stay in this one."""
    place = data.find(_TAG)
    while place >= 0:
        header = data[place : place + _HEADER]
        if b"LK" in header[_TYPE].upper():
            value = _value(data, header)
            if value is None or not value.strip().startswith(_SEPARATOR):
                yield (value or b"?").partition(_SEPARATOR)[0]
        place = data.find(_TAG, place + 1)


def _value(data: mmap.mmap, header: bytes) -> bytes | None:
    """Return the text of a link; None if it is not where its header says."""
    try:
        block, offset = int(header[_DATA][:8], 16), int(header[_DATA][8:], 16)
        length = int(header[_LENGTH], 16)
    except ValueError:
        return None
    start = block * _BLOCK + offset
    if data[start : start + len(_CHUNK)] != _CHUNK:
        return None
    start += len(_CHUNK) + _POINTER
    return data[start : start + length]
