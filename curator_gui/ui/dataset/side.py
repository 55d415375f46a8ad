"""The list beside the pages: all items, decisions, proposals, parts, tags; each count is a link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.formats import decision_word
from curator_gui.app.language.quantities import count_text
from curator_gui.core.sidecars.curation import DECISIONS, Decision
from curator_gui.dataset.proposals.words import TOPICS, Topic
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import SPACE
from curator_gui.ui.dataset.items_table import DECISION_ICONS

WIDTH = 224
MAX_TAGS = 12
_ENTRY = int(Qt.ItemDataRole.UserRole) + 1

TOPIC_ICONS: dict[Topic, str] = {
    "far": "chart-line",
    "exact": "copy",
    "near": "copy-plus",
    "zero": "circle",
    "nan": "circle-alert",
    "fields": "list-x",
    "size": "file",
    "forest": "workflow",
}


def topic_title(topic: Topic) -> str:
    """Say a topic of proposals in words."""
    titles: dict[Topic, str] = {
        "far": tr("Far from the rest"),
        "exact": tr("Exact duplicates"),
        "near": tr("Near duplicates"),
        "zero": tr("0 everywhere"),
        "nan": tr("NaN"),
        "fields": tr("Fields differ"),
        "size": tr("Small files"),
        "forest": tr("Second opinion"),
    }
    return titles[topic]


@dataclass(frozen=True)
class Entry:
    """One line: a heading, or something that items have, how many do, and how it is found."""

    title: str
    icon: str = ""
    role: str = "muted"
    number: int | None = None
    kind: str = ""
    key: str = ""


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(WIDTH, 26 if index.data(_ENTRY).kind else 24)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        colors = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, colors.color("accent_soft"))
        room = option.rect.adjusted(SPACE + 4, 0, -SPACE - 4, 0)
        font = option.font
        font.setBold(chosen or not entry.kind)
        painter.setFont(theme.tabular(font))
        number = "" if entry.number is None else count_text(entry.number)
        painter.setPen(colors.color("muted"))
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number
        )
        taken = painter.fontMetrics().horizontalAdvance(number) + SPACE
        if entry.icon:
            ratio = painter.device().devicePixelRatio()
            mark = icons.pixmap(entry.icon, entry.role, 16, ratio)
            painter.drawPixmap(room.left(), room.center().y() - 8, mark)
            room.setLeft(room.left() + 22)
        painter.setPen(colors.color("text" if entry.kind else "muted"))
        room.setRight(room.right() - taken)
        words = painter.fontMetrics().elidedText(
            entry.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words
        )
        painter.restore()


class SideList(QListWidget):
    """What can be looked at.

    Signals
    -------
    chosen(object)
        The `Entry` that is chosen now.
    """

    chosen = Signal(object)

    def __init__(self, data: DataSet) -> None:
        super().__init__()
        self._set = data
        self.setAccessibleName(tr("What to look at"))
        self.setFixedWidth(WIDTH)
        self.setFrameShape(self.Shape.NoFrame)
        self.setItemDelegate(_EntryDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._at = ("all", "")
        for signal in (
            data.opened,
            data.decisions_changed,
            data.proposals_changed,
            data.split_changed,
        ):
            signal.connect(self.fill)
        self.currentItemChanged.connect(self._choose)
        theme.notifier().changed.connect(self.viewport().update)
        self.fill()

    def fill(self) -> None:
        """Count anew; what was chosen stays so."""
        self.blockSignals(True)
        self.clear()
        for entry in self.entries():
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            number = "" if entry.number is None else f", {entry.number}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}{number}")
            if not entry.kind:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
            if (entry.kind, entry.key) == self._at:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def choose(self, kind: str, key: str = "") -> None:
        """Choose an entry as by a click; nothing if there is no such one."""
        for place in range(self.count()):
            entry = self.item(place).data(_ENTRY)
            if (entry.kind, entry.key) == (kind, key):
                self.setCurrentRow(place)

    def entries(self) -> Iterable[Entry]:
        """List what there is, with its count; what nobody has is not there."""
        data = self._set
        yield Entry(tr("All items"), "layers", "muted", len(data.items), "all")
        yield Entry(tr("Decisions"))
        counts = data.decisions.counts()
        for decision in DECISIONS:
            name, role = DECISION_ICONS[decision]
            title = decision_word(decision).capitalize()
            yield Entry(title, name, role, counts[decision], "decision", decision)
        yield Entry(tr("Proposals"))
        for topic in TOPICS:
            number = data.proposals.count(topic)
            if number or (topic in ("far", "exact", "near")):
                shown = None if data.searching else number
                yield Entry(
                    topic_title(topic), TOPIC_ICONS[topic], "warning", shown, "topic", topic
                )
        yield from self._parts()
        yield from self._tags()

    def _parts(self) -> Iterable[Entry]:
        names, counts = np.unique(self._set.parts.astype(str), return_counts=True)
        found = {str(n): int(c) for n, c in zip(names, counts, strict=True) if n}
        if found:
            yield Entry(tr("Parts"))
        order = {name: place for place, name in enumerate(self._set.plan.names)}
        for name in sorted(found, key=lambda name: (order.get(name, 99), name)):
            yield Entry(name.capitalize(), "", "muted", found[name], "part", name)

    def _tags(self) -> Iterable[Entry]:
        tags = self._set.decisions.tags()
        if tags:
            yield Entry(tr("Tags"))
        for tag in list(tags)[:MAX_TAGS]:
            yield Entry(tag, "", "muted", len(tags[tag]), "tag", tag)

    def rows_of(self, entry: Entry) -> list[int] | None:
        """Return the items of an entry; None for all."""
        data, key = self._set, entry.key
        if entry.kind == "topic":
            topics = [p for p in data.proposals.found if p.topic == key]
            return sorted({row for proposal in topics for row in proposal.rows})
        if entry.kind == "decision":
            rows = np.flatnonzero(
                data.decisions.codes == list(DECISIONS).index(cast(Decision, key))
            )
        elif entry.kind == "part":
            rows = np.flatnonzero(data.parts == key)
        else:
            return data.decisions.tags().get(key, []) if entry.kind == "tag" else None
        return [int(row) for row in rows]

    def _choose(self, item: QListWidgetItem | None) -> None:
        entry = item.data(_ENTRY) if item is not None else None
        if entry is not None and entry.kind:
            self._at = (entry.kind, entry.key)
            self.chosen.emit(entry)
