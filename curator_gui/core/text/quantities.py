"""Durations and sizes in words: one way for the window, messages, reports and the command line."""

from __future__ import annotations

import math
import re

from curator_gui.core.errors import ParamError
from curator_gui.core.message import quoted

_BYTE_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?\s*", re.IGNORECASE)
_FACTORS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}

MOST_BYTES = 1 << 60
"""No size or number of tasks is larger, whatever it is the product of."""


def duration_text(seconds: float) -> str:
    """Write a duration in three digits: "12.0 µs", "3.20 ms", "420 ms", "4 min 05 s"; "" for NaN.

    Below a second milliseconds, so that neighbors in a column have the same unit.
    """
    if math.isnan(seconds):
        return ""
    if not seconds:
        return "0 s"
    if seconds < 1e-4:
        return f"{_significant(seconds * 1e6)} µs"
    if seconds < 0.9995:
        return f"{_significant(seconds * 1e3)} ms"
    if seconds < 99.95:
        return f"{_significant(seconds)} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02d} min"
    return f"{hours // 24} d {hours % 24:02d} h"


def _significant(value: float) -> str:
    """Write a number below 1,000 with three digits: "0.168", "2.55", "12.0", "410"."""
    before = len(str(int(float(f"{value:.3g}")))) if value >= 0.9995 else 0
    return f"{value:.{max(0, 3 - before)}f}"


def bytes_text(size: float) -> str:
    """Write a size with powers of 1024: "812 B", "1.21 MB"."""
    power = 0
    while size >= 999.5 and power < len(_BYTE_UNITS) - 1:
        size /= 1024
        power += 1
    return f"{three_digits(size) if power else int(size)} {_BYTE_UNITS[power]}"


def three_digits(value: float) -> str:
    """Write a positive number with three digits, or all of its whole part: "1.21", "812"."""
    if value >= 99.95:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 9.995 else f"{value:.2f}"


def parse_size(value: str | int | None) -> int | None:
    """Read a size in bytes: 1048576, "1M", "4 GB" (powers of 1024, as joblib does).

    Raises
    ------
    ParamError
        If it is no size.
    """
    if value is None or value == "":
        return None
    match = _SIZE.fullmatch(str(value))
    if match is None:
        raise ParamError("needs a size such as 1M or 4G, not {value}", value=quoted(value))
    size = float(match[1]) * _FACTORS[match[2].upper()]
    if size > MOST_BYTES:
        raise ParamError("{value} is more than any machine has", value=quoted(value))
    return int(size)
