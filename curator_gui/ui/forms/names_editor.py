"""Editors of names that are in the data: chips, and a list of what is there that unfolds below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout

from curator_gui.app.document import param_values
from curator_gui.app.language.quantities import count_text
from curator_gui.core.params.param import Param
from curator_gui.core.survey.offers import Offer, fitting, is_glob, offers, unknown
from curator_gui.core.text.listing import listed_names
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.flow import FlowLayout
from curator_gui.ui.common.text import count, mark, say, tr
from curator_gui.ui.common.widgets import HALF, IconLabel, label
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.editors import Editor, FieldLine, LineEditor
from curator_gui.ui.forms.offer_table import OfferTable

TITLES = {
    "field": mark("Field"),
    "cell field": mark("Field"),
    "point field": mark("Field"),
    "variable": mark("Variable"),
    "dimension": mark("Dimension"),
    "level": mark("Level"),
    "time": mark("Time"),
    "block": mark("Block"),
    "patch": mark("Patch"),
    "element": mark("Element"),
    "property": mark("Property"),
}
NOTHING = {
    "field": mark("no field reaches this step"),
    "cell field": mark("nothing on cells reaches this step"),
    "point field": mark("nothing on points reaches this step"),
    "variable": mark("no variable reaches this step"),
    "property": mark("no property reaches this step"),
}
LEAST_LINE = 110


class Chip(QFrame):
    """One name that was taken; red with a sign if there is nothing of this name."""

    removed = Signal(str)

    def __init__(self, name: str, *, wrong: bool) -> None:
        super().__init__()
        self.name, self.wrong = name, wrong
        self.setProperty("role", "wrong-chip" if wrong else "chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 2, 1)
        row.setSpacing(HALF)
        row.addWidget(
            IconLabel("circle-alert" if wrong else "check", "error" if wrong else "accent", 12)
        )
        row.addWidget(label(name))
        self.button = QToolButton(autoRaise=True)
        self.button.setIconSize(QSize(12, 12))
        self.button.setFixedSize(18, 18)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = tr("Remove {name}").format(name=name)
        self.button.setToolTip(words)
        self.button.setAccessibleName(words)
        self.button.clicked.connect(lambda: self.removed.emit(name))
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.button.setIcon(icons.icon("x", "muted"))


class NameLine(FieldLine):
    """A line that tells when it gets and loses the keyboard, and asks before it handles a key."""

    entered = Signal()
    left = Signal()

    def __init__(self, take_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._take_key = take_key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.entered.emit()


class OfferList(QFrame):
    """What the data offer, below a field; hidden where there is nothing to choose from."""

    def __init__(self, role: str, keys: str = "") -> None:
        super().__init__()
        self.setProperty("role", "offers")
        self._keys = keys or tr("↑↓ move   Space take   Enter take and close   * all that fit")
        self.table = OfferTable()
        self._title = tr(TITLES.get(role, "Name"))
        self._foot = label("", "muted")
        self._foot.setContentsMargins(8, 2, 8, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table)
        column.addWidget(self._foot)
        self.hide()

    def show_offers(self, found: list[Offer], taken: list[str], looked: str) -> None:
        self.table.show_offers(found, taken, self._title)
        self._foot.setText(f"{self._keys}     {looked}".rstrip())


class NamesEditor(Editor):
    """Several names; typing filters what there is, a pattern takes all that fit it."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self._taken: list[Any] = []
        self.chips: list[Chip] = []
        self._box = QFrame()
        self._box.setProperty("role", "chips")
        self._flow = FlowLayout(self._box, space=HALF, margin=3, least=LEAST_LINE)
        self.line = NameLine(self._take_key)
        self.line.setFrame(False)
        self.line.setProperty("role", "bare")
        self._flow.addWidget(self.line)
        self.list = self.offered = OfferList(param.role)
        self.offered.table.toggled.connect(self._toggle)
        self._arrange()
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self._unfold)
        self.line.left.connect(self._leave)
        self.refresh_offers()

    @property
    def names(self) -> list[str]:
        """The names that are chips."""
        return [param_values.value_text(entry) for entry in self._taken]

    @property
    def value(self) -> list[Any] | None:
        """All names, also the one that is being typed: what is seen is what would run."""
        typed = param_values.parse_list(self.param, self.line.text()) or []
        known = self.names
        new = [entry for entry in typed if param_values.value_text(entry) not in known]
        return [*self._taken, *new] or (None if self.param.optional else [])

    def show_value(self, value: Any) -> None:
        entries = list(value) if isinstance(value, (list, tuple)) else []
        if isinstance(value, str):  # what a document says, fitting or not
            entries = param_values.parse_list(self.param, value) or []
        if entries != (self.value or []):
            self.line.clear()
            self._taken = entries
            self._show()

    def refresh_offers(self) -> None:
        """Show what the data offer now; chips of unknown names are red."""
        self._show()

    def _arrange(self) -> None:
        self.box.addWidget(self._box)
        self.input = self.line
        self.setFocusProxy(self.line)
        self.line.setAccessibleName(say(self.param.label))
        self.line.setAccessibleDescription(say(self.param.description))
        self._box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._box and event.type() == QEvent.Type.MouseButtonPress:
            self.line.setFocus(Qt.FocusReason.MouseFocusReason)
            self._unfold()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        wrong = set(unknown(self.param, self.names, self.context.facts))
        wanted = [(name, name in wrong) for name in self.names]
        if wanted != [(chip.name, chip.wrong) for chip in self.chips]:
            self._make_chips(wanted)
        self.line.setPlaceholderText(self._placeholder())
        if self.offered.isVisible():  # else it is filled when it unfolds
            self._show_offers()

    def _make_chips(self, wanted: list[tuple[str, bool]]) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(name, wrong=wrong) for name, wrong in wanted]
        for position, chip in enumerate(self.chips):
            chip.removed.connect(self._toggle)
            self._flow.insert(position, chip)
            chip.show()
        self._flow.invalidate()
        self._box.updateGeometry()

    def _placeholder(self) -> str:
        if self.chips:
            return ""
        if self.context.facts is not None and not offers(self.param.role, self.context.facts):
            return tr(NOTHING.get(self.param.role, "separated by commas"))
        if self.param.required:
            return tr("required")
        return tr("all that are there") if self.param.default is None else ""

    def _offered(self) -> list[Offer]:
        """Return what fits the typed text, and last the pattern that it may be meant as."""
        every = list(offers(self.param.role, self.context.facts))
        text = self.line.text().strip()
        if not text:
            return every
        pattern = text if is_glob(text) else f"{text}*"
        fits = fitting(pattern, every)
        lower = text.strip("*?").lower()
        found = [o for o in every if o.name in fits or lower in o.name.lower()]
        if len(fits) > 1 and not isinstance(self._entry(pattern), (int, float)):
            words = tr("fits {names}").format(names=say(listed_names(fits, 6)))
            found.append(Offer(pattern, tr("pattern"), words))
        return found

    def _show_offers(self) -> None:
        found = self._offered()
        if not found:
            self.offered.hide()
            return
        self.offered.show_offers(found, self.names, looked_words(self.context))

    def _unfold(self) -> None:
        self._show_offers()
        if self._offered():
            self.offered.show()

    def _typed(self, text: str) -> None:
        if text.rstrip().endswith(","):
            self._commit()
        self.edited.emit(self.value)
        self._unfold()

    def _leave(self) -> None:
        self._commit()
        self.offered.hide()
        self.finished.emit()

    def _commit(self) -> None:
        """Make chips of what was typed."""
        self._taken = list(self.value or [])
        self.line.clear()
        self._show()

    def _toggle(self, name: str) -> None:
        self.line.clear()
        if name in self.names:
            self._taken = [e for e in self._taken if param_values.value_text(e) != name]
        else:
            self._taken = [*self._taken, self._entry(name)]
        self._show()
        self.edited.emit(self.value)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self, name: str) -> Any:
        entries = param_values.parse_list(self.param, param_values.join_list([name]))
        return entries[0] if entries else name

    def _take_key(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), self.line.text()
        table = self.offered.table
        unfolded = self.offered.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._unfold()
            table.move(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and unfolded:
            self.offered.hide()
            if text:
                self.line.clear()
                self.edited.emit(self.value)
        elif key == Qt.Key.Key_Backspace and not text and self.names:
            self._toggle(self.names[-1])
        elif key == Qt.Key.Key_Space and unfolded and table.current:
            self._toggle(table.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(table.current if unfolded else "")
        else:
            return False
        return True

    def _enter(self, current: str) -> None:
        """Take the current row, else the only one that fits, else what was typed; and close."""
        found = [offer.name for offer in self._offered()] if self.line.text().strip() else []
        if not current and len(found) == 1:
            current = found[0]
        if current and current not in self.names:
            self._toggle(current)
        else:
            self._commit()
        self.offered.hide()
        self.finished.emit()


class NameEditor(LineEditor):
    """One name: a line, and below it what there is."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.list = self.offered = OfferList(param.role)
        self.offered.table.toggled.connect(self._take)

    def make_line(self) -> NameLine:
        line = NameLine(self._take_key)
        line.entered.connect(self._unfold)
        line.left.connect(self._leave)
        return line

    def refresh_offers(self) -> None:
        """Show what the data offer now."""
        if self.offered.isVisible():
            self._unfold()

    def _tell(self, text: str) -> None:
        super()._tell(text)
        self._unfold()

    def _offered(self) -> list[Offer]:
        every = list(offers(self.param.role, self.context.facts))
        text = self.line.text().strip().lower()
        found = [offer for offer in every if text in offer.name.lower()]
        return found if found and text not in [o.name.lower() for o in every] else every

    def _unfold(self) -> None:
        found = self._offered()
        taken = [self.line.text().strip()]
        if found:
            self.offered.show_offers(found, taken, looked_words(self.context))
        self.offered.setVisible(bool(found))

    def _leave(self) -> None:
        self.offered.hide()

    def _take(self, name: str) -> None:
        chosen = "" if name == self.line.text().strip() else name
        self.line.setText(chosen)
        self.edited.emit(self.read(chosen))
        self.offered.hide()
        self.finished.emit()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._unfold()
            self.offered.table.move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.offered.isVisible():
            current = self.offered.table.current
            if current and current != self.line.text().strip():
                self._take(current)
                return True
        if key == Qt.Key.Key_Escape and self.offered.isVisible():
            self.offered.hide()
            return True
        return False


def looked_words(context: FormContext) -> str:
    """Say from how many items the offers are."""
    if context.facts is None or not context.size:
        return ""
    looked = count(context.facts.reached, "item", "items")
    return tr("from {looked} of {size}").format(looked=looked, size=count_text(context.size))
