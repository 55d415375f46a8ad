"""Read and write ASE databases in SQLite (`.db`), through `ase.db`.

Where a structure goes in a row (facts from ase 3.29, `ase/db/sqlite.py`): elements, positions,
cell, periodicity, charges, moments, masses, tags, momenta, constraints and the results energy,
free_energy, forces, stress, dipole, magmoms, magmom and charges have columns; single numbers and
texts of `Atoms.info` become key-value pairs, by which rows are selected, where `ase.db` allows
their names and values. All else is in the row's `data`, under its own name: own per-atom arrays
under `arrays`, results without a column (or of another shape than it holds) under `other_results`,
a neighbor graph under `neighbor_graph`.

The metadata of the database have an entry `curator`, which says which rows belong to which index.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.formats.lmdb import OTHER_RESULTS, structure_of_row
from curator_gui.domains.atoms.formats.packing import pack, structure_of, unpack
from curator_gui.domains.atoms.graph import written_info
from curator_gui.domains.atoms.properties import results_of

if TYPE_CHECKING:
    from ase import Atoms

    from curator_gui.domains.atoms.formats.staging import ProductRows

OWN_KEY = "curator"
ARRAYS = "arrays"
PLACEHOLDER = b"Not finished: Curator builds the database here when its run has ended.\n"
"""ASE would make a database of an empty file; this it refuses to open."""
_ERRORS = (sqlite3.Error, ValueError, TypeError, LookupError, AssertionError, AttributeError)
_NUMBERS = ("energy", "free_energy", "magmom")
_TAKEN = ("external_tables", "initial_magmoms", "initial_charges", "masses", "tags", "cell", "pbc")
_INT32 = np.iinfo(np.int32)


def encode(atoms: Atoms) -> bytes:
    """Return a structure as it is staged, after trying whether a row can hold it.

    Raises
    ------
    StructureError
        If a property is no data, or its name is taken by what rows keep under it.
    """
    staged = pack(atoms)
    row, pairs, data = _parts(structure_of(unpack(staged)), "")
    _tell(atoms.info, pairs, data)
    try:
        for name in ("fmax", "smax", "volume"):  # which ASE computes for its columns
            row.get(name)
        _encoded(data)
    except (*_ERRORS, ArithmeticError, RecursionError, NotImplementedError) as error:
        raise StructureError(
            "a row of a database cannot hold the structure: {error}", error=error
        ) from error
    return staged


def _encoded(data: dict[str, Any]) -> None:
    from ase.db.core import object_to_bytes

    object_to_bytes(data)


def write_database(path: Path, rows: ProductRows) -> None:
    """Write all rows to a new database, with ids from 1 in their order; rename it when complete."""
    from ase.db import connect

    with atomic_path(path) as part, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of names like formulas: said by `encode`
        with connect(str(part), type="db", use_lock_file=False) as database:
            for number, staged in enumerate(rows, 1):
                row, pairs, data = _parts(structure_of(unpack(staged)), f"{number}")
                database.write(row, pairs, data)
            own = {"indices": rows.indices, "counts": rows.counts}
            database.metadata = {OWN_KEY: own}


def _parts(atoms: Atoms, salt: str) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """Return the row of a structure, its key-value pairs and its data."""
    from ase.db.core import now
    from ase.db.row import AtomsRow

    columns, arrays = _arrays(atoms)
    results, others = _results(atoms)
    if results:
        columns |= {**results, "calculator": "unknown", "calculator_parameters": {}}
    if atoms.constraints:
        columns["constraints"] = [constraint.todict() for constraint in atoms.constraints]
    geometry = {"numbers": atoms.numbers.astype(np.int32), "positions": atoms.positions}
    box = {"cell": atoms.cell.array, "pbc": atoms.pbc}
    identity = hashlib.blake2b(salt.encode() + atoms.positions.tobytes(), digest_size=16)
    about = {"unique_id": identity.hexdigest(), "ctime": now(), "user": ""}
    pairs, data = _split(written_info(atoms))
    for name, table in ((ARRAYS, arrays), (OTHER_RESULTS, others)):
        if table and name in data | pairs:
            raise StructureError(
                "{name} is where rows keep other properties: rename that entry", name=repr(name)
            )
        data |= {name: table} if table else {}
    return AtomsRow({**geometry, **box, **about, **columns}), pairs, data


def _split(info: Mapping[Any, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part single values under names that ASE allows from everything else."""
    pairs, data = {}, {}
    for key, value in info.items():
        plain = value.item() if isinstance(value, np.generic) else value
        if _is_single(plain) and _name_state(str(key)) != "refused" and _fits(plain):
            pairs[str(key)] = plain
        else:
            data[str(key)] = _plain(plain)
    return pairs, data


def _is_single(value: Any) -> bool:
    return isinstance(value, (bool, int, float, str))


@lru_cache(maxsize=4096)
def _name_state(name: str) -> str:
    """Ask ASE about the name of a pair: "" if all is well, "refused", or "formula"."""
    from ase.db.core import check
    from ase.db.row import AtomsRow

    if name.startswith("_") or name.endswith("\n") or name in _TAKEN or hasattr(AtomsRow, name):
        return "refused"  # ASE takes these, and gives back something else
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            check({name: 1.5})
        except ValueError:
            return "refused"
    return "formula" if said else ""


