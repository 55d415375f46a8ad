"""Proposals on the dam break with planted faults, and on tables made to mislead them."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.dataset.proposals import forest
from curator_gui.dataset.proposals.finding import Proposals, propose
from curator_gui.dataset.proposals.forest import is_available, second_opinion
from curator_gui.dataset.proposals.model import (
    item_map,
    nearest,
)
from curator_gui.dataset.proposals.same import copies, near_pairs
from curator_gui.dataset.proposals.words import Proposal
from tests.dataset.tables import dam_break, table

SOUND = functools.cache(dam_break)
U = ("U.min", "U.max", "U.mean", "U.std")


def fresh():
    return {key: list(values) for key, values in SOUND().items()}


def row(run, step):
    return 21 * (run - 1) + step


def planted():
    """Plant U x 100, one pressure cell, two copies, NaN, U x 2.6 and a cut file."""
    columns = fresh()
    for key in U:
        columns[key][row(7, 14)] *= 100
        columns[key][row(10, 16)] *= 2.6
    columns["p_rgh.max"][row(9, 11)] = 98_100.0
    for key, values in columns.items():
        if key not in ("source", "outputs"):
            values[row(12, 5)] = values[row(3, 5)]
            values[row(12, 6)] = values[row(3, 6)]
    columns["p.nan_share"][row(4, 8)] = 23 / 2268
    columns["bytes"][row(5, 17)] = 36_916
    return columns


@pytest.fixture(scope="module")
def found():
    return propose(table(planted(), **dict.fromkeys(U, "m/s")))


def test_a_sound_data_set_has_few_proposals_where_a_plain_limit_names_half():
    items = table(fresh())
    found = propose(items)
    assert len(found.of("far")) <= 2
    assert found.plain > 80


def test_what_was_planted_is_found_and_the_farthest_comes_first(found):
    far = [proposal.rows for proposal in found.of("far")]
    assert far[0] == (row(7, 14),)
    assert {(row(9, 11),), (row(10, 16),)} <= set(far)
    assert len(far) <= 5
    assert found.of("exact")[0].rows == (row(12, 5), row(12, 6))
    assert found.of("exact")[0].others == (row(3, 5), row(3, 6))
    assert [p.rows for p in found.of("nan")] == [(row(4, 8),)]
    assert [p.rows for p in found.of("size")] == [(row(5, 17),)]


def test_reasons_are_words_with_value_spreads_and_the_next_item(found):
    first = found.of("far")[0]
    assert "m/s is" in first.reason
    assert "times the usual spread above the middle" in first.reason
    assert "The next item is at" in first.reason
    assert "all of U is" in first.hint
    assert "another unit?" in first.hint


def test_what_has_a_reason_of_its_own_is_named_once(found):
    (zero,) = found.of("zero")
    assert len(zero.rows) == 12
    assert "U, alpha.water, p_rgh, p are 0 everywhere" in zero.reason
    assert zero.title == "12 items of step 0"


def test_measures_constant_in_each_group_are_left_out_and_said(found):
    assert any("width" in note for note in found.notes)
    assert not any(p.measure in ("width", "cells") for p in found.found)


def test_a_plain_limit_can_be_asked_for():
    items = table(planted())
    many = propose(items, limit=3.5)
    assert many.count("far") > 80
    assert many.plain == propose(items).plain


def test_a_spread_of_zero_divides_nothing():
    found = propose(table({"jacobian": [1.0] * 99 + [-0.65]}))
    (proposal,) = found.found
    assert proposal.reason == "jacobian is -0.65; the other 99 items have 1."
    assert np.isfinite(proposal.score)


def test_missing_fields_and_other_types_are_exceptions():
    size = 40
    items = table(
        {
            "p.max": [*np.linspace(1, 2, size - 2), np.nan, np.nan],
            "p.nan_share": [*[0.0] * (size - 2), np.nan, np.nan],
            "dtype": ["float32"] * (size - 1) + ["float64"],
        }
    )
    reasons = {p.rows: str(p.reason) for p in propose(items).of("fields")}
    assert "Without p" in reasons[(size - 2, size - 1)]
    assert "dtype is float64; the other 39 items have float32" in reasons[(size - 1,)]


def test_all_nan_in_a_field_is_said():
    items = table({"p.nan_share": [0.0] * 9 + [1.0], "p.max": [*range(9), np.nan]})
    assert [str(p.reason) for p in propose(items).of("nan")] == ["p is NaN everywhere."]


def test_near_copies_are_found_and_exact_ones_not_told_twice():
    columns = fresh()
    for values in columns.values():
        if isinstance(values[0], float):
            values[row(8, 13)] = values[row(8, 12)] * 1.0004
    items = table(columns)
    (proposal,) = propose(items).of("near")
    assert (proposal.rows, proposal.others) == ((row(8, 13),), (row(8, 12),))
    assert near_pairs(items) == [(row(8, 12), row(8, 13))]


@pytest.mark.parametrize("size", [0, 1, 2, 4])
def test_too_few_items_have_no_usual(size):
    columns = {key: values[:size] for key, values in fresh().items()}
    found = propose(table(columns)) if size else propose(table({"a": []}))
    assert found.of("far") == []


values = st.floats(allow_nan=True, allow_infinity=True, width=32)


@given(st.lists(st.tuples(values, values, values), min_size=0, max_size=40))
def test_any_numbers_give_proposals_about_items_that_are_there(rows):
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    items = table(dict(zip(("U.max", "U.min", "cells"), columns, strict=True)))
    with np.errstate(all="ignore"):
        found = propose(items)
    assert found.rows <= set(range(len(rows)))
    assert all(p.title and p.reason and not np.isnan(p.score) for p in found.found)


def test_a_million_rows_of_copies_and_far_items_are_found():
    rng = np.random.default_rng(0)
    size = 100_000
    columns = {f"f{k}.max": rng.normal(5, 1, size) for k in range(5)}
    columns["f1.max"][7] = 1e4
    for key in columns:
        columns[key][500] = columns[key][70_000]
    items = table({**columns, "sha256": [str(n % 99_999) for n in range(size)]})
    found = propose(items)
    assert (7,) in [p.rows for p in found.of("far")]
    assert copies(items) == [(0, 99_999)]
    assert [p.rows for p in found.of("near")] == [(70_000,)]


def test_the_search_stops_when_asked():
    assert propose(table(fresh()), stopped=lambda: True).found == ()


def test_the_map_shows_the_planted_item_and_says_what_its_axes_are():
    items = table(planted())
    placed = item_map(items)
    assert placed is not None
    assert 0.3 < placed.shares[0] + placed.shares[1] <= 1
    assert placed.weights.shape == (len(placed.measures), 2)
    distance = np.hypot(placed.x, placed.y)
    assert int(np.nanargmax(distance)) == row(7, 14)
    again = item_map(items)
    assert np.array_equal(placed.x, again.x)


def test_a_map_needs_two_measures_that_vary():
    assert item_map(table({"a": [1.0, 2.0, 3.0]})) is None
    assert item_map(table({"a": [], "b": []})) is None


def test_the_nearest_items_are_the_copies():
    items = table(planted())
    assert nearest(items, row(12, 5), 3)[0] == (row(3, 5), 0.0)


@pytest.mark.skipif(not is_available(), reason="needs scikit-learn")
def test_an_isolation_forest_gives_a_second_opinion_in_words():
    found, notes = second_opinion(table(planted()))
    assert (row(7, 14),) in [proposal.rows for proposal in found]
    assert 1 <= len(found) <= 12
    assert [proposal.score for proposal in found] == sorted(
        (proposal.score for proposal in found), reverse=True
    )
    first = found[0]
    assert first.topic == "forest"
    assert "random cuts leave it alone after" in first.reason
    assert "deviations from the mean" in first.hint
    assert first.measure
    again, _ = second_opinion(table(planted()))
    assert again == found
    assert all("second opinion" in note for note in notes)


@pytest.mark.skipif(not is_available(), reason="needs scikit-learn")
def test_what_is_odd_only_in_both_measures_together_is_found():
    """On a line, a point beside it: neither measure alone tells."""
    rng = np.random.default_rng(0)
    x = rng.normal(0, 1, 400)
    y = x + rng.normal(0, 0.05, 400)
    x[7], y[7] = 1.8, -1.8
    items = table({"a.max": x, "b.max": y})
    found, _ = second_opinion(items)
    assert (7,) in [proposal.rows for proposal in found]
    assert 7 not in propose(items).rows


@pytest.mark.skipif(not is_available(), reason="needs scikit-learn")
def test_what_a_second_opinion_cannot_compare_is_said():
    rng = np.random.default_rng(0)
    with pytest.raises(CuratorError, match="needs 20 items with 2 measures that differ"):
        second_opinion(table({"a.max": rng.random(5), "b.max": rng.random(5)}))
    values = rng.normal(0, 1, (100, 2))
    values[:4, 0] = np.nan
    _, notes = second_opinion(table({"a.max": values[:, 0], "b.max": values[:, 1]}))
    assert "the second opinion leaves out 4 items that lack a measure" in notes


def test_without_scikit_learn_the_command_that_adds_it_is_named(monkeypatch):
    monkeypatch.setattr(forest, "find_spec", lambda name: None)
    with pytest.raises(CuratorError, match=r"needs scikit-learn, .*outliers"):
        second_opinion(table(planted()))


def test_more_proposals_take_the_place_of_those_of_their_topic():
    base = propose(table(planted()))
    more = Proposals((Proposal("forest", (3,), "x", Message("y")),), notes=(Message("said"),))
    both = base.with_more(more).with_more(more)
    assert both.count("forest") == 1
    assert both.found[: len(base.found)] == base.found
    assert both.notes[-1] == "said"
    assert both.plain == base.plain
