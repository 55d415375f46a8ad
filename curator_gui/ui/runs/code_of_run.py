"""The code that an earlier run ran from beside its document, to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from curator_gui.app.runs.recorded_code import RecordedCode
from curator_gui.core.text.plain_text import one_line
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE, label
from curator_gui.ui.files.code_view import code_pages


class CodeOfRunDialog(QDialog):
    """Shows the texts as they were when the run started; nothing can be agreed to here."""

    def __init__(self, found: Sequence[RecordedCode], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Code of this run"))
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        self.pages = [_page(each) for each in found]
        layout.addWidget(self.pages[0] if len(found) == 1 else _tabs(found, self.pages), 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def _tabs(found: Sequence[RecordedCode], pages: Sequence[QWidget]) -> QTabWidget:
    tabs = QTabWidget()
    for each, page in zip(found, pages, strict=True):
        tabs.addTab(page, one_line(f"{say(each.used.step)}: {each.used.function}"))
    return tabs


def _page(each: RecordedCode) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(SPACE)
    used, kept = each.used, each.kept
    names = {"step": say(used.step), "function": used.function, "file": used.file_name}
    said = {key: one_line(name) for key, name in names.items()}
    words = tr("{step} ran {function} of {file}").format(**said)
    column.addWidget(label(words, "heading", wrap=True))
    column.addWidget(label(say(each.now), "muted", wrap=True))
    if kept.code is None:
        column.addWidget(label(say(kept.why_left_out()), "warning", wrap=True))
        column.addStretch(1)
    else:
        column.addWidget(code_pages(kept.code), 1)
    words = tr("SHA-256 of all of it: {digest}").format(digest=one_line(used.digest))
    digest = label(words, "muted")
    digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(digest)
    return page
