"""Means over the cells of a new grid, each old cell by the area that it shares with the new one.

On latitudes and longitudes the area that two cells share is a product: the overlap of their
longitudes times the difference of the sines of the latitudes between which both lie. So first-order
conservative remapping (Jones 1999, doi:10.1175/1520-0493(1999)127<2204:FASOCR>2.0.CO;2) is done
along one axis after the other, and exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_FULL = 1 - 1e-9


@dataclass(frozen=True)
class Overlap:
    """The old cells that each new cell overlaps, along one axis.

    Parameters
    ----------
    cells
        Numbers of old cells, new cells x the most that one of them overlaps.
    share
        Which part of the new cell each has; 0 where there is no further one.
    """

    cells: np.ndarray
    share: np.ndarray

    def sums(self, values: np.ndarray, axis: int) -> np.ndarray:
        """Return for each new cell the sum of the old values by their shares, in float64."""
        import numpy as np

        shape = [1] * values.ndim
        shape[axis] = -1
        total = np.zeros((*values.shape[:axis], len(self.cells), *values.shape[axis + 1 :]))
        for cells, share in zip(self.cells.T, self.share.T, strict=True):
            part = share.reshape(shape)
            with np.errstate(invalid="ignore"):
                found = values.take(cells, axis) * part
            # A cell without a share must not count, not even if it is infinite.
            total += found if share.all() else np.where(part > 0, found, 0.0)
        return total

    @property
    def covered(self) -> np.ndarray:
        """Which part of each new cell the old ones cover."""
        found: np.ndarray = self.share.sum(axis=1)
        return found


def cell_means(values: np.ndarray, overlaps: dict[int, Overlap], least_share: float) -> np.ndarray:
    """Return the means over new cells, by axis; NaN where less than a share of them has values.

    What is missing, NaN or beyond the old grid, has no part in a mean.
    """
    import numpy as np

    wide = values.astype(np.float64)
    there = ~np.isnan(wide)
    whole = there.all()
    if not whole:
        wide = np.where(there, wide, 0.0)
    share = np.ones(()) if whole else there.astype(np.float64)
    for axis, overlap in overlaps.items():
        wide = overlap.sums(wide, axis)
        if whole:
            shape = [1] * values.ndim
            shape[axis] = -1
            share = share * overlap.covered.reshape(shape)
        else:
            share = overlap.sums(share, axis)
    enough = (share > 0) & (share >= min(least_share, _FULL))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(enough, wide / share, np.nan)


def latitude_overlap(edges: np.ndarray, targets: np.ndarray, spacing: float) -> Overlap:
    """Return the overlap of latitudes.

    Parameters
    ----------
    edges
        The two ends of each old cell in degrees, cells x 2, in any order; cells do not overlap.
    targets
        Middles of the new cells, which end at the poles.
    spacing
        Their width in degrees.
    """
    import numpy as np

    ends = np.sin(np.deg2rad(np.sort(edges, axis=1)))
    half = spacing / 2
    new = np.stack([np.maximum(targets - half, -90.0), np.minimum(targets + half, 90.0)], axis=1)
    order = np.argsort(ends[:, 0])
    return _overlap(ends[order], order, np.sin(np.deg2rad(new)))


def longitude_overlap(edges: np.ndarray, targets: np.ndarray, spacing: float) -> Overlap:
    """Return the overlap of longitudes around the globe, all in degrees of any convention.

    Parameters
    ----------
    edges
        The west and the east end of each old cell, cells x 2; cells do not overlap.
    targets, spacing
        Middles and width of the new cells.
    """
    import numpy as np

    ends = np.sort(edges, axis=1)
    base = ends[:, 0].min()
    turns = np.floor((ends[:, 0] - base) / 360) * 360
    ends = ends - turns[:, None]
    order = np.argsort(ends[:, 0])
    west = base + (targets - spacing / 2 - base) % 360
    around = np.concatenate([ends[order] - 360, ends[order], ends[order] + 360])
    new = np.stack([west, west + spacing], axis=1)
    return _overlap(around, np.tile(order, 3), new)


def _overlap(old: np.ndarray, numbers: np.ndarray, new: np.ndarray) -> Overlap:
    """Return the overlap of intervals; the old ones rise and do not overlap one another."""
    import numpy as np

    first = np.searchsorted(old[:, 1], new[:, 0], side="right")
    last = np.searchsorted(old[:, 0], new[:, 1], side="left")
    most = max(int((last - first).max(initial=1)), 1)
    places = first[:, None] + np.arange(most)
    inside = places < last[:, None]
    places = np.where(inside, places, 0)
    low = np.maximum(old[places, 0], new[:, :1])
    high = np.minimum(old[places, 1], new[:, 1:])
    shared = np.where(inside, np.maximum(high - low, 0.0), 0.0)
    return Overlap(numbers[places], shared / (new[:, 1] - new[:, 0])[:, None])


def edges_between(points: np.ndarray) -> np.ndarray:
    """Return the ends of cells whose middles are given, halfway to the next ones, points x 2."""
    import numpy as np

    order = np.argsort(points)
    ordered = points[order]
    halfway = (ordered[1:] + ordered[:-1]) / 2
    outer = [ordered[:1] * 2 - halfway[:1], halfway, ordered[-1:] * 2 - halfway[-1:]]
    ends = np.concatenate(outer)
    found = np.empty((points.size, 2))
    found[order] = np.stack([ends[:-1], ends[1:]], axis=1)
    return found


def latitude_edges(points: np.ndarray) -> np.ndarray:
    """Return the ends of cells of latitude; the last ones end at a pole that is near.

    Near is less than half a cell: so the first and last latitudes of Gaussian grids reach it.
    """
    import numpy as np

    found: np.ndarray = np.clip(edges_between(points), -90.0, 90.0)
    width = found[:, 1] - found[:, 0]
    south, north = int(points.argmin()), int(points.argmax())
    if found[south, 0] + 90.0 < width[south] / 2:
        found[south, 0] = -90.0
    if 90.0 - found[north, 1] < width[north] / 2:
        found[north, 1] = 90.0
    return found


def around_points(edges: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Return the ends of cells of longitude, such that each cell is around its own point.

    Bounds may be turned otherwise than the points, or close the circle: from 359 to 1 around 0.
    """
    import numpy as np

    low, high = edges.min(axis=1), edges.max(axis=1)
    room = 1e-3 * (high - low)
    apart = (points < low - room) | (points > high + room)
    near = points[:, None] + (edges - points[:, None] + 180) % 360 - 180
    return np.where(apart[:, None], near, edges)


def longitude_edges(points: np.ndarray) -> np.ndarray:
    """Return the ends of cells of longitude, across the place where the circle closes.

    If the points leave a gap of more than one and a half usual steps, the outer cells end there.
    """
    import numpy as np

    turned = points % 360
    order = np.argsort(turned)
    gaps = np.diff(np.append(turned[order], turned[order[0]] + 360))
    begin = (int(gaps.argmax()) + 1) % points.size
    base = turned[order[begin]]
    ordered = base + (turned - base) % 360
    if gaps.max() > 1.5 * np.median(gaps):
        return edges_between(ordered)
    first, last = ordered.min(), ordered.max()
    found: np.ndarray = edges_between(np.concatenate([ordered, [last - 360, first + 360]]))
    return found[: points.size]
