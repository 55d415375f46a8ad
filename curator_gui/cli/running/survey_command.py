"""`curator-gui survey`: what a folder, a file or a pipeline's source holds, from a few items."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from curator_gui.cli.loading import filled_registry, read_given, stdout_kept_clean
from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_DONE, EXIT_SOME_FAILED, ProblemsError
from curator_gui.core.components import Pipeline
from curator_gui.core.documents.build import assemble, build_step, enabled_steps
from curator_gui.core.filters.fitting import unfitted_steps
from curator_gui.core.survey import FieldFacts, StepFacts, Survey, leaves
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.quantities import bytes_text
from curator_gui.domains.common.detection import Candidate, detect, is_document
from curator_gui.domains.common.inspectors import inspector
from curator_gui.run.helper.process import HELPER
from curator_gui.run.helper.survey import survey_pipeline
from curator_gui.run.planning.passes import to_be_shown


def show_survey(arguments: argparse.Namespace) -> int:
    """Print what was found; items are read in a process of their own.

    Raises
    ------
    CuratorError
        If nothing here can be read, the document is wrong, or the process died.
    """
    path: Path = arguments.path
    with stdout_kept_clean():
        pipeline, domain, lines = _opened(path)
        found = HELPER.call(f"looking at {path}", survey_pipeline, pipeline, inspector(domain))
    if arguments.json:
        for line in lines:
            complain(line)
        say(json.dumps(_as_data(found)))
    else:
        say("\n".join([*lines, *_lines(found)]))
    return EXIT_SOME_FAILED if any(step.failures for step in found.steps) else EXIT_DONE


def _opened(path: Path) -> tuple[Pipeline[Any], str, list[str]]:
    registry = filled_registry()
    if path.is_file() and is_document(path.name):
        path = path.absolute()
        document = read_given(path, registry)
        steps = [step for step in enabled_steps(document) if step.kind != "sink"]
        pipeline = assemble([build_step(s, registry, path.parent) for s in steps])
        if any(unfitted_steps(pipeline)) and document.enabled_sinks:
            every = [build_step(s, registry, path.parent) for s in enabled_steps(document)]
            pipeline = assemble(every)
        return to_be_shown(pipeline), document.domain, []
    found = detect([path], registry)
    lines = [f"{found.given.words}, {bytes_text(found.given.size)}"]
    lines += found.given.remarks()
    lines += [_candidate(each) for each in found.candidates]
    ready = [c for c in found.candidates if not c.missing and not c.unavailable]
    if not ready:
        raise ProblemsError([*lines, f"{path}: no source can read this as it stands"])
    best = ready[0]
    component = build_step(best.step, registry, None)
    return assemble([component]), best.entry.domain.key, lines


def _candidate(each: Candidate) -> str:
    values = " ".join(f"{name}={value}" for name, value in each.step.values.items())
    words = f"{each.entry.key}: reads {each.count}, leaves {_left(each)}; {values}"
    if each.missing:
        words += f"; needs {', '.join(each.missing)}"
    return f"{words}; {each.unavailable}" if each.unavailable else words


def _left(each: Candidate) -> str:
    count = len(each.left)
    return f"{count} aside ({listed_names(each.left, 3)})" if count else "0 aside"


def _lines(found: Survey) -> Iterator[str]:
    yield f"looked at {found.looked} of {found.size} items"
    for step in found.steps:
        yield f"{step.name}: {leaves(step)}"
        yield from (f"  {_field(field, step)}" for field in step.fields)
        yield from (f"  {axis.name}: {axis.size} from {axis.first} to {axis.last} {axis.unit}"
                    .rstrip() for axis in step.axes if axis.dimension)  # fmt: skip
        yield from (f"  {part.kind} {part.name}: {part.count:,}" for part in step.parts)
        yield from (f"  failed: {label or index}: {why}" for index, label, _, why in step.failures)
    yield from (f"odd: {odd.message}" for odd in found.odd)


def _field(field: FieldFacts, step: StepFacts) -> str:
    words = f"{field.place} {field.name} {'/'.join(field.dtypes)}"
    if field.components > 1:
        words += f" × {field.components}"
    if field.minimum is not None and field.maximum is not None:
        words += f", {field.measured}" if field.magnitude else ""
        words += f" from {field.minimum:g} to {field.maximum:g} {field.unit}".rstrip()
    if field.undefined:
        words += f", {field.undefined:,} undefined"
    return words if field.present == step.reached else f"{words}, in {field.present} items"


def _as_data(found: Survey) -> dict[str, Any]:
    data = asdict(found)
    del data["looks"]
    return data
