"""The Preview view: one index through the pipeline, step by step, without writing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.preview.controller import PreviewController, PreviewState
from curator_gui.app.preview.pictures import PictureCalls
from curator_gui.app.preview.request import Request
from curator_gui.ui.common.actions import Actions, shortcut_text
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, MessageLine, label, line
from curator_gui.ui.preview.comparison import Comparison, Drawable
from curator_gui.ui.preview.fields.words import flow_text, notes_text
from curator_gui.ui.preview.film import Film
from curator_gui.ui.preview.header import PreviewHeader
from curator_gui.ui.preview.side import Side
from curator_gui.ui.preview.steps import StepList
from curator_gui.ui.results.detail import fixed_text

if TYPE_CHECKING:
    from curator_gui.app.preview.scenes import PipelineScene
    from curator_gui.run.helper.film import Frame
    from curator_gui.run.helper.preview import StepPreview

LAST = -1


class PreviewView(QWidget):
    """Shows what the steps make of one index, and what is wrong with them."""

    def __init__(
        self,
        controller: PreviewController,
        checker: Checker,
        actions: Actions,
    ) -> None:
        super().__init__()
        self._controller, self._checker = controller, checker
        self._chosen = LAST
        self._showing: tuple[object, ...] = ()
        self._looked: tuple[object, int] = (None, LAST)
        self._asked: Request | None = None
        self._framed: Request | None = None
        self._keys = shortcut_text(actions["preview"])
        self._limit_keys = shortcut_text(actions["preferences"])
        self.setAccessibleName(tr("Preview"))
        self.pictures = PictureCalls(controller.process, self)
        self.header = PreviewHeader(actions["preview"])
        self.film = Film(self, self)
        self.header.add_film(*self.film.buttons)
        self.message = MessageLine()
        self.steps = StepList()
        self.comparison = Comparison(self.pictures, "steps")
        self.failure = FailurePage()
        self.waiting = label("", "muted")
        self.empty = EmptyState(
            "eye",
            tr("No preview yet"),
            tr(
                "Here one item appears before and after every step: its fields, what has changed, "
                "and pictures. Nothing is written."
            ),
            actions["preview"],
        )
        self._lay_out()
        self._connect()
        self._show_report(checker.report)
        self._show_state()

    def preview(self) -> None:
        self.header.index.interpretText()
        self._controller.preview(self.header.index.value())

    def preview_index(self, index: int) -> None:
        self.header.index.setMaximum(max(index, self.header.index.maximum()))
        self.header.index.setValue(index)
        self._controller.preview(index)

    def choose_step(self, number: int) -> None:
        """Look at a step, also one that has not been run yet."""
        self._chosen = number
        self._show_state()

    @property
    def position(self) -> int:
        return self.header.index.value()

    @property
    def last(self) -> int:
        return self.header.slider.maximum()  # 0 while the items are not counted

    @property
    def busy(self) -> bool:
        return self._controller.state.busy or self.pictures.busy

    @property
    def stopped(self) -> bool:
        return self._controller.state.phase == "stopped"

    def scene(self) -> PipelineScene | None:
        """Return the items behind the step that is looked at; None while they are not counted."""
        from curator_gui.app.preview.scenes import PipelineScene

        size = self._checker.report.live.size
        if not size:
            return None
        take = self.comparison.take(self._chosen)
        return PipelineScene(self._controller.request(0), size, take, self._controller.timeout)

    def set_position(self, number: int) -> None:
        self.header.index.setValue(number)

    def show_frame(self, frame: Frame) -> None:
        self._controller.show_frame(frame)

    def show_meanwhile(self, _: int, frame: Frame) -> None:
        """Show another item than the one that is set until that one is there."""
        state = self._controller.framed(frame)
        self._showing = ()
        self._show_content(state)
        self._show_step(state)

    def show_item(self) -> None:
        self.preview()

    def stop(self) -> None:
        """Expect nothing any more: the window closes."""
        self.film.stop()
        self.pictures.cancel()
        self._controller.stop()

    def _show_report(self, report: Report) -> None:
        self.header.show_size(report.live.size)

    def _show_state(self) -> None:
        state = self._controller.state
        self.header.show_busy(busy=state.busy)
        if state.request is not self._asked:
            self._ask(state)
        if state.busy and self._framed is not None:
            return  # a frame of this very item stays until all of it is there
        self._show_message(state)
        self._show_content(state)
        showing = (state.phase, state.opened, len(state.steps), self._shown_step(state))
        if showing != self._showing:  # and not merely stale now
            self._showing = showing
            self._show_step(state)

    def hideEvent(self, event: QHideEvent) -> None:
        self.film.halt()
        super().hideEvent(event)

    def _ask(self, state: PreviewState) -> None:
        """Note that something else is previewed now, and whether a frame of it is shown already."""
        self._asked = state.request
        if state.request is None:  # another document: no frame of this one is wanted any more
            self._framed = None
            self.film.stop()
            return
        self.header.index.setValue(state.request.index)
        if state.phase == "opening":
            self.pictures.cancel()  # it would be a picture of the item before
        same = self._framed is not None and _same_item(self._framed, state.request)
        self._framed = state.request if state.frame is not None or same else None

    def _show_content(self, state: PreviewState) -> None:
        self.header.label.setText(self._item_words(state))
        self._stack.setCurrentIndex(0 if state.phase == "empty" else 1)
        if state.phase == "empty":
            self.pages.setCurrentWidget(self.waiting)
        self.steps.show_state(state, self._shown_step(state))

    def _item_words(self, state: PreviewState) -> str:
        """Name the item that is shown; one that is not the one set says so."""
        if state.opened is None:
            return ""
        if state.opened.index == self.position or state.request is None:
            return state.opened.label
        words = tr("{item}, until index {n} is there")
        return words.format(item=state.opened.label, n=self.position)

    def _show_message(self, state: PreviewState) -> None:
        severity, words = self._words(state)
        self.message.show_message(words, severity)

    def _words(self, state: PreviewState) -> tuple[str, str]:
        if state.phase == "failed":
            return "error", self._failure_words(state)
        if state.phase == "stopped":
            where = tr("The preview was stopped in the step “{step}”.").format(
                step=say(state.current)
            )
            return "warning", where if state.current else tr("The preview was stopped.")
        if self._controller.stale:
            words = tr("The pipeline has changed since: preview again ({keys}).")
            return "warning", words.format(keys=self._keys)
        number = self._shown_step(state)
        return "warning", notes_text(state.steps[number]) if number >= 0 else ""

    def _failure_words(self, state: PreviewState) -> str:
        """Say what ended a preview; a step that did so is named with its index in the problem."""
        problem = say(state.problem).rstrip(".")
        if state.opened is not None:
            advice = tr(
                "Change the settings of that step, raise the time limit in the preferences "
                "({keys}), or try another index."
            ).format(keys=self._limit_keys)
            return f"{problem[:1].upper()}{problem[1:]}. {advice}"
        index = state.request.index if state.request else 0
        return tr("Preview of index {n}: {problem}.").format(n=index, problem=problem)

    def _shown_step(self, state: PreviewState) -> int:
        """Return the step to be looked at: the chosen one, else the last that was run."""
        last = len(state.steps) - 1
        return last if self._chosen == LAST else min(self._chosen, last)

    def _choose_step(self, number: int) -> None:
        state = self._controller.state
        last = len(state.steps) - 1
        self._chosen = LAST if number == last and state.complete else number
        if state.frame is not None:
            self.preview()  # its frame has no pictures of other steps
        else:
            self._show_step(state)
            self._show_message(state)

    def _show_step(self, state: PreviewState) -> None:
        number = self._shown_step(state)
        wanted = (
            self._chosen
            if self._chosen != LAST
            else len(state.opened.names if state.opened else ())
        )
        if state.busy and number < wanted and self.pages.currentWidget() is self.comparison:
            return  # what was shown stays until something newer is there
        if number < 0:
            self.pages.setCurrentWidget(self.waiting)
            self.waiting.setText(_waiting_words(state))
            return
        step = state.steps[number]
        if step.error is not None:
            self.failure.show_failure(step, state.request.index if state.request else 0)
            self.pages.setCurrentWidget(self.failure)
            return
        earlier = state.steps[number - 1] if number else None
        self.comparison.show_sides(
            _side(tr("Before: {step}"), number - 1, earlier) if earlier else None,
            _side(tr("After: {step}"), number, step, earlier),
            _drawable(state),
            frame=state.frame,
            keep=self._framed is not None,
            stay=self._stay(state, number),
        )
        self.pages.setCurrentWidget(self.comparison)

    def _stay(self, state: PreviewState, number: int) -> bool:
        """Whether only the item is another one since the last look: its field is still wanted."""
        before, self._looked = self._looked, (state.request and state.request.essence, number)
        return before == self._looked

    def _lay_out(self) -> None:
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        for page in (self.waiting, self.comparison, self.failure):
            self.pages.addWidget(page)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._splitter())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.message)
        column.addWidget(line())
        column.addWidget(body, 1)
        self.message.setContentsMargins(SPACE, 0, SPACE, HALF)

    def _splitter(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.steps)
        splitter.addWidget(self.pages)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        return splitter

    def _connect(self) -> None:
        self.header.wanted.connect(self.preview)
        self.header.scrubbed.connect(self.film.scrub)
        self.pictures.drawn.connect(self.film.settled)
        self.header.random_wanted.connect(self._controller.preview_random)
        self.header.stop_wanted.connect(self._controller.cancel)
        self.steps.step_chosen.connect(self._choose_step)
        self._controller.changed.connect(self._show_state)
        self._controller.changed.connect(self.film.settled)
        self._checker.report_changed.connect(self._show_report)


class FailurePage(QWidget):
    """What a step raised, with its traceback."""

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageLine()
        self.traceback: QPlainTextEdit = fixed_text(tr("Traceback"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.message)
        column.addWidget(label(tr("Traceback"), "heading"))
        column.addWidget(self.traceback, 1)

    def show_failure(self, step: StepPreview, index: int) -> None:
        assert step.error is not None
        words = tr("The step “{step}” failed on index {n}: {kind}: {message}").format(
            step=say(step.name), n=index, kind=step.error.kind, message=step.error.message
        )
        self.message.show_message(words)
        self.traceback.setPlainText(step.error.traceback)


def _same_item(one: Request, other: Request) -> bool:
    return one.index == other.index and one.essence == other.essence


def _drawable(state: PreviewState) -> Drawable:
    if state.busy:
        return "later"
    if state.frame is not None:  # the process that draws does not know this item
        return "later"
    return "now" if state.phase == "done" else "never"


def _side(title: str, number: int, step: StepPreview, before: StepPreview | None = None) -> Side:
    words = title.format(step=say(step.name))
    if before is not None and (len(before.items), len(step.items)) != (1, 1):
        words += f"  ({flow_text(before, step)})"
    return Side(words, number, step.items)


def _waiting_words(state: PreviewState) -> str:
    if state.phase == "opening":
        return tr("Opening the index...")
    if state.busy:
        return tr("Running the step “{step}”...").format(step=say(state.current))
    return tr("There is nothing to show.")
