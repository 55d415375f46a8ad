"""Plan a run of a document before it is started, against an earlier run or from the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.pipeline import Pipeline
from curator_gui.run.indices import parse_indices
from curator_gui.run.plan import Plan, make_plan
from curator_gui.run.record import RunRecord
from curator_gui.run.record.resume import plan_resume


def plan_ahead(
    pipeline: Pipeline[Any], indices: str | Sequence[int], workers: int, earlier: Path | None
) -> Plan:
    """Return what a run would do; `earlier` is the record of the run that it would resume.

    `indices` is an index expression, or what was made of one.

    Raises
    ------
    ParamError
        If the index expression cannot be read or lies outside the source.
    PartitionError
        If a component's groups are malformed.
    RecordError
        If the record cannot be read.
    """
    if isinstance(indices, str):
        indices = parse_indices(indices, len(pipeline))
    if earlier is None:
        return make_plan(pipeline, indices, workers, look_for_leftovers=True)
    with RunRecord.open(earlier) as record:
        left = plan_resume(record, pipeline, indices)
    skipped = dict.fromkeys(left.skip, left.skip_reason)
    return make_plan(pipeline, indices, workers, skipped, left.rerun, look_for_leftovers=True)
