"""The main job through the real window: build the dam-break pipeline, run it on loky, read it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox

from curator_gui.app.settings.preferences import Settings
from curator_gui.core.documents.document_io import read_document
from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.run import shutdown_workers
from curator_gui.ui.shell.main_window import MainWindow

pv = pytest.importorskip("pyvista")
pytestmark = pytest.mark.fault
RUN_MS = 90_000


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Any:
    yield
    shutdown_workers()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample project, in a folder of its own."""
    return Path(shutil.copytree(resource_path("samples", "dam-break"), tmp_path / "dam-break"))


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Any:
    window = MainWindow(register_all(Registry()), Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window, before_close_func=_discard_changes)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    return window


def _discard_changes(window: MainWindow) -> None:
    window.bench.session.undo_stack.setClean()


def add(qtbot: Any, window: MainWindow, words: str, key: str) -> None:
    """Add a component from the catalogue by searching for it, as with the keyboard."""
    window.bench.commands["add_step"].trigger()
    catalogue = window.bench.catalogue
    qtbot.waitUntil(catalogue.isVisible)
    search = catalogue.findChild(QLineEdit)
    search.clear()
    qtbot.keyClicks(search, words)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(s.component == key for s in window.bench.session.document.steps))


def field(window: MainWindow, label: str, kind: type = QLineEdit) -> Any:
    """Find the visible editor of a parameter by its accessible name."""
    found = [w for w in window.bench.build.findChildren(kind) if w.accessibleName() == label]
    shown = [widget for widget in found if widget.isVisible()]
    assert shown, f"no visible {kind.__name__} named {label!r}"
    return shown[0]


def fill(qtbot: Any, window: MainWindow, label: str, text: str) -> None:
    line = field(window, label)
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, text)


def press_run(qtbot: Any, window: MainWindow) -> Any:
    """Press Run and wait for its end; returns the result."""
    controller = window.bench.running.controller
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=RUN_MS)
    with qtbot.waitSignal(controller.finished, timeout=RUN_MS) as ended:
        window.bench.commands["run"].trigger()
    return ended.args[0]


def test_build_run_and_read_the_dam_break(qtbot: Any, window: MainWindow, project: Path) -> None:
    build_run_and_read(qtbot, window, project)


@pytest.mark.x11
def test_the_same_on_a_real_x_server(qtbot: Any, window: MainWindow, project: Path) -> None:
    assert QGuiApplication.platformName() == "xcb"
    build_run_and_read(qtbot, window, project)
    for view in ("plan", "monitor", "results", "runs", "build"):
        window.bench.show_view(view)
        qtbot.waitUntil(lambda: window.bench.views.currentWidget().isVisible())
        picture = window.grab().toImage()
        assert picture.width() >= 1280
        places = [(x, y) for x in range(0, 1280, 5) for y in range(0, 700, 5)]
        assert len({picture.pixel(x, y) for x, y in places}) > 8  # something is painted


def build_run_and_read(qtbot: Any, window: MainWindow, project: Path) -> None:
    window.bench.commands["new"].trigger()
    add(qtbot, window, "VTK files", "mesh.VTKSource")
    fill(qtbot, window, "Folder", str(project / "data"))
    add(qtbot, window, "Select fields", "mesh.SelectFields")
    fill(qtbot, window, "Cell fields", "alpha.water, U")
    add(qtbot, window, "Cell data to point data", "mesh.CellToPoint")
    add(qtbot, window, "VTU files", "mesh.VTUSink")
    fill(qtbot, window, "Folder", str(project / "written"))
    assert [step.component for step in window.bench.session.document.steps] == [
        "mesh.VTKSource",
        "mesh.SelectFields",
        "mesh.CellToPoint",
        "mesh.VTUSink",
    ]
    window.bench.edits.set_run("n_jobs", 2)
    result = press_run(qtbot, window)
    assert (result.state, result.completed, len(result.failures)) == ("finished", 21, 0)
    model = window.bench.running.controller.results
    assert model.rowCount() == 21
    written = sorted((project / "written").glob("*.vtu"))
    assert len(written) == 21
    for path in written:
        check_file(path, project / "data" / path.name)


