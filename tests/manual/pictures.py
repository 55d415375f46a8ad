"""Draw the pictures on the manual's pages of components:  python -m tests.manual.pictures [KEY...]

Each is made by running the component on data, as resources/manual/pictures/examples.yaml says: a
source's item, or the item before and after a filter, side by side with one range of colors.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image as PillowImage
from PySide6.QtCore import QBuffer, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from curator_gui.core import Registry
from curator_gui.core.documents.build import assemble, build_step
from curator_gui.core.measuring.inspection import Image, Picture, Raster, View
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.domains.common.inspectors import inspector
from curator_gui.manual.examples import FOLDER, Example, read_examples
from curator_gui.run.helper.preview import NoPicture, draw_alike, preview
from curator_gui.ui.preview.pictures.camera import CameraControl
from curator_gui.ui.preview.pictures.picture import ItemPicture

WIDTH, HEIGHT, GAP, COLORS = 300, 225, 16, 96


def main(keys: list[str]) -> int:
    """Draw all pictures, or those of some components."""
    application = QApplication.instance() or QApplication([])
    registry = Registry()
    register_all(registry)
    for key, example in read_examples().items():
        if not keys or key in keys:
            save(side_by_side(pictures(example, registry)), FOLDER / f"{key}.png")
            print(key)
    del application
    return 0


def pictures(example: Example, registry: Registry) -> list[Picture]:
    """Run an example and draw what its last step got and gave; a source only gave."""
    steps = example.document().steps
    pipeline = assemble([build_step(step, registry, resource_path()) for step in steps])
    shown = preview(pipeline, example.index, inspector(example.domain))
    problems = [step.error.message for step in shown.steps if step.error]
    if problems or not shown.steps[-1].items:
        raise SystemExit(f"{example.key}: {problems or 'nothing is left'}")
    last = len(shown.steps) - 1
    places = [(step, 0) for step in range(max(0, last - 1), last + 1)]
    view = View(example.field, "", WIDTH, HEIGHT)
    return [drawn(example, picture) for picture in draw_alike("steps", places, view)]


def drawn(example: Example, picture: Picture | NoPicture) -> Picture:
    if isinstance(picture, NoPicture):
        raise SystemExit(f"{example.key}: {picture.reason}")
    return picture


def side_by_side(found: list[Picture]) -> QImage:
    """Paint pictures beside each other, with the widgets of the Preview view."""
    image = QImage(len(found) * (WIDTH + GAP) - GAP, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for place, picture in enumerate(found):
        painter.drawImage(QRect(place * (WIDTH + GAP), 0, WIDTH, HEIGHT), painted(picture))
    painter.end()
    return image


def painted(picture: Picture) -> QImage:
    if isinstance(picture, Raster):
        pixels = picture.pixels.copy()
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        return image.copy()
    widget = ItemPicture(CameraControl())
    widget.resize(WIDTH, HEIGHT)
    widget.show_picture(picture, None)
    if isinstance(picture, Image):
        QApplication.processEvents()
    return widget.grab().toImage()


def save(image: QImage, path: Path) -> None:
    """Save with few colors: sixty pictures take half a megabyte then."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    reduced: Any = PillowImage.open(BytesIO(buffer.data().data())).convert("RGB")
    reduced.quantize(COLORS).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
