"""The window offers the report of a crash before, once, and says if none can be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from curator_gui.ui.common.messages.notices import NoticeBoard
from curator_gui.ui.help.help_dialogs import show_about
from curator_gui.ui.shell.starting.crash_offer import offer_reports


@pytest.fixture
def board(qtbot) -> NoticeBoard:
    board = NoticeBoard(QWidget())
    qtbot.addWidget(board)
    board.show()
    return board


def test_nothing_is_said_without_a_report(board: NoticeBoard) -> None:
    offer_reports(board, [], "")
    assert board.notices == []


def test_the_newest_report_is_opened_and_copied(
    board: NoticeBoard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    new.write_text("Fatal Python error")
    for button in (0, 1):
        offer_reports(board, [old, new], "")
        (notice,) = board.notices
        assert str(new) in notice.text
        notice.buttons[button].click()
    assert opened == [str(new)]
    assert QGuiApplication.clipboard().text() == "Fatal Python error"


def test_what_cannot_be_written_is_said(board: NoticeBoard) -> None:
    offer_reports(board, [], "/full: No space left on device")
    assert "/full: No space left on device" in board.notices[0].text


def test_about_shows_the_licenses(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    show_about(parent)
    (button,) = [b for b in parent.findChildren(QPushButton) if b.text() == "Licenses"]
    button.click()
    (text,) = parent.findChildren(QPlainTextEdit)
    assert "Apache License" in text.toPlainText()
    dialogs = parent.findChildren(QDialog)
    assert len(dialogs) == 2
    for dialog in dialogs:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.close()
