"""Numbers in words: one way to write durations, sizes, rates and counts in the whole window."""

from __future__ import annotations

import math
from datetime import datetime

_BYTE_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


def duration_text(seconds: float) -> str:
    """Write a duration: "3.2 ms", "0.42 s", "12.3 s", "4 min 05 s", "3 h 07 min"; "" for NaN."""
    if math.isnan(seconds):
        return ""
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


def coarse_duration_text(seconds: float) -> str:
    """Write an estimated duration without digits it does not have: "8 s", "40 s", "12 min"."""
    if seconds < 10:
        return f"{max(1, math.ceil(seconds))} s"
    if seconds < 90:
        return f"{5 * round(seconds / 5)} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    hours = seconds / 3600
    return f"{hours:.1f} h" if hours < 10 else f"{hours:.0f} h"


def bytes_text(size: float) -> str:
    """Write a size with powers of 1024: "812 B", "1.21 MB"."""
    power = 0
    while size >= 999.5 and power < len(_BYTE_UNITS) - 1:
        size /= 1024
        power += 1
    return f"{_three_digits(size) if power else int(size)} {_BYTE_UNITS[power]}"


def rate_text(per_second: float, unit: str) -> str:
    """Write a rate: "8.42 items/s"; below 1 in 10 s per minute: "2.5 items/min"."""
    if 0 < per_second < 0.1:
        return f"{_three_digits(per_second * 60)} {unit}/min"
    return f"{_three_digits(per_second)} {unit}/s"


def byte_rate_text(per_second: float) -> str:
    """Write a data rate: "3.10 MB/s"."""
    return f"{bytes_text(per_second)}/s"


def count_text(count: int) -> str:
    """Write a count with thin group separators: "1 000 000"."""
    return f"{count:,}".replace(",", "\u202f")


def clock_text(time: float) -> str:
    """Write seconds since the epoch as local time of day, "" for 0."""
    return datetime.fromtimestamp(time).strftime("%H:%M:%S") if time else ""


def _three_digits(value: float) -> str:
    if value >= 99.95:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 9.995 else f"{value:.2f}"
