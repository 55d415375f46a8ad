"""The web page of a run: progress, failures, data set. All text in it is escaped."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.secrets import masked
from curator_gui.core.text.plain_text import printable
from curator_gui.core.text.quantities import bytes_text, duration_text
from curator_gui.dataset.layout import OTHER_STATISTICS, STATISTICS
from curator_gui.dataset.loading.item_rows import read_table
from curator_gui.dataset.own_files import read_statistics
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import RunSummary

REFRESH_SECONDS = 5
SHOWN_CAUSES = 50
_OVER = ("finished", "stopped", "interrupted")
_ABOVE = 3
"""Folders above an output in which its data set is looked for."""

STYLE = """
:root { color-scheme: light dark; --soft: #5b6570; --line: #d5dae0; --accent: #2f6fb0; }
@media (prefers-color-scheme: dark) {
  :root { --soft: #9aa4af; --line: #3a4149; --accent: #6aa9e9; } }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 44rem; margin: 1rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
p { margin: .3rem 0; } .soft { color: var(--soft); }
progress { width: 100%; height: 1.2rem; accent-color: var(--accent); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; vertical-align: top;
  overflow-wrap: anywhere; }
td.number { text-align: right; white-space: nowrap; width: 6rem; }
"""


@dataclass(frozen=True)
class Status:
    """What a page shows of a run, as plain data."""

    name: str
    state: str
    total: int
    counts: Mapping[str, int]
    elapsed_s: float
    left_s: float | None
    failures: tuple[tuple[int, str, str], ...]
    dataset: str
    dataset_facts: Mapping[str, str]

    @property
    def over(self) -> bool:
        """Whether nothing changes any more."""
        return self.state in _OVER

    def plain(self) -> dict[str, Any]:
        """Return it as JSON data; times are seconds."""
        failures = [{"count": n, "step": step, "message": m} for n, step, m in self.failures]
        return {**self.__dict__, "failures": failures, "counts": dict(self.counts)}


def read_status(path: Path) -> Status:
    """Read what there is to say of a run at this moment.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    with RunRecord.open(path) as record:
        summary = record.summary()
        groups = record.failures_by_cause()[:SHOWN_CAUSES]
        folder = _dataset_folder(record)
    elapsed = summary.elapsed or max(0.0, time.time() - summary.created)
    return Status(
        name=summary.name or summary.run_id[:8],
        state=summary.state,
        total=summary.total,
        counts={status: n for status, n in summary.counts.items() if n},
        elapsed_s=elapsed,
        left_s=_left(summary, elapsed),
        failures=tuple((g.count, g.stage, f"{g.error_type}: {g.message}") for g in groups),
        dataset=str(folder) if folder is not None else "",
        dataset_facts=_dataset_facts(folder) if folder is not None else {},
    )


def _left(summary: RunSummary, elapsed: float) -> float | None:
    """Estimate the seconds that are left, as if the rest took as long as what is done."""
    done = summary.counts["done"] + summary.counts["failed"] + summary.counts["quarantined"]
    left = summary.counts["waiting"] + summary.counts["running"]
    return elapsed / done * left if done and left and summary.state not in _OVER else None


def _dataset_folder(record: RunRecord) -> Path | None:
    """Find the data set of a run: the nearest folder above an output that is one."""
    first = next(iter(record.all_outputs()), None)
    if first is None or not first[1] or "://" in first[1][0].path:
        return None
    folders = list(Path(first[1][0].path).parents)[:_ABOVE]
    names = (STATISTICS, OTHER_STATISTICS)
    return next((f for f in folders if any((f / name).is_file() for name in names)), None)


def _dataset_facts(folder: Path) -> dict[str, str]:
    try:
        statistics, items = read_statistics(folder), read_table(folder)
    except (CuratorError, OSError) as error:
        return {"it cannot be read": str(error)}
    facts = {"items": f"{len(items):,}", "size": bytes_text(statistics["bytes"])}
    for title, names in (
        ("parts", Counter(item.split for item in items if item.split)),
        ("decisions", Counter(item.decision for item in items if item.decision)),
    ):
        facts |= {title: ", ".join(f"{name} {n:,}" for name, n in names.items())} if names else {}
    return facts


def render(status: Status) -> str:
    """Return the page; it renews itself while the run goes on."""
    again = "" if status.over else f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">'
    name = _text(status.name)
    settled = sum(n for kind, n in status.counts.items() if kind not in ("waiting", "running"))
    words = f"{settled:,} of {status.total:,}, {_text(status.state)}, {_clock(status)}"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{again}'
        f'<title>{name}</title><link rel="stylesheet" href="style.css"></head><body>'
        f'<h1>{name}</h1><p><progress max="{max(1, status.total)}" value="{settled}">'
        "</progress></p>"
        f"<p>{words}</p>{_table((f'{n:,}', kind) for kind, n in status.counts.items())}"
        f"{_failures(status)}{_dataset(status)}"
        '<p class="soft"><a href="report">Report</a> · <a href="status.json">JSON</a></p>'
        "</body></html>\n"
    )


def _clock(status: Status) -> str:
    left = f", about {duration_text(status.left_s)} left" if status.left_s is not None else ""
    return f"{duration_text(status.elapsed_s)}{left}"


def _failures(status: Status) -> str:
    if not status.failures:
        return ""
    rows = ((f"{n:,}", f"{step}: {words}") for n, step, words in status.failures)
    return f"<h2>Failures by cause</h2>{_table(rows)}"


def _dataset(status: Status) -> str:
    if not status.dataset:
        return ""
    rows = ((words, title) for title, words in status.dataset_facts.items())
    return f'<h2>Data set</h2><p class="soft">{_text(status.dataset)}</p>{_table(rows)}'


def _table(rows: Iterable[tuple[str, str]]) -> str:
    lines = (
        f'<tr><td class="number">{_text(number)}</td><td>{_text(words)}</td></tr>'
        for number, words in rows
    )
    return f"<table>{''.join(lines)}</table>"


def _text(text: str) -> str:
    plain = masked(printable(text)).encode("utf-8", "backslashreplace").decode("utf-8")
    return escape(plain)
