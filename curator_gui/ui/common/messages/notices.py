"""A strip above the view that says what needs attention, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE, IconLabel, label

Choice = tuple[str, Callable[[], None]]


class Notice(QFrame):
    """One message with its buttons; any of them also closes it.

    `passing` ones are about the open document and go with it; a `lasting` one stays until one of
    its own buttons is pressed, because it has the only one that does what it says.
    """

    def __init__(
        self,
        text: str,
        icon: str,
        choices: list[Choice],
        *,
        passing: bool = False,
        lasting: bool = False,
    ) -> None:
        super().__init__()
        self.passing = passing
        self.setProperty("role", "notice")
        self.setAccessibleName(text)
        self.text = text
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(IconLabel(icon, "warning" if icon == "triangle-alert" else "accent"))
        row.addWidget(label(_sentence(text), wrap=True), 1)
        dismissing = [] if lasting else [(tr("Dismiss"), lambda: None)]
        for words, action in [*choices, *dismissing]:
            row.addWidget(self._button(words, action))

    def _button(self, words: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: self._choose(action))
        self.buttons.append(button)
        return button

    def _choose(self, action: Callable[[], None]) -> None:
        self.hide()
        self.deleteLater()
        action()


class NoticeBoard(QWidget):
    """Notices above a view; takes no room when there are none."""

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(view, 1)

    @property
    def notices(self) -> list[Notice]:
        return [notice for notice in self.findChildren(Notice) if not notice.isHidden()]

    def add(
        self,
        text: str,
        choices: list[Choice] | None = None,
        icon: str = "info",
        *,
        passing: bool = False,
        lasting: bool = False,
    ) -> Notice:
        """Show a notice above the others; one with the same words takes the place of the old."""
        text = say(text)
        for notice in self.notices:
            if notice.text == text:
                _take_away(notice)
        notice = Notice(text, icon, choices or [], passing=passing, lasting=lasting)
        self._column.insertWidget(0, notice)
        notice.show()
        return notice

    def document_changed(self) -> None:
        """Take away what was said of the document that was open, and of its runs."""
        for notice in self.notices:
            if notice.passing:
                _take_away(notice)


def _take_away(notice: Notice) -> None:
    notice.hide()
    notice.deleteLater()


def _sentence(text: str) -> str:
    """Begin with a capital, unless the first word is a name: a parameter, a file."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text
