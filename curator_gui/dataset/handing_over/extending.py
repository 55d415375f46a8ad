"""What the data set of before keeps when a run of the same pipeline adds other items to it.

A run that chose some of the indices says nothing about the others: their rows stay as they are,
while the pipeline is the same and their outputs are what they were.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.dataset.handing_over.gathered import Gathered, ItemRow, Skipped
from curator_gui.dataset.handing_over.reopening import reopen
from curator_gui.dataset.hashing import Hashed
from curator_gui.dataset.loading.growth import growth_of
from curator_gui.dataset.loading.reading import can_read, read_output
from curator_gui.dataset.own_files import DatasetError, read_statistics, statistics_path
from curator_gui.run.record.queries.item_measures import MeasureColumn, joined_columns
from curator_gui.run.record.tables.meta import RunMeta

LOOKED_AT = 100
"""Items of a shared store that are looked for in it: it may have been made anew."""


def identity_of(
    steps: Sequence[Mapping[str, Any]], constants: Mapping[int, str], folder: Path
) -> str:
    """Return what changes whenever items of two runs do not belong together.

    `steps` describe the pipeline (`core.fingerprint`), `constants` what its filters had learned. In
    which `folder` the data set stands does not count: it may be moved with its pipeline.
    """
    inside = _Inside(folder)
    described = [inside.plain(step) for step in steps]
    text = json.dumps([described, sorted(constants.items())], sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class _Inside:
    """Writes paths within a folder relative to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def plain(self, value: Any) -> Any:
        """Return JSON data with such paths in it."""
        if isinstance(value, Mapping):
            return {name: self.plain(each) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.plain(each) for each in value]
        return self._relative(value) if isinstance(value, str) else value

    def _relative(self, text: str) -> str:
        if "\0" in text or not Path(text).absolute().is_relative_to(self._folder):
            return text
        return "./" + Path(text).absolute().relative_to(self._folder).as_posix()


@dataclass(frozen=True)
class _Reason:
    """Why items do not stay: said of one, and of several."""

    one: Message
    several: Message

    def words(self, count: int) -> Message:
        if count == 1:
            return Message("one item of before is in the data set no more: {why}", why=self.one)
        return Message(
            "{count} items of before are in the data set no more: {why}",
            count=f"{count:,}",
            why=self.several,
        )


_OTHER_PIPELINE = _Reason(
    Message("another pipeline made it, or its constants were others"),
    Message("another pipeline made them, or its constants were others"),
)
_OTHER_ITEMS = _Reason(
    Message("the source has another item at its index, or none"),
    Message("the source has other items at their indices"),
)
_NOT_INTACT = _Reason(
    Message("its outputs are gone or were changed"),
    Message("their outputs are gone or were changed"),
)


@dataclass
class Before:
    """What of the data set in `folder` counts beside the items of a run.

    `rows` of `all_rows` may stay, `skipped` are known gaps among the indices that the run did not
    choose; `same` tells whether the same pipeline made them. `lost` has by their reason the items
    that do not stay, `unread` says why nothing is known.
    """

    folder: Path
    same: bool = False
    rows: list[ItemRow] = field(default_factory=list)
    all_rows: list[ItemRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    measures: list[MeasureColumn] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)
    grown: tuple[int, ...] = ()
    lost: dict[_Reason, list[ItemRow]] = field(default_factory=dict)
    unread: Message | None = None

    def outputs(self) -> list[str]:
        """Return the absolute paths of what the rows have written, each once."""
        return list(dict.fromkeys(str(self.folder / p) for row in self.rows for p in row.outputs))

    def shared(self) -> set[str]:
        """Return which of these paths several items had written."""
        return {str(self.folder / path) for row in self.rows for path in _hashless(row)}

    def words(self) -> list[Message]:
        """Say what stays, and what does not."""
        said = [why.words(len(rows)) for why, rows in self.lost.items() if rows]
        if self.unread is not None:
            said.append(self.unread)
        if self.rows:
            said.insert(0, _staying(len(self.rows)))
        return said


def _staying(count: int) -> Message:
    if count == 1:
        return Message("one item of before stays in the data set: this run did not choose it")
    return Message(
        "{count} items of before stay in the data set: this run did not choose them",
        count=f"{count:,}",
    )


def items_before(folder: Path, meta: RunMeta, label: Callable[[int], str]) -> Before:
    """Find the items in a folder that a run says nothing about; `label` names those of its source.

    `meta` is of the run, its fingerprint what `identity_of` gives.
    """
    if statistics_path(folder) is None:
        return Before(folder)
    try:
        run = read_statistics(folder)["run"]
        if run.get("identity") == meta.fingerprint and len(meta.indices) == meta.total:
            return Before(folder, same=True, grown=tuple(run.get("grown", ())))
        before = reopen(folder)
    except (DatasetError, OSError, KeyError, AttributeError) as error:
        words = Message("the items of before were not looked at: {error}", error=error)
        return Before(folder, unread=words)
    return _not_chosen(before, meta, label)


def _not_chosen(before: Gathered, meta: RunMeta, label: Callable[[int], str]) -> Before:
    chosen = set(np.asarray(meta.indices).tolist())
    others = [row for row in before.rows if row.index not in chosen]
    if before.meta.fingerprint != meta.fingerprint:
        return Before(before.folder, all_rows=before.rows, lost={_OTHER_PIPELINE: others})
    rows: list[ItemRow] = []
    moved: list[ItemRow] = []
    for row in others:
        is_there = row.index < meta.total and label(row.index) == row.source
        (rows if is_there else moved).append(row)
    gaps = [one for one in before.skipped if one.index not in chosen and one.index < meta.total]
    return Before(
        before.folder,
        same=True,
        rows=rows,
        all_rows=before.rows,
        skipped=[one for one in gaps if label(one.index) == one.source],
        measures=before.measures,
        indices=[row.index for row in before.rows],
        grown=before.grown,
        lost={_OTHER_ITEMS: moved},
    )


