"""Code that is shipped by value keeps the name of its file, so that tracebacks show its lines.

cloudpickle writes "<dynamic-code>" in its place, which makes pickles of code from notebooks equal;
but who wrote a component wants to know where it failed.
"""

from __future__ import annotations

import types
from functools import cache
from pathlib import Path
from typing import Any

import cloudpickle

_NAMELESS = "<dynamic-code>"


@cache
def keep_file_names() -> None:
    """Let this process ship code with the path of its file, where there is such a file."""
    table = cloudpickle.Pickler.dispatch_table
    usual = table[types.CodeType]

    def reduce(code: types.CodeType) -> Any:
        make, values = usual(code)
        if not Path(code.co_filename).is_file():  # typed into a console or made by a program
            return make, values
        name = code.co_filename
        return make, tuple(name if _is_nameless(value) else value for value in values)

    table[types.CodeType] = reduce


def _is_nameless(value: Any) -> bool:
    return isinstance(value, str) and value == _NAMELESS
