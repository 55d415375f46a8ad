"""One step of the pipeline as a card: kind, title, settings, state, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from curator_gui.app.document.param_values import said_value
from curator_gui.app.language.issues import on_step
from curator_gui.app.language.words import speaks_english
from curator_gui.app.run.recorded.step_runs import StepRun
from curator_gui.core.document import Kind, Step
from curator_gui.core.documents.validation import Issue
from curator_gui.core.registration.registry import Entry
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import mark, say, tr
from curator_gui.ui.common.widgets import (
    HALF,
    SPACE,
    ElidedLabel,
    IconLabel,
    MessageLine,
    label,
    set_role,
)
from curator_gui.ui.pipeline.run_line import RunLine

STEP_MIME = "application/x-curator-step"
GUTTER = 36
ICON = 20
KIND_ICONS: dict[Kind, str] = {
    "source": "database",
    "filter": "funnel",
    "sink": "hard-drive-download",
}


def entry_icon(kind: Kind, entry: Entry | None) -> str:
    """Return the icon of a component: its own, else that of its kind."""
    return (entry.icon if entry is not None else "") or KIND_ICONS[kind]


KIND_WORDS: dict[Kind, str] = {
    "source": mark("Source"),
    "filter": mark("Filter"),
    "sink": mark("Sink"),
}


@dataclass(frozen=True)
class CardState:
    """What a card shows; `leaving` is what leaves the step, `fresh` whether that is up to date.

    `tried` tells whether this version of the step has been carried out on some items, `run` what
    the last run did in it; one that is `new` lacks values, and nobody has been there yet.
    """

    step: Step
    entry: Entry | None
    issues: tuple[Issue, ...] = ()
    known: bool = False
    count: str = ""
    first: bool = False
    last: bool = False
    leaving: str = ""
    fresh: bool = True
    note: str = ""
    tried: bool = False
    new: bool = False
    run: StepRun | None = None

    @property
    def title(self) -> str:
        """The component's name, or its key where it is not installed."""
        return say(self.entry.title) if self.entry else self.step.component

    @property
    def condition(self) -> str:
        if not self.step.enabled:
            return mark("disabled")
        if any(issue.severity == "error" for issue in self.issues):
            return mark("incomplete") if self.entry else mark("missing")
        if self.issues:
            return mark("warning")
        if self.new:
            return mark("to be set")
        return self._ran() or (mark("ready") if self.known else mark("checking"))

    def _ran(self) -> str:
        """Say what has become of this version of the step; "" if it has never been carried out."""
        if self.run is not None and self.run.same:
            if self.run.active:
                return mark("running")
            if self.run.count.failed:
                return mark("failed for some items")
        passed = self.run is not None and self.run.passed
        return mark("works") if passed or (self.tried and self.known) else ""


_LIGHTS = {
    "disabled": ("power", "muted"),
    "incomplete": ("circle-alert", "error"),
    "missing": ("circle-alert", "error"),
    "warning": ("triangle-alert", "warning"),
    "to be set": ("circle-dashed", "muted"),
    "running": ("circle-play", "running"),
    "failed for some items": ("circle-x", "failed"),
    "works": ("circle-check", "done"),
    "ready": ("circle", "muted"),
    "checking": ("circle-dashed", "muted"),
}


def summary(step: Step, entry: Entry | None) -> str:
    """Say in one line how a step is set."""
    if entry is None:
        return tr("not installed here")
    values = [(name, value) for name, value in step.values.items() if value is not None]
    return "   ".join(
        f"{_label(entry, name)}: {said_value(entry.param(name), value)}" for name, value in values
    )


def _label(entry: Entry, name: str) -> str:
    """Name a parameter within a line; German nouns keep their capitals."""
    param = entry.param(name)
    return name.replace("_", " ") if param is None or speaks_english() else say(param.label)


def message(issues: Sequence[Issue]) -> tuple[str, str]:
    """Return what a card says about its issues, and how grave that is."""
    worst = sorted(issues, key=lambda issue: issue.severity != "error")
    if not worst:
        return "", "error"
    first = worst[0]
    more = tr(" (and {n} more)").format(n=len(worst) - 1) if len(worst) > 1 else ""
    return on_step(first) + more, first.severity


