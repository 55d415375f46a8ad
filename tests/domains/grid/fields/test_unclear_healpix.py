"""Data on HEALPix cells that do not say on which: nothing is taken for granted silently."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.shape.healpix import ToHealpix
from curator_gui.domains.grid.filters.shape.regrid import Regrid
from curator_gui.domains.grid.healpix_grid import find_healpix
from curator_gui.domains.grid.inspection.describe import describe
from tests.domains.grid.fields.test_healpix import field

pytest.importorskip("healpix_geo")

IDS = np.arange(12 * 16)


def on_cells(ids: Any = IDS, **said: Any) -> xr.Dataset:
    """Return a field of 192 cells in rings, with their numbers as xdggs has them."""
    values = ToHealpix(4, "ring").apply(field())["f"].values
    about = {"grid_name": "healpix", "level": 2, "indexing_scheme": "ring"} | said
    about = {key: value for key, value in about.items() if value is not None}
    ids = np.asarray(ids)
    return xr.Dataset({"f": ("x", values[: ids.size])}, {"cell_ids": ("x", ids, about)})


def mapped(values: xr.Dataset, **said: Any) -> xr.Dataset:
    about = {"grid_mapping_name": "healpix", "healpix_nside": 4, "healpix_order": "ring"} | said
    return values.drop_vars("cell_ids", errors="ignore").assign(crs=((), 0, about))


def regridded(item: xr.Dataset) -> tuple[xr.Dataset, list[str]]:
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        return Regrid(30.0).apply(item), said


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (on_cells(indexing_scheme="peano"), "order=peano"),
        (on_cells(indexing_scheme="zuniq"), "order=zuniq"),
        (on_cells(level="x"), "level=x"),
        (on_cells(level=99), "level=99"),
        (on_cells(level=None, nside=3), "nside=3"),
        (on_cells(IDS + 1), "nside=4, cells=1…192"),
        (on_cells(IDS - 1), "nside=4, cells=-1…190"),
        (on_cells(np.where(IDS == 7, np.nan, IDS)), "nside=4, cells=nan…nan"),
        (on_cells(IDS[:0]), "cells=0, int64"),
        (mapped(on_cells(), healpix_order="peano"), "order=peano"),
        (mapped(on_cells(), healpix_nside=3), "nside=3"),
    ],
    ids=str,
)
def test_what_is_unclear_is_refused_and_looked_at_all_the_same(
    item: xr.Dataset, words: str
) -> None:
    assert find_healpix(item) is None
    assert describe(item).kind == "Dataset"
    with pytest.raises(GridError, match=rf"say that they are on HEALPix cells.*\({words}\): an"):
        regridded(item)


def test_other_fields_on_latitudes_are_not_refused() -> None:
    found, _ = regridded(mapped(field(), healpix_nside=3))
    assert found["f"].shape == (7, 12)


@pytest.mark.parametrize("as_mapping", [True, False])
def test_an_order_that_is_guessed_is_said(as_mapping: bool) -> None:
    words = ["the data do not say in which order the HEALPix cells are numbered: nested was taken"]
    item = on_cells(indexing_scheme=None)
    if as_mapping:
        item = mapped(item)
        del item["crs"].attrs["healpix_order"]
    found, said = regridded(item)
    assert said == words
    expected, nothing = regridded(on_cells(indexing_scheme="nested"))
    assert nothing == []
    np.testing.assert_array_equal(found["f"], expected["f"])


@pytest.mark.parametrize(("first", "told"), [("time", True), ("x", True), ("time", False)])
def test_as_many_times_as_cells(first: str, told: bool) -> None:
    """The axis with values is none of cells; of two without, cells come last."""
    item = mapped(on_cells()).expand_dims(time=192)
    if told:
        item = item.assign_coords(time=np.arange(192))
    found, _ = regridded(item.transpose(first, ...))
    assert dict(found.sizes) == {"time": 192, "latitude": 7, "longitude": 12}
    np.testing.assert_array_equal(found["f"][5], regridded(on_cells())[0]["f"])
