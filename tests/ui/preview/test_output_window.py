"""The preview of an output file: from the results to facts, fields and a picture."""

from __future__ import annotations

import json
import os
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from curator_gui.app.preview.item_contents import ItemOutput
from curator_gui.app.preview.output import OutputController
from curator_gui.app.preview.reading import read_file
from curator_gui.app.results.alike import Alike
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.measuring.inspection import Image, Raster
from curator_gui.run.helper.preview import draw, preview_output
from tests.dataset.made import MADE, run

pytestmark = pytest.mark.workers

WAIT_MS = 60_000


def alone(path) -> Alike:
    output = ItemOutput(str(path))
    return Alike(output, (output,))


@pytest.fixture
def show_output(qtbot, window):
    def show(path, domain=""):
        window.bench.previewing.preview_output(alone(path), domain)
        output = window.bench.previewing.output
        qtbot.waitUntil(lambda: not output.controller.state.busy, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not output.pictures.busy, timeout=WAIT_MS)
        return output

    return show


def test_arrays_have_fields_and_an_image(show_output, tmp_path):
    np.savez(tmp_path / "a.npz", x=np.arange(12.0).reshape(3, 4))
    output = show_output(tmp_path / "a.npz")
    assert output.isVisible()
    assert output.windowTitle() == "a.npz - preview"
    assert output.comparison.table.current.name == "x"
    assert isinstance(output.comparison.after.picture.picture, Image)
    assert not output.comparison.before.isVisible()
    assert output.message.text == ""


def test_text_stands_in_the_place_of_the_picture(show_output, tmp_path):
    (tmp_path / "a.json").write_text('{"mean": 3}')
    output = show_output(tmp_path / "a.json")
    picture = output.comparison.after.picture
    assert picture.currentWidget() is picture.text
    assert picture.text.toPlainText() == '{"mean": 3}'


def test_file_that_cannot_be_read_says_why_and_the_next_works(show_output, tmp_path):
    output = show_output(tmp_path / "gone.npz")
    assert "no longer there" in output.message.text
    (tmp_path / "b.npz").write_bytes(b"PK no zip")
    assert "b.npz cannot be read" in show_output(tmp_path / "b.npz").message.text
    (tmp_path / "c.what").write_text("x")
    assert "no preview for files with .what" in show_output(tmp_path / "c.what").message.text
    np.save(tmp_path / "d.npy", np.ones(3))
    assert show_output(tmp_path / "d.npy").message.text == ""


