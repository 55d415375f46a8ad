from __future__ import annotations

import numpy as np

from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource


def test_fields_are_the_same_every_time_and_differ_between_items() -> None:
    source = SyntheticFieldSource(3, rows=37, columns=72, seed=4)
    (first,), (again,), (second,) = source[0], SyntheticFieldSource(3, 37, 72, seed=4)[0], source[1]
    assert first.identical(again)
    assert not np.allclose(first["t2m"], second["t2m"])
    assert source.label(1) == "time=2000-01-01T06:00"
    assert first["time"].values == np.datetime64("2000-01-01")
    assert 180 < first["t2m"].min() < first["t2m"].max() < 340
    assert 5 < np.abs(first["u10"]).max() < 120


def test_the_wind_is_free_of_divergence() -> None:
    (item,) = SyntheticFieldSource(1, rows=361, columns=720)[0]
    lat, lon = np.radians(item["latitude"].values), np.radians(item["longitude"].values)
    u, v = item["u10"].values.astype("f8"), item["v10"].values.astype("f8")
    east = np.gradient(u, lon, axis=1)
    north = np.gradient(v * np.cos(lat)[:, None], lat, axis=0)
    inner = slice(20, -20)
    divergence = (east + north)[inner, 1:-1]
    assert np.abs(divergence).max() < 0.02 * np.abs(east[inner, 1:-1]).max()


def test_the_share_of_missing_values() -> None:
    (item,) = SyntheticFieldSource(1, rows=100, columns=100, missing=0.3)[0]
    assert 0.27 < np.isnan(item["t2m"].values).mean() < 0.33
    assert not np.isnan(item["u10"].values).any()
