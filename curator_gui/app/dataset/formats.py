"""Values of items in words: three significant digits, dates, names."""

from __future__ import annotations

import numpy as np

from curator_gui.app.language.quantities import bytes_text
from curator_gui.app.language.words import tr
from curator_gui.core.sidecars.curation import CHECK, KEEP, LEAVE_OUT, Decision
from curator_gui.dataset.items.table import BYTES, INDEX, STEP, Column
from curator_gui.dataset.proposals.words import number

MINUS = "\N{MINUS SIGN}"


def decision_word(decision: Decision) -> str:
    """Say a decision in the window's language."""
    words = {
        "": tr("undecided"),
        KEEP: tr("keep"),
        LEAVE_OUT: tr("leave out"),
        CHECK: tr("check later"),
    }
    return words[decision]


def value_text(column: Column, row: int) -> str:
    """Write one value of a column; "" for what is not known."""
    value = column.values[row]
    if column.kind == "text":
        return str(value)
    if np.isnan(value):
        return ""
    if column.role == "time":
        return str(np.datetime64(int(value), "s")).replace("T", " ")
    if column.key == BYTES:
        return bytes_text(float(value))
    return f"{value:.0f}" if column.key in (INDEX, STEP) else fixed_text(float(value))


def fixed_text(value: float) -> str:
    """Write a number with three significant digits, with zeros at its end so that columns align."""
    if value == 0 or not np.isfinite(value) or not 1e-3 <= abs(value) < 1e4:
        return number(value).replace("-", MINUS)
    digits = max(0, 2 - int(np.floor(np.log10(abs(value)))))
    return f"{value:.{digits}f}".replace("-", MINUS)


def spreads_text(times: float) -> str:
    """Write how many spreads a value lies from the middle, with its sign."""
    return f"{times:+.1f}".replace("-", MINUS) if np.isfinite(times) else ""
