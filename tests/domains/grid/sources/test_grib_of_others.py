"""GRIB as NCEP's models write it: fields that share a message, layers, rows that turn, Lambert."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core.measuring.inspection import View
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.inspection.describe import draw
from curator_gui.domains.grid.sources.grib import GRIBSource
from tests.domains.grid.grib_files import COLUMNS, ROWS, eccodes, message, on_pressure

ROW = np.arange(ROWS * COLUMNS, dtype=float)


def _written(folder: Path, content: bytes) -> GRIBSource:
    (folder / "a.grib2").write_bytes(content)
    return GRIBSource(str(folder), "*.grib2")


def _sharing(*messages: bytes) -> bytes:
    """Return one message with the fields of several (WMO: sections 4 to 7 are repeated)."""
    ends = b"7777"
    first, *others = messages
    body = first[: -len(ends)]
    for other in others:
        place = 16
        while other[place + 4] < 4:
            place += int.from_bytes(other[place : place + 4], "big")
        body += other[place : -len(ends)]
    whole = body + ends
    return whole[:8] + len(whole).to_bytes(8, "big") + whole[16:]


@pytest.mark.parametrize("pairs", [1, 3])
def test_fields_that_share_a_message_are_no_damage(tmp_path: Path, pairs: int) -> None:
    levels = [1000, 850, 500][:pairs]
    noise = np.random.default_rng(0).normal(size=(2, pairs, ROWS * COLUMNS))
    grid = {"bitsPerValue": 24, "dataDate": 20200101, "dataTime": 0}
    parts = []
    for n, level in enumerate(levels):
        fields = [
            message({"shortName": name, "typeOfLevel": "isobaricInhPa", "level": level, **grid},
                    values=noise[k, n])
            for k, name in enumerate(("u", "v"))
        ]  # fmt: skip
        parts.append(_sharing(*fields))
    # Behind it stands more than could be padding, were the message not told to its end.
    content = b"".join(parts) + b"".join(on_pressure("t", level) for level in levels)
    (item,) = _written(tmp_path, content)[0]
    for k, name in enumerate(("u", "v")):
        found = item[name].values.reshape(pairs, -1)
        np.testing.assert_allclose(found, noise[k], atol=1e-6)
    assert set(item.data_vars) == {"u", "v", "t"}


def test_bytes_behind_fields_that_share_a_message_are_still_told(tmp_path: Path) -> None:
    whole = _sharing(on_pressure("u", 500), on_pressure("v", 500))
    with pytest.raises(GridError, match=f"bytes at byte {len(whole)} that belong to no message"):
        list(_written(tmp_path, whole + b"x" * 1200 + b"7777" + on_pressure("t", 500))[0])


def _layer(upper: int, lower: int, value: float, name: str = "r") -> bytes:
    keys: dict[str, Any] = {
        "shortName": name, "typeOfFirstFixedSurface": 104, "scaleFactorOfFirstFixedSurface": 2,
        "scaledValueOfFirstFixedSurface": upper, "typeOfSecondFixedSurface": 104,
        "scaleFactorOfSecondFixedSurface": 2, "scaledValueOfSecondFixedSurface": lower,
    }  # fmt: skip
    return message(keys, values=ROW + value)


def test_layers_of_one_upper_surface_are_kept_apart(tmp_path: Path) -> None:
    layers = [(33, 100), (44, 100), (72, 94), (44, 72)]  # as in every file of GFS
    content = b"".join(_layer(*layer, 100.0 * n) for n, layer in enumerate(layers))
    for n, (upper, lower) in enumerate(layers):
        name = f"sigmaLayer {upper / 100:g}-{lower / 100:g}"
        _written(tmp_path, content)
        with pytest.warns(UserWarning, match="that are not read: sigmaLayer"):
            (item,) = GRIBSource(str(tmp_path), "*.grib2", group=name)[0]
        np.testing.assert_allclose(item["r"].values.ravel(), ROW + 100 * n, atol=1e-2)


def test_layers_that_levels_tell_apart_stay_one_dimension(tmp_path: Path) -> None:
    content = b"".join(_layer(upper, 100, upper) for upper in (33, 44, 72))
    (item,) = _written(tmp_path, content)[0]
    np.testing.assert_allclose(item["sigmaLayer"].values, [0.33, 0.44, 0.72])
    assert item["r"].sizes["sigmaLayer"] == 3


def test_two_fields_of_one_layer_that_differ_are_still_refused(tmp_path: Path) -> None:
    with pytest.raises(GridError, match="at the same position, and differ"):
        list(_written(tmp_path, _layer(44, 72, 0) + _layer(44, 72, 1) + _layer(44, 94, 2))[0])


def _projected(template: int, turning: bool, **keys: int) -> bytes:
    handle = eccodes.codes_grib_new_from_samples("GRIB2")
    said = {
        "gridDefinitionTemplateNumber": template, "shortName": "2t", "Nx": COLUMNS, "Ny": ROWS,
        "latitudeOfFirstGridPoint": 10_000_000, "longitudeOfFirstGridPoint": 20_000_000,
        "shapeOfTheEarth": 6, "jScansPositively": 1, "alternativeRowScanning": int(turning),
        "bitsPerValue": 16, **keys,
    }  # fmt: skip
    for key, value in said.items():
        eccodes.codes_set(handle, key, value)
    values = ROW.reshape(ROWS, COLUMNS).copy()
    if turning:
        values[1::2] = values[1::2, ::-1]
    eccodes.codes_set_values(handle, values.ravel())
    found = bytes(eccodes.codes_get_message(handle))
    eccodes.codes_release(handle)
    return found


MERCATOR = {
    "Di": 111_000_000,
    "Dj": 111_000_000,
    "LaD": 0,
    "latitudeOfLastGridPoint": 14_000_000,
    "longitudeOfLastGridPoint": 27_000_000,
}
LAMBERT = {
    "Dx": 3_000_000,
    "Dy": 3_000_000,
    "LaD": 38_500_000,
    "LoV": 262_500_000,
    "Latin1": 38_500_000,
    "Latin2": 38_500_000,
}


@pytest.mark.parametrize("turning", [False, True])
@pytest.mark.parametrize("template, keys", [(10, MERCATOR), (30, LAMBERT)])
def test_rows_that_turn_stand_at_their_coordinates(
    tmp_path: Path, turning: bool, template: int, keys: dict[str, int]
) -> None:
    (item,) = _written(tmp_path, _projected(template, turning, **keys))[0]
    np.testing.assert_allclose(item["t2m"].values.ravel(), ROW, atol=1e-2)
    longitude = item["longitude"].values.reshape(ROWS, COLUMNS)
    assert (np.diff(longitude, axis=1) > 0).all()


def test_a_lambert_grid_as_of_hrrr_has_two_dimensions_and_a_picture(tmp_path: Path) -> None:
    (item,) = _written(tmp_path, _projected(30, False, **LAMBERT))[0]
    assert item["t2m"].dims == ("y", "x")
    assert item["latitude"].dims == ("y", "x")
    handle = eccodes.codes_new_from_message((tmp_path / "a.grib2").read_bytes())
    for name in ("latitude", "longitude"):
        exact = eccodes.codes_get_array(handle, f"{name}s")
        np.testing.assert_allclose(item[name].values.ravel(), exact)
    eccodes.codes_release(handle)
    np.testing.assert_array_equal(draw(item, View()).values, item["t2m"].values)
