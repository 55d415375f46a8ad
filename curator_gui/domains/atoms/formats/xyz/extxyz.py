"""Write extended XYZ without losing digits.

The layout is that of `ase.io.extxyz.write_xyz` (and is read back by it, OVITO and others), with two
differences: that writer rounds positions, forces and all other columns to 8 decimals, this one
writes the shortest text that gives back the same number unless told to round; and what the format
cannot hold is an error here, where that one writes a file that reads back as something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.xyz.key_values import entries_text
from curator_gui.domains.atoms.formats.xyz.mace_labels import mace_labelled
from curator_gui.domains.atoms.graph import written_info
from curator_gui.domains.atoms.properties import results_of, warn_of_origin

if TYPE_CHECKING:
    from ase import Atoms

_PER_ATOM_RESULTS = ("forces", "stresses", "charges", "magmoms", "energies")
_FIXED_NAMES = ("species", "symbols", "pos", "positions", "Z", "numbers", "move_mask")
"""What ASE reads as the geometry or as constraints."""
_UNFIT_NAME = frozenset(" :=\\'\"{}[]")
_INT32 = np.iinfo(np.int32)
_TYPES = {"f": "R", "i": "I", "u": "I", "b": "L", "U": "S", "S": "S", "O": "S"}


LABELS = ("ase", "mace")
"""Whose names results get: ASE's own, or those that MACE looks for."""


def labelled_text(atoms: Atoms, decimals: int | None, labels: str) -> str:
    """Return the text of one frame, with results under the names of `LABELS`.

    Raises
    ------
    StructureError
        If the format cannot hold a property: the message names it.
    """
    return frame_text(mace_labelled(atoms) if labels == "mace" else atoms, decimals)


def frame_text(atoms: Atoms, decimals: int | None = None) -> str:
    """Return the text of one frame.

    Parameters
    ----------
    decimals
        Digits after the point in the columns; None writes every digit that counts.

    Raises
    ------
    StructureError
        If the format cannot hold a property: the message names it.
    """
    warn_of_origin(atoms)
    columns = _columns(atoms)
    properties = ":".join(_describe(name, array) for name, array in columns.items())
    words = [_lattice(atoms), f"Properties={properties}", entries_text(_info(atoms))]
    pbc = " ".join("T" if flag else "F" for flag in atoms.pbc)
    comment = " ".join(word for word in [*words, f'pbc="{pbc}"'] if word)
    rows = zip(*_cells(columns, decimals), strict=True)
    return "".join([f"{len(atoms)}\n{comment}\n", *(" ".join(row) + "\n" for row in rows)])


def _lattice(atoms: Atoms) -> str:
    if not atoms.cell.any():
        return ""
    return 'Lattice="' + " ".join(repr(float(x)) for x in atoms.cell.array.ravel()) + '"'


def _columns(atoms: Atoms) -> dict[str, np.ndarray]:
    results = {n: np.asarray(v) for n, v in results_of(atoms).items() if n in _PER_ATOM_RESULTS}
    arrays = {n: a for n, a in atoms.arrays.items() if n not in ("numbers", "positions")}
    _refuse_clash(arrays, results)
    _check_own_columns(arrays)
    columns = {"symbols": np.array(atoms.get_chemical_symbols(), dtype=str)}
    columns["positions"] = atoms.positions
    columns.update(_move_mask(atoms))
    columns.update(arrays)
    columns.update(results)
    if len(columns) > 2:
        _check_distinct(columns)
    return columns


def _info(atoms: Atoms) -> dict[str, Any]:
    results = {n: v for n, v in results_of(atoms).items() if n not in _PER_ATOM_RESULTS}
    _refuse_clash(atoms.info, results)
    return {**written_info(atoms), **results}


def _refuse_clash(own: Iterable[str], results: dict[str, Any]) -> None:
    both = sorted(set(own) & set(results))
    if both:
        raise StructureError(
            "{both} is both a result and another property, and a file has only one "
            "place for it: rename or drop one",
            both=repr(both[0]),
        )


def _move_mask(atoms: Atoms) -> dict[str, np.ndarray]:
    """Return the column of atoms that may move; the format knows no other constraint."""
    from ase.constraints import FixAtoms, FixCartesian

    free = np.ones((len(atoms), 3), dtype=bool)
    for constraint in atoms.constraints:
        if isinstance(constraint, FixAtoms):
            free[constraint.index] = False
        elif isinstance(constraint, FixCartesian):
            free[constraint.index] &= ~np.asarray(constraint.mask, dtype=bool)
        else:
            raise StructureError(
                "extended XYZ cannot hold the constraint {type}; only FixAtoms and FixCartesian",
                type=type(constraint).__name__,
            )
    if free.all():
        return {}
    same = bool((free == free[:, :1]).all())
    return {"move_mask": free[:, 0] if same else free}


