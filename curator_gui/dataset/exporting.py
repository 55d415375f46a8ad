"""Copy or link some items of a data set into a folder that is a data set of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from curator_gui.dataset.handing_over.gathered import Gathered
from curator_gui.dataset.handing_over.reopening import reopen
from curator_gui.dataset.handing_over.writing import HandedOver, write_dataset
from curator_gui.dataset.own_files import DatasetError
from curator_gui.run.record.queries.item_measures import MeasureColumn


def export(
    folder: Path,
    target: Path,
    chosen: Iterable[int] | None = None,
    *,
    link: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> HandedOver:
    """Copy the items of these indices (None: all) and describe them as a data set.

    With `link` files are hard links where the system can make one, which take no room. `progress`
    is told how many of how many outputs are done; what it raises ends the export, and what was
    copied is removed again.

    Raises
    ------
    DatasetError
        If nothing is chosen, the target is not empty, an output is missing, or only some of the
        items of a shared store are chosen. Nothing is written then.
    OSError
        If the disk refuses.
    """
    found = reopen(folder)
    part = _part(found, None if chosen is None else set(chosen))
    _check(found, part, target.absolute())
    target = target.absolute()
    was_there = target.exists()
    try:
        _put_all(found.folder, target, part, link=link, progress=progress)
        return write_dataset(replace(part, folder=target))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        if was_there:
            target.mkdir(exist_ok=True)
        raise


def _put_all(
    folder: Path,
    target: Path,
    part: Gathered,
    *,
    link: bool,
    progress: Callable[[int, int], None] | None,
) -> None:
    paths = list(dict.fromkeys(path for row in part.rows for path in row.outputs))
    for place, path in enumerate(paths):
        if progress is not None:
            progress(place, len(paths))
        _put(folder / path, target / path, link=link)


def _part(found: Gathered, indices: set[int] | None) -> Gathered:
    if indices is None:
        return found
    kept = [place for place, row in enumerate(found.rows) if row.index in indices]
    rows = [found.rows[place] for place in kept]
    named = {path for row in rows for path in row.outputs}
    return replace(
        found,
        rows=rows,
        measures=[c for c in (_rows_of(c, kept) for c in found.measures) if c.present.any()],
        stores={path: store for path, store in found.stores.items() if path in named},
        skipped=[],
        artifacts=[],
        missing=[],
        grown=(),
    )


def _rows_of(column: MeasureColumn, kept: list[int]) -> MeasureColumn:
    places = np.array(kept, np.int64)
    if isinstance(column.values, list):
        texts = [column.values[place] for place in kept]
        return MeasureColumn(column.info, texts, column.present[places])
    return MeasureColumn(column.info, column.values[places], column.present[places])


def _check(found: Gathered, part: Gathered, target: Path) -> None:
    if not part.rows:
        raise DatasetError("no item is chosen: nothing was exported")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DatasetError("{target} is not empty; choose another folder", target=target)
    shared = {path for path in part.stores if _members(found, path) != _members(part, path)}
    for path in sorted(shared):
        raise DatasetError(
            "all items share {path}, so a part of them cannot be exported; load it with "
            "`dataset.open(...).split(...)`, or run the pipeline on them alone",
            path=path,
        )
    for row in part.rows:
        for path in row.outputs:
            _check_output(found.folder, path)


def _check_output(folder: Path, path: str) -> None:
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise DatasetError("{path} lies outside the data set and is not exported", path=path)
    if not (folder / path).exists():
        raise DatasetError("{path} is missing; `dataset verify` lists all", path=path)


def _members(found: Gathered, path: str) -> int:
    return sum(path in row.outputs for row in found.rows)


def _put(source: Path, target: Path, *, link: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = _linked if link else shutil.copy2
    if source.is_dir():
        shutil.copytree(source, target, copy_function=copy)
    else:
        copy(source, target)


def _linked(source: str | Path, target: str | Path) -> object:
    """Make a hard link; a copy where the system cannot, such as on another disk."""
    try:
        os.link(source, target)
    except OSError:
        return shutil.copy2(source, target)
    return target
