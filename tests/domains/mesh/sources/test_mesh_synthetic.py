"""Synthetic meshes: the same in every process, different from index to index."""

from __future__ import annotations

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import SyntheticSource
from curator_gui.domains.mesh.sources.synthetic import SHAPES


@pytest.mark.parametrize(
    ("shape", "kind", "cells"),
    [("box", pv.UnstructuredGrid, 64), ("sphere", pv.PolyData, 16), ("terrain", pv.PolyData, 32)],
)
def test_shapes_have_their_fields(shape: str, kind: type, cells: int) -> None:
    source = SyntheticSource(count=3, shape=shape, resolution=4)
    assert len(source) == 3
    [mesh] = source[2]
    assert isinstance(mesh, kind)
    assert mesh.n_cells == cells
    assert mesh.point_data["temperature"].shape == (mesh.n_points,)
    assert mesh.cell_data["velocity"].shape == (mesh.n_cells, 3)
    assert np.abs(mesh.point_data["temperature"] - 300).max() <= 10
    assert mesh.field_data["TimeValue"] == [0.2]
    assert source.origin(2).stem == f"{shape}_000002"


@pytest.mark.parametrize("shape", SHAPES)
def test_seed_and_index_decide(shape: str) -> None:
    def fields(seed: int, index: int) -> np.ndarray:
        [mesh] = SyntheticSource(count=3, shape=shape, resolution=4, seed=seed)[index]
        return np.concatenate([mesh.points.ravel(), mesh.point_data["temperature"]])

    assert np.array_equal(fields(0, 1), fields(0, 1))
    assert not np.array_equal(fields(0, 1), fields(0, 2))
    assert not np.array_equal(fields(0, 1), fields(1, 1))
