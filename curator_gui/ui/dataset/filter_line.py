"""The line in which a filter is written, with what can be typed next and what is wrong."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.language.quantities import count_text
from curator_gui.core.errors import CuratorError
from curator_gui.dataset.items.expression import completions, spelled
from curator_gui.dataset.items.saved_views import FILE_NAME, read_views, write_views
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE, MessageLine

FILTER_MS = 150
MAX_OFFERS = 12


class FilterLine(QWidget):
    """Filter and saved views; the last filter that worked stays in force."""

    def __init__(self, data: DataSet) -> None:
        super().__init__()
        self._set = data
        self.views: dict[str, str] = {}
        self.dialog: QInputDialog | None = None
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(tr("Filter"))
        self._icon = QAction(self.line)
        self.line.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._offers = QStringListModel(self)
        self.completer = QCompleter(self._offers, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.line)
        self.completer.activated.connect(self._complete)
        self.message = MessageLine()
        self.saved = QPushButton(tr("Saved views"))
        self.saved.setFlat(True)
        self.menu = QMenu(self.saved)
        self.saved.setMenu(self.menu)
        self._later = QTimer(self, singleShot=True, interval=FILTER_MS)
        self._later.timeout.connect(self.apply)
        self.line.textChanged.connect(lambda: self._later.start())
        self.line.textEdited.connect(self._offer)
        self.line.returnPressed.connect(self.apply)
        data.opened.connect(self._opened)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self._lay_out()
        self._fill_menu()
        if data.ready:
            self._opened()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.line, 1)
        row.addWidget(self.saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.message)

    def _draw(self) -> None:
        self._icon.setIcon(icons.icon("list-filter", "muted"))
        self.saved.setIcon(icons.icon("pin", "muted"))

    def apply(self) -> None:
        """Filter by what stands there now."""
        self._later.stop()
        try:
            self._set.set_filter(self.line.text())
        except CuratorError as error:
            shown = count_text(int(self._set.shown.sum()))
            kept = tr("The last filter that worked stays in force: {n} shown.").format(n=shown)
            self.message.show_message(f"{say(str(error))}\n{kept}")
            return
        self.message.show_message("")

    def clear(self) -> None:
        """Show all items again."""
        self.line.clear()
        self.apply()

    def _offer(self, text: str) -> None:
        typed, offers = completions(text[: self.line.cursorPosition()], self._set.items)
        shown = offers[:MAX_OFFERS] if typed and self.line.cursorPosition() == len(text) else []
        self._offers.setStringList(shown)
        if shown:
            self.completer.complete()
        else:
            self._hide_offers()

    def _hide_offers(self) -> None:
        popup = self.completer.popup()
        if popup is not None:
            popup.hide()

    def _complete(self, chosen: str) -> None:
        text = self.line.text()
        typed, _ = completions(text, self._set.items)
        self.line.setText(text[: len(text) - typed] + chosen)

    def _opened(self) -> None:
        self.line.clear()
        self.message.show_message("")
        self._hide_offers()
        measures = self._set.items.measures
        example = f"{spelled(measures[-1])} > 0" if measures else "index < 10"
        if "U.max" in self._set.items and "step" in self._set.items:
            example = "max(U) > 6 and step < 10"
        self.line.setPlaceholderText(tr("Filter, for example {example}").format(example=example))
        self._read_views()

    # Saved views -------------------------------------------------------------------------------

    def _read_views(self) -> None:
        self.views = {}
        if self._set.folder is not None:
            try:
                self.views = read_views(self._set.folder / FILE_NAME)
            except CuratorError as error:
                self.message.show_message(str(error))
        self._fill_menu()

    def _fill_menu(self) -> None:
        self.menu.clear()
        for name, text in self.views.items():
            self.menu.addAction(name, partial(self.show_view, text)).setToolTip(text)
        if self.views:
            self.menu.addSeparator()
        self.menu.addAction(tr("Save this view..."), self._ask_name)

    def show_view(self, text: str) -> None:
        """Filter by a saved expression."""
        self.line.setText(text)
        self.apply()

    def _ask_name(self) -> None:
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle(tr("Save view"))
        dialog.setLabelText(tr("Name"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self.save_view)
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def save_view(self, name: str) -> None:
        """Keep the present filter under a name."""
        if not name.strip() or self._set.folder is None:
            return
        self.views[name.strip()] = self.line.text()
        try:
            write_views(self._set.folder / FILE_NAME, self.views)
        except CuratorError as error:
            self.message.show_message(str(error))
        self._fill_menu()
