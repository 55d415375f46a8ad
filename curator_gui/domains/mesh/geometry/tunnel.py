"""The walls of a wind tunnel around what an index holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import fits
from curator_gui.domains.mesh.geometry.outer import Bounds, OuterBoundaries, Seen

MOST_TRIANGLES = 10_000_000
SLIVER = 1e-9


class TunnelBoundaries(OuterBoundaries):
    """Add the walls of a box-shaped wind tunnel to each index, as further blocks behind its own.

    Data sets of external flow often hold the body and the flow around it, and not the boundaries
    of the computation, which models take as input as well. The flow goes along x. Blocks, all of
    triangles (`pyvista.PolyData`) with their normals out of the tunnel: `inlet` (at `x_min`),
    `outlet` (at `x_max`), `slip` (sides, top and the floor ahead of `no_slip_from`) and `no_slip`
    (the rest of the floor). Each has the global data of the index's last item.

    Raises
    ------
    MeshError
        If the index has a block of such a name, none that is asked for, or what it holds reaches
        out of the tunnel by more than a thousandth of its length.
    """

    name = "Wind tunnel boundaries"
    description = (
        "Adds inlet, outlet, sides, top and floor of a box-shaped wind tunnel to each index, as "
        "blocks of triangles."
    )
    version = "1"

    def __init__(
        self,
        x_min: Annotated[float, Param("Where the inlet is.", axis="x")],
        x_max: Annotated[float, Param("Where the outlet is.", axis="x")],
        y_min: Annotated[float, Param("Where the one side is.", axis="y")],
        y_max: Annotated[float, Param("Where the other side is.", axis="y")],
        height: Annotated[
            float, Param("Height of the top above the floor, in the mesh's own unit.")
        ],
        floor: Annotated[
            float | None,
            Param("Where the floor is. Not set: at the lowest point of each index.", axis="z"),
        ] = None,
        floor_block: Annotated[
            str | None,
            Param(
                "Block whose lowest point is the floor, by name or glob; unset takes all blocks.",
                role="block",
            ),
        ] = None,
        no_slip_from: Annotated[
            float | None,
            Param(
                "From which x on the floor is a wall without slip. Not set: all of it is one.",
                axis="x",
            ),
        ] = None,
        edge: Annotated[
            float | None,
            Param(
                "Longest edge of the squares that are cut into two triangles, in the mesh's own "
                "unit. Not set: a fiftieth of the tunnel's longest side.",
            ),
        ] = None,
    ) -> None:
        self.x, self.y = (x_min, x_max), (y_min, y_max)
        self.height, self.floor, self.floor_block = height, floor, floor_block
        self.no_slip_from = no_slip_from
        self.edge = edge

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report what makes no tunnel."""
        for axis, (low, high) in (("x", self.x), ("y", self.y)):
            if not low < high:
                words = Message("must be above {axis}_min ({low})", axis=axis, low=f"{low:g}")
                yield f"{axis}_max", words
            elif not math.isfinite(high - low):
                yield (
                    f"{axis}_max",
                    Message("has to be a finite distance from {axis}_min", axis=axis),
                )
        if self.floor is not None and not math.isfinite(self.floor):
            yield "floor", Message("has to be a finite number")
        for name, value in (("height", self.height), ("edge", self.edge)):
            if value is not None and not 0 < value < math.inf:
                yield name, Message("has to be above 0")
        start = self.no_slip_from
        if start is not None and not self.x[0] <= start < self.x[1]:
            yield "no_slip_from", Message("lies outside the tunnel")
        if self.floor is not None and self.floor_block:
            yield "floor_block", Message("give either the floor or a block")

    def walls(self, seen: Seen) -> dict[str, Any]:
        """Return the sides of the tunnel that the index lies in."""
        floor = self._floor(seen) if self.floor is None else self.floor
        box = (*self.x, *self.y, floor, floor + self.height)
        _refuse_outside(box, chain.from_iterable(seen.bounds.values()))
        return tunnel(box, self.x[0] if self.no_slip_from is None else self.no_slip_from, self.edge)

    def _floor(self, seen: Seen) -> float:
        pattern = self.floor_block or "*"
        found = [b for name, bounds in seen.bounds.items() if fits(name, pattern) for b in bounds]
        if not found:
            raise MeshError(
                "has no block {pattern} with points, which the floor is to be below; its blocks: "
                "{names}",
                pattern=repr(pattern),
                names=seen.names_text(),
            )
        return min(bounds[4] for bounds in found)


