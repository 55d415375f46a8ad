"""What the window says about a newer version, where looking for one is switched on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from curator_gui import __version__
from curator_gui.app.background import LatestCall
from curator_gui.ui.common.messages.notices import NoticeBoard
from curator_gui.ui.common.text import say, tr


class UpdateOffer(QObject):
    """Looks once in the place of the preference `updates_from`; does nothing where it is empty."""

    def __init__(self, board: NoticeBoard, place: str) -> None:
        super().__init__(board)
        self._board, self._place = board, place
        self._call = LatestCall("updates", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        if place:
            self._call.submit(self._look)

    def _look(self) -> object:
        from curator_gui.app.settings.updates import newest_release  # not while the window opens

        return newest_release(self._place)

    def _answered(self, release: object) -> None:
        from curator_gui.app.settings.updates import Release

        if not isinstance(release, Release) or not release.is_newer:
            return
        words = tr("Curator {version} is there (this is {mine}): {place}").format(
            version=release.version, mine=__version__, place=release.place
        )
        self._board.add(words, [(tr("Show it"), lambda: _show(release.place))])

    def _failed(self, error: object) -> None:
        words = tr("A newer version could not be looked for. {why}").format(why=say(str(error)))
        self._board.add(words, icon="triangle-alert")


def _show(place: str) -> None:
    path = Path(place)
    url = QUrl.fromLocalFile(str(path.parent)) if path.is_absolute() else QUrl(place)
    QDesktopServices.openUrl(url)
