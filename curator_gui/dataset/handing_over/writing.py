"""Turn the output folder of a run into a data set: at its end, and after each resume.

Nothing that somebody else wrote is changed. All files are written under temporary names and then
renamed, the statistics last: they list the hashes of the others, so a folder without them is no
data set yet. The same record and outputs give the same bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message
from curator_gui.dataset.handing_over.card.described import Told, describe, text_with_told
from curator_gui.dataset.handing_over.card.illustrating import Illustration, illustrations
from curator_gui.dataset.handing_over.card.text import card_text
from curator_gui.dataset.handing_over.code_files import write_code, written_code
from curator_gui.dataset.handing_over.files.array_facts import array_facts
from curator_gui.dataset.handing_over.files.croissant import croissant_data
from curator_gui.dataset.handing_over.files.statistics import json_bytes, statistics_data
from curator_gui.dataset.handing_over.files.tables import (
    has_parquet,
    items_csv,
    items_parquet,
    skipped_csv,
)
from curator_gui.dataset.handing_over.gathered import Gathered
from curator_gui.dataset.handing_over.gathering import gather, placed_parts, take_decisions
from curator_gui.dataset.handing_over.place import Place, SharedOutputs, dataset_places
from curator_gui.dataset.handing_over.reopening import Choices, kept_choices, reopen
from curator_gui.dataset.handing_over.telling import remarks, written_words
from curator_gui.dataset.hashing import file_sha256
from curator_gui.dataset.layout import (
    CARD,
    DESCRIPTION,
    DOCUMENT,
    ITEMS,
    ITEMS_PARQUET,
    SKIPPED,
    STATISTICS,
)
from curator_gui.dataset.loading.growth import growths
from curator_gui.dataset.own_files import CHANGING, OwnFiles
from curator_gui.dataset.unlisted import unlisted_outputs
from curator_gui.run.config import EngineConfig, RunResult
from curator_gui.run.planning.options import DATASET
from curator_gui.run.record.queries.bulk import paths_by_sink
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.artifact_rows import read_artifacts

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class HandedOver:
    """What was handed over: the folder (None for nothing), and what a person should know.

    `further` has the folders of the other sinks where a run had several.
    """

    folder: Path | None
    words: tuple[Message, ...] = ()
    items: int = 0
    further: tuple[Path, ...] = ()

    @property
    def folders(self) -> list[Path]:
        """All folders that are data sets now."""
        return [*([self.folder] if self.folder is not None else []), *self.further]


def hand_over_result(
    pipeline: Any, config: EngineConfig, result: RunResult, call: Caller | None = None
) -> None:
    """Write the data set of a run if its options want one, and tell the result of it.

    `call` runs a function of a pipeline and a path elsewhere, such as in the helper process.
    """
    wanted = DATASET.coerce(config.options.get(DATASET.name, DATASET.default))
    if not wanted or result.record is None:
        return
    found = (call or _called)(hand_over, pipeline, result.record)
    result.datasets, result.handed_over = found.folders, list(found.words)


Caller = Callable[[Callable[[Any, Path], HandedOver], Any, Path], HandedOver]


def _called(function: Callable[[Any, Path], HandedOver], pipeline: Any, path: Path) -> HandedOver:
    return function(pipeline, path)


def hand_over(pipeline: Any, record: Path) -> HandedOver:
    """Write the data set of a run; never raises: what went wrong is said, and logged.

    Parameters
    ----------
    pipeline
        The pipeline that was run: its sinks say where, its source names the items.
    record
        The record of the run.
    """
    try:
        return _hand_over(pipeline, record)
    except (CuratorError, OSError) as error:
        problem = error_words(error)
    except Exception as error:  # the run is over and well, and what came of it must not be lost
        logger.exception("the data set was not written")
        problem = f"{type(error).__name__}: {error_words(error)}"
    return HandedOver(None, (Message("the data set was not written: {error}", error=problem),))


def _hand_over(pipeline: Any, path: Path) -> HandedOver:
    with RunRecord.open(path) as record:
        outputs = paths_by_sink(record, len(pipeline.sinks))
        if not any(outputs):
            return HandedOver(None, (Message("there is no data set: nothing was written"),))
        beside = set(chain.from_iterable(paths for _, paths in read_artifacts(record.query)))
        of_run = [path for path in record.artifacts() if path not in beside]
        places = dataset_places(pipeline.sinks, outputs, of_run, sorted(beside))
        with CHANGING:
            return _together([_hand_over_at(place, pipeline, record) for place in places])


def _hand_over_at(place: Place, pipeline: Any, record: RunRecord) -> HandedOver:
    """Write one data set of a run, of the outputs of its sinks."""
    if place.folder is None:
        return HandedOver(None, (Message("no data set was written: {why}", why=place.why),))
    every = len(place.sinks) == len(pipeline.sinks)
    sinks = None if every else place.sinks
    shares = SharedOutputs(pipeline.sinks)
    found = gather(record, place.folder, _labels(pipeline.source), sinks, shares)
    said = take_decisions(found)
    done = write_dataset(found)
    return replace(done, words=(*done.words, *said))


def _together(done: list[HandedOver]) -> HandedOver:
    """Put what became of the sinks of a run into one: the first data set, and the others."""
    written = [each for each in done if each.folder is not None]
    words = tuple(word for each in done for word in each.words)
    if not written:
        return HandedOver(None, words)
    further = tuple(folder for each in written[1:] for folder in each.folders)
    return replace(written[0], words=words, further=further)


def write_again(folder: Path) -> HandedOver:
    """Write all files of a data set anew from what its table says, such as after a decision.

    Raises
    ------
    DatasetError
        If the folder holds no data set, or a file of one of its names is somebody else's.
    OSError
        If the disk refuses.
    """
    with CHANGING:
        return write_dataset(reopen(folder))


def write_told(folder: Path, words: Told) -> HandedOver:
    """Write what a person says of a data set into its document, its card and its description.

    Raises
    ------
    DatasetError
        If the folder holds no data set, it has no document, or a file of one of its names is
        somebody else's.
    OSError
        If the disk refuses.
    """
    with CHANGING:
        found = reopen(folder)
        text = text_with_told(found.meta.document, words)
        found.meta = replace(found.meta, document=text)
        return write_dataset(found)


def write_choices(
    folder: Path,
    splits: Mapping[int, str] | None,
    decisions: Mapping[int, str] | None = None,
) -> HandedOver:
    """Write the parts of the split, and what was decided, into all files of a data set.

    Both are by index, "" for none; None leaves those of the table.

    Raises
    ------
    DatasetError
        If the folder holds no data set, or a file of one of its names is somebody else's.
    OSError
        If the disk refuses.
    """
    with CHANGING:
        found = reopen(folder)
        if splits is not None:
            found.splits = dict(splits)
        if decisions is not None:
            found.decisions = dict(decisions)
        return write_dataset(found, Choices({}, {}, frozenset(row.index for row in found.rows)))


def _labels(source: Any) -> Any:
    name = getattr(source, "label", None)

    def label(index: int) -> str:
        try:
            return masked(str(name(index))) if callable(name) else ""
        except Exception:  # noqa: BLE001 - the source's own code; the item is told by its index
            return ""

    return label


def write_dataset(found: Gathered, before: Choices | None = None) -> HandedOver:
    """Write all files of a data set.

    `before` has the parts and decisions that its items keep; by default those of the table that is
    there now.

    Raises
    ------
    DatasetError
        If a file of one of its names is somebody else's; nothing is written then.
    OSError
        If the disk refuses.
    """
    files = OwnFiles(found.folder)
    parquet = [ITEMS_PARQUET] if has_parquet() else []
    document = [DOCUMENT] if found.meta.document else []
    files.insist(ITEMS, *parquet, DESCRIPTION, SKIPPED, *document)
    before = kept_choices(found.folder) if before is None else before
    found.splits = {**before.splits, **placed_parts(found), **found.splits}
    found.decisions = {**before.decisions, **found.decisions}
    new = {row.index for row in found.rows} - before.indices
    if found.extends and before.indices and new:
        found.grown = (*(found.grown or (len(before.indices),)), len(found.rows))
    outputs = (path for row in found.rows for path in row.outputs)
    found.unlisted = unlisted_outputs(found.folder, outputs, found.artifacts)
    if found.growth is None:
        found.growth = growths(found.folder, {path for row in found.rows for path in row.outputs})
    words = [*remarks(found, before)]
    if found.facts is None:
        found.facts = array_facts(found, words)
    facts = found.facts
    described = describe(found.meta.document, found.meta.name or found.folder.name)
    files.write(ITEMS, items_csv(found))
    if parquet:
        files.write(ITEMS_PARQUET, items_parquet(found))
    files.write(SKIPPED, skipped_csv(found))
    if document:
        files.write(DOCUMENT, found.meta.document.encode("utf-8", "surrogateescape"))
    table = found.folder / ITEMS
    size, sha256 = table.stat().st_size, file_sha256(table)
    data = croissant_data(found, described, facts, sha256, size)
    files.write(DESCRIPTION, json_bytes(data))
    words += write_code(files, found.meta.code)
    pictures = _write_pictures(files, illustrations(found), words)
    there = written_code(files.written, found.meta.code)
    words += _write_card(files, card_text(found, described, facts, pictures, there))
    name = files.statistics_name()
    if name != STATISTICS:
        words.append(Message("the statistics of the data set are {name}", name=name))
    written = dict(sorted(files.written.items()))
    files.write(name, json_bytes(statistics_data(found, written)))
    words += [Message("{name} of before was removed", name=name) for name in files.remove_stale()]
    return HandedOver(found.folder, (*written_words(found), *words), len(found.rows))


def _write_card(files: OwnFiles, text: str) -> list[Message]:
    """Write the card; beside the usual name where that is somebody's, and say so."""
    name = files.card_name()
    if not name:
        return [Message("no card was written: README.md and DATASET.md are somebody else's")]
    files.write(name, text.encode("utf-8", "backslashreplace"))
    if name == CARD:
        return []
    return [
        Message(
            "README.md was not written by Curator, or was changed since, and was left as it is; "
            "the card is {name}",
            name=name,
        )
    ]


def _write_pictures(
    files: OwnFiles, pictures: list[Illustration], words: list[Message]
) -> list[Illustration]:
    """Write the pictures of the card; one whose name is taken is left out and named."""
    free = [one for one in pictures if files.is_free(one.name)]
    words += [
        Message("{name} was not written: that of the folder is somebody else's", name=one.name)
        for one in pictures
        if one not in free
    ]
    for one in free:
        files.write(one.name, one.data)
    return free
