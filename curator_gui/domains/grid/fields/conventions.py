"""Tell what a variable is by its names, level and unit, and what a convention calls it.

Nothing is guessed: a variable that the table of names has no one row for stays as it is, and why
is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.grid.coordinates import find_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.fields.name_table import (
    CMIP_UNITS,
    FORMER_STANDARD,
    LOOSELY_SAID,
    ROWS,
    Row,
)
from curator_gui.domains.grid.roles import field_names
from curator_gui.domains.grid.units import parse_unit

if TYPE_CHECKING:
    import xarray as xr

CONVENTIONS = {"CF": "standard", "ECMWF": "ecmwf", "CMIP": "cmip"}
"""The conventions, and which name of a row is theirs."""

_NOT_LEVELS = ("surface", "meanSea", "heightAboveGround", "entireAtmosphere", "depthBelowLandLayer")
_EXTREMES = re.compile(r"\b(maximum|minimum|max|min)\b")
_FORMER_INTEGRAL = re.compile(r"integral_of_(.+)_wrt_time")


class _Left(Exception):  # noqa: N818 - no error: a reason
    """Why a variable keeps its name."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def names_of_convention(
    item: xr.Dataset, convention: str, given: Mapping[str, str]
) -> dict[str, str]:
    """Return the name that a convention has for each field which it has one for.

    Says which keep their names, and which have another unit than is usual under the name.

    Parameters
    ----------
    item
        The fields.
    convention
        A key of `CONVENTIONS`.
    given
        Old and new names of what is named otherwise already.
    """
    found: dict[str, str] = {}
    left: dict[Message, list[str]] = {}
    for name in (name for name in field_names(item, "iuf") if name not in given):
        try:
            found[name] = _named(item[name], convention)
        except _Left as left_alone:
            left.setdefault(left_alone.reason, []).append(name)
    while twins := _twins(item, found, given):
        for name in twins:
            reason = Message("there would be two called {name}", name=found.pop(name))
            left.setdefault(reason, []).append(name)
    for reason, names in left.items():
        listed = ", ".join(names)
        remark(Message("not renamed: {names}, since {reason}", names=listed, reason=reason))
    return found


def _named(field: xr.DataArray, convention: str) -> str:
    row = _row_of(field)
    called: str = getattr(row, CONVENTIONS[convention])
    if not called:
        raise _Left(Message("{convention} has no name for just this", convention=convention))
    if called != field.name:
        _refuse_extremes(field, row)
        _check_unit(field, CMIP_UNITS.get(called, row.unit) if convention == "CMIP" else row.unit)
    return called


def _refuse_extremes(field: xr.DataArray, row: Row) -> None:
    """A maximum over a time has another name than what it is the maximum of, except for gusts."""
    words = f"{field.attrs.get('cell_methods', '')} {field.attrs.get('GRIB_stepType', '')}"
    if _EXTREMES.search(words) and row.standard and "gust" not in row.standard:
        raise _Left(Message("it is an extreme over a time"))


def _twins(item: xr.Dataset, found: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    """Return those that would have one name, or the name of something that stays."""
    new = list(found.values())
    there = {str(name) for name in (*item.variables, *item.dims)}
    staying = (there - found.keys() - given.keys()) | set(given.values())
    return [name for name, called in found.items() if new.count(called) > 1 or called in staying]


def _row_of(field: xr.DataArray) -> Row:
    """Return the one row of the table that a field fits, or raise `_Left`."""
    candidates = _by_names(field)
    if not candidates:
        raise _Left(Message("it is not in the table of names"))
    fitting = [row for row in candidates if _fits(field, row)]
    if not fitting:
        raise _Left(Message("its level or standard name contradicts its name"))
    if len(fitting) > 1:
        raise _Left(Message("neither its level nor its standard name tells which of several it is"))
    return fitting[0]


def _by_names(field: xr.DataArray) -> list[Row]:
    """Return the rows of what a field is called: GRIB's word goes first, then its own names."""
    short = field.attrs.get("GRIB_shortName")
    for row in ROWS:
        if short and row.ecmwf == short:
            return [row]
    own = [row for row in ROWS if str(field.name) in (row.ecmwf, row.cmip, *row.files.split())]
    own = own or [row for row in ROWS if row.standard == _standard(str(field.name))]
    said = _said(field)
    return own or [row for row in ROWS if said and row.standard == said]


def _standard(name: str) -> str:
    """Return a standard name as it is now."""
    former = _FORMER_INTEGRAL.fullmatch(name)
    return f"integral_wrt_time_of_{former[1]}" if former else FORMER_STANDARD.get(name, name)


def _said(field: xr.DataArray) -> str:
    said = str(field.attrs.get("standard_name", ""))
    return "" if said == "unknown" else _standard(said)


def _fits(field: xr.DataArray, row: Row) -> bool:
    """Whether neither the standard name nor the level of a field contradicts a row."""
    if row.ecmwf and field.attrs.get("GRIB_shortName") == row.ecmwf:
        return True  # levels of others may stand beside it, as coordinates without a dimension
    said, level = _said(field), _level(field)
    named = not (said and row.standard) or said == row.standard
    named = named or said in LOOSELY_SAID.get(row.ecmwf, ())
    return named and not (level and row.at and level != row.at)


def _level(field: xr.DataArray) -> str:
    """Return "levels", a height such as "2 m", "surface", or "" if nothing tells."""
    kind = field.attrs.get("GRIB_typeOfLevel")
    axis = find_axis(field.to_dataset(name="_field"), "level")
    if axis is not None and field[axis].ndim == 0 and _is_height(field[axis]):
        return f"{float(field[axis]):g} m"
    if kind in _NOT_LEVELS:
        return "" if kind == "heightAboveGround" else "surface"
    return "levels" if kind or axis is not None else ""


def _is_height(coordinate: xr.DataArray) -> bool:
    words = (coordinate.attrs.get("standard_name"), str(coordinate.name))
    in_meters = coordinate.attrs.get("units", "m") in ("m", "meter", "metre", "meters", "metres")
    return in_meters and ("height" in words or "heightAboveGround" in words)


def _check_unit(field: xr.DataArray, usual: str) -> None:
    """Leave a field alone whose unit measures something else; say if it is of another size."""
    if "units" not in field.attrs:
        raise _Left(Message("it has no unit that could be checked"))
    unit = str(field.attrs["units"])
    try:
        found, expected = parse_unit(unit), parse_unit(usual)
    except GridError:
        raise _Left(Message("its unit {unit} is not known", unit=repr(unit))) from None
    if found.dimensions != expected.dimensions:
        raise _Left(
            Message("its unit is {unit}, not one like {usual}", unit=repr(unit), usual=repr(usual))
        )
    if (found.factor, found.offset) != (expected.factor, expected.offset):
        _remark_unit(str(field.name), unit, usual)


def _remark_unit(name: str, unit: str, usual: str) -> None:
    remark(
        Message(
            "{name} stays in {unit}, where {usual} is usual; convert it before if that matters",
            name=name,
            unit=unit,
            usual=usual,
        )
    )
