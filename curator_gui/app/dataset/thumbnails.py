"""Small pictures of items, drawn in a process of their own when they come into sight.

They are kept in the user's cache, by the file they show, so that a second look costs nothing. The
newest wish is drawn first: what was scrolled past can wait.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from curator_gui.app.background import LatestCall
from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.preview.item_contents import ItemOutput, read_item
from curator_gui.app.preview.pictures import DRAW_SECONDS
from curator_gui.app.preview.process import PreviewProcess
from curator_gui.core.measuring.inspection import AtomsPicture, Image, Raster, View
from curator_gui.core.message import Message
from curator_gui.core.storage.places import cache_folder
from curator_gui.core.trust.servers import share_problem
from curator_gui.dataset.items.table import OUTPUTS, Items

Color = tuple[int, int, int]
SIDE = 160
KEPT = 2000
BATCH = 4
WAITING = 400


class Thumbnails(QObject):
    """Gives the picture of an item, at once or later.

    Signals
    -------
    made(int)
        The picture of this row is there, or it is known that there is none.
    """

    made = Signal(int)

    def __init__(self, data: DataSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data, self.process = data, PreviewProcess()
        self.domain, self.field = "", ""
        self._ground: Color = (255, 255, 255)
        self._images: OrderedDict[int, QImage | None] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._call = LatestCall("small pictures", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._drawing: list[int] = []
        data.opened.connect(self.forget)

    @property
    def busy(self) -> bool:
        """Whether pictures are on their way."""
        return bool(self._drawing or self._wanted)

    def show_field(self, field: str) -> None:
        """Show another field in all pictures; "" for the one that the domain chooses."""
        if field != self.field:
            self.field = field
            self.forget()

    def show_on(self, ground: Color) -> None:
        """Draw on a ground of this color, that of the plots."""
        if ground != self._ground:
            self._ground = ground
            self.forget()

    def image(self, row: int) -> QImage | None:
        """Return the picture of a row; None if there is none (yet: it is asked for)."""
        if row in self._images:
            self._images.move_to_end(row)
            return self._images[row]
        self._wanted[row] = None
        self._wanted.move_to_end(row)
        while len(self._wanted) > WAITING:
            self._wanted.popitem(last=False)
        self._begin()
        return None

    def failed(self, row: int) -> bool:
        """Whether a row has no picture, and none is on its way."""
        return row in self._images and self._images[row] is None

    def forget(self) -> None:
        """Draw all pictures anew: other items or another field."""
        self._call.cancel()
        self._images.clear()
        self._wanted.clear()
        self._drawing = []

    def stop(self) -> None:
        """End the process that draws."""
        self.forget()
        self.process.end()

    def _begin(self) -> None:
        if self._drawing or not self._wanted:
            return
        rows = [self._wanted.popitem()[0] for _ in range(min(BATCH, len(self._wanted)))]
        self._drawing = rows
        look = Look(self.domain, self.field, self._ground)
        self._call.submit(partial(_pictures, self.process.helper, self._data.items, rows, look))

    def _answered(self, images: Any) -> None:
        rows, self._drawing = self._drawing, []
        for row, image in zip(rows, images, strict=True):
            self._keep(row, image)
        self._begin()

    def _failed(self, _error: BaseException) -> None:
        """Go on with the next ones: the process died of these."""
        rows, self._drawing = self._drawing, []
        for row in rows:
            self._keep(row, None)
        self._begin()

    def _keep(self, row: int, image: QImage | None) -> None:
        self._images[row] = image
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.made.emit(row)


@dataclass(frozen=True)
class Look:
    """What is drawn of an item: a field ("" for the domain's choice), on a ground of a color."""

    domain: str
    field: str
    ground: Color


def wanted(items: Items, row: int) -> ItemOutput:
    """Say what is to be drawn for a row; the path is "" where it has no output."""
    item = ItemOutput(str(items.output(row) or ""), int(items.index[row]))
    if not item.is_ranked:
        return item
    column = items[OUTPUTS].values
    beside = items.index[column == column[row]]
    return replace(item, rank=int((beside < item.index).sum()), count=len(beside))


def _pictures(helper: Any, items: Items, rows: list[int], look: Look) -> list[QImage | None]:
    """Return a picture for each row: a kept one, or one that is drawn now."""
    return [_picture(helper, wanted(items, row), look) for row in rows]


def _picture(helper: Any, item: ItemOutput, look: Look) -> QImage | None:
    kept = kept_path(item, look)
    if kept is None:
        return None
    found = QImage(str(kept)) if kept.is_file() else QImage()
    if not found.isNull():
        return found
    image = _drawn(helper, item, look)
    if image is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(kept))
    return image


