"""Step through the items like a film: back, on, or play until the last one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from curator_gui.app.preview.controller import PreviewController
from curator_gui.app.preview.pictures import PictureCalls
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.preview.header import PreviewHeader

FRAME_MS = 20
"""How long a picture stays when it has been drawn; making the next one takes its time as well."""


class Film(QObject):
    """Three buttons in the head of a preview; the next item comes when one has been drawn."""

    def __init__(
        self,
        controller: PreviewController,
        pictures: PictureCalls,
        header: PreviewHeader,
        view: QWidget,
    ) -> None:
        super().__init__(view)
        self._controller, self._pictures, self._header = controller, pictures, header
        self.playing = False
        self.back, self.play, self.on = (QToolButton(autoRaise=True) for _ in range(3))
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.play.clicked.connect(self.toggle)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._next)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            self._add_key(view, keys, by)
        header.add_film(self.back, self.play, self.on)
        controller.changed.connect(self._shown)
        pictures.drawn.connect(self._shown)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def step(self, by: int) -> None:
        """Show the item before or behind, if there is one; a film under way stops."""
        self._stop()
        self._go(by)

    def toggle(self) -> None:
        """Play from the item that is shown, from the first behind the last; or stop."""
        self.playing = not self.playing
        self._draw()
        if not self.playing:
            self._frame.stop()
        elif not self._go(1):
            self._header.index.setValue(0)
            self._preview()

    def _add_key(self, view: QWidget, keys: str, by: int) -> None:
        shortcut = QShortcut(QKeySequence(keys), view)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.step(by))

    def _go(self, by: int) -> bool:
        index = self._header.index
        wanted = index.value() + by
        if not 0 <= wanted <= index.maximum():
            return False
        index.setValue(wanted)
        self._preview()
        return True

    def _preview(self) -> None:
        self._controller.preview(self._header.index.value())

    def _shown(self, *_: object) -> None:
        """Go on when everything of an item is there; one that fails is an item as well."""
        if self.playing and not self._controller.state.busy and not self._pictures.busy:
            self._frame.start()

    def _next(self) -> None:
        if self._controller.state.busy or self._pictures.busy:
            return
        if self.playing and (self._controller.state.phase == "stopped" or not self._go(1)):
            self._stop()

    def _stop(self) -> None:
        self.playing = False
        self._frame.stop()
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
