"""A question with two answers and a way out, that does not stop the window behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from curator_gui.ui.common.messages.message_box import MessageBox


@dataclass(frozen=True)
class Choice:
    """One answer: the words on its button, and what it does."""

    words: str
    do: Callable[[], object]


def ask(
    window: QWidget,
    title: str,
    text: str,
    details: str,
    choices: tuple[Choice, Choice],
    over: Callable[[], None],
) -> QMessageBox:
    """Ask which of two things to do; the first is the default, and Cancel does neither.

    `over` is called first when the box is gone, whatever was answered.
    """
    box = MessageBox("question", title, text, window)
    box.setInformativeText(details)
    roles = (QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.DestructiveRole)
    buttons = [box.addButton(c.words, role) for c, role in zip(choices, roles, strict=True)]
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(buttons[0])
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def answered() -> None:
        over()
        for button, choice in zip(buttons, choices, strict=True):
            if box.clickedButton() is button:
                choice.do()

    box.finished.connect(answered)
    box.open()
    return box
