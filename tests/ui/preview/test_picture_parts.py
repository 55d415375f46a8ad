"""The parts of pictures that need no process: grids, atoms, cameras, ranges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.preview.pictures import PictureCalls, Wanted
from curator_gui.app.preview.process import PreviewProcess
from curator_gui.core.measuring.inspection import AtomsPicture, Image, Raster, View, summarise
from curator_gui.run.helper.preview import common_limits
from curator_gui.ui.plots.histograms import HistogramPlot
from curator_gui.ui.plots.image import ImagePlot, evenly, value_range
from curator_gui.ui.preview.comparison import covering
from curator_gui.ui.preview.fields.words import number_text
from curator_gui.ui.preview.pictures.atoms_picture import (
    AtomsView,
    cell_corners,
    cell_edges,
    rotation,
)
from curator_gui.ui.preview.pictures.camera import MAX_TILT, Camera, CameraControl
from curator_gui.ui.preview.pictures.picture import ItemPicture

coordinates = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12, unique=True)


@given(coordinates)
def test_evenly_spaced_columns_come_from_the_nearest_place(values):
    x = np.array(values)
    columns, wanted = evenly(np.stack([x, -x]), x)
    assert columns.shape == (2, len(x))
    assert np.all(np.diff(wanted) > 0)
    distance = np.abs(columns[0] - wanted)
    nearest = np.abs(x[None, :] - wanted[:, None]).min(axis=1)
    assert np.allclose(distance, nearest, atol=1e-3 * np.ptp(x) / len(x) + 1e-12)
    assert np.array_equal(columns[1], -columns[0])


def test_descending_latitudes_are_turned_over():
    values, y = evenly(np.array([[1.0, 2.0, 3.0]]), np.array([90.0, 0.0, -90.0]))
    assert y.tolist() == [-90.0, 0.0, 90.0]
    assert values.tolist() == [[3.0, 2.0, 1.0]]


def test_image_has_axes_units_and_gaps(qtbot):
    plot = ImagePlot()
    qtbot.addWidget(plot)
    values = np.arange(12.0).reshape(3, 4)
    values[0, 0] = np.nan
    x, y = np.arange(4.0), np.array([20.0, 10.0, 0.0])
    plot.show_image(Image(values, x, y, "lon (deg)", "lat (deg)", "t", "K"))
    assert plot._bar.levels() == (1.0, 11.0)
    assert plot.getAxis("left").labelText == "lat (deg)"
    (left, right), (bottom, top) = plot.viewRange()
    assert (left, right, bottom, top) == (-0.5, 3.5, -5.0, 25.0)
    plot.show_image(Image(np.full((2, 2), 3.0), x[:2], y[:2], "", ""), (0.0, 6.0))
    assert plot._bar.levels() == (0.0, 6.0)
    assert value_range(np.array([np.nan])) is None
    plot.show_image(Image(np.full((2, 2), np.nan), x[:2], y[:2], "", ""))


def test_histogram_shows_one_value_and_none(qtbot):
    plot = HistogramPlot()
    qtbot.addWidget(plot)
    plot.show_field(summarise("a", "point", np.array([2.0, 2.0])))
    assert plot.viewRange()[0][0] < 2 < plot.viewRange()[0][1]
    plot.show_field(summarise("a", "point", np.array(["x"])))
    assert len(plot._bars.opts["height"]) == 0
    plot.show_field(summarise("a", "point", np.arange(5)), (-10.0, 10.0))
    assert plot.viewRange()[0][0] < -9


@given(st.floats(-400, 400), st.floats(-400, 400))
def test_turned_atoms_keep_their_shape(right, up):
    camera = Camera().turned(right, up)
    assert abs(camera.elevation) <= MAX_TILT
    assert -180 <= camera.azimuth <= 180
    matrix = rotation(camera)
    assert np.allclose(matrix.T @ matrix, np.eye(3), atol=1e-9)
    assert np.linalg.det(matrix) == pytest.approx(1.0)


def test_nearer_atoms_hide_those_behind(qtbot):
    control = CameraControl()
    view = AtomsView(control)
    qtbot.addWidget(view)
    view.resize(200, 200)
    toward = rotation(control.camera)[:, 2]
    near, far = toward * 3, -toward * 3
    red, blue = (255, 0, 0), (0, 0, 255)
    for positions, colors in (([near, far], [red, blue]), ([far, near], [blue, red])):
        picture = AtomsPicture(np.array(positions), np.ones(2), np.array(colors, np.uint8))
        view.show_atoms(picture)
        middle = view.grab().toImage().pixelColor(100, 100)
        assert middle.red() > middle.blue() + 50
    control.take(control.camera.turned(180, 0))
    middle = view.grab().toImage().pixelColor(100, 100)
    assert control.camera.azimuth in (-180, 180)
    assert middle.isValid()


def test_cell_has_twelve_edges_of_its_lengths():
    corners = cell_corners(np.diag([1.0, 2.0, 3.0]))
    lengths = [np.linalg.norm(corners[a] - corners[b]) for a, b in cell_edges()]
    assert sorted(lengths) == [1.0] * 4 + [2.0] * 4 + [3.0] * 4
    assert len(cell_corners(np.zeros((0, 3)))) == 0


def raster(low, high):
    return Raster(np.zeros((1, 1, 3), np.uint8), "", low, high)


def test_common_limits_cover_unlike_pictures():
    assert common_limits([raster(0.0, 1.0), raster(-2.0, 0.5)]) == (-2.0, 1.0)
    assert common_limits([raster(0.0, 1.0), raster(0.0, 1.0)]) is None
    assert common_limits([raster(0.0, 1.0), raster(None, None)]) is None
    assert covering([None, (1.0, 2.0), (0.0, 1.5)]) == (0.0, 2.0)
    assert covering([None]) is None


def test_numbers_are_short_and_have_a_true_minus():
    assert [number_text(v) for v in (None, 0.0, -1.5, 123456.0)] == [
        "",
        "0",
        "\u22121.5",
        "1.235e+05",
    ]


class StandInProcess(PreviewProcess):
    """Draws nothing, but answers: each answer tells which wish it belongs to."""

    class HelperProcess:
        def call(self, what, function, shelf, places, view, timeout):
            return [raster(view.azimuth, 1e9)]

    @property
    def helper(self):
        return self.HelperProcess()


def test_while_drawing_only_the_newest_wish_is_remembered(qtbot):
    pictures = PictureCalls(StandInProcess())
    drawn = []
    pictures.drawn.connect(lambda wanted, answers: drawn.append(answers[0].minimum))
    for angle in range(50):
        pictures.want(Wanted("steps", ((0, 0),), View(azimuth=float(angle))))
    qtbot.waitUntil(lambda: not pictures.busy, timeout=10_000)
    assert drawn == [0.0, 49.0]
    pictures.want(Wanted("steps", ((0, 0),), View()))
    pictures.cancel()
    assert not pictures.busy


@pytest.mark.parametrize("widths", [[296], [700], [700, 296], [296, 700]])
def test_a_long_caption_leaves_the_bar_in_sight(qtbot, widths):
    plot = ImagePlot()
    qtbot.addWidget(plot)
    plot.resize(widths[0], 220)
    plot.show()
    x, y = np.arange(4.0), np.arange(3.0)
    caption = "temperature, time 2017-01-01T00:00, isobaricInhPa 850, number 3"
    plot.show_image(Image(np.ones((3, 4)), x, y, "longitude", "latitude", caption, "K"))
    qtbot.waitExposed(plot)
    plot.resize(widths[-1], 220)
    bar = plot._bar.getAxis("right").sceneBoundingRect()
    assert 0 < bar.left() < bar.right() <= plot.width()
    assert (plot.toolTip() == caption) == (widths[-1] == 296)


def test_the_first_picture_says_what_it_waits_for(qtbot):
    pictures, shown = PictureCalls(StandInProcess()), ItemPicture(CameraControl())
    qtbot.addWidget(shown)
    shown.wait(first=pictures.first)
    assert "libraries and the graphics" in shown.message.text()
    pictures.want(Wanted("steps", ((0, 0),), View()))
    qtbot.waitUntil(lambda: not pictures.busy, timeout=10_000)
    shown.wait(first=pictures.first)
    assert shown.message.text() == "Drawing the picture..."


def test_a_picture_without_a_field_has_all_the_room_and_one_value_one_color(qtbot):
    shown = ItemPicture(CameraControl())
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show()
    with_bar = shown.picture_size(bar=True)
    assert shown.picture_size(bar=False).width() == shown.raster.width() > with_bar.width()
    shown.show_picture(raster(3.0, 3.0), None)
    image = shown.grab().toImage()
    x = shown.raster.width() - shown.raster._bar_room() + 8 + 6
    colors = {image.pixelColor(x, y).rgb() for y in range(60, 250, 10)}
    assert len(colors) == 1  # no scale from 3 to 3
