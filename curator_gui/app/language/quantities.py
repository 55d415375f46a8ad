"""Numbers in words: one way to write durations, sizes, rates and counts in the whole window.

Durations and sizes are written as in messages and reports (`curator_gui.core.text.quantities`).
"""

from __future__ import annotations

import math
from datetime import datetime

from curator_gui.app.language.words import THIN
from curator_gui.core.text.quantities import bytes_text, duration_text, three_digits

__all__ = [
    "byte_rate_text",
    "bytes_text",
    "clock_text",
    "coarse_duration_text",
    "count_text",
    "duration_text",
    "rate_text",
]


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


def rate_text(per_second: float, unit: str) -> str:
    """Write a rate: "8.42 items/s"; below 1 in 10 s per minute: "2.5 items/min"."""
    if 0 < per_second < 0.1:
        return f"{three_digits(per_second * 60)} {unit}/min"
    number = count_text(round(per_second)) if per_second >= 1000 else three_digits(per_second)
    return f"{number} {unit}/s"


def byte_rate_text(per_second: float) -> str:
    """Write a data rate: "3.10 MB/s"."""
    return f"{bytes_text(per_second)}/s"


def count_text(count: int) -> str:
    """Write a count with thin group separators: "1 000 000"."""
    return f"{count:,}".replace(",", THIN)


def clock_text(time: float) -> str:
    """Write seconds since the epoch as local time of day, "" for 0."""
    return datetime.fromtimestamp(time).strftime("%H:%M:%S") if time else ""
