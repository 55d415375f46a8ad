"""A question with two answers and a way out: each does its own, and only that."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from curator_gui.ui.common.messages.question import Choice, ask


@pytest.mark.parametrize(
    ("button", "done"),
    [("Now", ["over", "now"]), ("Then", ["over", "then"]), ("Cancel", ["over"])],
)
def test_a_button_does_what_it_says(qtbot: QtBot, button: str, done: list[str]) -> None:
    window, told = QWidget(), list[str]()
    qtbot.addWidget(window)
    choices = Choice("Now", lambda: told.append("now")), Choice("Then", lambda: told.append("then"))
    box = ask(window, "Retry", "It has changed.", "How", choices, lambda: told.append("over"))
    assert (box.isVisible(), box.informativeText(), told) == (True, "How", [])
    chosen = next(b for b in box.buttons() if b.text().replace("&", "") == button)
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert told == done


@pytest.mark.parametrize(("key", "done"), [("Return", ["over", "now"]), ("Escape", ["over"])])
def test_enter_takes_the_first_and_esc_none(qtbot: QtBot, key: str, done: list[str]) -> None:
    window, told = QWidget(), list[str]()
    qtbot.addWidget(window)
    choices = Choice("Now", lambda: told.append("now")), Choice("Then", lambda: told.append("then"))
    box = ask(window, "Retry", "It has changed.", "", choices, lambda: told.append("over"))
    target = box.defaultButton() if key == "Return" else box
    qtbot.keyClick(target, getattr(Qt.Key, f"Key_{key}"))
    assert told == done
