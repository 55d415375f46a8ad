"""Numbers are grouped by thin spaces wherever they are on the screen; names stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.language.quantities import count_text, rate_text
from curator_gui.app.language.words import THIN, grouped, say
from curator_gui.core.message import Message, joined


@given(st.integers(0, 10**12))
def test_messages_and_counts_of_the_window_write_a_number_alike(number):
    assert say(Message("{n} cells", n=f"{number:,}")) == f"{count_text(number)} cells"
    assert grouped(f"{number:,} cells") == f"{count_text(number)} cells"


def test_numbers_in_nested_messages_and_ranges_are_grouped():
    cells = Message("{number} cells", number="1,200…2,400")
    text = Message("{names} on {count}", names="run_1,234, p", count=cells)
    assert say(joined("; ", [text])) == f"run_1,234, p on 1{THIN}200…2{THIN}400 cells"


@pytest.mark.parametrize(
    "text", ["case_1,000.vtu", "1,000.5", "1,00", "x1,000", "a,b", "12,3456", "0.1,000"]
)
def test_what_is_no_grouped_number_stays(text):
    assert grouped(text) == text


def test_rates_have_their_digits_grouped():
    assert rate_text(12_345.6, "items") == f"12{THIN}346 items/s"
    assert rate_text(812.4, "items") == "812 items/s"
