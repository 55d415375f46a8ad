"""Weights by latitude belong to cells between latitudes and longitudes, and to no others."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import AreaStatistics
from curator_gui.domains.grid.errors import GridError

LATITUDES, LONGITUDES = np.linspace(-60, 60, 5), np.linspace(0, 270, 4)


def regular() -> xr.Dataset:
    values = np.random.default_rng(0).normal(size=(5, 4))
    return xr.Dataset({"t": (("lat", "lon"), values)}, {"lat": LATITUDES, "lon": LONGITUDES})


def curvilinear() -> xr.Dataset:
    """A grid that is turned, as those of limited-area and ocean models are."""
    y, x = np.meshgrid(np.linspace(40, 60, 5), np.linspace(0, 20, 4), indexing="ij")
    coordinates = {"lat": (("y", "x"), y + 0.3 * x), "lon": (("y", "x"), x - 0.3 * y)}
    values = {"t": (("y", "x"), y), "area": (("y", "x"), np.full((5, 4), 9e6))}
    return xr.Dataset(values, coordinates)


def unstructured() -> xr.Dataset:
    """Points of a reduced Gaussian grid: fewer ones in the rows near the poles."""
    rows = [(60.0, 4), (20.0, 8), (-20.0, 8), (-60.0, 4)]
    latitude = np.concatenate([np.full(n, lat) for lat, n in rows])
    longitude = np.concatenate([np.arange(n) * 360 / n for _, n in rows])
    values = {"t": ("values", latitude), "area": ("values", np.ones(24))}
    return xr.Dataset(
        values, {"latitude": ("values", latitude), "longitude": ("values", longitude)}
    )


@pytest.mark.parametrize(
    "item", [curvilinear(), unstructured()], ids=["curvilinear", "unstructured"]
)
def test_cells_whose_areas_nobody_knows_are_refused(item: xr.Dataset) -> None:
    with pytest.raises(GridError, match=r"say nothing about the areas .* name the variable"):
        AreaStatistics(["mean", "std"], ["t"]).apply(item)
    found = AreaStatistics(["mean"], ["t"], area="area").apply(item)
    assert float(found["t"]) == pytest.approx(float(item["t"].mean()))
    extremes = AreaStatistics(["minimum", "maximum"], ["t"]).apply(item.drop_vars("area"))
    assert float(extremes["t_minimum"]) == float(item["t"].min())
    assert float(extremes["t_maximum"]) == float(item["t"].max())


def test_a_regular_grid_counts_alike_in_every_form() -> None:
    plain = regular()
    expected = float(np.average(plain["t"].mean("lon"), weights=np.cos(np.deg2rad(LATITUDES))))
    lat, lon = xr.broadcast(plain["lat"], plain["lon"])
    in_two = xr.Dataset(
        {"t": (("y", "x"), plain["t"].values)},
        {"lat": (("y", "x"), lat.values), "lon": (("y", "x"), lon.values)},
    )
    points = xr.Dataset(
        {"t": ("cell", plain["t"].values.ravel())},
        {"lat": ("cell", lat.values.ravel()), "lon": ("cell", lon.values.ravel())},
    )
    for item in (plain, in_two, points):
        assert float(AreaStatistics().apply(item)["t"]) == pytest.approx(expected)


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0]])
def test_unevenly_spaced_latitudes_count_by_their_cells_and_it_is_said(order: list[int]) -> None:
    latitudes, values = np.array([0.0, 1, 3, 30])[order], np.array([1.0, 5, 2, 0])[order]
    item = xr.Dataset({"t": (("lat", "lon"), values[:, None])}, {"lat": latitudes, "lon": [0.0]})
    edges = np.sin(np.deg2rad([-0.5, 0.5, 2, 16.5, 43.5]))
    expected = np.average(values, weights=np.diff(edges)[order])
    notes: list[str] = []
    with noting(lambda _, words: notes.append(str(words))):
        (found,) = AreaStatistics()(iter([item]))
    assert float(found["t"]) == pytest.approx(expected)
    assert [note for note in notes if "unevenly spaced" in note] == notes != []


def test_gaussian_latitudes_count_as_evenly_spaced_ones() -> None:
    nodes, weights = np.polynomial.legendre.leggauss(64)
    latitudes = np.rad2deg(np.arcsin(nodes))
    values = np.random.default_rng(1).normal(size=(64, 1))
    item = xr.Dataset({"t": (("lat", "lon"), values)}, {"lat": latitudes, "lon": [0.0]})
    found = AreaStatistics().apply(item)  # a remark would be a warning, and that fails tests
    assert float(found["t"]) == pytest.approx(np.average(values[:, 0], weights=weights), abs=2e-3)
