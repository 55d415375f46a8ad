"""F1 in the real window: each view and each field opens its own page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from curator_gui.core.storage.resources import resource_path
from curator_gui.ui.shell.main_window import MainWindow

VIEWS = ["build", "preview", "plan", "monitor", "results", "runs"]


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    return make_window()


def shown_topic(window: MainWindow) -> str:
    shown = window.bench.manual.shown
    assert shown is not None
    return shown.topic


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_its_page(window: MainWindow, view: str) -> None:
    window.bench.show_view(view)
    window.bench.manual.show_for(window.bench.views.currentWidget())
    assert shown_topic(window) == view


def test_a_field_opens_its_component_at_its_name(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.open(resource_path("samples", "dam-break", "dam-break.curator.yaml"))
    bench.session.select(bench.session.document.steps[0].id)
    bench.show_view("build")
    row = bench.build.page.form.rows["recursive"]
    bench.manual.show_for(row.editor)
    assert shown_topic(window) == "mesh.VTKSource"
    assert bench.manual.shown.page.textCursor().selectedText() == "recursive"


def test_the_command_has_the_key_f1(window: MainWindow) -> None:
    action = window.bench.commands["manual"]
    assert action.shortcut().toString() == "F1"
    action.trigger()
    assert shown_topic(window) in {"welcome", *VIEWS, "documents", "components"}
