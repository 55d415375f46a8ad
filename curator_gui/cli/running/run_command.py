"""`curator-gui run`: the same documents, engine and records as in the window, without it."""

from __future__ import annotations

import argparse
import json
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from curator_gui.cli.loading import LoadedPipeline, load_pipeline, stdout_kept_clean
from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import (
    EXIT_BAD_INPUT,
    EXIT_DONE,
    EXIT_SOME_FAILED,
    ProblemsError,
    say_problems,
)
from curator_gui.cli.running.queue_command import work_off
from curator_gui.cli.running.watching import Listener, watchers
from curator_gui.cli.signals import stop_on_signals
from curator_gui.core.document import RunOptions
from curator_gui.core.documents.document_io import document_text
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.frozen import freeze, thaw
from curator_gui.dataset.handing_over.writing import hand_over_result
from curator_gui.run import execute
from curator_gui.run.config import RunConfig, RunResult
from curator_gui.run.control import RunControl
from curator_gui.run.events import Event, RunStarted
from curator_gui.run.planning.indices import parse_indices
from curator_gui.run.record import RunRecord
from curator_gui.run.record.library import latest_run, new_record_path, unreadable_runs
from curator_gui.run.remote_control import listening
from curator_gui.run.report.summary import counts_line, failure_lines, warning_lines

SIGNALLED = 128
"""Exit codes above it tell the signal that ended the run."""


def run_documents(arguments: argparse.Namespace) -> int:
    """Run documents one after another as the command line says and return the exit code.

    One that is wrong or fails does not keep the next ones from running; a signal does. The code is
    that of the worst: a signal, bad input, failures.

    Raises
    ------
    CuratorError
        If nothing could be started: the only document, the options or the indices are wrong.
    """
    documents: list[Path] = arguments.document
    if arguments.queue:
        return work_off(arguments, _code_of)
    if not documents:
        raise ParamError("name a document to run, or --queue")
    _refuse_one_record_for_many(arguments)
    if len(documents) == 1:
        return run_document(documents[0], arguments)
    codes = []
    for number, document in enumerate(documents, start=1):
        complain(f"{number} of {len(documents)}: {document}")
        codes.append(_code_of(document, arguments))
        if codes[-1] > SIGNALLED:
            break
    left = documents[len(codes) :]
    if left:
        complain(f"not begun: {', '.join(map(str, left))}")
    return min(codes, key=_goodness)


def _goodness(code: int) -> int:
    if code > SIGNALLED:
        return -1
    return (EXIT_BAD_INPUT, EXIT_SOME_FAILED, EXIT_DONE).index(code)


def _code_of(document: Path, arguments: argparse.Namespace) -> int:
    try:
        return run_document(document, arguments)
    except ProblemsError as error:
        say_problems(error.lines)
    except CuratorError as error:
        say_problems(str(error).splitlines())
    return EXIT_BAD_INPUT


def _refuse_one_record_for_many(arguments: argparse.Namespace) -> None:
    several = len(arguments.document) > 1
    if several and (arguments.record is not None or arguments.document_path is not None):
        raise ParamError("--record names one record: each of several documents has its own")


def run_document(document: Path, arguments: argparse.Namespace) -> int:
    """Run one document and return the exit code.

    Raises
    ------
    CuratorError
        If nothing could be started: the document, the options or the indices are wrong.
    """
    control = RunControl()
    with watchers(arguments) as watching:
        with stdout_kept_clean(), stop_on_signals(control) as received, ExitStack() as stack:
            loaded = load_pipeline(document, arguments.document_path)
            config = make_config(loaded, arguments, control)
            listen = partial(_listen, stack, control, watching)
            result = execute(loaded.pipeline, replace(config, on_event=listen))
            hand_over_result(loaded.pipeline, config, result)
        return _told(result, arguments, received)


def _told(result: RunResult, arguments: argparse.Namespace, received: list[int]) -> int:
    """Say what came of a run and return the exit code."""
    if arguments.json:
        say(json.dumps(result_data(result)))
    else:
        _say_result(result)
    if received:
        return SIGNALLED + received[0]
    incomplete = result.failures or result.unrun or result.problem
    return EXIT_SOME_FAILED if incomplete else EXIT_DONE


def _listen(
    stack: ExitStack, control: RunControl, watching: Sequence[Listener], event: Event
) -> None:
    """Let a window steer the run, as soon as its record is known, and others watch it."""
    for tell in watching:
        tell(event)
    if isinstance(event, RunStarted) and event.record:
        stack.enter_context(listening(Path(event.record), control))


