"""Physical units as they stand in `units` attributes, and linear conversion between them.

The notations of the CF conventions and of GRIB tools are taken apart here (`m s-1`, `m s**-1`,
`m/s`, `kg m-2 s-1`: UDUNITS' grammar); what a unit is and its factor come from pint. Loading that
takes half a second and is put off until a unit is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.grid.errors import GridError

if TYPE_CHECKING:
    import numpy as np

WATER = 1000.0
"""Density of water in kg m-3, by which amounts of precipitation become depths."""

_DEFINITIONS = (
    "ppb = 1e-9",
    "fraction = 1",
    "geopotential_meter = meter = gpm",
    "practical_salinity_unit = [practical_salinity] = PSU = psu",
    "dobson_unit = 4.4615e-4 * mole / meter ** 2 = DU",
    "millibar_ = 1e-3 * bar = mb",
    "@alias kelvin = Kelvin",
    "@alias pascal = Pascal",
    "@alias knot = kts",
    "@alias meter = metre",
    "@alias degree = degrees_north = degrees_east = degree_north = degree_east",
    "@alias degree_Celsius = degree_C = deg_C = degrees_Celsius = Celsius",
    "@alias degree_Fahrenheit = degree_F = deg_F = degrees_Fahrenheit = Fahrenheit",
)
"""What the fields write and pint does not know."""

FAMILIES = (
    ("K", "degC", "degF"),
    ("Pa", "hPa", "kPa", "bar", "atm"),
    ("m s-1", "km h-1", "knot"),
    ("m", "mm", "cm", "km"),
    ("kg m-2 s-1", "mm s-1", "mm h-1", "mm day-1"),
    ("kg m-2", "mm", "m"),
    ("J m-2", "kJ m-2", "MJ m-2", "W h m-2"),
    ("W m-2", "kW m-2"),
    ("m2 s-2", "J kg-1", "kJ kg-1"),
    ("kg kg-1", "g kg-1", "mg kg-1"),
    ("1", "percent", "fraction"),
    ("s", "min", "h", "day"),
    ("kg m-3", "g m-3", "g cm-3"),
    ("m3 m-3", "percent"),
    ("degree", "radian"),
)
"""Units that a form offers: those of a row convert into one another (a test asks pint)."""

_WORDS = {
    "dimensionless": "1", "(0-1)": "1", "(0 - 1)": "1", "m of water equivalent": "m",
    "Degree true": "degree",
}  # fmt: skip
"""Units that ECMWF writes as words."""
_FACTOR = re.compile(r"(?P<name>[A-Za-zµ°%_]+|1(?!\d))(?:(?:\*\*|\^)?(?P<power>[+-]?\d{1,3}))?$")
_SEPARATOR = re.compile(r"(?<!\*)\*(?!\*)|[\s·]+|(?<=[A-Za-z\d])\.(?=[A-Za-z])")


@dataclass(frozen=True)
class Unit:
    """`value * factor + offset` is in SI base units; `dimensions` are their names and powers."""

    factor: float
    dimensions: tuple[tuple[str, float], ...] = ()
    offset: float = 0.0


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """Read a unit.

    Raises
    ------
    GridError
        If a part of it is unknown.
    """
    factors = list(_factors(text))
    if not factors:
        raise GridError("the unit is empty; write 1 for a number without unit")
    registry = _registry()
    alone = len(factors) == 1 and factors[0][1] == 1
    total = registry.Unit("dimensionless")
    for part, power, name in factors:
        total *= _unit(name, text, part, alone) ** power
    zero, one = (registry.Quantity(value, total).to_base_units() for value in (0.0, 1.0))
    dimensions = sorted((str(name), float(power)) for name, power in one.dimensionality.items())
    return Unit(one.magnitude - zero.magnitude, tuple(dimensions), zero.magnitude)


_RANGES = ("valid_range", "actual_range")
_ENDS = {"valid_min": "valid_max", "valid_max": "valid_min"}
_APART = {"units_metadata": "temperature: difference"}
"""What CF says of temperatures that differences are, from which no zero point is to be taken."""

_COMMENT = re.compile(r"\([^)]*\)")
_SPREAD = re.compile(r":\s*(standard_deviation|range)\b")
_TEMPERATURE = (("[temperature]", 1.0),)


def in_unit(attributes: Mapping[str, Any], unit: str) -> dict[str, Any]:
    """Return the attributes of values in another unit; that of the GRIB message is theirs no more.

    cfgrib keeps it as `GRIB_units` beside `units`.
    """
    found = {**attributes, "units": unit}
    if unit != attributes.get("units"):
        found.pop("GRIB_units", None)
    return found


def without_range(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out between which numbers values are valid: readers hide those that are beyond them."""
    return {key: value for key, value in attributes.items() if key not in (*_RANGES, *_ENDS)}


def scaled_range(
    attributes: Mapping[str, Any],
    scale: float,
    shift: float,
    kind: np.dtype,
    names: Iterable[str] = (),
) -> dict[str, Any]:
    """Return attributes whose range of valid values is scaled as the values are; or some of them.

    That is done in the type of the values, so that those at its ends stay within. What is no
    number is left out.
    """
    import numpy as np

    found = dict(attributes)
    for name in set(names or (*_RANGES, *_ENDS)) & set(attributes):
        ends = np.asarray(found.pop(name))
        if ends.dtype.kind in "iuf":
            new = ends.astype(kind) * float(scale) + float(shift)
            key = _ENDS[name] if scale < 0 and name in _ENDS else name
            found[key] = np.sort(new) if new.ndim else float(new)
    return found


