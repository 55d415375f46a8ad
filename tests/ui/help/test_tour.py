"""The tour: five steps beside what they are about, each of which can be the last."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from curator_gui.ui.help.tour import TourCard, place_beside
from curator_gui.ui.shell.main_window import MainWindow

ROOM = QRect(0, 0, 1280, 800)


@pytest.fixture
def window(make_window: Callable[..., MainWindow], qtbot: QtBot) -> MainWindow:
    made = make_window()
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def card_of(window: MainWindow) -> TourCard:
    card = window.bench.tour.card
    assert card is not None
    return card


def test_five_steps_lead_to_the_end_and_are_remembered(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.tour.start()
    titles = set()
    for _ in range(5):
        card = card_of(window)
        assert card.isVisible()
        assert window.rect().contains(card.geometry())
        titles.add(card.title.text())
        qtbot.mouseClick(card.next, Qt.MouseButton.LeftButton)
    assert len(titles) == 5
    assert window.bench.tour.card is None
    assert window.bench.settings.preferences.toured


@pytest.mark.parametrize("how", ["button", "escape"])
def test_it_can_be_skipped_at_once(window: MainWindow, qtbot: QtBot, how: str) -> None:
    window.bench.tour.start()
    if how == "button":
        qtbot.mouseClick(card_of(window).skip, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(card_of(window).next, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.bench.tour.card is None)
    assert window.bench.settings.preferences.toured


def test_the_last_step_has_nothing_left_to_skip(window: MainWindow) -> None:
    window.bench.tour.start()
    for _ in range(4):
        window.bench.tour.go_on()
    assert card_of(window).skip.isHidden()
    assert card_of(window).place.text() == "5 of 5"


def test_it_stays_inside_a_window_that_shrinks(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.tour.start()
    for _ in range(4):
        window.bench.tour.go_on()
    window.resize(window.minimumSizeHint())
    qtbot.waitUntil(lambda: window.rect().contains(card_of(window).geometry()))


def test_it_can_be_taken_again(window: MainWindow) -> None:
    window.bench.tour.start()
    window.bench.tour.go_on()
    window.bench.commands["tour"].trigger()
    assert window.bench.tour.number == 1


@given(
    x=st.integers(-50, 1300),
    y=st.integers(-50, 850),
    width=st.integers(0, 1280),
    height=st.integers(0, 800),
)
def test_a_card_is_always_in_the_room(x: int, y: int, width: int, height: int) -> None:
    place = place_beside(340, 180, (QRect(x, y, width, height), ROOM))
    assert ROOM.contains(QRect(place.x(), place.y(), 340, 180))
