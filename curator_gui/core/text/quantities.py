"""Durations and sizes in words: one way for the window, messages, reports and the command line."""

from __future__ import annotations

import math

_BYTE_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


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
