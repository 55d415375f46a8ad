"""Which items the filters of a run learn from: the training part, without what is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.filters.splitting import Split, split_step
from curator_gui.core.message import Message, plural, term
from curator_gui.core.params.param import params_of
from curator_gui.core.sidecars.curation import ItemFinder
from curator_gui.core.sidecars.parts_file import PARTS, PLAN, TRAINING, read_part_lines
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.run.planning.resuming.curated import kept_away
from curator_gui.run.worker.index_runner import index_label
from curator_gui.run.worker.redirect import output_paths, output_place, output_places

_STORES = (".zarr", ".pmsh")


@dataclass(frozen=True)
class Training:
    """The items that constants come from; `part` is their part of the split, "" for all items."""

    indices: Sequence[int]
    part: str
    words: tuple[Message, ...]


def training_items(pipeline: Pipeline[Any], document: Path | None) -> Training:
    """Choose the items to learn from: those of the stored split, or all that are not left out.

    Raises
    ------
    CuratorError
        If decisions or split cannot be read.
    """
    away, _ = kept_away(pipeline, document)
    everything = [index for index in range(len(pipeline)) if index not in away]
    placed = place_items(pipeline, document, write=False)
    if placed is not None:
        return _learnt_from(placed[0], everything, term(Split.name), set(placed[0].values()))
    found = next((path for path in _split_files(pipeline) if path.is_file()), None)
    if found is None:
        return Training(everything, "", (_no_split(len(everything)),))
    names = [index_label(pipeline, index) for index in range(len(pipeline))]
    return _in_part(found, names, everything)


def _no_split(count: int) -> Message:
    return plural(
        count,
        "no split is stored with the data set, so its only item is learned from, even if that "
        "becomes validation or test",
        "no split is stored with the data set, so all {n} items are learned from, also those that "
        "may become validation and test",
    )


def _split_files(pipeline: Pipeline[Any]) -> Iterator[Path]:
    place = output_place(pipeline)
    if place is not None:
        yield place / PARTS
        if is_store(pipeline, place):
            yield place.parent / PARTS


def _in_part(path: Path, names: Sequence[str], indices: Sequence[int]) -> Training:
    finder = ItemFinder(names)
    lines = read_part_lines(path)
    rows = ((finder.row(line), part) for line, part in lines)
    parts = {row: part for row, part in rows if row is not None}
    return _learnt_from(parts, indices, str(path), {part for _, part in lines})


def _learnt_from(
    parts: Mapping[int, str], indices: Sequence[int], path: str, known: Collection[str]
) -> Training:
    """Choose the items of the training part, if it is one of the `known` parts."""
    part = next((name for name in TRAINING if name in known), "")
    if not part:
        words = Message("{path} has no part named train, so all items are learned from", path=path)
        return Training(indices, "", (words,))
    chosen = [index for index in indices if parts.get(index) == part]
    said = [
        plural(
            len(chosen),
            "the only item of the part {part} is learned from",
            "the {n} items of the part {part} are learned from",
            part=part,
        )
    ]
    new = sum(not parts.get(index) for index in indices)
    if new:
        said.append(
            plural(
                new,
                "one item is in no part of {path}: split again",
                "{n} items are in no part of {path}: split again",
                path=path,
            )
        )
    return Training(chosen, part, tuple(said))


def place_items(
    pipeline: Pipeline[Any], document: Path | None, *, write: bool
) -> tuple[Mapping[int, str], Sequence[Message]] | None:
    """Let the step that splits, if there is one, place the items; return parts and its words.

    Raises
    ------
    CuratorError
        If the split cannot be made, read or stored.
    """
    step = split_step(pipeline)
    if step is None:
        return None
    place = output_place(pipeline)
    folder = place.parent if place is not None and is_store(pipeline, place) else place
    names = [index_label(pipeline, index) for index in range(len(pipeline))]
    away, _ = kept_away(pipeline, document)
    return step.place(folder, names, away, write=write)


def share_split(pipeline: Pipeline[Any]) -> None:
    """Copy the stored split into the folders of the other sinks: their data sets have it, too.

    Raises
    ------
    CuratorError
        If it cannot be written there.
    """
    first, *others = list(dict.fromkeys(_dataset_folders(pipeline))) or [Path()]
    for folder in others if (first / PARTS).is_file() else ():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in (PARTS, PLAN):
                _copy_or_remove(first / name, folder / name)
        except OSError as error:
            raise CuratorError(
                "{path}: the split cannot be stored: {error}", path=folder / PARTS, error=error
            ) from error


def _copy_or_remove(source: Path, target: Path) -> None:
    """Make a file what another one is; without that one it would tell of another split."""
    if source.is_file():
        atomic_write_text(target, source.read_text(encoding="utf-8"))
    else:
        target.unlink(missing_ok=True)


def _dataset_folders(pipeline: Pipeline[Any]) -> Iterator[Path]:
    for place in output_places(pipeline):
        yield place.parent if is_store(pipeline, place) else place


def is_store(pipeline: Pipeline[Any], place: Path) -> bool:
    """Whether what a sink writes is one store or file for all items, and no folder of files.

    A store or file that is not there yet counts as well: nothing may be put in its place.
    """
    sink = next((each for each in pipeline.sinks if place in output_paths(each).values()), None)
    if sink is None:
        return False
    if getattr(sink, "one_store", False) or place.suffix.lower() in _STORES or place.is_file():
        return True
    return any(param.widget == "output_file" for param in params_of(sink))
