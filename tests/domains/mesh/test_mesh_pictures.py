"""Pictures of meshes: what is drawn, from where, in which colors, also without graphics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import View
from curator_gui.domains.mesh.inspection import drawing, surface
from curator_gui.domains.mesh.inspection.camera import axes_of, half_height, home_view
from curator_gui.domains.mesh.inspection.describe import describe

pv = pytest.importorskip("pyvista")

angles = st.floats(-720, 720)
spans = st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e6)).map(lambda pair: (pair[0], sum(pair)))


@given(st.tuples(spans, spans, spans), angles, angles)
def test_axes_are_right_handed_and_upright(bounds, azimuth, elevation):
    home = home_view(np.array(bounds))
    axes = axes_of(home, View(azimuth=azimuth, elevation=elevation))
    assert np.allclose(axes.T @ axes, np.eye(3), atol=1e-9)
    assert np.linalg.det(axes) == pytest.approx(1.0)
    assert axes[:, 1] @ home.up > 0  # never upside down
    assert half_height(home, View()) > 0


@pytest.mark.parametrize("thin", [0, 1, 2])
def test_flat_meshes_are_seen_from_the_front_and_fill_the_picture(thin):
    bounds = np.array([[0, 4.0], [0, 4.0], [0, 4.0]])
    bounds[thin] = [0, 0.1]
    home = home_view(bounds)
    toward = axes_of(home, View())[:, 2]
    assert abs(toward[thin]) == pytest.approx(1.0)
    assert (home.half_width, home.half_height) == (2.0, 2.0)
    assert half_height(home, View(width=100, height=100)) == pytest.approx(2.12)
    assert half_height(home, View(width=50, height=100)) == pytest.approx(4.24)


@pytest.fixture
def grid():
    grid = pv.ImageData(dimensions=(5, 5, 5)).cast_to_unstructured_grid()
    grid.point_data["z"] = grid.points[:, 2]
    grid.cell_data["c"] = grid.cell_centers().points[:, 2]
    grid.cell_data["z"] = np.full(grid.n_cells, 7.0)
    return grid


def test_surface_knows_where_points_and_cells_come_from(grid):
    found = surface.drawn_surface(grid)
    assert found.shape.n_cells == 6 * 16
    assert np.allclose(found.shape.points[:, 2], grid.point_data["z"][found.points])
    centers = found.shape.cell_centers().points[:, 2]
    assert np.abs(centers - grid.cell_data["c"][found.cells]).max() <= 0.5


def test_large_surfaces_are_thinned_and_keep_their_values(monkeypatch):
    monkeypatch.setattr(surface, "MAX_DRAWN_CELLS", 1000)
    monkeypatch.setattr(surface, "FINEST", 20)
    hills = pv.ParametricRandomHills(u_res=100, v_res=100)
    hills.point_data["z"] = hills.points[:, 2]
    hills.cell_data["c"] = hills.cell_centers().points[:, 2]
    found = surface.drawn_surface(hills)
    assert 100 < found.shape.n_cells < hills.n_cells / 5
    assert np.allclose(found.shape.points[:, 2], hills.point_data["z"][found.points])
    extent = np.ptp(hills.points, axis=0)
    assert np.ptp(found.shape.points, axis=0) == pytest.approx(extent, rel=0.12)
    centers = found.shape.cell_centers().points[:, 2]
    step = extent.max() / 20
    assert np.abs(centers - hills.cell_data["c"][found.cells]).max() < 2 * step


@pytest.mark.workers
@pytest.mark.parametrize("rendered", [True, False])
def test_picture_has_the_colours_of_its_field(grid, monkeypatch, rendered):
    if not rendered:
        monkeypatch.setattr(drawing, "can_render", lambda: False)
    elif not drawing.can_render():
        pytest.skip("VTK cannot render here")
    view = View("z", "point", width=90, height=70, background=(0, 0, 255))
    raster = drawing.draw(grid, view)
    assert raster.pixels.shape == (70, 90, 3)
    assert (raster.minimum, raster.maximum) == (0.0, 4.0)
    assert tuple(raster.pixels[0, 0]) == (0, 0, 255)
    assert len(np.unique(raster.pixels.reshape(-1, 3), axis=0)) > 4
    turned = drawing.draw(grid, View("z", "point", 90, 70, 40, 10, background=(0, 0, 255)))
    assert not np.array_equal(turned.pixels, raster.pixels)
    again = drawing.draw(grid, view)
    assert np.array_equal(again.pixels, raster.pixels)


def test_place_limits_and_missing_fields(grid, monkeypatch):
    monkeypatch.setattr(drawing, "can_render", lambda: False)
    assert drawing.draw(grid, View("z", "cell")).maximum == 7.0
    assert drawing.draw(grid, View("z", "point")).maximum == 4.0
    assert drawing.draw(grid, View("c", "point")).maximum == 3.5  # it is only on the cells
    assert drawing.draw(grid, View("z", "point", limits=(-1.0, 9.0))).minimum == -1.0
    bare = drawing.draw(grid, View("nothing"))
    assert (bare.minimum, bare.caption) == (None, "")


def test_values_that_are_no_numbers_are_left_out(grid, monkeypatch):
    monkeypatch.setattr(drawing, "can_render", lambda: False)
    grid.point_data["z"][3] = np.nan
    grid.point_data["all"] = np.full(grid.n_points, np.nan)
    assert drawing.draw(grid, View("z", "point")).maximum == 4.0
    assert drawing.draw(grid, View("all", "point")).minimum is None


def test_empty_mesh_says_so():
    with pytest.raises(CuratorError, match="the mesh is empty"):
        drawing.draw(pv.PolyData(), View())


def test_probe_that_hangs_or_fails_means_no_rendering(monkeypatch):
    import subprocess

    def late(*args, **options):
        raise subprocess.TimeoutExpired("probe", 1)

    monkeypatch.setattr(drawing.subprocess, "run", late)
    monkeypatch.setenv("DISPLAY", ":77")
    drawing.can_render.cache_clear()
    try:
        assert drawing.can_render() is False
        assert drawing.os.environ["DISPLAY"] == ":77"
    finally:
        drawing.can_render.cache_clear()


@pytest.mark.parametrize("components", [2, 3, 9])
def test_picture_and_table_mean_the_length_of_vectors_and_both_say_so(
    grid, monkeypatch, components
):
    monkeypatch.setattr(drawing, "can_render", lambda: False)
    values = np.random.default_rng(1).normal(size=(grid.n_points, components))
    grid.point_data["U"] = values
    (shown,) = (f for f in describe(grid).fields if f.name == "U")
    picture = drawing.draw(grid, View("U", "point", 64, 64))
    assert shown.magnitude
    assert (shown.measured, picture.caption) == ("|U|", "|U|")
    assert (shown.minimum, shown.maximum) == (picture.minimum, picture.maximum)
    assert shown.maximum == pytest.approx(np.sqrt((values**2).sum(axis=1)).max())


def test_numbers_and_data_of_the_whole_mesh_are_no_vectors(grid):
    grid.point_data["p"] = np.arange(float(grid.n_points))
    grid.field_data["box"] = np.array([[0.0, -4.0]])
    found = {f.name: f for f in describe(grid).fields}
    assert (found["p"].measured, found["p"].magnitude) == ("p", False)
    assert (found["box"].minimum, found["box"].magnitude) == (-4.0, False)


def test_a_vector_with_one_missing_component_has_no_length_but_counts_once(grid):
    values = np.ones((grid.n_points, 3))
    values[0, 1] = np.nan
    grid.point_data["U"] = values
    (shown,) = (f for f in describe(grid).fields if f.name == "U")
    assert (shown.undefined, shown.minimum) == (1, pytest.approx(np.sqrt(3)))


@pytest.mark.workers
def test_a_quick_picture_is_not_smoothed_and_a_still_one_is_again(grid):
    if not drawing.can_render():
        pytest.skip("VTK cannot render here")
    drawing.draw(grid, View("", "", 64, 64, quick=True))
    window = drawing._stages[0].plotter.render_window
    assert window.GetMultiSamples() == 0
    drawing.draw(grid, View("", "", 64, 64))
    assert window.GetMultiSamples() == drawing._stages[0].samples > 0
