"""`curator-gui runs`: the history, and what came of one run."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_DONE, ProblemsError
from curator_gui.core.storage.overwriting import why_kept
from curator_gui.core.text.quantities import duration_text
from curator_gui.run.control import checked_workers
from curator_gui.run.record import RunRecord
from curator_gui.run.record.library import list_runs
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.run.remote_control import RemoteControl, is_heard


def show_runs(arguments: argparse.Namespace) -> int:
    """Print the newest runs, or one run with its failures grouped by cause, or write one to a file.

    Raises
    ------
    ProblemsError
        If a report, an export or the code is asked for without naming a record, or another number
        of workers for a run that cannot be steered.
    RecordError
        If the record cannot be read.
    ReportError
        If the report cannot be written.
    CuratorError
        If the export cannot be written.
    """
    if arguments.workers is not None:
        return _set_workers(arguments.record, arguments.workers)
    if arguments.code:
        return _show_code(arguments.record)
    if arguments.export is not None:
        _export(arguments.record, arguments.export)
    if arguments.report is not None:
        _write_report(arguments.record, arguments.report)
    if arguments.export is not None or arguments.report is not None:
        return EXIT_DONE
    if arguments.record is not None:
        return _show_run(arguments.record, as_json=arguments.json)
    summaries = list_runs()[: arguments.limit]
    if arguments.json:
        say(json.dumps([summary_data(summary) for summary in summaries]))
    else:
        say("\n".join(_table(summaries)))
    return EXIT_DONE


def summary_data(summary: RunSummary) -> dict[str, Any]:
    """Return one line of the history as JSON data; times are seconds since the epoch."""
    return {
        "record": str(summary.path),
        "run_id": summary.run_id,
        "name": summary.name,
        "document": summary.document_path,
        "state": summary.state,
        "created": summary.created,
        "elapsed_s": summary.elapsed,
        "total": summary.total,
        "counts": dict(summary.counts),
    }


def _table(summaries: list[RunSummary]) -> Iterator[str]:
    if not summaries:
        yield "no runs yet"
    for summary in summaries:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(summary.created))
        yield f"{when}  {summary.state:<11} {_counts(summary):<32} {summary.name}  {summary.path}"


def _counts(summary: RunSummary) -> str:
    counts = [f"{count} {status}" for status, count in summary.counts.items() if count]
    return f"{', '.join(counts) or 'nothing'} of {summary.total}"


def _write_report(path: Path | None, target: Path) -> None:
    from curator_gui.run.report.html import REPORT_BEGINNING, write_report

    if path is None:
        raise ProblemsError(["runs: --report needs the RECORD that it is about"])
    try:
        words = why_kept(target, REPORT_BEGINNING)
    except OSError as error:
        raise ProblemsError([f"{target}: {error.strerror or error}"]) from error
    if words:
        raise ProblemsError([f"runs: --report {words}"])
    with RunRecord.open(path) as record:
        write_report(record, target)
    say(str(target))


def _export(path: Path | None, target: Path) -> None:
    from curator_gui.app.results.exporting.export import write_table
    from curator_gui.app.runs.recorded_run import load_details, load_record, show_details

    if path is None:
        raise ProblemsError(["runs: --export needs the RECORD that it is about"])
    if target.suffix.lower() not in (".csv", ".parquet"):
        raise ProblemsError([f"runs: --export {target}: the name ends in .csv or .parquet"])
    run = load_record(path)
    show_details(run, load_details(path, run.store.indices))
    write_table(run.store, range(len(run.store)), target, path)
    say(str(target))


def _show_code(path: Path | None) -> int:
    from curator_gui.app.runs.recorded_code import code_lines, read_recorded_code

    if path is None:
        raise ProblemsError(["runs: --code needs the RECORD that it is about"])
    for line in code_lines(read_recorded_code(path)):
        say(line)
    return EXIT_DONE


def _set_workers(path: Path | None, workers: int) -> int:
    if path is None:
        raise ProblemsError(["runs: --workers needs the RECORD of the run that it is about"])
    workers = checked_workers(workers)
    with RunRecord.open(path) as record:
        state, live = record.summary().state, record.summary().live
    if not live or not is_heard(path):
        where = "a window carries it out: use its Monitor" if live else f"it is {state}"
        raise ProblemsError([f"runs: --workers {workers}: {path}: no run to steer: {where}"])
    RemoteControl(path).set_workers(workers)
    say(f"asked for {workers} workers; what comes of it stands in the log of the run")
    return EXIT_DONE


def _show_run(path: Path, *, as_json: bool) -> int:
    with RunRecord.open(path) as record:
        summary = record.summary()
        counts = {status: count for status, count in record.counts().items() if count}
        causes = record.failures_by_cause()
    if as_json:
        failures = [
            {"type": c.error_type, "step": c.stage, "message": c.message, "count": c.count}
            for c in causes
        ]
        say(json.dumps({**summary_data(summary), "counts": counts, "failures": failures}))
        return EXIT_DONE
    say(f"{summary.name}: {summary.state}, {duration_text(summary.elapsed)}")
    say(", ".join(f"{count} {status}" for status, count in counts.items()))
    for cause in causes:
        known = [part for part in (cause.stage, cause.error_type, cause.message) if part]
        say(f"{cause.count:>7} x {': '.join(known) or 'no cause is recorded'}")
    return EXIT_DONE
