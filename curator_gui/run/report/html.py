"""The report of a run: one HTML file that needs nothing else, to keep or to send."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.quantities import bytes_text, duration_text
from curator_gui.run.events import STATUSES
from curator_gui.run.record.queries.fitted import recorded_passes
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.checking import believed
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.run.record.tables.rows import FailureGroup
from curator_gui.run.record.tables.schema import CODES
from curator_gui.run.report.charts import bars, rows

MAX_GROUPS = 50
MAX_RANGES = 12
SLOWEST = 10
LOG_LINES = 100
REPORT_BEGINNING = b"<!DOCTYPE html>"

Floats = npt.NDArray[np.float64]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_STYLE = """
:root { color-scheme: light dark; --text: #1d2125; --soft: #5b6570; --line: #d5dae0;
  --paper: #ffffff; --accent: #2f6fb0; --bad: #b3261e; --good: #2e7d32; }
@media (prefers-color-scheme: dark) { :root { --text: #e3e6ea; --soft: #9aa4af;
  --line: #3a4149; --paper: #17191c; --accent: #6aa9e9; --bad: #f2867e; --good: #7cc47f; } }
body { font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--paper);
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p.state { color: var(--soft); margin: .25rem 0 1rem; } .bad { color: var(--bad); }
.good { color: var(--good); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--soft); white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
td.name { width: 12rem; color: var(--soft); }
svg { max-width: 100%; height: auto; } svg text { font-size: 12px; fill: var(--soft); }
svg .middle { text-anchor: middle; } svg .end { text-anchor: end; }
svg .bar { fill: var(--accent); } svg .grid { stroke: var(--line); fill: none; }
svg .axis { stroke: var(--soft); fill: none; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px; margin: .3rem 0; }
summary { cursor: pointer; color: var(--soft); }
@media print { body { margin: 0; max-width: none; } details { break-inside: avoid; } }
"""


class ReportError(CuratorError):
    """A report that cannot be written; the message names the file."""


def write_report(record: RunRecord, path: Path) -> None:
    """Write the report of a run to a file, replacing it only when the new one is complete.

    Raises
    ------
    ReportError
        If the file cannot be written.
    RecordError
        If the record cannot be read.
    """
    with believed(record.path):
        page = render_report(record).encode("utf-8", "backslashreplace")
    try:
        with atomic_path(path) as part:
            part.write_bytes(page)
    except OSError as error:
        raise ReportError(
            f"{path}: the report cannot be written: {error.strerror or error}"
        ) from error


def render_report(record: RunRecord) -> str:
    """Return the report as HTML; all text of the run in it is escaped.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    summary = record.summary()
    title = _text(summary.name or f"Run {summary.run_id[:8]}")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{_headline(summary)}"
        f"{''.join(_sections(record, summary))}</body></html>\n"
    )


def _sections(record: RunRecord, summary: RunSummary) -> list[str]:
    return [
        _section("Summary", _summary(record, summary)),
        _section("Pipeline", _pipeline(record.meta.steps)),
        _section("Learnt before the run", _passes(record)),
        _section("Throughput", _throughput(record)),
        _section("Time per index", _durations(record)),
        _section("Time in each step", _stages(record)),
        _section("Failures by cause", _failures(record)),
        _section("Slowest indices", _slowest(record)),
        _section("Warnings and errors in the log", _log(record)),
        _section("Options", _table(_flat(record.meta.options))),
        _section("Versions", _table(record.meta.versions)),
        _section("Document", _document(record.meta.document)),
    ]


def index_ranges(indices: Sequence[int]) -> str:
    """Write ascending indices as an index expression: "0-9, 12, 14-15"; the end may be cut.

    >>> index_ranges([0, 1, 2, 7])
    '0-2, 7'
    """
    values = np.asarray(indices, dtype=np.int64)
    if not values.size:
        return ""
    groups = np.split(values, np.flatnonzero(np.diff(values) != 1) + 1)
    shown = [
        f"{group[0]}" if len(group) == 1 else f"{group[0]}-{group[-1]}"
        for group in groups[:MAX_RANGES]
    ]
    left = sum(len(group) for group in groups[MAX_RANGES:])
    return ", ".join(shown) + (f" and {left} more" if left else "")


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>" if body else ""


def _headline(summary: RunSummary) -> str:
    counts = summary.counts
    failed = counts["failed"] + counts["quarantined"]
    mood = "bad" if summary.state == "interrupted" else "good"
    began = _moment(summary.created)
    took = f", {duration_text(summary.elapsed)}" if summary.elapsed else ""
    state = f'<b class="{mood}">{_text(summary.state)}</b>'
    if failed:  # the run has ended well; that is another matter than what failed in it
        state += f', <b class="bad">{failed:,} failed</b>'
    return f'<p class="state">{state}, begun {began}{took}</p>'


def _summary(record: RunRecord, summary: RunSummary) -> str:
    columns = record.columns()
    done = columns["status"] == CODES["done"]
    size = int(columns["bytes"][done].clip(0).sum())
    memory = int(columns["rss"].max(initial=0))
    facts = {"Indices": f"{summary.total} of {record.meta.total} items"}
    facts |= {s.capitalize(): str(summary.counts[s]) for s in STATUSES if summary.counts[s]}
    facts["Written"] = bytes_text(size)
    if memory > 0:
        facts["Largest worker"] = bytes_text(memory)
    if artifacts := record.artifacts():
        facts["Files beside the outputs"] = ", ".join(artifacts)
    facts |= {"Run": summary.run_id, "Record": str(summary.path)}
    if summary.document_path:
        facts["Opened from"] = summary.document_path
    return _table(facts)


def _pipeline(steps: Sequence[Mapping[str, Any]]) -> str:
    lines = [
        (str(number), str(step.get("name", "")), _arguments(step.get("arguments", {})))
        for number, step in enumerate(steps, start=1)
    ]
    return _grid(("#", "Step", "Arguments"), lines, numbers=(0,))


def _arguments(arguments: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} = {_json(value)}" for name, value in arguments.items())


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:199]}…"


