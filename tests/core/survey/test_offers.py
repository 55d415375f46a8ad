"""Roles: what data offer to a parameter, and which words they do not know."""

from __future__ import annotations

import pytest

from curator_gui.core import Param, Registry
from curator_gui.core.errors import ParamError
from curator_gui.core.measuring.inspection import Axis, Part
from curator_gui.core.survey import FieldFacts, StepFacts
from curator_gui.core.survey.offers import bound, fitting, offers, problem, start_values, unknown
from curator_gui.domains import register_all

REGISTRY = register_all(Registry())


def field(name, place="cell", present=4):
    return FieldFacts(name, place, ("float32",), 1, "", 0.0, 1.0, 0.5, 0, 8, present)


FACTS = StepFacts(
    "Read",
    reached=4,
    given=4,
    fields=(field("U"), field("p", present=3), field("p_rgh"), field("T", "point")),
    axes=(
        Axis("time", "time", 4, first="2017-01-01", last="2017-01-04", values=("a", "b")),
        Axis("plev", "level", 2, "hPa", "850", "500", 500.0, 850.0, ("850", "500"), "falling"),
        Axis("lat", "latitude", 61, "deg", "90", "-90", -90.0, 90.0),
        Axis("x", "x", minimum=0.25, maximum=3.0, dimension=False),
    ),
    parts=(Part("element", "H", 8), Part("block", "water", 1)),
)


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("cell field", ["U", "p", "p_rgh"]),
        ("point field", ["T"]),
        ("field", ["U", "p", "p_rgh", "T"]),
        ("dimension", ["time", "plev", "lat"]),
        ("level", ["850", "500"]),
        ("time", ["a", "b"]),
        ("element", ["H"]),
        ("block", ["water"]),
        ("patch", []),
        ("", []),
    ],
)
def test_each_role_offers_what_is_there(role, names):
    assert [offer.name for offer in offers(role, FACTS)] == names
    assert offers(role, None) == ()


def test_an_offer_says_type_range_and_in_how_many_items():
    offer = offers("cell field", FACTS)[1]
    assert (offer.type, offer.range, offer.present, offer.looked) == ("float32", "0 … 1", 3, 4)


@pytest.mark.parametrize(
    ("role", "value", "wrong"),
    [
        ("cell field", ["U", "p*"], []),
        ("cell field", ["U", "tme", "q*"], ["tme", "q*"]),
        ("cell field", ["T"], ["T"]),  # it is on points
        ("dimension", "tme", ["tme"]),
        ("dimension", {"lat": 4, "lon": 4}, ["lon"]),
        ("level", [850.0, 700], ["700"]),
        ("element", ["Xe"], []),
        ("patch", ["wall"], []),  # nothing is known of patches
        ("property", ["positions"], []),
        ("cell field", None, []),
    ],
)
def test_unknown_words(role, value, wrong):
    assert unknown(Param("a", role=role), value, FACTS) == wrong


def test_nothing_is_unknown_where_nothing_was_seen():
    assert unknown(Param("a", role="field"), ["x"], None) == []
    assert unknown(Param("a", role="field"), ["x"], StepFacts("Read", reached=2)) == []


@pytest.mark.parametrize(
    ("role", "value", "words"),
    [
        ("dimension", "tme", "tme: no such dimension; there is time"),
        ("cell field", ["zzz"], "zzz: no such cell field; there are U, p, p_rgh"),
        ("cell field", ["z*"], "z* fits no cell field; there are U, p, p_rgh"),
        ("variable", [], ""),
    ],
)
def test_unknown_words_are_said_with_what_there_is(role, value, words):
    assert problem(Param("a", role=role), value, FACTS) == words


def test_where_there_is_nothing_it_is_said():
    bare = StepFacts("Read", reached=1, given=1)
    words = problem(Param("a", role="point field"), ["p"], bare)
    assert words == "p: there is no point field here at all"


def test_patterns_fit_several():
    assert fitting("p*", offers("cell field", FACTS)) == ["p", "p_rgh"]
    assert fitting("p", offers("cell field", FACTS)) == ["p"]


def test_ranges_start_from_the_bounds_of_the_data():
    box, crop = REGISTRY.get("mesh.CropBox"), REGISTRY.get("grid.CropRegion")
    assert bound(box, box.param("x_min"), FACTS) == 0.25
    assert bound(box, box.param("x_max"), FACTS) == 3.0
    assert bound(box, box.param("y_max"), FACTS) is None
    assert start_values(crop, FACTS) == {"south": -90.0, "north": 90.0}
    assert start_values(box, FACTS) == {}  # open sides are no worse
    times = REGISTRY.get("grid.SelectTimes")
    assert bound(times, times.param("end"), FACTS) == "2017-01-04"


@pytest.mark.parametrize("wrong", [{"role": "filed"}, {"axis": "w"}])
def test_a_role_that_does_not_exist_is_refused(wrong):
    with pytest.raises(ParamError, match="is none of"):
        Param("a", **wrong)


@pytest.mark.parametrize("domain", ["mesh", "grid", "atoms"])
def test_every_domain_declares_roles(domain):
    roles = {p.role for e in REGISTRY.select(domain=domain) for p in e.params} - {""}
    assert len(roles) >= 2
