"""The comment line of extended XYZ: keys and values, written so that ASE reads the same back.

ASE's reader guesses types: a value that looks like numbers or truth values becomes those, one that
begins with `_JSON` is read as JSON, and a backslash makes the next character an ordinary one. So a
text that would be taken for something else is written as JSON, as is whatever has no form of its
own; `uid` alone is never interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.values import json_text, plain

RESERVED = ("Lattice", "Properties", "pbc")
TENSORS = ("stress", "virial")
"""Keys whose value ASE insists on being a 3 x 3 matrix."""
BOOLEANS = {
    "T": True, "F": False, "true": True, "false": False,
    "True": True, "False": False, "TRUE": True, "FALSE": False,
}  # fmt: skip
WORDS = re.compile(r"[^\s,]+")
_BARE = re.compile(r'[^\s=\\\'"{}\[\]]+')
_SPECIAL = frozenset(("Lattice", *TENSORS, "uid", "Uid", "UID", "uId", "uiD", "UId", "UiD", "uID"))
_REALS = (float, np.float64)
_INT64 = range(-(2**63), 2**63)


def entries_text(info: Mapping[str, Any]) -> str:
    """Return all entries as one text.

    Raises
    ------
    StructureError
        If the format cannot hold one of them: the message names it.
    """
    found = []
    for key, value in info.items():
        name = _key_text(key)
        if type(value) in _REALS and key not in _SPECIAL:  # the most frequent kind of value
            found.append(f"{name}={float(value)!r}")
            continue
        text = _value_text(key, value)
        if text is not None:
            found.append(f"{name}={_quoted(text)}")
    return " ".join(found)


@lru_cache(4096)
def _key_text(key: Any) -> str:
    if not isinstance(key, str) or not key.isprintable() or not key or set(key) & set('=\\"'):
        raise StructureError("{key} cannot be a key in extended XYZ: rename it", key=repr(key))
    if key in RESERVED:
        raise StructureError(
            "{key} is a key of the format itself: rename the property", key=repr(key)
        )
    return _quoted(key)


def _quoted(text: str) -> str:
    if _BARE.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value_text(key: str, value: Any) -> str | None:
    """Return what stands behind the equals sign, unquoted; None if nothing can stand there."""
    try:
        value = plain(value)
        if key.lower() == "uid":
            return _uid(key, value)
        if key in TENSORS:
            return _numbers(_tensor(key, value).ravel(order="F"))
        if _is_structure_result(key):
            if value is None:
                remark(Message("{key} is not set (None) and left out", key=key))
                return None
            np.asarray(value, dtype=float)  # ASE makes a result of it and needs numbers
        return _WRITERS.get(type(value), _other)(key, value)
    except (TypeError, ValueError) as error:
        raise StructureError(
            "extended XYZ cannot hold {key}: {error}", key=repr(key), error=error
        ) from error


@lru_cache(4096)
def _is_structure_result(key: str) -> bool:
    from ase.io.extxyz import per_config_properties

    return key in per_config_properties


def _uid(key: str, value: Any) -> str:
    if isinstance(value, str) and value and value.isprintable():
        return value
    if not isinstance(value, (int, float)):
        raise TypeError(
            Message("readers take it as it stands, so only a text in one line will do: rename it")
        )
    remark(Message("{key} is a number, but extended XYZ has it as text", key=key))
    return str(value)


def _bool(key: str, value: bool) -> str:
    return "T" if value else "F"


def _int(key: str, value: int) -> str:
    return str(value) if value in _INT64 else f"_JSON {value}"


def _float(key: str, value: float) -> str:
    return repr(value)


def _text(key: str, value: str) -> str:
    if not value.isprintable():
        return "_JSON " + json_text(key, value)
    if looks_like_data(value):
        return "_JSON " + json_text(key, value, ascii_only=False)
    return value


def looks_like_data(text: str) -> bool:
    """Whether ASE would read this text as something else: "0042" as the number 42."""
    if text.startswith("_JSON"):
        return True
    parts = WORDS.findall(text)
    return all(p in BOOLEANS for p in parts) or all(_is_number(p) for p in parts)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _array(key: str, value: np.ndarray) -> str:
    kind = value.dtype.kind
    wide = kind == "u" and value.size and int(value.max()) not in _INT64
    if kind in "biuf" and value.ndim == 1 and value.size > 1 and not wide and value.itemsize <= 8:
        return _numbers(value)
    if value.size == 0 and value.ndim > 1 and value.shape[0] == 0:
        remark(
            Message(
                "{key} has shape {shape}, of which extended XYZ keeps (0,)",
                key=key,
                shape=value.shape,
            )
        )
    return _other(key, value)


def _numbers(array: np.ndarray) -> str:
    if array.dtype.kind == "b":
        return " ".join("T" if flag else "F" for flag in array.tolist())
    return " ".join(map(repr, array.tolist()))


def _tensor(key: str, value: Any) -> np.ndarray:
    """Return the 3 x 3 matrix of 9 numbers, or of 6 in Voigt order."""
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or array.size not in (6, 9) or array.ndim > 2:
        raise ValueError(
            Message("it has shape {shape}, but needs 6 or 9 numbers", shape=array.shape)
        )
    flat = array.reshape(-1)
    return (flat[[0, 5, 4, 5, 1, 3, 4, 3, 2]] if array.size == 6 else flat).reshape(3, 3)


def _other(key: str, value: Any) -> str:
    text = json_text(key, value, ascii_only=False)
    if not text.isprintable():
        text = json_text(key, value)
    if isinstance(value, (list, tuple)):
        np.array(value)  # ASE does the same and fails for lists of different lengths
    return f"_JSON {text}"


_WRITERS: dict[type, Callable[[str, Any], str]] = {
    bool: _bool, int: _int, float: _float, str: _text, np.ndarray: _array
}  # fmt: skip


_ENTRY = re.compile(r'([^\s=\\\'"{}\[\]]+)=(?:([^\s=\\\'"{}\[\]]+)|"([^"\\]+)")(?:\s+|$)')
_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")


def parse_entries(line: str) -> dict[str, Any] | None:
    """Return the entries of a plain comment line as `ase.io.extxyz.key_val_str_to_dict` does.

    None for a line with bare keys, brackets, escapes or anything else that only ASE's reader,
    which goes character by character, makes sense of.

    Raises
    ------
    ValueError
        If a tensor has other than 9 numbers, or JSON is damaged.
    """
    found: dict[str, Any] = {}
    position = 0
    for match in _ENTRY.finditer(line):
        if match.start() != position:
            return None
        position = match.end()
        key, bare, quoted = match.groups()
        number = _NUMBER.fullmatch(bare) if bare else None
        if number and key not in _SPECIAL:  # the most frequent kind of value
            found[key] = np.float64(bare)
        else:
            found[key] = parse_value(key, bare or quoted)
    return found if position == len(line) else None


def parse_value(key: str, text: str) -> Any:
    """Return the value that ASE makes of a text."""
    if key.lower() == "uid":
        return text
    value: Any = _parse_numbers(text) if _may_be_number(text) else text
    if key in TENSORS or key == "Lattice":
        if not isinstance(value, np.ndarray) or value.shape != (9,):
            raise ValueError(Message("{key} needs 9 numbers", key=key))
        return value.reshape((3, 3), order="F")
    return _parse_text(text) if value is text else value


def _may_be_number(text: str) -> bool:
    first = text.lstrip(", \t")[:1]
    return not first or first in "+-.0123456789nNiI" or not first.isascii() or first.isspace()


def _parse_numbers(text: str) -> Any:
    parts = WORDS.findall(text)
    try:
        if len(parts) == 1:
            return _parse_number(parts[0])
        try:
            return np.array(parts, dtype=int)
        except (ValueError, OverflowError):
            return np.array(parts, dtype=float)
    except (ValueError, OverflowError):
        return text


def _parse_number(text: str) -> Any:
    try:
        return np.int64(int(text))
    except (ValueError, OverflowError):
        return np.float64(text)


def _parse_text(text: str) -> Any:
    parts = WORDS.findall(text)
    flags = [BOOLEANS.get(part) for part in parts] if parts[0] in BOOLEANS else [None]
    if None not in flags:
        return flags[0] if len(flags) == 1 else flags
    if not text.startswith("_JSON "):
        return text
    import json

    data = json.loads(text.removeprefix("_JSON "))
    array = np.array(data)
    return array if array.dtype.kind in "ifb" else data
