"""The sample pipeline is built through the widgets and run on loky."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from curator_gui.core import Registry
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.run import shutdown_workers

pytestmark = pytest.mark.workers

DATA = resource_path("samples", "dam-break", "data")

pv = pytest.importorskip("pyvista")


@pytest.fixture
def mesh_window(make_window):
    return make_window(register_all(Registry()))


@pytest.fixture(autouse=True)
def no_worker_is_left():
    yield
    shutdown_workers()


def add(qtbot, window, words):
    window.bench.commands["add_step"].trigger()
    qtbot.keyClicks(window.bench.catalogue.words, words)
    qtbot.keyClick(window.bench.catalogue.words, Qt.Key.Key_Return)


def write_into(window, name, text):
    line = window.bench.build.page.form.rows[name].editor.line
    line.setText(text)
    line.textEdited.emit(text)


def expected(path: Path):
    mesh = pv.read(path)
    for name in [n for n in mesh.cell_data if n not in ("alpha.water", "U")]:
        del mesh.cell_data[name]
    return mesh.cell_data_to_point_data()


@pytest.fixture
def built(qtbot, mesh_window, tmp_path):
    add(qtbot, mesh_window, "VTK files")
    write_into(mesh_window, "folder", str(DATA))
    add(qtbot, mesh_window, "select fields")
    write_into(mesh_window, "cell_fields", "alpha.water, U")
    add(qtbot, mesh_window, "cell data to point")
    add(qtbot, mesh_window, "VTU files")
    write_into(mesh_window, "folder", str(tmp_path / "out"))
    options = mesh_window.bench.options.general.rows["n_jobs"].editor.line
    options.setText("2")
    options.textEdited.emit("2")
    return mesh_window


def run(qtbot, window):
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=120_000) as finished:
        window.bench.commands["run"].trigger()
    return finished.args[0]


def test_dam_break_is_built_and_run(qtbot, built, tmp_path):
    result = run(qtbot, built)
    assert result.completed == 21
    assert not result.failures
    written = sorted((tmp_path / "out").glob("*.vtu"))
    assert len(written) == 21
    for path in written:
        mesh, wanted = pv.read(path), expected(DATA / path.name)
        assert sorted(mesh.point_data.keys()) == ["U", "alpha.water"]
        assert not mesh.cell_data.keys()
        for name in ("U", "alpha.water"):
            np.testing.assert_array_equal(mesh.point_data[name], wanted.point_data[name])


def test_field_that_the_first_file_lacks_fails_only_that_index(qtbot, built, tmp_path):
    built.bench.session.select(built.bench.session.document.filters[0].id)
    write_into(built, "cell_fields", "p")
    result = run(qtbot, built)
    assert list(result.failures) == [0]
    message = result.failures[0].message
    assert "dambreak_000.vtu" in message
    assert "'p'" in message or " p" in message
    assert "alpha.water" in message


def test_run_that_cannot_start_says_why_and_leads_to_the_step(qtbot, qapp, built):
    built.bench.session.select(built.bench.session.document.source.id)
    write_into(built, "folder", "/no/such/folder")
    built.bench.session.select(built.bench.session.document.sinks[0].id)
    with qtbot.waitSignal(built.bench.running.controller.rejected, timeout=20_000):
        built.bench.commands["run"].trigger()
    assert built.bench.session.selected == built.bench.session.document.source.id
    assert built.bench.views.current_id == "build"
    box = built.bench.running.message
    assert "does not exist" in box.informativeText()
    box.close()


def test_commands_follow_the_run(qtbot, built):
    enabled = lambda: [built.bench.commands[n].isEnabled() for n in ("run", "stop_now")]  # noqa: E731
    assert enabled() == [True, False]
    with qtbot.waitSignal(built.bench.running.controller.finished, timeout=120_000):
        built.bench.commands["run"].trigger()
        assert enabled() == [False, True]
    qtbot.waitUntil(lambda: enabled() == [True, False], timeout=5000)