class StepCard(QWidget):
    """A card; it can be chosen, dragged and reached with the keyboard.

    Signals
    -------
    chosen(str)
        The person chose this step.
    reached(str)
        Tab has come to this step.
    activated(str)
        The person wants to edit it: double click or Enter.
    menu_wanted(str, object)
        The person asked for the context menu, at a global position.
    failures_wanted(str)
        The person wants to see what failed in this step.
    """

    chosen = Signal(str)
    reached = Signal(str)
    activated = Signal(str)
    menu_wanted = Signal(str, object)
    failures_wanted = Signal(str)

    def __init__(self, step_id: str) -> None:
        super().__init__()
        self.step_id = step_id
        self.state: CardState | None = None
        self._selected = False
        self._pressed: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title = ElidedLabel(role="title")
        self.count = label("", "muted")
        self.light = IconLabel(size=14)
        self.settings = ElidedLabel(role="muted")
        self.leaving = ElidedLabel()
        self.run_line = RunLine()
        self.run_line.failures_wanted.connect(lambda: self.failures_wanted.emit(self.step_id))
        self.note = ElidedLabel(role="muted")
        self.message = MessageLine(selectable=False)
        self._arrange()
        theme.notifier().changed.connect(self.update)

    def show_state(self, state: CardState) -> None:
        self.state = state
        self.title.setText(state.title)
        set_role(self.title, "title" if state.step.enabled and state.entry else "muted")
        self.count.setText(state.count)
        icon, role = _LIGHTS[state.condition]
        self.light.show_icon(icon, role)
        self.light.setToolTip(tr(state.condition))
        words = summary(state.step, state.entry)
        self.settings.setText(words)
        self.settings.setVisible(bool(words))
        self.leaving.setText(f"↓ {state.leaving}")
        self.leaving.setVisible(bool(state.leaving) and state.step.enabled)
        set_role(self.leaving, "" if state.fresh else "muted")
        self.run_line.show_run(state.run if state.step.enabled else None)
        self.note.setText(state.note)
        self.note.setVisible(bool(state.note) and state.step.enabled)
        self.message.show_message(*message(state.issues if state.step.enabled else ()))
        self.setAccessibleName(f"{tr(KIND_WORDS[state.step.kind])}: {state.title}")
        said = (self.message.text or words, state.leaving, self.run_line.text, state.note)
        self.setAccessibleDescription(f"{tr(state.condition)}. {' '.join(filter(None, said))}")
        self.update()

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self.update()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        head.addWidget(self.light)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GUTTER, SPACE, SPACE + HALF, SPACE)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.settings)
        layout.addWidget(self.leaving)
        layout.addWidget(self.run_line)
        layout.addWidget(self.note)
        layout.addWidget(self.message)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, painter = theme.current(), QPainter(self)
        if self._selected:
            painter.fillRect(self.rect(), colors.color("accent_soft"))
            painter.fillRect(0, 0, 3, self.height(), colors.color("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), colors.color("alternate"))
        if self.state is not None:
            self._paint_gutter(painter, self.state)
        if self.hasFocus():
            painter.setPen(QPen(colors.color("accent"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_gutter(self, painter: QPainter, state: CardState) -> None:
        """Draw the kind's icon on the line along which the data flows."""
        colors = theme.current()
        middle, top = GUTTER // 2 + 1, SPACE - 1
        painter.setPen(QPen(colors.color("border"), 1.5))
        if not state.first:
            painter.drawLine(middle, 0, middle, top - 2)
        if not state.last:
            painter.drawLine(middle, top + ICON + 2, middle, self.height())
        on = state.step.enabled and state.entry is not None
        place = QRect(QPoint(middle - ICON // 2, top), QSize(ICON, ICON))
        name = entry_icon(state.step.kind, state.entry)
        icons.icon(name, "accent" if on else "muted").paint(painter, place)

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        passing = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        (self.reached if passing else self.chosen).emit(self.step_id)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.step_id)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.activated.emit(self.step_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self.draggable:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._drag()

    @property
    def draggable(self) -> bool:
        """Whether the step can have another place: all but the source can."""
        return self.state is not None and self.state.step.kind != "source"

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.chosen.emit(self.step_id)
        self.menu_wanted.emit(self.step_id, event.globalPos())

    def _drag(self) -> None:
        start, self._pressed = self._pressed, None
        mime = QMimeData()
        mime.setData(STEP_MIME, self.step_id.encode())
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self.grab())
        drag.setHotSpot(start or QPoint())
        drag.exec(Qt.DropAction.MoveAction)
