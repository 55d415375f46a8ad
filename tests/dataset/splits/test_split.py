"""Splits: exact, lasting, grouped, even, with a gap, without leakage."""

from __future__ import annotations

import functools
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.dataset.splits.checks import ks_chance, ks_distance, leaks, shifts
from curator_gui.dataset.splits.groups import TIME_BLOCKS
from curator_gui.dataset.splits.parts import Part, SplitError
from curator_gui.dataset.splits.split import SplitPlan, assign, folds, move, place
from tests.dataset.tables import dam_break, table

DAM = functools.cache(dam_break)
THREE = (Part("train", 0.8), Part("validation", 0.1), Part("test", 0.1))


def numbered(size):
    return table({"source": [f"run{n}.vtu" for n in range(size)]})


def grouped(sizes):
    names = [f"tank_{tank}/t_{n:03d}.vtu" for tank, size in enumerate(sizes) for n in range(size)]
    return table({"source": names})


@pytest.mark.parametrize("seed", range(20))
def test_counts_are_exact_where_a_hash_alone_leaves_parts_empty(seed):
    assert assign(numbered(20), SplitPlan(THREE, seed)).counts() == {
        "train": 16, "validation": 2, "test": 2,
    }  # fmt: skip


def test_the_same_seed_gives_the_same_parts_everywhere():
    assert round(place("run1", 3), 12) == 0.558054706895
    one, other = (assign(numbered(50), SplitPlan(THREE, 7)) for _ in range(2))
    assert one.codes.tolist() == other.codes.tolist()
    assert one.codes.tolist() != assign(numbered(50), SplitPlan(THREE, 8)).codes.tolist()


def test_nothing_moves_when_items_are_added():
    plan = SplitPlan(THREE, 1)
    before = assign(numbered(1000), plan)
    stored = np.array([*before.words(), *[""] * 200], object)
    after = assign(numbered(1200), plan, stored)
    assert after.codes[:1000].tolist() == before.codes.tolist()
    assert after.counts() == {"train": 960, "validation": 120, "test": 120}
    assert after.placed == 200


def test_counts_can_be_asked_for():
    plan = SplitPlan((Part("train", 1.0), Part("test", count=7)), 0)
    assert assign(numbered(30), plan).counts() == {"train": 23, "test": 7}
    with pytest.raises(SplitError, match="ask for 40 items; there are 30"):
        assign(numbered(30), SplitPlan((Part("train", 1.0), Part("test", count=40))))
    with pytest.raises(SplitError, match="23 items are left over"):
        assign(numbered(30), SplitPlan((Part("train", 0.0), Part("test", count=7))))


def test_groups_stay_whole_and_new_items_follow_theirs():
    items = table(DAM())
    plan = SplitPlan(together="folder", seed=28)
    split = assign(items, plan)
    by_folder = {f: set(split.codes[items["folder"].values == f]) for f in items["folder"].values}
    assert all(len(codes) == 1 for codes in by_folder.values())
    assert split.group_counts() == {"train": 8, "validation": 2, "test": 2}
    stored = split.words()
    stored[::2] = ""
    assert assign(items, plan, stored).codes.tolist() == split.codes.tolist()


def test_copies_join_their_groups_before_splitting():
    columns = {key: list(values) for key, values in DAM().items()}
    columns["sha256"][-1] = columns["sha256"][0]  # of the first tank in the last
    items = table(columns)
    for seed in range(10):
        split = assign(items, SplitPlan(together="folder", seed=seed))
        assert split.codes[0] == split.codes[-1]
        assert leaks(items, split) == []
    apart = assign(items, SplitPlan(together="folder", seed=1, join_copies=False))
    apart = move(apart, np.flatnonzero(items["folder"].values == "tank_12").tolist(), "test")
    apart = move(apart, np.flatnonzero(items["folder"].values == "tank_01").tolist(), "train")
    (leak,) = leaks(items, apart)
    assert (leak.first, leak.second) == ("train", "test")
    assert "tank_12/dambreak_020 of test is an exact copy" in leak.words


def test_too_few_groups_once_copies_are_joined_are_said():
    items = table({"source": ["a/1.vtu", "a/2.vtu", "b/1.vtu", "b/2.vtu", "c/1.vtu"],
                   "sha256": ["1", "2", "1", "4", "4"]})  # fmt: skip
    with pytest.raises(SplitError, match="would be empty: with copies joined there is one group"):
        assign(items, SplitPlan(together="folder"))


def test_a_part_that_would_be_empty_is_refused():
    with pytest.raises(SplitError, match="would be empty: 2 items are too few"):
        assign(numbered(2), SplitPlan())
    with pytest.raises(SplitError, match="would be empty"):
        assign(table({"a": []}), SplitPlan())


def test_strata_are_spread_alike():
    rng = np.random.default_rng(0)
    values = rng.exponential(1, 400)
    items = table({"source": [f"{n}.vtu" for n in range(400)], "U.max": values})
    split = assign(items, SplitPlan(THREE, even_in="U.max"))
    assert split.counts() == {"train": 320, "validation": 40, "test": 40}
    order = np.argsort(np.argsort(values)) // 40
    assert all((split.codes[order == layer] == 2).sum() in (3, 4, 5) for layer in range(10))
    words = table({"source": [f"{n}" for n in range(40)], "kind": ["a"] * 30 + ["b"] * 10})
    even = assign(words, SplitPlan((Part("train", 0.8), Part("test", 0.2)), even_in="kind"))
    assert [(even.codes[:30] == 1).sum(), (even.codes[30:] == 1).sum()] == [6, 2]


