"""The Build view: the form of the chosen step with its help, or all run options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.session import Session
from curator_gui.app.planning.known_costs import KnownCosts
from curator_gui.app.preview.survey import Surveyor
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.registration.registry import Entry
from curator_gui.ui.common.text import plain, say, tr
from curator_gui.ui.common.widgets import SPACE, IconLabel, MessageLine, label, line
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.param_form import ParamForm
from curator_gui.ui.options.page import OptionsPage
from curator_gui.ui.pipeline.card import KIND_WORDS, entry_icon
from curator_gui.ui.pipeline.effect import EffectBox, steady_words
from curator_gui.ui.pipeline.survey_pane import SurveyPane

if TYPE_CHECKING:
    from curator_gui.ui.pipeline.first_picture import FirstPicture

FOLD_AFTER = 4
"""Rows of a source's form that are always there: below it stands what is in the data."""

MARGIN = 2 * SPACE


class StepPage(QWidget):
    """The form of one step; made anew for each component, updated for each edit."""

    item_wanted = Signal(object)

    def __init__(
        self,
        step: Step,
        entry: Entry | None,
        edits: Edits,
        context: FormContext,
        surveyor: Surveyor,
    ) -> None:
        super().__init__()
        self._context, self._surveyor = context, surveyor
        self.step_id = step.id
        self.component = step.component
        self.entry = entry
        self._edits = edits
        self.enabled = QCheckBox(tr("takes part in runs"))
        self.enabled.clicked.connect(self._set_enabled)
        self.recipes = QPushButton(tr("What do you want?"))
        self.recipes.setToolTip(tr("Steps for a goal, filled with what these data hold"))
        self.message = MessageLine()
        params = entry.params if entry else ()
        fold = FOLD_AFTER if step.kind == "source" and len(params) > FOLD_AFTER + 2 else 0
        self.form = ParamForm(params, context, help_beside=False, fold_after=fold)
        self.form.explain(step.component)
        self.form.changed.connect(self._change)
        self.form.reset.connect(self._reset)
        self.recipes.setProperty("role", "primary" if edits.bare else "")
        self.survey = SurveyPane() if step.kind == "source" else None
        self.picture = _picture(surveyor) if step.kind == "source" else None
        self.effect = EffectBox() if step.kind == "filter" else None
        self._connect_survey()
        self._arrange(step)
        self.show_survey()

    def show_step(self, step: Step) -> None:
        self.enabled.setChecked(step.enabled)
        self.form.show_values(step.values)

    def show_report(self, report: Report) -> None:
        """Show what is wrong, each beside its field."""
        issues = report.for_step(self.step_id)
        known = self.form.rows
        general = [issue for issue in issues if issue.param not in known]
        words = "\n".join(
            f"{issue.param}: {say(issue.message)}" if issue.param else say(issue.message)
            for issue in general
        )
        grave = any(issue.severity == "error" for issue in general)
        self.message.show_message(words, "error" if grave or not general else "warning")
        wrong = {i.param: i.message for i in reversed(issues) if i.param in known}
        self.form.show_problems(wrong, lenient=self._edits.is_new(self.step_id))

    def show_survey(self) -> None:
        """Show what the data are here: in the form, in the pane of a source, in words."""
        state, facts = self._surveyor.state, self._surveyor.reaching(self.step_id)
        context = self._context
        size = state.whole.size if state.whole else 0
        if (facts, self.entry) != (context.facts, context.entry):
            context.facts, context.entry, context.size = facts, self.entry, size
            self.form.refresh_offers()
        if self.survey is not None:
            self.survey.show_state(state)
        if self.picture is not None:
            self.picture.show_state(state)
        if self.effect is not None:
            after = state.leaving(self.step_id)
            self.effect.show_effect(
                facts, after, steady=steady_words(self.entry), fresh=state.fresh
            )

    def stop(self) -> None:
        """Expect no picture any more: the page goes."""
        if self.picture is not None:
            self.picture.stop()

    def _connect_survey(self) -> None:
        if self.survey is None or self.picture is None:
            return
        self.survey.stop_wanted.connect(self._surveyor.stop)
        self.survey.again_wanted.connect(self._surveyor.again)
        self.survey.item_wanted.connect(self.item_wanted)
        self.survey.field_chosen.connect(self.picture.choose)

    def _arrange(self, step: Step) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACE)
        layout.addLayout(self._head(step))
        layout.addWidget(label(self._description(), "muted", wrap=True))
        layout.addWidget(self.message)
        layout.addWidget(line())
        beside = QHBoxLayout()
        beside.setSpacing(2 * MARGIN)
        column = QVBoxLayout()
        column.addWidget(self.form)
        column.addStretch(1)
        beside.addLayout(column, 1)
        if self.picture is not None:
            beside.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(beside)
        if self.entry is not None and not self.entry.params:
            layout.addWidget(label(tr("This step has nothing to set."), "muted"))
        if self.survey is not None:
            layout.addWidget(self.survey)
        if self.effect is not None:
            layout.addWidget(self.effect)
        layout.addStretch(1)

    def _head(self, step: Step) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(IconLabel(entry_icon(step.kind, self.entry), "accent", 20))
        title = QLabel(say(self.entry.title) if self.entry else step.component)
        title.setProperty("role", "page-title")
        head.addWidget(title)
        words = f"{tr(KIND_WORDS[step.kind])}  {step.component}"
        head.addWidget(label(words, "muted"), 1)
        head.addWidget(self.enabled)
        head.addWidget(self.recipes)
        if step.kind != "source":  # never `setVisible(True)`: it is in no window yet
            self.recipes.hide()
        return head

    def _description(self) -> str:
        if self.entry:
            return plain(say(self.entry.description))
        return tr(
            "This component is not installed here. The step is kept as it is and saved unchanged; "
            "install the package that brings it, or delete the step."
        )

    def _change(self, name: str, value: object) -> None:
        self._edits.set_value(self.step_id, name, value)

    def _reset(self, name: str) -> None:
        self._edits.reset_value(self.step_id, name)

    def _set_enabled(self, enabled: bool) -> None:
        self._edits.set_enabled(self.step_id, enabled)


