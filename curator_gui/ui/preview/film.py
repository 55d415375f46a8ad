"""Go through the items like a film: with the slider, back, on, or playing until the last one.

Frames that are ready are shown at once (`curator_gui.app.preview.reel`); when the film rests, its
screen shows the item itself, which can be turned and looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from curator_gui.app.preview.reel import Reel
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr

if TYPE_CHECKING:
    from curator_gui.app.preview.scenes import Scene
    from curator_gui.run.helper.film import Frame

FRAME_MS = 60
"""How long a frame of a film stays at least."""

REST_MS = 80
"""How long a film has to rest before its item is read."""


class Screen(Protocol):
    """What a film is shown on."""

    @property
    def position(self) -> int:
        """The number of the item that is set, from 0."""

    @property
    def last(self) -> int:
        """The number of the last item."""

    @property
    def busy(self) -> bool:
        """Whether something is under way that was not made ahead."""

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped it."""

    def scene(self) -> Scene | None:
        """Return what is to be shown; None as long as that is not known."""

    def set_position(self, number: int) -> None:
        """Say which item is set, without showing it."""

    def show_frame(self, frame: Frame) -> None:
        """Show the item that is set, as far as a frame knows it."""

    def show_meanwhile(self, number: int, frame: Frame) -> None:
        """Show the frame of another item than the one that is set, and say so."""

    def show_item(self) -> None:
        """Read and show the item that is set."""


class Film(QObject):
    """Three buttons that go through the items of a screen."""

    def __init__(self, screen: Screen, view: QWidget) -> None:
        super().__init__(view)
        self._screen = screen
        self.reel = Reel(self)
        self.reel.arrived.connect(self._arrived)
        self.playing = False
        self._awaited: int | None = None
        self.back, self.play, self.on = (QToolButton(autoRaise=True) for _ in range(3))
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.play.clicked.connect(self.toggle)
        self._frame = self._timer(FRAME_MS, self._next)
        self._rest = self._timer(REST_MS, screen.show_item)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            self._add_key(view, keys, by)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        return self.back, self.play, self.on

    def step(self, by: int) -> None:
        """Show the item before or behind, if there is one; a film under way stops."""
        self.halt()
        if self._go(self._screen.position + by):
            self._rest.start()
        elif 0 <= self._screen.position + by <= self._screen.last:
            self._screen.show_item()

    def scrub(self, number: int) -> None:
        """Follow the slider: show what is ready, and the item itself when it rests."""
        self.halt()
        if not self._go(number):
            near = self.reel.nearest(number)
            if near is not None:
                self._screen.show_meanwhile(*near)
        self._rest.start()

    def toggle(self) -> None:
        """Play from the item that is shown, from the first behind the last; or stop."""
        if self.playing:
            self.halt()
            self._rest.start()
            return
        self.playing = True
        self._draw()
        at_end = self._screen.position >= self._screen.last
        self._play(0 if at_end else self._screen.position + 1)

    def settled(self, *_: object) -> None:
        """Go on when everything of an item is there; one that fails is an item as well."""
        if self.playing and not self._screen.busy:
            self._frame.start()

    def stop(self) -> None:
        """Play no further and keep nothing: the window closes."""
        self.halt()
        self.reel.close()

    def _timer(self, interval: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(then)
        return timer

    def _add_key(self, view: QWidget, keys: str, by: int) -> None:
        shortcut = QShortcut(QKeySequence(keys), view)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.step(by))

    def _go(self, number: int) -> bool:
        """Set an item and show its frame; False if there is none yet, or no such item."""
        screen = self._screen
        if not 0 <= number <= screen.last:
            return False
        by = 1 if number >= screen.position else -1
        screen.set_position(number)
        scene = screen.scene()
        if scene is None:
            return False
        self.reel.aim(scene, number, by)
        frame = self.reel.frame(number)
        if frame is not None:
            screen.show_frame(frame)
        return frame is not None

    def _play(self, number: int) -> None:
        """Show the next frame; before the first one has come, the items themselves."""
        self._awaited = None
        if self._go(number):
            self._frame.start()
        elif not self.reel.warm or self.reel.failed(number):
            self._screen.show_item()
        else:
            self._awaited = number

    def _arrived(self, number: int) -> None:
        if self.playing and number == self._awaited:
            self._play(number)
        elif self._rest.isActive() and number == self._screen.position and not self._screen.busy:
            self._go(number)

    def _next(self) -> None:
        if not self.playing or self._screen.busy or self._awaited is not None:
            return
        if self._screen.stopped:
            self.halt()
        elif self._screen.position < self._screen.last:
            self._play(self._screen.position + 1)
        else:
            self.halt()
            self._screen.show_item()

    def halt(self) -> None:
        """Play no further."""
        self.playing, self._awaited = False, None
        self._frame.stop()
        self._rest.stop()
        self._draw()

    def _draw(self) -> None:
        words = tr("Stop the film") if self.playing else tr("Play the items one after another")
        for button, icon, said in (
            (self.back, "chevron-left", tr("The item before (Alt+Left)")),
            (self.play, "square" if self.playing else "play", words),
            (self.on, "chevron-right", tr("The next item (Alt+Right)")),
        ):
            button.setIcon(icons.icon(icon))
            button.setToolTip(said)
            button.setAccessibleName(said)
