"""What a survey makes of the looks at a few items."""

from __future__ import annotations

import numpy as np
import pytest

from curator_gui.core.measuring.inspection import (
    AXIS_BINS,
    QUANTILES,
    Axis,
    ItemSummary,
    counted_along,
    digest,
    summarise,
)
from curator_gui.core.survey import ItemLook, Sizes, StepLook, Survey, gather, leaves


def mesh(values=(0.0, 1.0, 2.0), **others):
    arrays = {"U": np.asarray(values, dtype=np.float32), **others}
    fields = tuple(summarise(name, "cell", array) for name, array in arrays.items())
    return ItemSummary("Mesh", fields=fields, counts=(("points", 8), ("cells", 3)))


def surveyed(*items, sizes=None):
    survey = Survey(len(items), 0, len(items), sizes=sizes or Sizes())
    for index, item in enumerate(items):
        step = StepLook("Read", 0.1, (item,)) if isinstance(item, ItemSummary) else item
        survey = gather(survey, ItemLook(index, f"item{index}", (step,)))
    return survey


def odd(survey):
    return [str(each.message) for each in survey.odd]


def test_a_field_has_the_range_and_the_share_of_all_items():
    (step,) = surveyed(mesh((0, 1, 2)), mesh((5, np.nan, -3))).steps
    field = step.field("U", "cell")
    assert (field.minimum, field.maximum, field.undefined, field.values) == (-3, 5, 1, 6)
    assert (field.present, field.components, field.dtypes) == (2, 1, ("float32",))
    assert step.field("U", "point") is None


def test_vectors_have_components():
    field = surveyed(mesh(V=np.zeros((3, 3)))).steps[0].field("V")
    assert field.components == 3


def test_what_leaves_a_step_is_one_line():
    survey = surveyed(mesh(), mesh())
    assert leaves(survey.steps[0]) == "U on 3 cells"
    many = mesh(**{name: np.zeros(3) for name in "abcdef"})
    assert leaves(surveyed(many).steps[0]) == "U, a, b and 4 more on 3 cells"


def test_a_step_that_fails_everywhere_says_so():
    survey = surveyed(StepLook("Read", 0.1, error=("OSError", "gone")))
    assert leaves(survey.steps[0]) == "fails on every item looked at"
    assert survey.steps[0].failures == ((0, "item0", "OSError", "gone"),)
    assert odd(survey) == ["item0 cannot be read: gone"]


def test_a_step_that_drops_everything_says_so():
    assert leaves(surveyed(StepLook("Read", 0.1)).steps[0]) == "no item leaves it"


def test_nothing_is_odd_about_equal_items():
    assert odd(surveyed(*[mesh() for _ in range(6)])) == []


def test_a_field_that_items_lack_is_odd():
    survey = surveyed(mesh(p=np.ones(3)), mesh(), mesh(p=np.ones(3)))
    assert odd(survey) == ["p is in 2 of 3 items; item1 lacks it"]
    assert survey.odd[0].index == 1


def test_undefined_values_are_odd_with_their_item():
    survey = surveyed(mesh(), mesh((0, np.nan, 1)))
    assert odd(survey) == ["U has 1 values that are NaN or infinite (16.7 %), all in item1"]


def test_several_types_are_odd():
    words = odd(surveyed(mesh(p=np.ones(3, np.float32)), mesh(p=np.ones(3, np.int64))))
    assert words == ["p has several types: float32, int64"]


def test_a_value_far_from_all_others_is_odd_and_named():
    items = [mesh() for _ in range(5)] + [mesh((0, 1, 200.0))]
    survey = surveyed(*items)
    assert odd(survey) == ["U reaches 200 in item5; in the other 5 items at most 2"]
    assert survey.odd[0].index == 5


