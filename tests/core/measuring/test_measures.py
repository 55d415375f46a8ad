"""Measures of an index: collected, packed, unpacked."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest

from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import (
    HASH,
    MAX_MEASURES,
    MAX_WORDS,
    MeasureInfo,
    Packed,
    layout_infos,
    measure,
    measurer_of,
    measuring,
    unpacked,
    wanted_level,
)


def plain(packed: Packed | None) -> dict[str, object]:
    assert packed is not None
    return dict(unpacked(packed.layout, packed.numbers, packed.words))


def test_what_components_measure_comes_back() -> None:
    with measuring(Collector()) as taken:
        measure("drag", np.float32(0.5), unit="N", title="drag force")
        measure("sensors", 3, kind="count")
        measure("solver", "interFoam", kind="text")
    packed = taken.packed()
    assert plain(packed) == {"drag": 0.5, "sensors": 3, "solver": "interFoam"}
    assert layout_infos(packed.layout)[0] == MeasureInfo("drag", "drag force", "N", "number")


def test_nothing_is_measured_outside_a_run() -> None:
    measure("drag", 1.0)
    assert wanted_level() == "off"


def test_another_thread_does_not_measure_into_this_one() -> None:
    with measuring(Collector("full")) as taken:
        thread = threading.Thread(target=measure, args=("drag", 1.0))
        thread.start()
        thread.join()
        assert wanted_level() == "full"
    assert taken.is_empty


def test_an_index_with_nothing_to_measure_has_no_measures() -> None:
    assert Collector().packed() is None


@pytest.mark.parametrize("value", ["many", None, [1, 2], 1j])
def test_what_is_no_number_is_refused_by_name(value: object) -> None:
    with measuring(Collector()), pytest.raises(TypeError, match="measure drag is"):
        measure("drag", value)  # type: ignore[arg-type]


@pytest.mark.parametrize("combine,expected", [("last", 2), ("sum", 6), ("min", 1), ("max", 3)])
def test_several_items_of_an_index(combine: str, expected: float) -> None:
    with measuring(Collector()) as taken:
        for value in (1, 3, 2):
            measure("x", value, combine=combine)  # type: ignore[arg-type]
    assert plain(taken.packed()) == {"x": expected}


def test_a_field_has_six_measures_and_a_hash() -> None:
    taken = Collector()
    taken.field("U", np.array([0.0, 1.0, np.nan, 3.0]), "m/s")
    found = plain(taken.packed())
    names = [HASH, "U.min", "U.max", "U.mean", "U.std", "U.nan_share", "U.zero_share"]
    assert list(found) == names
    assert [found[n] for n in names[1:4]] == [0.0, 3.0, pytest.approx(4 / 3)]
    assert found["U.nan_share"] == found["U.zero_share"] == 0.25
    packed = taken.packed()
    infos = {info.name: info for info in layout_infos(packed.layout)}
    assert infos["U.max"] == MeasureInfo("U.max", "max U", "m/s", "number")
    assert infos["U.nan_share"] == MeasureInfo("U.nan_share", "NaN in U", "", "share")


def test_a_field_of_several_items_is_measured_together() -> None:
    taken = Collector()
    for part in ([1.0, 2.0], [6.0]):
        taken.field("U", np.array(part))
    found = plain(taken.packed())
    assert (found["U.min"], found["U.max"], found["U.mean"]) == (1.0, 6.0, 3.0)


def test_of_two_measures_with_one_name_the_first_stays() -> None:
    taken = Collector()
    taken.add(MeasureInfo("U.max", "of a component"), 9.0)
    taken.field("U", np.array([1.0]))
    packed = taken.packed()
    assert plain(packed)["U.max"] == 9.0
    assert [info.name for info in layout_infos(packed.layout)].count("U.max") == 1


def test_no_more_than_a_thousand_are_kept_and_the_rest_is_counted() -> None:
    taken = Collector()
    for number in range(MAX_MEASURES + 20):
        taken.add(MeasureInfo(f"m{number}"), number)
    assert len(plain(taken.packed())) == MAX_MEASURES
    assert taken.left_out == 20


def test_values_survive_as_they_are() -> None:
    taken = Collector()
    values = {"nan": math.nan, "inf": -math.inf, "tiny": 5e-324, "big": 2.0**1023}
    for name, value in values.items():
        taken.add(MeasureInfo(name), value)
    taken.add(MeasureInfo("c", kind="count"), 2**53)
    taken.add(MeasureInfo("t", kind="text"), "ä\n\udcff" + "x" * 1000)
    found = plain(taken.packed())
    assert math.isnan(found["nan"])  # type: ignore[arg-type]
    assert [found[n] for n in ("inf", "tiny", "big")] == [-math.inf, 5e-324, 2.0**1023]
    assert found["c"] == 2**53
    assert len(str(found["t"])) == MAX_WORDS


def test_a_count_that_is_not_finite_stays_a_number() -> None:
    taken = Collector()
    taken.add(MeasureInfo("c", kind="count"), math.inf)
    assert plain(taken.packed())["c"] == math.inf


def test_equal_items_have_one_layout() -> None:
    def packed(value: float) -> Packed:
        taken = Collector()
        taken.field("U", np.array([value, 2.0]))
        found = taken.packed()
        assert found is not None
        return found

    assert packed(1.0).layout is packed(3.0).layout
    assert packed(1.0).words != packed(3.0).words
    assert packed(1.0) == packed(1.0)


@pytest.mark.parametrize(
    "layout",
    ["", "{}", "7", '[["a"]', '[["a","b","c","no such kind"]]', "[[1,2,3,4]]", "[7]", "\udcff"],
)
def test_a_layout_that_is_none_is_refused(layout: str) -> None:
    with pytest.raises(ValueError, match="no measures"):
        layout_infos(layout)


def test_values_that_do_not_fit_their_layout_are_refused() -> None:
    taken = Collector()
    taken.field("U", np.array([1.0]))
    packed = taken.packed()
    with pytest.raises(ValueError, match="without values"):
        unpacked(packed.layout, packed.numbers[:8], packed.words)


class Step:
    def __init__(self, measurer: object) -> None:
        self.measurer = measurer


def test_the_last_step_that_names_a_measurer_decides() -> None:
    steps = [Step("math:sin"), object(), Step("math:cos"), Step("")]
    assert measurer_of(steps) is math.cos
    assert measurer_of([object()]) is None


@pytest.mark.parametrize("home", ["no_such_module_at_all:f", "math:no_such_function"])
def test_a_measurer_that_is_not_there_is_an_error(home: str) -> None:
    with pytest.raises((ImportError, AttributeError)):
        measurer_of([Step(home)])
