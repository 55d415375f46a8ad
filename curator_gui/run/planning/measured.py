"""What indices of a pipeline have cost so far: seconds, bytes and memory, for estimates."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from curator_gui.core.components import Pipeline
from curator_gui.core.fingerprint import pipeline_fingerprint
from curator_gui.run.record import RunRecord
from curator_gui.run.record.library import list_runs
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.run.record.tables.rows import Output
from curator_gui.run.record.tables.schema import CODES, RecordError
from curator_gui.run.record.tables.snapshot import Columns

ENOUGH = 10
"""Finished indices by which a newer run is preferred to an older one that has more."""

LOOKED_AT = 50
"""Indices of a run whose outputs are looked at to tell what kind of outputs they are."""

MAX_ENTRIES = 100_000
MAX_STARTUP = 60.0


class Spread(NamedTuple):
    """A sample of a quantity in five numbers; `deviation` is that of the sample (n - 1)."""

    n: int
    mean: float
    deviation: float
    least: float
    most: float

    @classmethod
    def of(cls, values: npt.ArrayLike) -> Spread | None:
        """Summarise finite numbers; None if there are none. One number has no deviation (NaN)."""
        data = np.asarray(values, dtype=np.float64)
        data = data[np.isfinite(data)]
        if not len(data):
            return None
        deviation = float(data.std(ddof=1)) if len(data) > 1 else math.nan
        return cls(len(data), float(data.mean()), deviation, float(data.min()), float(data.max()))


@dataclass(frozen=True)
class Measured:
    """What finished indices cost.

    Parameters
    ----------
    origin
        "run": an earlier run of the same steps; "sample": some indices run on purpose.
    when
        Seconds since the epoch.
    seconds
        Of work per index, in one worker; None if none was finished.
    sizes
        Bytes written per index; None if that is not known.
    fixed_size
        Bytes that a run writes whatever the number of its indices.
    memory
        Bytes held by the largest worker; 0 if that is not known.
    startup
        Seconds until the first worker began, and what its first index took longer than others.
    written
        False if the sample was run without its sink, which writes nothing but under its own path.
    failures
        What went wrong with indices of the sample.
    """

    origin: Literal["run", "sample"]
    when: float
    seconds: Spread | None
    sizes: Spread | None = None
    fixed_size: float = 0.0
    memory: int = 0
    startup: float = 0.0
    written: bool = True
    failures: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many finished indices this rests on."""
        return self.seconds.n if self.seconds else 0


def measured_before(pipeline: Pipeline[Any], folder: Path | None = None) -> Measured | None:
    """Return what an earlier run of exactly these steps cost; None if there is none.

    The newest run with at least `ENOUGH` finished indices counts, else the one with most. A record
    that cannot be read is passed over: the history says what is wrong with it.
    """
    fingerprint = pipeline_fingerprint(pipeline)
    known = [run for run in list_runs(folder) if run.fingerprint == fingerprint]
    known.sort(key=lambda run: (min(run.counts.get("done", 0), ENOUGH), run.created), reverse=True)
    for run in known:
        if not run.counts.get("done", 0):
            return None  # and the others have none either
        try:
            return measured_in(run)
        except RecordError:
            continue
    return None


def measured_in(run: RunSummary) -> Measured:
    """Read from its record what the indices of a run cost.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    with RunRecord.open(run.path) as record:
        columns = record.columns()
        done = columns["status"] == CODES["done"]
        started = columns["started"][done].astype(np.float64)
        return Measured(
            origin="run",
            when=run.created,
            seconds=Spread.of(columns["duration"][done]),
            sizes=_sizes(record, columns, done),
            memory=int(columns["rss"][done].max(initial=0)),
            startup=_startup(started - run.created),
        )


def _startup(offsets: npt.NDArray[np.float64]) -> float:
    offsets = offsets[np.isfinite(offsets)]
    return float(np.clip(offsets.min(initial=MAX_STARTUP), 0.0, MAX_STARTUP)) if len(offsets) else 0


def _sizes(record: RunRecord, columns: Columns, done: npt.NDArray[np.bool_]) -> Spread | None:
    """Return the bytes per index, for files, folders and a store that all indices share."""
    indices = columns["index"][done]
    places = np.unique(np.linspace(0, len(indices) - 1, LOOKED_AT).astype(np.int64))
    found = [record.outputs(int(indices[place])) for place in places] if len(indices) else []
    paths = [output.path for outputs in found for output in outputs]
    if len(set(paths)) < len(paths):
        return _shared_size(record, len(indices))
    if any(Path(path).is_dir() for path in paths):
        return Spread.of(list(_folder_sizes(found)))
    sizes = columns["bytes"][done].astype(np.float64)
    return Spread.of(sizes[sizes >= 0])


def _folder_sizes(found: Sequence[Sequence[Output]]) -> Iterator[float]:
    for outputs in found:
        sizes = [tree_size(Path(output.path)) for output in outputs]
        if None not in sizes:
            yield float(sum(size or 0 for size in sizes))


def _shared_size(record: RunRecord, count: int) -> Spread | None:
    """Divide the stores and files that indices share among all indices."""
    outputs = chain.from_iterable(outputs for _, outputs in record.all_outputs())
    paths = [output.path for output in islice(outputs, MAX_ENTRIES + 1)]
    if len(paths) > MAX_ENTRIES:
        return None
    sizes = [tree_size(path) for path in _roots(set(paths))]
    total = sum(size or 0 for size in sizes)
    if None in sizes or not total:
        return None
    each = total / count
    return Spread(count, each, 0.0, each, each)


def _roots(paths: Iterable[str]) -> list[Path]:
    """Leave out the paths that lie inside others."""
    found: list[Path] = []
    for path in sorted(map(Path, paths)):  # a folder comes before all that lies in it
        if not found or not path.is_relative_to(found[-1]):
            found.append(path)
    return found


def tree_size(path: Path) -> int | None:
    """Return the bytes of a file or of all files of a folder; 0 if there is none.

    None if there are more than `MAX_ENTRIES` entries: counting them would take too long.
    """
    if not path.is_dir():
        return path.stat().st_size if path.exists() else 0
    total = entries = 0
    for folder, _, names in os.walk(path):
        entries += len(names) + 1
        if entries > MAX_ENTRIES:
            return None
        total += sum(_file_size(Path(folder, name)) for name in names)
    return total


def _file_size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # removed meanwhile
        return 0
