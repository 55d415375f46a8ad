"""Three stories of a new user, through the real window: at most ten actions, no name is typed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from curator_gui.core.storage.resources import resource_path
from curator_gui.ui.forms.names_editor import NamesEditor
from curator_gui.ui.shell.main_window import MainWindow

pytestmark = pytest.mark.workers
MOST = 10


class NewUser:
    """Acts on a window and counts every click, drop and key."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot, self.window, self.bench = qtbot, window, window.bench
        self.actions = 0

    def drop(self, path: Path) -> None:
        self.actions += 1
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none, place = Qt.KeyboardModifier.NoModifier, QPointF(5, 5)
        QGuiApplication.sendEvent(
            self.window, QDragEnterEvent(place.toPoint(), copy, mime, left, none)
        )
        QGuiApplication.sendEvent(self.window, QDropEvent(place, copy, mime, left, none))
        self.wait(lambda: not self.bench.giving.busy)

    def click(self, widget: QWidget) -> None:
        self.actions += 1
        self.wait(widget.isVisible)
        assert widget.isEnabled()
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def wait(self, condition, seconds: int = 60) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=1000 * seconds)

    def look(self) -> None:
        """Wait until the survey knows the data: no action."""
        self.wait(lambda: self.bench.surveyor.state.phase == "done")

    def want(self, title: str) -> None:
        """Open the recipes and choose one, unless it stands there already."""
        self.click(self.bench.build.page.recipes)
        page = self.bench.wanting.page
        self.wait(lambda: page.offered is not None)
        if page.offered.recipe.title != title:
            row = next(row for row in page.rows if row.offered.recipe.title == title)
            self.click(row.button)

    def card(self, title: str) -> None:
        card = next(card for card in self.bench.panel.cards if card.title.text() == title)
        self.click(card.title)

    def row(self, name: str):
        return self.bench.build.page.form.rows[name]

    def finish(self, act) -> None:
        with self.qtbot.waitSignal(self.bench.running.controller.finished, timeout=120_000) as end:
            act()
        assert end.args[0].state == "finished"
        assert not end.args[0].failures
        assert self.actions <= MOST


@pytest.fixture
def user(qtbot, make_window) -> NewUser:
    return NewUser(qtbot, make_window())


def test_a_folder_of_surfaces_becomes_statistics_and_arrays(user, tmp_path):
    pyvista = pytest.importorskip("pyvista")
    folder = tmp_path / "my shapes"
    folder.mkdir()
    for number in range(3):
        pyvista.Sphere(radius=1 + number).save(folder / f"ball {number}.stl")
    user.drop(folder)
    user.look()
    user.want("Surface data set")
    user.finish(lambda: user.click(user.bench.wanting.page.run))
    out = tmp_path / "my shapes-surface"
    assert len(list(out.glob("*.npz"))) == 3
    assert len((out / "meshes.csv").read_text().splitlines()) == 4
    assert json.loads((out / "statistics.json").read_text())
    assert sorted(path.name for path in folder.iterdir()) == [f"ball {n}.stl" for n in range(3)]
    print(f"surfaces: {user.actions} actions")


def test_a_netcdf_file_becomes_a_cropped_and_standardized_store(user, tmp_path):
    xarray = pytest.importorskip("xarray")
    folder = Path(shutil.copytree(resource_path("samples", "era5", "data"), tmp_path / "era5"))
    user.drop(folder)
    user.look()
    user.want("Weather training store")
    user.click(user.bench.wanting.page.make)
    user.card("Crop region")
    north = user.row("north").editor
    north.edited.emit(30.0)  # its handle is drawn to 30 degrees
    user.actions += 1
    user.wait(lambda: user.bench.checker.report.complete)
    user.finish(lambda: user.click(_run_button(user)))
    store = xarray.open_zarr(tmp_path / "era5-weather" / "fields.zarr", consolidated=False)
    latitude = next(name for name in store.coords if "lat" in str(name))
    assert float(store[latitude].max()) <= 30
    for mean, deviation in _moments_in(tmp_path / "era5-weather" / "fields.zarr"):
        assert abs(mean) < 1e-5
        assert abs(deviation - 1) < 1e-5
    file = tmp_path / "era5-weather" / "fields.zarr.constants.json"
    (step,) = json.loads(file.read_text())["steps"]
    assert step["name"] == "Standardize"
    print(f"weather: {user.actions} actions")


def test_molecules_become_a_filtered_database(user, tmp_path):
    lmdb = pytest.importorskip("lmdb")
    file = tmp_path / "molecules.xyz"
    shutil.copy(resource_path("samples", "qm9", "data", "qm9_reduced_100.xyz"), file)
    user.drop(file)
    user.look()
    user.want("Energies and forces")
    user.click(user.bench.wanting.page.make)
    user.card("Select structures")
    editor = user.row("allowed").editor
    assert isinstance(editor, NamesEditor)
    kept = set(user.bench.session.document.filters[0].values["allowed"])
    assert "O" in kept
    user.click(_remove_button(editor, "O"))
    user.wait(lambda: user.bench.checker.report.complete)
    user.finish(lambda: user.click(_run_button(user)))
    (database,) = (tmp_path / "molecules-energies").glob("*.aselmdb")
    with lmdb.open(str(database), subdir=False, readonly=True, lock=False) as opened:
        assert 0 < opened.stat()["entries"] < 100
    print(f"molecules: {user.actions} actions")


def _moments_in(store: Path) -> list[list[float]]:
    """Return mean and deviation of t and z, read in another process: Zarr's threads stay."""
    script = (
        "import json, sys, xarray; s = xarray.open_zarr(sys.argv[1], consolidated=False); "
        "v = [s[n].values.astype('float64') for n in 'tz']; "
        "print(json.dumps([[float(a.mean()), float(a.std())] for a in v]))"
    )
    words = [sys.executable, "-c", script, str(store)]
    found = subprocess.run(words, capture_output=True, text=True, check=True)
    moments: list[list[float]] = json.loads(found.stdout)
    return moments


def _run_button(user: NewUser) -> QWidget:
    action = user.bench.commands["run"]
    return next(w for w in action.associatedObjects() if isinstance(w, QAbstractButton))


def _remove_button(editor: NamesEditor, name: str) -> QAbstractButton:
    return next(
        button
        for button in editor.findChildren(QAbstractButton)
        if name in button.accessibleName().split()
    )