def check_file(written: Path, original: Path) -> None:
    """Compare a written file with what pyvista computes from the original."""
    mesh, source = pv.read(written), pv.read(original)
    assert sorted(mesh.point_data) == ["U", "alpha.water"]
    assert not mesh.cell_data
    for name in list(source.cell_data):
        if name not in ("alpha.water", "U"):
            del source.cell_data[name]
    expected = source.cell_data_to_point_data()
    for name in ("alpha.water", "U"):
        np.testing.assert_array_equal(mesh.point_data[name], expected.point_data[name])
    np.testing.assert_array_equal(mesh.points, source.points)


def test_a_field_that_the_first_step_lacks(qtbot: Any, window: MainWindow, project: Path) -> None:
    assert window.open(project / "dam-break.curator.yaml")
    select = window.bench.session.document.filters[0]
    window.bench.session.select(select.id)
    fill(qtbot, window, "Cell fields", "alpha.water, U, p")
    result = press_run(qtbot, window)
    assert list(result.failures) == [0]
    message = result.failures[0].message
    for word in ("dambreak_000.vtu", "p", "alpha.water", "p_rgh"):
        assert word in message
    assert result.completed == 20
    window.bench.session.select(select.id)
    window.bench.show_view("build")
    choice = field(window, "Missing", QComboBox)
    choice.setFocus()
    qtbot.keyClicks(choice, "go")
    assert window.bench.session.document.filters[0].values["missing"] == "ignore"
    window.bench.session.undo_stack.setClean()


def test_an_incomplete_run_is_offered_to_be_resumed(
    qtbot: Any, window: MainWindow, project: Path
) -> None:
    path = project / "dam-break.curator.yaml"
    assert window.open(path)
    select = window.bench.session.document.filters[0]
    window.bench.edits.set_value(select.id, "cell_fields", ["alpha.water", "U", "p"])
    first = press_run(qtbot, window)
    assert list(first.failures) == [0]
    window.bench.commands["run"].trigger()
    qtbot.waitUntil(lambda: window.bench.running.resuming.question is not None, timeout=10_000)
    question = window.bench.running.resuming.question
    assert "finished 20 items" in question.text()
    assert question.defaultButton().text() == "&Resume"
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=RUN_MS) as ended:
        qtbot.mouseClick(question.defaultButton(), Qt.MouseButton.LeftButton)
    second = ended.args[0]
    assert len(second.skipped) == 20
    assert list(second.failures) == [0]
    assert second.record == first.record


def test_undo_redo_save_and_open(qtbot: Any, window: MainWindow, project: Path) -> None:
    path = project / "dam-break.curator.yaml"
    assert window.open(path)
    before = window.bench.session.document
    window.bench.session.select(before.filters[1].id)
    window.bench.commands["move_up"].trigger()
    window.bench.commands["duplicate"].trigger()
    assert [s.component for s in window.bench.session.document.filters] == [
        "mesh.CellToPoint",
        "mesh.CellToPoint",
        "mesh.SelectFields",
    ]
    window.bench.commands["undo"].trigger()
    window.bench.commands["undo"].trigger()
    assert window.bench.session.document == before
    assert not window.bench.session.dirty
    window.bench.commands["redo"].trigger()
    window.bench.commands["save"].trigger()
    assert not window.bench.session.dirty
    assert read_document(path) == window.bench.session.document
    assert window.bench.session.document.filters[0].component == "mesh.CellToPoint"


def test_a_missing_folder_is_said_on_the_step_and_stops_the_run(
    qtbot: Any, window: MainWindow, project: Path
) -> None:
    assert window.open(project / "dam-break.curator.yaml")
    window.bench.session.select(window.bench.session.document.source.id)
    fill(qtbot, window, "Folder", "nowhere")
    source = window.bench.session.document.source
    qtbot.waitUntil(lambda: window.bench.checker.report.complete)
    issues = window.bench.checker.report.for_step(source.id)
    assert any(i.param == "folder" and "does not exist" in i.message for i in issues)
    window.bench.commands["run"].trigger()
    qtbot.waitUntil(lambda: window.bench.running.message is not None, timeout=20_000)
    message: QMessageBox = window.bench.running.message
    assert "does not exist" in message.informativeText()
    message.close()
    assert not (project / "output").exists()