def _throughput(record: RunRecord) -> str:
    columns = record.columns()
    ended = np.asarray(columns["finished"], dtype=np.float64)
    ended = ended[(columns["status"] == CODES["done"]) & np.isfinite(ended)]
    if ended.size < 2:
        return ""
    begun = float(np.nanmin(np.asarray(columns["started"], dtype=np.float64)))
    scale, unit = _scale(float(ended.max()) - begun)
    counts, edges = np.histogram(
        ended - begun, bins=_bins(ended.size), range=(0, max(1e-3, ended.max() - begun))
    )
    rates = counts / np.diff(edges)
    label = f"time since the start ({unit})"
    title = "Finished indices per second over the time of the run"
    return bars((edges / scale).tolist(), rates.tolist(), label, "indices/s", title)


def _durations(record: RunRecord) -> str:
    columns = record.columns()
    durations = np.asarray(columns["duration"], dtype=np.float64)
    durations = durations[(columns["status"] == CODES["done"]) & np.isfinite(durations)]
    if not durations.size:
        return ""
    high = max(min(float(durations.max()), float(np.percentile(durations, 99)) * 1.2), 1e-6)
    scale, unit = (1e-3, "ms") if high < 1 else _scale(high)
    counts, edges = np.histogram(durations, bins=_bins(durations.size), range=(0, high))
    title = "How many indices took how long"
    chart = bars((edges / scale).tolist(), counts.tolist(), f"duration ({unit})", "indices", title)
    return f"<p>{_duration_words(durations, high)}</p>{chart}"


def _duration_words(durations: Floats, high: float) -> str:
    median, most = map(duration_text, np.percentile(durations, [50, 95]))
    beyond = int((durations > high).sum())
    text = (
        f"Half of the indices took at most {median}, 95 % at most {most}, "
        f"the slowest {duration_text(durations.max())}."
    )
    return text + (f" {beyond} slower ones lie beyond the picture." if beyond else "")


def _bins(count: int) -> int:
    return int(min(60, max(5, count**0.5 * 2)))


def _stages(record: RunRecord) -> str:
    found = record.stage_seconds()
    total = sum(found.values())
    if not total:
        return ""
    texts = {n: f"{duration_text(value)}, {value / total:.0%}" for n, value in found.items()}
    return rows(found, texts, "Seconds spent in each step, over all indices")


