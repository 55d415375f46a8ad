"""What a record says happened to each index, and when: for whoever looks at many records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.run.record.queries.bulk import reason_texts
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import IndexArray
from curator_gui.run.record.tables.schema import CODES

_BEGUN = f"""
SELECT idx, time FROM indices WHERE status IN ({CODES["waiting"]}, {CODES["running"]})
AND attempts > 0
"""
_TIMES = "SELECT max(finished), max(created) FROM run"
_REASONS = f"SELECT idx, reason FROM indices WHERE status = {CODES['skipped']}"
_WITH_OUTPUTS = f"""
SELECT idx FROM indices i WHERE status = {CODES["skipped"]}
AND EXISTS (SELECT 1 FROM outputs o WHERE o.idx = i.idx)
"""
_ENDED = np.array([CODES["done"], CODES["failed"], CODES["quarantined"]], dtype=np.uint8)

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Happenings:
    """The chosen indices of a run, ascending, and what happened to each; arrays of equal length.

    Parameters
    ----------
    status
        The codes of `schema.CODES`.
    begun
        Whether it was begun and not ended: it runs, it was interrupted, or it waits to be retried.
    times
        When its status was reached or, where it was `begun`, that; seconds since the epoch, NaN of
        an index that only waits.
    until
        When the run ended; of one that was killed, the last time of any of its indices.
    """

    indices: IndexArray
    status: npt.NDArray[np.uint8]
    begun: Flags
    times: npt.NDArray[np.float64]
    until: float

    @property
    def happened(self) -> Flags:
        """Which indices the run did something to: they were finished, failed or were begun."""
        found: Flags = np.isin(self.status, _ENDED) | self.begun
        return found

    @property
    def skipped(self) -> Flags:
        """Which ones it left out."""
        found: Flags = self.status == CODES["skipped"]
        return found

    @property
    def waiting(self) -> Flags:
        """Which ones it was to run and never began."""
        found: Flags = (self.status == CODES["waiting"]) & ~self.begun
        return found

    def of(self, wanted: IndexArray) -> Happenings:
        """Return those of ascending indices alone; what the run did not choose is left out."""
        kept = np.isin(self.indices, wanted, assume_unique=True)
        if kept.all():
            return self
        parts = (self.indices[kept], self.status[kept], self.begun[kept], self.times[kept])
        return Happenings(*parts, self.until)


def read_happenings(record: RunRecord) -> Happenings:
    """Read what happened to the indices of a run; from its stored columns where it has ended.

    All times are in the order of the runs: where the clock had been set back before, they are later
    than its times by what the record says (`RunMeta.behind`).

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    columns = record.columns()
    indices = columns["index"].astype(np.int64)
    behind = record.meta.behind
    times = columns["finished"].astype(np.float64) + behind
    begun = np.zeros(len(indices), dtype=np.bool_)
    rows = list(record.query(_BEGUN))
    if rows:
        numbers, began = zip(*rows, strict=True)
        places = np.searchsorted(indices, numbers)
        begun[places], times[places] = True, np.add(began, behind)
    status = columns["status"].astype(np.uint8)
    return Happenings(indices, status, begun, times, _until(record, times))


def _until(record: RunRecord, times: npt.NDArray[np.float64]) -> float:
    finished, created = next(iter(record.query(_TIMES)))
    behind = record.meta.behind
    if finished:
        return float(finished) + behind
    return float(max(np.nanmax(times, initial=created + behind), created + behind))


@dataclass(frozen=True)
class SkipReasons:
    """Why a run left out each of its skipped indices, by index."""

    numbers: Mapping[int, int]
    texts: Mapping[int, str]

    def of(self, index: int) -> str:
        """Return why an index was left out, "" if it was not."""
        return self.texts.get(self.numbers.get(index, 0), "")


def read_skip_reasons(record: RunRecord) -> SkipReasons:
    """Read why indices were left out; many have the same reason, which is made once."""
    texts = reason_texts(record)
    numbers: dict[int, Any] = dict(record.query(_REASONS)) if texts else {}
    return SkipReasons(numbers, texts)


def skipped_with_outputs(record: RunRecord) -> Sequence[int]:
    """Return the indices that a run left out and of which it knows outputs."""
    return [index for (index,) in record.query(_WITH_OUTPUTS)]