class BuildView(QWidget):
    """Shows the chosen step, or the page of run options when asked for.

    Signals
    -------
    item_wanted(object)
        The person wants to see this index.
    recipes_wanted()
        The person wants to know what can be made of the source.
    """

    item_wanted = Signal(object)
    recipes_wanted = Signal()

    def __init__(
        self,
        session: Session,
        checker: Checker,
        context: FormContext,
        costs: KnownCosts,
        surveyor: Surveyor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._checker, self._context = session, checker, context
        self._surveyor = surveyor
        self._edits, self._costs = Edits(session), costs
        self.stack = QStackedWidget(self)
        self.empty = self._make_empty()
        self.options: OptionsPage | None = None
        self._step_area = _scrolled(QWidget(), self.stack)
        self.page: StepPage | None = None
        for widget in (self.empty, self._step_area):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._connect()
        self._show_file()
        self._show_step(session.selected)

    def _connect(self) -> None:
        self._session.document_changed.connect(self._show_document)
        self._session.selection_changed.connect(self._show_step)
        self._session.file_changed.connect(self._show_file)
        self._checker.report_changed.connect(self._show_report)
        self._session.settled.connect(lambda: self._show_report(self._checker.report))
        self._surveyor.changed.connect(self._show_survey)

    def show_options(self) -> None:
        """Show all run options; the page is made when it is first wanted."""
        if self.options is None:
            self.options = OptionsPage(self._session, self._checker, self._costs)
            self._options_area = _scrolled(self.options, self.stack)
            self.stack.addWidget(self._options_area)
        self.stack.setCurrentWidget(self._options_area)

    def show_chosen_step(self) -> None:
        self._show_step(self._session.selected)

    def edit(self) -> None:
        """Put the keyboard into the form of the chosen step."""
        self.show_chosen_step()
        if self.page is not None:
            self.page.form.focus_first_problem()

    def _make_empty(self) -> QWidget:
        page = QWidget(self.stack)
        layout = QVBoxLayout(page)
        words = tr("The settings of a step stand here. Choose one on the left, or add one.")
        text = label(words, "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(text)
        return page

    def _show_file(self) -> None:
        self._context.base = self._session.base

    def _show_document(self, document: PipelineDocument) -> None:
        if self.page is None or not document.has_step(self.page.step_id):
            return
        step = document.step(self.page.step_id)
        if self.page.entry is not self._session.registry.find(step.component):
            self._new_page(step)  # its file was loaded anew, and may ask for other parameters
        else:
            self.page.show_step(step)

    def _show_step(self, step_id: str) -> None:
        self._session.end_typing()
        if not step_id:
            self._drop_page()
            self.stack.setCurrentWidget(self.empty)
            return
        step = self._session.document.step(step_id)
        if self.page is None or (self.page.step_id, self.page.component) != (
            step_id,
            step.component,
        ):
            self._new_page(step)
        self.stack.setCurrentWidget(self._step_area)

    def _new_page(self, step: Step) -> None:
        entry = self._session.registry.find(step.component)
        self._drop_picture()
        page = StepPage(step, entry, self._edits, self._context, self._surveyor)
        page.item_wanted.connect(self.item_wanted)
        page.recipes.clicked.connect(self.recipes_wanted)
        page.form.finished.connect(self._session.end_typing)
        page.show_step(step)
        page.show_report(self._checker.report)
        self.page = page
        self._step_area.setWidget(page)

    def _drop_picture(self) -> None:
        if self.page is not None:
            self.page.stop()

    def _drop_page(self) -> None:
        self._drop_picture()
        self.page = None
        self._step_area.setWidget(QWidget())

    def _show_survey(self) -> None:
        if self.page is not None:
            self.page.show_survey()

    def stop(self) -> None:
        """Expect no answers any more: the window closes."""
        self._drop_picture()

    def _show_report(self, report: Report) -> None:
        self._context.label = report.live.label
        if self.page is not None:
            self.page.show_report(report)


def _picture(surveyor: Surveyor) -> FirstPicture:
    from curator_gui.ui.pipeline.first_picture import FirstPicture  # the preview's words: joblib

    return FirstPicture(surveyor)


def _scrolled(widget: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
