"""Checking a component on items with NaN: equal places are equal, and mesh filters refuse."""

from __future__ import annotations

from typing import Any

import ase
import numpy as np
import pytest
import pyvista as pv
import xarray as xr

from curator_gui.core import filter_component
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import MeshFilter
from curator_gui.testing import check_filter


@filter_component
def unlike(item: Any) -> Any:
    """Return the item."""
    return item.copy()


class Colored(MeshFilter):
    """A mesh filter as somebody writes it."""

    name, description = "Colored", "Adds a field."

    def apply(self, mesh: Any) -> Any:
        result = mesh.copy()
        result.point_data["color"] = np.arange(mesh.n_points)
        return result


class ColoredAnywhere(Colored):
    """The same, which does not look at where points are."""

    ignores_places = True


def _mesh() -> Any:
    mesh = pv.Sphere(theta_resolution=4, phi_resolution=4)
    points = np.array(mesh.points)
    points[2, 1] = np.nan
    mesh.points = points
    mesh.point_data["p"] = np.full(mesh.n_points, np.nan)
    return mesh


def _structure() -> Any:
    return ase.Atoms("H2", positions=[[0, 0, 0], [0, np.nan, 1.0]])


def _fields() -> Any:
    return xr.Dataset({"t": ("x", [1.0, np.nan])})


@pytest.mark.parametrize("make", [_mesh, _structure, _fields])
def test_items_with_nan_can_be_checked(make: Any) -> None:
    check_filter(unlike, items=[make(), make()])


def test_a_mesh_filter_of_somebody_refuses_points_that_are_nowhere_unless_it_says_so() -> None:
    with pytest.raises(MeshError, match="point 2 has a coordinate that is NaN or infinite"):
        list(Colored()(iter([_mesh()])))
    check_filter(ColoredAnywhere, items=[_mesh(), _mesh()])
