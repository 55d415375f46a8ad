"""The pipeline panel: cards from source to sink, and the commands on the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.checking import Checker
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.app.run.controller import RunController
from curator_gui.core.document import Kind, PipelineDocument
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.refresher import Refresher
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, line, tool_button
from curator_gui.ui.pipeline.card import KIND_ICONS, STEP_MIME, StepCard
from curator_gui.ui.pipeline.card_states import CardStates
from curator_gui.ui.pipeline.catalogue import COMPONENT_MIME

_POLICY = Qt.FocusPolicy
STEP_ACTIONS = ("move_up", "move_down", "duplicate", "toggle_step", "delete")


class CardList(QWidget):
    """The cards one below the other; filters, sinks and components can be dropped between them.

    `kind_of` tells the kind of a component by its key.

    Signals
    -------
    step_dropped(str, int)
        A step was dragged to a position among those of its kind.
    component_dropped(str, int)
        A component of the catalogue was dragged to a position among the steps of its kind.
    """

    step_dropped = Signal(str, int)
    component_dropped = Signal(str, int)

    def __init__(self, kind_of: Callable[[str], Kind]) -> None:
        super().__init__()
        self._kind_of = kind_of
        self.setAcceptDrops(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.cards: list[StepCard] = []
        self._mark: int | None = None
        """The height at which a drop would put a step."""

    def position_at(self, y: int, kind: Kind = "filter") -> int:
        """Return the place among the steps of a kind that a drop at height `y` means."""
        centers = [card.geometry().center().y() for card in self._row(kind)]
        return sum(center < y for center in centers)

    def _dragged(self, mime: QMimeData) -> Kind:
        """Tell the kind of what is being dragged."""
        if not mime.hasFormat(STEP_MIME):
            return self._kind_of(_text(mime.data(COMPONENT_MIME)))
        step_id = _text(mime.data(STEP_MIME))
        found = next((card for card in self.cards if card.step_id == step_id), None)
        return _kind(found) if found is not None else "filter"

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(event.mimeData().hasFormat(kind) for kind in (STEP_MIME, COMPONENT_MIME)):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        kind = self._dragged(event.mimeData())
        self._show_mark(
            self._height_of(self.position_at(event.position().toPoint().y(), kind), kind)
        )
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_mark(None)
        mime = event.mimeData()
        position = self.position_at(event.position().toPoint().y(), self._dragged(mime))
        event.acceptProposedAction()
        if mime.hasFormat(STEP_MIME):
            self.step_dropped.emit(_text(mime.data(STEP_MIME)), position)
        elif mime.hasFormat(COMPONENT_MIME):
            self.component_dropped.emit(_text(mime.data(COMPONENT_MIME)), position)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark is None:
            return
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().color("accent"), 2))
        painter.drawLine(HALF, self._mark, self.width() - HALF, self._mark)

    def _height_of(self, position: int, kind: Kind) -> int:
        row = self._row(kind)
        if position < len(row):
            return max(1, row[position].y())
        before = ("source",) if kind == "filter" else ("source", "filter")
        above = row[-1:] or [card for card in self.cards if _kind(card) in before][-1:]
        return above[0].geometry().bottom() if above else 1

    def _show_mark(self, height: int | None) -> None:
        if height != self._mark:
            self._mark = height
            self.update()

    def _row(self, kind: Kind) -> list[StepCard]:
        return [card for card in self.cards if card.state is not None and _kind(card) == kind]


class PipelinePanel(QWidget):
    """Shows the session's steps and lets a person choose, arrange and check them.

    Signals
    -------
    add_wanted(str)
        The person wants the catalogue; the kind of component, or "" for any.
    edit_wanted(str)
        The person wants to edit a step.
    failures_wanted(str)
        The person wants to see what failed in the step of this name.
    """

    add_wanted = Signal(str)
    edit_wanted = Signal(str)
    failures_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        checker: Checker,
        actions: Actions,
        surveyor: Surveyor,
        controller: RunController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._checker, self._actions = session, checker, actions
        self._surveyor, self._controller = surveyor, controller
        self._states = CardStates(session, checker, surveyor, controller)
        self._edits = Edits(session)
        self.passing = False
        self.list = CardList(self._component_kind)
        self.empty_source = self._slot("source", tr("Add a source: what to read"))
        self.empty_sink = self._slot("sink", tr("Add a sink: what to write"))
        self._arrange()
        self._connect()
        self._rebuild(session.document)

    @property
    def cards(self) -> list[StepCard]:
        return self.list.cards

    def card(self, step_id: str) -> StepCard | None:
        return next((card for card in self.cards if card.step_id == step_id), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, selected = Qt.Key(event.key()), self._session.selected
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose_beside(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and selected:
            self.edit_wanted.emit(selected)
        elif key == Qt.Key.Key_Space and selected:
            self._toggle()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE, HALF, SPACE, HALF)
        bar.setSpacing(2)
        add = tool_button(self._actions["add_step"], text=True)
        self._buttons = [add, *(tool_button(self._actions[name]) for name in STEP_ACTIONS)]
        bar.addWidget(add)
        bar.addStretch(1)
        for button in self._buttons[1:]:
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll_area(), 1)
        layout.addWidget(line())
        layout.addLayout(bar)

    def _scroll_area(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.list)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _connect(self) -> None:
        self._session.document_changed.connect(self._rebuild)
        self._session.selection_changed.connect(self._show_selection)
        self._checker.report_changed.connect(self.refresh)
        self._session.settled.connect(self.refresh)
        self._surveyor.changed.connect(self.refresh)
        self._refresher = Refresher(self, self._controller, self.refresh)
        self.list.step_dropped.connect(self._edits.place_step)
        self.list.component_dropped.connect(self._add_component)
        selected = self._on_selected
        self._actions.connect_all(
            {
                "move_up": selected(lambda step: self._edits.move_step(step, -1)),
                "move_down": selected(lambda step: self._edits.move_step(step, 1)),
                "duplicate": selected(self._edits.duplicate_step),
                "toggle_step": self._toggle,
                "delete": selected(self._edits.remove_step),
            }
        )
        self.addAction(self._actions["delete"])
        theme.notifier().changed.connect(self._draw_slots)

    def _on_selected(self, edit: Callable[[str], None]) -> Callable[[], None]:
        """Make a command that edits the chosen step."""

        def call() -> None:
            if self._session.selected:
                edit(self._session.selected)

        return call

    def _toggle(self) -> None:
        selected = self._session.selected
        if selected:
            step = self._session.document.step(selected)
            self._edits.set_enabled(selected, not step.enabled)

    def _component_kind(self, key: str) -> Kind:
        entry = self._session.registry.find(key)
        return entry.kind if entry is not None else "filter"

    def _add_component(self, key: str, position: int) -> None:
        entry = self._session.registry.find(key)
        if entry is not None:
            self._edits.add_step(entry, position)

    def _choose_beside(self, offset: int) -> None:
        ids = [card.step_id for card in self.cards]
        if not ids:
            return
        here = ids.index(self._session.selected) if self._session.selected in ids else -1
        place = max(0, min(here + offset, len(ids) - 1))
        self._session.select(ids[place])
        self._focus_selected()

    def _rebuild(self, document: PipelineDocument) -> None:
        known = {card.step_id: card for card in self.cards}
        focused = next((card.step_id for card in self.cards if card.hasFocus()), "")
        wanted = [step.id for step in document.steps]
        for step_id in known.keys() - set(wanted):
            self._discard(known.pop(step_id))
        self.list.cards = [known.get(step_id) or self._new_card(step_id) for step_id in wanted]
        self._order()
        self.refresh()
        self._show_selection(self._session.selected)
        if focused and focused not in wanted:
            self._focus_selected()

    def _order(self) -> None:
        """Put the cards and the empty places into the column, moving only what has to move."""
        document = self._session.document
        self.empty_source.setVisible(document.source is None)
        self.empty_sink.setVisible(not document.sinks)
        widgets = [self.empty_source, *self.cards, self.empty_sink]
        for position, widget in enumerate(widgets):
            if self.list.column.indexOf(widget) != position:
                self.list.column.insertWidget(position, widget)
        stops = [stop for card in self.cards for stop in (card, card.run_line.failed)]
        for before, after in pairwise([self.empty_source, *stops, self.empty_sink, *self._buttons]):
            QWidget.setTabOrder(before, after)

    def _new_card(self, step_id: str) -> StepCard:
        card = StepCard(step_id)
        card.chosen.connect(self._session.select)
        card.reached.connect(self.choose_quietly)
        card.activated.connect(self.edit_wanted)
        card.menu_wanted.connect(self._show_menu)
        card.failures_wanted.connect(self._show_failures)
        return card

    def _show_failures(self, step_id: str) -> None:
        card = self.card(step_id)
        if card is not None and card.state is not None and card.state.run is not None:
            self.failures_wanted.emit(card.state.run.count.name)

    def choose_quietly(self, step_id: str) -> None:
        """Choose a step and stay in the view, as for Tab, which only passes by."""
        self.passing = True
        self._session.select(step_id)
        self.passing = False

    def _discard(self, card: StepCard) -> None:
        self.list.column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def idle_steps(self) -> list[str]:
        """Say which steps have changed nothing so far, as their cards do."""
        states = self._states.all().values()
        return [f"{each.title}: {each.note}" for each in states if each.note and each.step.enabled]

    def refresh(self) -> None:
        """Show on every card what is known of its step now."""
        states = self._states.all()
        for card in self.cards:
            if card.step_id in states:  # else removed just now; the cards follow in a moment
                card.show_state(states[card.step_id])

    def _show_selection(self, step_id: str) -> None:
        chosen = self.card(step_id) or next(iter(self.cards), None)
        for card in self.cards:
            card.set_selected(card.step_id == step_id)
            # As in any list: Tab goes to the chosen one, and passes by without choosing another.
            by_tab = card is chosen
            card.setFocusPolicy(_POLICY.StrongFocus if by_tab else _POLICY.ClickFocus)
        self._enable_actions(step_id)

    def _enable_actions(self, step_id: str) -> None:
        document = self._session.document
        step = document.step(step_id) if document.has_step(step_id) else None
        can_move = self._edits.can_move
        enabled = {
            "move_up": can_move(step_id, -1),
            "move_down": can_move(step_id, 1),
            "duplicate": step is not None and step.kind != "source",
            "toggle_step": step is not None,
            "delete": step is not None,
        }
        for name, value in enabled.items():
            self._actions[name].setEnabled(value)
        off = step is not None and not step.enabled
        self._actions["toggle_step"].setText(tr("E&nable step") if off else tr("D&isable step"))

    def _focus_selected(self) -> None:
        card = self.card(self._session.selected)
        if card is not None:
            card.setFocus()

    def _show_menu(self, step_id: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        actions: list[QAction] = [self._actions[name] for name in ("add_step", *STEP_ACTIONS)]
        menu.addActions(actions)
        menu.popup(place)

    def _slot(self, kind: Kind, text: str) -> QPushButton:
        button = QPushButton(icons.icon(KIND_ICONS[kind], "accent"), text, self.list)
        button.setProperty("role", "slot")
        button.setAccessibleName(text)
        button.clicked.connect(lambda: self.add_wanted.emit(kind))
        return button

    def _draw_slots(self) -> None:
        self.empty_source.setIcon(icons.icon(KIND_ICONS["source"], "accent"))
        self.empty_sink.setIcon(icons.icon(KIND_ICONS["sink"], "accent"))


def _text(data: object) -> str:
    return bytes(data.data()).decode()  # type: ignore[attr-defined]


def _kind(card: StepCard) -> Kind:
    return card.state.step.kind if card.state else "filter"
