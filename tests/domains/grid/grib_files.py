"""GRIB files made with ecCodes, and the values that ecCodes itself reads from them."""

from __future__ import annotations

import sqlite3  # noqa: F401 - before ecCodes, which brings an old one
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest

eccodes = pytest.importorskip("eccodes")
pytest.importorskip("cfgrib")

ROWS, COLUMNS = 5, 8
PRESSURE = {"typeOfLevel": "isobaricInhPa"}


def message(
    keys: Mapping[str, Any], sample: str = "regular_ll_pl_grib2", values: Any = None
) -> bytes:
    """Return the bytes of a global field of 5 x 8 values that depend on the keys alone."""
    handle = eccodes.codes_grib_new_from_samples(sample)
    grid = {
        "Ni": COLUMNS,
        "Nj": ROWS,
        "latitudeOfFirstGridPointInDegrees": 60,
        "latitudeOfLastGridPointInDegrees": -60,
        "longitudeOfFirstGridPointInDegrees": 0,
        "longitudeOfLastGridPointInDegrees": 315,
        "iDirectionIncrementInDegrees": 45,
        "jDirectionIncrementInDegrees": 30,
        "bitsPerValue": 16,
    }
    for key, value in {**grid, **keys}.items():
        eccodes.codes_set(handle, key, value)
    seed = crc32(repr(sorted(keys.items())).encode())
    if values is None:
        values = np.random.default_rng(seed).normal(280, 10, ROWS * COLUMNS)
    eccodes.codes_set_values(handle, np.asarray(values, dtype=float))
    found = eccodes.codes_get_message(handle)
    eccodes.codes_release(handle)
    return bytes(found)


def on_pressure(name: str, level: int, **keys: Any) -> bytes:
    when = {"dataDate": 20200101, "dataTime": 0}
    return message({"shortName": name, **PRESSURE, "level": level, **when, **keys})


def series(times: Sequence[int] = (0, 600, 1200), levels: Sequence[int] = (1000, 500)) -> bytes:
    """Return temperature and zonal wind at levels and times (of the day, as hhmm)."""
    return b"".join(
        on_pressure(name, level, dataTime=time)
        for time in times
        for name in ("t", "u")
        for level in levels
    )


def read_back(path: Path) -> list[dict[str, Any]]:
    """Read keys and values of all messages with ecCodes alone."""
    keys = ("shortName", "level", "typeOfLevel", "validityDate", "validityTime", "stepRange")
    found = []
    with path.open("rb") as file:
        while (handle := eccodes.codes_grib_new_from_file(file)) is not None:
            said = {key: eccodes.codes_get(handle, key) for key in keys}
            defined = eccodes.codes_is_defined(handle, "number")
            said["number"] = eccodes.codes_get(handle, "number") if defined else None
            said["values"] = eccodes.codes_get_values(handle)
            said["missing"] = eccodes.codes_get(handle, "missingValue")
            found.append(said)
            eccodes.codes_release(handle)
    return found
