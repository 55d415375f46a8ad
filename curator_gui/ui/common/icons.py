"""Icons: Lucide's outlines (ISC licence), drawn in the colors of the theme.

A name is the file name in `resources/icons` without its suffix, or the path of an SVG file that an
add-on brings; a role is one of `theme.COLOR_ROLES`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from curator_gui.core.storage.resources import resource_path
from curator_gui.run.events import Status
from curator_gui.ui.common import theme

SIZES = (16, 20, 32, 40)
"""Pixel sizes drawn beforehand: 16 and 20 at 100 % and 200 % scaling."""

STATUS_ICONS: dict[Status, str] = {
    "waiting": "circle-dashed",
    "running": "circle-play",
    "done": "circle-check",
    "failed": "circle-x",
    "quarantined": "octagon-x",
    "skipped": "skip-forward",
}


def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon in the current theme's color; ask again when the theme changes.

    Raises
    ------
    FileNotFoundError
        If there is no such icon.
    """
    active = theme.current()
    return _icon(name, getattr(active, role), active.faded, active.on_accent)


def status_icon(status: Status) -> QIcon:
    """Return the icon of an index's status in its color; its shape tells it without color."""
    return icon(STATUS_ICONS[status], status)


def pixmap(name: str, role: str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Draw one icon at a size in device-independent pixels."""
    drawn = _draw(name, getattr(theme.current(), role), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _icon(name: str, color: str, disabled: str, selected: str) -> QIcon:
    result = QIcon()
    for size in SIZES:
        result.addPixmap(_draw(name, color, size), QIcon.Mode.Normal)
        result.addPixmap(_draw(name, disabled, size), QIcon.Mode.Disabled)
        result.addPixmap(_draw(name, selected, size), QIcon.Mode.Selected)
    return result


@cache
def _shape(name: str, size: int) -> QPixmap:
    """Draw an icon in black; parsing and drawing outlines is what takes the time."""
    renderer = QSvgRenderer(str(_file(name)))
    result = QPixmap(QSize(size, size))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    renderer.render(painter)
    painter.end()
    return result


def _file(name: str) -> Path:
    path = Path(name) if name.endswith(".svg") else resource_path("icons", f"{name}.svg")
    if not path.is_file():
        raise FileNotFoundError(f"there is no icon {path}")
    return path


def _draw(name: str, color: str, size: int) -> QPixmap:
    result = QPixmap(_shape(name, size))
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(result.rect(), QColor(color))
    painter.end()
    return result
