"""Boxes and buttons have our icons, or none."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

import curator_gui.ui
from curator_gui.ui.common import theme
from curator_gui.ui.common.messages.message_box import MessageBox


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", ["question", "warning", "error"])
def test_a_box_has_our_icon_and_its_buttons_none(qtbot, qapp, kind, name):
    theme.apply(qapp, name)
    box = MessageBox(kind, "Title", "Text")
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel)
    box.show()
    assert (box.windowTitle(), box.text(), box.kind) == ("Title", "Text", kind)
    assert box.icon() == QMessageBox.Icon.NoIcon  # the pixmap is ours
    assert not box.iconPixmap().isNull()
    assert all(button.icon().isNull() for button in box.buttons())
    theme.apply(qapp, "light")


def test_buttons_of_dialogs_have_no_icons_of_the_style(qtbot, qapp):
    theme.apply(qapp, "light")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    buttons.show()
    assert all(button.icon().isNull() for button in buttons.buttons())


def test_nobody_makes_a_box_with_an_icon_of_the_style():
    """`About` has none; everything else goes through `MessageBox`."""
    found = []
    for path in Path(curator_gui.ui.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "QMessageBox" in text else ():
            words = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            if words.startswith(
                ("QMessageBox.Icon", "QMessageBox.warning", "QMessageBox.critical")
            ):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []
