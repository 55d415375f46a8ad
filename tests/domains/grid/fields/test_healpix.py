"""HEALPix: cells and values against the library's own, what data say, and pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.measuring.inspection import View
from curator_gui.core.notes import noting
from curator_gui.domains.grid import NetCDFSink, NetCDFSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.fields.area import AreaStatistics
from curator_gui.domains.grid.filters.shape.healpix import ToHealpix
from curator_gui.domains.grid.filters.shape.regrid import Regrid
from curator_gui.domains.grid.healpix_grid import find_healpix
from curator_gui.domains.grid.inspection.describe import describe, draw

pytest.importorskip("healpix_geo")


def smooth(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Return a smooth field on the sphere; its mean is 3."""
    x = np.cos(np.radians(latitude)) * np.cos(np.radians(longitude))
    return 3 + x + 2 * np.sin(np.radians(latitude))


def field(rows: int = 181, columns: int = 360, start: float = 0.0) -> xr.Dataset:
    lat = np.linspace(90, -90, rows)
    lon = start + np.arange(columns) * 360 / columns
    values = smooth(*np.meshgrid(lon, lat))
    return xr.Dataset({"f": (("lat", "lon"), values, {"units": "K"})}, {"lat": lat, "lon": lon})


@pytest.mark.parametrize("order", ["nested", "ring"])
@pytest.mark.parametrize("start", [0.0, -180.0, 37.3])
def test_cells_are_those_of_the_library_and_values_those_of_the_field(
    order: str, start: float
) -> None:
    from healpix_geo import nested, ring

    found = ToHealpix(32, order).apply(field(start=start))
    ids = np.arange(12 * 32**2, dtype=np.uint64)
    lon, lat = (nested if order == "nested" else ring).healpix_to_lonlat(ids, 5)
    np.testing.assert_array_equal(found["cell_ids"], ids)
    np.testing.assert_array_equal(found["longitude"], lon)
    np.testing.assert_array_equal(found["latitude"], lat)
    np.testing.assert_allclose(found["f"], smooth(lon, lat), atol=2e-4)
    assert found["f"].attrs["units"] == "K"
    assert found["f"].dims == ("cell",)


@pytest.mark.parametrize("order", ["nested", "ring"])
def test_values_are_those_of_scipy(order: str) -> None:
    scipy = pytest.importorskip("scipy.interpolate")
    rng = np.random.default_rng(0)
    item = field(37, 72)
    item["f"].values[:] = rng.normal(size=item["f"].shape)
    around = xr.concat([item, item.isel(lon=[0]).assign_coords(lon=[360.0])], "lon")
    axes = (around["lat"].values[::-1], around["lon"].values)
    for method, theirs in (("bilinear", "linear"), ("nearest", "nearest")):
        found = ToHealpix(16, order, method).apply(item)
        ask = scipy.RegularGridInterpolator(axes, around["f"].values[::-1], method=theirs)
        expected = ask(np.stack([found["latitude"].values, found["longitude"].values], axis=-1))
        same = np.isclose(found["f"].values, expected, rtol=1e-12, atol=1e-12)
        # A cell halfway between two points may take either.
        assert same.all() if method == "bilinear" else same.mean() > 0.97


@pytest.mark.parametrize("order", ["nested", "ring"])
def test_means_within_cells_are_those_of_their_children(order: str) -> None:
    item = field(361, 720)
    one = ToHealpix(8, order, samples=16).apply(item)["f"].values
    fine = ToHealpix(32, "nested").apply(item)["f"].values.reshape(-1, 16).mean(axis=1)
    if order == "ring":
        from healpix_geo import ring

        parents = ring.to_nested(np.arange(12 * 64, dtype=np.uint64), 3)
        fine = fine[parents.astype(int)]
    np.testing.assert_allclose(one, fine, rtol=1e-12)


def test_cells_of_equal_area_have_the_mean_of_the_globe_and_constants_stay() -> None:
    for samples, tolerance in ((1, 1e-4), (64, 1e-5)):
        found = ToHealpix(16, samples=samples).apply(field(361, 720))
        assert float(found["f"].mean()) == pytest.approx(3, rel=tolerance)
        (mean,) = AreaStatistics().apply(found).data_vars.values()
        assert float(mean) == pytest.approx(float(found["f"].mean()), rel=1e-12)
        constant = ToHealpix(16, samples=samples).apply(field() * 0 + 7)["f"].values
        np.testing.assert_allclose(constant, 7, rtol=1e-12)


