"""`curator-gui preview`: one index through all filters, without writing anything."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from curator_gui.cli.loading import load_pipeline, stdout_kept_clean
from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_DONE, EXIT_SOME_FAILED
from curator_gui.core.errors import ParamError
from curator_gui.core.measuring.inspection import FieldSummary
from curator_gui.core.text.quantities import duration_text
from curator_gui.domains.common.inspectors import inspector
from curator_gui.run.helper.preview import Preview, StepPreview, preview
from curator_gui.run.helper.process import HELPER
from curator_gui.run.planning.passes import to_be_shown


def show_preview(arguments: argparse.Namespace) -> int:
    """Print what each step makes of one index; it runs in a process of its own.

    Raises
    ------
    CuratorError
        If the document is wrong, the source has no such index, or the process died.
    """
    found = _preview(arguments.document, arguments.index)
    if arguments.json:
        say(json.dumps(asdict(found)))
    else:
        say("\n".join(_lines(found)))
    failures = [step.error for step in found.steps if step.error is not None]
    for failure in failures:
        complain(f"{failure.kind}: {failure.message}")
    return EXIT_SOME_FAILED if failures else EXIT_DONE


def _preview(document: Path, item: int) -> Preview:
    with stdout_kept_clean():
        loaded = load_pipeline(document)
        try:
            index = loaded.pipeline.wrap(item)
        except IndexError as error:
            raise ParamError(str(error)) from None
        inspect = inspector(loaded.document.domain)
        pipeline = to_be_shown(loaded.pipeline)
        return HELPER.call("previewing", preview, pipeline, index, inspect)


def _lines(found: Preview) -> Iterator[str]:
    yield f"index {found.index}: {found.label}".rstrip(": ")
    for step in found.steps:
        yield from _step_lines(step)


def _step_lines(step: StepPreview) -> Iterator[str]:
    count = "1 item" if len(step.items) == 1 else f"{len(step.items)} items"
    state = "failed" if step.error is not None else count
    more = "" if step.complete else " (and more)"
    yield f"{step.name}: {state}{more}, {duration_text(step.seconds)}"
    for kind, words in step.notes:
        yield f"  does nothing: {words}" if kind == "unchanged" else f"  {words}"
    for item in step.items:
        facts = ", ".join(f"{name} {value}" for name, value in item.facts)
        yield f"  {item.kind}: {facts}"
        yield from (f"    {_field_words(field)}" for field in item.fields)


def _field_words(field: FieldSummary) -> str:
    words = f"{field.place} {field.name} {field.dtype} {field.shape}"
    if field.minimum is None or field.maximum is None:
        return words
    measured = f", {field.measured}" if field.magnitude else ""
    return f"{words}{measured} from {field.minimum:g} to {field.maximum:g}"