def kept_path(item: ItemOutput, look: Look) -> Path | None:
    """Return where the picture of an item is kept, by what its file is now; None if it is gone."""
    try:
        changed = _changed(Path(item.path)) if item.path else ""
    except OSError:
        changed = ""
    if not changed:
        return None
    file = f"{Path(item.path).resolve()}\0{changed}"
    what = f"{file}\0{item.index}\0{look.field}\0{look.ground}\0{SIDE}"
    name = hashlib.blake2b(what.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return cache_folder() / "pictures" / name[:2] / f"{name}.png"


def _changed(path: Path) -> str:
    """Say which version of a file is there; a store is told by what lies directly in it."""
    if share_problem(str(path)):
        return ""
    files = (path, *sorted(path.iterdir())) if path.is_dir() else (path,)
    stats = [file.stat() for file in files]
    return " ".join(f"{status.st_size} {status.st_mtime_ns}" for status in stats)


def _drawn(helper: Any, item: ItemOutput, look: Look) -> QImage | None:
    from curator_gui.run.helper.preview import draw_output

    view = View(look.field, width=2 * SIDE, height=2 * SIDE, background=look.ground)
    what, given = Message("drawing {path}", path=item.path), (read_item, view, item, look.domain)
    return as_image(helper.call(what, draw_output, *given, timeout=DRAW_SECONDS), look.ground)


def as_image(picture: Any, ground: Color) -> QImage | None:
    """Make a small image of a picture; None for a text or for no picture."""
    if isinstance(picture, Raster):
        return _of_pixels(trimmed(picture.pixels))
    if isinstance(picture, Image):
        return _of_values(picture, ground)
    return _of_atoms(picture, ground) if isinstance(picture, AtomsPicture) else None


def trimmed(pixels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Cut off the ground around what is drawn: it has the color of the first corner."""
    drawn = (pixels != pixels[0, 0]).any(axis=2)
    if not drawn.any():
        return pixels
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    return pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _of_pixels(pixels: np.ndarray[Any, Any]) -> QImage:
    height, width, _ = pixels.shape
    data = np.ascontiguousarray(pixels).tobytes()
    whole = QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    return _small(whole)


def _small(image: QImage) -> QImage:
    mode = Qt.AspectRatioMode.KeepAspectRatio
    return image.scaled(SIDE, SIDE, mode, Qt.TransformationMode.SmoothTransformation)


def _of_values(picture: Image, ground: Color) -> QImage:
    values = picture.values[:: -1 if picture.y[0] < picture.y[-1] else 1]
    step = max(1, max(values.shape) // (2 * SIDE))
    return _of_pixels(viridis(values[::step, ::step], ground))


VIRIDIS = ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))


def viridis(values: np.ndarray[Any, Any], ground: Color) -> np.ndarray[Any, Any]:
    """Color values of any shape from the smallest to the largest; the ground shows through NaN."""
    known = np.isfinite(values)
    low, high = (float(values[known].min()), float(values[known].max())) if known.any() else (0, 1)
    place = np.clip((np.where(known, values, low) - low) / ((high - low) or 1.0), 0, 1) * 4
    begin = np.minimum(place.astype(np.int64), 3)
    table = np.array(VIRIDIS, np.float64)
    part = (place - begin)[..., None]
    colors = table[begin] * (1 - part) + table[begin + 1] * part
    colors[~known] = ground
    return np.asarray(colors, np.uint8)


def _of_atoms(picture: AtomsPicture, ground: Color) -> QImage:
    """Draw atoms as discs, the far ones first."""
    positions = picture.positions - picture.positions.mean(axis=0)
    reach = float(np.abs(positions[:, :2]).max(initial=0.0) + picture.radii.max(initial=1.0))
    scale = SIDE / 2 / (reach or 1.0)
    pixels = np.full((SIDE, SIDE, 3), ground, np.uint8)
    down, across = np.mgrid[0:SIDE, 0:SIDE]
    for atom in np.argsort(positions[:, 2]).tolist():
        x, y = SIDE / 2 + positions[atom, 0] * scale, SIDE / 2 - positions[atom, 1] * scale
        radius = float(picture.radii[atom]) * scale
        distance = np.hypot(across - x, down - y) / max(radius, 1.0)
        inside = distance < 1
        shade = (1 - 0.45 * distance[inside] ** 2)[:, None]
        pixels[inside] = (picture.colors[atom] * shade).astype(np.uint8)
    return _of_pixels(pixels)
