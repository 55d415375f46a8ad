"""Previews of the sample projects: fields, changes and pictures of real data."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from curator_gui.app.preview.pictures import Wanted
from curator_gui.core.measuring.inspection import AtomsPicture, Image, Raster, View
from curator_gui.ui.preview.fields import field_model

pytestmark = pytest.mark.workers

WAIT_MS = 90_000


@pytest.fixture
def preview_sample(qtbot, open_sample, wait_preview):
    def run(name: str, index: int = 3):
        window = open_sample(name)
        window.bench.previewing.preview_index(index)
        view = wait_preview(window)
        assert window.bench.previewing.controller.state.problem == ""
        qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
        return view

    return run


def cells(view, column):
    model = view.comparison.table.fields
    return [model.index(row, column).data() for row in range(model.rowCount())]


def pictures(view):
    return [panel.picture.picture for panel in view.comparison.panels]


def test_dam_break_is_rendered_with_one_range_and_turns(qtbot, preview_sample):
    pytest.importorskip("pyvista")
    view = preview_sample("dam-break")
    assert cells(view, field_model.FIELD) == [
        "|U| (added · point)",
        "alpha.water (added · point)",
        "|U| (removed · cell)",
        "alpha.water (removed · cell)",
    ]
    before, after = pictures(view)
    assert isinstance(before, Raster)
    assert (before.minimum, before.maximum) == (after.minimum, after.maximum)
    assert after.caption == "|U|"  # above the bar; and the table says the same of it
    shown = view.comparison.table.current.shown
    assert after.maximum == pytest.approx(max(shown.maximum, before.maximum))
    assert len(np.unique(before.pixels.reshape(-1, 3), axis=0)) > 20
    panel = view.comparison.after.picture.raster
    qtbot.mousePress(panel, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(panel, QPoint(160, 120))
    qtbot.mouseRelease(panel, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    assert view.comparison.control.camera.azimuth == -30.0
    qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
    turned = pictures(view)[1]
    assert turned.pixels.shape == after.pixels.shape
    assert not np.array_equal(turned.pixels, after.pixels)
    view.comparison.home.click()
    qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
    assert np.array_equal(pictures(view)[1].pixels, after.pixels)


def test_field_chooser_and_own_ranges(qtbot, preview_sample):
    pytest.importorskip("pyvista")
    view = preview_sample("dam-break")
    box = view.comparison.field_box
    box.setCurrentIndex(box.findText("alpha.water (point)"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
    assert view.comparison.table.current.name == "alpha.water"
    before, after = pictures(view)
    assert before.caption == after.caption == "alpha.water"
    assert after.maximum == pytest.approx(1.0)
    shared = before.minimum
    view.comparison.same_range.setChecked(False)
    qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
    before, after = pictures(view)
    assert before.minimum != after.minimum
    assert min(before.minimum, after.minimum) == shared


def test_era5_has_axes_and_units_and_no_shared_range_of_other_units(qtbot, preview_sample):
    pytest.importorskip("xarray")
    view = preview_sample("era5")
    view.steps.setCurrentRow(1)
    qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
    before, after = pictures(view)
    assert isinstance(before, Image)
    assert (before.unit, after.unit) == ("K", "degC")
    plots = [panel.picture.plot for panel in view.comparison.panels]
    assert plots[0].getAxis("left").labelText == "latitude (degrees_north)"
    assert plots[0].getAxis("bottom").labelText == "longitude (degrees_east)"
    assert plots[0]._bar.getAxis("right").labelText == "K"
    assert plots[0]._bar.levels()[0] > 150 > plots[1]._bar.levels()[1]
    assert "t (changed: range · variable)" in cells(view, field_model.FIELD)
    view.steps.setCurrentRow(2)
    qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
    assert plots[0]._bar.levels() == plots[1]._bar.levels()
    assert "t (changed: type · variable)" in cells(view, field_model.FIELD)


def test_qm9_is_painted_and_turns_in_the_window(qtbot, preview_sample):
    pytest.importorskip("ase")
    view = preview_sample("qm9")
    assert all(isinstance(picture, AtomsPicture) for picture in pictures(view))
    panel = view.comparison.after.picture.atoms
    first = panel.grab().toImage()
    qtbot.keyClick(panel, Qt.Key.Key_Right)
    assert not view.pictures.busy  # nothing is drawn elsewhere
    assert panel.grab().toImage() != first
    view.steps.setCurrentRow(1)
    assert view.comparison.table.current.change == "changed"  # the most telling field
    assert "changed" in view.comparison.changes.text()
    view.steps.setCurrentRow(3)
    assert view.comparison.changes.text() == "1 added"
    assert view.comparison.table.current.name == "energy_per_atom"
    words = cells(view, field_model.FIELD)
    assert "energy_per_atom (added · info)" in words


def test_picture_drawn_for_less_room_is_drawn_again(qtbot, preview_sample):
    pytest.importorskip("pyvista")
    view = preview_sample("dam-break")
    panel = view.comparison.after.picture
    height, width, _ = panel.picture.pixels.shape
    small = pictures(view)
    view.comparison._show_pictures(
        Wanted("steps", ((1, 0), (2, 0)), View(width=64, height=64)), small
    )
    assert view.pictures.busy
    qtbot.waitUntil(lambda: not view.pictures.busy, timeout=WAIT_MS)
    room = panel.raster.picture_size(bar=True)
    assert panel.picture.pixels.shape == (room.height(), room.width(), 3) == (height, width, 3)
