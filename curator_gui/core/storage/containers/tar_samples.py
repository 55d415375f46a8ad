"""Samples in tar files as WebDataset reads them: members of equal key beside each other.

The key of index 12 is `00000012`; where an index gave several items, that of its second one is
`00000012_0001`. Each sample has `KEY.json` with `index`, `item`, `items` (how many the index gave),
`source` and whatever a domain adds, and its arrays: all in `KEY.npz`, or each in a `KEY.NAME.npy`
of its own, with "_" for "/" in the names; `arrays` in the JSON then has the names themselves.

The bytes depend on nothing but the sample: no times, no owners, members in the order of the arrays.
"""

from __future__ import annotations

import io
import json
import math
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple
from urllib.parse import quote

from curator_gui.core.errors import CuratorError
from curator_gui.core.text.stored_names import say_changed

Arrays = dict[str, Any]
"""`numpy.ndarray` by name; NumPy itself is imported where it is used, for catalogues are listed."""

Buffer = bytes | memoryview

END = bytes(2 * tarfile.BLOCKSIZE)
"""What closes a tar file."""

LARGE, MOST_PACKED = 1 << 28, 500
"""Bytes from which on an array has to be there, and how many times smaller it may be packed."""

_DAMAGE = (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error)
_KEY = re.compile(r"(\d{8,})(?:_(\d{4,}))?\.(.+)")


class SampleError(CuratorError, ValueError):
    """A sample that cannot be written, or a tar file that holds none; says which and why."""


class Sample(NamedTuple):
    """One item: its arrays by name, and what its JSON says beside the keys of every sample."""

    arrays: Mapping[str, Any]
    about: Mapping[str, Any]


class Member(NamedTuple):
    """One file of the index `owner`: the bytes from `start` to `stop`, `size` of them its own.

    Those begin at `data`.
    """

    owner: int
    item: int
    suffix: str
    start: int
    data: int
    size: int
    stop: int


class Scan(NamedTuple):
    """The complete members of a tar file, in their order, and whether it ends as it should."""

    members: list[Member]
    is_closed: bool


def sample_bytes(
    sample: Sample, index: int, item: int, items: int, *, source: str, entries: str, compress: bool
) -> list[Buffer]:
    """Return the members of a sample as they stand in a tar file, in pieces.

    Raises
    ------
    SampleError
        If two arrays would have the same name, or one is of a type without bytes of its own.
    """
    key = f"{index:08d}" if items == 1 else f"{index:08d}_{item:04d}"
    about = {"index": index, "item": item, "items": items, "source": source, **sample.about}
    files: list[tuple[str, Buffer]] = []
    if entries == "npz":
        files.append(("npz", _npz(sample.arrays, compress)))
    else:
        names = entry_names(sample.arrays)
        _say_names(names)
        about["arrays"] = {entry: name for name, entry in names.items()}
        files += [(names[name], _npy(name, array)) for name, array in sample.arrays.items()]
    files.append(("json", json.dumps(_strict(about), ensure_ascii=False).encode()))
    return [piece for suffix, data in files for piece in _member(f"{key}.{suffix}", data)]


