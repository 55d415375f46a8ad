"""Read files that anybody may have written: never without an end, never more than was asked for.

A path may lead to a device, a pipe that nobody writes to, or a file of many gigabytes; what is in
the file may be nested until the interpreter gives up. Here each of these is an error in words.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from curator_gui.core.message import Message, quoted

MAX_DEPTH = 100
MAX_DIGITS = 400
"""No float is longer; and Python refuses to read or write whole numbers of some thousand digits."""


def read_stranger(path: Path, limit: int) -> str:
    """Return the text of a regular file in UTF-8, without its byte order mark.

    Raises
    ------
    OSError
        If it cannot be opened or read.
    ValueError
        If it is no regular file, has more than `limit` bytes, or is no text.
    """
    data = read_regular(path, limit + 1)
    if len(data) > limit:
        raise ValueError(Message("is larger than {limit} MiB", limit=limit >> 20))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(Message("is not a text file in UTF-8")) from None


def read_regular(path: Path, size: int) -> bytes:
    """Return at most `size` bytes from the beginning of a regular file; never waits for any.

    Raises
    ------
    OSError
        If it cannot be opened or read.
    ValueError
        If it is no regular file.
    """
    with open_regular(path) as opened:
        return opened.read(size)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file to read it; never waits for anybody.

    Raises
    ------
    OSError
        If it cannot be opened.
    ValueError
        If it is no regular file.
    """
    # A pipe without a writer would keep `open` waiting for ever.
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    opened = os.fdopen(file, "rb")  # refuses a folder
    if not stat.S_ISREG(os.fstat(file).st_mode):
        opened.close()
        raise ValueError(Message("is no file but a folder, a pipe or a device"))
    return opened


def parse_json(text: str) -> Any:
    """Parse JSON as documents, settings and records have it.

    Raises
    ------
    json.JSONDecodeError
        If it is malformed.
    ValueError
        If it is nested too deeply, has a number too long or a repeated name.
    """
    try:
        data = json.loads(text, parse_int=_whole_number, object_pairs_hook=_table)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    if any(depth > MAX_DEPTH for depth in _depths(data)):
        raise ValueError(_TOO_DEEP)
    return data


_TOO_DEEP = Message("nested more than {n} levels deep", n=MAX_DEPTH)


def _whole_number(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(Message("a number of {n} digits is not accepted", n=len(digits)))
    return int(digits)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(Message("the key {value} is repeated", value=quoted(name)))
        found[name] = value
    return found


def _depths(data: Any) -> Iterator[int]:
    """Yield how deep each list and table lies, the outermost at 1, down to the limit."""
    waiting = [(data, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, (dict, list)):
            yield depth
            if depth <= MAX_DEPTH:
                inner = value.values() if isinstance(value, dict) else value
                waiting.extend((item, depth + 1) for item in inner)