def test_an_item_of_zeros_is_odd_unless_all_are():
    assert odd(surveyed(mesh((0, 0, 0)), mesh())) == ["item0: all its fields are 0 everywhere"]
    assert odd(surveyed(mesh((0, 0, 0)), mesh((0, 0, 0)))) == []


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        (Axis("time", "time", 9, order="unordered"), "time is not in order"),
        (Axis("time", "time", 9, repeated=2), "time repeats 2 values"),
        (Axis("time", "time", 9, gaps=1), "time has 1 gaps"),
    ],
)
def test_a_time_that_is_not_regular_is_odd(axis, words):
    item = ItemSummary("Dataset", axes=(axis,))
    assert odd(surveyed(item, item)) == [f"item0: {words}"]  # once, not for each item


def test_distributions_along_an_axis_are_joined_over_the_widest_range():
    x = lambda low, high, counts: Axis(  # noqa: E731
        "x", "x", minimum=low, maximum=high, dimension=False, counts=counts
    )
    items = [
        ItemSummary("Mesh", axes=(x(*ends, counted_along(np.linspace(*ends, 480), *ends)),))
        for ends in ((0.0, 1.0), (0.0, 2.0))
    ]
    (axis,) = surveyed(*items).steps[0].axes
    assert (axis.minimum, axis.maximum, len(axis.counts)) == (0.0, 2.0, AXIS_BINS)
    assert sum(axis.counts) == 960
    half = AXIS_BINS // 2
    assert sum(axis.counts[:half]) == pytest.approx(3 * sum(axis.counts[half:]), rel=0.05)


@pytest.mark.parametrize(
    ("low", "high"), [(None, None), (1.0, 1.0), (0.0, np.inf), (-1.7e308, 1.7e308)]
)
def test_nothing_is_counted_without_a_range(low, high):
    assert counted_along(np.array([0.0, 1.0]), low, high) == ()


def test_of_many_values_evenly_chosen_ones_are_counted():
    counts = counted_along(np.linspace(0, 1, 2_000_000), 0.0, 1.0)
    assert 100_000 < sum(counts) <= 200_000
    assert max(counts) < 1.01 * min(counts)


def test_small_files_are_odd_before_anything_is_read():
    sizes = Sizes(20, 5, 100, 1900, small=((7, "run7.vtu", 5),))
    survey = surveyed(mesh(), sizes=sizes)
    assert odd(survey) == ["1 of 20 files are much smaller than the others: run7.vtu"]


def test_bars_hold_every_value_inside_or_beyond():
    values = np.concatenate([np.linspace(0, 1, 500), [900.0]])
    field = surveyed(mesh(values)).steps[0].field("U")
    bars = field.bars
    assert sum(bars.counts) + bars.below + bars.above == QUANTILES
    assert bars.above == 1
    assert bars.high < 10


def test_bars_of_a_constant_are_one_bar():
    bars = surveyed(mesh((2, 2, 2))).steps[0].field("U").bars
    assert (bars.low, bars.high, len(bars.counts)) == (2, 2, 1)


def test_quantiles_end_in_the_extremes():
    field = summarise("a", "array", np.arange(100_001.0)[::-1])
    assert len(field.quantiles) == QUANTILES
    assert field.quantiles[0] == 0
    assert field.quantiles[-1] == 100_000
    assert list(field.quantiles) == sorted(field.quantiles)


def test_a_step_that_changed_nothing_is_told_from_one_that_shuffled():
    def two(before, after):
        steps = (StepLook("a", 0.1, (before,)), StepLook("b", 0.1, (after,)))
        return gather(Survey(1), ItemLook(0, "", steps)).steps[1].unchanged

    assert two(mesh((0, 1, 2)), mesh((0, 1, 2)))
    assert not two(mesh((0, 1, 2)), mesh((2, 1, 0)))  # the same statistics


def test_digests_follow_the_values():
    assert digest(np.arange(3)) == digest(np.arange(3))
    assert digest(np.arange(3)) != digest(np.arange(3)[::-1])
    assert digest(np.array(["a"])) != digest(np.array(["b"]))
    assert digest(np.array([])) == digest(np.array([]))
