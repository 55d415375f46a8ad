"""The run options that are always in sight; the rest is one click away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.session import Session
from curator_gui.app.planning.backend_choices import INDICES, N_JOBS, ON_ERROR, backend_params
from curator_gui.core.document import PipelineDocument, RunOptions
from curator_gui.run.config import RunConfig
from curator_gui.run.planning.options import MAX_ATTEMPTS, TIMEOUT
from curator_gui.ui.common.help_topics import explain
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.common.widgets import SPACE
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.param_form import ParamForm
from curator_gui.ui.options.page import chosen_words, option_problems, run_values

GENERAL = (N_JOBS, INDICES, ON_ERROR)
OFTEN = (TIMEOUT, MAX_ATTEMPTS)


class OptionsPanel(QWidget):
    """Workers, indices, error policy, timeout and attempts in a narrow form.

    Signals
    -------
    all_wanted()
        The person wants to see all options.
    """

    all_wanted = Signal()

    def __init__(self, session: Session, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._edits = Edits(session)
        context = FormContext()
        self.general = ParamForm(GENERAL, context, compact=True, strict=True, parent=self)
        self.general.changed.connect(self._edits.set_run)
        self.general.reset.connect(self._reset_run)
        self.often = ParamForm(OFTEN, context, compact=True, parent=self)
        self.often.changed.connect(self._edits.set_option)
        self.often.reset.connect(self._edits.reset_option)
        self.often.explain("options")
        explain(self, "documents")
        for form in (self.general, self.often):
            form.finished.connect(session.end_typing)
        self.more = self._make_more()
        self._lay_out()
        session.document_changed.connect(self._show)
        checker.report_changed.connect(self._show_report)
        self._show(session.document)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        for widget in (self.general, self.often, self.more):
            layout.addWidget(widget)
        layout.addStretch(1)

    def _make_more(self) -> QPushButton:
        more = QPushButton()
        more.setFlat(True)
        more.setProperty("role", "link")
        more.clicked.connect(self.all_wanted)
        return more

    def _show(self, document: PipelineDocument) -> None:
        run = document.run
        self.general.show_values(run_values(run))
        offered = {param.name for param in backend_params(run.backend)}
        self.often.setVisible(offered >= {param.name for param in OFTEN})
        self.often.show_values(run.options)
        problems = option_problems(run)
        self.often.show_problems(problems)
        hidden = [name for name in run.options if name not in self.often.rows]
        words = tr("All {backend} options").format(backend=run.backend)
        if hidden:
            words += tr(" ({n} set)").format(n=len(hidden))
        self.more.setText(words + " \u203a")

    def _show_report(self, report: Report) -> None:
        problem = report.live.indices_problem
        self.general.show_problems({"indices": problem} if problem else {})
        self.general.show_notes({"indices": "" if problem else chosen_words(report)})
        if report.complete:  # by then joblib, which counts the cores, has been imported
            self._show_workers(self._session.document.run.n_jobs)

    def _show_workers(self, n_jobs: int) -> None:
        """Say what a negative number means here."""
        words = ""
        if n_jobs < 0:
            words = count(RunConfig(n_jobs=n_jobs).workers(), "worker", "workers")
        self.general.show_notes({"n_jobs": words})

    def _reset_run(self, name: str) -> None:
        self._edits.set_run(name, getattr(RunOptions(), name))
