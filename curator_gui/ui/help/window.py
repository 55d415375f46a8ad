"""The window of the manual: contents and search on the left, the page on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curator_gui.core.storage.resources import resource_path
from curator_gui.manual import Manual, Page, TopicError
from curator_gui.manual.html import body_html
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, label

_TOPIC = Qt.ItemDataRole.UserRole
_CONTENTS_WIDTH = 280


def _style(colors: theme.Theme) -> str:
    """Return the style sheet of pages, in the subset of CSS that Qt's rich text knows."""
    return (
        f"pre {{ background-color: {colors.alternate}; margin: 6px 0px 10px 0px; }}"
        f"a {{ color: {colors.accent}; }}"
        f"td, th {{ padding: 2px 12px 2px 0px; }}"
        f"blockquote, .file {{ color: {colors.muted}; }}"
        "h1 { font-size: 18pt; } h2 { font-size: 13pt; margin-top: 14px; }"
    )


class ManualWindow(QWidget):
    """Shows one page at a time; works offline and remembers where one came from."""

    def __init__(self, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._manual = manual
        self._back: list[str] = []
        self.topic = ""
        self.setWindowTitle(tr("Curator manual"))
        self.resize(980, 680)
        self.search = self._make_search()
        self.tree = self._make_tree()
        self.nothing = label(tr("No page has all these words."), "muted", wrap=True)
        self.nothing.hide()
        self.back = self._make_back()
        self.page = self._make_page()
        self._lay_out()
        QShortcut(QKeySequence("Escape"), self, self._escape)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self._list("")

    def open(self, topic: str) -> None:
        """Show a page, from `#name` on if one is named; an unknown topic shows why.

        Components of others have pages too, but a document may name one that is not installed.
        """
        name, _, place = topic.partition("#")
        try:
            page = self._manual.page(name)
        except TopicError as error:
            page = Page(name, f"# {name}\n\n{error}\n")
        if self.topic and self.topic != page.topic:
            self._back.append(self.topic)
        self._show(page, place)

    def _show(self, page: Page, place: str = "") -> None:
        self.topic = page.topic
        self.back.setEnabled(bool(self._back))
        self.page.setHtml(body_html(page, suffix=""))
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        if place and self.page.find(place):
            self.page.ensureCursorVisible()
        self._choose(page.topic)

    def _choose(self, topic: str) -> None:
        items = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        chosen = next((item for item in items if item.data(0, _TOPIC) == topic), None)
        self.tree.blockSignals(True)
        self.tree.setCurrentItem(chosen)  # type: ignore[arg-type]  # None chooses nothing
        self.tree.blockSignals(False)

    def _go_back(self) -> None:
        if self._back:
            self._show(self._manual.page(self._back.pop()))

    def _follow(self, url: QUrl) -> None:
        if url.scheme():
            QDesktopServices.openUrl(url)
        else:
            self.open(url.toString())

    def _escape(self) -> None:
        """Leave one thing at a time: the search, then the window."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    # What can be chosen --------------------------------------------------------------------------

    def _list(self, text: str) -> None:
        """List the contents, or what a search finds."""
        self.tree.clear()
        hits = self._manual.search(text)
        if text.strip():
            for hit in hits:
                self._add(self.tree.invisibleRootItem(), hit.page, hit.excerpt)
        else:
            self._list_contents()
        self.nothing.setVisible(bool(text.strip()) and not hits)
        self._choose(self.topic)

    def _list_contents(self) -> None:
        for section in self._manual.sections():
            chapter = QTreeWidgetItem(self.tree, [section.title])
            chapter.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for page in section.pages:
                self._add(chapter, page)
        self.tree.expandAll()

    @staticmethod
    def _add(parent: QTreeWidgetItem, page: Page, tip: str = "") -> None:
        item = QTreeWidgetItem(parent, [page.title])
        item.setData(0, _TOPIC, page.topic)
        item.setToolTip(0, tip or page.title)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        topic = item.data(0, _TOPIC) if item is not None else None
        if topic:
            self.open(topic)

    # What it is made of --------------------------------------------------------------------------

    def _make_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(tr("Search (Ctrl+F)"))
        field.setAccessibleName(tr("Search in the manual"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self._list)
        return field

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setAccessibleName(tr("Pages of the manual"))
        tree.setIndentation(12)
        tree.currentItemChanged.connect(self._chosen)
        return tree

    def _make_back(self) -> QToolButton:
        button = QToolButton()
        button.setText(tr("Back"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setShortcut(QKeySequence("Alt+Left"))
        button.setToolTip(tr("Back to the page before (Alt+Left)"))
        button.clicked.connect(self._go_back)
        return button

    def _make_page(self) -> QTextBrowser:
        browser = QTextBrowser()
        browser.setOpenLinks(False)
        browser.setSearchPaths([str(resource_path("manual"))])  # of pictures
        browser.setAccessibleName(tr("Page of the manual"))
        browser.document().setDocumentMargin(2 * SPACE)
        browser.anchorClicked.connect(self._follow)
        return browser

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, widgets in (
            (left, (self.search, self.nothing, self.tree)),
            (right, (self.back, self.page)),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(HALF)
            for widget in widgets:
                column.addWidget(widget, stretch=widget in (self.tree, self.page))
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_CONTENTS_WIDTH, 700])
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.addWidget(splitter)

    def _draw(self) -> None:
        self.back.setIcon(icons.icon("chevron-left", "muted"))
        self.page.document().setDefaultStyleSheet(_style(theme.current()))
        if self.topic:
            self.page.setHtml(body_html(self._manual.page(self.topic), suffix=""))