def _strict(value: Any) -> Any:
    """Turn what JSON has no number for (NaN, infinity) into texts, deeply."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _strict(inner) for key, inner in value.items()}
    return [_strict(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def entry_names(names: Iterable[str]) -> dict[str, str]:
    """Return what each array is called in a tar file; it does not depend on the others.

    Raises
    ------
    SampleError
        If two names differ in nothing but the case, which WebDataset does not look at.
    """
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name in names:
        found[name] = quote(name.replace("/", "_"), safe=" ()[],=+@~") + ".npy"
        other = taken.setdefault(found[name].lower(), name)
        if other != name:
            raise SampleError(
                "{other} and {name} would be the same entry, because WebDataset reads names in "
                "small letters; rename one, or write npz entries",
                other=repr(other),
                name=repr(name),
            )
    return found


def _say_names(entries: Mapping[str, str]) -> None:
    """Say which names are not as they were; those of their groups always stand before them."""
    usual = ((name, name.replace("/", "_", 1), entry) for name, entry in entries.items())
    changed = {
        name: entry.removesuffix(".npy") for name, plain, entry in usual if f"{plain}.npy" != entry
    }
    say_changed("WebDataset", changed, kept=True)


def _npz(arrays: Mapping[str, Any], compress: bool) -> Buffer:
    buffer = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy")  # of 1980, whenever it is written
            entry.compress_type, entry.create_system = method, 3
            with archive.open(entry, "w", force_zip64=True) as file:
                _write(file, name, array)
    return buffer.getbuffer()


def _npy(name: str, array: Any) -> Buffer:
    buffer = io.BytesIO()
    _write(buffer, name, array)
    return buffer.getbuffer()


def _write(file: Any, name: str, array: Any) -> None:
    import numpy as np

    values = np.asanyarray(array)
    if values.dtype.kind == "T":  # .npy files know texts of fixed width only
        values = np.array(values.tolist(), dtype=str).reshape(values.shape)
    if values.dtype.hasobject:
        raise SampleError(
            "{name} has type {dtype}, which cannot be stored without pickle",
            name=repr(name),
            dtype=values.dtype,
        )
    np.lib.format.write_array(file, values, allow_pickle=False)


def _member(name: str, data: Buffer) -> tuple[Buffer, ...]:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    head = entry.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")
    return head, data, bytes(-len(data) % tarfile.BLOCKSIZE)


def scan(path: Path) -> Scan:
    """List the members of a tar file by its heads; an empty file has none and is closed.

    Raises
    ------
    SampleError
        If it is no tar file, or one with other members than those of samples.
    OSError
        If it cannot be read.
    """
    size = path.stat().st_size
    if not size:
        return Scan([], True)
    members: list[Member] = []
    try:
        with tarfile.open(path, "r:") as tar:
            while (found := tar.next()) is not None:
                member = _parsed(found, path)
                if member.stop > size:
                    break
                members.append(member)
    except (tarfile.TarError, ValueError, OverflowError) as error:  # the last two: odd headers
        if isinstance(error, SampleError):
            raise
        if not members:
            raise SampleError("{path} is no tar file: {error}", path=path, error=error) from error
    return Scan(members, bool(members) and members[-1].stop + len(END) == size)


def _parsed(found: tarfile.TarInfo, path: Path) -> Member:
    match = _KEY.fullmatch(found.name)
    if match is None or not found.isreg():
        raise SampleError(
            "{path} was not written by this sink: it has the member {name}; choose another "
            "folder or name",
            path=path,
            name=repr(found.name),
        )
    padded = -(-found.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
    place = (found.offset, found.offset_data, found.size, found.offset_data + padded)
    return Member(int(match[1]), int(match[2] or 0), match[3], *place)


def refuse_damaged(path: Path, found: Scan) -> None:
    """Insist that a finished tar file ends as it was written.

    Raises
    ------
    SampleError
        If it does not; the message says up to which index it can be read.
    """
    if not found.is_closed:
        last = found.members[-1].owner if found.members else "none"
        raise SampleError(
            "{path} is damaged or cut off: the last index that can be read in it is {last}; "
            "delete the file and run its indices again",
            path=path,
            last=last,
        )


def iterate(path: Path) -> Iterator[tuple[Arrays, dict[str, Any]]]:
    """Read the samples of a finished tar file one after another: arrays and JSON.

    Raises
    ------
    SampleError
        If the file is damaged, or not of samples as they are described here.
    """
    found = scan(path)
    refuse_damaged(path, found)
    with path.open("rb") as file:
        for _, members in groupby(found.members, lambda member: (member.owner, member.item)):
            yield read_sample(path, file, list(members))


def first_names(path: Path) -> Sequence[str]:
    """Return the names of the arrays of the first sample; none if there is no sample.

    Raises
    ------
    SampleError
        If it is damaged.
    """
    arrays, _ = next(iterate(path), ({}, {}))
    return list(arrays)


def read_sample(
    path: Path, file: BinaryIO, members: Sequence[Member]
) -> tuple[Arrays, dict[str, Any]]:
    """Read the arrays of one sample under their own names, and its JSON, from an open tar file.

    Raises
    ------
    SampleError
        If what the members hold is damaged.
    """
    try:
        data = {member.suffix: _bytes(file, member) for member in members}
        about = json.loads(data.pop("json"))
        if "npz" in data:
            return dict(_unpacked(data["npz"])), about
        names = about["arrays"]
        return {names[entry]: _array(io.BytesIO(v), len(v)) for entry, v in data.items()}, about
    except (*_DAMAGE, RecursionError) as error:
        raise SampleError(
            "{path} is damaged at index {index}: {error}; delete the file and run its indices "
            "again",
            path=path,
            index=members[0].owner,
            error=f"{type(error).__name__}: {error}",
        ) from error


def _unpacked(data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the arrays of an NPZ file, unless one unpacks to much more than measured numbers do.

    Raises
    ------
    ValueError
        Naming it.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.file_size > max(LARGE, MOST_PACKED * info.compress_size):
                raise ValueError(
                    f"{info.filename!r} unpacks {info.compress_size:,} bytes to {info.file_size:,}"
                )
            with archive.open(info) as file:
                yield info.filename.removesuffix(".npy"), _array(file, info.file_size)


def _array(file: IO[bytes], held: int) -> Any:
    """Read an array of which so many bytes are there, its head included.

    Raises
    ------
    ValueError
        If it promises more: room would be made for it before that is noticed.
    """
    import numpy as np

    version = np.lib.format.read_magic(file)
    heads = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }
    if version in heads:
        shape, _, dtype = heads[version](file)
        promised = math.prod(shape) * dtype.itemsize
        if promised > held and not dtype.hasobject:
            raise ValueError(f"an array promises {promised:,} bytes and has {held:,}")
    file.seek(0)
    return np.lib.format.read_array(file, allow_pickle=False)


def _bytes(file: BinaryIO, member: Member) -> bytes:
    file.seek(member.data)
    return file.read(member.size)
