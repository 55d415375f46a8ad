"""Forces and moments on a surface, by integration of pressure and wall shear stress."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import missing_message
from curator_gui.domains.mesh.filters.base import MeshFilter
from curator_gui.domains.mesh.filters.values.global_data import with_global_data
from curator_gui.domains.mesh.geometry.faces import Faces, faces

_NONE = (0.0, 0.0, 0.0)
Direction = Annotated[list[float], Param("Direction that this part of the force has: x, y, z.")]


class Forces(MeshFilter):
    """Add to the global data what a fluid does to a surface, and the coefficients.

    `pressure_force`, `viscous_force`, `force` and `moment` have shape (3,), float64: the sums over
    all faces of (p - reference) n A, of the shear stress times A, of both, and of the moments of
    both about `center`; n points out of the fluid. If velocity and area are given, the force by the
    dynamic pressure 1/2 density U^2 times the area is `force_coefficient` (3,), its part along the
    two directions `drag_coefficient` and `lift_coefficient` (1,), and with a length the moment is
    `moment_coefficient` (3,). A point field is averaged over each face.

    Raises
    ------
    MeshError
        If the mesh is no surface of polygons, or a field is missing, of another shape or not
        finite.
    """

    name = "Forces"
    description = (
        "Integrates pressure and wall shear stress over a surface: force, moment, drag and lift "
        "coefficient as global data."
    )
    version = "1"

    def __init__(
        self,
        pressure: Annotated[str, Param("Field of the pressure.", role="field")] = "p",
        shear_stress: Annotated[
            str | None,
            Param("Field of the wall shear stress; unset leaves friction out.", role="field"),
        ] = None,
        normals: Annotated[
            str,
            Param(
                "Where the faces' normals point: `into the fluid`, as those of a body, or `out of "
                "the fluid`, as those of a boundary patch.",
                choices=("into the fluid", "out of the fluid"),
            ),
        ] = "into the fluid",
        shear_acts: Annotated[
            str,
            Param(
                "Whether the shear stress is what acts `on the surface`, or `on the fluid`, as in "
                "OpenFOAM's wallShearStress.",
                choices=("on the surface", "on the fluid"),
            ),
        ] = "on the surface",
        density: Annotated[
            float,
            Param(
                "Density of the fluid; of the coefficients, and of what is kinematic.",
                unit="kg/m³",
                minimum=0.0,
            ),
        ] = 1.0,
        kinematic: Annotated[
            bool,
            Param(
                "Whether pressure and shear stress are divided by the density, as OpenFOAM's "
                "incompressible solvers have them; both are then multiplied by it."
            ),
        ] = False,
        reference_pressure: Annotated[
            float, Param("Pressure that is subtracted, in the unit of the field.")
        ] = 0.0,
        center: Annotated[
            list[float], Param("Point that moments are about: x, y, z in the mesh's own unit.")
        ] = list(_NONE),  # noqa: B006 - it is copied
        velocity: Annotated[
            float | None,
            Param(
                "Free-stream speed, for coefficients; unset gives none.", unit="m/s", minimum=0.0
            ),
        ] = None,
        area: Annotated[
            float | None, Param("Reference area, for coefficients.", unit="m²", minimum=0.0)
        ] = None,
        length: Annotated[
            float | None,
            Param("Reference length, for moment coefficients.", unit="m", minimum=0.0),
        ] = None,
        drag_direction: Direction = [1.0, 0.0, 0.0],  # noqa: B006 - it is copied
        lift_direction: Direction = [0.0, 0.0, 1.0],  # noqa: B006 - it is copied
    ) -> None:
        self.pressure = pressure
        self.shear_stress = shear_stress
        self.outward = 1.0 if normals == "out of the fluid" else -1.0
        self.shear_sign = -1.0 if shear_acts == "on the fluid" else 1.0
        self.density = density
        self.kinematic = kinematic
        self.reference_pressure = reference_pressure
        self.center = list(center)
        self.reference = (velocity, area, length)
        self.directions = {"drag": list(drag_direction), "lift": list(lift_direction)}

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report points and directions that are none, and half of the reference values."""
        named = {f"{name}_direction": values for name, values in self.directions.items()}
        for name, values in {"center": self.center, **named}.items():
            if len(values) != 3:
                yield name, Message("needs three numbers (x, y, z), not {n}", n=len(values))
        for name, values in named.items():
            if not any(values):
                yield name, Message("has no direction: all numbers are 0")
        yield from self._reference_problems()

    def _reference_problems(self) -> Iterator[tuple[str, str]]:
        velocity, area, length = self.reference
        for name, value in (("velocity", velocity), ("area", area), ("length", length)):
            if value == 0:
                yield name, Message("needs to be above 0")
        if (velocity is None) != (area is None):
            missing = "velocity" if velocity is None else "area"
            yield missing, Message("coefficients need velocity and area")
        if velocity is not None and not self.density:
            yield "density", Message("needs to be above 0")

    def apply(self, mesh: Any) -> Any:
        """Return the surface with forces, moments and coefficients as global data."""
        import numpy as np

        shape = faces(mesh)
        normal, viscous = self._of_each(mesh, shape)
        both = normal + viscous
        found = {
            "pressure_force": normal.sum(axis=0),
            "viscous_force": viscous.sum(axis=0),
            "force": both.sum(axis=0),
            "moment": np.cross(shape.center - self.center, both).sum(axis=0),
        }
        found |= self._coefficients(found)
        self._tell_side(shape)
        _tell_replaced(mesh, found)
        return with_global_data(mesh, {name: values.tolist() for name, values in found.items()})

    def _tell_side(self, shape: Faces) -> None:
        """Say so if the fluid would lie inside a closed surface: that is rarely what is meant.

        The volume that a closed surface encloses is negative if its normals point inwards (Gauss).
        """
        if not float(abs(shape.vector.sum(axis=0)).max()) < _CLOSED * shape.area.sum():
            return
        about_middle = shape.center - shape.center.mean(axis=0)
        if (about_middle * shape.vector).sum() * self.outward > 0:
            remark(
                Message(
                    "the surface is closed and its normals are said to point {normals}, so the "
                    "fluid lies inside; for the forces on a body in a flow, choose the other "
                    "direction",
                    normals="out of the fluid" if self.outward > 0 else "into the fluid",
                )
            )

    def _of_each(self, mesh: Any, shape: Faces) -> tuple[Any, Any]:
        """Return what pressure and friction do to each face, (n, 3) each."""
        import numpy as np

        scale = self.density if self.kinematic else 1.0
        pressure = (_of_faces(mesh, self.pressure, 1) - self.reference_pressure) * scale
        normal = self.outward * shape.vector * pressure[:, None]
        if self.shear_stress is None:
            return normal, np.zeros_like(normal)
        stress = _of_faces(mesh, self.shear_stress, 3) * (scale * self.shear_sign)
        return normal, stress * shape.area[:, None]

    def _coefficients(self, found: dict[str, Any]) -> dict[str, Any]:
        import numpy as np

        velocity, area, length = self.reference
        if velocity is None or area is None:
            return {}
        unit = 0.5 * self.density * velocity**2 * area
        force = found["force"] / unit
        result = {"force_coefficient": force}
        for name, values in self.directions.items():
            along = np.array(values) / np.linalg.norm(values)
            result[f"{name}_coefficient"] = np.array([force @ along])
        if length is not None:
            result["moment_coefficient"] = found["moment"] / (unit * length)
        return result