def test_pictures_are_scaled_and_described(tmp_path):
    image = QImage(3000, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#204080"))
    image.save(str(tmp_path / "p.png"))
    found = preview_output(read_file, str(tmp_path / "p.png"), "mesh")
    assert dict(found.items[0].facts) == {"size": "3000 × 100 pixels", "format": "png"}
    (picture,) = draw("output", [(0, 0)], None)
    assert isinstance(picture, Raster)
    assert picture.pixels.shape[1] == 2048
    assert tuple(picture.pixels[0, 0]) == (0x20, 0x40, 0x80)
    (tmp_path / "q.png").write_bytes(b"no picture")
    assert (
        "q.png cannot be read"
        in preview_output(read_file, str(tmp_path / "q.png"), "").error.message
    )


def test_reading_that_hangs_is_stopped(qtbot, qapp, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")  # opening it waits for a writer
    controller = OutputController(Settings(tmp_path / "preferences.json"))
    controller.read(ItemOutput(str(tmp_path / "pipe.txt")), "")
    qtbot.waitUntil(lambda: controller.process.helper._executor is not None, timeout=WAIT_MS)
    began = time.monotonic()
    controller.cancel()
    assert time.monotonic() - began < 1
    assert controller.state.problem == "reading it was stopped"
    controller.stop()


def test_escape_closes_and_ends_its_process(qtbot, show_output, tmp_path):
    np.save(tmp_path / "d.npy", np.ones(3))
    output = show_output(tmp_path / "d.npy")
    process = next(iter(output.controller.process.helper._executor._processes.values()))
    qtbot.keyClick(output, Qt.Key.Key_Escape)
    assert not output.isVisible()
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=WAIT_MS)


def test_button_in_the_results_opens_it(qtbot, window, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([1]))
    window.bench.show_view("results")
    outputs = window.bench.running.results.detail.outputs
    outputs.show_paths([str(tmp_path / "a.json")])
    outputs.preview()
    output = window.bench.previewing.output
    qtbot.waitUntil(lambda: not output.controller.state.busy, timeout=WAIT_MS)
    assert output.controller.state.preview.items
    window.close()
    assert not output.isVisible()


def test_a_film_goes_through_the_outputs_of_a_run(qtbot, window, tmp_path):
    """The slider and the buttons go through the files of the same kind; the last one is read."""
    paths = tuple(str(tmp_path / f"{n}.npy") for n in range(5))
    outputs = tuple(map(ItemOutput, paths))
    for n, path in enumerate(paths):
        np.save(path, np.full((4, 4), float(n)))
    window.bench.previewing.preview_output(Alike(outputs[1], outputs, 1), "")
    output = window.bench.previewing.output
    rest = lambda: not output.busy and not output.film._rest.isActive()  # noqa: E731
    qtbot.waitUntil(rest, timeout=WAIT_MS)
    assert (output.slider.value(), output.slider.maximum()) == (1, 4)
    assert output.place.text() == "2 of 5, 1 other left out"
    output.film.on.click()
    qtbot.waitUntil(rest, timeout=WAIT_MS)
    assert output.windowTitle() == "2.npy - preview"
    assert output.comparison.after.title.text() == "2.npy, 1 item"
    assert output.comparison.after.picture.picture.values.max() == 2.0
    seen = []
    output.controller.changed.connect(lambda: seen.append(output.controller.state.path))
    output.film.toggle()
    qtbot.waitUntil(lambda: not output.film.playing and rest(), timeout=WAIT_MS)
    assert list(dict.fromkeys(seen)) == list(paths[3:])
    assert output.comparison.after.picture.picture.values.max() == 4.0
    assert output.controller.state.frame is None  # the file itself, not its frame
    output.close()


def test_one_file_alone_has_no_film(show_output, tmp_path):
    np.save(tmp_path / "d.npy", np.ones(3))
    output = show_output(tmp_path / "d.npy")
    assert not output.slider.isVisible()


def test_a_damaged_file_in_a_film_says_so_and_the_film_goes_on(qtbot, window, tmp_path):
    paths = tuple(str(tmp_path / f"{n}.npy") for n in range(4))
    outputs = tuple(map(ItemOutput, paths))
    for n, path in enumerate(paths):
        np.save(path, np.full((4, 4), float(n)))
    (tmp_path / "2.npy").write_bytes(b"no array")
    window.bench.previewing.preview_output(Alike(outputs[0], outputs), "")
    output = window.bench.previewing.output
    qtbot.waitUntil(lambda: not output.busy, timeout=WAIT_MS)
    said = {}
    output.controller.changed.connect(
        lambda: said.__setitem__(output.controller.state.path, output.message.text)
    )
    output.film.toggle()
    qtbot.waitUntil(lambda: not output.film.playing and not output.busy, timeout=WAIT_MS)
    assert "2.npy cannot be read" in said[paths[2]]
    assert output.comparison.after.title.text() == "3.npy, 1 item"
    output.close()


def test_a_film_of_a_store_goes_through_its_items(qtbot, window, tmp_path):
    run(MADE["grid zarr"](tmp_path / "out"), tmp_path / "made.curator-run")
    path = str(tmp_path / "out" / "store.zarr")
    outputs = tuple(ItemOutput(path, index) for index in range(4))
    window.bench.previewing.preview_output(Alike(outputs[1], outputs), "grid")
    output = window.bench.previewing.output
    qtbot.waitUntil(lambda: not output.busy, timeout=WAIT_MS)
    assert output.windowTitle() == "store.zarr, index 1 - preview"
    seen = {1: output.comparison.after.picture.picture.values.copy()}
    output.film.toggle()
    qtbot.waitUntil(lambda: not output.film.playing and not output.busy, timeout=WAIT_MS)
    assert output.title.text().endswith("store.zarr, index 3")
    assert output.comparison.after.title.text() == "store.zarr, index 3, 1 item"
    assert not np.allclose(output.comparison.after.picture.picture.values, seen[1])
    output.close()
