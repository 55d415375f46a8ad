"""What of a data set can be exported: all items, a part, those of a decision, the selection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.formats import decision_word
from curator_gui.core.errors import CuratorError
from curator_gui.core.sidecars.curation import DECISIONS
from curator_gui.dataset.items.expression import parse
from curator_gui.dataset.items.saved_views import FILE_NAME, read_views
from curator_gui.ui.common.text import count, say, tr


@dataclass(frozen=True)
class Choice:
    """One way to export: its words, and the indices (None: all), or one XYZ file per part.

    Without any index it stands there for its words alone: it cannot be chosen.
    """

    words: str
    indices: tuple[int, ...] | None = None
    xyz: bool = False

    @property
    def possible(self) -> bool:
        """Whether there is anything to export."""
        return self.indices is None or len(self.indices) > 0


def choices(data: DataSet) -> list[Choice]:
    """Return what can be exported now; what is empty is not offered."""
    return [Choice(_titled(tr("All items"), len(data.items))), *_some(data), *_xyz(data)]


def _some(data: DataSet) -> Iterator[Choice]:
    index = data.items.index
    parts = data.parts
    for part in dict.fromkeys(sorted(part for part in parts.tolist() if part)):
        yield _choice(tr("Part {name}").format(name=part), index[parts == part])
    for code, decision in enumerate(DECISIONS):
        chosen = index[data.decisions.codes == code]
        if decision and len(chosen):
            yield _choice(decision_word(decision), chosen)
    out = data.decisions.left_out
    if out.any() and not out.all():
        yield _choice(tr("All but those left out"), index[~out])
    if data.selected.any():
        yield _choice(tr("The selection"), index[data.selected])
    if data.shown.any() and not data.shown.all():
        yield _choice(tr("What is shown"), index[data.shown])
    yield from _views(data)


def _views(data: DataSet) -> Iterator[Choice]:
    """Give the saved views; one whose filter fits no item, or not the data set, says so."""
    if data.items.folder is None:
        return
    try:
        views = read_views(data.items.folder / FILE_NAME)
    except CuratorError as error:
        yield Choice(tr("Saved views: {why}").format(why=say(str(error))), ())
        return
    for name, text in views.items():
        title = tr("Saved view {name}").format(name=name)
        try:
            yield _choice(title, data.items.index[parse(text).mask(data.items)])
        except CuratorError as error:
            yield Choice(f"{title}: {say(str(error))}", ())


def _choice(words: str, index: np.ndarray) -> Choice:
    return Choice(_titled(words, len(index)), tuple(map(int, index)))


def _titled(words: str, number: int) -> str:
    return f"{words}: {count(number, tr('item'), tr('items'))}"


def _xyz(data: DataSet) -> Iterator[Choice]:
    path = data.items.output(0) if len(data.items) else None
    if path is not None and path.suffix.lower() in (".xyz", ".extxyz") and (data.parts != "").any():
        yield Choice(tr("One XYZ file for each part"), xyz=True)
