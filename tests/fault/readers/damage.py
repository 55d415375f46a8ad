"""Damage to one file, seeded: to its bytes, its numbers, or through its own library.

Formats with checksums, and those whose metadata say how large all else is, are damaged with the
library that writes them: bytes alone would never get beyond the first check.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np

from tests.fuzz.mutations import mutated

Damage = Callable[[Path, random.Random], None]

NUMBERS = (
    b"0", b"-1", b"1", b"2", b"3", b"255", b"65536", b"2147483647", b"-2147483648", b"4294967295",
    b"9223372036854775807", b"18446744073709551616", b"1e308", b"1e999", b"nan", b"NaN", b"-inf",
    b"0.5", b"99999999999", b"", b"x", b"1e-320", b"1 2", b"0x10", b"\xff", b"\xc3\xa9",
)  # fmt: skip
"""What may stand where a number was."""

WORDS = (0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1 << 40, (1 << 63) - 1)
"""What may stand where a whole number of 1, 2, 4 or 8 bytes was; also negative."""

FOREIGN = (
    b"", b"\x00", b"\n", b"{}", b"[]", b"null", b"<html></html>", b"PK\x03\x04",
    b"\x89HDF\r\n\x1a\n", b"CDF\x01", b"GRIB", b"\x1f\x8b\x08", b"SQLite format 3\x00",
    b"\xff\xfe", b"PAR1PAR1",
    b"# vtk DataFile Version 3.0\n", b"<?xml version='1.0'?><VTKFile/>", b"\x93NUMPY",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", bytes(4096),
)  # fmt: skip
"""Whole files of other kinds, or their beginnings."""

LEAVES: tuple[Any, ...] = (
    None, True, 0, -1, 1, 2, 1.5, -0.5, 1e308, float("nan"), float("inf"), 2**31, 2**63, 10**30, "",
    "x", "é\x00", "../../x", "/etc/hostname", [], [[]], [1], ["a"], {}, {"a": 1}, [None], "<f8",
    "|O", "a" * 5000, [[1, 2], [3]],
)  # fmt: skip
"""What may stand where a value of JSON, of an attribute or of a table was."""

_NUMBER = re.compile(rb"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")


def damage(path: Path, chance: random.Random) -> None:
    """Damage a file in one way: half of the time through the library of its format, if any."""
    data = path.read_bytes()
    own = _own_way(data)
    if own is not None and chance.random() < 0.6:
        with suppress(*_REFUSED):  # the library does not write that: the file is as it was
            own(path, chance)
            return
    path.write_bytes(damaged_bytes(data, chance))


_REFUSED = (
    OSError, ValueError, TypeError, KeyError, RuntimeError, OverflowError, AttributeError,
    IndexError, sqlite3.Error, RecursionError, MemoryError,
)  # fmt: skip


def damaged_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return other bytes: flipped, cut, repeated, of another kind, or with other numbers."""
    return chance.choice(_OF_BYTES)(data, chance)


def _flip(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if found else 0):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _near_end(data: bytes, chance: random.Random) -> bytes:
    return data[: max(0, len(data) - chance.randint(1, 200))]


def _without(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.choice((1, 3, 8, 100, 4096)) :]


