"""Recognize fields on a HEALPix grid, and look their values up at any place.

HEALPix: Górski et al. 2005, doi:10.1086/427976. Data say that they are on it in one of two ways: by
a grid mapping `healpix` (as the CF conventions do), or by a coordinate of cell numbers with
`grid_name: healpix` (as xdggs does). Numbers of cells alone say nothing of their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

CELL_IDS = "cell_ids"
MAPPING = "crs"
BASE_CELLS = 12
MAX_LEVEL = 29


@dataclass(frozen=True)
class HealpixGrid:
    """A HEALPix grid, whole or in part.

    Parameters
    ----------
    dimension
        The dimension of its cells.
    level
        Each of the twelve base cells has 4 ** level cells.
    nested
        Whether cells are numbered within their parents; else along rings from the north.
    ids
        The numbers of the cells that there are; None for all, in their order.
    """

    dimension: str
    level: int
    nested: bool = True
    ids: np.ndarray | None = None

    @property
    def nside(self) -> int:
        """How many cells lie along the side of a base cell."""
        return 1 << self.level

    @property
    def whole(self) -> int:
        """How many cells the globe has."""
        return BASE_CELLS << (2 * self.level)

    @property
    def words(self) -> str:
        """The grid in words."""
        order = "nested" if self.nested else "ring"
        there = self.whole if self.ids is None else self.ids.size
        return f"HEALPix, nside {self.nside}, {order}, {there} of {self.whole} cells"

    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """Return longitude and latitude of the middles of the cells, in degrees."""
        import numpy as np

        ids = np.arange(self.whole) if self.ids is None else self.ids
        found: Any = _numbering(self.nested).healpix_to_lonlat(
            np.ascontiguousarray(ids, dtype=np.uint64), self.level, num_threads=1
        )
        return found[0], found[1]

    def cells_at(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Return the positions of the cells that hold these places; -1 where there is none."""
        import numpy as np

        wanted = _numbering(self.nested).lonlat_to_healpix(
            np.ascontiguousarray(longitude, dtype=np.float64),
            np.ascontiguousarray(latitude, dtype=np.float64),
            self.level,
            num_threads=1,
        )
        return self._positions(wanted.astype(np.int64))

    def cells_around(
        self, longitude: np.ndarray, latitude: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the positions of the four cells around each place (n, 4), and their weights.

        -1 stands where there is no cell; the weights are 1 together.
        """
        import numpy as np

        wanted, weights = _numbering(self.nested).bilinear_interpolation(
            np.ascontiguousarray(longitude, dtype=np.float64),
            np.ascontiguousarray(latitude, dtype=np.float64),
            self.level,
            num_threads=1,
        )
        # They are masked where the weight is 0.
        return self._positions(np.asarray(wanted.data).astype(np.int64)), np.asarray(weights.data)

    def _positions(self, wanted: np.ndarray) -> np.ndarray:
        """Return where cells of these numbers stand; -1 for those that are not there."""
        import numpy as np

        if self.ids is None:
            return wanted
        order = np.argsort(self.ids)
        known = self.ids[order].astype(np.int64)
        at = np.minimum(np.searchsorted(known, wanted), known.size - 1)
        return np.where(known[at] == wanted, order[at], -1)


def _numbering(nested: bool) -> Any:
    from importlib import import_module

    return import_module(f"healpix_geo.{'nested' if nested else 'ring'}")


def find_healpix(item: xr.Dataset) -> HealpixGrid | None:
    """Return the HEALPix grid that a data set says it is on, None if it says none."""
    for variable in item.variables.values():
        if variable.attrs.get("grid_name") == "healpix" and len(variable.dims) == 1:
            return _made(str(variable.dims[0]), variable.attrs, variable.values)
    said = _mapping(item)
    return _of_mapping(item, said) if said is not None else None


def _mapping(item: xr.Dataset) -> dict[str, Any] | None:
    for variable in item.variables.values():
        if variable.attrs.get("grid_mapping_name") == "healpix":
            return dict(variable.attrs)
    return None


def _of_mapping(item: xr.Dataset, said: dict[str, Any]) -> HealpixGrid | None:
    ids = _index_coordinate(item)
    if ids is not None:
        return _made(str(ids.dims[0]), said, ids.values)
    level = _level(said)
    for dimension, size in item.sizes.items():
        if level is not None and size == BASE_CELLS << (2 * level):
            return _made(str(dimension), said, None)
    return None


def _index_coordinate(item: xr.Dataset) -> Any:
    for name, coordinate in item.coords.items():
        named = name in (CELL_IDS, "cell", "healpix_index")
        said = coordinate.attrs.get("standard_name") == "healpix_index"
        if (named or said) and coordinate.ndim == 1 and coordinate.dtype.kind in "iu":
            return coordinate
    return None


def _level(said: dict[str, Any]) -> int | None:
    """Return the level that attributes tell, None if they tell none or no power of two."""
    for name in ("level", "refinement_level", "healpix_level"):
        if name in said:
            found = int(said[name])
            return found if 0 <= found <= MAX_LEVEL else None
    nside = int(said.get("healpix_nside", said.get("nside", 0)))
    return nside.bit_length() - 1 if nside > 0 and nside.bit_count() == 1 else None


def _made(dimension: str, said: dict[str, Any], ids: np.ndarray | None) -> HealpixGrid | None:
    level = _level(said)
    if level is None:
        return None
    order = str(said.get("indexing_scheme", said.get("healpix_order", "nested"))).lower()
    grid = HealpixGrid(dimension, level, order.startswith("nest"), ids)
    complete = ids is not None and ids.size == grid.whole and (ids[:-1] < ids[1:]).all()
    return HealpixGrid(dimension, level, grid.nested, None) if complete else grid


def coordinates_of(grid: HealpixGrid) -> dict[str, Any]:
    """Return the coordinates that say that a data set is on a grid, in both ways."""
    import numpy as np
    import xarray as xr

    order = "nested" if grid.nested else "ring"
    longitude, latitude = grid.places()
    ids = np.arange(grid.whole) if grid.ids is None else grid.ids
    said = {"grid_name": "healpix", "level": grid.level, "indexing_scheme": order}
    crs = {
        "grid_mapping_name": "healpix",
        "healpix_nside": grid.nside,
        "healpix_order": order,
        "refinement_level": grid.level,
        "indexing_scheme": order,
    }
    degrees = {"standard_name": "latitude", "units": "degrees_north"}
    east = {"standard_name": "longitude", "units": "degrees_east"}
    return {
        CELL_IDS: xr.Variable((grid.dimension,), ids, said),
        "latitude": xr.Variable((grid.dimension,), latitude, degrees),
        "longitude": xr.Variable((grid.dimension,), longitude, east),
        MAPPING: xr.Variable((), np.int32(0), crs),
    }