def _refuse_outside(box: Bounds, found: Iterable[Bounds]) -> None:
    slack = (box[1] - box[0]) / 1000
    for bounds in found:
        for axis in range(3):
            low, high = bounds[2 * axis : 2 * axis + 2]
            if low < box[2 * axis] - slack or high > box[2 * axis + 1] + slack:
                raise MeshError(
                    "reaches from {low} to {high} along {axis}, out of the tunnel ({first} to "
                    "{last})",
                    low=f"{low:g}",
                    high=f"{high:g}",
                    axis="xyz"[axis],
                    first=f"{box[2 * axis]:g}",
                    last=f"{box[2 * axis + 1]:g}",
                )


def tunnel(box: Bounds, no_slip_from: float, edge: float | None = None) -> dict[str, Any]:
    """Return the walls of a tunnel as surfaces of triangles, by the names of their blocks.

    `box` has the bounds along x, y and z, `no_slip_from` the x that the floor changes at, `edge`
    the longest side of the squares that are cut in two. Walls that meet share the points of their
    common edge: together they are closed. Normals point out of the tunnel.

    Raises
    ------
    MeshError
        If there would be more than ten million triangles.
    """
    import numpy as np

    step = edge or max(high - low for low, high in zip(box[::2], box[1::2], strict=True)) / 50
    _refuse_too_many(box, step)
    x0, x1, y0, y1, z0, z1 = box
    if min(no_slip_from - x0, x1 - no_slip_from) < SLIVER * (x1 - x0):  # no triangles as thin
        no_slip_from = x0 if no_slip_from - x0 < x1 - no_slip_from else x1
    ahead, behind = _ticks(x0, no_slip_from, step), _ticks(no_slip_from, x1, step)
    ticks = [np.concatenate([ahead[:-1], behind]), _ticks(y0, y1, step)]
    ticks.append(_ticks(z0, z1, step))
    slip = [wall(ticks, 1, 0), wall(ticks, 1, -1), wall(ticks, 2, -1)]
    if len(ahead) > 1:
        slip.append(wall([ahead, *ticks[1:]], 2, 0))
    joined = slip[0].append_polydata(*slip[1:]).clean(tolerance=0.0, absolute=True)
    found = {"inlet": wall(ticks, 0, 0), "outlet": wall(ticks, 0, -1), "slip": joined}
    return found | ({"no_slip": wall([behind, *ticks[1:]], 2, 0)} if len(behind) > 1 else {})


def _refuse_too_many(box: Bounds, step: float) -> None:
    x, y, z = (math.ceil((box[2 * n + 1] - box[2 * n]) / step) for n in range(3))
    count = 4 * (x * y + y * z + z * x)
    if count > MOST_TRIANGLES:
        raise MeshError("the tunnel would have {n} triangles", n=f"{count:,}")


def _ticks(low: float, high: float, step: float) -> Any:
    """Return places from one end to the other, at most a step apart; one if there is no length."""
    import numpy as np

    return np.linspace(low, high, max(1, math.ceil((high - low) / step)) + 1 if high > low else 1)


def wall(ticks: Any, axis: int, end: int) -> Any:
    """Return one side of a box as triangles (`pyvista.PolyData`), with normals out of the box.

    `ticks` has the places along x, y and z, and `end` the number of that on `axis`: 0 or -1.
    """
    import numpy as np
    import pyvista as pv

    first, second = (axis + 1) % 3, (axis + 2) % 3
    a, b = np.meshgrid(ticks[first], ticks[second], indexing="ij")
    points = np.empty((a.size, 3))
    points[:, axis] = ticks[axis][end]
    points[:, first], points[:, second] = a.ravel(), b.ravel()
    corner = np.arange(a.size).reshape(a.shape)[:-1, :-1].ravel()
    over, beside = corner + a.shape[1], corner + 1
    faces = np.concatenate(
        [np.stack([corner, over, over + 1], 1), np.stack([corner, over + 1, beside], 1)]
    )
    return pv.PolyData.from_regular_faces(points, faces if end else faces[:, ::-1])
