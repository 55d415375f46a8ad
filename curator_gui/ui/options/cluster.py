"""Below the options of a cluster: try it before the run, and say what is in the way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from curator_gui.app.planning.cluster_check import ClusterCheck
from curator_gui.app.planning.computer import runs_elsewhere
from curator_gui.core.document import PipelineDocument
from curator_gui.core.registration.registry import Registry
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, IconLabel, clear_layout, label

MARKS = {True: ("circle-check", "done"), False: ("circle-x", "error"), None: ("clock", "waiting")}
"""Icon and color of what is well, is not, or is worth knowing meanwhile."""


class ClusterPanel(QWidget):
    """A button that tries the cluster of the document, and what was found, line by line."""

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self._registry = registry
        self._document: PipelineDocument | None = None
        self._base: Path | None = None
        self.check = ClusterCheck(self)
        self.check.found.connect(self.add)
        self.check.ended.connect(self._show_state)
        self.button = QPushButton()
        self.button.clicked.connect(self._toggle)
        self.state = label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.button)
        head.addWidget(self.state, 1)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.addLayout(head)
        column.addLayout(self.lines)
        self.destroyed.connect(self.check.close)
        self._show_state()

    def show_document(self, document: PipelineDocument, base: Path | None) -> None:
        """Offer to try what the document says now; what was found before may not hold any more."""
        changed = self._document is not None and document.run != self._document.run
        self._document, self._base = document, base
        self.setVisible(runs_elsewhere(document.run))
        if changed and not self.check.running:
            clear_layout(self.lines)

    def _toggle(self) -> None:
        if self.check.running:
            self.check.stop()
            return
        assert self._document is not None
        clear_layout(self.lines)
        self.check.start(self._document, self._base, self._registry)
        self._show_state()

    def _show_state(self) -> None:
        running = self.check.running
        self.button.setText(tr("Stop trying") if running else tr("Try the cluster"))
        words = tr("Waiting for a worker and asking it; a job may queue for a while.")
        idle = tr("Starts one job, looks whether it has and sees what the run needs, and ends it.")
        self.state.setText(words if running else idle)

    def add(self, well: bool | None, words: str) -> None:
        """Show one finding below those before."""
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(IconLabel(*MARKS[well], 16))
        row.addWidget(label(say(words), "", wrap=True), 1)
        self.lines.addLayout(row)