def _fits(value: Any) -> bool:
    """Whether ASE takes a value as that of a pair, and SQLite can hold it."""
    from ase.db.core import check

    if isinstance(value, int):
        return abs(value) < 2**1023  # has a floating-point number beside it
    if not isinstance(value, str):
        return True
    try:
        value.encode()
        check({"value": value})
    except ValueError:  # reads like a number, or half of a surrogate pair
        return False
    return "\0" not in value


def _tell(info: Mapping[Any, Any], pairs: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """Say what selections will not find as one might expect; results have columns instead."""
    single = [str(k) for k, v in info.items() if isinstance(v, np.generic) or _is_single(v)]
    refused = [name for name in single if name not in pairs and name in data]
    if refused:
        remark(
            Message(
                "ASE takes {names} as no key-value pair, by its name or because the text reads "
                "like a number: it is in the row's data",
                names=", ".join(map(repr, refused)),
            )
        )
    formulas = [name for name in pairs if _name_state(name) == "formula"]
    if formulas:
        remark(
            Message(
                "{names} reads like a formula: ASE finds it by comparing ({first}>0), not by its "
                "name alone",
                names=", ".join(formulas),
                first=formulas[0],
            )
        )


def _plain(value: Any) -> Any:
    """Return data that ASE's binary form gives back: native arrays of numbers, texts as lists."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "U":
            return value.tolist()
        return np.array(value, value.dtype.newbyteorder("="))
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, (list, tuple)) else value


def _arrays(atoms: Atoms) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return per-atom arrays that have a column of their type and shape, and all others."""
    columns: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name, array in atoms.arrays.items():
        if name in ("numbers", "positions"):
            continue
        if _has_column(name, array):
            columns[name] = array
        else:
            others[name] = _plain(array)
    return columns, others


def _has_column(name: str, array: np.ndarray) -> bool:
    if name == "tags":
        whole = array.dtype.kind == "i" and array.ndim == 1
        return whole and (not array.size or _INT32.min <= array.min() <= array.max() <= _INT32.max)
    shapes = {"initial_magmoms": 1, "initial_charges": 1, "masses": 1, "momenta": 2}
    return array.dtype == np.float64 and array.ndim == shapes.get(name)


def _results(atoms: Atoms) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return results that have a column and fit it, and all others."""
    count = len(atoms)
    shapes = {
        "forces": (count, 3), "stress": (6,), "dipole": (3,), "magmoms": (count,),
        "charges": (count,),
    }  # fmt: skip
    columns: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name, value in results_of(atoms).items():
        array = np.asarray(value)
        real = array.dtype in (np.float64, np.int64) and array.size > 0
        if name in _NUMBERS and array.size == 1 and np.isfinite(array).all():
            columns[name] = float(array.reshape(()))
        elif real and array.shape == shapes.get(name):
            columns[name] = array.astype(float)
        else:
            others[name] = _plain(value)
    return columns, others


# Reading ----------------------------------------------------------------------------------------


def check_readable(path: Path) -> None:
    """Insist that a file can be opened.

    Raises
    ------
    StructureError
        Saying why not.
    """
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise StructureError("cannot be read: {os_reason}", os_reason=os_reason(error)) from error


def database_ids(path: Path) -> np.ndarray:
    """Return the ids of all rows, ascending, as an int64 array.

    Raises
    ------
    StructureError
        If the file cannot be read or is no database of ASE.
    """
    check_readable(path)
    try:
        with _reading(path) as database:
            rows = database.execute("SELECT id FROM systems ORDER BY id").fetchall()
    except sqlite3.Error as error:
        raise StructureError("is no database of ASE or damaged: {error}", error=error) from error
    return np.array([row[0] for row in rows], dtype=np.int64)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        yield database


def read_rows(path: Path, ids: list[int]) -> Iterator[Atoms]:
    """Read rows one after another.

    Raises
    ------
    StructureError
        If one is missing or damaged.
    """
    from ase.db import connect

    check_readable(path)  # ASE would create a file that is gone
    # As a context manager: ASE closes its connection only then.
    with connect(str(path), type="db", create_indices=False, use_lock_file=False) as database:
        for number in ids:
            try:
                row = database.get(id=number)
            except KeyError as error:
                raise StructureError("has no row {frame_id} any more", frame_id=number) from error
            except _ERRORS as error:
                raise StructureError(
                    "row {frame_id} is damaged: {error}", frame_id=number, error=error
                ) from error
            yield structure_of_row(row)


def is_ours(path: Path) -> bool:
    """Whether a file is a database that `write_database` wrote."""
    return bool(_own_entry(path))


def _own_entry(path: Path) -> dict[str, Any]:
    try:
        with _reading(path) as database:
            found = database.execute("SELECT value FROM information WHERE name='metadata'")
            (text,) = found.fetchone() or ("{}",)
        entry: dict[str, Any] = json.loads(text)[OWN_KEY]
        return entry if {"indices", "counts"} <= entry.keys() else {}
    except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def read_by_index(path: Path) -> dict[int, list[bytes]]:
    """Return the rows of a database that `write_database` wrote, as they are staged, by index.

    Raises
    ------
    StructureError
        If the file was written or changed by another program: it is not ours to change.
    """
    own = _own_entry(path)
    ids = database_ids(path).tolist() if own else []
    if not own or sum(own["counts"]) != len(ids):
        raise StructureError(
            "{path} was not written by this sink, or was changed since: choose another name, or "
            "move it away",
            path=path,
        )
    rows = read_rows(path, ids)
    pairs = zip(own["indices"], own["counts"], strict=True)
    return {int(index): [pack(next(rows)) for _ in range(count)] for index, count in pairs}
