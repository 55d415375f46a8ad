"""What the person has agreed to run: a list, from which each can be taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from curator_gui.core.document_code.reading import CodeError
from curator_gui.core.document_code.trust import Agreement, agreements, end_trust
from curator_gui.core.text.plain_text import one_line, tip_text
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label


class AgreementsList(QWidget):
    """Shows what was agreed to for good, the newest first, each with a button that ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.problem = label("", "warning", wrap=True)
        words = tr(
            "You have not agreed to any code yet. When a pipeline brings code along, you are "
            "asked; what you agree to is listed here."
        )
        self.empty = label(words, "muted", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self._rows = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        for widget in (self.problem, self.empty, self._rows):
            layout.addWidget(widget)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what was agreed to."""
        try:
            known, problem = agreements(), ""
        except CodeError as error:
            known, problem = [], say(str(error))
        self._tell(problem)
        self.empty.setVisible(not known and not problem)
        self.buttons = {}
        rows = self._make_rows(known)
        self.layout().replaceWidget(self._rows, rows)  # type: ignore[union-attr]
        self._rows.hide()
        self._rows.deleteLater()  # one of its buttons may be clicked right now
        self._rows = rows

    def withdraw(self, agreement: Agreement) -> None:
        """Let code not be run any more."""
        try:
            end_trust(agreement.digest)
        except CodeError as error:
            self._tell(say(str(error)))
            return
        self.refresh()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _make_rows(self, known: list[Agreement]) -> QWidget:
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        for number, agreement in enumerate(known):
            self._add(grid, number, agreement)
        return rows

    def _add(self, grid: QGridLayout, row: int, agreement: Agreement) -> None:
        path = one_line(str(agreement.file)) if agreement.file else tr("file unknown")
        button = QPushButton(tr("Withdraw"))
        button.setAutoDefault(False)
        button.setAccessibleName(tr("Agree no longer to {file}").format(file=path))
        button.clicked.connect(lambda: self.withdraw(agreement))
        self.buttons[agreement.digest] = button
        day = label(agreement.day, "muted")
        widgets = (*_file(path, agreement), day, _digest(agreement), button)
        for column, widget in enumerate(widgets):
            grid.addWidget(widget, row, column)


def _file(path: str, agreement: Agreement) -> tuple[QLabel, QLabel]:
    """Show the name first: it is what tells files apart where there is little room."""
    file = agreement.file
    name = label(one_line(file.name) if file else path)
    folder = ElidedLabel(one_line(str(file.parent)) if file else "", "muted")
    for each in (name, folder):
        each.setToolTip(tip_text(path))
    return name, folder


def _digest(agreement: Agreement) -> QLabel:
    shown = label(agreement.short_digest, "muted")
    shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    shown.setToolTip(tip_text(f"SHA-256: {agreement.digest}"))
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
