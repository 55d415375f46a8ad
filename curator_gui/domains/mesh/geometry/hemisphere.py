"""The boundaries of a half space around what an index holds: a hemisphere and its plane."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import fits
from curator_gui.domains.mesh.geometry.outer import OuterBoundaries, Seen

SIDES = ("+x", "-x", "+y", "-y", "+z", "-z")
ON_PLANE = 1e-4
"""Part of the radius that a point may lie off the plane and still be on it."""


class HemisphereBoundaries(OuterBoundaries):
    """Add a hemisphere and the plane that closes it to each index, behind its own blocks.

    For bodies of which half was computed (symmetry), or that stand on the ground. Blocks, all of
    triangles (`pyvista.PolyData`) with their normals out of the half space: `inlet`, where the flow
    enters the hemisphere, `outlet`, the rest of it (one without faces is left out), and the plane.
    Open edges of the body that lie on the plane are its outline there, which is cut out of the
    plane. Each has the global data of the index's last item.

    Raises
    ------
    MeshError
        If the index has a block of such a name, reaches out of the radius, none can be told, global
        data has no flow of three components, or an outline is not closed.
    """

    name = "Hemisphere boundaries"
    description = (
        "Adds a hemisphere (inlet and outlet by the direction of the flow) and its plane to each "
        "index, with the body's outline cut out, as blocks of triangles."
    )
    version = "1"

    def __init__(
        self,
        side: Annotated[
            str,
            Param("On which side of the plane through the center it lies.", choices=SIDES),
        ] = "+y",
        radius: Annotated[
            float | None,
            Param(
                "Radius, in the mesh's own unit. Not set: the greatest distance from the center "
                "to a corner of the bounds of what each index holds.",
            ),
        ] = None,
        center: Annotated[list[float] | None, Param("Center; 0, 0, 0 if not set.")] = None,
        flow: Annotated[
            list[float] | None, Param("Direction of the flow; along x if not set.")
        ] = None,
        flow_data: Annotated[
            str | None,
            Param("Global data with the direction of the flow, three numbers, instead of `flow`."),
        ] = None,
        body: Annotated[
            str | None,
            Param(
                "Block whose outline is cut out of the plane, by name or glob; unset takes all "
                "surfaces.",
                role="block",
            ),
        ] = None,
        plane: Annotated[str, Param("Name of the plane's block.")] = "symmetry",
        resolution: Annotated[
            int, Param("Edges from the plane to the pole.", minimum=2, maximum=1000)
        ] = 32,
    ) -> None:
        self.side, self.radius = side, radius
        self.center, self.flow = center or [0.0, 0.0, 0.0], flow
        self.flow_data, self.body, self.plane = flow_data, body, plane
        self.resolution = resolution

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report what makes no half space or no direction."""
        if self.radius is not None and not 0 < self.radius < math.inf:
            yield "radius", Message("has to be above 0")
        for name, values in (("center", self.center), ("flow", self.flow)):
            if values is not None and len(values) != 3:
                yield name, Message("needs three numbers (x, y, z), not {n}", n=len(values))
            elif not all(map(math.isfinite, values or ())):
                yield name, Message("has to be of finite numbers")
        if self.flow is not None and not any(self.flow):
            yield "flow", Message("has no direction")
        if self.flow is not None and self.flow_data:
            yield "flow_data", Message("give either a direction or global data")
        if self.plane in ("", "inlet", "outlet"):
            yield "plane", Message("is taken: choose another name")

    def note(self, seen: Seen, name: str, mesh: Any) -> None:
        """Keep the open edges of surfaces: those on the plane are the body's outline."""
        if mesh.IsA("vtkPolyData") and (self.body is None or fits(name, self.body)):
            seen.noted.append(open_edges(mesh))

    def walls(self, seen: Seen) -> dict[str, Any]:
        """Return inlet, outlet and plane."""
        import numpy as np

        frame, center = _frame(self.side), np.asarray(self.center, float)
        radius = self.radius or _reach(seen, center)
        _check_inside(seen, center, radius, frame[2])
        if self.body is not None and not any(fits(name, self.body) for name in seen.names):
            names = seen.names_text()
            raise MeshError(
                "has no block {pattern}; its blocks: {names}", pattern=repr(self.body), names=names
            )
        points, faces, equator = hemisphere(self.resolution)
        points = center + radius * points @ frame
        outward = points[faces].mean(axis=1) - center
        enters = outward @ self._direction(seen) < 0
        outlines = [
            loop
            for edges in seen.noted
            for loop in outlines_on(edges, center, frame[2], ON_PLANE * radius)
        ]
        if not outlines:
            remark(Message("no outline of the body lies on the plane, which is a whole disk"))
        parts = {"inlet": faces[enters], "outlet": faces[~enters]}
        if not enters.any():
            remark(Message("the flow enters nowhere: all of the hemisphere is its outlet"))
        elif enters.all():
            remark(Message("the flow leaves nowhere: all of the hemisphere is its inlet"))
        found = {name: _surface(points, part) for name, part in parts.items() if len(part)}
        return found | {self.plane: plane_with_holes(points[equator], outlines, -frame[2])}

    def _direction(self, seen: Seen) -> Any:
        import numpy as np

        if not self.flow_data:
            return np.asarray(self.flow or [1.0, 0.0, 0.0])
        array = seen.global_data.GetArray(self.flow_data)
        values = [array.GetValue(n) for n in range(array.GetNumberOfValues())] if array else []
        if len(values) != 3 or not any(values) or not all(map(math.isfinite, values)):
            raise MeshError(
                "has no global data {name} of three numbers with a direction",
                name=repr(self.flow_data),
            )
        return np.asarray(values)


