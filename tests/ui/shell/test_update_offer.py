"""The notice about a newer version: only where somebody asked for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from curator_gui.app.settings.preferences import Settings
from curator_gui.ui.common.messages.notices import NoticeBoard
from curator_gui.ui.shell.starting.update_offer import UpdateOffer


@pytest.fixture
def board(qtbot) -> NoticeBoard:
    board = NoticeBoard(QWidget())
    qtbot.addWidget(board)
    board.show()
    return board


def test_nothing_is_looked_for_unless_somebody_asks(board, tmp_path) -> None:
    place = Settings(tmp_path / "none.json").preferences.updates_from
    assert place == ""
    assert not UpdateOffer(board, place)._call.busy


def test_a_newer_version_is_shown_with_its_place(qtbot, board, tmp_path: Path) -> None:
    (tmp_path / "curator-gui_99.0_amd64.deb").touch()
    UpdateOffer(board, str(tmp_path))
    qtbot.waitUntil(lambda: len(board.notices) == 1)
    assert "Curator 99.0 is there" in board.notices[0].text
    assert str(tmp_path / "curator-gui_99.0_amd64.deb") in board.notices[0].text


def test_a_place_that_cannot_be_asked_is_said(qtbot, board, tmp_path: Path) -> None:
    UpdateOffer(board, str(tmp_path / "gone"))
    qtbot.waitUntil(lambda: len(board.notices) == 1)
    assert "could not be looked for" in board.notices[0].text
    assert "gone" in board.notices[0].text


def test_no_news_is_no_notice(qtbot, board, tmp_path: Path) -> None:
    offer = UpdateOffer(board, str(tmp_path))
    qtbot.waitUntil(lambda: not offer._call.busy)
    assert board.notices == []
