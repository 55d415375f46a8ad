"""Write extended XYZ without losing digits.

The layout is that of `ase.io.extxyz.write_xyz` (and is read back by it, OVITO and others), with two
differences: that writer rounds positions, forces and all other columns to 8 decimals, this one
writes the shortest text that gives back the same number unless told to round; and what the format
cannot hold is an error here, where that one writes a file that reads back as something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import results_of

if TYPE_CHECKING:
    from ase import Atoms

_PER_ATOM_RESULTS = ("forces", "stresses", "charges", "magmoms", "energies")
_RESERVED = ("Lattice", "Properties", "pbc")
_AS_TEXT = ("uid",)
"""Keys whose values ASE reads as the text that stands there (UNPROCESSED_KEYS)."""

_BOOLEANS = ("T", "F", "True", "False", "TRUE", "FALSE", "true", "false")
_WORDS = re.compile(r"[^\s,]+")
_TYPES = {"f": "R", "i": "I", "u": "I", "b": "L", "U": "S", "S": "S", "O": "S"}


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
    columns = _columns(atoms)
    properties = ":".join(_describe(name, array) for name, array in columns.items())
    words = [_lattice(atoms), f"Properties={properties}", _info_text(_info(atoms))]
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
    columns = {"symbols": np.array(atoms.get_chemical_symbols(), dtype=str)}
    columns["positions"] = atoms.positions
    columns.update(_move_mask(atoms))
    return {**columns, **arrays, **results}


def _info(atoms: Atoms) -> dict[str, Any]:
    results = {n: v for n, v in results_of(atoms).items() if n not in _PER_ATOM_RESULTS}
    _refuse_clash(atoms.info, results)
    return {**atoms.info, **results}


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
    if kind is None or array.ndim not in (1, 2) or 0 in array.shape[1:]:
        raise StructureError(
            "extended XYZ cannot hold the column {name} of shape {shape} and type {dtype}",
            name=repr(name),
            shape=array.shape,
            dtype=array.dtype,
        )
    if ":" in name or " " in name or "=" in name or '"' in name:
        raise StructureError(
            "{name} cannot be the name of a column in extended XYZ: rename it", name=repr(name)
        )
    width = 1 if array.ndim == 1 else array.shape[1]
    return f"{PROPERTY_NAME_MAP.get(name, name)}:{kind}:{width}"


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
    texts = [v.decode() if isinstance(v, bytes) else str(v) for v in values]
    if column.dtype.kind in "OSU" and any(len(text.split()) != 1 for text in texts):
        raise StructureError(
            "extended XYZ cannot hold the column {name}: a text in it is empty or has a space",
            name=repr(name),
        )
    return texts


def _floats(column: np.ndarray) -> list[str]:
    # float32 has its own, shorter, exact text; tolist() would turn it into that of the float64.
    return [str(v) for v in column] if column.itemsize < 8 else [repr(v) for v in column.tolist()]


def _info_text(info: dict[str, Any]) -> str:
    from ase.io.extxyz import key_val_dict_to_str

    for key, value in info.items():
        _check_entry(key, value)
    return str(key_val_dict_to_str({key: _storable(key, value) for key, value in info.items()}))


def _check_entry(key: Any, value: Any) -> None:
    if not isinstance(key, str) or not key or set(key) & set('=\n\r\\"'):
        raise StructureError("{key} cannot be a key in extended XYZ: rename it", key=repr(key))
    if key in _RESERVED:
        raise StructureError(
            "{key} is a key of the format itself: rename the property", key=repr(key)
        )
    if isinstance(value, str) and any(c == "\\" or (c.isspace() and c != " ") for c in value):
        raise StructureError(
            "extended XYZ cannot hold {key}: it has a line break, tab or backslash", key=repr(key)
        )


def _storable(key: str, value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if key.lower() in _AS_TEXT:
        return str(value)
    if isinstance(value, str):
        return _unambiguous(value)
    if key in ("stress", "virial"):
        return _tensor(key, np.asarray(value))
    if isinstance(value, (list, tuple, dict)) or value is None:
        _check_json(key, value)
    return value


def _unambiguous(text: str) -> str:
    """Return what ASE reads as this text: "0042" by itself would come back as the number 42."""
    parts = _WORDS.findall(text)
    other_type = all(p in _BOOLEANS for p in parts) or all(_is_number(p) for p in parts)
    if other_type or text.startswith("_JSON"):
        return "_JSON " + json.dumps(text, ensure_ascii=False)
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _tensor(key: str, value: np.ndarray) -> np.ndarray:
    """Return the 3 x 3 matrix that the format wants for these two keys."""
    if value.shape == (6,):
        return value[[0, 5, 4, 5, 1, 3, 4, 3, 2]].reshape(3, 3)
    if value.size == 9:
        return value.reshape(3, 3)
    raise StructureError(
        "{key} has shape {shape}; extended XYZ needs 6 or 9 numbers", key=key, shape=value.shape
    )


def _check_json(key: str, value: Any) -> None:
    try:
        text = json.dumps(value)
    except (TypeError, ValueError) as error:
        raise StructureError(
            "extended XYZ cannot hold {key}: {error}", key=repr(key), error=error
        ) from error
    if "\\" in text:  # the format has its own meaning for it
        raise StructureError(
            "extended XYZ cannot hold {key}: a text in it needs a backslash", key=repr(key)
        )
