"""NaN and infinity in one of several items, for filters that compare items or learn from them.

As in `test_values_that_are_none`: each refuses such an item in words, says something about it, or
is right. What it makes of the others is what it makes of them without it, unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache, reduce
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import xarray as xr
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator

from curator_gui.core import Registry, Source
from curator_gui.core.components import Pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.filters.fitting import FittedFilter, waits_for_constants
from curator_gui.core.notes import noting
from curator_gui.domains import register_all
from curator_gui.domains.atoms.origin import announced
from curator_gui.domains.mesh import SeriesDerivative, VTKSource
from tests.domains.test_values_that_are_none import WITH_MORE

REGISTRY = register_all(Registry())
NONE = [np.nan, np.inf, -np.inf]
SPOILED = 2
Given = Mapping[str, Mapping[str, Any]]
Arrays = dict[str, np.ndarray]


class Several(Source[Any]):
    """Items in memory."""

    name, description = "Several", "Items in memory."

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Iterator[Any]:
        yield from announced(index, [deepcopy(self.items[index])])


def refusable(step: Any, source: Source[Any]) -> tuple[list[list[Any]], list[str]] | None:
    try:
        return passed(step, source)
    except CuratorError:
        return None


def passed(step: Any, source: Source[Any]) -> tuple[list[list[Any]], list[str]]:
    """Return what a step makes of each index, and what it says."""
    said: list[str] = []
    with noting(lambda kind, words: said.append(words) if kind == "remark" else None):
        learned = fitted(step, source) if waits_for_constants(step) else step
        pipeline = Pipeline(source).filter(learned)
        return [list(pipeline.items(index)) for index in range(len(source))], said


def fitted(step: FittedFilter[Any], source: Source[Any]) -> FittedFilter[Any]:
    parts = [step.gather(item) for index in range(len(source)) for item in source[index]]
    return step.with_constants(step.fit(reduce(step.combine, parts)))


def crystals(where: str = "", value: float = 0.0) -> list[Any]:
    random = np.random.default_rng(3)
    found = []
    for number in range(6):
        atoms = Atoms("Cu2O", random.normal(size=(3, 3)), cell=np.eye(3) * 6, pbc=True)
        results = {"energy": -3.0 - 0.1 * random.normal(), "forces": random.normal(size=(3, 3))}
        if number == SPOILED and where == "positions":
            atoms.positions[1, 2] = value
        elif number == SPOILED and where == "cell":
            cell = atoms.cell.array.copy()
            cell[1, 1] = value
            atoms.cell[:] = cell
        elif number == SPOILED and where == "energy":
            results["energy"] = value
        elif number == SPOILED and where == "forces":
            results["forces"][1, 2] = value
        atoms.calc = SinglePointCalculator(atoms, **results)
        found.append(atoms)
    return found


def of_structure(atoms: Any) -> Arrays:
    found = {"positions": atoms.positions, **atoms.calc.results, **atoms.info}
    return {name: np.asarray(value, float) for name, value in found.items()}


def meshes(where: str = "", value: float = 0.0) -> list[Any]:
    found = []
    for number in range(5):
        mesh = pv.ImageData(dimensions=(4, 4, 4)).cast_to_unstructured_grid()
        mesh = mesh.extract_surface(algorithm=None) if where.startswith("surface") else mesh
        x = np.array(mesh.points)
        mesh.point_data["p"] = x[:, 0] + number**2
        mesh.cell_data["c"] = np.arange(mesh.n_cells) * 0.5 + number
        mesh.field_data["TimeValue"] = [float(number)]
        if number == SPOILED and where.endswith("points"):
            x[5, 1] = value
            mesh.points = x
        elif number == SPOILED and where.endswith("p"):
            mesh.point_data["p"][5] = value
        elif number == SPOILED and where.endswith("c"):
            mesh.cell_data["c"][5] = value
        elif number == SPOILED and where.endswith("time"):
            mesh.field_data["TimeValue"] = [value]
        found.append(mesh)
    return found


def of_mesh(mesh: Any) -> Arrays:
    found = {"points": np.asarray(mesh.points)}
    for kind in ("point_data", "cell_data", "field_data"):
        fields = getattr(mesh, kind)
        found |= {f"{kind}/{name}": np.asarray(fields[name]) for name in fields.keys()}  # noqa: SIM118
    return numbers(found)


def fields(where: str = "", value: float = 0.0) -> list[Any]:
    found = []
    for number in range(4):
        hours = number * 24 + np.arange(1, 25)
        time = np.datetime64("2020-01-01T00", "ns") + hours * np.timedelta64(1, "h")
        z = np.array([100000.0, 85000.0, 50000.0])
        lat = np.array([10.0, 20.0, 30.0, 40.0])
        t = np.arange(24 * 3 * 4 * 2.0).reshape(24, 3, 4, 2) ** 1.1 + number
        sums = np.arange(1, 25) % 12 + 1.0  # they begin anew every 12 hours
        tp = sums[:, None, None] * np.arange(1, 9).reshape(4, 2)
        if number == SPOILED and where == "t":
            t[7, 1, 2, 1] = value
        elif number == SPOILED and where == "tp":
            tp[7, 2, 1] = value
        elif number == SPOILED and where == "level":
            z[1] = value
        elif number == SPOILED and where == "latitude":
            lat[1] = value
        found.append(
            xr.Dataset(
                {
                    "t": (("time", "level", "latitude", "longitude"), t, {"units": "K"}),
                    "tp": (("time", "latitude", "longitude"), tp, {"units": "m"}),
                },
                {
                    "time": time,
                    "level": ("level", z, {"units": "Pa", "standard_name": "air_pressure"}),
                    "latitude": ("latitude", lat, {"units": "degrees_north"}),
                    "longitude": ("longitude", [5.0, 6.0], {"units": "degrees_east"}),
                },
            )
        )
    return found


def of_fields(item: Any) -> Arrays:
    return numbers({str(name): variable.values for name, variable in item.variables.items()})


def numbers(found: Mapping[str, np.ndarray]) -> Arrays:
    return {name: v.astype(float) for name, v in found.items() if v.dtype.kind in "fiu"}


def surfaces(where: str = "", value: float = 0.0) -> list[Any]:
    return meshes(f"surface {where}", value)


CRYSTALS = (crystals, of_structure, ["positions", "cell", "energy", "forces"])
MESHES = (meshes, of_mesh, ["points", "p", "c", "time"])
SURFACES = (surfaces, of_mesh, ["points", "p", "c"])
FIELDS = (fields, of_fields, ["t", "tp", "level", "latitude"])
OFFSET = {"offset": {"p": 1.0}, "scale": {"p": 2.0}}
WALLS = {"x_min": 0.0, "x_max": 3.0, "y_min": 0.0, "y_max": 3.0, "height": 3.0}
TRIED: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "atoms.Standardize": (CRYSTALS, {"properties": ["energy", "forces"]}),
    "atoms.DropDuplicates": (CRYSTALS, {}),
    "atoms.FarthestStructures": (CRYSTALS, {"count": 3}),
    "atoms.DropOutliers": (CRYSTALS, {"action": "mark"}),
    "mesh.Standardize": (MESHES, {}),
    "mesh.Normalize": (MESHES, {}),
    "mesh.Normalise": (MESHES, OFFSET),
    "mesh.GlobalData": (MESHES, {"values": {"a": 3.0}}),
    "mesh.SampleAtPoints": (MESHES, {"points": Path("points.csv")}),
    "mesh.Forces": (SURFACES, {}),
    "mesh.TunnelBoundaries": (SURFACES, WALLS),
    "grid.Standardize": (FIELDS, {}),
    "grid.Normalize": (FIELDS, {}),
    "grid.Anomaly": (FIELDS, {}),
    "grid.SelectLevels": (FIELDS, {"levels": [100000.0, 50000.0]}),
    "grid.InterpolateLevels": (FIELDS, {"levels": [90000.0]}),
    "grid.TimeAxis": (FIELDS, {}),
    "grid.PeriodStatistics": (FIELDS, {"least_times": 23}),
    "grid.RollingWindow": (FIELDS, {"window": 3}),
    "grid.LaggedFields": (FIELDS, {"lags": [2]}),
    "grid.Deaccumulate": (FIELDS, {"variables": ["tp"], "from_start": True}),
    "grid.StaticFields": (FIELDS, {"file": Path("static.nc"), "variables": ["lsm"]}),
}
ELSEWHERE = {
    "mesh.TimeDerivative", "mesh.SeriesDerivative",  # below: they want files with times
    "mesh.GlobalTable", "mesh.GlobalFile",  # they add what a file says, as `GlobalData` does
    "grid.Standardise",  # with the constants of a file, as `Standardize` has them
    "atoms.PythonStep", "mesh.PythonStep", "grid.PythonStep",  # code of somebody
}  # fmt: skip
LEAVE_OUT = {"grid.RollingWindow", "grid.PeriodStatistics"}
"""Their statistics are those of the values that are there, as they say."""

MOST_SPREAD = {"grid.RollingWindow": 3, "grid.LaggedFields": 2, "grid.Deaccumulate": 2}
"""Values that are none because of one, where a value is made of several."""


def test_every_filter_is_tried() -> None:
    wanted = {f"{domain}.{name}" for domain, names in WITH_MORE.items() for name in names}
    assert wanted == TRIED.keys() | ELSEWHERE


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beside")
    (folder / "points.csv").write_text("x,y,z\n0.5,0.5,0.5\n1.5,1.2,2.2\n")
    static = fields()[0][["t"]].isel(time=0, level=0, drop=True).rename(t="lsm")
    static.to_netcdf(folder / "static.nc")
    return folder


def made(key: str, arguments: Mapping[str, Any], beside: Path) -> Any:
    placed = {k: beside / v if isinstance(v, Path) else v for k, v in arguments.items()}
    return REGISTRY.get(key).cls(**placed)


@pytest.mark.parametrize(
    ("key", "where"), [(key, where) for key, ((_, _, ws), _) in TRIED.items() for where in ws]
)
def test_one_that_is_no_number_changes_nothing_else(key: str, where: str, beside: Path) -> None:
    (items, arrays, _), arguments = TRIED[key]
    clean = without_one(key, beside)
    learns = waits_for_constants(made(key, arguments, beside))
    results = []
    for value in NONE:
        other = refusable(made(key, arguments, beside), Several(items(where, value)))
        results.append(other)
        if other is not None and not set(other[1]) - set(clean[1]):
            judge(key, clean[0], other[0], arrays, learns)
            if key == "atoms.DropOutliers" and where in ("energy", "forces"):
                assert [atoms.info["outlier"] for (atoms,) in other[0]] == [0, 0, 1, 0, 0, 0]
    if learns:
        assert_learned_alike(results, arrays)


@cache
def without_one(key: str, beside: Path) -> tuple[list[list[Any]], list[str]]:
    """Return what a step makes of items that are all numbers; nobody changes them."""
    (items, _, _), arguments = TRIED[key]
    return passed(made(key, arguments, beside), Several(items()))


def judge(
    key: str,
    clean: list[list[Any]],
    found: list[list[Any]],
    arrays: Callable[[Any], Arrays],
    learns: bool,
) -> None:
    """Insist that nothing differs but what is no number, nor is that more than it may be."""
    for index, (before, after) in enumerate(zip(clean, found, strict=True)):
        assert len(before) == len(after), f"index {index} has other items"
        for one, other in zip(map(arrays, before), map(arrays, after), strict=True):
            assert one.keys() == other.keys()
            for name, values in one.items():
                if name == "outlier":
                    continue
                there = np.isfinite(values) & np.isfinite(other[name])
                if not learns and key not in LEAVE_OUT:
                    np.testing.assert_allclose(other[name][there], values[there], err_msg=name)
                gone = int(np.isfinite(values).sum() - there.sum())
                most = MOST_SPREAD.get(key, 1) if index == SPOILED else 0
                assert gone <= most, f"{name} of index {index} lost {gone} values"


def assert_learned_alike(results: list[Any], arrays: Callable[[Any], Arrays]) -> None:
    """Insist that the others are the same for whatever is no number: it is not learned from."""
    told = [[arrays(x) for x in found[0][0]] for found in results if found is not None]
    for one, other in pairwise(told):
        for before, after in zip(one, other, strict=True):
            for name, values in before.items():
                np.testing.assert_allclose(after[name], values, err_msg=name)


def series(folder: Path, where: str = "", value: float = 0.0) -> Path:
    folder.mkdir(exist_ok=True)
    names = []
    for number, mesh in enumerate(meshes(where, value)):
        names.append(f'<DataSet timestep="{number}" part="0" file="s_{number}.vtu"/>')
        mesh.save(folder / f"s_{number}.vtu")
    text = f'<VTKFile type="Collection"><Collection>{"".join(names)}</Collection></VTKFile>'
    (folder / "s.pvd").write_text(text)
    return folder


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("where", ["points", "p", "c"])
def test_rates_of_a_series_are_none_beside_one_that_is(
    tmp_path: Path, where: str, value: float
) -> None:
    step = SeriesDerivative(["p", "c"], velocity="v")
    clean = passed(step, VTKSource(series(tmp_path / "clean")))
    other = refusable(step, VTKSource(series(tmp_path / "other", where, value)))
    if other is None or set(other[1]) - set(clean[1]):
        return
    for before, after in zip(clean[0], other[0], strict=True):
        for name, values in of_mesh(before[0]).items():
            found = of_mesh(after[0])[name]
            there = np.isfinite(found)
            np.testing.assert_allclose(found[there], values[there], err_msg=name)
            assert (~there).sum() <= (3 if name.endswith("/v") else 1), name