def _describe(name: str, array: np.ndarray) -> str:
    from ase.io.extxyz import PROPERTY_NAME_MAP

    kind = _TYPES.get(array.dtype.kind)
    if kind is None or array.ndim not in (1, 2) or 0 in array.shape[1:] or _is_too_wide(array):
        raise StructureError(
            "extended XYZ cannot hold the column {name} of shape {shape} and type {dtype}",
            name=repr(name),
            shape=array.shape,
            dtype=array.dtype,
        )
    width = 1 if array.ndim == 1 else array.shape[1]
    return f"{PROPERTY_NAME_MAP.get(name, name)}:{kind}:{width}"


def _is_too_wide(array: np.ndarray) -> bool:
    """Whether numbers have more bits than readers give them: 32 for whole ones in ASE."""
    if array.dtype.kind not in "iu" or array.itemsize < 4 or not array.size:
        return array.dtype.kind == "f" and array.itemsize > 8
    return bool(array.max() > _INT32.max or array.min() < _INT32.min)


def _check_own_columns(arrays: dict[str, np.ndarray]) -> None:
    for name, array in arrays.items():
        if not name or name in _FIXED_NAMES or not name.isprintable() or set(name) & _UNFIT_NAME:
            raise StructureError(
                "{name} cannot be the name of a column in extended XYZ: rename it", name=repr(name)
            )
        if name == "charge":
            remark(Message("the column charge reads back as the result charges"))
        if array.ndim == 2 and array.shape[1] == 1:
            remark(Message("the column {name} of shape (n, 1) reads back as (n,)", name=name))


def _check_distinct(columns: dict[str, np.ndarray]) -> None:
    """Refuse names that ASE's reader, which numbers the columns of a matrix, could not keep apart.

    Raises
    ------
    StructureError
        Naming both.
    """
    from ase.io.extxyz import PROPERTY_NAME_MAP

    owner: dict[str, str] = {}
    for name, array in columns.items():
        own = PROPERTY_NAME_MAP.get(name, name)
        wide = array.ndim > 1 and array.shape[1] > 1
        for part in [f"{own}{n}" for n in range(array.shape[1])] if wide else [own]:
            if part in owner:
                _refuse_same(name, owner[part], part)
            owner[part] = name


def _refuse_same(name: str, other: str, part: str) -> NoReturn:
    raise StructureError(
        "the columns {name} and {other} of extended XYZ would both be called {part}: rename one",
        name=repr(name),
        other=repr(other),
        part=part,
    )


def _cells(columns: dict[str, np.ndarray], decimals: int | None) -> Iterator[list[str]]:
    for name, array in columns.items():
        for column in [array] if array.ndim == 1 else array.T:
            yield _cell_texts(name, column, decimals)


def _cell_texts(name: str, column: np.ndarray, decimals: int | None) -> list[str]:
    values = column.tolist()
    if column.dtype.kind == "f":
        return [f"{v:.{decimals}f}" for v in values] if decimals is not None else _floats(column)
    if column.dtype.kind == "b":
        return ["T" if value else "F" for value in values]
    texts = _texts(name, values) if column.dtype.kind in "OSU" else [str(v) for v in values]
    if column.dtype.kind in "OSU" and any(len(text.split()) != 1 for text in texts):
        raise StructureError(
            "extended XYZ cannot hold the column {name}: a text in it is empty or has a space",
            name=repr(name),
        )
    return texts


def _texts(name: str, values: list[Any]) -> list[str]:
    try:
        found = [v.decode() if isinstance(v, bytes) else v for v in values]
        "".join(found).encode()
    except (TypeError, UnicodeError) as error:
        raise StructureError(
            "extended XYZ cannot hold the column {name}: not everything in it is text ({error})",
            name=repr(name),
            error=error,
        ) from error
    return found


def _floats(column: np.ndarray) -> list[str]:
    # float32 has its own, shorter, exact text; tolist() would turn it into that of the float64.
    return [str(v) for v in column] if column.itemsize < 8 else [repr(v) for v in column.tolist()]
