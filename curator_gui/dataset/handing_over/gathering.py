"""Gather the rows of a data set from the record of its run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.fingerprint import SINK_NUMBER, count_sinks
from curator_gui.core.message import Message
from curator_gui.core.sidecars.curation import (
    ItemFinder,
    curation_path,
    file_to_read,
    read_curation,
)
from curator_gui.core.sidecars.parts_file import PARTS, read_part_lines
from curator_gui.dataset.handing_over.extending import (
    extended,
    identity_of,
    items_before,
    keep_intact,
)
from curator_gui.dataset.handing_over.gathered import Gathered, ItemRow, Skipped
from curator_gui.dataset.handing_over.known_hashes import KnownHashes
from curator_gui.dataset.handing_over.place import SharedOutputs
from curator_gui.dataset.hashing import Hashed
from curator_gui.run.events import STATUSES
from curator_gui.run.record.queries.bulk import all_failures, all_paths, skip_reasons, written_bytes
from curator_gui.run.record.queries.fitted import constants_of
from curator_gui.run.record.queries.item_measures import measure_columns
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import RunMeta
from curator_gui.run.record.tables.rows import Output
from curator_gui.run.record.tables.schema import CODES


def gather(
    record: RunRecord,
    folder: Path,
    label: Callable[[int], str],
    sinks: Collection[int] | None = None,
    shares: SharedOutputs | None = None,
) -> Gathered:
    """Read a record; hashes the outputs that changed since, which takes as long as reading them.

    `label` names an index of the source; `sinks` are the numbers of those whose outputs count, None
    for all; `shares` tells which outputs an index has together with others. What the data set in
    the folder has of other indices stays (see `extending`).

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    columns = record.columns()
    done = np.isin(columns["status"], [CODES["done"], CODES["skipped"]])
    indices = columns["index"][done].astype(np.int64)
    sizes = dict(zip(indices.tolist(), columns["bytes"][done].tolist(), strict=True))
    written = written_bytes(record)
    if sinks is None:
        paths = dict(all_paths(record))
        sizes |= {
            i: sum(written[i].values()) for i in written.keys() & sizes.keys() if sizes[i] < 0
        }
    else:
        paths = dict(_paths_of(record, sinks, sizes, written))
    shared = record.shared_paths()
    outputs = {index: _own_paths(paths.get(index, ())) for index in indices.tolist()}
    kept = np.array([index for index in indices.tolist() if outputs[index]], np.int64)
    meta = record.meta if sinks is None else _meta_of(record.meta, sinks)
    meta = replace(meta, fingerprint=identity_of(meta.steps, constants_of(record), folder))
    before = items_before(folder, meta, label)
    if shares is not None:
        shared |= before.shared() | shares.of([*kept.tolist(), *(row.index for row in before.rows)])
    known = KnownHashes(folder)
    own = (outputs[i] for i in kept.tolist())
    theirs = before.outputs()
    hashed, missing = _hashed(chain(own, [theirs]), known)
    keep_intact(before, hashed, shared)
    rows = [
        _row(index, label(index), outputs[index], sizes[index], hashed, shared, folder)
        for index in kept.tolist()
    ]
    stores = {relative(path, folder): hashed[path] for path in sorted(shared & hashed.keys())}
    found = Gathered(
        meta=meta,
        folder=folder,
        rows=rows,
        measures=[c for c in measure_columns(record, kept) if c.present.any()],
        skipped=_skipped(record, set(kept.tolist()), label),
        stores=stores,
        missing=[relative(path, folder) for path in missing if path not in theirs],
        artifacts=[relative(path, folder) for path in record.artifacts()],
        unchanged=known.kept,
    )
    return extended(found, before)


def _paths_of(
    record: RunRecord,
    sinks: Collection[int],
    sizes: dict[int, int],
    written: Mapping[int, Mapping[int, int]],
) -> Iterator[tuple[int, list[str]]]:
    """Yield the outputs of some sinks; puts what these have written into the sizes."""
    for index, outputs in record.all_outputs():
        found = _own_size(outputs, sinks, written[index]) if index in written else None
        sizes[index] = _rest(outputs, sinks, sizes.get(index, 0)) if found is None else found
        yield index, [output.path for output in outputs if output.sink in sinks]


def _own_size(outputs: Sequence[Output], sinks: Collection[int], written: Mapping[int, int]) -> int:
    files = sum(output.size or 0 for output in outputs if output.sink in sinks)
    return files + sum(size for sink, size in written.items() if sink in sinks)


