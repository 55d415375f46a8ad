"""Everything about one index: what came out, or exactly why nothing did."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.monitor.log import said
from curator_gui.app.results.columns import outputs_by_sink
from curator_gui.app.results.reasons import reason
from curator_gui.app.results.store import IndexResult
from curator_gui.core.text.plain_text import tip_text
from curator_gui.run.events import LogLine
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, IconLabel, label, set_role


def open_file(path: str, parent: QWidget) -> None:
    """Open a file with the program that the system has for it; say so if that fails."""
    if not Path(path).exists():
        _tell(parent, tr("{path} is no longer there.").format(path=path))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        _tell(parent, tr("The system has no program to open {path}.").format(path=path))


def open_folder(path: str, parent: QWidget) -> None:
    """Show a folder in the file manager; say so if that fails."""
    if not Path(path).is_dir():
        _tell(parent, tr("{path} does not exist yet.").format(path=path))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        _tell(parent, tr("The system has no program to show {path}.").format(path=path))


def reveal_file(path: str, parent: QWidget) -> None:
    """Show a file in the file manager: itself where the system can, else its folder."""
    target = Path(path)
    folder = next((p for p in (target.parent, *target.parents) if p.exists()), None)
    if folder is None:
        _tell(parent, tr("The folder of {path} is no longer there.").format(path=path))
    elif sys.platform == "win32" and target.exists():
        subprocess.Popen(["explorer", "/select,", str(target)])
    elif sys.platform == "darwin" and target.exists():
        subprocess.Popen(["open", "-R", str(target)])
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        _tell(parent, tr("The system has no program to show {path}.").format(path=folder))


def _tell(parent: QWidget, message: str) -> None:
    box = MessageBox("warning", tr("Output file"), tip_text(message), parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


Facts = Sequence[tuple[str, str]]


class DetailPane(QScrollArea):
    """Shows one `IndexResult`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumWidth(260)
        self.setAccessibleName(tr("Details"))
        self._icon, self._title = IconLabel(size=18), label("", "title")
        self._message = label("", "error", wrap=True)
        self._message.setTextInteractionFlags(_SELECTABLE)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(SPACE)
        self._facts.setVerticalSpacing(2)
        self.outputs = OutputList()
        self._trace_title = label(tr("Traceback"), "heading")
        self.traceback = fixed_text(tr("Traceback"))
        self._log_title = label(tr("Log of its worker"), "heading")
        self.log = fixed_text(tr("Log of its worker"))
        self._copy = QToolButton(autoRaise=True)
        self._copy.setToolTip(tr("Copy all of this as text"))
        self._copy.setAccessibleName(tr("Copy details"))
        self._copy.clicked.connect(self.copy)
        self.result: IndexResult | None = None
        self._known: Facts = ()
        self._body = QWidget()
        self._hint = EmptyState(
            "file-text",
            tr("No index chosen"),
            tr("Choose a row: its outputs, times and attempts appear here, or why it failed."),
        )
        self._lay_out()
        self.setWidget(_stacked(self._hint, self._body))
        theme.notifier().changed.connect(self._draw)
        self.show_result(None)

    def sizeHint(self) -> QSize:
        return QSize(360, 300)

    def shows(self, result: IndexResult, known: Facts) -> bool:
        """Whether an index is shown, as it is now."""
        return result == self.result and known == self._known

    def show_result(
        self, result: IndexResult | None, known: Facts = (), log: Sequence[LogLine] = ()
    ) -> None:
        """Show an index, what is known about it and the lines of its worker; or nothing."""
        self.result, self._known = result, known
        self._body.setVisible(result is not None)
        self._hint.setVisible(result is None)
        if result is None:
            return
        self._title.setText(f"#{result.index}  {tr(result.status)}")
        self._show_message(result)
        self._show_facts(known)
        self.outputs.show_paths(result.outputs, result.sinks)
        self._show_texts(result.traceback, log)
        self._draw()

    def _show_texts(self, traceback: str, log: Sequence[LogLine]) -> None:
        self.traceback.setPlainText(traceback)
        self.log.setPlainText("\n".join(said(line) for line in log))
        for widgets, shown in (
            ((self._trace_title, self.traceback), traceback),
            ((self._log_title, self.log), log),
        ):
            for widget in widgets:
                widget.setVisible(bool(shown))

    def copy(self) -> None:
        """Put everything shown on the clipboard, for a mail or a report."""
        if self.result is not None:
            QGuiApplication.clipboard().setText(result_text(self.result, self._known))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._copy)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._message)
        column.addLayout(self._facts)
        column.addWidget(self.outputs)
        column.addWidget(self._trace_title)
        column.addWidget(self.traceback, 1000)
        column.addWidget(self._log_title)
        column.addWidget(self.log, 500)
        column.addStretch(1)  # takes the room while there is no traceback

    def _show_message(self, result: IndexResult) -> None:
        kind = result.failure.error_type
        words = reason(kind, say(result.message)) if kind else say(result.message)
        self._message.setText(f"{words}\n{kind}" if kind and words != kind else words)
        self._message.setToolTip(tip_text(say(result.message)))
        set_role(self._message, "error" if kind else "muted")
        self._message.setVisible(bool(result.message or kind))

    def _show_facts(self, known: Facts) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, text in known:
            value = label(text, wrap=True)
            value.setTextInteractionFlags(_SELECTABLE)
            value.setFont(theme.tabular(value.font()))
            self._facts.addRow(label(name, "muted"), value)

    def _draw(self) -> None:
        self._copy.setIcon(icons.icon("copy"))
        if self.result is not None:
            status = self.result.status
            self._icon.show_icon(icons.STATUS_ICONS[status], status)


