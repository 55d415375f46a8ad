"""What the person has agreed to: lists, from which each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from curator_gui.core.document_code.trust import Agreement, agreements, end_trust
from curator_gui.core.errors import CuratorError
from curator_gui.core.text.plain_text import one_line, tip_text
from curator_gui.core.trust.servers import AgreedServer, agreed_servers, end_agreement
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label


@dataclass(frozen=True)
class Row:
    """One agreement: its key, its name for people, what shows it, and what takes it back."""

    key: str
    name: str
    cells: list[QWidget]
    end: Callable[[str], None]


class AgreedList(QWidget):
    """Shows what was agreed to for good, each with a button that ends it.

    Parameters
    ----------
    nothing
        What is shown while nothing was agreed to.
    read
        Reads it; may raise a `CuratorError`, as `Row.end` may.
    """

    def __init__(self, nothing: str, read: Callable[[], list[Row]]) -> None:
        super().__init__()
        self._read = read
        self.problem = label("", "warning", wrap=True)
        self.empty = label(nothing, "muted", wrap=True)
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
            known, problem = self._read(), ""
        except CuratorError as error:
            known, problem = [], say(str(error))
        self._tell(problem)
        self.empty.setVisible(not known and not problem)
        self.buttons = {}
        rows = self._make_rows(known)
        self.layout().replaceWidget(self._rows, rows)  # type: ignore[union-attr]
        self._rows.hide()
        self._rows.deleteLater()  # one of its buttons may be clicked right now
        self._rows = rows

    def _withdraw(self, row: Row) -> None:
        try:
            row.end(row.key)
        except CuratorError as error:
            self._tell(say(str(error)))
            return
        self.refresh()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _make_rows(self, known: list[Row]) -> QWidget:
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(HALF)
        for number, row in enumerate(known):
            self._add(grid, number, row)
        return rows

    def _add(self, grid: QGridLayout, number: int, row: Row) -> None:
        button = QPushButton(tr("Withdraw"))
        button.setAutoDefault(False)
        button.setAccessibleName(tr("Agree no longer to {file}").format(file=row.name))
        button.clicked.connect(lambda: self._withdraw(row))
        self.buttons[row.key] = button
        for column, widget in enumerate([*row.cells, button]):
            grid.addWidget(widget, number, column)
            if isinstance(widget, ElidedLabel):
                grid.setColumnStretch(column, 1)


def code_list() -> AgreedList:
    """Make the list of the code that was agreed to, the newest first."""
    words = tr(
        "You have not agreed to any code yet. When a pipeline brings code along, you are "
        "asked; what you agree to is listed here."
    )
    return AgreedList(words, lambda: [_code_row(each) for each in agreements()])


def server_list() -> AgreedList:
    """Make the list of the servers that pipelines may contact, by name."""
    words = tr(
        "None yet. When a pipeline that you open names a server, you are asked before it is "
        "contacted; those that you connect to are listed here."
    )
    return AgreedList(words, lambda: [_server_row(each) for each in agreed_servers()])


def _code_row(agreement: Agreement) -> Row:
    path = one_line(str(agreement.file)) if agreement.file else tr("file unknown")
    cells: list[QWidget] = [
        *_file(path, agreement),
        label(agreement.day, "muted"),
        _digest(agreement),
    ]
    return Row(agreement.digest, path, cells, end_trust)


def _server_row(agreed: AgreedServer) -> Row:
    name = one_line(agreed.server)  # somebody may have edited the file
    cells: list[QWidget] = [ElidedLabel(name), label(agreed.day, "muted")]
    return Row(agreed.server, name, cells, end_agreement)


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