def _failures(record: RunRecord) -> str:
    groups = record.failures_by_cause()
    if not groups:
        return ""
    lines = [_failure_line(record, group) for group in groups[:MAX_GROUPS]]
    table = _grid(("Count", "Cause", "Step", "Message", "Indices"), lines, numbers=(0,))
    left = len(groups) - MAX_GROUPS
    more = f"<p>{left} more causes are in the record.</p>" if left > 0 else ""
    traces = "".join(_trace(record, group) for group in groups[:MAX_GROUPS])
    return table + more + traces


def _failure_line(record: RunRecord, group: FailureGroup) -> Sequence[str]:
    indices = index_ranges(record.failure_indices(group.id).tolist())
    kind = f": {group.error_type}" if group.error_type else ""
    return str(group.count), f"{group.cause}{kind}", group.stage, group.message, indices


def _trace(record: RunRecord, group: FailureGroup) -> str:
    """Show the traceback of one index of a group, where there is any."""
    indices = record.failure_indices(group.id)
    if not len(indices):  # the count of a damaged record is wrong
        return ""
    index = int(indices[0])
    failure = record.row(index).row.failure
    if failure is None or not failure.traceback:
        return ""
    head = _text(f"Index {index}: {group.example.partition(chr(10))[0]}"[:200])
    return f"<details><summary>{head}</summary><pre>{_text(failure.traceback)}</pre></details>"


def _slowest(record: RunRecord) -> str:
    found = record.rows(0, SLOWEST, order="duration", descending=True, status=["done"])
    lines = [
        (
            str(row.index),
            duration_text(row.duration or 0.0),
            bytes_text(row.bytes or 0),
            str(row.worker or ""),
            _paths(record, row.index),
        )
        for row in found
    ]
    headers = ("Index", "Duration", "Written", "Worker", "Outputs")
    return _grid(headers, lines, numbers=(0, 1, 2, 3)) if lines else ""


def _paths(record: RunRecord, index: int) -> str:
    outputs = record.outputs(index)
    return listed_names((output.path for output in outputs), 3) if outputs else ""


def _passes(record: RunRecord) -> str:
    lines = [(each.name, f"{each.items:,}", each.words) for each in recorded_passes(record)]
    return _grid(("Filter", "Items", "What it learned from"), lines, (1,)) if lines else ""


def _log(record: RunRecord) -> str:
    found = [line for line in record.log(10_000) if line.level in ("warning", "error")]
    lines = [
        (_moment(line.time), str(line.worker) if line.worker else "engine", line.text)
        for line in found[-LOG_LINES:]
    ]
    return _grid(("Time", "Worker", "Text"), lines) if lines else ""


def _document(document: str) -> str:
    if not document:
        return ""
    return f"<details><summary>Show the document</summary><pre>{_text(document)}</pre></details>"


def _flat(options: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in options.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value if isinstance(value, str) else _json(value)
    return found


def _table(facts: Mapping[str, str]) -> str:
    lines = (
        f'<tr><td class="name">{_text(name)}</td><td>{_text(value)}</td></tr>'
        for name, value in facts.items()
    )
    return f"<table>{''.join(lines)}</table>" if facts else ""


def _grid(
    headers: Sequence[str], lines: Iterable[Sequence[str]], numbers: Sequence[int] = ()
) -> str:
    body = "".join(f"<tr>{''.join(_cells('td', line, numbers))}</tr>" for line in lines)
    return f"<table><tr>{''.join(_cells('th', headers, numbers))}</tr>{body}</table>"


def _cells(tag: str, values: Sequence[str], numbers: Sequence[int]) -> Iterator[str]:
    for position, value in enumerate(values):
        kind = ' class="number"' if position in numbers else ""
        yield f"<{tag}{kind}>{_text(value)}</{tag}>"


def _text(value: str) -> str:
    """Escape text of the run; control characters, which HTML forbids, become visible."""
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", value))


def _moment(when: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(when))


def _scale(span: float) -> tuple[float, str]:
    return (1.0, "s") if span < 300 else (60.0, "min") if span < 18_000 else (3600.0, "h")