class OutputList(QWidget):
    """The files that an index wrote, with buttons to preview, open, reveal and copy them.

    Signals
    -------
    preview_wanted(str)
        The person wants to look into this file here.
    """

    preview_wanted = Signal(str)

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._words = title or tr("Outputs ({n})")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Output files"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self._title = label("", "heading")
        self._buttons = {
            "eye": (tr("Preview"), self.preview),
            "external-link": (tr("Open"), self.open),
            "folder-open": (tr("Show in its folder"), self.reveal),
            "copy": (tr("Copy path"), self.copy),
        }
        self._tools = {name: self._tool(*what) for name, what in self._buttons.items()}
        self._lay_out()
        self.list.itemActivated.connect(self.open)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for tool in self._tools.values():
            head.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self.list)

    def show_paths(self, paths: list[str], sinks: Sequence[str] = ()) -> None:
        """List paths, each with its sink if there are several; without any it takes no room."""
        self.list.clear()
        self.list.addItems(outputs_by_sink(paths, sinks))
        for row, path in enumerate(paths):
            self.list.item(row).setToolTip(tip_text(path))
            self.list.item(row).setData(Qt.ItemDataRole.UserRole, path)
        if paths:
            self.list.setCurrentRow(0)
        line = self.list.sizeHintForRow(0) if paths else 0
        self.list.setFixedHeight(line * min(len(paths), 6) + 4)
        self._title.setText(self._words.format(n=len(paths)))
        self.setVisible(bool(paths))

    def preview(self) -> None:
        self._with_path(self.preview_wanted.emit)

    def open(self) -> None:
        """Open the chosen file with the program that the system has for it."""
        self._with_path(lambda path: open_file(path, self))

    def reveal(self) -> None:
        """Show the chosen file in the file manager."""
        self._with_path(lambda path: reveal_file(path, self))

    def copy(self) -> None:
        """Put the chosen path on the clipboard."""
        self._with_path(lambda path: QGuiApplication.clipboard().setText(path))

    def _with_path(self, act: Callable[[str], None]) -> None:
        item = self.list.currentItem()
        if item is not None:
            act(item.data(Qt.ItemDataRole.UserRole))

    def _tool(self, words: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(slot)
        return button

    def _draw(self) -> None:
        for name, tool in self._tools.items():
            tool.setIcon(icons.icon(name))


def result_text(result: IndexResult, known: Facts) -> str:
    """Write everything about an index as plain text."""
    kind = f"{result.failure.error_type}: " if result.failure.error_type else ""
    parts = [f"#{result.index} {result.status}", f"{kind}{result.message}"]
    parts += [f"{name}: {text}" for name, text in known]
    parts += [*outputs_by_sink(result.outputs, result.sinks), result.traceback]
    return "\n".join(part for part in parts if part)


def _stacked(*widgets: QWidget) -> QWidget:
    """Put widgets, of which one is shown at a time, into one place."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return place


def fixed_text(name: str) -> QPlainTextEdit:
    """Make a read-only text of fixed width, for tracebacks and logs."""
    result = QPlainTextEdit()
    result.setReadOnly(True)
    result.setAccessibleName(name)
    result.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    result.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    result.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    result.setMinimumHeight(90)
    return result


_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
