"""Reference energies: one per element, fitted to the energies of structures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from curator_gui.domains.common.moments import Moments

REFERENCE_KEY = "reference_energies"
"""The entry of a file that `SubtractReference` reads."""

Composition = tuple[tuple[str, int], ...]
"""Elements with the number of their atoms."""


def fit_references(
    compositions: Mapping[Composition, Moments],
) -> tuple[dict[str, float], dict[str, Any]]:
    """Fit one energy per element to the energies of all structures by least squares.

    Structures of one composition enter as their mean with the root of their number as weight: the
    same solution as with one row per structure, from a far smaller system.
    """
    symbols = sorted({symbol for key in compositions for symbol, _ in key})
    if not symbols:
        return {}, {"structures": 0, "rank": 0, "residual_std": None}
    counts = np.array([[dict(key).get(s, 0) for s in symbols] for key in compositions], dtype=float)
    means = np.array([moments.mean for moments in compositions.values()])
    numbers = np.array([moments.count for moments in compositions.values()], dtype=float)
    weights = np.sqrt(numbers)
    solution, _, rank, _ = np.linalg.lstsq(counts * weights[:, None], means * weights, rcond=None)
    squares = numbers @ (means - counts @ solution) ** 2 + _spread(compositions.values())
    fit = {
        "structures": int(numbers.sum()),
        "rank": int(rank),
        "residual_std": math.sqrt(squares / numbers.sum()),
    }
    return dict(zip(symbols, solution.tolist(), strict=True)), fit


def _spread(moments: Iterable[Moments]) -> float:
    return math.fsum(m.m2 for m in moments)
