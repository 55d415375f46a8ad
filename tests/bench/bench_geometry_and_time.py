"""What graphs, distances, motions and steps along the time cost above the libraries' bare calls.

Run `python -m tests.bench.bench_geometry_and_time`: it prints processor milliseconds per item of
the calls that a script would make (VTK, pyvista, SciPy, xarray, ASE), of our step, and the share
that ours is above them. Both take turns; each counts with its best round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import xarray as xr
from scipy.spatial import cKDTree
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkFiltersCore import vtkExtractEdges

from curator_gui.core.notes import noting
from curator_gui.domains.atoms import RandomRotation, SyntheticCrystals
from curator_gui.domains.grid import (
    AreaStatistics,
    Derive,
    LongitudeConvention,
    PeriodStatistics,
    RollingWindow,
    TimeAxis,
)
from curator_gui.domains.mesh import (
    FaceQuantities,
    MeshGraph,
    MeshTableSource,
    NearestGraph,
    RadiusGraph,
    Rotate,
    Scale,
    SurfaceDistance,
)

ROUNDS = 7
LIMIT = 0.05
FIXED = 1e-4
"""Seconds per item that no share is made of: what a step costs however small the item is."""

Call = Callable[[], Any]


@dataclass
class Line:
    """Seconds per item: by the library alone, and by us."""

    name: str
    library: float
    ours: float

    @property
    def is_dear(self) -> bool:
        above = self.ours - self.library
        return above > FIXED and self.share > LIMIT

    @property
    def share(self) -> float:
        return self.ours / self.library - 1

    def __str__(self) -> str:
        return (
            f"{self.name:<34}{self.library * 1e3:>12.2f}{self.ours * 1e3:>12.2f}{self.share:>9.1%}"
        )


def through(step: Any, item: Any) -> Call:
    return lambda: list(step(iter([item])))


def graph_of(mesh: Any, pairs: Any) -> Any:
    """Make lines and edge features of pairs, as a script would."""
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    lines = np.column_stack([np.full(len(pairs), 2), pairs])
    graph = pv.PolyData(np.array(mesh.points), lines=lines)
    steps = mesh.points[pairs[:, 1]] - mesh.points[pairs[:, 0]]
    graph.cell_data["relative_position"] = steps
    graph.cell_data["length"] = np.linalg.norm(steps, axis=1)
    return graph


def nearest(mesh: Any) -> Any:
    _, found = cKDTree(mesh.points).query(mesh.points, k=9)
    starts = np.repeat(np.arange(len(found)), 8)
    return graph_of(mesh, np.column_stack([starts, found[:, 1:].ravel()]))


def edges(mesh: Any) -> Any:
    extract = vtkExtractEdges()
    extract.SetInputData(mesh)
    extract.UseAllPointsOn()
    extract.Update()
    lines = vtk_to_numpy(extract.GetOutput().GetLines().GetConnectivityArray())
    return graph_of(mesh, lines.reshape(-1, 2))


def face_quantities(mesh: Any) -> Any:
    sized = mesh.compute_cell_sizes(length=False, volume=False)
    normals = mesh.compute_normals(
        point_normals=False, consistent_normals=False, split_vertices=False
    )
    return sized, normals, mesh.cell_centers()


def mesh_cases() -> Iterator[tuple[str, Call, Call]]:
    sphere = pv.Sphere(theta_resolution=200, phi_resolution=200)
    sphere.clear_data()
    sphere.point_data["U"] = np.random.default_rng(0).random((sphere.n_points, 3))
    box = pv.ImageData(dimensions=(21, 21, 21), spacing=(0.1,) * 3, origin=(-1, -1, -1))
    hexahedra = pv.ImageData(dimensions=(31, 31, 31)).cast_to_unstructured_grid()
    surface = pv.Sphere(theta_resolution=40, phi_resolution=40)
    yield "graph of mesh edges", lambda: edges(hexahedra), through(MeshGraph(), hexahedra)
    yield "graph of 8 neighbors", lambda: nearest(sphere), through(NearestGraph(8), sphere)
    pairs = lambda: cKDTree(sphere.points).query_pairs(0.03, output_type="ndarray")  # noqa: E731
    yield (
        "graph within a radius",
        lambda: graph_of(sphere, pairs()),
        through(RadiusGraph(0.03), sphere),
    )
    yield (
        "centers, areas, normals",
        lambda: face_quantities(sphere),
        through(FaceQuantities(), sphere),
    )
    with TemporaryDirectory() as folder:
        surface.save(Path(folder) / "s.stl")
        step = SurfaceDistance(Path(folder) / "s.stl")
        list(step(iter([box])))  # reads the surface, once for all items
        yield "signed distance", lambda: box.compute_implicit_distance(surface), through(step, box)
        sphere.save(Path(folder) / "a.vtp")
        (Path(folder) / "t.csv").write_text("file,speed\na.vtp,3\n")
        source = MeshTableSource(Path(folder) / "t.csv", "file")
        len(source)
        yield (
            "mesh of a table's row",
            lambda: pv.read(Path(folder) / "a.vtp"),
            lambda: list(source[0]),
        )
    yield (
        "rotation with vectors",
        lambda: sphere.rotate_vector((1, 2, 3), 30, transform_all_input_vectors=True),
        through(Rotate([1.0, 2, 3], 30.0), sphere),
    )
    yield "scaling", lambda: sphere.scale(0.001), through(Scale(from_unit="mm"), sphere)


def weather() -> xr.Dataset:
    times = np.datetime64("2020-01-01", "ns") + np.arange(96) * np.timedelta64(1, "h")
    values = np.random.default_rng(0).normal(size=(2, 96, 91, 180))
    data = {
        n: (("time", "lat", "lon"), v, {"units": "m s-1"})
        for n, v in zip("uv", values, strict=True)
    }
    return xr.Dataset(
        data,
        coords={
            "time": times,
            "lat": ("lat", np.linspace(90, -90, 91), {"units": "degrees_north"}),
            "lon": ("lon", np.arange(180) * 2.0, {"units": "degrees_east"}),
        },
    )


def grid_cases() -> Iterator[tuple[str, Call, Call]]:
    item = weather()
    shuffled = item.isel(time=np.random.default_rng(1).permutation(96))
    weights = np.cos(np.deg2rad(item["lat"]))
    turned = lambda: item.assign_coords(lon=(item["lon"] + 180) % 360 - 180).sortby("lon")  # noqa: E731
    yield "daily means", lambda: item.resample(time="1D").mean(), through(PeriodStatistics(), item)
    yield (
        "rolling mean of 6 hours",
        lambda: item.rolling(time=6).mean().isel(time=slice(5, None)),
        through(RollingWindow(6), item),
    )
    yield "sorted times", lambda: shuffled.sortby("time"), through(TimeAxis(), shuffled)
    yield "longitudes from -180", turned, through(LongitudeConvention("-180 to 180"), item)
    yield (
        "area mean",
        lambda: item.weighted(weights).mean(["lat", "lon"]),
        through(AreaStatistics(), item),
    )
    speed = lambda: item.assign(w=np.sqrt(item["u"] ** 2 + item["v"] ** 2))  # noqa: E731
    yield "formula", speed, through(Derive("w", "sqrt(u**2 + v**2)"), item)
    with_unit = Derive("w", "sqrt(u**2 + v**2)", "m s-1")
    yield "formula with units", speed, through(with_unit, item)


def atoms_cases() -> Iterator[tuple[str, Call, Call]]:
    source = SyntheticCrystals(1, repeat=5)
    [crystal] = source[0]
    crystal.calc = None

    def bare() -> None:
        copy = crystal.copy()
        copy.rotate(30, (1, 2, 3), rotate_cell=True)

    class One:
        def __getitem__(self, index: int) -> Any:
            from curator_gui.domains.atoms.origin import announced

            return announced(index, [crystal])

    yield "rotation of 500 atoms (no forces)", bare, lambda: list(RandomRotation()(One()[0]))


def measured(name: str, bare: Call, ours: Call) -> Line:
    best = [np.inf, np.inf]
    for turn in range(ROUNDS + 1):  # the first warms up
        for place, call in enumerate((bare, ours)):
            start = thread_time()
            call()
            spent = thread_time() - start
            best[place] = min(best[place], spent) if turn else np.inf
    return Line(name, *best)


def table() -> list[Line]:
    """Measure all cases."""
    with noting(lambda *_: None):
        return [
            measured(*case) for cases in (mesh_cases, grid_cases, atoms_cases) for case in cases()
        ]


@pytest.mark.bench
def test_our_steps_cost_little_above_the_libraries() -> None:
    lines = table()
    print()
    for line in lines:
        print(line)
    assert [line.name for line in lines if line.is_dear] == []


if __name__ == "__main__":
    print(f"{'ms of processor time per item':<34}{'library':>12}{'ours':>12}{'above':>9}")
    for found in table():
        print(found)
