"""The web page of a run: progress, failures, data set. All text in it is escaped."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from curator_gui.cli.results.serve_words import Words
from curator_gui.core.errors import CuratorError
from curator_gui.core.masking.texts import masked
from curator_gui.core.text.plain_text import printable
from curator_gui.core.text.quantities import bytes_text, duration_text
from curator_gui.dataset.layout import OTHER_STATISTICS, STATISTICS
from curator_gui.dataset.loading.item_rows import read_table
from curator_gui.dataset.own_files import read_statistics
from curator_gui.run.events import STATUSES
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.run.record.tables.rows import FailureGroup

WORDS = Words()
REFRESH_SECONDS = 5
SHOWN_CAUSES = 50
SHOWN_ITEMS = 8
_OVER = ("finished", "stopped", "interrupted")
_ABOVE = 3
"""Folders above an output in which its data set is looked for."""

STYLE = """
:root { color-scheme: light dark; --back: #f3f4f6; --base: #ffffff; --text: #1b2026;
  --soft: #59636e; --line: #d3d8dd; --accent: #1f5fa8; --done: #187446; --failed: #b3261e;
  --running: #1c66b5; --waiting: #5d6771; --skipped: #6b4f9e; --quarantined: #9a4a06; }
@media (prefers-color-scheme: dark) { :root { --back: #202428; --base: #181b1f; --text: #e3e6e9;
  --soft: #9ea8b3; --line: #3a4149; --accent: #5aa3ec; --done: #56c48d; --failed: #ff8a80;
  --running: #6cb0f2; --waiting: #9aa4af; --skipped: #b79df0; --quarantined: #f2a564; } }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem;
  background: var(--back); color: var(--text); overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .8rem; }
h2 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
p { margin: .4rem 0; } .soft { color: var(--soft); font-size: .875rem; } a { color: var(--accent); }
svg { display: block; width: 100%; height: .75rem; border-radius: .375rem;
  background: var(--line); }
ul { list-style: none; margin: .8rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
li { flex: 1 1 6rem; background: var(--base); border: 1px solid var(--line); padding: .4rem .7rem;
  border-radius: .375rem; border-top: 3px solid var(--tone, var(--line)); color: var(--soft);
  font-size: .875rem; }
li strong, .percent { display: block; font-size: 1.35rem; font-weight: 600; color: var(--text); }
ul.causes li { flex-basis: 100%; border-top-width: 1px; border-left: 3px solid var(--failed);
  color: var(--text);
  font-size: 1rem; }
ul.causes strong { display: inline; font-size: 1rem; }
""" + "".join(f".{kind} {{ --tone: var(--{kind}); fill: var(--{kind}); }}\n" for kind in STATUSES)


@dataclass(frozen=True)
class Cause:
    """Failures of one cause: how many, in which step, what was said of one, and the first items."""

    count: int
    step: str
    message: str
    example: str
    items: tuple[int, ...]


@dataclass(frozen=True)
class Status:
    """What a page shows of a run, as plain data."""

    name: str
    state: str
    total: int
    counts: Mapping[str, int]
    elapsed_s: float
    left_s: float | None
    failures: tuple[Cause, ...]
    datasets: Mapping[str, Mapping[str, str]]
    """What is known of each data set, by its folder."""

    @property
    def over(self) -> bool:
        """Whether nothing changes any more."""
        return self.state in _OVER

    def plain(self) -> dict[str, Any]:
        """Return it as JSON data; times are seconds. `dataset` is the first of `datasets`."""
        failures = [asdict(cause) for cause in self.failures]
        folder, facts = next(iter(self.datasets.items()), ("", {}))
        first = {"dataset": folder, "dataset_facts": facts}
        return {**self.__dict__, "failures": failures, "counts": dict(self.counts), **first}


def read_status(path: Path) -> Status:
    """Read what there is to say of a run at this moment.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    with RunRecord.open(path) as record:
        summary = record.summary()
        causes = [_cause(record, group) for group in record.failures_by_cause()[:SHOWN_CAUSES]]
        folders = _dataset_folders(record)
    elapsed = summary.elapsed or max(0.0, time.time() - summary.created)
    return Status(
        name=summary.name or summary.run_id[:8],
        state=summary.state,
        total=summary.total,
        counts={status: n for status, n in summary.counts.items() if n},
        elapsed_s=elapsed,
        left_s=_left(summary, elapsed),
        failures=tuple(causes),
        datasets={str(folder): _dataset_facts(folder) for folder in folders},
    )


def _cause(record: RunRecord, group: FailureGroup) -> Cause:
    items = tuple(int(index) for index in record.failure_indices(group.id)[:SHOWN_ITEMS])
    said = [f"{group.error_type}: {words}" for words in (group.message, group.example)]
    return Cause(group.count, group.stage, said[0], said[1], items)


def _left(summary: RunSummary, elapsed: float) -> float | None:
    """Estimate the seconds that are left, as if the rest took as long as what is done."""
    done = summary.counts["done"] + summary.counts["failed"] + summary.counts["quarantined"]
    left = summary.counts["waiting"] + summary.counts["running"]
    return elapsed / done * left if done and left and summary.state not in _OVER else None


def _dataset_folders(record: RunRecord) -> list[Path]:
    """Find the data sets of a run: the nearest folders above the outputs of an item that are."""
    outputs = next((found for _, found in record.all_outputs() if found), ())
    paths = [output.path for output in outputs if "://" not in output.path]
    found = (_dataset_above(Path(path)) for path in paths)
    return list(dict.fromkeys(folder for folder in found if folder is not None))


def _dataset_above(path: Path) -> Path | None:
    names = (STATISTICS, OTHER_STATISTICS)
    above = list(path.parents)[:_ABOVE]
    return next((f for f in above if any((f / name).is_file() for name in names)), None)


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


def render(status: Status, words: Words = WORDS) -> str:
    """Return the page in a language; it renews itself while the run goes on."""
    again = "" if status.over else f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">'
    seen = "As of {time}" if status.over else "As of {time}, renewing itself"
    name = _text(status.name)
    settled = sum(n for kind, n in status.counts.items() if kind not in ("waiting", "running"))
    percent = _percent(settled, status.total)
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{again}'
        f"<title>{percent} {name}</title>"
        f'<link rel="stylesheet" href="style.css"></head><body><h1>{name}</h1>'
        f"{_bar(status, words)}"
        f'<p><span class="percent">{percent}</span>{_summary(status, settled, words)}</p>'
        f"{_states(status, words)}{_failures(status, words)}{_dataset(status, words)}"
        f'<p class="soft">{words(seen, time=time.strftime("%H:%M:%S"))} · '
        f'<a href="report">{words("Report")}</a> · '
        '<a href="status.json">JSON</a></p></body></html>\n'
    )


def _summary(status: Status, settled: int, words: Words) -> str:
    return words(
        "{settled} of {total}, {state}, {clock}",
        settled=words.number(settled),
        total=words.number(status.total),
        state=_text(words(status.state)),
        clock=_clock(status, words),
    )


def _states(status: Status, words: Words) -> str:
    known = (kind for kind in _KINDS if kind in status.counts)
    return _tiles((kind, words.number(status.counts[kind]), words(kind)) for kind in known)


def _percent(settled: int, total: int) -> str:
    """Round down: 100 % is all of them."""
    return f"{100 * settled // max(1, total)} %"


_KINDS = ("done", "skipped", "failed", "quarantined", "running", "waiting")


def _bar(status: Status, words: Words) -> str:
    """Draw what became of the items; each kind that there is can be seen, however few."""
    total, begin, parts = max(1, status.total), 0.0, []
    for kind in _KINDS[:-1]:
        width = 1000 * status.counts.get(kind, 0) / total
        if width:
            begin = min(begin, 1000 - max(width, 4))
            shown = f'x="{begin:.1f}" width="{max(width, 4):.1f}"'
            parts.append(f'<rect class="{kind}" {shown} height="1"/>')
        begin += width
    said = ", ".join(f"{words.number(n)} {words(kind)}" for kind, n in status.counts.items())
    shape = 'viewBox="0 0 1000 1" preserveAspectRatio="none" role="img"'
    return f'<svg {shape} aria-label="{said}">{"".join(parts)}</svg>'


def _clock(status: Status, words: Words) -> str:
    elapsed = words.quantity(duration_text(status.elapsed_s))
    if status.left_s is None:
        return elapsed
    left = words.quantity(duration_text(status.left_s))
    return words("{elapsed}, about {left} left", elapsed=elapsed, left=left)


def _failures(status: Status, words: Words) -> str:
    if not status.failures:
        return ""
    causes = "".join(_failure(cause, words) for cause in status.failures)
    return f'<h2>{words("Failures by cause")}</h2><ul class="causes">{causes}</ul>'


def _failure(cause: Cause, words: Words) -> str:
    items = ", ".join(map(str, cause.items)) + (", …" if cause.count > len(cause.items) else "")
    said = _text(f"{cause.step}: {cause.example}" if cause.step else cause.example)
    which = words("item {items}" if cause.count == 1 else "items {items}", items=items)
    count = f"<strong>{words.number(cause.count)}</strong>"
    return f'<li>{count} <span lang="en">{said}</span><p class="soft">{which}</p></li>'


def _dataset(status: Status, words: Words) -> str:
    if not status.datasets:
        return ""
    parts = [f"<h2>{words('Data set' if len(status.datasets) == 1 else 'Data sets')}</h2>"]
    for folder, known in status.datasets.items():
        facts = _tiles(("", value, words(title)) for title, value in _facts(known, words))
        parts.append(f'<p class="soft">{_text(folder)}</p>{facts}')
    return "".join(parts)


def _facts(known: Mapping[str, str], words: Words) -> Iterator[tuple[str, str]]:
    """Yield what is known of a data set, numbers as the language writes them."""
    for title, value in known.items():
        if title == "items":
            value = words.number(int(value.replace(",", "")))
        yield title, words.quantity(value) if title == "size" else value


def _tiles(facts: Iterable[tuple[str, str, str]]) -> str:
    """Show values with what they are, in the color of a status where it is one."""
    line = '<li class="{}"><strong>{}</strong>{}</li>'
    return f"<ul>{''.join(line.format(*map(_text, fact)) for fact in facts)}</ul>"


def _text(text: str) -> str:
    plain = masked(printable(text)).encode("utf-8", "backslashreplace").decode("utf-8")
    return escape(plain)
