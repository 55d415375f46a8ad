"""Message boxes with our icons: those of the style belong to another hand, and to no theme."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

from curator_gui.ui.common import icons

Kind = Literal["question", "warning", "error"]
_ICONS: dict[Kind, tuple[str, str]] = {
    "question": ("circle-question-mark", "accent"),
    "warning": ("triangle-alert", "warning"),
    "error": ("octagon-x", "error"),
}
SIZE = 36


class MessageBox(QMessageBox):
    """Asks or tells something; title and text are plain."""

    def __init__(self, kind: Kind, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setWindowTitle(title)
        self.setText(text)
        name, role = _ICONS[kind]
        self.setIconPixmap(icons.icon(name, role).pixmap(SIZE, SIZE))
