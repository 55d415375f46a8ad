"""The bar that says where one is and switches between the views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.help_topics import explain
from curator_gui.ui.common.text import tr


@dataclass(frozen=True)
class ViewSpec:
    """One view; `make` is called when it is first shown, so that start-up stays short."""

    id: str
    title: str
    icon: str
    make: Callable[[], QWidget]


class ViewBar(QWidget):
    """One button per view; Ctrl+1, Ctrl+2, ... choose them as well."""

    chosen = Signal(str)

    def __init__(self, specs: list[ViewSpec]) -> None:
        super().__init__()
        self._specs = specs
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for number, spec in enumerate(specs, 1):
            row.addWidget(self._button(spec, f"Ctrl+{number}"))
        row.addStretch(1)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def show_chosen(self, view_id: str) -> None:
        """Mark a view as the one shown; an unknown one marks none."""
        self._group.setExclusive(view_id in self.buttons)
        for name, button in self.buttons.items():
            button.setChecked(name == view_id)

    def _button(self, spec: ViewSpec, keys: str) -> QToolButton:
        button = QToolButton()
        button.setText(tr(spec.title))
        button.setAccessibleName(tr(spec.title))
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{tr(spec.title)} ({shown})")
        button.setShortcut(keys)
        button.setCheckable(True)
        button.setProperty("role", "view")
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.chosen.emit(spec.id))
        self._group.addButton(button)
        self.buttons[spec.id] = button
        return button

    def _draw(self) -> None:
        for spec in self._specs:
            self.buttons[spec.id].setIcon(icons.icon(spec.icon, "muted"))


class ViewStack(QStackedWidget):
    """The views in one place; each is made when it is first shown.

    Signals
    -------
    view_changed(str)
        Another view is shown.
    """

    view_changed = Signal(str)

    def __init__(self, specs: list[ViewSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = {spec.id: spec for spec in specs}
        self._made: dict[str, QWidget] = {}
        self.current_id = ""

    def view(self, view_id: str) -> QWidget:
        """Return a view, made now if need be.

        Raises
        ------
        KeyError
            If there is no such view.
        """
        if view_id not in self._made:
            widget = self._specs[view_id].make()
            explain(widget, view_id)
            self._made[view_id] = widget
            self.addWidget(widget)
        return self._made[view_id]

    def show_view(self, view_id: str) -> None:
        self.setCurrentWidget(self.view(view_id))
        if view_id != self.current_id:
            self.current_id = view_id
            self.view_changed.emit(view_id)


class LateView(QWidget):
    """Holds a view that is made when it is first shown.

    Parameters
    ----------
    make
        Makes the view; gets this widget as its parent, because what comes to its parent only when
        it is complete gets its style once more.
    size
        The size that it asks for until it is made.
    """

    def __init__(self, make: Callable[[QWidget], QWidget], size: QSize) -> None:
        super().__init__()
        self._make, self._size = make, size

    def sizeHint(self) -> QSize:
        return self._size if self.layout() is None else super().sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        if self.layout() is None:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._make(self))
        super().showEvent(event)
