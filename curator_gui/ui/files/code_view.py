"""Python code to be read: numbered lines, in the colors of the theme."""

from __future__ import annotations

import io
import keyword
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget, QWidget

from curator_gui.core.document_code.reading import Code
from curator_gui.ui.common import theme

COLUMNS, ROWS = 90, 26
_ROLES = {
    tokenize.COMMENT: "muted",
    tokenize.STRING: "done",
    tokenize.NUMBER: "warning",
    getattr(tokenize, "FSTRING_MIDDLE", -1): "done",
}
_KEYWORD = "accent"
Span = tuple[int, int, str]


def spans(text: str) -> dict[int, list[Span]]:
    """Return what is colored in each line: start, length and role; all there is if it is broken."""
    found: dict[int, list[Span]] = defaultdict(list)
    lines = text.split("\n")  # as Python counts: a form feed ends none
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            role = _ROLES.get(token.type, "")
            if token.type == tokenize.NAME and keyword.iskeyword(token.string):
                role = _KEYWORD
            if role:
                for row, start, length in _rows(token, lines):
                    found[row].append((start, length, role))
    except (tokenize.TokenError, SyntaxError):
        pass  # the text is shown, and the step says what is wrong
    return found


def _rows(token: tokenize.TokenInfo, lines: list[str]) -> Iterator[tuple[int, int, int]]:
    (first, start), (last, end) = token.start, token.end
    for row in range(first, last + 1):
        begin = start if row == first else 0
        stop = end if row == last else len(lines[row - 1])
        yield row - 1, begin, stop - begin


class _Colors(QSyntaxHighlighter):
    def __init__(self, view: QPlainTextEdit) -> None:
        super().__init__(view.document())
        self.spans: dict[int, list[Span]] = {}

    def highlightBlock(self, _text: str) -> None:
        for start, length, role in self.spans.get(self.currentBlock().blockNumber(), ()):
            form = QTextCharFormat()
            form.setForeground(theme.current().color(role))
            if role == _KEYWORD:
                form.setFontWeight(QFont.Weight.DemiBold)
            self.setFormat(start, length, form)


class CodeView(QPlainTextEdit):
    """Shows a text of Python; nothing can be changed in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        # What is far to the right would run unseen.
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        metrics = self.fontMetrics()
        self.setMinimumSize(metrics.horizontalAdvance("0") * COLUMNS, metrics.lineSpacing() * ROWS)
        self._colors = _Colors(self)
        theme.notifier().changed.connect(self._colors.rehighlight)

    def show_code(self, text: str) -> None:
        """Show a text, from its beginning."""
        width = len(str(text.count("\n") + 1)) + 2
        numbered = [f"{n:>{width - 2}}  {line}" for n, line in enumerate(text.split("\n"), 1)]
        self._colors.spans = {
            row: [(start + width, length, role) for start, length, role in found]
            for row, found in spans(text).items()
        }
        self.setPlainText("\n".join(numbered))


def code_pages(code: Code) -> QWidget:
    """Show all files of code: side by side in tabs if there are several."""
    views = [_page(file, text) for file, (_, text) in zip(code.files, code.texts, strict=True)]
    if len(views) == 1:
        return views[0]
    tabs = QTabWidget()
    for view, file in zip(views, code.files, strict=True):
        tabs.addTab(view, file.name)
    return tabs


def _page(file: Path, text: str) -> CodeView:
    view = CodeView()
    view.show_code(text)
    view.setAccessibleName(str(file))
    return view
