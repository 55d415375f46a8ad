"""What the window says at its start about a crash before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from curator_gui.ui.common.messages.notices import NoticeBoard
from curator_gui.ui.common.text import tr


def offer_reports(board: NoticeBoard, reports: Sequence[Path], problem: str) -> None:
    """Say where the newest report lies; `problem`: why none can be written now, or ""."""
    if problem:
        words = tr("If Curator crashed now, no report could be written: {why}")
        board.add(words.format(why=problem), icon="triangle-alert")
    if not reports:
        return
    newest = reports[-1]
    text = tr(
        "Curator ended in an unusual way before. What is known about it stands in {path}; it was "
        "sent nowhere. `curator-gui doctor --bundle report.zip` puts a report together."
    ).format(path=newest)
    choices = [
        (tr("Open the report"), lambda: _open(newest)),
        (tr("Copy it"), lambda: _copy(newest)),
    ]
    board.add(text, choices, icon="triangle-alert")


def _open(report: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(report)))


def _copy(report: Path) -> None:
    QGuiApplication.clipboard().setText(report.read_text(encoding="utf-8", errors="replace"))