_CLOSED = 1e-6
"""Share of its area up to which the area vectors of a closed surface add up to nothing."""


def _tell_replaced(mesh: Any, found: dict[str, Any]) -> None:
    known = [name for name in found if name in mesh.field_data]
    if known:
        remark(Message("global data of before is replaced: {names}", names=", ".join(known)))


def _of_faces(mesh: Any, name: str, components: int) -> Any:
    """Return a field as one value per face, (n,) or (n, 3) float64; points are averaged."""
    import numpy as np

    if name in mesh.cell_data:
        values = np.asarray(mesh.cell_data[name])
    elif name in mesh.point_data:
        values = _averaged(mesh, np.asarray(mesh.point_data[name]))
    else:
        names = dict.fromkeys([*mesh.cell_data.keys(), *mesh.point_data.keys()])
        raise MissingFieldError(missing_message([name], list(names), "cell or point"))
    wanted = ((), (1,)) if components == 1 else ((components,),)
    if values.dtype.kind not in "biuf" or values.shape[1:] not in wanted:
        raise MeshError(
            "the field {name} has not {components} numbers per value",
            name=repr(name),
            components=components,
        )
    flat = values.reshape(len(values), -1).astype(np.float64)
    if not np.isfinite(flat).all():
        raise MeshError("the field {name} is NaN or infinite on some faces", name=repr(name))
    return flat[:, 0] if components == 1 else flat


def _averaged(mesh: Any, values: Any) -> Any:
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    if values.dtype.kind not in "biuf":
        return values
    polygons = mesh.GetPolys()
    ids = vtk_to_numpy(polygons.GetConnectivityArray())
    starts = vtk_to_numpy(polygons.GetOffsetsArray()).astype(np.int64)
    sums = np.add.reduceat(values[ids].astype(np.float64), starts[:-1])
    return sums / np.diff(starts).reshape(-1, *[1] * (values.ndim - 1))
