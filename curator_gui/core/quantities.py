"""Durations and sizes in words: one way for the window, messages, reports and the command line."""

from __future__ import annotations

import math

_BYTE_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


def duration_text(seconds: float) -> str:
    """Write a duration: "12 µs", "3.2 ms", "0.42 s", "4 min 05 s", "3 h 07 min"; "" for NaN."""
    if math.isnan(seconds):
        return ""
    if seconds < 1e-4:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 0.01:
        return f"{seconds * 1e3:.1f} ms"
    if seconds < 10:
        return f"{seconds:.2f} s"
    if seconds < 99.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02d} min"
    return f"{hours // 24} d {hours % 24:02d} h"


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
