"""The page of proposals: what stands out in words, and the evidence beside it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.core.sidecars.curation import LEAVE_OUT
from curator_gui.dataset.proposals.far import neighbors
from curator_gui.dataset.proposals.forest import is_available, missing_words
from curator_gui.dataset.proposals.words import TOPICS, Proposal, Topic
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import (
    HALF,
    SPACE,
    ElidedLabel,
    IconLabel,
    clear_layout,
    label,
    set_role,
)
from curator_gui.ui.dataset.decision_bar import DecisionButtons
from curator_gui.ui.dataset.gallery import paint_image
from curator_gui.ui.dataset.plots.side_plots import AlongPlot
from curator_gui.ui.dataset.plots.strip import StripPlot
from curator_gui.ui.dataset.side import TOPIC_ICONS

FIRST = 40
LIMITS = (None, 3.5, 6.0, 10.0)


def group_title(topic: Topic) -> str:
    """Say what the proposals of a topic have in common."""
    if topic == "far":
        return tr("Far from the rest")
    if topic == "forest":
        return tr("Second opinion")
    return tr("The same twice") if topic in ("exact", "near") else tr("Different from the others")


class ProposalCard(QFrame):
    """One proposal in words; a click or the arrow keys choose it.

    Signals
    -------
    chosen()
        It was clicked, or has the keyboard.
    moved(int)
        The next card, or the one before, is wanted.
    """

    chosen = Signal()
    moved = Signal(int)

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = label(say(proposal.title), "title", wrap=True)
        words = [label(say(str_or(proposal.reason)), wrap=True)]
        if proposal.hint:
            words.append(label(say(str_or(proposal.hint)), "muted", wrap=True))
        column = QVBoxLayout()
        column.setSpacing(1)
        for widget in (title, *words):
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + 2, 6, SPACE, 6)
        row.setSpacing(SPACE)
        icon = IconLabel(TOPIC_ICONS[proposal.topic], "warning")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setAccessibleName(f"{title.text()}: {words[0].text()}")

    def show_chosen(self, chosen: bool) -> None:
        set_role(self, "chosen-panel" if chosen else "panel")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


def str_or(words: object) -> str:
    """Return a message as it is, so that it can be translated."""
    return words if isinstance(words, str) else str(words)


class BigPicture(QWidget):
    """The picture of one item with its name and what it is here."""

    def __init__(self, pictures: Thumbnails) -> None:
        super().__init__()
        self._pictures, self.row = pictures, -1
        self.title, self.role = "", ""
        self.setMinimumSize(150, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        pictures.made.connect(self._show_made)

    def _show_made(self, row: int) -> None:
        if row == self.row:
            self.update()

    def show_row(self, row: int, title: str, role: str) -> None:
        self.row, self.title, self.role = row, title, role
        self.setAccessibleName(f"{title}, {role}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme.current()
        if self.row < 0:
            return
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        high = painter.fontMetrics().height() + HALF
        painter.setPen(colors.color("text"))
        room = self.width() - painter.fontMetrics().horizontalAdvance(self.role) - 3 * SPACE
        shown = painter.fontMetrics().elidedText(self.title, Qt.TextElideMode.ElideLeft, room)
        painter.drawText(0, 0, self.width(), high, int(Qt.AlignmentFlag.AlignVCenter), shown)
        left = painter.fontMetrics().horizontalAdvance(shown) + SPACE
        painter.setFont(self.font())
        painter.setPen(colors.color("muted"))
        painter.drawText(left, 0, self.width(), high, int(Qt.AlignmentFlag.AlignVCenter), self.role)
        place = self.rect().adjusted(0, high, 0, 0)
        painter.fillRect(place, colors.color("plot_background"))
        image = self._pictures.image(self.row)
        if image is not None:
            paint_image(painter, place, image)
            return
        failed = self._pictures.failed(self.row)
        mark = icons.pixmap(
            "circle-x" if failed else "image", "muted", 24, self.devicePixelRatioF()
        )
        painter.drawPixmap(QRectF(place).center().toPoint() - mark.rect().center(), mark)


class ProposalsPage(QWidget):
    """Proposals at left, the evidence for the chosen one at right.

    Signals
    -------
    mend_wanted()
        A step that mends what stands out is to be added.
    open_wanted(int)
        An item is to be opened.
    """

    mend_wanted = Signal()
    open_wanted = Signal(int)

    def __init__(self, data: DataSet, pictures: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set = data
        self.cards: list[ProposalCard] = []
        self.chosen = -1
        self.topic: Topic | None = None
        self._room = FIRST
        self.title = label("", "title")
        self.order = QComboBox()
        self.order.setAccessibleName(tr("Order"))
        self.order.addItems([tr("farthest first"), tr("by index")])
        self.order.currentIndexChanged.connect(self.fill)
        self.buttons = DecisionButtons(data, words=False, first=LEAVE_OUT)
        self.buttons.decided.connect(self._decided)
        self.mend = QPushButton(tr("Mend in a step..."))
        self.mend.clicked.connect(self.mend_wanted)
        self.this, self.other = BigPicture(pictures), BigPicture(pictures)
        self.why = label("", wrap=True)
        self.strip, self.along = StripPlot(data), AlongPlot(data)
        self.along_title = ElidedLabel("", "heading")
        self._lay_out()
        data.proposals_changed.connect(self.fill)
        data.opened.connect(self.fill)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        if data.ready:
            self.fill()

    # Layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE, 12, SPACE)
        row.setSpacing(2 * SPACE)
        row.addLayout(self._left(), 2)
        self.evidence = self._right()
        row.addWidget(self.evidence, 3)

    def _left(self) -> QVBoxLayout:
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, SPACE, 0)
        self._column.setSpacing(6)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._list)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.order)
        column = QVBoxLayout()
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(area, 1)
        return column

    def _right(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        bar = QFrame()
        bar.setProperty("role", "panel")
        acts = QHBoxLayout(bar)
        acts.setContentsMargins(SPACE, HALF, SPACE, HALF)
        acts.addWidget(self.buttons)
        acts.addStretch(1)
        acts.addWidget(self.mend)
        column.addWidget(bar)
        pictures = QHBoxLayout()
        pictures.setSpacing(12)
        pictures.addWidget(self.this, 1)
        pictures.addWidget(self.other, 1)
        column.addLayout(pictures, 4)
        column.addWidget(label(tr("Why it is here"), "heading"))
        column.addWidget(self.why)
        column.addWidget(label(tr("Among all items"), "heading"))
        column.addWidget(self.strip, 3)
        column.addWidget(self.along_title)
        column.addWidget(self.along, 4)
        return widget

    def _draw(self) -> None:
        self.mend.setIcon(icons.icon("funnel"))

    # What is shown -------------------------------------------------------------------------------

    def shown(self) -> list[Proposal]:
        """Return the proposals of the chosen topic, or all, in the chosen order."""
        found = [p for p in self._set.proposals.found if self.topic in (None, p.topic)]
        if self.order.currentIndex() == 1:
            found.sort(key=lambda p: (TOPICS.index(p.topic), p.rows[:1]))
        return found

    def show_topic(self, topic: Topic | None) -> None:
        """Show the proposals of one topic only; None shows all."""
        self.topic, self._room = topic, FIRST
        self.fill()

    def fill(self) -> None:
        """Make the cards anew."""
        clear_layout(self._column)
        self.cards = []
        found = self.shown()
        for group, proposals in _groups(found[: self._room]):
            self._column.addWidget(label(group_title(group), "heading"))
            for proposal in proposals:
                self._add_card(proposal)
        self._add_end(len(found) - self._room)
        items = len({row for proposal in found for row in proposal.rows})
        words = count(len(found), tr("proposal"), tr("proposals"))
        of = count(items, tr("item"), tr("items"))
        both = tr("{proposals} for {items}").format(proposals=words, items=of)
        self.title.setText(tr("Looking for what stands out...") if self._set.searching else both)
        self.choose(0)

    def _add_card(self, proposal: Proposal) -> None:
        card = ProposalCard(proposal)
        place = len(self.cards)
        card.chosen.connect(lambda: self.choose(place))
        card.moved.connect(lambda by: self.move_to(place + by))
        self.cards.append(card)
        self._column.addWidget(card)

    def _add_end(self, left: int) -> None:
        self.more = QPushButton(count(max(0, left), tr("more proposal"), tr("more proposals")))
        self.more.setProperty("role", "link")
        self.more.clicked.connect(self._show_more)
        self.notes = label("", "muted", wrap=True)
        said = [say(str_or(note)) for note in self._set.proposals.notes]
        self.notes.setText("\n".join(word[:1].upper() + word[1:] for word in said))
        self._column.addWidget(self.more)
        self._column.addWidget(self.notes)
        self._add_second()
        self.more.setVisible(left > 0)
        self.notes.setVisible(bool(said))
        self._column.addStretch(1)

    def _add_second(self) -> None:
        """Offer a second opinion, or say what it needs."""
        self.second = QPushButton(tr("Ask for a second opinion"))
        self.second.setIcon(icons.icon("workflow"))
        words = tr("An isolation forest looks at all measures at once; a million items take 8 s.")
        self.second.setToolTip(words)
        self.second.clicked.connect(self._set.ask_second_opinion)
        there = is_available()
        busy = self._set.asking
        self.second.setEnabled(there and not busy and len(self._set.items) > 0)
        if busy:
            self.second.setText(tr("The second opinion is being made..."))
        self.needs = label("" if there else say(missing_words()), "muted", wrap=True)
        self.needs.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(self.second, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.needs)
        self.needs.setVisible(not there)  # in its place first: else it is a window of its own
        self.second.setVisible(self._set.second is None)

    def _show_more(self) -> None:
        self._room *= 4
        self.fill()

    def move_to(self, place: int) -> None:
        """Choose a card and give it the keyboard."""
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus()
            self._area.ensureWidgetVisible(self.cards[place])
            self.choose(place)

    def choose(self, place: int) -> None:
        """Show the evidence for a proposal."""
        self.chosen = place if 0 <= place < len(self.cards) else -1
        for number, card in enumerate(self.cards):
            card.show_chosen(number == self.chosen)
        self.evidence.setVisible(self.chosen >= 0)
        self.buttons.set_active(self.chosen >= 0)
        if self.chosen >= 0:
            self._show(self.cards[self.chosen].proposal)

    def _show(self, proposal: Proposal) -> None:
        row = proposal.rows[0]
        self.buttons.rows = list(proposal.rows)
        items = self._set.items
        self.this.show_row(row, items.name(row), tr("this one"))
        beside, role = self._beside(proposal)
        self.other.show_row(beside, items.name(beside) if beside >= 0 else "", role)
        words = say(str_or(proposal.reason))
        self.why.setText(f"{words}\n{say(str_or(proposal.hint))}".strip())
        key = proposal.measure if proposal.measure in items else ""
        column = items[key] if key else next(iter(items.measures), None)
        for plot in (self.strip, self.along, self.along_title):
            plot.setVisible(column is not None)
        if column is not None:
            self.strip.show_item(column, row)
            self.along.show_column(column, row)
            axis = self.along.axis.name
            self.along_title.setText(tr("Along {axis}: this one in orange").format(axis=axis))

    def _beside(self, proposal: Proposal) -> tuple[int, str]:
        """Return the item that this one is compared with, and what it is."""
        if proposal.topic in ("exact", "near") and proposal.others:
            return proposal.others[0], tr("the first of them")
        before, after = neighbors(self._set.items)
        row = proposal.rows[0]
        if before[row] >= 0:
            return int(before[row]), tr("the step before")
        return (int(after[row]), tr("the step after")) if after[row] >= 0 else (-1, "")

    def _decided(self, _words: str) -> None:
        """After a decision the next proposal is chosen."""
        if self.chosen + 1 < len(self.cards):
            self.move_to(self.chosen + 1)


def _groups(found: list[Proposal]) -> Iterator[tuple[Topic, list[Proposal]]]:
    by_title: dict[str, tuple[Topic, list[Proposal]]] = {}
    for proposal in found:
        title = group_title(proposal.topic)
        by_title.setdefault(title, (proposal.topic, []))[1].append(proposal)
    yield from by_title.values()
