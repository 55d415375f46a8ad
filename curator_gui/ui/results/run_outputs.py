"""What the run made as a whole, above the table: files and stores to open, and its warnings."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from curator_gui.app.run.recorded.run_outputs import RunOutputs
from curator_gui.core.message import Fact
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, MessageLine, clear_layout, label
from curator_gui.ui.results.detail import OutputList

MAX_SHOWN = 4


class RunOutputsPanel(QFrame):
    """Files at the left, warnings at the right; takes no room when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAccessibleName(tr("Results of the whole run"))
        self.outputs = OutputList(tr("Results of the whole run ({n})"))
        self.warnings = QWidget()
        self._lines = QVBoxLayout(self.warnings)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(HALF)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, HALF, SPACE, HALF)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.outputs, 1)
        row.addWidget(self.warnings, 1)
        self.hide()

    def show_outputs(self, outputs: RunOutputs) -> None:
        self.outputs.show_paths(list(outputs.paths))
        clear_layout(self._lines)
        said = [*([outputs.problem] if outputs.problem else []), *outputs.warnings]
        for words in said[:MAX_SHOWN]:
            line = MessageLine()
            line.show_message(words, "fact" if isinstance(words, Fact) else "warning")
            self._lines.addWidget(line)
        left = len(said) - MAX_SHOWN
        if left > 0:
            more = count(left, "more warning", "more warnings")
            self._lines.addWidget(label(say(tr("{more}: see the log").format(more=more)), "muted"))
        self._lines.addStretch(1)
        self.warnings.setVisible(bool(said))
