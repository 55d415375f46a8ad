"""Distances to patches of the item itself."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import OpenFOAMSource, SurfaceDistance, VTKSource, VTUSink
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.origin import current_origin

CAVITY = Path(__file__).parents[1] / "data" / "cavity"


def run(source: Any, step: Any = None) -> tuple[dict[str, Any], set[str]]:
    """Return the items of index 0 by the block that they say they are, and what was said."""
    said: set[str] = set()
    with noting(lambda _, words: said.add(str(words))):
        items = source[0] if step is None else step(source[0])
        found = {origin.block: mesh for mesh in items if (origin := current_origin())}
    assert current_origin() is None
    return found, said


@pytest.fixture
def channel(tmp_path: Path) -> Path:
    """A box of air over a floor of two halves, below a lid."""
    air = pv.ImageData(dimensions=(5, 4, 6), spacing=(0.5, 0.5, 0.2))
    halves = {
        side: pv.Plane(center=(x, 0.75, 0), i_size=1, j_size=1.5).triangulate()
        for side, x in (("left", 0.5), ("right", 1.5))
    }
    lid = pv.Plane(center=(1, 0.75, 1), i_size=2, j_size=1.5)
    parts = {"air": air, "floor": pv.MultiBlock(halves), "lid": lid}
    pv.MultiBlock(parts).save(tmp_path / "channel.vtm")
    return tmp_path


def test_distances_to_a_patch_are_those_to_its_faces(channel: Path) -> None:
    source = VTKSource(channel, "*.vtm", blocks="each")
    step = pickle.loads(pickle.dumps(SurfaceDistance(blocks=["floor/*"], signed=False)))
    items, said = run(source, step)
    assert list(items) == ["air", "floor/left", "floor/right", "lid"]
    assert not said
    for mesh in items.values():
        heights = np.asarray(mesh.points)[:, 2]
        np.testing.assert_allclose(mesh.point_data["distance"], heights, atol=1e-7)
    one, said = run(source, SurfaceDistance(blocks=["floor/left"], at="cells"))
    centers = one["air"].cell_centers().points
    beyond = np.maximum(centers[:, 0] - 1, 0)
    exact = np.hypot(beyond, centers[:, 2])
    np.testing.assert_allclose(abs(one["air"].cell_data["distance"]), exact, atol=1e-6)
    assert said == {"the surface is open, so the sign of the distance is that of its side"}


def test_each_block_reaches_the_sink_with_its_distances(channel: Path, tmp_path: Path) -> None:
    source = VTKSource(channel, "*.vtm", blocks="each", block_names=["air", "lid"])
    step = SurfaceDistance(blocks=["lid"], signed=False)
    paths = source.filter(step).write(VTUSink(tmp_path / "out", "{stem}_{item}"))[0]
    assert [Path(path).name for path in paths] == ["channel_0.vtu", "channel_1.vtu"]
    air = pv.read(paths[0])
    np.testing.assert_allclose(air["distance"], 1 - np.asarray(air.points)[:, 2], atol=1e-7)


def test_walls_of_an_openfoam_case() -> None:
    source = OpenFOAMSource(CAVITY, patches=["*"], blocks="each")
    names = list(run(source)[0])
    wall = next(name for name in names if "movingWall" in name)
    items, _ = run(source, SurfaceDistance(blocks=["*movingWall"], signed=False))
    assert list(items) == names
    top = np.asarray(items[wall].points)[:, 1].max()
    inside = items[names[0]]
    heights = np.asarray(inside.points, float)[:, 1]
    np.testing.assert_allclose(inside.point_data["distance"], top - heights, atol=1e-8)


def test_what_has_no_such_patch_is_named(channel: Path, tmp_path: Path) -> None:
    source = VTKSource(channel, "*.vtm", blocks="each")
    blocks = "air, floor/left, floor/right, lid"
    with pytest.raises(MeshError, match=f"has no block 'roof'; its blocks: {blocks}"):
        run(source, SurfaceDistance(blocks=["roof"]))
    with pytest.raises(MeshError, match="has no block 'lid'; its blocks: none"):
        run(VTKSource(channel, "*.vtm"), SurfaceDistance(blocks=["lid"]))
    points = pv.MultiBlock({"a": pv.Sphere(), "dots": pv.PolyData(np.eye(3))})
    (tmp_path / "p").mkdir()
    points.save(tmp_path / "p" / "p.vtm")
    dots = VTKSource(tmp_path / "p", "*.vtm", blocks="each")
    with pytest.raises(MeshError, match="block 'dots': has no surface to take distances to"):
        run(dots, SurfaceDistance(blocks=["dots"]))
    assert [p for p, _ in SurfaceDistance(Path("a.stl"), blocks=["x"]).problems()] == ["blocks"]


def test_blocks_of_several_times_are_refused() -> None:
    step = SurfaceDistance(blocks=["*"])
    with pytest.raises(MeshError, match="has several blocks '', as of several time steps"):
        list(step(iter([pv.Sphere(), pv.Sphere()])))
