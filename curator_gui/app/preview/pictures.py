"""Pictures of previewed items, drawn in the helper process while the window goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.preview.process import PreviewProcess
from curator_gui.core.inspection import Picture, Raster, View
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
        self._call = LatestCall("picture", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether a picture is expected."""
        return self._drawing is not None

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
        self._tell(pictures)

    def _failed(self, error: BaseException) -> None:
        from curator_gui.run.helper.preview import NoPicture

        if self._drawing is not None:
            self._tell([NoPicture(str(error)) for _ in self._drawing.places])

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
    pictures = _draw(wanted, wanted.view, helper)
    if not wanted.same_range or wanted.view.limits is not None:
        return pictures
    limits = common_limits(pictures)
    return (
        pictures if limits is None else _draw(wanted, replace(wanted.view, limits=limits), helper)
    )


def _draw(wanted: Wanted, view: View, helper: Any) -> list[Picture | NoPicture]:
    from curator_gui.run.helper.preview import draw

    arguments = (wanted.shelf, wanted.places, view)
    pictures: list[Picture | NoPicture] = helper.call(
        Message("drawing the picture"), draw, *arguments, timeout=DRAW_SECONDS
    )
    return pictures


def common_limits(pictures: Iterable[Any]) -> tuple[float, float] | None:
    """Return the range that covers those of all drawn pictures; None if they have one already."""
    found = {
        (picture.minimum, picture.maximum)
        for picture in pictures
        if isinstance(picture, Raster) and picture.minimum is not None
    }
    ranges = [(low, high) for low, high in found if low is not None and high is not None]
    if len(ranges) < 2:
        return None
    return min(low for low, _ in ranges), max(high for _, high in ranges)
