"""Atoms, painted as balls: those behind first."""

from __future__ import annotations

from itertools import product

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QSizePolicy

from curator_gui.core.measuring.inspection import AtomsPicture, FloatArray
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.preview.pictures.camera import Camera, CameraControl, TurnableWidget

MAX_ATOMS = 20_000
MAX_SHADED = 3_000
HOME_AZIMUTH, HOME_ELEVATION = 25.0, 15.0
SIZE_OF_ATOM = 0.75
"""Radius of a ball as a part of the covalent radius: neighbors touch, bonds stay visible."""


class AtomsView(TurnableWidget):
    """Shows atoms in parallel projection; every turn is painted at once, in this process."""

    def __init__(self, control: CameraControl) -> None:
        super().__init__(control)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Picture of the atoms; the arrow keys turn it, + and - zoom"))
        self.setToolTip(tr("Drag to turn, wheel to zoom, double click for the first view"))
        self._picture: AtomsPicture | None = None
        control.changed.connect(self.update)
        theme.notifier().changed.connect(self.update)

    def show_atoms(self, picture: AtomsPicture) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("plot_background"))
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_structure(painter, self._picture)
        if self.hasFocus():
            painter.setPen(theme.current().color("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_structure(self, painter: QPainter, picture: AtomsPicture) -> None:
        corners = cell_corners(picture.cell)
        everything = np.vstack([picture.positions, corners])
        center = (everything.min(axis=0) + everything.max(axis=0)) / 2
        reach = (
            np.linalg.norm(everything - center, axis=1).max() + SIZE_OF_ATOM * picture.radii.max()
        )
        scale = 0.47 * self.control.camera.zoom * min(self.width(), self.height()) / reach
        turn = rotation(self.control.camera)
        seen = (picture.positions[:MAX_ATOMS] - center) @ turn * scale
        self._paint_cell(painter, (corners - center) @ turn * scale)
        self._paint_atoms(painter, picture, seen, scale)
        painter.setPen(theme.current().color("plot_foreground"))
        words = picture.caption
        if len(picture.positions) > MAX_ATOMS:
            words += tr(", the first {n} atoms").format(n=MAX_ATOMS)
        painter.drawText(self.rect().adjusted(4, 2, -4, -2), Qt.AlignmentFlag.AlignLeft, words)

    def _paint_cell(self, painter: QPainter, corners: FloatArray) -> None:
        painter.setPen(QPen(theme.current().color("faded"), 1))
        for one, other in cell_edges() if len(corners) else ():
            painter.drawLine(self._point(corners[one]), self._point(corners[other]))

    def _paint_atoms(
        self, painter: QPainter, picture: AtomsPicture, seen: FloatArray, scale: float
    ) -> None:
        painter.setPen(QPen(QColor(0, 0, 0, 110), 0.7))
        shaded = len(seen) <= MAX_SHADED
        for number in np.argsort(seen[:, 2]):
            radius = max(1.0, float(picture.radii[number]) * SIZE_OF_ATOM * scale)
            middle = self._point(seen[number])
            color = QColor(*(int(channel) for channel in picture.colors[number]))
            painter.setBrush(_shaded(middle, radius, color) if shaded else color)
            painter.drawEllipse(middle, radius, radius)

    def _point(self, seen: FloatArray) -> QPointF:
        return QPointF(self.width() / 2 + seen[0], self.height() / 2 - seen[1])


def _shaded(middle: QPointF, radius: float, color: QColor) -> QBrush:
    light = middle - QPointF(radius, radius) * 0.35
    gradient = QRadialGradient(middle, radius, light)
    gradient.setColorAt(0.0, color.lighter(135))
    gradient.setColorAt(0.6, color)
    gradient.setColorAt(1.0, color.darker(150))
    return QBrush(gradient)


def rotation(camera: Camera) -> FloatArray:
    """Return the matrix (3, 3) that turns positions (n, 3) so that x is right, y up, z nearer."""
    a = np.radians(HOME_AZIMUTH + camera.azimuth)
    e = np.radians(np.clip(HOME_ELEVATION + camera.elevation, -90, 90))
    right = np.array([-np.sin(a), np.cos(a), 0.0])
    toward = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    return np.stack([right, np.cross(toward, right), toward], axis=1)


def cell_corners(cell: FloatArray) -> FloatArray:
    """Return the corners (8, 3) of a cell (3, 3); none for no cell."""
    if not len(cell):
        return np.zeros((0, 3))
    return np.array(list(product((0.0, 1.0), repeat=3))) @ cell


def cell_edges() -> list[tuple[int, int]]:
    """List the pairs of corners that an edge joins: those that differ in one direction."""
    return [(n, n | bit) for n in range(8) for bit in (1, 2, 4) if not n & bit]