def test_a_measure_that_is_nan_everywhere_evens_nothing():
    items = table({"source": ["a", "b"], "x": [np.nan, np.nan]})
    with pytest.raises(SplitError, match="NaN everywhere"):
        assign(items, SplitPlan(even_in="x"))
    with pytest.raises(SplitError, match="no measure y"):
        assign(items, SplitPlan(together="y"))


def test_time_blocks_have_a_gap_between_parts():
    items = table({"source": [f"t_{n:03d}.vtu" for n in range(100)]})
    plan = SplitPlan((Part("train", 0.7), Part("test", 0.3)), 3, TIME_BLOCKS, block=10, gap=2)
    split = assign(items, plan)
    blocks = split.codes.reshape(10, 10)
    assert all(len(set(block[block >= 0])) == 1 for block in blocks)
    for before, after in pairwise(blocks):
        assert (after[:2] == -1).all() == (before[-1] != after[-1])
    assert (split.codes == -1).sum() == 2 * sum(
        before[-1] != after[-1] for before, after in pairwise(blocks)
    )


def test_left_out_items_are_in_no_part():
    out = np.zeros(30, bool)
    out[3:9] = True
    split = assign(numbered(30), SplitPlan(THREE), None, out)
    assert (split.codes[out] == -1).all()
    assert sum(split.counts().values()) == 24
    assert split.words()[3] == ""


def test_folds_are_of_one_size():
    assert set(folds(numbered(25), SplitPlan(), 5).counts().values()) == {5}
    with pytest.raises(SplitError, match="at least 2 folds"):
        folds(numbered(25), SplitPlan(), 1)
    with pytest.raises(SplitError, match="would be empty"):
        folds(numbered(3), SplitPlan(), 5)


def test_by_hand_an_item_takes_its_group_along():
    items = table(DAM())
    split = move(assign(items, SplitPlan(together="folder")), [0], "test")
    assert set(split.codes[:21]) == {2}
    assert set(move(split, [0], "").codes[:21]) == {-1}


@given(st.integers(3, 60), st.integers(0, 9), st.lists(st.integers(0, 6), min_size=60, max_size=60))
def test_whatever_the_groups_each_item_has_one_part_and_no_group_two(size, seed, groups):
    items = table({"source": [f"{n}.vtu" for n in range(size)],
                   "run": [f"r{g}" for g in groups[:size]]})  # fmt: skip
    try:
        split = assign(items, SplitPlan(seed=seed, together="run"))
    except SplitError:
        return
    assert (split.codes >= 0).all()
    for group in np.unique(split.groups):
        assert len(set(split.codes[split.groups == group])) == 1
    assert sum(split.counts().values()) == size


def test_a_shift_is_judged_by_its_size_not_by_chance_alone():
    rng = np.random.default_rng(0)
    values = np.sort(rng.normal(0, 1, 3000))
    items = table(
        {"source": [str(n) for n in range(3000)], "a": values, "b": rng.normal(0, 1, 3000)}
    )
    split = assign(items, SplitPlan((Part("train", 0.5), Part("test", 0.5))))
    halves = move(move(split, range(1500), "train"), range(1500, 3000), "test")
    found = {s.measure: s for s in shifts(items, halves, [items["a"], items["b"]])}
    assert (found["a"].verdict, found["a"].distance) == ("apart", 1.0)
    assert found["b"].verdict == "alike"
    tiny = table({"source": items["source"].values, "a": values + 0.0})
    assert [s.verdict for s in shifts(tiny, split, [tiny["a"]])] == ["alike"]


def test_two_groups_are_too_few_to_tell():
    items = table(DAM())
    split = assign(items, SplitPlan(together="folder", seed=28))
    found = {(s.measure, s.part): s.verdict for s in shifts(items, split, [items["width"]])}
    assert set(found.values()) <= {"few groups", "alike"}
    assert "few groups" in found.values()


@pytest.mark.parametrize(("n", "m", "shift"), [(60, 12, 0.0), (500, 300, 0.3), (40, 40, 2.0)])
def test_distance_and_chance_are_those_of_scipy(n, m, shift):
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(n)
    one, other = np.sort(rng.normal(0, 1, n)), np.sort(rng.normal(shift, 1, m))
    expected = stats.ks_2samp(one, other, method="asymp")
    distance = ks_distance(one, other)
    assert distance == pytest.approx(expected.statistic)
    x = distance * np.sqrt(n * m / (n + m))
    assert ks_chance(distance, n, m) == pytest.approx(stats.kstwobign.sf(x), abs=1e-9)


def test_groups_that_keep_parts_from_their_numbers_are_said():
    items = grouped([15, 15, 15, 15])
    plan = SplitPlan((Part("train", count=50), Part("test", count=10)), together="folder")
    split = assign(items, plan)
    assert split.counts() == {"train": 45, "test": 15}
    large, counts = map(str, split.remarks)
    assert "the largest group has 15 items, more than test was to have" in large
    assert "train 45 (50), test 15 (10)" in counts
    whole = SplitPlan((Part("train", 0.75), Part("test", 0.25)), together="folder")
    assert assign(items, whole).remarks == ()
    stored = assign(items, whole).words()
    assert assign(items, plan, stored).remarks == ()  # nothing was placed


def test_what_the_gap_leaves_in_no_part_is_counted():
    items = numbered(60)
    halves = (Part("train", 0.5), Part("test", 0.5))
    split = assign(items, SplitPlan(halves, together=TIME_BLOCKS, block=10, gap=2))
    assert split.outside == 60 - sum(split.counts().values()) > 0