def make_config(
    loaded: LoadedPipeline, arguments: argparse.Namespace, control: RunControl
) -> RunConfig:
    """Return the document's run options, overridden by the command line's.

    Raises
    ------
    ParamError
        If the indices cannot be read or lie outside the source.
    """
    run = override(loaded.document.run, arguments)
    named = {"failed of last run": lambda: failed_of_last_run(loaded)}
    indices = parse_indices(run.indices, len(loaded.pipeline), named)
    if not len(indices):
        raise ParamError(f"indices: {run.indices!r} chooses none of the {len(loaded.pipeline)}")
    return RunConfig(
        backend=run.backend,
        n_jobs=run.n_jobs,
        indices=indices,
        # An exception would only be turned into words again: stop does the same here.
        on_error="stop" if run.on_error == "raise" else run.on_error,
        options=thaw(run.options),
        control=control,
        progress=not arguments.quiet,
        document=document_text(replace(loaded.document, run=run)),
        document_path=str(arguments.document_path or loaded.path),
        name=loaded.document.name or loaded.path.name,
        record=None if arguments.no_record else record_path(loaded, arguments),
        resume=resumed_record(loaded, arguments) if arguments.resume else None,
        resume_all=arguments.resume and not _names_record(arguments),
    )


def record_path(loaded: LoadedPipeline, arguments: argparse.Namespace) -> Path | None:
    """Return where a new record goes; None if a resumed run decides for itself."""
    if arguments.record is not None:
        return Path(arguments.record)
    if arguments.resume:
        return None
    return new_record_path(uuid.uuid4().hex, loaded.document.name or loaded.path.stem)


def resumed_record(loaded: LoadedPipeline, arguments: argparse.Namespace) -> Path:
    """Return the record to go on with: the one named, else that of the document's last run.

    Raises
    ------
    ParamError
        If the document was never run here.
    """
    if _names_record(arguments):
        return Path(arguments.record)
    return last_record(loaded, "--resume")


def _names_record(arguments: argparse.Namespace) -> bool:
    """Whether the command line names the one record that a resumed run is to go by."""
    return arguments.record is not None and arguments.record.exists()


def failed_of_last_run(loaded: LoadedPipeline) -> list[int]:
    """Return the indices that failed when the document was run last.

    Raises
    ------
    ParamError
        If the document was never run here.
    """
    with RunRecord.open(last_record(loaded, "indices")) as record:
        return sorted(record.failure_texts())


def last_record(loaded: LoadedPipeline, asked_by: str) -> Path:
    """Return the record of the document's last run.

    Raises
    ------
    ParamError
        If the document was never run here.
    """
    latest = latest_run(document_path=str(loaded.path))
    if latest is None:
        words = f"{asked_by}: there is no record of an earlier run of {loaded.path}"
        raise ParamError("\n".join([words, *map(str, unreadable_runs())]))
    return latest.path


def override(run: RunOptions, arguments: argparse.Namespace) -> RunOptions:
    """Return run options in which the words of the command line replace the document's."""
    given = {
        name: value
        for name in ("backend", "n_jobs", "indices", "on_error")
        if (value := getattr(arguments, name)) is not None
    }
    options = {**run.options, **dict(arguments.option)}  # of a repeated one the last counts
    return replace(run, **given, options=freeze(options))


def result_data(result: RunResult) -> dict[str, Any]:
    """Return a result as JSON data; indices are keys and therefore texts."""
    return {
        "run_id": result.run_id,
        "state": result.state,
        "completed": result.completed,
        "failed": len(result.failures),
        "skipped": len(result.skipped),
        "unrun": result.unrun,
        "items_in": result.items_in,
        "items_out": result.items_out,
        "dropped": result.dropped,
        "elapsed_s": round(result.elapsed, 3),
        "outputs": {str(i): result.outputs[i] for i in result.indices if i in result.outputs},
        **_by_sink(result),
        "errors": {str(i): f.message for i, f in sorted(result.failures.items())},
        "artifacts": result.artifacts,
        "warnings": result.warnings,
        "passes": result.passes,
        "problem": result.problem,
        "dataset": str(result.dataset) if result.dataset else None,
        "datasets": [str(folder) for folder in result.datasets],
        "handed_over": [str(words) for words in result.handed_over],
        "record": str(result.record) if result.record else None,
    }


def _by_sink(result: RunResult) -> dict[str, Any]:
    """Return the outputs of each of several sinks, by its name; nothing where there is one."""
    if len(result.sinks) < 2:
        return {}
    found: dict[str, dict[str, list[str]]] = {name: {} for name in result.sinks}
    for index in result.indices:
        if index in result.outputs:
            for name, paths in zip(result.sinks, result.outputs_by_sink(index), strict=True):
                found[name][str(index)] = paths
    return {"outputs_by_sink": found}


def _say_result(result: RunResult) -> None:
    for line in failure_lines(result):
        complain(line)
    for words in result.passes:
        say(words)
    for line in (*warning_lines(result), *result.handed_over):
        complain(line)
    say(counts_line(result))
