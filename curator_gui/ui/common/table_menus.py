"""Menus that let the keyboard do what a click on a table's header does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from curator_gui.ui.common.text import tr


def sort_menu(table: QTableView, parent: QWidget) -> QMenu:
    """Make a menu of the columns in sight, in their order; choosing one clicks its header."""
    menu = QMenu(tr("Sort by"), parent)
    header = table.horizontalHeader()
    sections = (header.logicalIndex(place) for place in range(header.count()))
    for section in sections:
        if not header.isSectionHidden(section):
            title = table.model().headerData(section, Qt.Orientation.Horizontal)
            menu.addAction(title).triggered.connect(partial(_click, header, section))
    return menu


def _click(header: QHeaderView, section: int, _checked: bool = False) -> None:
    header.sectionClicked.emit(section)
