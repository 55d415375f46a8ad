"""What the filters share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from curator_gui.core.components import Filter
from curator_gui.core.message import Message, term
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.cells import GHOSTS
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.origin import current_origin, naming_block

ASSOCIATIONS = ("cell", "point")


class MeshFilter(Filter[Any]):
    """A filter that makes one mesh of each; subclasses write `apply`, which must not change it.

    Class attributes
    ----------------
    ignores_places
        Whether it does not look at where the points are. Otherwise a mesh with coordinates that are
        NaN or infinite is refused: VTK takes such points for inside or outside as it happens, and
        makes more of them where there were none.
    """

    ignores_places: ClassVar[bool] = False

    def apply(self, mesh: Any) -> Any:
        raise NotImplementedError

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Apply to each mesh as it is asked for."""
        # Not a generator: its loop variable would keep each mesh in memory while the next steps
        # work on the result.
        return map(self._applied, items)

    def _applied(self, mesh: Any) -> Any:
        origin = current_origin()
        with naming_block(origin.block if origin else ""):
            if not self.ignores_places:
                check_finite(mesh)
            result = self.apply(mesh)
            _check_lengths(result)
            if is_structured(mesh) and result.IsA("vtkUnstructuredGrid"):
                remark(Message("a {kind} became an unstructured grid", kind=term(kind(mesh))))
            return result


def _check_lengths(mesh: Any) -> None:
    """Refuse fields with more or fewer values than points or cells: VTK has mixed them up."""
    for attributes, count in (
        (mesh.GetPointData(), mesh.GetNumberOfPoints()),
        (mesh.GetCellData(), mesh.GetNumberOfCells()),
    ):
        for number in range(attributes.GetNumberOfArrays()):
            array = attributes.GetAbstractArray(number)
            if array.GetNumberOfTuples() != count:
                raise MeshError(
                    "the field {name} came out with {values} values for {count} points or cells; "
                    "drop it with Select fields first",
                    name=repr(array.GetName()),
                    values=f"{array.GetNumberOfTuples():,}",
                    count=f"{count:,}",
                )


def shallow(mesh: Any) -> Any:
    """Return a mesh that shares its arrays with the given one, so that fields can be exchanged."""
    copy = type(mesh)()
    copy.ShallowCopy(mesh)
    return copy


def is_structured(mesh: Any) -> bool:
    """Whether the points of a mesh stand in rows, columns and layers."""
    return any(mesh.IsA(f"vtk{k}") for k in ("ImageData", "RectilinearGrid", "StructuredGrid"))


def as_reals(mesh: Any, association: str) -> Any:
    """Return the mesh with its whole-number fields as float64, for VTK to average or interpolate.

    VTK averages every whole number in float32, which holds seven digits, and cuts what it
    interpolates off to whole numbers. The mesh itself is returned if it has no such fields.

    Raises
    ------
    MeshError
        If numbers are beyond 2^53, the whole numbers that float64 can hold.
    """
    import numpy as np

    fields = getattr(mesh, f"{association}_data")
    whole = {
        name: np.asarray(fields[name])
        for name in fields.keys()  # noqa: SIM118 - pyvista's own
        if name != GHOSTS and np.asarray(fields[name]).dtype.kind in "biu"
    }
    if not whole:
        return mesh
    result = shallow(mesh)
    target = getattr(result, f"{association}_data")
    for name, values in whole.items():
        if values.size and max(abs(int(values.min())), abs(int(values.max()))) > 2**53:
            raise MeshError(
                "the field {name} holds whole numbers beyond 2^53, which cannot be averaged; drop "
                "it with Select fields first",
                name=repr(name),
            )
        target[name] = values.astype(np.float64)
    remark(Message("fields of whole numbers become real numbers: {names}", names=", ".join(whole)))
    return result


def refuse_texts(mesh: Any, attributes: Any, what: str) -> None:
    """Refuse fields of texts, on which VTK's filters crash; `what` says what cannot be done.

    Raises
    ------
    MeshError
        Naming the field.
    """
    for number in range(attributes.GetNumberOfArrays()):
        array = attributes.GetAbstractArray(number)
        if not array.IsA("vtkDataArray"):
            raise MeshError(
                "the field {name} holds texts, which cannot be {what}; "
                "drop it with Select fields first",
                name=repr(array.GetName()),
                what=what,
            )


def kind(mesh: Any) -> str:
    """Name the type of a mesh as VTK does, without its prefix: `UnstructuredGrid`, `PolyData`."""
    return str(mesh.GetClassName()).removeprefix("vtk")


def require_points(mesh: Any, what: str) -> Any:
    """Return the mesh if there is anything left of it.

    Raises
    ------
    MeshError
        If it has no points; `what` says after which operation.
    """
    if mesh is None or mesh.GetNumberOfPoints() == 0:
        raise MeshError("nothing is left of the mesh {what}", what=what)
    return mesh


def finite_points(mesh: Any) -> Any:
    """Return the points of a mesh, float64 (n, 3).

    Raises
    ------
    MeshError
        If a coordinate is NaN or infinite.
    """
    import numpy as np

    check_finite(mesh)
    return np.asarray(mesh.points, np.float64)


def check_finite(mesh: Any) -> None:
    """Refuse a mesh with points that are nowhere; images and grids of three axes have none.

    Raises
    ------
    MeshError
        If a coordinate is NaN or infinite.
    """
    if not mesh.IsA("vtkPointSet") or not mesh.GetNumberOfPoints():
        return
    import numpy as np

    finite = np.isfinite(mesh.points)
    if finite.all():
        return
    wrong = ~finite.all(axis=1)
    raise MeshError(
        "point {number} has a coordinate that is NaN or infinite ({count} such in all)",
        count=f"{int(wrong.sum()):,}",
        number=int(wrong.argmax()),
    )
