"""Read an output file to show it: pictures with Qt, anything else as its domain does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import Contents, Inspector, ItemSummary, Raster, View
from curator_gui.core.trust.servers import share_problem

IMAGES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".ppm", ".tif", ".tiff", ".svg")
MAX_SIDE = 2048


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
