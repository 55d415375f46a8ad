"""Turning and zooming a picture with the mouse or the arrow keys."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

DEGREES_PER_PIXEL = 0.5
KEY_DEGREES = 10.0
MAX_TILT = 115.0
MIN_ZOOM, MAX_ZOOM = 0.2, 20.0


@dataclass(frozen=True)
class Camera:
    """From where an item is seen, in degrees from its own best view, and how near."""

    azimuth: float = 0.0
    elevation: float = 0.0
    zoom: float = 1.0

    def turned(self, right: float, up: float) -> Camera:
        """Return the camera after the item was turned by so many degrees."""
        elevation = max(-MAX_TILT, min(MAX_TILT, self.elevation + up))
        return replace(self, azimuth=(self.azimuth - right + 180) % 360 - 180, elevation=elevation)

    def nearer(self, factor: float) -> Camera:
        """Return the camera seen so many times larger."""
        return replace(self, zoom=max(MIN_ZOOM, min(MAX_ZOOM, self.zoom * factor)))


HOME = Camera()


class CameraControl(QObject):
    """The camera that pictures side by side share.

    Signals
    -------
    changed()
        The camera is another one.
    settled()
        The mouse was let go: now a picture in full detail is worth its time.
    """

    changed = Signal()
    settled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.camera = HOME
        self.turning = False

    def take(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera = camera
            self.changed.emit()

    def home(self) -> None:
        self.take(HOME)


class TurnableWidget(QWidget):
    """A picture that the mouse and the arrow keys turn, and the wheel and + and - zoom."""

    def __init__(self, control: CameraControl) -> None:
        super().__init__()
        self.control = control
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position()
            self.control.turning = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        way = (event.position() - self._grip) * DEGREES_PER_PIXEL
        self._grip = event.position()
        self.control.take(self.control.camera.turned(way.x(), way.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._grip = None
            self.control.turning = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.control.settled.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.control.home()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        self.control.take(self.control.camera.nearer(1.15**notches))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None:
            self.control.take(self.control.camera.turned(*step))
        elif event.text() in ("+", "-"):
            factor = 1.25 if event.text() == "+" else 0.8
            self.control.take(self.control.camera.nearer(factor))
        elif event.key() == Qt.Key.Key_Home:
            self.control.home()
        else:
            super().keyPressEvent(event)


_KEYS = {
    Qt.Key.Key_Left: (-KEY_DEGREES, 0.0),
    Qt.Key.Key_Right: (KEY_DEGREES, 0.0),
    Qt.Key.Key_Up: (0.0, -KEY_DEGREES),
    Qt.Key.Key_Down: (0.0, KEY_DEGREES),
}