def _frame(side: str) -> Any:
    """Return three unit vectors as rows, right-handed; the last points to the side."""
    import numpy as np

    axis = "xyz".index(side[1])
    frame = np.roll(np.eye(3), axis - 2, axis=1)
    return frame if side[0] == "+" else frame * np.array([[1.0], [-1.0], [-1.0]])


def _reach(seen: Seen, center: Any) -> float:
    """Return the greatest distance from a place to a corner of the bounds that passed."""
    import numpy as np

    found = [np.reshape(b, (3, 2)) for bounds in seen.bounds.values() for b in bounds]
    if not found:
        raise MeshError("has no points, so there is no radius")
    return max(float(np.linalg.norm(np.abs(b - center[:, None]).max(axis=1))) for b in found)


def _check_inside(seen: Seen, center: Any, radius: float, side: Any) -> None:
    """Refuse what certainly reaches out of the sphere; say what is beyond the plane.

    Raises
    ------
    MeshError
        If bounds lie further from the center along an axis than a thousandth more than the radius.
    """
    import numpy as np

    ends = [np.reshape(b, (3, 2)) - center[:, None] for all_ in seen.bounds.values() for b in all_]
    furthest = max((float(np.abs(end).max()) for end in ends), default=0.0)
    if furthest > radius * 1.001:
        raise MeshError(
            "reaches {distance} from the center, out of the hemisphere of the radius {radius}",
            distance=f"{furthest:g}",
            radius=f"{radius:g}",
        )
    if any((side @ end).min() < -ON_PLANE * radius for end in ends):
        remark(Message("parts lie beyond the plane, on the side without hemisphere"))


def _surface(points: Any, faces: Any) -> Any:
    import numpy as np
    import pyvista as pv

    used, renumbered = np.unique(faces, return_inverse=True)
    return pv.PolyData.from_regular_faces(points[used], renumbered.reshape(faces.shape))


def hemisphere(resolution: int) -> tuple[Any, Any, Any]:
    """Return the upper half of the unit sphere: points (n, 3), triangles (m, 3), the equator.

    Circles of latitude lie equally far apart, with points as far apart along them: four more on
    each from the pole on. The equator is the numbers of its points in order. Normals point out.
    """
    import numpy as np

    points, rows, faces = [np.array([[0.0, 0.0, 1.0]])], [np.array([0])], []
    for ring in range(1, resolution + 1):
        angle, count = math.pi / 2 * ring / resolution, 4 * ring
        turn = 2 * math.pi * np.arange(count) / count
        height = 0.0 if ring == resolution else math.cos(angle)
        points.append(
            np.stack([math.sin(angle) * np.cos(turn), math.sin(angle) * np.sin(turn),
                      np.full(count, height)], axis=1)
        )  # fmt: skip
        rows.append(rows[-1][-1] + 1 + np.arange(count))
        faces += _band(rows[-2], rows[-1], ring)
    return np.concatenate(points), np.array(faces), rows[-1]


