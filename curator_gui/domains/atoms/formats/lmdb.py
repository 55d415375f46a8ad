"""Read and write `.aselmdb` files: ASE databases in LMDB, as used by fairchem's data sets.

Layout (facts from ase-db-backends 0.11, `aselmdb.py`): one LMDB file without sub-databases; key
`"1"`, `"2"`, ... in ASCII, value zlib-compressed JSON of an `ase.db.row.AtomsRow` dictionary,
arrays as `{"__ndarray__": [shape, dtype, values]}`; `nextid` the next free key, `deleted_ids` those
unused below it, `metadata` a dictionary. Files of earlier fairchem versions have plain lists for
arrays; both are read. Since a row has no place for `Atoms.info`, it stands in the row's `data`,
where fairchem looks for it; own per-atom arrays are kept there under `arrays`.

One more key, `curator`, which other readers never ask for, says which rows belong to which index.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.containers.lmdb_files import alone
from curator_gui.core.storage.files import atomic_path, remove_quietly
from curator_gui.core.text.quantities import bytes_text
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.values import plain
from curator_gui.domains.atoms.graph import adopt_graph, written_info
from curator_gui.domains.atoms.properties import (
    is_result,
    results_of,
    set_results,
    warn_of_origin,
)

if TYPE_CHECKING:
    from ase import Atoms

    from curator_gui.domains.atoms.formats.staging import ProductRows

OWN_KEY = b"curator"
MAX_SPECIAL = 512 << 20
"""Bytes that the text of a special key may have, unpacked."""
MAX_GAPS = 1_000_000
_ROW_ARRAYS = ("initial_magmoms", "initial_charges", "masses", "tags", "momenta")
_PAGE = 4096
OTHER_RESULTS = "other_results"
"""Entry of a row's data with results that have no column."""
_TEXT_KEYS = "curator_text_keys"
"""Marks rows with keys that look like whole numbers, which ASE would make numbers of."""
_DAMAGES = (
    ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError,
    RecursionError,
)  # fmt: skip
"""What ASE raises for rows that are none."""

MAX_ROW = 1 << 30
"""Bytes of the text of one structure: some million atoms with forces."""


def encode_row(atoms: Atoms) -> bytes:
    """Return the value of a structure: compressed JSON of its row.

    Raises
    ------
    StructureError
        If a property is no data.
    """
    from ase.db.core import now

    row = _row(atoms)
    try:
        text = _encoder().encode(row)
    except (TypeError, ValueError, RuntimeError, RecursionError) as error:
        raise StructureError(
            "a row of a database cannot hold a property: {error}", error=error
        ) from error
    identity = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    tail = f', "unique_id": "{identity}", "ctime": {now()}, "mtime": {now()}}}'
    return zlib.compress((text[:-1] + tail).encode())


def _row(atoms: Atoms) -> dict[str, Any]:
    warn_of_origin(atoms)
    row: dict[str, Any] = {"numbers": atoms.numbers, "positions": atoms.positions}
    row["cell"], row["pbc"] = atoms.cell.array, atoms.pbc
    row.update({name: atoms.arrays[name] for name in _ROW_ARRAYS if name in atoms.arrays})
    if atoms.constraints:
        row["constraints"] = [constraint.todict() for constraint in atoms.constraints]
    results = {n: v for n, v in results_of(atoms).items() if is_result(n)}
    if results:
        row.update(results, calculator="unknown", calculator_parameters={})
    row["data"] = _data(atoms)
    if any(key.lstrip("+-").isdecimal() for key in _text_keys(row["data"])):
        row[_TEXT_KEYS] = True
    return row


def _text_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (key for key in value if isinstance(key, str))
        for entry in value.values():
            yield from _text_keys(entry)


@cache
def _encoder() -> Any:
    """Make ASE's encoder, which also writes dates and numbers that it cannot read back."""
    from ase.io.jsonio import MyEncoder, default

    class Encoder(MyEncoder):
        def default(self, obj: Any) -> Any:
            if isinstance(obj, datetime) and not obj.microsecond:
                raise TypeError(
                    Message("the date {obj} could not be read back: write it as text", obj=obj)
                )
            if isinstance(obj, (np.ndarray, np.generic)):
                plain(obj.flat[0] if isinstance(obj, np.ndarray) and obj.size else obj)
            return default(obj)

    return Encoder()


