"""The queue above the earlier runs: documents one after another, in an order of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.run.queue import RunQueue
from curator_gui.run.run_queue import Entry
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import count, mark, tr
from curator_gui.ui.common.widgets import HALF, SPACE, MessageLine, label

SHOWN = 6
LINE = 24
_ID = Qt.ItemDataRole.UserRole
_STATES = {
    "waiting": ("clock", "muted", mark("waits")),
    "running": ("circle-play", "running", mark("running")),
    "finished": ("circle-check", "done", mark("finished")),
    "failed": ("circle-x", "failed", mark("some items failed or were not run")),
    "bad": ("circle-alert", "error", mark("could not be run")),
    "stopped": ("circle-stop", "warning", mark("stopped")),
}


class QueueList(QListWidget):
    """The documents; waiting ones can be dragged, Del takes one out."""

    def __init__(self, moved: Callable[[], None], removed: Callable[[], None]) -> None:
        super().__init__()
        self._removed = removed
        self.setAccessibleName(tr("Queue"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setIconSize(QSize(16, 16))
        self.setAlternatingRowColors(True)
        self.model().rowsMoved.connect(lambda *_: moved())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._removed()
        else:
            super().keyPressEvent(event)

    def ids(self) -> list[str]:
        """List the entries from top to bottom."""
        return [str(self.item(row).data(_ID)) for row in range(self.count())]

    @property
    def chosen(self) -> str:
        """The entry that is chosen, or ""."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else ""


class QueuePanel(QWidget):
    """Heading, what can be done, the documents; the list takes no room while it is empty."""

    def __init__(
        self,
        queue: RunQueue,
        ask: Callable[[], list[str]],
        present: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.queue, self._ask, self._present = queue, ask, present
        self.words = label("", "muted")
        self.problem = MessageLine()
        self.list = QueueList(self._moved, self._remove)
        self.add = QPushButton(tr("Add documents..."))
        self.add_open = QPushButton(tr("Add the open document"))
        self.start = QPushButton(tr("Run the queue"))
        self.hold = QPushButton(tr("Hold after this one"))
        self.up = self._tool("arrow-up", tr("Earlier"))
        self.down = self._tool("arrow-down", tr("Later"))
        self.take_out = self._tool("x", tr("Take out of the queue (Del)"))
        self._arrange()
        self._connect()
        theme.notifier().changed.connect(self._draw)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.queue.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.queue.watch(False)

    def _tool(self, icon: str, words: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setProperty("icon-name", icon)
        return button

    def _connect(self) -> None:
        self.queue.changed.connect(self._show)
        self.queue.failed.connect(self.problem.show_message)
        self.add.clicked.connect(self._add)
        self.add_open.clicked.connect(self._add_open)
        self.start.clicked.connect(self.queue.start)
        self.hold.clicked.connect(lambda: self.queue.hold(True))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.take_out.clicked.connect(self._remove)
        self.list.currentItemChanged.connect(lambda *_: self._enable())

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label(tr("Queue"), "title"))
        head.addWidget(self.words, 1)
        for button in (self.up, self.down, self.take_out):
            head.addWidget(button)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for push in (self.add, self.add_open):
            buttons.addWidget(push)
        buttons.addStretch(1)
        for push in (self.hold, self.start):
            buttons.addWidget(push)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addLayout(buttons)
        column.addWidget(self.problem)
        column.addWidget(self.list)

    def _add(self) -> None:
        paths = [Path(path) for path in self._ask()]
        if paths:
            self.queue.add(paths)

    def _add_open(self) -> None:
        path = self._present()
        if path is not None:
            self.queue.add([path])

    def _remove(self) -> None:
        if self.list.chosen:
            self.queue.remove(self.list.chosen)

    def _moved(self) -> None:
        self.queue.order(self.list.ids())

    def _move(self, by: int) -> None:
        ids = self.list.ids()
        if self.list.chosen in ids:
            place = ids.index(self.list.chosen)
            ids.insert(max(0, place + by), ids.pop(place))
            self.queue.order(ids)

    def _show(self) -> None:
        entries, chosen = self.queue.queue.entries, self.list.chosen
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            self.list.addItem(_item(entry))
        ids = self.list.ids()
        if chosen in ids:
            self.list.setCurrentRow(ids.index(chosen))
        self.list.blockSignals(False)
        self.list.setFixedHeight(LINE * min(len(entries), SHOWN) + SPACE)
        self.list.setVisible(bool(entries))
        self.words.setText(self._state())
        self._draw()
        self._enable()

    def _state(self) -> str:
        queue = self.queue.queue
        if not queue.entries:
            return tr("documents run one after another, also without the window")
        waiting = count(len(queue.waiting), "waits", "wait")
        return waiting if not queue.held else tr("{waiting}; held").format(waiting=waiting)

    def _enable(self) -> None:
        queue, chosen = self.queue.queue, self.list.chosen
        state = next((e.state for e in queue.entries if e.id == chosen), "")
        for button in (self.up, self.down):
            button.setEnabled(state == "waiting")
        self.take_out.setEnabled(bool(state) and state != "running")
        self.add_open.setEnabled(self._present() is not None)
        self.start.setEnabled(bool(queue.waiting) and (not self.queue.working or queue.held))
        self.hold.setEnabled(self.queue.working and not queue.held)

    def _draw(self) -> None:
        for button in (self.up, self.down, self.take_out):
            button.setIcon(icons.icon(str(button.property("icon-name"))))


def _item(entry: Entry) -> QListWidgetItem:
    icon, role, words = _STATES[entry.state]
    path = Path(entry.path)
    said = tr("waits; resumes") if entry.state == "waiting" and entry.resume else tr(words)
    result = QListWidgetItem(icons.icon(icon, role), f"{path.name}   {said}")
    result.setData(_ID, entry.id)
    result.setToolTip(str(path))
    result.setSizeHint(QSize(0, LINE))
    if entry.state != "waiting":
        result.setFlags(result.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
    return result
