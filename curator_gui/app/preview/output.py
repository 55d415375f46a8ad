"""The preview of an output file, read in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.preview.process import START_SECONDS, PreviewProcess
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.inspection import Contents, Inspector, ItemSummary, Raster, View
from curator_gui.core.message import Message, at

if TYPE_CHECKING:
    from curator_gui.run.helper.preview import OutputPreview

IMAGES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".ppm", ".tif", ".tiff", ".svg")
MAX_SIDE = 2048


@dataclass(frozen=True)
class OutputState:
    """What is known about an output: `preview` once it was read, `problem` if nothing came."""

    path: str = ""
    busy: bool = False
    preview: OutputPreview | None = None
    problem: str = ""


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

    def read(self, path: str, domain: str) -> None:
        """Read an output that a pipeline of this domain wrote."""
        self.cancel()
        self._show(OutputState(path, busy=True))
        timeout = max(1, self._settings.preferences.preview_timeout) + START_SECONDS
        helper = self.process.helper
        self._call.submit(partial(_read, helper, path, domain, timeout))

    def cancel(self) -> None:
        """Stop reading, and end the process that reads."""
        if self.state.busy:
            self._call.cancel()
            self.process.end()
            self._show(replace(self.state, busy=False, problem=Message("reading it was stopped")))

    def stop(self) -> None:
        self._call.cancel()
        self.process.end()
        self.state = OutputState()

    def _show(self, state: OutputState) -> None:
        self.state = state
        self.changed.emit()

    def _answered(self, preview: Any) -> None:
        problem = ""
        if preview.error is not None:
            known = preview.error.kind.endswith("Error") and preview.error.message
            problem = known or at(preview.error.kind, preview.error.message)
        self._show(OutputState(self.state.path, preview=preview, problem=problem))

    def _failed(self, error: BaseException) -> None:
        self._show(OutputState(self.state.path, problem=error_words(error)))


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