def _twice(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    part = data[start : start + chance.choice((1, 8, 100, 4096))]
    return data[:start] + part + data[start:]


def _zeroed(data: bytes, chance: random.Random) -> bytes:
    start, size = chance.randint(0, len(data)), chance.choice((4, 64, 512))
    fill = chance.choice((b"\0", b"\xff"))
    return data[:start] + fill * min(size, len(data) - start) + data[start + size :]


def _other_kind(data: bytes, chance: random.Random) -> bytes:
    start = chance.choice(FOREIGN)
    return chance.choice((start, start + data, start + data[len(start) :], data + start))


def _word(data: bytes, chance: random.Random) -> bytes:
    """Put a whole number in place of another, mostly near the beginning, where lengths stand."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2))):
        code = chance.choice("bhiq")
        size = struct.calcsize(code)
        last = len(found) if chance.random() < 0.5 else min(len(found), 1024)
        if last > size:
            at = chance.randrange(last - size) // size * size
            value = chance.choice((1, -1)) * chance.choice(WORDS)
            order = chance.choice("<>")
            bits = value & ((1 << 8 * size) - 1)
            found[at : at + size] = struct.pack(order + code.upper(), bits)
    return bytes(found)


def _number(data: bytes, chance: random.Random) -> bytes:
    """Put other text in place of numbers, mostly near the beginning, where counts stand."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        first = 0 if chance.random() < 0.5 else chance.randint(0, len(data))
        spans = [m.span() for _, m in zip(range(60), _NUMBER.finditer(data, first), strict=False)]
        if spans:
            start, end = chance.choice(spans)
            data = data[:start] + chance.choice(NUMBERS) + data[end:]
    return data


def _line(data: bytes, chance: random.Random) -> bytes:
    """Leave a line out, give it twice, empty it or put it elsewhere."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    taken = lines[at]
    lines[at : at + 1] = chance.choice(([], [taken, taken], [b""], [taken[: len(taken) // 2]]))
    if chance.random() < 0.3:
        lines.insert(chance.randint(0, len(lines)), taken)
    return b"\n".join(lines)


def _whole_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    return b"\n".join(lines[: chance.randint(0, len(lines))])


_OF_BYTES = (
    _flip, _cut, _near_end, _without, _twice, _zeroed, _other_kind, _word, _word, _number, _number,
    _number, _line, _whole_lines, mutated,
)  # fmt: skip


def _own_way(data: bytes) -> Damage | None:
    for start, own in _BY_START.items():
        if data.startswith(start):
            return own
    return None


def _hdf5(path: Path, chance: random.Random) -> None:
    """Change what stands in an HDF5 file: shapes, types, names, attributes and links."""
    import h5py

    with h5py.File(path, "r+") as file:
        for _ in range(chance.choice((1, 1, 2))):
            names: list[str] = []
            file.visit(names.append)
            name = chance.choice(names or ["/"])
            chance.choice(_OF_HDF5)(file, name, chance)


def _array(chance: random.Random, like: Any = None) -> Any:
    """Return an array that nobody expects, often of the shape or type of another."""
    import h5py

    if like is not None and like.ndim and chance.random() < 0.5:
        shape = list(like.shape)
        axis = chance.randrange(len(shape))
        shape[axis] = max(0, shape[axis] + chance.choice((-1, 1, 7, -shape[axis])))
        return np.resize(like, shape) if like.size else np.zeros(shape, like.dtype)
    return chance.choice((
        np.float64(np.nan), np.int64(-1), np.zeros(0), np.zeros((0, 3)), np.zeros((1, 1, 1, 1)),
        np.full(3, np.nan), np.full(5, -1), np.full(4, 2**62), np.arange(4, dtype="u1"),
        np.array([b"a", b"bc"]), np.zeros(2, [("a", "f8"), ("b", "i4")]), np.zeros(3, bool),
        np.zeros(3, complex), h5py.Empty("f8"), "text", np.array(["a"], h5py.string_dtype()),
        np.float32(1e38), np.zeros((2, 2), "f2"),
    ))  # fmt: skip


def _replace_array(file: Any, name: str, chance: random.Random) -> None:
    node = file[name]
    made = _array(chance, np.asarray(node[()]) if hasattr(node, "shape") and node.shape else None)
    attributes = dict(node.attrs)
    del file[name]
    file[name] = made
    for key, value in attributes.items():
        with suppress(*_REFUSED):
            file[name].attrs[key] = value


def _huge_array(file: Any, name: str, chance: random.Random) -> None:
    node = file[name]
    shape = list(getattr(node, "shape", (1,)) or (1,))
    shape[chance.randrange(len(shape))] = chance.choice((10**7, 10**9, 2**31, 10**12))
    kind = getattr(node, "dtype", np.dtype("f8"))
    del file[name]
    file.create_dataset(name, shape, kind, chunks=tuple(min(n, 1000) for n in shape))


def _delete(file: Any, name: str, chance: random.Random) -> None:
    del file[name]


def _rename(file: Any, name: str, chance: random.Random) -> None:
    file.move(name, name + chance.choice(("x", "/x", "é", " ")))


def _group_instead(file: Any, name: str, chance: random.Random) -> None:
    del file[name]
    file.create_group(name)


def _link(file: Any, name: str, chance: random.Random) -> None:
    import h5py

    del file[name]
    file[name] = chance.choice((
        h5py.SoftLink("/nothing"), h5py.SoftLink("/" + name), h5py.SoftLink("/"),
        h5py.ExternalLink("nothing.h5", "/x"), h5py.ExternalLink("../outside.h5", "/x"),
        h5py.ExternalLink("/etc/hostname", "/x"),
    ))  # fmt: skip


def _attribute(file: Any, name: str, chance: random.Random) -> None:
    node = file[name] if chance.random() < 0.7 else file
    key = chance.choice([*node.attrs, "units", "scale_factor", "_FillValue", "Type", "Version"])
    if chance.random() < 0.3:
        del node.attrs[key]
    elif chance.random() < 0.5:
        node.attrs[key] = _array(chance)
    else:
        value = chance.choice(LEAVES)
        node.attrs[key] = json.dumps(value) if isinstance(value, (dict, type(None))) else value


def _values(file: Any, name: str, chance: random.Random) -> None:
    node = file[name]
    values = np.asarray(node[()])
    flat = values.reshape(-1)
    for _ in range(chance.choice((1, 3))):
        at = chance.randrange(flat.size)
        odd = chance.choice((0, -1, 1, 2**31 - 1, -(2**63), 2**63 - 1, np.nan, np.inf, 1e300))
        with np.errstate(all="ignore"):
            flat[at] = np.array(odd).astype(flat.dtype)
    node[...] = values


_OF_HDF5 = (
    _replace_array, _replace_array, _huge_array, _delete, _rename, _group_instead, _link,
    _attribute, _attribute, _values, _values,
)  # fmt: skip


def _sqlite(path: Path, chance: random.Random) -> None:
    """Change values, rows, columns or tables of a database."""
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        table = chance.choice([name for (name,) in database.execute(query)])
        columns = [row[1] for row in database.execute(f"PRAGMA table_info('{table}')")]
        column = chance.choice(columns)
        value = chance.choice(LEAVES)
        value = json.dumps(value) if isinstance(value, (list, dict)) else value
        value = chance.choice((value, b"\x00\x01\x02", b"", bytes(9)))
        way = chance.choice((
            (f'UPDATE "{table}" SET "{column}" = ?', (value,)),
            (f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = 1', (value,)),
            (f'DELETE FROM "{table}" WHERE rowid = 1', ()),
            (f'DELETE FROM "{table}"', ()),
            (f'DROP TABLE "{table}"', ()),
            (f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO other', ()),
        ))  # fmt: skip
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(*way)
        database.commit()


def _zip(path: Path, chance: random.Random) -> None:
    """Change, lose or replace a member of an archive of arrays."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(members))
    way = chance.randrange(5)
    if way == 0:
        del members[name]
    elif way == 1:
        members[name] = damaged_bytes(members[name], chance)
    elif way == 2:
        members[f"x{name}"] = members.pop(name)
    else:
        members[name] = _npy(chance, members[name])
    with zipfile.ZipFile(path, "w") as archive:
        for key, data in members.items():
            archive.writestr(key, data)


def _npy(chance: random.Random, old: bytes) -> bytes:
    import h5py

    like = np.load(io.BytesIO(old))
    made = _array(chance, like)
    if isinstance(made, h5py.Empty):
        made = np.array([{"a": 1}], object)  # needs pickle
    out = io.BytesIO()
    if chance.random() < 0.2:  # a head that promises more than there is
        shape = (chance.choice((10**9, 10**12, 2**62)), *like.shape[1:])
        head = {"descr": like.dtype.str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(out, head)
        out.write(bytes(100))
    else:
        np.save(out, made)
    return out.getvalue()


def _gzip(path: Path, chance: random.Random) -> None:
    path.write_bytes(gzip.compress(damaged_bytes(gzip.decompress(path.read_bytes()), chance)))


def _json(path: Path, chance: random.Random) -> None:
    """Change a value, a key or the number of entries somewhere in a tree of JSON."""
    data = json.loads(path.read_text("utf-8"))
    for _ in range(chance.choice((1, 1, 2))):
        data = damaged_tree(data, chance)
    path.write_text(json.dumps(data), "utf-8")


def damaged_tree(data: Any, chance: random.Random) -> Any:
    """Return a tree of lists and tables with something else at one place."""
    places = list(_places(data))
    if not places:
        return chance.choice(LEAVES)
    owner, key = chance.choice(places)
    way = chance.randrange(6)
    if way == 0:
        del owner[key]
    elif way == 1 and isinstance(owner, dict):
        owner[f"{key}x"] = owner.pop(key)
    elif way == 2 and isinstance(owner, list):
        owner.insert(0, owner[key])
    else:
        owner[key] = chance.choice(LEAVES)
    return data


def _places(data: Any) -> Any:
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in inner:
        yield data, key
        yield from _places(value)


def _parquet(path: Path, chance: random.Random) -> None:
    """Write the table again with a column of another type, with nothing, or without rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    rows = table.num_rows
    number = chance.randrange(table.num_columns)
    made: list[Any] = [
        [None] * rows, [[1, 2]] * rows, [{"a": 1}] * rows, [b"\xff"] * rows, [True] * rows,
        [float("nan")] * rows, ["é\x00"] * rows, [-1] * rows, [""] * rows,
    ]  # fmt: skip
    table = table.set_column(number, table.column_names[number], pa.array(chance.choice(made)))
    pq.write_table(table.slice(0, chance.choice((rows, rows, 0))), path)


_BY_START: dict[bytes, Damage] = {
    b"\x89HDF": _hdf5,
    b"SQLite format 3": _sqlite,
    b"PK\x03\x04": _zip,
    b"\x1f\x8b": _gzip,
    b"{": _json,
    b"[": _json,
    b"PAR1": _parquet,
}


def damage_lmdb(path: Path, chance: random.Random) -> None:
    """Put other rows under the keys of a database, or damage its pages."""
    if chance.random() < 0.4:
        path.write_bytes(damaged_bytes(path.read_bytes(), chance))
        return
    import zlib

    import lmdb

    with (
        lmdb.open(str(path), subdir=False, lock=False, map_size=1 << 26) as database,
        database.begin(write=True) as transaction,
    ):
        keys = [key for key, _ in transaction.cursor()]
        key = chance.choice(keys)
        old = transaction.get(key)
        way = chance.randrange(5)
        if way == 0:
            transaction.delete(key)
        elif way == 1:
            transaction.put(key, damaged_bytes(old, chance))
        elif way == 2:
            transaction.put(chance.choice((b"0", b"-1", b"x", b"\xff", b"9" * 40)), old)
        else:
            tree = damaged_tree(json.loads(zlib.decompress(old)), chance)
            transaction.put(key, zlib.compress(json.dumps(tree).encode()))


def damage_folder(path: Path, chance: random.Random) -> None:
    """Damage, lose or empty one file of a store that is a folder."""
    files = sorted(file for file in path.rglob("*") if file.is_file())
    heads = [file for file in files if file.name in HEADS]
    file = chance.choice(heads if heads and chance.random() < 0.6 else files)
    way = chance.random()
    if way < 0.08:
        file.unlink()
    elif way < 0.12:
        file.unlink()
        file.mkdir()
    else:
        damage(file, chance)


HEADS = ("zarr.json", ".zarray", ".zattrs", ".zgroup", ".zmetadata", "meta.json")
