"""What stands in a view that has nothing to show yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curator_gui.ui.common.widgets import SPACE, IconLabel, label, tool_button


class EmptyState(QWidget):
    """An icon, one sentence on what will appear here, and the action that makes it appear."""

    def __init__(self, icon: str, title: str, hint: str, action: QAction | None = None) -> None:
        super().__init__()
        center = Qt.AlignmentFlag.AlignHCenter
        self._usual = title
        self._hint = label(hint, "muted", wrap=True)
        self._hint.setAlignment(center)
        self._hint.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        layout.addStretch(1)
        layout.addWidget(IconLabel(icon, "muted", 32), 0, center)
        self._title = label(title, "title")
        layout.addWidget(self._title, 0, center)
        layout.addWidget(self._hint)  # not aligned: else its second line would be cut off
        if action is not None:
            layout.addWidget(tool_button(action, text=True), 0, center)
        layout.addStretch(2)
        self.setAccessibleName(f"{title}. {hint}")

    def say(self, words: str = "") -> None:
        """Say something else for now, such as that it has begun; "" says again what is usual."""
        self._title.setText(words or self._usual)
