"""Text from data is text: what a terminal, a spreadsheet or a reader would take for more is undone.

File names and messages of components may hold anything, also what clears a screen, runs as a
formula or reads from right to left.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

# C0 and C1 controls but line feed and tab, marks of direction, other line ends, lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ud800-\udfff]"
)
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


def printable(text: str) -> str:
    r"""Write what cannot be seen as escapes: `\x1b`, `\u202e`; line feeds and tabs stay.

    Bytes of a file name that are no UTF-8 are written as such: `\xff`.
    """
    return _UNSEEN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # Python's form of a byte in a file name
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def tip_text(text: str) -> str:
    """Write a text for a tool tip or a dialog, which would take one with tags in it for HTML."""
    if "<" not in text and "&" not in text:
        return text
    return f'<span style="white-space: pre-wrap">{html.escape(text)}</span>'


def spreadsheet_text(text: str) -> str:
    """Write a text so that no spreadsheet runs it: a formula gets an apostrophe before it."""
    shown = printable(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def sheet_cell(text: str) -> str:
    """Write a cell of a table that programs and spreadsheets read; `of_sheet_cell` undoes it.

    What a spreadsheet would run, and what looks as if that had been prevented, gets an apostrophe.
    """
    return f"'{text}" if _FORMULA.match(text.lstrip("'")) else text


def of_sheet_cell(cell: str) -> str:
    """Return the text that `sheet_cell` has written."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell.lstrip("'")) else cell


def spreadsheet_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table with names and texts that no spreadsheet runs; numbers stay."""
    return {
        spreadsheet_text(name): spreadsheet_text(value) if isinstance(value, str) else value
        for name, value in row.items()
    }


def one_line(text: str) -> str:
    """Write a text in one line: all white space becomes single spaces."""
    return " ".join(printable(text).split())
