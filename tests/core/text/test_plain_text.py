from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.text.plain_text import (
    of_sheet_cell,
    printable,
    sheet_cell,
    spreadsheet_text,
    tip_text,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain größe, 日本", "plain größe, 日本"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
        ("a\rb\x00c\x9bd\x7f", "a\\x0db\\x00c\\x9bd\\x7f"),
        ("evil\u202etxt.exe", "evil\\u202etxt.exe"),
        ("byte\udcff, half\ud800", "byte\\xff, half\\ud800"),
    ],
)
def test_what_cannot_be_seen_is_escaped(text, expected):
    assert printable(text) == expected


@given(st.text(st.characters()))
def test_any_text_can_be_printed_and_encoded(text):
    shown = printable(text)
    shown.encode("utf-8")
    assert printable(shown) == shown
    assert all(char.isprintable() or char in "\n\t" or ord(char) > 0x9F for char in shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-2+cmd|x", "'-2+cmd|x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("/data/a.vtu", "/data/a.vtu"),
        ("", ""),
    ],
)
def test_no_text_becomes_a_formula(text, expected):
    assert spreadsheet_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/data/a.vtu\n/data/b.vtu", "/data/a.vtu\n/data/b.vtu"),
        ("<img src=x>", '<span style="white-space: pre-wrap">&lt;img src=x&gt;</span>'),
        ("a &amp; b", '<span style="white-space: pre-wrap">a &amp;amp; b</span>'),
    ],
)
def test_no_text_becomes_html_in_a_tool_tip(text, expected):
    assert tip_text(text) == expected


@given(st.text("'=+-@ \t\rab", max_size=6) | st.text())
def test_a_cell_gives_its_text_back_and_is_no_formula(text):
    cell = sheet_cell(text)
    assert of_sheet_cell(cell) == text
    assert cell.lstrip()[:1] not in ("=", "+", "-", "@") or not cell.strip()
