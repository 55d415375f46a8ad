"""The walls of a wind tunnel: closed, oriented, named, behind what an index holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.domains.mesh import CaseSource, TunnelBoundaries, VTUSink
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.geometry.tunnel import tunnel
from curator_gui.domains.mesh.origin import current_origin
from tests.fast import tried

BOX = {"x_min": -4.0, "x_max": 8.0, "y_min": -3.0, "y_max": 3.0, "height": 5.0}
lengths = st.floats(0.1, 100)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Two cases, each of a body and the flow around it, with different lowest points."""
    for number in range(2):
        folder = tmp_path / "data" / f"run_{number}"
        folder.mkdir(parents=True)
        body = pv.Sphere(radius=0.5, center=(0, 0, 0.4 + number))
        body.save(folder / "body.vtp")
        (folder / "forces.csv").write_text(f"cd,cl\n0.{number + 3},0.1\n")
        flow = pv.ImageData(dimensions=(4, 4, 4), origin=(-1, -1, -0.1 + number))
        flow.cast_to_unstructured_grid().save(folder / "flow.vtu")
    return tmp_path / "data"


def source(cases: Path) -> CaseSource:
    return CaseSource(
        cases,
        meshes={"body": "run_{case}/body.vtp", "flow": "run_{case}/flow.vtu"},
        numbers=["run_{case}/forces.csv"],
    )


def blocks(step: Any, cases: Path, index: int) -> dict[str, Any]:
    found = {}
    for mesh in step(source(cases)[index]):
        origin = current_origin()
        assert origin is not None
        assert origin.index == index
        found[origin.block] = mesh
    return found


def test_walls_stand_behind_the_blocks_of_each_index(cases: Path) -> None:
    found = blocks(TunnelBoundaries(**BOX, no_slip_from=-1.0, floor_block="body"), cases, 1)
    assert list(found) == ["body", "flow", "inlet", "outlet", "slip", "no_slip"]
    floor = found["body"].bounds[4]
    assert found["inlet"].bounds == pytest.approx((-4, -4, -3, 3, floor, floor + 5))
    assert found["outlet"].bounds == pytest.approx((8, 8, -3, 3, floor, floor + 5))
    assert found["no_slip"].bounds == pytest.approx((-1, 8, -3, 3, floor, floor))
    assert found["slip"].bounds == pytest.approx((-4, 8, -3, 3, floor, floor + 5))
    assert found["slip"].field_data["cd"].tolist() == [0.4]


@given(lengths, lengths, lengths, st.floats(0, 0.99), st.floats(0.5, 20))
@settings(max_examples=tried(20))
def test_any_tunnel_is_closed_and_its_normals_point_out(
    length: float, width: float, height: float, share: float, step: float
) -> None:
    edge = step * max(length, width, height) / 10
    parts = tunnel((0, length, 0, width, 0, height), share * length, edge)
    whole = pv.merge(list(parts.values())).extract_surface(algorithm="dataset_surface")
    whole = whole.clean(tolerance=1e-9)
    assert whole.n_open_edges == 0
    assert whole.is_manifold
    for part in parts.values():
        normals = part.compute_normals(auto_orient_normals=False, consistent_normals=False)
        outward = part.cell_centers().points - np.array([length, width, height]) / 2
        assert ((normals.cell_data["Normals"] * outward).sum(axis=1) > 0).all()
    assert sum(part.area for part in parts.values()) == pytest.approx(
        2 * (length * width + width * height + height * length), rel=1e-6
    )
    assert max(_longest_side(part) for part in parts.values()) <= edge * 2**0.5 * (1 + 1e-6)


def _longest_side(part: pv.PolyData) -> float:
    corners = part.points[part.regular_faces]
    return float(np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max())


def test_written_and_read_back(cases: Path, tmp_path: Path) -> None:
    pipeline = (
        source(cases)
        .filter(TunnelBoundaries(**BOX))
        .write(VTUSink(tmp_path / "out", "{stem}_{item}"))
    )
    outputs = pipeline[0]
    assert len(outputs) == 6
    floor = pv.read(outputs[5])
    assert floor.bounds == pytest.approx((-4, 8, -3, 3, -0.1, -0.1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"x_max": 0.2}, "reaches from -0.49.* to 0.49.* along x, out of the tunnel"),
        ({"height": 0.5}, "along z, out of the tunnel"),
        ({"floor": 0.2}, "along z, out of the tunnel"),
        ({"floor_block": "car"}, "has no block 'car' with points.*its blocks: body, flow"),
        ({"edge": 0.001}, r"would have [\d,]+ triangles"),
    ],
)
def test_what_does_not_fit_is_said(cases: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(MeshError, match=words):
        list(TunnelBoundaries(**(BOX | change))(source(cases)[0]))


def test_a_block_of_that_name_is_refused(cases: Path) -> None:
    named = CaseSource(cases, meshes={"inlet": "run_{case}/body.vtp"})
    with pytest.raises(MeshError, match="has a block 'inlet' already"):
        list(TunnelBoundaries(**BOX)(named[0]))


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"x_max": -4.0}, "x_max"),
        ({"y_max": -9.0}, "y_max"),
        ({"height": 0.0}, "height"),
        ({"edge": -1.0}, "edge"),
        ({"no_slip_from": 9.0}, "no_slip_from"),
        ({"floor": 1.0, "floor_block": "body"}, "floor_block"),
    ],
)
def test_what_makes_no_tunnel_is_a_problem(change: dict[str, Any], param: str) -> None:
    assert [name for name, _ in TunnelBoundaries(**(BOX | change)).problems()] == [param]
    assert list(TunnelBoundaries(**BOX).problems()) == []


def test_an_index_without_items_gets_no_walls() -> None:
    assert list(TunnelBoundaries(**BOX)(iter([]))) == []


def test_a_tunnel_has_finite_ends() -> None:
    endless = TunnelBoundaries(-1.0, float("inf"), -1.0, 1.0, 2.0, floor=float("nan"))
    assert [name for name, _ in endless.problems()] == ["x_max", "floor"]
