"""VTKHDF series whose steps differ in number of points alone, or in types of fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import VTKHDFSeriesSink, VTKSource
from tests.domains.mesh.sinks.test_mesh_vtkhdf_series import (
    TIMES,
    Given,
    at,
    check,
    read,
    run,
    still,
    write,
)


@pytest.mark.parametrize("kind", ["cloud", "unused", "surface"])
def test_other_numbers_of_points_for_the_same_cells(tmp_path: Path, kind: str) -> None:
    def mesh(count: int, time: float) -> Any:
        points = np.random.default_rng(count).normal(size=(count, 3))
        if kind == "unused":
            found = pv.UnstructuredGrid([3, 0, 1, 2], [pv.CellType.TRIANGLE], points)
        elif kind == "surface":
            found = pv.PolyData(points, faces=[3, 0, 1, 2])
        else:
            found = pv.PolyData()
            found.points = points
            found.SetVerts(None)
        found.point_data["q"] = np.arange(float(count)) + time
        return at(found, time)

    wanted = [mesh(count, time) for count, time in zip((5, 7, 5, 6, 3), TIMES, strict=True)]
    path = write(tmp_path, [[each] for each in wanted])
    for (_, found), each in zip(read(path), wanted, strict=True):
        check(found, each)
    run(Given([[each] for each in wanted]), VTKHDFSeriesSink(tmp_path), [1])
    for found, each in zip(VTKSource(tmp_path)[0], wanted, strict=True):
        check(found, each)


def test_whole_numbers_that_become_real_are_said(tmp_path: Path) -> None:
    items = [[still(t)] for t in TIMES[:3]]
    for [mesh], kind in zip(items, (np.int64, np.uint64, np.int64), strict=True):
        mesh.point_data["n"] = np.arange(mesh.n_points).astype(kind)
        mesh.point_data["m"] = np.arange(mesh.n_points).astype(np.int16)
    said = run(Given(items), VTKHDFSeriesSink(tmp_path), range(3))
    assert said == ["fields that are whole numbers in some steps become real: n"]
