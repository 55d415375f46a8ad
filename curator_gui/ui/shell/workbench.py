"""The workbench: everything that a window shows and does, as lists that are handed to it.

Here the parts are made and joined; a new view, dock or command is an entry in one of the lists
(`views`, `docks`, `bars`, `SPECS` of the commands), and window, menus and palette follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QVBoxLayout, QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.document.checking import Checker
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.lock import DocumentLock
from curator_gui.app.document.offered.samples import list_samples
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.app.runs.history import known_interrupted_runs
from curator_gui.app.settings.new_runs import new_run, problems
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.document import PipelineDocument
from curator_gui.core.message import Fact
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.core.survey import StepFacts
from curator_gui.core.survey.offers import start_values
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.messages.notices import NoticeBoard
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.view_bar import ViewBar, ViewSpec, ViewStack
from curator_gui.ui.common.widgets import make_dock
from curator_gui.ui.dataset.workspace import VIEW as DATASET
from curator_gui.ui.dataset.workspace import Curating
from curator_gui.ui.files.agreeing import Agreeing
from curator_gui.ui.files.exporting import Exporting
from curator_gui.ui.files.files import Asker, DialogAsker, Files
from curator_gui.ui.files.giving import VIEW as GIVEN
from curator_gui.ui.files.giving import Giving
from curator_gui.ui.files.recovering import Recovering
from curator_gui.ui.files.taking_over import TakingOver
from curator_gui.ui.files.wanting import VIEW as RECIPES
from curator_gui.ui.files.wanting import Wanting
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.help.opener import ManualOpener
from curator_gui.ui.help.tour import Tour
from curator_gui.ui.help.tour_steps import tour_steps
from curator_gui.ui.options.panel import OptionsPanel
from curator_gui.ui.pipeline.build_view import BuildView
from curator_gui.ui.pipeline.catalogue import Catalogue
from curator_gui.ui.pipeline.panel import PipelinePanel
from curator_gui.ui.preview.workspace import Previewing
from curator_gui.ui.run.leaving import Leaving
from curator_gui.ui.run.workspace import Running
from curator_gui.ui.shell.appearance import Appearance, LanguageChoice
from curator_gui.ui.shell.welcome import WelcomePage

if TYPE_CHECKING:
    from curator_gui.ui.runs.queue_panel import QueuePanel
    from curator_gui.ui.runs.view import RunsView

WELCOME = "welcome"
_LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


@dataclass(frozen=True)
class DockSpec:
    """One dock, what it holds, and where it stands at first."""

    dock: QDockWidget
    widget: QWidget
    area: Qt.DockWidgetArea
    shown: bool = True


@dataclass(frozen=True)
class BarSpec:
    """One tool bar."""

    name: str
    title: str
    widget: QWidget


class Workbench(QObject):
    """The parts of one window, for one document at a time.

    Signals
    -------
    front_wanted()
        The window is to be shown above all others.
    left()
        The window, hidden by then, is closed: its run goes on without it.
    """

    front_wanted = Signal()
    left = Signal()

    def __init__(
        self, window: QWidget, registry: Registry, settings: Settings, asker: Asker | None
    ) -> None:
        super().__init__(window)
        self._window, self.settings = window, settings
        self.session = Session(registry, window, lambda: new_run(settings.preferences))
        self.edits = Edits(self.session)
        self.checker = Checker(self.session, window)
        self.commands = Actions(window)
        self.document_lock = DocumentLock(window)
        self.files = Files(self.session, settings, asker or DialogAsker(window), self.document_lock)
        self.appearance = Appearance(settings, self.commands)
        self.language = LanguageChoice(settings, self.commands)
        self.manual = ManualOpener(window, registry, settings)
        self.running = Running(self.session, self.checker, self.commands, window)
        self.leaving = Leaving(self.running.controller, window)
        self.leaving.gone.connect(self._go)
        self.leaving.failed.connect(self._stay)
        self.previewing = Previewing(self.session, self.checker, self.commands, settings, window)
        self.curating = Curating(self.session, self.running.controller, self.commands, window)
        self.surveyor = Surveyor(self.session, settings, window, self.checker)
        self.context = FormContext()
        self.catalogue = Catalogue(self.session, window)
        self.runs: RunsView | None = None
        self.queue: QueuePanel | None = None
        self._interrupted = LatestCall("interrupted runs", window)
        self._make_views()
        self._make_parts()
        self._connect_document()
        self._connect_panels()
        self._connect_views()
        self.welcome.show_recent(settings.preferences.recent)

    def _make_parts(self) -> None:
        """Make what needs the views: docks, and whoever shows one of them."""
        window, settings = self._window, self.settings
        steps = make_dock("pipeline", tr("Pipeline"), window)
        options = make_dock("run-options", tr("Run options"), window)
        known = (self.commands, self.surveyor, self.running.controller)
        self.panel = PipelinePanel(self.session, self.checker, *known, steps)
        self.options = OptionsPanel(self.session, self.checker, options)
        self._docks = {steps: self.panel, options: self.options}
        self.exporting = Exporting(self.session, self.files, self.commands, self.notices)
        self.taking_over = TakingOver(self.session, self.files, self.notices)
        parts = (self.checker, self.surveyor, self.context, self.notices)
        self.agreeing = Agreeing(self.session, *parts)
        self.giving = Giving(self.session, self.files, self.notices, window)
        self.wanting = Wanting(self.session, self.surveyor, window)
        self.welcome.show_recipes(self.wanting.recipes)
        self.recovering = Recovering(self.session, self.files, self.notices)
        self.tour = Tour(window, tour_steps(self.panel, self.view_bar))
        self.tour.ended.connect(lambda: settings.update(toured=True))

    # What the window is made of ----------------------------------------------------------------

    def docks(self) -> list[DockSpec]:
        found = [DockSpec(dock, widget, _LEFT) for dock, widget in self._docks.items()]
        return found + [DockSpec(*dock, _BOTTOM, shown=False) for dock in self.running.docks()]

    def bars(self) -> list[BarSpec]:
        """List the tool bars; the bar of views stands in a line of its own."""
        views = BarSpec("views", tr("Views"), self.view_bar)
        return [views, *(BarSpec(*bar) for bar in self.running.bars())]

    def _make_views(self) -> None:
        specs = [
            ViewSpec("build", "Build", "hammer", lambda: self.build),
            *self.previewing.view_specs(),
            *self.running.view_specs(),
            *self.curating.view_specs(),
            ViewSpec("runs", "Runs", "history", self._make_runs),
        ]
        hidden = ViewSpec(WELCOME, "Welcome", "house", lambda: self.welcome)
        given = ViewSpec(GIVEN, "What was given", "folder-open", lambda: self.giving.make())
        recipes = ViewSpec(RECIPES, "What do you want?", "list-checks", self._make_recipes)
        self.views = ViewStack([*specs, hidden, given, recipes], self._window)
        self.view_bar = ViewBar(specs)
        self.notices = NoticeBoard(self.views, self._window)
        known = (self.session, self.checker, self.context, self.running.known_costs)
        self.build = BuildView(*known, self.surveyor, self.views)
        self.welcome = WelcomePage(list_samples(), self.views)
        for view_id in ("build", WELCOME):
            self.views.view(view_id)

    def _make_recipes(self) -> QWidget:
        return self.wanting.make_page()

    def _make_runs(self) -> QWidget:
        from curator_gui.ui.runs.commands import RunCommands  # the report's and record's readers
        from curator_gui.ui.runs.view import RunsView

        commands = RunCommands(self.session, self.files, self._window)
        commands.resume_wanted.connect(self.running.resume_record)
        self.runs = RunsView(self.running.controller, commands, self.commands["run"])
        self.runs.view_wanted.connect(self.show_view)
        return self._with_queue(self.runs)

    def _with_queue(self, runs: QWidget) -> QWidget:
        from curator_gui.app.run.queue import RunQueue
        from curator_gui.ui.runs.queue_panel import QueuePanel

        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        queue = RunQueue(page)
        present = self.session
        self.queue = QueuePanel(queue, self.files.ask_documents, lambda: present.path)
        column.addWidget(self.queue)
        column.addWidget(runs, 1)
        return page

    # What it does ------------------------------------------------------------------------------

    def show_view(self, view_id: str) -> None:
        self.views.show_view(view_id)
        if view_id == DATASET:
            self.curating.look()

    def choose_view(self, view_id: str) -> None:
        """Show a view that was asked for by name; Build shows the chosen step."""
        if view_id == "build":
            self.build.show_chosen_step()
        self.show_view(view_id)

    def add_component(self, entry: Entry) -> None:
        """Add a step to the document and put the keyboard into its form."""
        values = start_values(entry, self._facts_for(entry))
        self.edits.add_step(entry, values=values)
        self.show_view("build")
        self.build.edit()

    def _facts_for(self, entry: Entry) -> StepFacts | None:
        """Return what will reach a filter that is added now, as far as it is known."""
        document, state = self.session.document, self.surveyor.state
        if entry.kind != "filter" or document.source is None:
            return None
        before = [document.source, *document.filters[: self.edits.insert_position()]]
        return state.leaving(before[-1].id)

    def open(self, path: Path) -> bool:
        """Open a document; False if that did not work, which the person was told."""
        return self.files.open_path(path)

    def show_options(self) -> None:
        self.show_view("build")
        self.build.show_options()

    def greet(self) -> None:
        """Say what was found at the start: unsaved work, damaged settings, broken add-ons."""
        self.recovering.offer()
        self._interrupted.submit(known_interrupted_runs)
        failures = self.session.registry.failures
        missed = tr("{place} was not loaded: {why}")
        words = [missed.format(place=place, why=say(why)) for place, why in failures.items()]
        unfit = problems(self.settings.preferences)
        for text in (*words, self.settings.problem, *unfit):
            if text:
                self.notices.add(text, icon="triangle-alert")

    def show_document(self, document: PipelineDocument) -> None:
        """Show the welcome page for an empty document, and Build for one that was opened."""
        if self.session.empty:
            self.show_view(WELCOME)
        elif self.views.current_id in ("", WELCOME, GIVEN, RECIPES):
            self.show_view("build")

    def may_close(self) -> bool:
        """Ask what has to be asked before the window goes; False if it is to stay."""
        if self.leaving.done:
            return True
        answer = self.running.ask_closing()
        if answer == "stay" or not self.files.may_leave():
            return False
        if answer == "go on":
            self._window.hide()
            self.leaving.begin()
        return answer != "go on"

    def _go(self) -> None:
        """Close for good, now that the run goes on elsewhere."""
        self._window.close()
        self.left.emit()

    def _stay(self, why: str) -> None:
        """Come back, because the run could not be handed over."""
        self._window.show()
        words = tr("The run could not go on without the window: {why}")
        self.notices.add(words.format(why=say(why)), icon="triangle-alert")

    def keep_unsaved(self) -> None:
        """Write unsaved edits into the recovery file: the window ends without asking."""
        if self.session.dirty:
            self.recovering.recovery.write()

    def shut_down(self, *, keep_recovery: bool) -> None:
        """End everything that is under way: the window closes."""
        self.checker.stop()
        self.build.stop()
        self.giving.stop()
        self.surveyor.shut_down()
        self._interrupted.cancel()
        if not keep_recovery:
            self.recovering.stop()
        if self.runs is not None:
            self.runs.stop()
        self.previewing.shut_down()
        self.curating.shut_down()
        self.running.shut_down()
        self.document_lock.close()
        self.catalogue.close()

    # Who tells whom ----------------------------------------------------------------------------

    def _connect_document(self) -> None:
        session = self.session
        session.document_changed.connect(self.show_document)
        session.file_changed.connect(lambda: self.show_document(session.document))
        session.selection_changed.connect(self._show_build)
        session.remarked.connect(self._remark)
        session.replaced.connect(self.notices.document_changed)
        self.checker.report_changed.connect(self.running.show_report)
        self.surveyor.found.connect(self.checker.show_found)
        self.running.controller.finished.connect(lambda _: self.surveyor.run_ended())
        self.build.item_wanted.connect(self.previewing.preview_index)
        self.settings.changed.connect(lambda chosen: self.welcome.show_recent(chosen.recent))
        self.document_lock.show_wanted.connect(self.front_wanted)
        self.language.chosen.connect(self.notices.add)
        self.settings.changed.connect(self._prefer)

    def _prefer(self, *_: object) -> None:
        """Take changed preferences over into a document that nobody has begun."""
        session = self.session
        if session.empty and session.document.run != session.new_run():
            session.new()

    def _connect_panels(self) -> None:
        self.panel.add_wanted.connect(self.catalogue.choose)
        self.panel.edit_wanted.connect(self._edit)
        self.panel.failures_wanted.connect(self.running.show_failures)
        self.running.idle_steps = self.panel.idle_steps
        self.options.all_wanted.connect(self.show_options)
        self.catalogue.picked.connect(self.add_component)
        self.giving.view_wanted.connect(lambda view: self.show_view(view or WELCOME))
        self.giving.made.connect(lambda _: self.show_view("build"))
        self.giving.made.connect(self.wanting.source_made)
        self.giving.record_given.connect(self.running.show_given)
        self.build.recipes_wanted.connect(self.wanting.offer)
        self.wanting.view_wanted.connect(self.show_view)
        self.wanting.data_wanted.connect(self.giving.ask_folder)
        self.wanting.run_wanted.connect(self.running.start)
        self.welcome.recipe_wanted.connect(self.wanting.choose)
        self.welcome.folder_wanted.connect(self.giving.ask_folder)
        self.welcome.files_wanted.connect(self.giving.ask_files)
        self.welcome.paste_wanted.connect(self.giving.paste)
        self.welcome.open_wanted.connect(self.open)
        self.welcome.sample_wanted.connect(self.files.open_sample)
        self.welcome.resume_wanted.connect(self._resume)
        self._interrupted.answered.connect(self.welcome.show_interrupted)

    def _connect_views(self) -> None:
        self.view_bar.chosen.connect(self.choose_view)
        self.views.view_changed.connect(self.view_bar.show_chosen)
        self.running.view_wanted.connect(self.show_view)
        self.running.warned.connect(self._warn)
        self.running.preview_wanted.connect(self._preview_result)
        self.running.output_preview_wanted.connect(self.previewing.preview_output)
        self.previewing.view_wanted.connect(self.show_view)
        self.curating.view_wanted.connect(self.show_view)
        self.curating.mend_wanted.connect(self.catalogue.choose)

    def _preview_result(self, index: int) -> None:
        """Preview an index of the run that is shown; one that failed at the step that failed."""
        step = self.running.failed_step(index)
        if step:
            self.panel.choose_quietly(step)
        self.previewing.preview_index(index)

    def _remark(self, words: str) -> None:
        self.notices.add(words, passing=True)

    def _warn(self, warning: str) -> None:
        icon = "info" if isinstance(warning, Fact) else "triangle-alert"
        self.notices.add(warning, icon=icon, passing=True)

    def _show_build(self, step_id: str) -> None:
        """Show the form of a step that was chosen; the preview shows the step itself, and stays."""
        staying = self.running.active or self.panel.passing or self.views.current_id == "preview"
        if step_id and not staying:
            self.show_view("build")

    def _edit(self, step_id: str) -> None:
        self.session.select(step_id)
        self.show_view("build")
        self.build.edit()

    def _resume(self, path: Path) -> None:
        if self.open(path):
            self.running.show_resume()