def is_difference(attributes: Mapping[str, Any]) -> bool:
    """Whether values are differences or deviations, by the CF conventions."""
    said = str(attributes.get("units_metadata", ""))
    methods = _COMMENT.sub("", str(attributes.get("cell_methods", "")))
    return "difference" in said or _SPREAD.search(methods) is not None


def of_difference(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a difference: degrees Celsius apart are kelvins apart.

    As temperatures, 273.15 would be added to or taken from them where units are converted.
    """
    found = without_range(attributes)
    try:
        unit = parse_unit(str(found.get("units", "1")))
    except GridError:  # what it measures is not known, so neither is where it begins
        return found
    if unit.offset != 0 and unit.factor == 1:
        found = in_unit(found, "K")
    return found | (_APART if unit.dimensions == _TEMPERATURE else {})


def _factors(text: str) -> Iterator[tuple[str, int, str]]:
    """Give each factor as it is written, with its power and its name."""
    sign, words = 1, _WORDS.get(text.strip(), text.strip())
    for part in filter(None, _SEPARATOR.split(words.replace("/", " / "))):
        if part == "/":
            sign = -1
            continue
        match = _FACTOR.match(part)
        if match is None:
            raise _unknown(text, part)
        yield part, sign * int(match["power"] or 1), match["name"]
        sign = 1


def _unit(name: str, text: str, part: str, alone: bool) -> Any:
    """Look one name up; a temperature among other factors is a difference, without offset."""
    registry = _registry()
    if name == "1":
        return registry.Unit("dimensionless")
    try:
        unit = registry.Unit(name)
        plain = alone or registry.Quantity(0.0, unit).to_base_units().magnitude == 0
        return unit if plain else registry.Unit(f"delta_{name}")
    except Exception as error:  # pint raises several kinds for odd words
        raise _unknown(text, part) from error


def _unknown(text: str, part: str) -> GridError:
    return GridError("the unit {text} is not known (at {part})", text=repr(text), part=repr(part))


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True, cache_folder=None)
    for line in _DEFINITIONS:
        registry.define(line)
    return registry


def conversion(source: str, target: str) -> tuple[float, float]:
    """Return (scale, shift): `value * scale + shift` turns a value in `source` into `target`.

    An amount of water per area becomes a depth by the density of water, and that is remarked.

    Raises
    ------
    GridError
        If a unit is unknown or they measure different things.
    """
    old, new = parse_unit(source), parse_unit(target)
    density = _density_between(old, new)
    if density is None:
        _refuse_conversion(source, target)
    if density != 1.0:
        _remark_density(source, target)
    return old.factor * density / new.factor, (old.offset - new.offset) / new.factor


def convertible(unit: str) -> tuple[str, ...]:
    """List usual units into which one converts, by its spelling: nothing is loaded for that.

    A unit that is in no family has none here, though pint may know some.
    """
    if not unit.strip():
        return ()
    spelled = _spelled(unit)
    fitting = [family for family in FAMILIES if spelled in map(_spelled, family)]
    return tuple(dict.fromkeys(each for family in fitting for each in family))


_SAME = {
    "kelvin": "K", "celsius": "degC", "°c": "degC", "c": "degC", "degree_celsius": "degC",
    "pascal": "Pa", "mb": "hPa", "millibar": "hPa", "mbar": "hPa", "%": "percent", "hours": "h",
    "degrees_north": "degree", "degrees_east": "degree", "degrees": "degree", "(0-1)": "1",
    "(0 - 1)": "1", "metre": "m", "meter": "m", "days": "day", "seconds": "s", "knots": "knot",
}  # fmt: skip
"""Other spellings of what is in the families."""


def _spelled(unit: str) -> str:
    """Write a unit's factors in one order and way: "m/s" and "s**-1 m" are "m1 s-1"."""
    text = unit.strip()
    text = _SAME.get(text.lower(), text)
    try:
        factors = list(_factors(text))
    except GridError:
        return text
    return " ".join(sorted(f"{name}{power}" for _, power, name in factors if name != "1")) or "1"


def _refuse_conversion(source: str, target: str) -> NoReturn:
    raise GridError(
        "{source} cannot be converted to {target}: they measure other things",
        source=repr(source),
        target=repr(target),
    )


def _remark_density(source: str, target: str) -> None:
    remark(
        Message(
            "{source} was converted to {target} with the density of water, 1000 kg m-3",
            source=source,
            target=target,
        )
    )


def _density_between(old: Unit, new: Unit) -> float | None:
    """Return what a value is multiplied by between two kinds of unit; None if they do not fit."""
    if old.dimensions == new.dimensions:
        return 1.0
    for one, other, density in ((old, new, 1 / WATER), (new, old, WATER)):
        amount, depth = dict(one.dimensions), dict(other.dimensions)
        per_area = (amount.pop("[mass]", 0), amount.pop("[length]", 0)) == (1, -2)
        if per_area and depth.pop("[length]", 0) == 1 and amount == depth:
            return density
    return None
