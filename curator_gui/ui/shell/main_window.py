"""The window: lays out what the workbench hands it, and answers to the desktop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QMenu, QToolBar

from curator_gui.app.document.offered.samples import list_samples
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.registration.registry import Registry
from curator_gui.ui.common.text import say
from curator_gui.ui.dataset.workspace import VIEW as DATASET
from curator_gui.ui.files.files import Asker
from curator_gui.ui.files.giving import given_paths
from curator_gui.ui.shell.commands import connect_commands
from curator_gui.ui.shell.file_menus import recent_menu, sample_menu
from curator_gui.ui.shell.palette import Palette
from curator_gui.ui.shell.palette_entries import palette_sources
from curator_gui.ui.shell.tab_order import move_focus, parts_of
from curator_gui.ui.shell.window_state import WindowState
from curator_gui.ui.shell.workbench import BarSpec, DockSpec, Workbench

PANEL_WIDTH = 340
PANEL_HEIGHTS = (520, 250)
DEFAULT_SIZE = QSize(1440, 900)
FRAME_HEIGHT = 32
WIDE_VIEWS = (DATASET,)
"""Views that need the width of the docks at the left."""


class MainWindow(QMainWindow):
    """The application's window, for one document at a time."""

    def __init__(self, registry: Registry, settings: Settings, asker: Asker | None = None) -> None:
        super().__init__()
        self._ending = False
        self._put_away: list[QDockWidget] = []
        self.bench = Workbench(self, registry, settings, asker)
        self._state = WindowState(settings.path.with_name("window.ini"))
        self.setCentralWidget(self.bench.notices)
        self.setAcceptDrops(True)
        self.docks = [self._dock(spec) for spec in self.bench.docks()]
        self._size_docks()
        self._make_menus()
        self._make_bars()
        self.palette_dialog = Palette(palette_sources(self.bench, self.docks), self)
        connect_commands(
            self.bench, self, palette=self.palette_dialog.choose, layout=self._reset_layout
        )
        self.bench.session.file_changed.connect(self._show_file)
        self.bench.front_wanted.connect(self.come_to_front)
        self.bench.views.view_changed.connect(self._make_room)
        self._show_file()
        self._restore()
        self.bench.show_document(self.bench.session.document)

    def open(self, path: Path) -> bool:
        """Open a document; False if that did not work, which the person was told."""
        return self.bench.open(path)

    def give(self, path: Path) -> None:
        """Open a document, or find who can read a file or folder."""
        self.bench.giving.give([path])

    def come_to_front(self) -> None:
        """Show the window above all others, as far as the desktop allows it."""
        state = self.windowState() & ~Qt.WindowState.WindowMinimized
        self.setWindowState(state | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)  # where the desktop does not, its task bar does

    def end_now(self, number: int) -> None:
        """End the application because the system asks for it, without asking anybody.

        A run is stopped and its record completed; unsaved edits are in the recovery file.
        """
        self._ending = True
        self.bench.keep_unsaved()
        self.close()
        QApplication.exit(128 + number)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._ending and not self.bench.may_close():
            event.ignore()
            return
        self._make_room("")
        self._state.save(self)
        self.bench.shut_down(keep_recovery=self._ending and self.bench.session.dirty)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Take Tab through bars, docks and view in the order of reading."""
        return move_focus(self, parts_of(self), forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.bench, self.bench.greet)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if given_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = given_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.bench.giving.give(paths)

    def _make_room(self, view_id: str) -> None:
        """Put the docks at the left away while a view has a list of its own there."""
        for dock in self._put_away:
            dock.show()
        left = Qt.DockWidgetArea.LeftDockWidgetArea
        away = [d for d in self.docks if d.isVisible() and self.dockWidgetArea(d) == left]
        self._put_away = away if view_id in WIDE_VIEWS else []
        for dock in self._put_away:
            dock.hide()

    def _dock(self, spec: DockSpec) -> QDockWidget:
        spec.dock.setWidget(spec.widget)
        self.addDockWidget(spec.area, spec.dock)
        spec.dock.setVisible(spec.shown)
        return spec.dock

    def _size_docks(self) -> None:
        left = Qt.DockWidgetArea.LeftDockWidgetArea
        panels = [dock for dock in self.docks if self.dockWidgetArea(dock) == left]
        self.resizeDocks(panels[:1], [PANEL_WIDTH], Qt.Orientation.Horizontal)
        self.resizeDocks(panels, list(PANEL_HEIGHTS), Qt.Orientation.Vertical)

    def _make_menus(self) -> None:
        menus = self.bench.commands.fill(self.menuBar())
        self._add_file_menus(menus["&File"])
        view = menus["&View"]
        first = view.actions()[0]
        for dock in self.docks:
            view.insertAction(first, dock.toggleViewAction())
        view.insertSeparator(first)

    def _add_file_menus(self, file: QMenu) -> None:
        """Put recent documents and samples behind what opens others."""
        bench = self.bench
        self.recent = recent_menu(lambda: bench.settings.preferences.recent, bench.open, self)
        samples = [(say(s.name), say(" ".join(s.description.split())), s) for s in list_samples()]
        self.samples = sample_menu(lambda: samples, bench.files.open_sample, self)
        before = bench.commands["save"]
        for menu in (self.recent, self.samples):
            file.insertMenu(before, menu)
        file.insertSeparator(before)

    def _make_bars(self) -> None:
        first, *others = self.bench.bars()
        self._bar(first)
        self.addToolBarBreak()
        for spec in others:
            self._bar(spec)
        for widget in self.bench.running.status_widgets(self.statusBar()):
            self.statusBar().addWidget(widget, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _bar(self, spec: BarSpec) -> None:
        bar = QToolBar(spec.title, self)
        bar.setObjectName(spec.name)
        bar.setMovable(False)
        bar.toggleViewAction().setEnabled(False)  # nobody should lose Run by accident
        bar.addWidget(spec.widget)
        self.addToolBar(bar)

    def _restore(self) -> None:
        self._default_state = self.saveState()
        if not self._state.restore(self):
            self.resize(self._default_size())

    def _default_size(self) -> QSize:
        """Fit the window with its frame on the screen."""
        room = self.screen().availableGeometry().size() - QSize(0, FRAME_HEIGHT)
        return DEFAULT_SIZE.boundedTo(room)

    def _reset_layout(self) -> None:
        self._state.forget()
        self.restoreState(self._default_state)

    def _show_file(self) -> None:
        session = self.bench.session
        self.setWindowTitle(f"{session.title}[*] - Curator")
        self.setWindowModified(session.dirty)
        self.setWindowFilePath(str(session.path or ""))
        self.bench.commands["save"].setEnabled(session.dirty or session.path is None)
