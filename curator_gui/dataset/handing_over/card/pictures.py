"""Small pictures for the card, made of numbers alone: the same data give the same bytes.

Neither a screen nor a graphics library is needed: cells and points of a mesh are averaged per
pixel, seen along its shortest side; fields of a grid are colored; atoms are discs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.dataset.loading.reading import Arrays

Pixels = npt.NDArray[np.uint8]

WIDTH, HEIGHT, GAP = 150, 110, 8
GROUND = 255
_BAR = (31, 101, 179)
_ATOM = 0.32
_VIRIDIS = np.array(
    ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37)), np.float64
)


def png(pixels: Pixels) -> bytes:
    """Return an image (height, width, 3) as a PNG file, without a date or other words.

    What is white lets the page show through, whatever its color.
    """
    height, width, _ = pixels.shape
    drawn = pixels != GROUND
    values = np.empty((height, width, 4), np.uint8)
    values[..., :3] = pixels
    values[..., 3] = (drawn[..., 0] | drawn[..., 1] | drawn[..., 2]) * np.uint8(255)
    rows = np.zeros((height, 1 + 4 * width), np.uint8)
    rows[:, 1:] = values.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def sheet(pictures: Sequence[Pixels]) -> Pixels:
    """Put pictures of one height side by side."""
    gap = np.full((pictures[0].shape[0], GAP, 3), GROUND, np.uint8)
    row = [part for picture in pictures for part in (picture, gap)]
    return np.concatenate(row[:-1], axis=1)


def item_picture(arrays: Arrays) -> tuple[Pixels, str] | None:
    """Draw an item: the picture and the key of the field that it shows; None if it has none."""
    if "positions" in arrays and "numbers" in arrays:
        return _atoms(arrays["positions"], arrays["numbers"]), "numbers"
    if "points" in arrays:
        return _mesh(arrays)
    if {"data", "latitudes", "longitudes"} <= arrays.keys():
        return _cells(arrays), "data"
    return _grid(arrays)


# Meshes --------------------------------------------------------------------------------------


def _mesh(arrays: Arrays) -> tuple[Pixels, str] | None:
    points = np.asarray(arrays["points"], np.float64).reshape(-1, 3)
    key = _field(arrays, ("point_data/", "cell_data/"))
    if key is None or not len(points):
        return None
    values = _scalar(arrays[key], key, arrays)
    places = _centers(arrays, points) if key.startswith("cell_data/") else points
    if places is None or len(places) != len(values):
        return None
    return colored(_averaged(places, values)), key


def _field(arrays: Arrays, starts: tuple[str, ...]) -> str | None:
    """Choose the field whose values differ: vectors before numbers, as names go."""
    names = [name for name in arrays if name.startswith(starts) and _is_number(arrays[name])]
    telling = [name for name in names if _differs(arrays[name])]
    return next(iter(sorted(telling, key=lambda n: (arrays[n].ndim < 2, n))), None)


def _is_number(values: Any) -> bool:
    return bool(values.dtype.kind in "fiu" and values.size)


def _differs(values: Any) -> bool:
    known = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    return bool(known.size) and bool(known.min() < known.max())


def _scalar(values: Any, key: str, arrays: Arrays) -> npt.NDArray[np.float64]:
    """Return a number per place: of a vector its length."""
    dense = 3 if "dimensions" in arrays else 1
    numbers = np.asarray(values, np.float64)
    if numbers.ndim > dense:
        numbers = np.sqrt(np.square(numbers.reshape(*numbers.shape[:dense], -1)).sum(-1))
    return numbers.ravel()


def _centers(arrays: Arrays, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64] | None:
    if "cells" in arrays:
        return np.asarray(points[arrays["cells"]].mean(axis=1))
    if "cells/offsets" not in arrays:
        return None
    offsets = np.asarray(arrays["cells/offsets"], np.int64)
    sizes = np.diff(offsets)
    if not len(sizes) or not sizes.all():
        return None
    corners = points[arrays["cells/connectivity"]]
    return np.asarray(np.add.reduceat(corners, offsets[:-1]) / sizes[:, None])


def _averaged(
    places: npt.NDArray[np.float64], values: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Average values per pixel, seen along the shortest side; NaN where there is nothing."""
    low, size = places.min(axis=0), np.ptp(places, axis=0)
    across, up = sorted(np.argsort(-size, kind="stable")[:2].tolist())
    shape = _shape(places[:, [across, up]], size[across], size[up])
    x = _pixel(places[:, across] - low[across], size[across], shape[1])
    y = shape[0] - 1 - _pixel(places[:, up] - low[up], size[up], shape[0])
    known = np.isfinite(values)
    place = (y * shape[1] + x)[known]
    counts = np.bincount(place, minlength=shape[0] * shape[1])
    sums = np.bincount(place, values[known], shape[0] * shape[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        image = _filled((sums / counts).reshape(shape))
    larger = max(1, min(HEIGHT // shape[0], WIDTH // shape[1]))
    return image.repeat(larger, axis=0).repeat(larger, axis=1)


def _shape(seen: npt.NDArray[np.float64], width: float, height: float) -> tuple[int, int]:
    """Choose rows and columns: as many pixels as there are places, as far as there is room."""
    count = len(np.unique(np.round(seen / (max(width, height) or 1.0), 4), axis=0))
    if not height > 0:
        return 1, min(WIDTH, count)
    columns = min(WIDTH, HEIGHT * width / height, np.sqrt(count * width / height))
    return max(1, round(columns * height / width)), max(1, round(columns))


def _pixel(distance: npt.NDArray[np.float64], size: float, count: int) -> npt.NDArray[np.int64]:
    place = distance / (size or 1.0) * count
    return np.minimum(place.astype(np.int64), count - 1)


def _filled(image: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Fill small gaps between points with the mean of the pixels around them."""
    for _ in range(8):
        gaps = np.isnan(image)
        if not gaps.any():
            break
        wide = np.pad(image, 1, constant_values=np.nan)
        height, width = image.shape
        around = np.stack([wide[r : r + height, c : c + width] for r in range(3) for c in range(3)])
        known = np.isfinite(around)
        count = known.sum(axis=0)
        enough = gaps & (count >= 3)
        if not enough.any():
            break
        mean = np.where(known, around, 0).sum(axis=0) / np.maximum(count, 1)
        image = np.where(enough, mean, image)
    return image


# Grids and atoms -----------------------------------------------------------------------------


def _grid(arrays: Arrays) -> tuple[Pixels, str] | None:
    fields = [
        n for n, v in arrays.items() if v.ndim >= 2 and _is_number(v) and min(v.shape[-2:]) > 1
    ]
    key = next((name for name in sorted(fields) if _differs(arrays[name])), None)
    if key is None:
        return None
    values = np.asarray(arrays[key], np.float64)
    plane = values.reshape(-1, *values.shape[-2:])[0]
    step = max(1, -(-plane.shape[1] // WIDTH), -(-plane.shape[0] // HEIGHT))
    plane = plane[::step, ::step]
    larger = max(1, min(WIDTH // plane.shape[1], HEIGHT // plane.shape[0]))
    return colored(plane.repeat(larger, axis=0).repeat(larger, axis=1)), key


def _cells(arrays: Arrays) -> Pixels:
    """Draw the first variable of a date whose cells stand in a row."""
    values = np.asarray(arrays["data"], np.float64)
    flat = values.reshape(-1, values.shape[-1])[0]
    places = np.column_stack([arrays["longitudes"], arrays["latitudes"], np.zeros(len(flat))])
    return colored(_averaged(places, flat))


def _atoms(positions: Any, numbers: Any) -> Pixels:
    """Draw atoms as discs, the far ones first; the color is that of the atomic number."""
    places = np.asarray(positions, np.float64).reshape(-1, 3)
    image = np.full((HEIGHT, WIDTH), np.nan)
    if not len(places):
        return colored(image)
    places = places - (places.min(axis=0) + places.max(axis=0)) / 2
    reach = np.abs(places[:, :2]).max(axis=0) + 1.0
    scale = min(WIDTH / 2 / reach[0], HEIGHT / 2 / reach[1])
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    kinds = np.asarray(numbers, np.float64).ravel()
    for atom in np.argsort(places[:, 2], kind="stable").tolist():
        x, y = WIDTH / 2 + places[atom, 0] * scale, HEIGHT / 2 - places[atom, 1] * scale
        radius = max(2.0, _ATOM * (1 + kinds[atom] ** (1 / 3)) * scale / 1.5)
        image[np.square(across - x) + np.square(down - y) < radius**2] = kinds[atom]
    return colored(image, (1.0, 20.0))


def colored(image: npt.NDArray[np.float64], limits: tuple[float, float] | None = None) -> Pixels:
    """Color values from the least to the largest, in the middle of a white picture."""
    known = np.isfinite(image)
    low, high = limits or (
        (float(image[known].min()), float(image[known].max())) if known.any() else (0.0, 1.0)
    )
    place = np.clip((np.where(known, image, low) - low) / ((high - low) or 1.0), 0, 1) * 4
    begin = np.minimum(place.astype(np.int64), 3)
    part = (place - begin)[..., None]
    colors = _VIRIDIS[begin] * (1 - part) + _VIRIDIS[begin + 1] * part
    colors[~known] = GROUND
    return _framed(colors.round().astype(np.uint8))


def _framed(pixels: Pixels) -> Pixels:
    height, width, _ = pixels.shape
    whole = np.full((HEIGHT, WIDTH, 3), GROUND, np.uint8)
    top, left = (HEIGHT - height) // 2, (WIDTH - width) // 2
    whole[top : top + height, left : left + width] = pixels
    return whole


# Distributions -------------------------------------------------------------------------------


def histogram(counts: npt.NDArray[Any]) -> Pixels:
    """Draw bars of counts above a line."""
    whole = np.full((HEIGHT, WIDTH, 3), GROUND, np.uint8)
    whole[-2:] = (140, 140, 140)
    width = WIDTH // max(1, len(counts))
    most = int(counts.max(initial=1)) or 1
    for place, count in enumerate(counts.tolist()):
        tall = -(-int(count) * (HEIGHT - 4) // most)
        left = place * width
        whole[HEIGHT - 2 - tall : HEIGHT - 2, left : left + max(1, width - 1)] = _BAR
    return whole
