"""Names of CF, ECMWF and CMIP for fields that are called otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import RenameVariables
from curator_gui.domains.grid.fields.name_table import FORMER_STANDARD, LOOSELY_SAID, ROWS
from curator_gui.domains.grid.units import parse_unit


def field(unit: str | None, dims: tuple[str, ...] = (), **attributes: Any) -> xr.Variable:
    """A field of two values, or of 2 x 2 with a dimension of levels."""
    shape = (2,) * (len(dims) + 1)
    units = {} if unit is None else {"units": unit}
    return xr.Variable((*dims, "lat"), np.ones(shape), units | attributes)


def renamed(
    variables: Mapping[str, xr.Variable], convention: str, **coords: Any
) -> tuple[dict[str, str], set[str]]:
    """Return what is called how afterwards, found by its place, and what was said."""
    tagged = {
        name: xr.Variable(v.dims, v.data, {**v.attrs, "was": name}) for name, v in variables.items()
    }
    said: set[str] = set()
    with noting(lambda _, words: said.add(str(words))):
        [found] = RenameVariables(convention=convention)(
            iter([xr.Dataset(tagged, {"lat": [0.0, 1.0], **coords})])
        )
    return {str(v.attrs["was"]): str(name) for name, v in found.data_vars.items()}, said


PLEV = ("plev", [85000.0, 50000.0], {"units": "Pa", "standard_name": "air_pressure"})
ERA5 = {"t2m": "K", "d2m": "K", "u10": "m s**-1", "sp": "Pa", "siconc": "(0 - 1)", "tp": "m"}
ECMWF = ["2t", "2d", "10u", "sp", "ci", "tp"]


def test_files_of_era5_get_short_names_and_standard_names() -> None:
    fields = {name: field(unit) for name, unit in ERA5.items()}
    found, said = renamed(fields, "ECMWF")
    assert (list(found.values()), said) == (ECMWF, set())
    found, said = renamed(fields, "CF")
    assert found["t2m"] == "air_temperature"
    assert found["tp"] == "lwe_thickness_of_precipitation_amount"
    assert not said
    found, said = renamed(fields, "CMIP")
    assert [found[name] for name in ("t2m", "u10", "sp", "siconc")] == [
        "tas",
        "uas",
        "ps",
        "siconc",
    ]
    assert said == {"not renamed: d2m, tp, since CMIP has no name for just this"}


def test_one_standard_name_is_told_apart_by_the_level() -> None:
    level = {"t": field("K", ("plev",), standard_name="air_temperature")}
    assert renamed(level, "CMIP", plev=PLEV) == ({"t": "ta"}, set())
    plain = {"temp": field("K", standard_name="air_temperature")}
    height = ((), 2.0, {"units": "m", "standard_name": "height"})
    assert renamed(plain, "ECMWF", height=height) == ({"temp": "2t"}, set())
    assert renamed({"tas": field("K")}, "ECMWF", height=height) == ({"tas": "2t"}, set())
    found, said = renamed(plain, "ECMWF")
    assert found == {"temp": "temp"}
    reason = "neither its level nor its standard name tells which of several it is"
    assert said == {f"not renamed: temp, since {reason}", "has none of the names"}
    other = ((), 1.5, height[2])
    found, said = renamed({"tas": field("K")}, "ECMWF", height=other)
    assert found == {"tas": "tas"}
    assert "not renamed: tas, since its level or standard name contradicts its name" in said


def test_two_of_one_standard_name_both_stay() -> None:
    fields = {"t": field("K", ("plev",)), "t2m": field("K"), "q": field("kg/kg", ("plev",))}
    found, said = renamed(fields, "CF", plev=PLEV)
    assert found == {"t": "t", "t2m": "t2m", "q": "specific_humidity"}
    assert said == {"not renamed: t, t2m, since there would be two called air_temperature"}
    # Left alone, `t` is in the way of what would have been called so.
    fields = {"ta": field("K", ("plev",)), "t": field("1", (), standard_name="tide")}
    found, said = renamed(fields, "ECMWF", plev=PLEV)
    assert found == {"ta": "ta", "t": "t"}
    assert "not renamed: ta, since there would be two called t" in said


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (None, "it has no unit that could be checked"),
        ("furlong-ish", "its unit 'furlong-ish' is not known"),
        ("m s-1", "its unit is 'm s-1', not one like 'K'"),
    ],
)
def test_a_unit_that_does_not_fit_leaves_a_field_alone(unit: str | None, reason: str) -> None:
    found, said = renamed({"t2m": field(unit)}, "ECMWF")
    assert found == {"t2m": "t2m"}
    assert f"not renamed: t2m, since {reason}" in said


def test_a_unit_of_another_size_is_said_and_kept() -> None:
    found, said = renamed({"msl": field("hPa"), "tcc": field("(0 - 1)")}, "CMIP")
    assert found == {"msl": "psl", "tcc": "clt"}
    assert said == {
        "msl stays in hPa, where Pa is usual; convert it before if that matters",
        "tcc stays in (0 - 1), where % is usual; convert it before if that matters",
    }


def test_extremes_and_strangers_stay() -> None:
    fields = {
        "t2m": field("K", cell_methods="time: maximum"),
        "tasmax": field("K", standard_name="air_temperature"),
        "mystery": field("K"),
    }
    found, said = renamed(fields, "CF")
    assert all(name == found[name] for name in fields)
    assert said == {
        "not renamed: t2m, since it is an extreme over a time",
        "not renamed: tasmax, since CF has no name for just this",
        "not renamed: mystery, since it is not in the table of names",
        "has none of the names",
    }
    gust = {"fg10": field("m s-1", cell_methods="time: maximum")}
    assert renamed(gust, "CF") == ({"fg10": "wind_speed_of_gust"}, set())


def test_ozone_of_cmip_is_not_that_of_ecmwf() -> None:
    mole = {"o3": field("mol mol-1", ("plev",), standard_name="mole_fraction_of_ozone_in_air")}
    assert renamed(mole, "CF", plev=PLEV)[0] == {"o3": "mole_fraction_of_ozone_in_air"}
    assert renamed(mole, "ECMWF", plev=PLEV)[0] == {"o3": "o3"}
    bare, said = renamed({"o3": field("1", ("plev",))}, "CF", plev=PLEV)
    assert bare == {"o3": "o3"}
    assert len(said) == 2


def test_the_word_of_grib_goes_before_all_others() -> None:
    attributes = {"GRIB_shortName": "10u", "standard_name": "unknown"}
    height = ((), 2.0, {"units": "m", "standard_name": "height"})  # of another field
    found, said = renamed({"u10": field("m s**-1", **attributes)}, "CMIP", height=height)
    assert (found, said) == ({"u10": "uas"}, set())
    wrong = {"sshf": field("J m**-2", standard_name="surface_upward_sensible_heat_flux")}
    target = "integral_wrt_time_of_surface_downward_sensible_heat_flux"
    assert renamed(wrong, "CF")[0] == {"sshf": target}
    former = "integral_of_surface_downwelling_shortwave_flux_in_air_wrt_time"
    assert renamed({"x": field("W s m-2", standard_name=former)}, "ECMWF")[0] == {"x": "ssrd"}


def test_own_names_go_before_the_convention() -> None:
    item = xr.Dataset({"t2m": field("K"), "sp": field("Pa")})
    [found] = RenameVariables({"t2m": "mine"}, convention="CMIP")(iter([item]))
    assert set(found.data_vars) == {"mine", "ps"}
    item = xr.Dataset({"t": field("1"), "ta": field("K")})
    [found] = RenameVariables({"t": "tide"}, convention="ECMWF")(iter([item]))
    assert set(found.data_vars) == {"tide", "t"}
    assert not list(RenameVariables(convention="CF").problems())


def test_each_name_of_the_table_stands_for_one_thing_at_one_level() -> None:
    for column in ("ecmwf", "cmip"):
        names = [getattr(row, column) for row in ROWS if getattr(row, column)]
        assert len(set(names)) == len(names) > 40
    pairs = [(row.standard, row.at) for row in ROWS if row.standard]
    assert len(set(pairs)) == len(pairs) > 70
    assert {row.at for row in ROWS} == {"", "levels", "2 m", "10 m", "100 m"}
    for row in ROWS:
        parse_unit(row.unit)
    assert set(FORMER_STANDARD.values()) <= {row.standard for row in ROWS}
    assert set(LOOSELY_SAID) <= {row.ecmwf for row in ROWS}


def test_short_names_are_those_of_eccodes() -> None:
    eccodes = pytest.importorskip("eccodes")
    for row in (row for row in ROWS if row.ecmwf):
        edition = 2 if row.ecmwf == "2r" else 1
        message = eccodes.codes_grib_new_from_samples(f"regular_ll_pl_grib{edition}")
        try:
            eccodes.codes_set(message, "centre", "ecmf")
            eccodes.codes_set(message, "shortName", row.ecmwf)
            said = {k: eccodes.codes_get(message, k) for k in ("cfVarName", "units", "cfName")}
        finally:
            eccodes.codes_release(message)
        assert said["cfVarName"] in (row.ecmwf, *row.files.split())
        assert parse_unit(said["units"]) == parse_unit(row.unit), row
        standard = FORMER_STANDARD.get(said["cfName"], said["cfName"])
        allowed = {"unknown", row.standard, *LOOSELY_SAID.get(row.ecmwf, ())}
        assert standard in allowed, row
