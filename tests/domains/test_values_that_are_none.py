"""NaN and infinity in what an item is made of: no filter takes them for numbers in silence.

Each filter refuses such an item in words, says something about it, or is right: what it gives is
what it gives without them, apart from where they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator_gui.core import Registry
from curator_gui.core.errors import CuratorError
from curator_gui.core.notes import noting
from curator_gui.domains import register_all
from curator_gui.domains.atoms import SyntheticCrystals
from curator_gui.domains.grid import SyntheticFieldSource
from curator_gui.domains.mesh import Normalize, Standardize, SyntheticSource

NONE = st.sampled_from([np.nan, np.inf, -np.inf])
FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
REGISTRY = register_all(Registry())
Given = Mapping[str, Mapping[str, Any]]
Arrays = dict[str, np.ndarray]

OF_ATOMS: Given = {
    "SelectStructures": {"allowed": ["Cu"]},
    "SelectProperties": {"keep": ["energy", "forces", "stress"]},
    "RenameProperties": {"names": {"energy": "e"}},
    "ConvertUnits": {"from_unit": "eV", "to_unit": "Hartree", "properties": ["energy"]},
    "EnergyPerAtom": {},
    "SubtractReference": {"references": {"Cu": -1.0}},
    "Wrap": {},
    "Center": {},
    "Supercell": {},
    "CountNeighbors": {"cutoff": 3.0},
    "NeighborGraph": {"cutoff": 3.0},
    "RandomRotation": {},
    "StandardCell": {},
    "ConvertStress": {"property": "stress"},
    "StructureInfo": {"output": Path("info.csv")},
    "Split": {},
    "StructureStatistics": {"output": Path("s.json")},
}
OF_MESHES: Given = {
    "SelectFields": {},
    "RenameFields": {"names": {"temperature": "T"}},
    "Precision": {"dtype": "float64"},
    "FillMissing": {},
    "Clean": {},
    "CellToPoint": {},
    "PointToCell": {},
    "Triangulate": {},
    "ExtractSurface": {},
    "Slice": {"normal": [0.0, 0.0, 1.0], "origin": [0.0, 0.0, 0.4]},
    "Decimate": {},
    "FeatureEdges": {},
    "Normals": {},
    "CropBox": {},
    "CropPlane": {"normal": [1.0, 0.0, 0.0], "origin": [0.4, 0.0, 0.0]},
    "UniformGrid": {"dimensions": [5, 5, 5]},
    "RandomPermutation": {},
    "RandomSubsample": {"count": 20},
    "SamplePoints": {"count": 20},
    "FarthestPoints": {"count": 5},
    "MeshGraph": {},
    "NearestGraph": {"neighbors": 3},
    "RadiusGraph": {"radius": 0.4},
    "NodeTypes": {},
    "FaceQuantities": {},
    "SurfaceDistance": {},
    "HemisphereBoundaries": {},
    "Translate": {"offset": [1.0, 0.0, 0.0]},
    "Rotate": {"axis": [0.0, 0.0, 1.0], "angle": 30.0},
    "Scale": {"factor": 2.0},
    "AlignAxes": {},
    "Displacement": {},
    "MeanOfSteps": {},
    "SelectItems": {"quantity": "cells", "at_least": 1.0},
    "Quality": {"measures": ["area"]},
    "Split": {},
    "FieldStatistics": {"output": Path("s.json")},
    "MeshInformation": {"output": Path("i.csv")},
}
OF_GRIDS: Given = {
    "SelectVariables": {"variables": ["t2m"]},
    "CropRegion": {"south": 35.0, "north": 70.0, "west": 10.0, "east": 40.0},
    "SelectTimes": {},
    "Coarsen": {"factors": {"latitude": 7, "longitude": 2}},
    "Regrid": {"spacing": 20.0},
    "ToHealpix": {"nside": 2},
    "ConvertUnits": {"units": {"t2m": "degC"}},
    "WindSpeed": {},
    "CastPrecision": {},
    "Derive": {"output": "w", "formula": "u10 + v10"},
    "Forcings": {"fields": ["cos_latitude", "sin_longitude"]},
    "RenameVariables": {"names": {"t2m": "temperature"}},
    "LongitudeConvention": {"convention": "-180 to 180"},
    "Patches": {"size": {"latitude": 13, "longitude": 30}},
    "AreaStatistics": {},
    "FillMissing": {},
    "ApplyMask": {"variable": "t2m"},
    "Split": {},
    "FieldStatistics": {"output": Path("s.nc")},
}
WITH_MORE = {
    "atoms": {"Standardize", "DropDuplicates", "FarthestStructures", "DropOutliers", "PythonStep"},
    "mesh": {
        "Standardize", "Normalize", "Normalise", "GlobalData", "GlobalTable", "GlobalFile",
        "TimeDerivative", "SeriesDerivative", "SampleAtPoints", "Forces", "TunnelBoundaries",
        "PythonStep",
    },
    "grid": {
        "Standardize", "Normalize", "Standardise", "Anomaly", "SelectLevels", "InterpolateLevels",
        "TimeAxis", "PeriodStatistics", "RollingWindow", "LaggedFields", "Deaccumulate",
        "StaticFields", "PythonStep",
    },
}  # fmt: skip
"""Filters that need constants of the data set, series, levels, tables or fields beside an item: see
`test_values_among_several`."""


@pytest.mark.parametrize(
    ("domain", "known"), [("atoms", OF_ATOMS), ("mesh", OF_MESHES), ("grid", OF_GRIDS)]
)
def test_every_filter_is_tried(domain: str, known: Given) -> None:
    entries = [entry for entry in REGISTRY if entry.domain.key == domain]
    found = {entry.cls.__name__ for entry in entries if entry.kind == "filter"}
    assert found == known.keys() | WITH_MORE[domain]


def _passed(
    key: str, arguments: Mapping[str, Any], source: Any, item: Any
) -> tuple[list[Any], list[str]] | None:
    """Return what a filter makes of an item and what it says; None if it refuses it in words."""
    step = REGISTRY.get(key).cls(**arguments)
    tell = getattr(step, "set_source", None)
    if tell is not None:
        tell(source)
    said: list[str] = []
    try:
        with noting(lambda kind, words: said.append(words) if kind == "remark" else None):
            return list(step(_at_hand(source, item))), said
    except CuratorError:
        return None


def _at_hand(source: Any, item: Any) -> Iterator[Any]:
    """Yield the item as if the source had given it: steps may ask which one it is."""
    for _ in source[0]:
        yield item


def _check_right(
    clean: list[Arrays], found: list[Arrays], *, spread: bool = False, changed: str = ""
) -> None:
    """Insist that two results differ where one is no number, alone.

    Where they are not allowed to `spread`, there are no more of these than there were copies;
    arrays called `changed` may differ altogether.
    """
    assert len(clean) == len(found)
    for before, after in zip(clean, found, strict=True):
        assert before.keys() == after.keys()
        for name in before.keys() - {changed}:
            assert before[name].shape == after[name].shape, name
            number = np.isfinite(after[name])
            np.testing.assert_array_equal(after[name][number], before[name][number], name)
            if not spread:
                assert (~number).sum() <= np.ceil(number.size / 12), f"{name} has more of them"


_RIGHT: dict[str, tuple[list[Arrays], set[str]]] = {}
"""What each filter makes of the sound item, and says: computed once, not for each example."""


def _right(
    key: str,
    arguments: Mapping[str, Any],
    source: Any,
    sound: Callable[[], Any],
    arrays: Callable[[Any], Arrays],
) -> tuple[list[Arrays], set[str]]:
    if key not in _RIGHT:
        made = _passed(key, arguments, source, sound())
        assert made is not None, "it refuses what is sound"
        _RIGHT[key] = [arrays(each) for each in made[0]], set(made[1])
    return _RIGHT[key]


def _judge(
    right: tuple[list[Arrays], set[str]],
    other: tuple[list[Any], list[str]] | None,
    arrays: Callable[[Any], Arrays],
    **options: Any,
) -> None:
    if other is None or set(other[1]) - right[1]:
        return
    _check_right(right[0], [arrays(item) for item in other[0]], **options)


CRYSTALS = SyntheticCrystals(count=1, repeat=1)


def _crystal(where: str = "", row: int = 0, value: float = 0.0) -> Any:
    from ase.calculators.singlepoint import SinglePointCalculator

    (atoms,) = CRYSTALS[0]
    results = {name: np.array(atoms.calc.results[name]) for name in ("energy", "forces", "stress")}
    if where == "positions":
        atoms.positions[row, 1] = value
    elif where == "cell":
        cell = atoms.cell.array.copy()
        cell[row % 3, row % 3] = value
        atoms.cell[:] = cell
    elif where:
        results[where].reshape(-1)[row % results[where].size] = value
    results["energy"] = float(results["energy"])
    atoms.calc = SinglePointCalculator(atoms, **results)
    return atoms


def _of_structure(atoms: Any) -> Arrays:
    found = {"positions": atoms.positions, "cell": atoms.cell.array}
    results = atoms.calc.results if atoms.calc is not None else {}
    for store in (results, atoms.info, atoms.arrays):
        found |= {str(name): np.asarray(value) for name, value in store.items()}
    return {name: values for name, values in found.items() if values.dtype.kind == "f"}


@pytest.mark.parametrize("name", OF_ATOMS)
@FEW
@given(
    where=st.sampled_from(["positions", "cell", "energy", "forces", "stress"]),
    row=st.integers(0, 3),
    value=NONE,
)
def test_structure_filters(name: str, where: str, row: int, value: float) -> None:
    if name == "StandardCell":
        pytest.importorskip("spglib")
    arguments = OF_ATOMS[name]
    clean = _right(f"atoms.{name}", arguments, CRYSTALS, _crystal, _of_structure)
    found = _passed(f"atoms.{name}", arguments, CRYSTALS, _crystal(where, row, value))
    _judge(clean, found, _of_structure, spread=where not in ("positions", "cell"))
    if found is not None and where not in ("positions", "cell"):
        kept = [values for atoms in found[0] for values in _of_structure(atoms).values()]
        assert any(not np.isfinite(values).all() for values in kept), "it made a number of it"


MESHES = {
    shape: SyntheticSource(count=1, shape=shape, resolution=4) for shape in ("box", "terrain")
}
SURFACES = {"Decimate", "Normals", "FaceQuantities"}


def _mesh(shape: str, row: int = 0, value: float | None = None) -> Any:
    (mesh,) = MESHES[shape][0]
    if value is not None:
        points = np.array(mesh.points)
        points[row, row % 3] = value
        mesh.points = points
    return mesh


def _of_mesh(mesh: Any) -> Arrays:
    found = {"points": np.asarray(mesh.points)}
    for kind in ("point_data", "cell_data", "field_data"):
        fields = getattr(mesh, kind)
        found |= {f"{kind}/{name}": np.asarray(fields[name]) for name in fields.keys()}  # noqa: SIM118
    return {name: values for name, values in found.items() if values.dtype.kind == "f"}


@pytest.mark.parametrize("name", OF_MESHES)
@FEW
@given(row=st.integers(0, 24), value=NONE)
def test_mesh_filters(name: str, row: int, value: float) -> None:
    shape = "terrain" if name in SURFACES else "box"
    arguments, source = OF_MESHES[name], MESHES[shape]
    clean = _right(f"mesh.{name}", arguments, source, lambda: _mesh(shape), _of_mesh)
    found = _passed(f"mesh.{name}", arguments, source, _mesh(shape, row, value))
    _judge(clean, found, _of_mesh)


FIELDS = SyntheticFieldSource(count=1)


@cache
def _read_fields() -> Any:
    (item,) = FIELDS[0]
    return item.load()


def _fields(axis: str = "", row: int = 0, value: float = 0.0) -> Any:
    item = _read_fields().copy(deep=True)
    if axis:
        points = item[axis].values.astype(float)
        points[row] = value
        item = item.assign_coords({axis: (axis, points, item[axis].attrs)})
    return item


def _of_fields(item: Any) -> Arrays:
    found = {str(name): variable.values for name, variable in item.variables.items()}
    return {name: values for name, values in found.items() if values.dtype.kind == "f"}


@pytest.mark.parametrize("name", OF_GRIDS)
@FEW
@given(axis=st.sampled_from(["latitude", "longitude"]), row=st.integers(0, 90), value=NONE)
def test_grid_filters(name: str, axis: str, row: int, value: float) -> None:
    arguments = OF_GRIDS[name]
    clean = _right(f"grid.{name}", arguments, FIELDS, _fields, _of_fields)
    found = _passed(f"grid.{name}", arguments, FIELDS, _fields(axis, row, value))
    _judge(clean, found, _of_fields)


def test_scaling_fields_does_not_look_at_where_points_are() -> None:
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [np.nan] * 3])
    cells = pv.PolyData(points, faces=[3, 0, 1, 2])
    cells.point_data["p"] = [1.0, np.nan, 3.0, 4.0]
    for kind in (Standardize, Normalize):
        (scaled,) = kind(offset={"p": 1.0}, scale={"p": 2.0})(iter([cells]))
        np.testing.assert_array_equal(scaled.point_data["p"], [0, np.nan, 1, 1.5])
