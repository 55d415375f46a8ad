"""The manual in the window: F1 on what has the keyboard, contents, search, links, the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTreeWidgetItemIterator, QWidget
from pytestqt.qtbot import QtBot

from curator_gui.core.registration.registry import REGISTRY
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.manual import Manual
from curator_gui.ui.common.actions import SPECS
from curator_gui.ui.common.help_topics import explain, topic_of
from curator_gui.ui.help.window import ManualWindow


@pytest.fixture
def window(qtbot: QtBot) -> ManualWindow:
    register_all(REGISTRY)
    made = ManualWindow(Manual(REGISTRY))
    qtbot.addWidget(made)
    made.show()
    made.open("welcome")
    return made


def titles(window: ManualWindow) -> list[str]:
    found, at = [], QTreeWidgetItemIterator(window.tree)
    while at.value() is not None:
        found.append(at.value().text(0))
        at += 1
    return found


def test_a_page_is_shown_and_marked_in_the_contents(window: ManualWindow) -> None:
    window.open("results")
    assert window.page.toPlainText().startswith("Results")
    assert window.tree.currentItem().text(0) == "Results"


def test_a_place_in_a_page_is_found(window: ManualWindow) -> None:
    window.open("mesh.VTKSource#recursive")
    assert window.page.textCursor().selectedText() == "recursive"


def test_links_lead_to_pages_and_back_leads_where_one_came_from(
    qtbot: QtBot, window: ManualWindow
) -> None:
    assert not window.back.isEnabled()
    window.page.anchorClicked.emit(QUrl("plan"))
    window.page.anchorClicked.emit(QUrl("mesh.VTKSource"))
    assert window.topic == "mesh.VTKSource"
    qtbot.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert window.topic == "plan"
    qtbot.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert (window.topic, window.back.isEnabled()) == ("welcome", False)


def test_an_address_is_opened_outside(
    window: ManualWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.open("cluster")
    window.page.anchorClicked.emit(QUrl("https://distributed.dask.org"))
    assert [url.host() for url in opened] == ["distributed.dask.org"]
    assert window.topic == "cluster"


def test_a_search_lists_pages_and_its_end_the_contents(qtbot: QtBot, window: ManualWindow) -> None:
    everything = titles(window)
    qtbot.keyClicks(window.search, "date line")
    assert "Crop region" in titles(window)
    assert len(titles(window)) < len(everything)
    qtbot.keyClicks(window.search, " submarine")
    assert window.nothing.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert titles(window) == everything
    assert window.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_component_that_is_not_here_is_said_to_have_no_page(window: ManualWindow) -> None:
    window.open("mesh.NoSuchThing")
    assert "no page mesh.NoSuchThing" in window.page.toPlainText()


def test_a_widget_belongs_to_the_page_of_the_nearest_around_it(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    inner = QWidget(outer)
    assert topic_of(None) == topic_of(inner) == "welcome"
    explain(outer, "plan")
    assert topic_of(inner) == "plan"
    explain(inner, "options#timeout")
    assert topic_of(inner) == "options#timeout"


def test_every_key_of_a_command_stands_in_the_manual() -> None:
    for language, words in (("en", {}), ("de", {"Ctrl": "Strg", "Shift": "Umschalt"})):
        page = resource_path("manual", language, "keyboard.md").read_text(encoding="utf-8")
        names = {"Up": "Auf", "Down": "Ab", "Del": "Entf"} if language == "de" else {}
        for spec in (spec for spec in SPECS if spec.shortcut):
            parts = [{**words, **names}.get(part, part) for part in spec.shortcut.split("+")]
            assert f"| {'+'.join(parts)} |" in page, spec.id