def test_missing_values_and_regions() -> None:
    item = field()
    item["f"].values[:90] = np.nan
    found = ToHealpix(16, samples=16).apply(item)
    north = found["latitude"].values > 5
    assert np.isnan(found["f"].values[north]).all()
    assert not np.isnan(found["f"].values[found["latitude"].values < -5]).any()
    region = ToHealpix(32).apply(field().sel(lat=slice(60, 40), lon=slice(10, 30)))
    inside = ~np.isnan(region["f"].values)
    assert region["latitude"].values[inside].min() >= 39.5
    assert region["longitude"].values[inside].max() <= 30.5
    assert 0 < inside.sum() < 300


def test_other_variables_dimensions_and_types() -> None:
    item = field(19, 36).astype("float32").expand_dims(time=2).copy(deep=True)
    flags = {"flag_values": [0, 1], "flag_meanings": "a b"}
    item["mask"] = (("lat", "lon"), (item["f"].values[0] > 3).astype("int8"), flags)
    item["scalar"] = ((), 3.0)
    item["lat_bnds"] = (("lat", "two"), np.zeros((19, 2)))
    item["zonal"] = (("lat",), np.zeros(19))
    notes: list[str] = []
    with noting(lambda _, words: notes.append(words)):
        found = ToHealpix(8, samples=4).apply(item)
    assert (found["f"].dims, found["f"].dtype) == (("time", "cell"), np.float32)
    assert found["mask"].dtype == np.int8
    assert float(found["scalar"]) == 3
    assert sorted(notes) == [
        f"{name!r} does not fit the new grid and is left out" for name in ("lat_bnds", "zonal")
    ]


def test_real_data_come_back_from_a_file_and_are_recognized(
    era5_file: Path, tmp_path: Path
) -> None:
    with xr.open_dataset(era5_file) as opened:
        item = opened.isel(number=0, time=0).load()
    found = ToHealpix(16, "ring").apply(item)
    (path,) = NetCDFSink(tmp_path)(iter([found]), 0)
    (again,) = NetCDFSource(tmp_path)[0]
    grid = find_healpix(again)
    assert grid is not None
    assert (grid.nside, grid.nested, grid.ids) == (16, False, None)
    np.testing.assert_allclose(again["t"].values, found["t"].values, rtol=1e-6)
    assert path.endswith(".nc")


