"""All run options with their help, generated from the backend's Params."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.session import Session
from curator_gui.app.planning.backend_choices import backend_params, run_params
from curator_gui.app.planning.known_costs import KnownCosts
from curator_gui.core.document import PipelineDocument, RunOptions
from curator_gui.core.errors import ParamError
from curator_gui.core.frozen import thaw
from curator_gui.core.message import Message, place_of, without_place
from curator_gui.core.params.param import Param
from curator_gui.run.planning.job_options import JOB_OPTIONS, OF_SGE
from curator_gui.run.planning.options import checked_options, coerce_options
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.common.widgets import SPACE, IconLabel, MessageLine, label, line
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.param_form import ParamForm
from curator_gui.ui.options.cluster import ClusterPanel
from curator_gui.ui.options.presets import Guidance


def run_values(run: RunOptions) -> dict[str, object]:
    """Return the general options that differ from their defaults."""
    default = RunOptions()
    names = ("backend", "n_jobs", "indices", "on_error")
    return {n: getattr(run, n) for n in names if getattr(run, n) != getattr(default, n)}


def option_problems(run: RunOptions) -> dict[str, str]:
    """Say for each option of the backend what is wrong with it."""
    params = backend_params(run.backend)
    found = {}
    for name, value in run.options.items():
        try:
            coerce_options({name: value}, params, run.backend)
        except ParamError as error:
            found[name] = without_place(str(error))
    if not found and run.options.get("cluster"):
        try:
            checked_options(thaw(run.options), params, run.backend, run.n_jobs)
        except ParamError as error:
            found[_named_option(str(error))] = without_place(str(error))
    return found


def _named_option(words: str) -> str:
    """Return the option that a problem of several options together names as its place."""
    place = place_of(words)
    return place.values["name"] if isinstance(place, Message) else "cluster"


def chosen_words(report: Report) -> str:
    """Say how many items the index expression takes."""
    live = report.live
    if live.size is None or live.chosen is None:
        return ""
    items = count(live.size, "item", "items")
    return tr("{chosen} of {items}").format(chosen=count(live.chosen, "", "").strip(), items=items)


class OptionsPage(QWidget):
    """The general options, then those of the chosen backend."""

    def __init__(self, session: Session, checker: Checker, costs: KnownCosts) -> None:
        super().__init__()
        self._session, self._checker, self._costs = session, checker, costs
        self._edits = Edits(session)
        self._backend = ""
        self._context = FormContext()
        self.general = ParamForm(run_params(), self._context, strict=True)
        self.general.changed.connect(self._edits.set_run)
        self.general.reset.connect(self._reset_run)
        self.general.finished.connect(session.end_typing)
        self.guidance = Guidance(costs, self._edits)
        self.message = MessageLine()
        self.heading = label("", "heading")
        self.options: ParamForm | None = None
        self.cluster = ClusterPanel(session.registry)
        self._arrange()
        session.document_changed.connect(self._show)
        session.file_changed.connect(self._show_file)
        checker.report_changed.connect(self._show_report)
        self._show(session.document)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(IconLabel("sliders-horizontal", "accent", 20))
        title = QLabel(tr("Run options"))
        title.setProperty("role", "page-title")
        head.addWidget(title)
        head.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self.column.setSpacing(SPACE)
        self.column.addLayout(head)
        self.column.addWidget(line())
        self.column.addWidget(self.guidance)
        self.column.addWidget(self.general)
        self.column.addWidget(self.heading)
        self.column.addWidget(line())
        self.column.addWidget(self.cluster)
        self.column.addWidget(self.message)
        self.column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._costs.look()

    def _show_file(self) -> None:
        self._context.base = self._session.base

    def _show(self, document: PipelineDocument) -> None:
        run = document.run
        self.general.show_values(run_values(run))
        self.guidance.show_document(document)
        if run.backend != self._backend or self.options is None:
            self._new_options(run.backend)
        assert self.options is not None
        self.options.show_values(run.options)
        self._show_job_options(run.options.get("cluster"))
        self.cluster.show_document(document, self._session.base)
        self.options.show_problems(option_problems(run))
        known = {param.name for param in backend_params(run.backend)}
        unknown = [words for name, words in option_problems(run).items() if name not in known]
        self.message.show_message("\n".join(unknown))

    def _show_job_options(self, system: Any) -> None:
        """Show what the chosen job system can be asked for, and what is set anyway."""
        assert self.options is not None
        given = self._session.document.run.options
        for param in JOB_OPTIONS[1:]:
            if param.name in self.options.rows:
                wanted = bool(system) and (system == "sge" or param.name not in OF_SGE)
                self.options.rows[param.name].set_shown(wanted or param.name in given)

    def _show_report(self, report: Report) -> None:
        problem = report.live.indices_problem
        self.general.show_problems({"indices": problem} if problem else {})
        self.general.show_notes({"indices": "" if problem else chosen_words(report)})

    def _new_options(self, backend: str) -> None:
        if self.options is not None:
            self.column.removeWidget(self.options)
            self.options.hide()
            self.options.deleteLater()
        self._backend = backend
        params: tuple[Param, ...] = backend_params(backend)
        self.heading.setText(
            tr("Options of {backend}").format(backend=backend)
            if params
            else tr("{backend} has no options of its own").format(backend=backend)
        )
        self.options = ParamForm(params, self._context)
        self.options.explain("options")
        self.options.changed.connect(self._edits.set_option)
        self.options.reset.connect(self._edits.reset_option)
        self.options.finished.connect(self._session.end_typing)
        self.column.insertWidget(self.column.indexOf(self.message), self.options)

    def _reset_run(self, name: str) -> None:
        self._edits.set_run(name, getattr(RunOptions(), name))
