"""The order of the runs whose records lie in one folder, also where the clock was set back.

A run that begins while the clock is behind what earlier runs have recorded keeps by how much
(`RunMeta.behind`). Whoever compares runs adds that to its times, so that it comes after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from curator_gui.run.record.journals.journal import list_journals
from curator_gui.run.record.library import scan_runs
from curator_gui.run.record.tables.meta import RunSummary

_MARK = ".clock-was-set-back"
"""A file beside records one of which has such a number: then the times of files do not tell."""
_STEP = 0.01
"""Seconds between the end of the runs before and the beginning of the next one."""
NOTABLE = 2.0
"""Seconds from which a clock that is behind is worth a word: file servers are not exact."""


def seconds_behind(record: Path, now: float) -> float:
    """Return by how many seconds the clock is behind the runs in the folder of a record.

    0.0 as long as nobody has set it back: then only the times of the files are looked at.
    """
    mark = record.parent / _MARK
    if not mark.exists() and all(time <= now for time in _file_times(record)):
        return 0.0
    summaries, _ = scan_runs(record)
    newest = max((_end_of(each) for each in summaries if not each.foreign), default=now)
    if newest <= now:
        mark.unlink(missing_ok=True)
        return 0.0
    with suppress(OSError):  # nor can there be a record in such a folder
        mark.touch(mode=0o600)
    return newest - now + _STEP


def _file_times(record: Path) -> Iterator[float]:
    for path in record.parent.glob(f"*{record.suffix}"):
        yield from _changed(path)


def _end_of(summary: RunSummary) -> float:
    """Return when a run ended, in the order of the runs; one that was killed: its last file."""
    if summary.finished is not None:
        return summary.finished + summary.behind
    files = (summary.path, Path(f"{summary.path}-wal"), *list_journals(summary.path))
    times = (time for file in files for time in _changed(file))
    return max(times, default=summary.created) + summary.behind


def _changed(path: Path) -> Iterator[float]:
    """Give when a file was changed; nothing if it is gone meanwhile."""
    try:
        yield path.stat().st_mtime
    except OSError:
        return