def _band(inner: Any, outer: Any, ring: int) -> list[tuple[int, int, int]]:
    """Return the triangles between two rings, quarter by quarter."""
    faces = []
    for quarter in range(4):
        for step in range(ring):
            out, far = quarter * ring + step, quarter * (ring - 1) + step
            here = inner[far % len(inner)]
            faces.append((here, outer[out], outer[(out + 1) % len(outer)]))
            if step < ring - 1:
                faces.append((here, outer[out + 1], inner[(far + 1) % len(inner)]))
    return faces


def open_edges(mesh: Any) -> Any:
    """Return the edges of a surface that belong to one face only, as lines without fields."""
    bare = type(mesh)()
    bare.CopyStructure(mesh)
    return bare.clean(tolerance=0.0, absolute=True).extract_feature_edges(
        boundary_edges=True, feature_edges=False, manifold_edges=False, non_manifold_edges=False
    )


def outlines_on(edges: Any, center: Any, normal: Any, tolerance: float) -> list[Any]:
    """Return the closed outlines, each (n, 3) in order, that lines make on a plane.

    Raises
    ------
    MeshError
        If lines on the plane make no closed outline.
    """
    import numpy as np

    if not edges.n_points:
        return []
    near = np.abs((edges.points - center) @ normal) <= tolerance
    lines = edges.lines.reshape(-1, 3)[:, 1:]
    lines = lines[near[lines].all(axis=1)]
    following: dict[int, list[int]] = {}
    for one, other in lines.tolist():
        following.setdefault(one, []).append(other)
        following.setdefault(other, []).append(one)
    if any(len(others) != 2 for others in following.values()):
        raise MeshError("the outline on the plane is not closed")
    return [edges.points[loop] for loop in _loops(following)]


def _loops(following: dict[int, list[int]]) -> Iterator[list[int]]:
    left = dict.fromkeys(following)
    while left:
        start = next(iter(left))
        loop, here = [], start
        while here in left:
            loop.append(here)
            del left[here]
            here = next((n for n in following[here] if n in left), start)
        yield loop


def plane_with_holes(rim: Any, holes: list[Any], normal: Any) -> Any:
    """Return a plane region as triangles: within its rim (n, 3) and outside of the holes.

    Every point of rim and holes is a corner, and no other (`vtkContourTriangulator`). `normal` is
    the direction of its normals.
    """
    import numpy as np
    import pyvista as pv
    from vtkmodules.vtkFiltersGeneral import vtkContourTriangulator

    loops = [_turning(rim, normal), *(_turning(hole, -normal) for hole in holes)]
    lines, start = [], 0
    for loop in loops:
        numbers = start + np.arange(len(loop))
        lines += (
            np.stack([np.full(len(loop), 2), numbers, np.roll(numbers, -1)], 1).ravel().tolist()
        )
        start += len(loop)
    outline = pv.PolyData(np.concatenate(loops), lines=lines)
    maker = vtkContourTriangulator()
    maker.SetInputData(outline)
    maker.Update()
    found = pv.wrap(maker.GetOutput())
    faces = found.regular_faces
    across = np.cross(*(found.points[faces[:, n]] - found.points[faces[:, 0]] for n in (1, 2)))
    if (across @ normal).sum() < 0:
        faces = faces[:, ::-1]
    return pv.PolyData.from_regular_faces(np.asarray(found.points, float), faces)


def _turning(loop: Any, normal: Any) -> Any:
    """Return a loop in the order that turns to the left as seen from where the normal points."""
    import numpy as np

    area = np.cross(loop, np.roll(loop, -1, axis=0)).sum(axis=0) @ normal
    return loop if area > 0 else loop[::-1]