def _data(atoms: Atoms) -> dict[str, Any]:
    other = {n: v for n, v in results_of(atoms).items() if not is_result(n)}  # no column for them
    own = {n: a for n, a in atoms.arrays.items() if n not in ("numbers", "positions", *_ROW_ARRAYS)}
    data = {str(name): value for name, value in {**other, **written_info(atoms)}.items()}
    if any(not isinstance(name, (str, int)) for name in atoms.info):
        remark(Message("names of properties that are no text become text"))
    if own:
        if "arrays" in data:
            raise StructureError("'arrays' is where own per-atom properties go: rename that entry")
        data["arrays"] = {n: _column(n, a) for n, a in own.items()}
    return data


def _column(name: str, array: np.ndarray) -> np.ndarray:
    if array.dtype.kind != "O":
        return array
    if not all(isinstance(value, str) for value in array.flat):
        raise StructureError("not everything in the per-atom property {name} is text", name=name)
    return array.astype(str)


def decode_row(value: bytes) -> Atoms:
    """Return the structure of a row.

    Raises
    ------
    StructureError
        If the value is damaged or is no row.
    """
    from ase.db.row import AtomsRow

    try:
        row = AtomsRow(_decoded(_inflated(value, MAX_ROW).decode("utf-8")))
    except (zlib.error, *_DAMAGES) as error:
        raise StructureError("is damaged or no structure: {error}", error=error) from error
    return structure_of_row(row)


def _decoded(text: str) -> Any:
    """Return the dictionary of a row; unlike ASE, keep keys such as "1" in rows that say so."""
    from ase.io.jsonio import decode, mydecode, numpyfy

    if f'"{_TEXT_KEYS}": true' not in text:
        return decode(text)
    row = mydecode(text)
    return numpyfy(row) if row.pop(_TEXT_KEYS, False) is True else decode(text)


def structure_of_row(row: Any) -> Atoms:
    """Return the structure of an `AtomsRow`, with key-value pairs and data as `Atoms.info`.

    Raises
    ------
    StructureError
        If the row is damaged.
    """
    try:
        atoms: Atoms = row.toatoms()
        data = row.data
    except _DAMAGES as error:
        raise StructureError("is damaged or no structure: {error}", error=error) from error
    atoms.info.update(row.key_value_pairs)
    if isinstance(data, dict):
        atoms.info.update(data)
    _restore_arrays(atoms)
    adopt_graph(atoms)
    found = {n: _plain(v) for n, v in results_of(atoms).items()}
    set_results(atoms, {**found, **_taken_results(atoms)})
    return atoms


def _taken_results(atoms: Atoms) -> dict[str, Any]:
    """Take out the results that a row in SQLite has among its data, for want of a column."""
    found = atoms.info.get(OTHER_RESULTS)
    if not isinstance(found, dict) or not all(is_result(str(name)) for name in found):
        return {}
    return {name: _plain(value) for name, value in atoms.info.pop(OTHER_RESULTS).items()}


def _plain(value: Any) -> Any:
    return np.asarray(value, dtype=float) if isinstance(value, list) else value


def _restore_arrays(atoms: Atoms) -> None:
    own = atoms.info.get("arrays")
    if isinstance(own, Mapping) and all(np.shape(a)[:1] == (len(atoms),) for a in own.values()):
        atoms.arrays.update({name: np.asarray(array) for name, array in own.items()})
        del atoms.info["arrays"]


@contextmanager
def open_lmdb(path: Path) -> Iterator[Any]:
    """Give a read transaction on a file.

    The file's own statement of its size is checked first: LMDB maps files into memory, and reading
    behind the end of one that was cut off would kill the process (SIGBUS).

    Raises
    ------
    StructureError
        If the file is missing, no LMDB file or cut off.
    """
    with alone(path):
        yield from _transaction(path)


def _transaction(path: Path) -> Iterator[Any]:
    import lmdb

    try:
        # `lock=False`: nobody writes a finished file, and folders of data sets may be read-only.
        env = lmdb.open(str(path), subdir=False, readonly=True, lock=False, readahead=False)
    except lmdb.Error as error:
        empty = path.exists() and path.stat().st_size == 0
        reason = "it is empty" if empty else str(error).removeprefix(f"{path}: ")
        raise StructureError("cannot be opened as LMDB: {reason}", reason=reason) from error
    try:
        needed = (env.info()["last_pgno"] + 1) * env.stat()["psize"]
        size = path.stat().st_size
        if size < needed:
            raise StructureError(
                "is cut off: {size} bytes of at least {needed}", size=size, needed=needed
            )
        with env.begin(buffers=False) as transaction:
            yield transaction
    except lmdb.Error as error:
        raise StructureError("is damaged: {error}", error=error) from error
    finally:
        env.close()


