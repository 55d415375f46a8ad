"""The filter that finds structures whose energy or forces are out of the ordinary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.message import Message
from curator_gui.core.notes import noting, remark
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import clone, find_property, get_forces, get_number

if TYPE_CHECKING:
    from ase import Atoms

_TO_DEVIATION = 1.4826
"""A normal distribution's standard deviation over its median absolute deviation."""


class DropOutliers(FittedFilter["Atoms"]):
    """Drop or mark structures whose energy or largest force is far from that of the others.

    Energies are compared per atom, after the energies of the elements are taken off: fitted by
    least squares over the training items, again without the outliers found until there are no
    more. Forces are compared by the logarithm of the largest norm. A structure is out if it is
    further from the median than `threshold` robust deviations (1.4826 times the median absolute
    deviation). NaN is always out. Energies are not compared if there are no more training items
    than elements to fit, forces not where structures have none.

    Raises
    ------
    StructureError
        If a structure has no energy.
    """

    name = "Drop outliers"
    description = (
        "Drops or marks structures with unusual energies or forces, by robust deviations from the "
        "median, in two passes."
    )
    version = "2"

    def __init__(
        self,
        threshold: Annotated[
            float,
            Param("Deviations from the median that are still ordinary.", minimum=1.0, maximum=1e6),
        ] = 8.0,
        energy: Annotated[str, Param("Name of the energy.", role="property")] = "energy",
        forces: Annotated[str, Param("Name of the forces.", role="property")] = "forces",
        action: Annotated[
            str,
            Param(
                "`drop` leaves outliers out, `mark` adds the property `outlier` (0 or 1) to all.",
                choices=("drop", "mark"),
            ),
        ] = "drop",
    ) -> None:
        self.threshold = threshold
        self.energy = energy
        self.forces = forces
        self.action = action

    def gather(self, item: Atoms) -> Any:
        """Return elements, energy and largest force of one structure."""
        numbers, counts = np.unique(item.numbers, return_counts=True)
        elements = dict(zip(map(str, numbers.tolist()), counts.tolist(), strict=True))
        return [[elements, get_number(item, self.energy), self._largest(item)]]

    def _largest(self, atoms: Atoms) -> float | None:
        if find_property(atoms, self.forces) is None or not len(atoms):
            return None
        return float(np.linalg.norm(get_forces(atoms, self.forces), axis=1).max())

    def combine(self, one: Any, other: Any) -> Any:
        """Put two lists together."""
        return [*one, *other]

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Fit the elements' energies, and take medians and deviations."""
        rows = [row for row in gathered if np.isfinite(row[1]) and row[0]]
        if not rows:
            raise StructureError("no structure has an energy")
        elements = sorted({key for row in rows for key in row[0]}, key=int)
        counts = np.array([[row[0].get(key, 0) for key in elements] for row in rows], float)
        energies = np.array([row[1] for row in rows])
        fitted, spread = _fitted(counts, energies, self.threshold)
        found = {"elements": dict(zip(elements, fitted.tolist(), strict=True))}
        forces = [row[2] for row in gathered if row[2] is not None and _positive(row[2])]
        return {
            **found,
            "energy": spread,
            "force": _spread(np.log(forces), Message("forces")) if forces else None,
        }

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Yield the ordinary structures, or all with a mark."""
        for atoms in items:
            out = self._is_out(atoms)
            if self.action == "mark":
                marked = clone(atoms)
                marked.info["outlier"] = int(out)
                yield marked
            elif not out:
                yield atoms

    def _is_out(self, atoms: Atoms) -> bool:
        known, (row,) = self.constants, self.gather(atoms)
        strange = [key for key in row[0] if key not in known["elements"]]
        if strange:
            remark(Message("left out of the comparison: an element that no training item has"))
            return False
        expected = sum(count * known["elements"][key] for key, count in row[0].items())
        residual = (row[1] - expected) / max(1, len(atoms))
        far = self._far(residual, known["energy"])
        if far or row[2] is None or not np.isfinite(row[2]):
            return far or row[2] is not None  # none of both is ordinary, whatever the others are
        if known["force"] is None or not row[2] > 0:
            return False
        force = float(np.log(row[2]))
        return force > known["force"][0] and self._far(force, known["force"])

    def _far(self, value: float, spread: list[float] | None) -> bool:
        median, deviation = spread or (0.0, 1e300)  # all that is finite
        return not abs(value - median) <= self.threshold * deviation


_ROUNDS = 10
_ROUNDING = 1e-10
"""Share of an energy below which a difference is that of the order of a sum."""


def _fitted(counts: Any, energies: Any, threshold: float) -> tuple[Any, list[float] | None]:
    """Return energies of elements (n,), and median and deviation of what is left per atom.

    Outliers pull at a fit: it is repeated without those that it finds. Nothing is left of a fit of
    as many energies as structures, whatever they are: there is no deviation then.
    """
    kept = np.ones(len(energies), bool)
    for _ in range(_ROUNDS):
        fitted, *_rest = np.linalg.lstsq(counts[kept], energies[kept], rcond=None)
        residuals = (energies - counts @ fitted) / counts.sum(axis=1)
        with noting(lambda *_: None):
            median, deviation = _spread(residuals[kept], "")
        noise = _ROUNDING * (counts @ np.abs(fitted) / counts.sum(axis=1))
        now = np.abs(residuals - median) <= threshold * np.maximum(deviation, noise)
        if (now == kept).all() or not now.any():
            break
        kept = now
    if kept.sum() <= np.linalg.matrix_rank(counts[kept]):
        remark(Message("too few structures for their elements: energies are not compared"))
        return fitted, None
    median, deviation = _spread(residuals[kept], Message("energies"))
    return fitted, [median, max(deviation, float(noise.max()))]


def _positive(value: float) -> bool:
    return bool(np.isfinite(value) and value > 0)


def _spread(values: Any, what: str) -> list[float]:
    median = float(np.median(values))
    deviation = float(np.median(np.abs(np.asarray(values) - median))) * _TO_DEVIATION
    if deviation == 0 and len(values) > 1:
        deviation = float(np.std(values))
        remark(
            Message(
                "more than half of the {what} are the same: the deviation is that of all", what=what
            )
        )
    return [median, deviation]
