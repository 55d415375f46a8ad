"""The Data set view: the list at left, the pages at right; says what to do where there is none."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.describing import Describing
from curator_gui.app.dataset.finding import source_file
from curator_gui.app.dataset.splitting import Splitting
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.app.document.session import Session
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import SPACE, ElidedLabel, MessageLine, label, line
from curator_gui.ui.dataset.pages.card_page import CardPage
from curator_gui.ui.dataset.pages.item_page import ItemPage
from curator_gui.ui.dataset.pages.items_page import ItemsPage
from curator_gui.ui.dataset.pages.proposals_page import LIMITS, ProposalsPage
from curator_gui.ui.dataset.pages.split_page import SplitPage
from curator_gui.ui.dataset.side import Entry, SideList
from curator_gui.ui.dataset.sink_choice import SinkChoice

PAGES = ("items", "proposals", "split", "card")
ITEM = "item"


class DatasetView(QWidget):
    """All that can be seen and decided about a data set.

    Each page is made when it is first asked for: all at once would hold the window for 120 ms.

    Signals
    -------
    mend_wanted()
        A step that mends items is to be added.
    folder_wanted(object)
        The data set in this folder, of another sink, is to be shown.
    """

    mend_wanted = Signal()
    folder_wanted = Signal(object)

    def __init__(
        self,
        data: DataSet,
        pictures: Thumbnails,
        open_action: QAction,
        session: Session | None = None,
    ) -> None:
        super().__init__()
        self.data, self.pictures = data, pictures
        self.splitting = Splitting(data, self)
        self.side = SideList(data)
        self._session = session
        self.describing = Describing(data, session, self)
        self.trouble = MessageLine()
        self.read_again = QPushButton(tr("Read the decisions again"))
        self.plain = ElidedLabel("", "muted")
        self.limit = QComboBox()
        self.sinks = SinkChoice(session)
        self.sinks.folder_wanted.connect(self.folder_wanted)
        self.tabs: dict[str, QToolButton] = {}
        self.page = "items"
        self._lay_out(open_action)
        self._connect()
        self._make_keys()
        self._opened()
        if data.ready and data.odd:
            self._show_trouble(say(data.odd))

    # Pages ---------------------------------------------------------------------------------------

    @cached_property
    def items(self) -> ItemsPage:
        """Gallery, table and plots of all items."""
        page = ItemsPage(self.data, self.pictures, self.stack)
        page.open_wanted.connect(self.open_item)
        page.bar.undo_wanted.connect(self.undo)
        page.bar.buttons.keys(page)
        self.stack.addWidget(page)
        return page

    @cached_property
    def proposals(self) -> ProposalsPage:
        """What stands out, and why."""
        page = ProposalsPage(self.data, self.pictures, self.stack)
        page.mend_wanted.connect(self.mend_wanted)
        page.buttons.keys(page)
        self.stack.addWidget(page)
        return page

    @cached_property
    def split(self) -> SplitPage:
        """Parts, their leaks and distances."""
        page = SplitPage(self.data, self.splitting, self.stack)
        page.show_wanted.connect(self.show_rows)
        self.stack.addWidget(page)
        return page

    @cached_property
    def card(self) -> CardPage:
        """The card, as it is written."""
        page = CardPage(self.data, self.splitting, self.describing, self.stack)
        self.stack.addWidget(page)
        return page

    @cached_property
    def item(self) -> ItemPage:
        """One item in the place of all."""
        page = ItemPage(self.data, self.pictures, self._source_file, self.stack)
        page.back_wanted.connect(lambda: self.show_page("items"))
        page.buttons.keys(page)
        self.stack.addWidget(page)
        return page

    def _source_file(self, name: str) -> Path | None:
        """Return the file of an item, if the data set is one of the open document."""
        session = self._session
        if session is None or not self.describing.own:
            return None
        return source_file(session.document, session.base, name)

    # Layout --------------------------------------------------------------------------------------

    def _lay_out(self, open_action: QAction) -> None:
        self.stack = QStackedWidget()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(line())
        column.addWidget(self._trouble_row())
        column.addWidget(self.stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(_upright())
        row.addWidget(right, 1)
        self.nothing = EmptyState(
            "layers",
            tr("No data set yet"),
            tr("Run the pipeline; its items appear here. Or open the folder of a data set."),
            open_action,
        )
        self.reading = EmptyState("layers", tr("Reading the items..."), "")
        self.problem = EmptyState(
            "triangle-alert", tr("The data set cannot be read"), "", open_action
        )
        self.whole = QStackedWidget(self)
        for widget in (self.nothing, self.reading, self.problem, whole):
            self.whole.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.whole)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(32)
        row = QHBoxLayout(head)
        row.setContentsMargins(SPACE, 0, 12, 0)
        row.setSpacing(SPACE)
        group = QButtonGroup(self)
        titles = {
            "items": tr("Items"),
            "proposals": tr("Proposals"),
            "split": tr("Split"),
            "card": tr("Card"),
        }
        for number, (page, title) in enumerate(titles.items(), 1):
            row.addWidget(self._tab(page, title, number, group))
        self.tabs[self.page].setChecked(True)
        row.addWidget(self.plain, 1)
        self.plain.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.limit_word = label(tr("Show"), "muted")
        row.addWidget(self.limit_word)
        row.addWidget(self.limit)
        row.addWidget(self.sinks)
        self.limit.setAccessibleName(tr("What is proposed"))
        self.limit.addItem(tr("what stands alone"), None)
        for limit in LIMITS[1:]:
            self.limit.addItem(tr("all beyond {n} spreads").format(n=f"{limit:g}"), limit)
        return head

    def _tab(self, page: str, title: str, number: int, group: QButtonGroup) -> QToolButton:
        tab = QToolButton()
        tab.setText(title)
        tab.setAccessibleName(title)
        keys = QKeySequence(f"Alt+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        tab.setToolTip(f"{title} ({keys})")
        tab.setCheckable(True)
        tab.setProperty("role", "view")
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tab.clicked.connect(lambda: self.show_page(page))
        group.addButton(tab)
        self.tabs[page] = tab
        return tab

    def _trouble_row(self) -> QWidget:
        self.trouble_row = QWidget()
        row = QHBoxLayout(self.trouble_row)
        row.setContentsMargins(12, 2, 12, 2)
        row.addWidget(self.trouble, 1)
        row.addWidget(self.read_again)
        self.trouble_row.hide()
        return self.trouble_row

    # Who tells whom ------------------------------------------------------------------------------

    def _connect(self) -> None:
        data = self.data
        data.opened.connect(self._opened)
        data.failed.connect(lambda _: self._opened())
        data.trouble.connect(self._show_trouble)
        data.proposals_changed.connect(self._show_plain)
        self.read_again.clicked.connect(self._read_again)
        self.side.chosen.connect(self._look_at)
        self.limit.currentIndexChanged.connect(lambda: data.search(self.limit.currentData()))

    def _make_keys(self) -> None:
        for number, page_name in enumerate(PAGES, 1):
            self._key(f"Alt+{number}", lambda page_name=page_name: self.show_page(page_name))
        self._key("Ctrl+I", self.data.invert)
        self._key("Esc", self.step_back)

    def _key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, act)  # type: ignore[call-overload]
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def minimumSizeHint(self) -> QSize:
        """Ask for less than the pages need: other views, with docks beside them, share the room."""
        return QSize(600, 400)

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Z from the pipeline's undo while the data set has the keyboard."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if pressed and event.matches(QKeySequence.StandardKey.Undo):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    # What it does --------------------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Show a page by its name; the tab of items stays marked while one is open."""
        self.page = page
        self.stack.setCurrentWidget(getattr(self, page))
        self.tabs["items" if page == ITEM else page].setChecked(True)
        for widget in (self.plain, self.limit, self.limit_word):
            widget.setVisible(page == "proposals")
        if page != "proposals":
            self.plain.setVisible(True)
            self.plain.setText("")
        self._show_plain()
        if page == "card":
            self.card.show_card()

    def open_item(self, row: int) -> None:
        """Show one item in the place of all; the arrows go through what is selected or shown."""
        selected = self.data.selected_rows.tolist()
        among = selected if len(selected) > 1 else self.items.model.rows[:10_000].tolist()
        self.item.open(row, among)
        self.show_page(ITEM)

    def step_back(self) -> None:
        """Go back one level: from an item, from the selection, from the filter."""
        if self.page == ITEM:
            self.show_page("items")
        elif self.data.selected.any():
            self.data.select([])
        else:
            self.items.filter.clear()
            self.side.choose("all")

    def show_rows(self, rows: list[int]) -> None:
        """Select rows and show them among all items."""
        self.data.choose(None)
        self.data.select(rows)
        self.show_page("items")
        self.items.gallery.show_row(rows[0])

    def undo(self) -> None:
        """Undo the last decision, and say which it was."""
        words = self.data.undo()
        told = tr("undone: {what}").format(what=say(words)) if words else tr("nothing to undo")
        self.items.bar.hint.setText(told)

    def stop(self) -> None:
        """End what is under way: the window closes."""
        made = vars(self)
        if "items" in made:
            self.items.plots.stop()
        if "item" in made:
            self.item.stop()
        self.splitting.stop()
        self.describing.stop()
        self.pictures.stop()
        self.data.stop()

    def _look_at(self, entry: Entry) -> None:
        """Show what was chosen at left: proposals on their page, all else among the items."""
        rows = self.side.rows_of(entry)
        if entry.kind == "topic" and self.page == "proposals":
            self.proposals.show_topic(entry.key)  # type: ignore[arg-type]
            return
        if "proposals" in vars(self):
            self.proposals.show_topic(None)
        self.data.choose(rows)
        if self.page in (ITEM, "proposals"):
            self.show_page("items")

    # What is shown -------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.sinks.show_folder(self.data.folder)
        if self.data.busy:
            self.whole.setCurrentIndex(1)
        elif self.data.problem:
            self.problem._hint.setText(say(self.data.problem))
            self.whole.setCurrentIndex(2)
        else:
            self.whole.setCurrentIndex(3 if self.data.there else 0)
        self.trouble_row.hide()
        if self.data.there:
            self.show_page("items")
        if len(self.data.items) and not self.data.items.measures:
            self._show_trouble(
                tr("This run measured nothing: there is nothing to plot or propose.")
            )

    def _show_trouble(self, words: str) -> None:
        self.trouble.show_message(words, "warning")
        self.read_again.setVisible(self.data.decisions.unsaved > 0 or bool(self.data.locked))
        self.trouble_row.show()

    def _read_again(self) -> None:
        self.trouble_row.hide()
        self.data.read_decisions()

    def _show_plain(self) -> None:
        if self.page != "proposals":
            return
        number = self.data.proposals.plain
        words = tr("A plain limit of 3.5 spreads would name {items}")
        items = count(number, tr("item"), tr("items"))
        self.plain.setText("" if self.data.searching else words.format(items=items))


def _upright() -> QFrame:
    upright = QFrame()
    upright.setFixedWidth(1)
    upright.setProperty("role", "line")
    return upright
