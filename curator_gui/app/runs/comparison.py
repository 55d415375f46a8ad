"""Two runs side by side: what they took, what became of their indices, what was set differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.language.quantities import (
    byte_rate_text,
    bytes_text,
    count_text,
    duration_text,
    rate_text,
)
from curator_gui.app.language.words import tr
from curator_gui.app.runs.history import (
    document_name,
    failed_count,
    left_count,
    outcome_text,
    start_text,
)
from curator_gui.core.message import Message
from curator_gui.run.planning.resuming.changes import shown_value
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import RunMeta, RunSummary
from curator_gui.run.record.tables.schema import CODES

NOTHING = "–"
_DONE = CODES["done"]
_GIVEN_UP = (CODES["failed"], CODES["quarantined"])

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class RunFacts:
    """What is compared of one run; `columns` as from `RunRecord.columns`."""

    summary: RunSummary
    meta: RunMeta
    columns: Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Difference:
    """One line of a comparison: what it is about, what it is in the first and the second run."""

    name: str
    first: str
    second: str

    @property
    def equal(self) -> bool:
        """Whether both runs have the same."""
        return self.first == self.second


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side.

    `figures` are always all there; `settings` only those that differ. `fixed` are the indices that
    failed in the first run and are done in the second, `broken` the other way round,
    `failed_twice` those that failed in both. `ratio` is the median over `common` indices, done in
    both, of the second run's time over the first's; NaN if there are none.
    """

    figures: list[Difference]
    settings: list[Difference]
    fixed: Indices
    broken: Indices
    failed_twice: Indices
    common: int
    ratio: float
    unrelated: bool = False


def read_facts(path: Path) -> RunFacts:
    """Read what is compared of a record.

    Raises
    ------
    RecordError
        If it cannot be read.
    """
    with RunRecord.open(path) as record:
        return RunFacts(record.summary(), record.meta, record.columns())


def compare_runs(first: RunFacts, second: RunFacts) -> Comparison:
    one, other = _figures(first), _figures(second)
    common, ratio = _ratio(first.columns, second.columns)
    failed = [_with(facts.columns, *_GIVEN_UP) for facts in (first, second)]
    done = [_with(facts.columns, _DONE) for facts in (first, second)]
    return Comparison(
        figures=[Difference(name, one[name], other[name]) for name in one],
        settings=differing(_settings(first.meta), _settings(second.meta)),
        fixed=np.intersect1d(failed[0], done[1]),
        broken=np.intersect1d(done[0], failed[1]),
        failed_twice=np.intersect1d(failed[0], failed[1]),
        common=common,
        ratio=ratio,
        unrelated=document_name(first.summary) != document_name(second.summary),
    )


def differing(first: Mapping[str, str], second: Mapping[str, str]) -> list[Difference]:
    """List what is not the same in two tables, in the order of the first."""
    names = [*first, *(name for name in second if name not in first)]
    found = [Difference(n, first.get(n, NOTHING), second.get(n, NOTHING)) for n in names]
    return [difference for difference in found if not difference.equal]


def _figures(facts: RunFacts) -> dict[str, str]:
    run = facts.summary
    return {
        "Document": document_name(run),
        "Started": start_text(run),
        "Outcome": outcome_text(run),
        "Duration": duration_text(run.elapsed) if run.elapsed else NOTHING,
        "Indices": count_text(run.total),
        "Done": count_text(run.counts["done"]),
        "Failed": count_text(failed_count(run)),
        "Skipped": count_text(run.counts["skipped"]),
        Message("Not run"): count_text(left_count(run)),
        **_measured(facts),
    }


def _measured(facts: RunFacts) -> dict[str, str]:
    """Write throughput, and what one index takes."""
    columns, elapsed = facts.columns, facts.summary.elapsed
    done = columns["status"] == _DONE
    written = int(np.maximum(columns["bytes"][done], 0).sum())
    durations = columns["duration"][done & np.isfinite(columns["duration"])]
    memory = int(columns["rss"].max(initial=0))
    settled = int(done.sum()) + failed_count(facts.summary)
    known = elapsed > 0
    return {
        "Throughput": rate_text(settled / elapsed, tr("items")) if known else NOTHING,
        "Written": bytes_text(written),
        Message("Written per second"): byte_rate_text(written / elapsed) if known else NOTHING,
        Message("Median per index"): _quantile(durations, 50),
        Message("95 % take at most"): _quantile(durations, 95),
        Message("Slowest index"): _quantile(durations, 100),
        Message("Largest worker"): bytes_text(memory) if memory > 0 else NOTHING,
    }


def _quantile(durations: NDArray[Any], percent: float) -> str:
    if not len(durations):
        return NOTHING
    return duration_text(float(np.percentile(durations, percent)))


def _with(columns: Mapping[str, NDArray[Any]], *codes: int) -> Indices:
    return columns["index"][np.isin(columns["status"], codes)].astype(np.int64)


def _ratio(
    first: Mapping[str, NDArray[Any]], second: Mapping[str, NDArray[Any]]
) -> tuple[int, float]:
    times = []
    for columns in (first, second):
        timed = (columns["status"] == _DONE) & (columns["duration"] > 0)
        times.append((columns["index"][timed], columns["duration"][timed]))
    common, one, other = np.intersect1d(times[0][0], times[1][0], return_indices=True)
    if not len(common):
        return 0, float("nan")
    return len(common), float(np.median(times[1][1][other] / times[0][1][one]))


def _settings(meta: RunMeta) -> dict[str, str]:
    """Write everything that was set: parameters of the steps, run options, versions."""
    found = _parameters(meta.steps)
    found |= {Message("Run: {name}", name=name): text for name, text in _flat(meta.options).items()}
    return found | {
        Message("Version of {name}", name=name): text for name, text in meta.versions.items()
    }


def _parameters(steps: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for step in steps:
        name = str(step.get("name", "a step"))
        seen[name] = seen.get(name, 0) + 1
        label = f"{name} ({seen[name]})" if seen[name] > 1 else name
        found[label] = f"version {step['version']}" if step.get("version") else "there"
        for argument, value in dict(step.get("arguments", {})).items():
            found[f"{label}: {argument}"] = shown_value(value)
    return found


def _flat(options: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in options.items():
        if isinstance(value, Mapping):
            found |= _flat(value)
        else:
            found[name] = shown_value(value)
    return found
