"""Values of properties as plain data: what JSON can hold of them, and what it would change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark


def plain(value: Any) -> Any:
    """Return a value without NumPy's scalar types and without ASE's space group object.

    A space group becomes its symbol, as in ASE's own extended XYZ files.

    Raises
    ------
    TypeError
        If Python has no number of this kind: long doubles, dates.
    """
    if isinstance(value, np.ndarray):
        return plain(value[()]) if value.ndim == 0 else value
    if isinstance(value, np.generic):
        if value.dtype.kind in "mM" or (value.dtype.kind == "f" and value.itemsize > 8):
            raise TypeError(Message("{kind} is no type of data sets", kind=value.dtype))
        return value.item()
    return value.symbol if type(value).__name__ == "Spacegroup" else value


def json_text(name: str, value: Any, *, ascii_only: bool = True) -> str:
    """Return JSON for a value with arrays in it, which become lists.

    Raises
    ------
    TypeError, ValueError
        If it is no data.
    """
    if any(not isinstance(key, str) for key in _keys(value)):
        remark(
            Message("{name} has keys that are no text and become text (JSON)", name=repr(str(name)))
        )
    return json.dumps(value, default=_listed, ensure_ascii=ascii_only)


def _keys(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        value = value.values()
    elif not isinstance(value, (list, tuple)):
        return
    for entry in value:
        if isinstance(entry, (dict, list, tuple)):
            yield from _keys(entry)


def _listed(value: Any) -> Any:
    found = plain(value)
    if not isinstance(found, np.ndarray):
        if found is value:
            raise TypeError(
                Message("{kind} is neither number, text nor list", kind=type(value).__name__)
            )
        return found
    if found.dtype.kind not in "biufUO" or (found.dtype.kind == "f" and found.itemsize > 8):
        raise TypeError(Message("{kind} is no type of data sets", kind=found.dtype))
    return found.tolist()
