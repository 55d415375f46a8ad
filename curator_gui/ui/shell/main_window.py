"""The window: puts panels, views and commands together; what they do stands elsewhere."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QToolBar, QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.lock import Presence
from curator_gui.app.document.samples import list_samples
from curator_gui.app.document.session import Session
from curator_gui.app.runs.history import known_interrupted_runs
from curator_gui.app.settings.preferences import Preferences, Settings
from curator_gui.core.document import PipelineDocument
from curator_gui.core.registry import Entry, Registry
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.notices import NoticeBoard
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.view_bar import ViewBar, ViewSpec, ViewStack
from curator_gui.ui.files.exporting import Exporting
from curator_gui.ui.files.files import Asker, DialogAsker, Files
from curator_gui.ui.files.recovering import Recovering
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.path_editors import dropped_files
from curator_gui.ui.options.panel import OptionsPanel
from curator_gui.ui.pipeline.build_view import BuildView
from curator_gui.ui.pipeline.catalogue import Catalogue
from curator_gui.ui.pipeline.panel import PipelinePanel
from curator_gui.ui.preview.workspace import Previewing
from curator_gui.ui.run.workspace import Running
from curator_gui.ui.shell.appearance import Appearance, LanguageChoice
from curator_gui.ui.shell.help_dialogs import show_about, show_shortcuts
from curator_gui.ui.shell.palette import Palette
from curator_gui.ui.shell.palette_entries import palette_entries
from curator_gui.ui.shell.tab_order import move_focus, parts_of
from curator_gui.ui.shell.welcome import WelcomePage
from curator_gui.ui.shell.window_state import WindowState

if TYPE_CHECKING:
    from curator_gui.ui.runs.view import RunsView

PANEL_WIDTH = 340
DEFAULT_SIZE = QSize(1440, 900)
FRAME_HEIGHT = 32


class MainWindow(QMainWindow):
    """The application's window, for one document at a time."""

    def __init__(self, registry: Registry, settings: Settings, asker: Asker | None = None) -> None:
        super().__init__()
        self.settings = settings
        self._ending = False
        self.session = Session(registry, self)
        self.edits = Edits(self.session)
        self.checker = Checker(self.session, self)
        self.commands = Actions(self)
        self.presence = Presence(self)
        self.files = Files(self.session, settings, asker or DialogAsker(self), self.presence)
        self.appearance = Appearance(settings, self.commands)
        self.language = LanguageChoice(settings, self.commands)
        self.running = Running(self.session, self.checker, self.commands, self)
        self.previewing = Previewing(self.session, self.checker, self.commands, settings, self)
        self.context = FormContext()
        self.catalogue = Catalogue(self.session, self)
        self.runs: RunsView | None = None
        self._interrupted = LatestCall("interrupted runs", self)
        self._state = WindowState(settings.path.with_name("window.ini"))
        self._make_views()
        self._make_docks()
        self._make_bars()
        self.palette_dialog = Palette(partial(palette_entries, self), self)
        self.exporting = Exporting(self.session, self.files, self.commands, self.notices)
        self.recovering = Recovering(self.session, self.files, self.notices)
        self._connect()
        self._restore()
        self._show_document(self.session.document)

    def open(self, path: Path) -> bool:
        """Open a document; False if that did not work, which the person was told."""
        return self.files.open_path(path)

    def show_view(self, view_id: str) -> None:
        self.views.show_view(view_id)

    def choose_view(self, view_id: str) -> None:
        """Show a view that was asked for by name; Build shows the chosen step."""
        if view_id == "build":
            self.build.show_chosen_step()
        self.show_view(view_id)

    def add_component(self, entry: Entry) -> None:
        """Add a step to the document and put the keyboard into its form."""
        self.edits.add_step(entry)
        self.build.edit()

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
        if self.session.dirty:
            self.recovering.recovery.write()
        self.close()
        QApplication.exit(128 + number)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._ending and not (self.running.may_close() and self.files.may_leave()):
            event.ignore()
            return
        self._state.save(self)
        self.checker.stop()
        self._interrupted.cancel()
        if not (self._ending and self.session.dirty):
            self.recovering.stop()
        if self.runs is not None:
            self.runs.stop()
        self.previewing.shut_down()
        self.running.shut_down()
        self.presence.close()
        self.catalogue.close()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Take Tab through bars, docks and view in the order of reading."""
        return move_focus(self, parts_of(self), forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._greet)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.open(files[0])

    def _make_views(self) -> None:
        self.build = BuildView(self.session, self.checker, self.context, self.running.costs)
        self.welcome = WelcomePage(list_samples())
        specs = [
            ViewSpec("build", "Build", "hammer", lambda: self.build),
            *self.previewing.view_specs(),
            *self.running.view_specs(),
            ViewSpec("runs", "Runs", "history", self._make_runs),
        ]
        hidden = ViewSpec("welcome", "Welcome", "house", lambda: self.welcome)
        self.views = ViewStack([*specs, hidden])
        self.view_bar = ViewBar(specs)
        self.notices = NoticeBoard(self.views)
        self.setCentralWidget(self.notices)
        for view_id in ("build", "welcome"):
            self.views.view(view_id)
        self.setAcceptDrops(True)

    def _make_runs(self) -> QWidget:
        from curator_gui.ui.runs.commands import RunCommands  # the report's and record's readers
        from curator_gui.ui.runs.view import RunsView

        commands = RunCommands(self.session, self.files, self)
        commands.resume_wanted.connect(self.running.resume_record)
        self.runs = RunsView(self.running.controller, commands, self.commands["run"])
        self.runs.view_wanted.connect(self.show_view)
        return self.runs

    def _make_docks(self) -> None:
        self.panel = PipelinePanel(self.session, self.checker, self.commands)
        self.options = OptionsPanel(self.session, self.checker)
        left = Qt.DockWidgetArea.LeftDockWidgetArea
        self.pipeline_dock = self._dock("pipeline", tr("Pipeline"), self.panel, left)
        self.options_dock = self._dock("run-options", tr("Run options"), self.options, left)
        for name, title, widget in self.running.docks():
            dock = self._dock(name, title, widget, Qt.DockWidgetArea.BottomDockWidgetArea)
            dock.hide()
        self.resizeDocks([self.pipeline_dock], [PANEL_WIDTH], Qt.Orientation.Horizontal)
        heights = [520, 250]
        docks = [self.pipeline_dock, self.options_dock]
        self.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _make_bars(self) -> None:
        menus = self.commands.fill(self.menuBar())
        view = menus["&View"]
        first = view.actions()[0]
        for dock in self.findChildren(QDockWidget):
            view.insertAction(first, dock.toggleViewAction())
        view.insertSeparator(first)
        self._bar("views", tr("Views"), self.view_bar)
        self.addToolBarBreak()
        for name, title, widget in self.running.bars():
            self._bar(name, title, widget)
        for widget in self.running.status_widgets():
            self.statusBar().addWidget(widget, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _bar(self, name: str, title: str, widget: QWidget) -> None:
        bar = QToolBar(title, self)
        bar.setObjectName(name)
        bar.setMovable(False)
        bar.toggleViewAction().setEnabled(False)  # nobody should lose Run by accident
        bar.addWidget(widget)
        self.addToolBar(bar)

    def _connect(self) -> None:
        """Join the parts: commands, history, document, and what the panels ask for."""
        self._connect_commands()
        self._connect_history()
        self._connect_document()
        self._connect_panels()
        self._show_preferences(self.settings.preferences)
        self._show_file()

    def _connect_commands(self) -> None:
        session, actions = self.session, self.commands
        actions.connect_all(
            {
                "new": self.files.new,
                "open": self.files.open,
                "save": self.files.save,
                "save_as": self.files.save_as,
                "quit": self.close,
                "undo": session.undo_stack.undo,
                "redo": session.undo_stack.redo,
                "add_step": self.catalogue.choose,
                "refresh": self.checker.refresh,
                "options": self._show_options,
                "reset_layout": self._reset_layout,
                "palette": self.palette_dialog.choose,
                "shortcuts": lambda: show_shortcuts(self, actions),
                "about": lambda: show_about(self),
            }
        )

    def _connect_history(self) -> None:
        stack, actions = self.session.undo_stack, self.commands
        stack.canUndoChanged.connect(actions["undo"].setEnabled)
        stack.canRedoChanged.connect(actions["redo"].setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)
        for name in ("undo", "redo"):
            actions[name].setEnabled(False)

    def _connect_document(self) -> None:
        session = self.session
        session.document_changed.connect(self._show_document)
        session.file_changed.connect(self._show_file)
        session.selection_changed.connect(self._show_build)
        self.checker.report_changed.connect(self._show_report)
        self.settings.changed.connect(self._show_preferences)
        self.presence.show_wanted.connect(self.come_to_front)
        self.language.chosen.connect(self.notices.add)

    def _connect_panels(self) -> None:
        self.panel.add_wanted.connect(self.catalogue.choose)
        self.panel.edit_wanted.connect(self._edit)
        self.options.all_wanted.connect(self._show_options)
        self.catalogue.picked.connect(self.add_component)
        self.welcome.open_wanted.connect(self.open)
        self.welcome.sample_wanted.connect(self.files.open_sample)
        self.welcome.resume_wanted.connect(self._resume)
        self._interrupted.answered.connect(self.welcome.show_interrupted)
        self.view_bar.chosen.connect(self.choose_view)
        self.views.view_changed.connect(self.view_bar.show_chosen)
        self.running.view_wanted.connect(self.show_view)
        self.running.preview_wanted.connect(self.previewing.preview_index)
        self.running.output_preview_wanted.connect(self.previewing.preview_output)
        self.previewing.view_wanted.connect(self.show_view)

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

    def _show_document(self, document: PipelineDocument) -> None:
        if self.session.empty:
            self.show_view("welcome")
        elif self.views.current_id in ("", "welcome"):
            self.show_view("build")

    def _show_build(self, step_id: str) -> None:
        if step_id and not self.running.active and not self.panel.passing:
            self.show_view("build")

    def _edit(self, step_id: str) -> None:
        self.session.select(step_id)
        self.show_view("build")
        self.build.edit()

    def _show_options(self) -> None:
        self.show_view("build")
        self.build.show_options()

    def _resume(self, path: Path) -> None:
        if self.open(path):
            self.running.show_resume()

    def _show_file(self) -> None:
        self.setWindowTitle(f"{self.session.title}[*] - Curator")
        self.setWindowModified(self.session.dirty)
        self.setWindowFilePath(str(self.session.path or ""))
        self.commands["save"].setEnabled(self.session.dirty or self.session.path is None)
        self._show_document(self.session.document)

    def _show_report(self, report: Report) -> None:
        self.running.show_report(report)

    def _show_preferences(self, preferences: Preferences) -> None:
        self.welcome.show_recent(preferences.recent)

    def _greet(self) -> None:
        """Say what was found at the start: unsaved work, damaged settings, broken add-ons."""
        self.recovering.offer()
        self._interrupted.submit(known_interrupted_runs)
        failures = self.session.registry.failures
        missed = tr("{place} was not loaded: {why}")
        words = [missed.format(place=place, why=say(why)) for place, why in failures.items()]
        for text in (*words, self.settings.problem):
            if text:
                self.notices.add(text, icon="triangle-alert")

    def _name_undo(self, text: str) -> None:
        self.commands["undo"].setText(tr("&Undo {edit}").format(edit=text).strip(" :"))

    def _name_redo(self, text: str) -> None:
        self.commands["redo"].setText(tr("&Redo {edit}").format(edit=text).strip(" :"))