SAID = {
    "xdggs": ({}, {"grid_name": "healpix", "level": 4, "indexing_scheme": "ring"}),
    "easygems": (
        {"grid_mapping_name": "healpix", "healpix_nside": 16, "healpix_order": "ring"}, {},
    ),
    "CF": (
        {"grid_mapping_name": "healpix", "refinement_level": 4, "indexing_scheme": "ring"},
        {"standard_name": "healpix_index"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", SAID)
@pytest.mark.parametrize("part", [False, True])
def test_what_data_say_is_read_and_drawn_where_it_is(way: str, part: bool) -> None:
    mapping, index = SAID[way]
    whole = ToHealpix(16, "ring").apply(field())
    item = xr.Dataset({"f": (("time", "x"), whole["f"].values[None])})
    if mapping:
        item["crs"] = ((), 0, mapping)
    if index or part:
        item = item.assign_coords(healpix_index=("x", np.arange(12 * 256), index))
    if part:
        item = item.isel(x=np.random.default_rng(0).permutation(1200))
    grid = find_healpix(item)
    assert grid is not None
    assert grid.words == f"HEALPix, nside 16, ring, {1200 if part else 3072} of 3072 cells"
    assert ("grid", grid.words) in describe(item).facts
    image = draw(item, View())
    assert image.values.shape == (128, 256)
    exact = smooth(*np.meshgrid(image.x, image.y))
    seen = ~np.isnan(image.values)
    assert seen.all() if not part else 0.3 < seen.mean() < 0.5
    np.testing.assert_allclose(image.values[seen], exact[seen], atol=0.15)
    if part:  # rings are numbered from the north
        assert not seen[image.y < -20].any()
        assert seen[image.y > 20].all()


@pytest.mark.parametrize(
    "said",
    [{}, {"healpix_nside": 12}, {"level": 99}, {"healpix_nside": 8}],
)
def test_a_grid_that_does_not_fit_is_none(said: dict[str, int]) -> None:
    item = xr.Dataset({"f": (("x",), np.zeros(3072))})
    item["crs"] = ((), 0, {"grid_mapping_name": "healpix", **said})
    assert find_healpix(item) is None


def test_a_grid_that_is_none_of_latitudes_is_refused() -> None:
    with pytest.raises(GridError, match="not the axes of a regular grid"):
        ToHealpix(4).apply(ToHealpix(4).apply(field()))
    with pytest.raises(GridError, match="'cell' already"):
        ToHealpix(4).apply(field().expand_dims(cell=2))


def on_cells(order: str = "nested", nside: int = 32, **more: object) -> xr.Dataset:
    return ToHealpix(nside, order).apply(field()).assign(more)


@pytest.mark.parametrize("order", ["nested", "ring"])
def test_back_on_latitudes_a_smooth_field_is_what_it_was(order: str) -> None:
    found = Regrid(5.0, south=-85, north=85).apply(on_cells(order))
    assert found["f"].dims == ("latitude", "longitude")
    assert found["f"].shape == (35, 72)
    assert found["latitude"].attrs["units"] == "degrees_north"
    assert set(found.variables) == {"f", "latitude", "longitude"}
    assert found["f"].attrs == {"units": "K"}
    expected = smooth(*np.meshgrid(found["longitude"], found["latitude"]))
    wrong = np.abs(found["f"].values - expected)
    assert np.median(wrong) < 5e-4
    assert np.quantile(wrong, 0.97) < 4e-3  # the library is off where base cells meet
    near = Regrid(5.0, "nearest", south=-85, north=85).apply(on_cells(order))
    assert wrong.max() < np.abs(near["f"].values - expected).max()


@pytest.mark.parametrize("order", ["nested", "ring"])
def test_values_back_are_those_of_the_library(order: str) -> None:
    import healpix_geo

    library = getattr(healpix_geo, order)
    item = on_cells(order, 8)
    item["f"].values[:] = np.random.default_rng(1).normal(size=item["f"].shape)
    lat, lon = (grid.ravel() for grid in np.meshgrid(*Regrid(10.0).target(), indexing="ij"))
    near = Regrid(10.0, "nearest").apply(item)
    ids = library.lonlat_to_healpix(lon, lat, 3).astype(int)
    np.testing.assert_array_equal(near["f"].values.ravel(), item["f"].values[ids])
    between = Regrid(10.0).apply(item)
    cells, weights = library.bilinear_interpolation(lon, lat, 3)
    expected = (item["f"].values[cells.data.astype(int)] * weights.data).sum(axis=1)
    np.testing.assert_allclose(between["f"].values.ravel(), expected, rtol=1e-12)


def test_cells_that_are_missing_are_missing_and_nothing_else() -> None:
    item = on_cells(nside=16)
    item = item.assign(
        kind=("cell", np.arange(item.sizes["cell"]), {"flag_values": [0]}),
        level_of=("z", [1.0, 2.0]),
        stacked=(("z", "cell"), np.stack([item["f"].values, 2 * item["f"].values])),
    )
    part = item.isel(cell=item["latitude"].values > 0)
    found = Regrid(5.0).apply(part)
    whole = Regrid(5.0).apply(item)
    there = found["f"].notnull()
    np.testing.assert_array_equal(found["f"].values[there], whole["f"].values[there])
    assert there.sel(latitude=slice(90, 10)).all()
    assert not there.sel(latitude=slice(-5, -90)).any()
    np.testing.assert_allclose(whole["stacked"][1], 2 * whole["f"])
    assert found["level_of"].dims == ("z",)
    broken = item.copy(deep=True)
    broken["f"].values[100] = np.nan
    spoiled = Regrid(5.0).apply(broken)["f"].isnull()
    assert 0 < int(spoiled.sum()) < 40
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        Regrid(5.0, south=-60, north=-50).apply(part)
    assert said == ["no point of the new grid lies within the data: all values are missing"]


def test_what_cannot_be_brought_back_is_refused_in_words() -> None:
    with pytest.raises(GridError, match=r"from HEALPix cells .* no conservative means"):
        Regrid(5.0, "conservative").apply(on_cells())
    taken = on_cells().drop_vars(["latitude", "longitude"])
    taken = taken.assign(other=("latitude", [1.0, 2.0]))
    with pytest.raises(GridError, match="a dimension 'latitude' already"):
        Regrid(5.0).apply(taken)
