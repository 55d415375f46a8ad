"""Physical units as they stand in `units` attributes, and linear conversion between them.

Reads the notations of the CF conventions and of GRIB tools: `m s-1`, `m s**-1`, `m/s`,
`kg m-2 s-1`, `hPa`, `degC`. Factors are those of the SI brochure (9th edition, 2019) and of
NIST SP 811 for the others.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from curator_gui.domains.grid.errors import GridError

_DIMENSIONS = ("m", "kg", "s", "K", "mol", "A", "cd")


@dataclass(frozen=True)
class Unit:
    """`value * factor + offset` is in SI base units with these exponents."""

    factor: float
    exponents: tuple[int, ...] = (0,) * len(_DIMENSIONS)
    offset: float = 0.0

    def times(self, other: Unit, power: int) -> Unit:
        """Multiply by a power of another unit."""
        exponents = zip(self.exponents, other.exponents, strict=True)
        factor = self.factor * other.factor**power
        return Unit(factor, tuple(a + power * b for a, b in exponents))


def _unit(factor: float, offset: float = 0.0, **exponents: int) -> Unit:
    return Unit(factor, tuple(exponents.get(name, 0) for name in _DIMENSIONS), offset)


_PREFIXED = {
    "m": _unit(1, m=1),
    "g": _unit(1e-3, kg=1),
    "s": _unit(1, s=1),
    "K": _unit(1, K=1),
    "mol": _unit(1, mol=1),
    "A": _unit(1, A=1),
    "Pa": _unit(1, kg=1, m=-1, s=-2),
    "bar": _unit(1e5, kg=1, m=-1, s=-2),
    "N": _unit(1, kg=1, m=1, s=-2),
    "J": _unit(1, kg=1, m=2, s=-2),
    "W": _unit(1, kg=1, m=2, s=-3),
    "Hz": _unit(1, s=-1),
    "L": _unit(1e-3, m=3),
}
_PREFIXES = {
    "": 1.0, "n": 1e-9, "u": 1e-6, "µ": 1e-6, "m": 1e-3, "c": 1e-2, "d": 1e-1,
    "h": 1e2, "k": 1e3, "M": 1e6, "G": 1e9,
}  # fmt: skip
_PLAIN = {
    "1": _unit(1),
    "%": _unit(1e-2),
    "ppm": _unit(1e-6),
    "ppb": _unit(1e-9),
    "rad": _unit(1),
    "degree": _unit(math.pi / 180),
    "min": _unit(60, s=1),
    "h": _unit(3600, s=1),
    "day": _unit(86400, s=1),
    "degC": _unit(1, 273.15, K=1),
    "degF": _unit(5 / 9, 459.67 * 5 / 9, K=1),
    "atm": _unit(101325, kg=1, m=-1, s=-2),
    "mmHg": _unit(133.322387415, kg=1, m=-1, s=-2),
    "inHg": _unit(3386.388640341, kg=1, m=-1, s=-2),
    "mb": _unit(100, kg=1, m=-1, s=-2),
    "t": _unit(1000, kg=1),
    "ft": _unit(0.3048, m=1),
    "inch": _unit(0.0254, m=1),
    "mile": _unit(1609.344, m=1),
    "nmi": _unit(1852, m=1),
    "kt": _unit(1852 / 3600, m=1, s=-1),
    "mph": _unit(0.44704, m=1, s=-1),
}
_ALIASES = {
    "metre": "m", "meter": "m", "second": "s", "sec": "s", "minute": "min", "hour": "h", "hr": "h",
    "d": "day", "gram": "g", "kilogram": "kg", "kelvin": "K", "Kelvin": "K", "degK": "K",
    "celsius": "degC", "Celsius": "degC", "degree_Celsius": "degC", "degrees_Celsius": "degC",
    "deg_C": "degC", "°C": "degC", "fahrenheit": "degF", "Fahrenheit": "degF",
    "degree_Fahrenheit": "degF", "degrees_Fahrenheit": "degF", "deg_F": "degF", "°F": "degF",
    "pascal": "Pa", "Pascal": "Pa", "millibar": "mb", "newton": "N", "joule": "J", "watt": "W",
    "hertz": "Hz", "litre": "L", "liter": "L", "l": "L", "radian": "rad", "deg": "degree",
    "°": "degree", "degrees_north": "degree", "degrees_east": "degree", "degree_north": "degree",
    "degree_east": "degree", "percent": "%", "knot": "kt", "foot": "ft", "feet": "ft", "in": "inch",
    "inches": "inch", "nautical_mile": "nmi", "tonne": "t", "kilometre": "km", "kilometer": "km",
    "dimensionless": "1", "fraction": "1", "(0-1)": "1", "hectopascal": "hPa",
}  # fmt: skip
_FACTOR = re.compile(r"(?P<name>[A-Za-zµ°%_]+|1(?!\d))(?:(?:\*\*|\^)?(?P<power>[+-]?\d+))?$")
_SEPARATOR = re.compile(r"(?<!\*)\*(?!\*)|[\s·]+|(?<=[A-Za-z\d])\.(?=[A-Za-z])")


def parse_unit(text: str) -> Unit:
    """Read a unit.

    Raises
    ------
    GridError
        If a part of it is unknown.
    """
    spaced = _ALIASES.get(text.strip(), text.strip())
    total, sign = _unit(1), 1
    parts = [part for part in _SEPARATOR.split(spaced.replace("/", " / ")) if part]
    if not parts:
        raise GridError("the unit is empty; write 1 for a number without unit")
    for part in parts:
        if part == "/":
            sign = -1
            continue
        unit, power = _read_factor(part, text)
        if unit.offset and len(parts) == 1 and power == 1:
            return unit
        total, sign = total.times(unit, sign * power), 1
    return total


def _read_factor(part: str, text: str) -> tuple[Unit, int]:
    match = _FACTOR.match(part)
    unit = _find(match["name"]) if match else None
    if match is None or unit is None:
        raise GridError(
            "the unit {text} is not known (at {part})", text=repr(text), part=repr(part)
        )
    return unit, int(match["power"] or 1)


def _find(name: str) -> Unit | None:
    for word in (name, name.removesuffix("s")):
        known = _ALIASES.get(word, word)
        if known in _PLAIN:
            return _PLAIN[known]
        for prefix, factor in _PREFIXES.items():
            base = _PREFIXED.get(known.removeprefix(prefix)) if known.startswith(prefix) else None
            if base is not None:
                return Unit(base.factor * factor, base.exponents)
    return None


def conversion(source: str, target: str) -> tuple[float, float]:
    """Return (scale, shift): `value * scale + shift` turns a value in `source` into `target`.

    Raises
    ------
    GridError
        If a unit is unknown or they measure different things.
    """
    old, new = parse_unit(source), parse_unit(target)
    if old.exponents != new.exponents:
        raise GridError(
            "{source} cannot be converted to {target}: they measure other things",
            source=repr(source),
            target=repr(target),
        )
    return old.factor / new.factor, (old.offset - new.offset) / new.factor