def keep_intact(before: Before, hashed: Mapping[str, Hashed], shared: Collection[str]) -> None:
    """Drop the rows whose outputs are not what they were.

    `hashed` has them by absolute path, `shared` are those that other items have as well.
    """
    having: dict[str, list[int]] = {}
    for row in before.rows:
        for path in row.outputs:
            having.setdefault(str(before.folder / path), []).append(row.index)
    there = {path: _has_all(path, having[path]) for path in having.keys() & set(shared)}
    intact: list[ItemRow] = []
    changed: list[ItemRow] = []
    for row in before.rows:
        is_intact = _is_intact(row, before.folder, hashed, there)
        (intact if is_intact else changed).append(row)
    before.lost[_NOT_INTACT] = changed
    before.rows = [_without_hashes(row, before.folder, shared) for row in intact]


def _hashless(row: ItemRow) -> list[str]:
    return [path for path, sha in zip(row.outputs, row.hashes, strict=True) if not sha]


def _without_hashes(row: ItemRow, folder: Path, shared: Collection[str]) -> ItemRow:
    pairs = zip(row.outputs, row.hashes, strict=True)
    return replace(row, hashes=["" if str(folder / p) in shared else sha for p, sha in pairs])


def _is_intact(
    row: ItemRow, folder: Path, hashed: Mapping[str, Hashed], there: Mapping[str, bool]
) -> bool:
    for output, sha in zip(row.outputs, row.hashes, strict=True):
        path = str(folder / output)
        if hashed[path].problem or not there.get(path, hashed[path].sha256 == sha):
            return False
    return True


def _has_all(path: str, indices: Sequence[int]) -> bool:
    """Whether a store has these items, as far as some of them tell."""
    if not can_read(path):
        return True
    step = max(1, len(indices) // LOOKED_AT)
    try:
        return all(read_output(Path(path), index) for index in {*indices[::step], indices[-1]})
    except CuratorError:
        return False


def extended(found: Gathered, before: Before) -> Gathered:
    """Add what stays to what a run has given."""
    _leave_grown(found, before)
    words = [*before.words(), *_left_inside(found, before)]
    found = replace(found, grown=before.grown, extends=before.same, said=words)
    if not before.rows and not before.skipped:
        return found
    rows = sorted([*found.rows, *before.rows], key=lambda row: row.index)
    ours = np.array([row.index for row in found.rows], np.int64)
    theirs = np.array(before.indices, np.int64)
    stay = {row.index for row in before.rows}
    kept = [_only(column, theirs, stay) for column in before.measures]
    indices = np.array([row.index for row in rows], np.int64)
    measures = joined_columns([(ours, found.measures), (theirs, kept)], indices)
    return replace(
        found,
        rows=rows,
        measures=[column for column in measures if column.present.any()],
        skipped=sorted([*found.skipped, *before.skipped], key=lambda one: one.index),
    )


def _leave_grown(found: Gathered, before: Before) -> None:
    """Count nothing as lost that stands in a store which grew: its growth tells what is not listed.

    As many as the store has beside those that are listed of it: it may have been made anew.
    """
    listed = Counter(path for row in (*found.rows, *before.rows) for path in row.outputs)
    others: dict[str, int] = {}
    for path in {path for rows in before.lost.values() for row in rows for path in row.outputs}:
        growth = growth_of(found.folder, path)
        if growth is not None and growth.added:
            others[path] = growth.items - listed[path]
    before.lost = {why: list(_outside(rows, others)) for why, rows in before.lost.items()}


def _outside(rows: Sequence[ItemRow], others: dict[str, int]) -> Iterator[ItemRow]:
    """Yield the rows that are in none of these stores, of which so many have not been seen yet."""
    for row in rows:
        store = next((path for path in row.outputs if others.get(path, 0) > 0), None)
        if store is None:
            yield row
        else:
            others[store] -= 1


def _left_inside(found: Gathered, before: Before) -> Iterator[Message]:
    """Name the outputs of several items that still have some which the data set has no more."""
    stay = {row.index for row in (*found.rows, *before.rows)}
    gone: dict[str, list[int]] = {path: [] for row in found.rows for path in row.outputs}
    for row in before.all_rows:
        for path in row.outputs:
            if row.index not in stay and path in gone:
                gone[path].append(row.index)
    for path, indices in gone.items():
        if not indices or growth_of(found.folder, path) is not None:
            continue  # indices of a store that grew are those of its last run
        if not _has_all(str(found.folder / path), indices):
            continue
        if len(indices) == 1:
            yield Message(
                "{path} still holds an item that is not in the data set any more: who reads it "
                "without the table of items takes it, too; a run to another place does not have it",
                path=path,
            )
        else:
            yield Message(
                "{path} still holds {count} items that are not in the data set any more: who reads "
                "it without the table of items takes them, too; a run to another place has none",
                path=path,
                count=f"{len(indices):,}",
            )


def _only(column: MeasureColumn, indices: Any, kept: Collection[int]) -> MeasureColumn:
    """Return a column as if it knew the kept items only."""
    inside = np.isin(indices, np.fromiter(kept, np.int64, len(kept)))
    other = {unit: [i for i in items if i in kept] for unit, items in column.other_units.items()}
    return replace(
        column,
        present=column.present & inside,
        other_units={unit: items for unit, items in other.items() if items},
    )