def _rest(outputs: Sequence[Output], sinks: Collection[int], size: int) -> int:
    """Return what is left of the bytes of an index without the files of the other sinks.

    Records of before do not say what went into each of several stores: 0 where that counts.
    """
    others = [output.size for output in outputs if output.sink not in sinks]
    known = [each for each in others if each is not None]
    return max(0, size - sum(known)) if len(known) == len(others) else 0


def _meta_of(meta: RunMeta, sinks: Collection[int]) -> RunMeta:
    """Return what is known of a run, its steps without the other sinks."""
    first = len(meta.steps) - count_sinks(meta.steps)
    kept = [dict(meta.steps[first + number]) for number in sorted(sinks)]
    for number, step in enumerate(kept, start=1):
        step.pop(SINK_NUMBER, None)
        if number > 1:
            step[SINK_NUMBER] = number
    return replace(meta, steps=[*meta.steps[:first], *kept])


def _own_paths(paths: Iterable[str]) -> list[str]:
    """Leave out what lies in another output: a store's own marks of what is written."""
    found = [path for path in paths if "://" not in path]
    stores = set(found)
    return [path for path in found if stores.isdisjoint(map(str, Path(path).parents))]


def _hashed(
    outputs: Iterable[Sequence[str]], known: KnownHashes
) -> tuple[dict[str, Hashed], list[str]]:
    paths = list(dict.fromkeys(path for each in outputs for path in each))
    found = dict(zip(paths, known.hash(paths), strict=True))
    return found, [path for path, hashed in found.items() if hashed.problem]


def _row(
    index: int,
    source: str,
    paths: Sequence[str],
    size: int,
    hashed: dict[str, Hashed],
    shared: set[str],
    folder: Path,
) -> ItemRow:
    own = [path for path in paths if path not in shared]
    hashes = ["" if path in shared else hashed[path].sha256 for path in paths]
    total = sum(hashed[path].size for path in own) if len(own) == len(paths) else max(0, size)
    return ItemRow(index, source, [relative(path, folder) for path in paths], total, hashes)


def relative(path: str | Path, folder: Path) -> str:
    """Return a path below a folder relative to it, with "/"; any other one absolute."""
    whole = Path(path).absolute()
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def _skipped(record: RunRecord, kept: set[int], label: Callable[[int], str]) -> list[Skipped]:
    """Say of every index of the run that is not in the data set why."""
    statuses = _statuses(record)
    reasons: dict[int, Any] = {failure.index: failure.message for failure in all_failures(record)}
    reasons |= {index: why for index, why in skip_reasons(record) if index not in kept}
    found = []
    for index in sorted(set(np.asarray(record.meta.indices).tolist()) - kept):
        status = statuses.get(index, "waiting")
        why = reasons.get(index) or _EMPTY.get(status) or Message("never ran")
        found.append(Skipped(index, label(index), status, " ".join(str(why).split())[:500]))
    return found


_EMPTY = {"done": Message("left out by a step: nothing was written")}


def _statuses(record: RunRecord) -> dict[int, str]:
    columns = record.columns()
    names = [STATUSES[code] for code in columns["status"].tolist()]
    return dict(zip(columns["index"].tolist(), names, strict=True))


def placed_parts(found: Gathered) -> dict[int, str]:
    """Return the parts that the stored split has for the items, such as one of the step Split."""
    lines = read_part_lines(found.folder / PARTS)
    if not lines:
        return {}
    rows = found.rows
    finder = ItemFinder([row.source for row in rows], [row.index for row in rows])
    placed = ((finder.row(line), part) for line, part in lines if part)
    return {rows[row].index: part for row, part in placed if row is not None}


def take_decisions(found: Gathered) -> list[Message]:
    """Take what was decided from the file beside the document of the run (see `core.curation`).

    Returns what there is to say: that the file cannot be read. Lines about unknown items were named
    when the run was planned.
    """
    if not found.meta.document_path:
        return []
    path = file_to_read(curation_path(Path(found.meta.document_path)))
    try:
        lines = read_curation(path).lines
    except CuratorError as error:
        return [Message("the decisions were not taken over: {error}", error=error)]
    names, indices = [row.source for row in found.rows], [row.index for row in found.rows]
    finder = ItemFinder(names, indices)
    places = [(finder.row(line), line.decision) for line in lines]
    known = {indices[place]: word for place, word in places if place is not None}
    found.decisions = {index: known.get(index, "") for index in indices} if lines else {}
    return []
