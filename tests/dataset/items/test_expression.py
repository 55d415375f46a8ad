"""Filter expressions: what they find, what they refuse, what can be typed next."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.dataset.items.expression import (
    ExpressionError,
    completions,
    fitting,
    parse,
    spelled,
)
from tests.dataset.tables import table

ITEMS = table(
    {
        "source": ["tank_03/a_1.vtu", "tank_03/a_2.vtu", "tank_04/a_1.vtu", "tank_04/a_2.vtu"],
        "cells": [10.0, 2000.0, 30.0, np.nan],
        "U.max": [60.0, 70.0, 1.0, 80.0],
        "alpha.water.max": [1.0, 2.0, 3.0, 4.0],
        "my field.max": [1.0, 2.0, 3.0, 4.0],
        "formula": ["H2O", "CH4", "H2O", ""],
    }
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [0, 1, 2, 3]),
        ("max(U) > 50 and cells < 1000", [0]),
        ("max(U) > 50 or cells < 1000", [0, 1, 2, 3]),
        ("not cells < 1000", [1, 3]),
        ("1 < max(U) <= 70", [0, 1]),
        ("max(alpha.water) >= 3", [2, 3]),
        ('max("my field") == 2', [1]),
        ('column("my field.max") == 2', [1]),
        ("-max(U) < -65", [1, 3]),
        ("max(U) / cells > 1", [0]),
        ("max(U) % 20 == 0", [0, 3]),
        ("abs(max(U) - 70) < 11 and step == 2", [1, 3]),
        ('formula == "H2O"', [0, 2]),
        ('formula != "H2O"', [1]),
        ('formula in ("CH4", "NH3")', [1]),
        ("formula in ()", []),
        ('"tank_03" in source', [0, 1]),
        ('"tank_03" not in source', [2, 3]),
        ("missing(cells)", [3]),
        ("cells != 10", [1, 2]),
        ("index in [0, 3]", [0, 3]),
        ("log10(cells) == 1", [0]),
        ("cells / 0 > 1e9", [0, 1, 2]),
        ("2 ** 3 ** 9 > cells", [0, 1, 2]),
    ],
)
def test_a_filter_finds(text, rows):
    assert np.flatnonzero(fitting(text, ITEMS)).tolist() == rows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max(V) > 6", "V: there is no such field. There are U, alpha.water"),
        ("cels < 6", "Is it cells"),
        ("std(U) < 6", "std of U was not measured; there are max"),
        ("cells = 6", "write =="),
        ("cells <", "missing at the end"),
        ("cells $ 3", r"from '\$ 3' on"),
        ("cells", "is a value, not a question"),
        ("cells + 1", "compare it"),
        ("formula > 3", "'formula' is no number"),
        ('cells == "x"', "one is a text, the other a number"),
        ("cells in 3", "in needs choices"),
        ("eval('1')", "there is no function eval"),
        ("max(U, 1) > 2", "takes one thing"),
        ("(lambda: 1)() > 0", "takes one thing"),
        ("[x for x in cells] > 0", "is no part of a filter"),
        ("cells[0] > 1", "is no part of a filter"),
        ("cells is None", "is no part of a filter|compare with"),
        ("cells & 1 > 0", "is no part of a filter"),
        ("__import__('os').system('x') > 0", "there is no function"),
        ("a" * 3000, "more than 2000"),
        ("(" * 300 + "1" + ")" * 300 + " > 0", "nested|cannot be read|too many"),
        ("-" * 200 + "1 > 0", "nested"),
        ("cells > 1" + "0" * 400, "too large"),
        ("cells > 1\0", "cannot be read"),
    ],
)
def test_what_is_no_filter_is_refused_in_words(text, words):
    with pytest.raises(ExpressionError, match=words):
        fitting(text, ITEMS)


@given(st.text(alphabet="maxU()<>=! .andort\"'[]{}*+-/%0123:,;\\\nλcells", max_size=40))
def test_no_text_does_anything_but_filter_or_be_refused(text):
    try:
        found = fitting(text, ITEMS)
    except ExpressionError:
        return
    else:
        assert found.shape == (4,)
        assert found.dtype == np.bool_


def test_a_filter_can_be_asked_of_other_items():
    wanted = parse("max(U) > 50")
    assert wanted.mask(ITEMS).sum() == 3
    assert wanted.mask(table({"U.max": [1.0, 51.0]})).tolist() == [False, True]
    assert wanted.mask(table({"U.max": []})).tolist() == []


def test_every_column_can_be_written_and_is_offered():
    for column in ITEMS.columns.values():
        assert fitting(f"missing({spelled(column)})", ITEMS).shape == (4,)
    assert completions("ma", ITEMS) == (2, ["max(U)", "max(alpha.water)", 'max("my field")'])
    assert completions("max(al", ITEMS) == (2, ["alpha.water)"])
    assert completions("max(U) > 1 and ce", ITEMS)[1][0] == "cells"
    size, offers = completions("cells < 3 a", ITEMS)
    assert size == 1
    assert "and" in offers
