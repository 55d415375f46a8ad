"""All measures at once: the map by principal components, and the nearest items."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from curator_gui.dataset.items.table import Column, Items, Mask
from curator_gui.dataset.proposals.far import spread_of, telling

Floats = npt.NDArray[np.float32]
MIN_ITEMS = 3


@dataclass(frozen=True)
class ItemMap:
    """Each item at its place on the first two principal components of the standardized measures.

    `x` and `y` have no unit, NaN for items that lack a measure; `shares` are the parts of the
    variance that the two explain. `weights` say what the axes are made of: (measures, 2).
    """

    x: Floats
    y: Floats
    shares: tuple[float, float]
    measures: tuple[Column, ...]
    weights: npt.NDArray[np.float64]


def item_map(items: Items) -> ItemMap | None:
    """Place the items on a map; None where there are too few items or measures for one.

    The signs of the axes are such that the largest weight is positive, so that the same items give
    the same map on every machine.
    """
    columns, values, known = standardized(items)
    if len(columns) < 2 or known.sum() < MIN_ITEMS:
        return None
    whole = values[known]
    covariance = (whole.T @ whole).astype(np.float64) / len(whole)
    variances, vectors = np.linalg.eigh(covariance)
    weights = vectors[:, :-3:-1]
    weights = weights * np.sign(weights[np.abs(weights).argmax(axis=0), [0, 1]])
    placed = values @ weights.astype(np.float32)
    placed[~known] = np.nan
    total = float(variances.sum()) or 1.0
    shares = (float(variances[-1]) / total, float(variances[-2]) / total)
    return ItemMap(placed[:, 0], placed[:, 1], shares, tuple(columns), weights)


def standardized(items: Items) -> tuple[list[Column], Floats, Mask]:
    """Return the measures that vary, as numbers of mean 0 and deviation 1; who has them all."""
    columns = [c for c in telling(items)[0] if c.defined.mean() > 0.5]
    values = np.empty((len(items), len(columns)), np.float32)
    for place, column in enumerate(columns):
        values[:, place] = _standard(column)
    return columns, values, np.asarray(np.isfinite(values).all(axis=1))


def _standard(column: Column) -> npt.NDArray[np.float64]:
    numbers = column.values.astype(np.float64)
    known = numbers[column.defined]
    deviation = float(known.std())
    result: npt.NDArray[np.float64] = (numbers - known.mean()) / (deviation or 1.0)
    return result


def nearest(items: Items, row: int, count: int = 5) -> list[tuple[int, float]]:
    """Return the items most like one in all measures, with their distance in usual spreads.

    Measures without a spread are left out; an item that lacks a measure is compared in the others.
    """
    total = np.zeros(len(items))
    used = np.zeros(len(items))
    for column in telling(items)[0]:
        spread = spread_of(column.values[column.defined].astype(np.float64)).spread
        apart = np.abs(column.values - column.values[row]) / spread if spread else None
        if apart is not None and np.isfinite(column.values[row]):
            total += np.where(np.isfinite(apart), apart, 0.0) ** 2
            used += np.isfinite(apart)
    distances = np.where(used > 0, np.sqrt(total / np.maximum(used, 1)), np.inf)
    distances[row] = np.inf
    chosen = np.argsort(distances, kind="stable")[:count]
    return [(int(r), float(distances[r])) for r in chosen if np.isfinite(distances[r])]