def stored_value(transaction: Any, key: bytes, default: Any) -> Any:
    """Return the value of one of the special keys.

    Raises
    ------
    StructureError
        If it is damaged.
    """
    value = transaction.get(key)
    if value is None:
        return default
    try:
        return json.loads(_inflated(value))
    except (zlib.error, ValueError, RecursionError) as error:
        raise StructureError(
            "is damaged: its key {key}: {error}", key=repr(key.decode()), error=error
        ) from error


def _inflated(value: bytes, limit: int = MAX_SPECIAL) -> bytes:
    """Unpack a value, which may be a few bytes that were made to fill the memory.

    Raises
    ------
    ValueError
        If it has more than `limit` bytes.
    zlib.error
        If it is damaged or cut off.
    """
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(value, limit)
    if unpacking.unconsumed_tail:
        raise ValueError(f"it is larger than {bytes_text(limit)}")
    if not unpacking.eof:
        raise zlib.error("incomplete or truncated stream")
    return content


def row_ids(path: Path) -> np.ndarray:
    """Return the keys of all rows, ascending, as an int64 array.

    Raises
    ------
    StructureError
        If the file is no ASE database in LMDB or damaged.
    """
    with open_lmdb(path) as transaction:
        following = stored_value(transaction, b"nextid", None)
        deleted = stored_value(transaction, b"deleted_ids", [])
        entries = transaction.stat()["entries"]
    if not isinstance(following, int):
        raise StructureError("is no ASE database: it has no key 'nextid'")
    if following > 10 * entries + MAX_GAPS:  # their numbers alone could fill the memory
        raise StructureError(
            "is damaged: it promises {n} rows and has {entries}", n=following - 1, entries=entries
        )
    ids = np.arange(1, following, dtype=np.int64)
    return ids[~np.isin(ids, np.asarray(deleted, dtype=np.int64))] if deleted else ids


def read_row(path: Path, row: int) -> bytes:
    """Return the compressed value of one row.

    Raises
    ------
    StructureError
        If the file cannot be read or has no such row.
    """
    with open_lmdb(path) as transaction:
        value = transaction.get(str(row).encode("ascii"))
    if value is None:
        raise StructureError("has no row {row}", row=row)
    return bytes(value)


def write_lmdb(path: Path, rows: ProductRows) -> None:
    """Write all rows to a new file, with keys from 1 in their order, and rename it when complete.

    The file is copied once by LMDB itself, which leaves out unused pages: on Windows a fresh file
    takes the whole size that was reserved for it.
    """
    import lmdb

    # Worst case: every value begins a page of its own; plus the tree above them.
    size = sum((length // _PAGE + 2) * _PAGE for length in rows.lengths) + (1 << 20)
    with atomic_path(path) as part:
        draft = part.with_name(f"{part.name}.draft")
        try:
            env = lmdb.open(str(draft), subdir=False, map_size=size, lock=False, sync=False)
            with env.begin(write=True) as transaction:
                _put_rows(transaction, rows)
            env.copy(str(part), compact=True)
            env.close()
        finally:
            remove_quietly(draft)


def _put_rows(transaction: Any, rows: ProductRows) -> None:
    count = 0
    for value in rows:
        count += 1
        transaction.put(str(count).encode("ascii"), value)
    own = {"indices": rows.indices, "counts": rows.counts}
    for key, entry in ((b"nextid", count + 1), (OWN_KEY, own)):
        transaction.put(key, zlib.compress(json.dumps(entry).encode()))


def is_ours(path: Path) -> bool:
    """Whether a file is a database that `write_lmdb` wrote."""
    try:
        with open_lmdb(path) as transaction:
            return stored_value(transaction, OWN_KEY, None) is not None
    except StructureError:
        return False


def read_by_index(path: Path) -> dict[int, list[bytes]]:
    """Return the rows of a file that `write_lmdb` wrote, by index.

    Raises
    ------
    StructureError
        If the file was written by another program: it is not ours to change.
    """
    with open_lmdb(path) as transaction:
        own = stored_value(transaction, OWN_KEY, None)
        if own is None:
            raise StructureError(
                "{path} was not written by this sink, or is damaged: choose another name", path=path
            )
        found, row = {}, 0
        for index, count in zip(own["indices"], own["counts"], strict=True):
            keys = [str(row + n).encode("ascii") for n in range(1, count + 1)]
            found[int(index)] = [bytes(transaction.get(key)) for key in keys]
            row += count
    return found
