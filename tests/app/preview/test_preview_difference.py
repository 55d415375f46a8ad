from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.preview.difference import difference
from curator_gui.core.measuring.inspection import FieldSummary, ItemSummary, summarise

names = st.sampled_from(["p", "U", "T", "é"])
places = st.sampled_from(["point", "cell"])
arrays = st.one_of(
    st.lists(st.floats(width=32), max_size=4).map(lambda v: np.array(v, np.float32)),
    st.lists(st.integers(-5, 5), max_size=4).map(lambda v: np.array(v, np.int64)),
    st.lists(st.text(max_size=2), max_size=3).map(np.array),
)


@st.composite
def items(draw) -> ItemSummary:
    keys = draw(st.lists(st.tuples(names, places), unique=True, max_size=5))
    return ItemSummary("x", (), tuple(summarise(n, p, draw(arrays)) for n, p in keys))


def field(name: str = "p", **changes: object) -> FieldSummary:
    return replace(summarise(name, "point", np.array([1.0, 2.0])), **changes)


def item(*fields: FieldSummary) -> ItemSummary:
    return ItemSummary("x", (), fields)


@given(items(), items())
def test_every_field_has_one_row_and_its_change_is_true(before, after):
    rows = difference(before, after)
    keys = [(row.place, row.name) for row in rows]
    assert len(keys) == len(set(keys))
    old = {(f.place, f.name): f for f in before.fields}
    new = {(f.place, f.name): f for f in after.fields}
    assert set(keys) == old.keys() | new.keys()
    for row in rows:
        key = row.place, row.name
        assert (row.before, row.after) == (old.get(key), new.get(key))
        assert (row.change == "added") == (key not in old)
        assert (row.change == "removed") == (key not in new)
        assert (row.change == "changed") == bool(row.aspects)
        if row.change == "same":
            assert row.before == row.after


@given(items())
def test_an_item_does_not_differ_from_itself(one):
    assert {row.change for row in difference(one, one)} <= {"same"}


@given(items())
def test_source_adds_nothing_and_dropped_item_loses_all(one):
    assert {row.change for row in difference(None, one)} <= {"same"}
    assert {row.change for row in difference(one, None)} <= {"removed"}
    assert len(difference(one, None)) == len(one.fields)
    assert difference(None, None) == ()


def test_aspects_name_what_changed():
    cases = {
        ("dtype",): field(dtype="float32"),
        ("shape",): field(shape=(1, 2)),
        ("range",): field(maximum=3.0, mean=1.7),
        ("values",): field(mean=1.7),
        ("dtype", "range"): field(dtype="int8", minimum=0.0),
        ("shape", "values"): field(shape=(2, 1), undefined=4),
    }
    for aspects, changed in cases.items():
        (row,) = difference(item(field()), item(changed))
        assert (row.change, row.aspects) == ("changed", aspects)


def test_field_that_moves_to_the_points_is_removed_and_added():
    before = item(replace(field("U"), place="cell"))
    rows = difference(before, item(field("U")))
    assert [(r.place, r.change) for r in rows] == [("point", "added"), ("cell", "removed")]


@given(st.lists(st.floats(-1e30, 1e30), min_size=1, max_size=20))
def test_rounding_to_another_type_changes_the_type_alone(values):
    exact = np.array(values)
    rows = difference(
        item(summarise("p", "point", exact)),
        item(summarise("p", "point", exact.astype(np.float32))),
    )
    tiny = np.abs(exact[exact != 0]).min(initial=1.0)
    if tiny > 1e-30:  # smaller ones lose digits, and the smallest vanish
        assert rows[0].aspects == ("dtype",)
