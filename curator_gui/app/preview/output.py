"""The preview of an output file, read in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.preview.process import START_SECONDS, GivingWay, PreviewProcess
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.measuring.inspection import Contents, Inspector, ItemSummary, Raster, View
from curator_gui.core.message import Message, at
from curator_gui.core.storage.servers import share_problem

if TYPE_CHECKING:
    from curator_gui.run.helper.film import Frame
    from curator_gui.run.helper.preview import OutputPreview

IMAGES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".ppm", ".tif", ".tiff", ".svg")
MAX_SIDE = 2048
STOPPED = Message("reading it was stopped")


@dataclass(frozen=True)
class OutputState:
    """What is known about an output: `preview` once it was read, `problem` if nothing came.

    What comes from a film has its `frame` with pictures: the process does not know these items.
    """

    path: str = ""
    busy: bool = False
    preview: OutputPreview | None = None
    problem: str = ""
    frame: Frame | None = None


class OutputController(QObject):
    """Reads one output at a time; the newest wish counts.

    Signals
    -------
    changed()
        `state` is another one.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.process = PreviewProcess()
        self.state = OutputState()
        self._call = LatestCall("output preview", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._giving_way = GivingWay(self._call, self.process)

    def read(self, path: str, domain: str) -> None:
        """Read an output that a pipeline of this domain wrote."""
        if self.state.busy:
            self._giving_way.give_way()
        self._show(OutputState(path, busy=True))
        helper = self.process.helper
        self._giving_way.begun()
        self._call.submit(partial(_read, helper, path, domain, self.timeout + START_SECONDS))

    @property
    def timeout(self) -> int:
        """The seconds that reading may take."""
        return max(1, self._settings.preferences.preview_timeout)

    def show_frame(self, path: str, frame: Frame) -> None:
        """Show what a film has read of an output."""
        if self.state.busy:
            self._giving_way.give_way()
        self._call.cancel()
        self._show(output_state(path, frame.output, frame))

    def cancel(self) -> None:
        """Stop reading, and end the process that reads."""
        self._giving_way.stop()
        if self.state.busy:
            self._call.cancel()
            self.process.end()
            self._show(replace(self.state, busy=False, problem=STOPPED))

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped reading what is shown."""
        return self.state.problem == STOPPED

    def stop(self) -> None:
        self._giving_way.stop()
        self._call.cancel()
        self.process.end()
        self.state = OutputState()

    def _show(self, state: OutputState) -> None:
        self.state = state
        self.changed.emit()

    def _answered(self, preview: Any) -> None:
        self._giving_way.stop()
        self._show(output_state(self.state.path, preview))

    def _failed(self, error: BaseException) -> None:
        self._giving_way.stop()
        self._show(OutputState(self.state.path, problem=error_words(error)))


def output_state(
    path: str, preview: OutputPreview | None, frame: Frame | None = None
) -> OutputState:
    """Return what is known of an output that was read, well or not."""
    error = preview.error if preview else None
    problem = ""
    if error is not None:
        known = error.kind.endswith("Error") and error.message
        problem = known or at(error.kind, error.message)
    return OutputState(path, preview=preview, problem=problem, frame=frame)


def _read(helper: Any, path: str, domain: str, timeout: float) -> Any:
    from curator_gui.run.helper.preview import preview_output

    what = Message("reading {path}", path=path)
    return helper.call(what, preview_output, read_file, path, domain, timeout=timeout)


def read_file(path: str, domain: str) -> Contents:
    """Read an output: a picture with Qt, anything else as `curator_gui.domains.common.outputs` can.

    Raises
    ------
    CuratorError
        If it is gone, damaged or of an unknown kind.
    """
    from curator_gui.domains.common.outputs import read_output

    if words := share_problem(path):
        raise CuratorError(words)
    file = Path(path)
    if file.suffix.lower() in IMAGES and file.is_file():
        return Contents([_read_image(path)], Inspector(_describe_image, _draw_image))
    return read_output(file, domain)


@dataclass(frozen=True)
class _Picture:
    """A picture read from a file, with its size there (height, width) and its format."""

    raster: Raster
    size: tuple[int, int]
    kind: str


def _read_image(path: str) -> _Picture:
    from PySide6.QtGui import QImage, QImageReader

    reader = QImageReader(path)
    reader.setAutoTransform(True)
    kind = bytes(reader.format().data()).decode()
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > MAX_SIDE:
        reader.setScaledSize(size.scaled(MAX_SIDE, MAX_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise CuratorError(
            "{path} cannot be read: {errorstring}", path=path, errorstring=reader.errorString()
        )
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    pixels = rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()
    return _Picture(Raster(pixels), (size.height(), size.width()), kind)


def _describe_image(item: Any) -> ItemSummary:
    height, width = item.size
    return ItemSummary("image", (("size", f"{width} × {height} pixels"), ("format", item.kind)))


def _draw_image(item: Any, view: View) -> Raster:
    raster: Raster = item.raster
    return raster
