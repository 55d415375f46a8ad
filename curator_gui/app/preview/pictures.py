"""Pictures of previewed items, drawn in the helper process while the window goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.preview.process import PreviewProcess
from curator_gui.core.errors import error_words
from curator_gui.core.measuring.inspection import Picture, View
from curator_gui.core.message import Message

if TYPE_CHECKING:
    from curator_gui.run.helper.preview import NoPicture, Shelf

DRAW_SECONDS = 120.0
"""Longer than the first picture ever takes: libraries are loaded and the graphics are probed."""


@dataclass(frozen=True)
class Wanted:
    """Items to be drawn alike, each by its step and its number there; one range for all or not."""

    shelf: Shelf
    places: tuple[tuple[int, int], ...]
    view: View
    same_range: bool = False


class PictureCalls(QObject):
    """Draws what is wanted; while it draws, only the newest wish is remembered.

    A mouse that turns a mesh wishes for more pictures than can be drawn: each one drawn is shown,
    and then the newest wish is next.

    Signals
    -------
    drawn(object, object)
        The `Wanted` and a list with a `Picture` or `NoPicture` for each place.
    """

    drawn = Signal(object, object)

    def __init__(self, process: PreviewProcess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = process
        self._drawing: Wanted | None = None
        self._next: Wanted | None = None
        self._drawn = False
        self._call = LatestCall("picture", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether a picture is expected."""
        return self._drawing is not None

    @property
    def first(self) -> bool:
        """Whether none was drawn yet: the first one waits for libraries and for the graphics."""
        return not self._drawn

    def want(self, wanted: Wanted) -> None:
        """Draw these items soon; wishes that have not been begun are dropped."""
        if self._drawing is None:
            self._begin(wanted)
        else:
            self._next = wanted

    def cancel(self) -> None:
        self._call.cancel()
        self._drawing = self._next = None

    def _begin(self, wanted: Wanted) -> None:
        self._drawing = wanted
        helper = self._process.helper
        self._call.submit(lambda: draw_wanted(wanted, helper))

    def _answered(self, pictures: Any) -> None:
        self._drawn = True
        self._tell(pictures)

    def _failed(self, error: BaseException) -> None:
        from curator_gui.run.helper.preview import NoPicture

        if self._drawing is not None:
            self._tell([NoPicture(error_words(error)) for _ in self._drawing.places])

    def _tell(self, pictures: list[Picture | NoPicture]) -> None:
        wanted, self._drawing = self._drawing, None
        following, self._next = self._next, None
        if following is not None:
            self._begin(following)
        if wanted is not None:
            self.drawn.emit(wanted, pictures)


def draw_wanted(wanted: Wanted, helper: Any) -> list[Picture | NoPicture]:
    """Draw in the helper process; waits. Pictures of unlike ranges are drawn again with one range.

    Raises
    ------
    HelperError
        If the process died or took too long.
    """
    from curator_gui.run.helper.preview import draw, draw_alike

    arguments = (wanted.shelf, wanted.places, wanted.view)
    function = draw_alike if wanted.same_range else draw
    pictures: list[Picture | NoPicture] = helper.call(
        Message("drawing the picture"), function, *arguments, timeout=DRAW_SECONDS
    )
    return pictures
