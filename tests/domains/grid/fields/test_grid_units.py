from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.units import FAMILIES, conversion, convertible, parse_unit


@pytest.mark.parametrize(
    "source, target, value, expected",
    [
        ("K", "degC", 273.15, 0.0),
        ("degC", "K", -273.15, 0.0),
        ("degF", "degC", 212.0, 100.0),
        ("degF", "K", -459.67, 0.0),
        ("hPa", "Pa", 850.0, 85000.0),
        ("mbar", "hPa", 1013.25, 1013.25),
        ("millibars", "kPa", 10.0, 1.0),
        ("atm", "hPa", 1.0, 1013.25),
        ("m s-1", "km/h", 10.0, 36.0),
        ("m s**-1", "knots", 1852 / 3600, 1.0),
        ("m/s", "km h-1", 1.0, 3.6),
        ("kt", "m s^-1", 1.0, 1852 / 3600),
        ("m**2 s**-2", "J kg-1", 5.0, 5.0),
        ("J m**-2", "kWh", None, None),
        ("mm/day", "m s-1", 86.4e6, 1.0),
        ("kg m-2 s-1", "g m-2 h-1", 1.0, 3.6e6),
        ("kg.m-2.s-1", "kg*m-2*s-1", 2.0, 2.0),
        ("W m-2", "W/m^2", 3.0, 3.0),
        ("%", "1", 50.0, 0.5),
        ("(0 - 1)", "1", 0.5, 0.5),
        ("g/kg", "1", 1.0, 1e-3),
        ("degrees_north", "radians", 180.0, math.pi),
        ("hours", "days", 36.0, 1.5),
        ("feet", "m", 1.0, 0.3048),
        ("K", "m", None, None),
        ("K", "", None, None),
        ("gpm", "m", 5500.0, 5500.0),
        ("degree_C", "K", 0.0, 273.15),
        ("degrees_Celsius", "degF", 100.0, 212.0),
        ("°C", "K", 1.0, 274.15),
        ("PSU", "psu", 35.0, 35.0),
        ("PSU", "1", None, None),
        ("W m-2 degC-1", "W m-2 K-1", 2.0, 2.0),
        ("ppb", "ppm", 1000.0, 1.0),
        ("mb", "hPa", 1000.0, 1000.0),
        ("K kg", "m kg", None, None),
        ("kg m-3", "1", None, None),
    ],
)
def test_conversions(source: str, target: str, value: float | None, expected: float | None) -> None:
    if value is None or expected is None:
        with pytest.raises(GridError):
            conversion(source, target)
        return
    scale, shift = conversion(source, target)
    assert value * scale + shift == pytest.approx(expected, rel=1e-12, abs=1e-10)


def test_errors_say_which_part_is_unknown() -> None:
    with pytest.raises(GridError, match=r"'kg blurgh-2' is not known \(at 'blurgh-2'\)"):
        parse_unit("kg blurgh-2")
    with pytest.raises(GridError, match="they measure other things"):
        conversion("K", "Pa")


UNITS = (
    "m",
    "km",
    "ft",
    "Pa",
    "hPa",
    "mb",
    "K",
    "degC",
    "degF",
    "s",
    "h",
    "day",
    "m s-1",
    "kt",
    "%",
)


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.floats(-1e6, 1e6))
def test_there_and_back_is_the_same(source: str, target: str, value: float) -> None:
    if parse_unit(source).dimensions != parse_unit(target).dimensions:
        return
    scale, shift = conversion(source, target)
    back, back_shift = conversion(target, source)
    assert (value * scale + shift) * back + back_shift == pytest.approx(value, rel=1e-9, abs=1e-9)


@given(st.text(max_size=30))
def test_any_text_is_a_unit_or_a_clear_error(text: str) -> None:
    try:
        unit = parse_unit(text)
    except GridError:
        return
    assert unit.factor >= 0
    assert all(name.startswith("[") for name, _ in unit.dimensions)


@given(
    st.lists(st.tuples(st.sampled_from(["m", "kg", "s", "K"]), st.integers(-4, 4)), min_size=1),
    st.sampled_from(["{}{}", "{}^{}", "{}**{}"]),
    st.sampled_from([" ", "*", " * "]),
)
def test_notations_agree(parts: list[tuple[str, int]], power: str, joint: str) -> None:
    names = {"m": "[length]", "kg": "[mass]", "s": "[time]", "K": "[temperature]"}
    totals = dict.fromkeys(names, 0)
    for name, exponent in parts:
        totals[name] += exponent
    text = joint.join(power.format(name, exponent) for name, exponent in parts)
    expected = sorted((names[name], float(power)) for name, power in totals.items() if power)
    assert parse_unit(text).dimensions == tuple(expected)


@pytest.mark.parametrize(
    ("source", "target", "scale"),
    [("kg m-2 s-1", "mm/day", 86_400.0), ("kg m-2", "mm", 1.0), ("mm h-1", "kg m-2 s-1", 1 / 3600)],
)
def test_amounts_of_water_become_depths_and_it_is_said(source, target, scale) -> None:
    with pytest.warns(UserWarning, match="with the density of water, 1000 kg m-3"):
        found, shift = conversion(source, target)
    assert found == pytest.approx(scale, rel=1e-12)
    assert shift == 0


def test_units_are_not_loaded_before_one_is_looked_up() -> None:
    code = (
        "import sys; from curator_gui.domains.grid import ConvertUnits\n"
        "ConvertUnits(units={'t': 'degC'}); assert 'pint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.filterwarnings("ignore:.*density of water")
@pytest.mark.parametrize("family", FAMILIES, ids=" ".join)
def test_units_that_a_form_offers_together_convert_into_one_another(
    family: tuple[str, ...],
) -> None:
    for one in family:
        for other in family:
            scale, shift = conversion(one, other)
            back, _ = conversion(other, one)
            assert scale * back == pytest.approx(1.0)
            assert shift == 0.0 or one != other
        assert set(family) <= set(convertible(one))


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [("m/s", "knot"), ("m s**-1", "knot"), ("s-1 m", "km h-1"), ("Kelvin", "degC"), ("%", "1"),
     ("m**2 s**-2", "J kg-1"), ("hPa", "Pa"), ("degrees_north", "radian")],
)  # fmt: skip
def test_a_unit_is_known_by_any_spelling(spelled: str, expected: str) -> None:
    assert expected in convertible(spelled)


@pytest.mark.parametrize("unit", ["", "furlong", "K K K", "***", "psu"])
def test_an_unusual_unit_offers_nothing(unit: str) -> None:
    assert convertible(unit) == ()
