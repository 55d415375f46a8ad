"""Which items and measures the pictures of a card show, and the files they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from curator_gui.dataset.handing_over.card.distributions import bin_counts, telling_measures
from curator_gui.dataset.handing_over.card.pictures import (
    Pixels,
    histogram,
    item_picture,
    png,
    sheet,
)
from curator_gui.dataset.handing_over.gathered import Gathered, ItemRow
from curator_gui.dataset.layout import DISTRIBUTION_PICTURES, ITEM_PICTURES
from curator_gui.dataset.loading.reading import can_read, read_output
from curator_gui.dataset.own_files import DatasetError

MOST = 4
"""Pictures side by side: as many as fit into a page."""

MAX_BYTES = 64 << 20
"""Larger items are not read for a picture."""

LEAVE_OUT = "leave out"


@dataclass(frozen=True)
class Illustration:
    """A picture file of the card and the line under it."""

    name: str
    data: bytes
    caption: str


def illustrations(found: Gathered) -> list[Illustration]:
    """Draw some items that lie far apart, and the distributions of the first measures."""
    return [one for one in (_items(found), _distributions(found)) if one is not None]


def _items(found: Gathered) -> Illustration | None:
    drawn: list[tuple[Pixels, str, str]] = []
    for row in _shown(found):
        try:
            picture = item_picture(read_output(found.folder / row.outputs[0], row.index))
        except DatasetError:
            continue  # the hand-over has said that it cannot be read
        if picture is not None:
            drawn.append((*picture, row.source or str(row.index)))
    if not drawn:
        return None
    names = ", ".join(name for _, _, name in drawn)
    fields = ", ".join(dict.fromkeys(field for _, field, _ in drawn))
    return Illustration(
        ITEM_PICTURES, png(sheet([pixels for pixels, _, _ in drawn])), f"{fields} of {names}"
    )


def _shown(found: Gathered) -> Sequence[ItemRow]:
    fit = [row for row in found.rows if _can_be_shown(found, row)]
    return fit[:: max(1, -(-len(fit) // MOST))]


def _can_be_shown(found: Gathered, row: ItemRow) -> bool:
    path = next(iter(row.outputs), "")
    there = path not in found.missing and can_read(path) and row.bytes <= MAX_BYTES
    return there and found.decisions.get(row.index) != LEAVE_OUT


def _distributions(found: Gathered) -> Illustration | None:
    shown = telling_measures(found)[:MOST]
    if not shown:
        return None
    bars = [histogram(bin_counts(column)) for column in shown]
    titles = ", ".join(column.info.title or column.info.name for column in shown)
    return Illustration(DISTRIBUTION_PICTURES, png(sheet(bars)), titles)
