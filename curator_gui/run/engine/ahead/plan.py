"""What comes before the run proper: its plan, the split, and what the first passes mean for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.filters.splitting import split_step
from curator_gui.core.message import Message
from curator_gui.run.config import RunConfig
from curator_gui.run.engine.ahead.passes import PassesOutcome, changed_constants
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.engine.recording import Recording
from curator_gui.run.helper.process import call_component
from curator_gui.run.planning.plan import Plan, make_plan
from curator_gui.run.planning.training import place_items, share_split


def plan_run(
    pipeline: Pipeline[Any],
    config: RunConfig,
    skipped: Mapping[int, str],
    reasons: Mapping[int, str],
    remarks: Sequence[str] = (),
) -> tuple[Pipeline[Any], Plan]:
    """Plan the run proper; return the pipeline with what it learned."""
    document = Path(config.document_path) if config.document_path else None
    arguments = (config.indices, config.workers(), skipped, reasons, False, document, remarks)
    return call_component(config, Message("planning the run"), make_plan, pipeline, *arguments)


def store_split(pipeline: Pipeline[Any], config: RunConfig) -> None:
    """Let the step that splits, if there is one, store the parts of the items."""
    if split_step(pipeline) is not None:
        document = Path(config.document_path) if config.document_path else None
        call_component(config, Message("splitting the items"), _place, pipeline, document)


def _place(pipeline: Pipeline[Any], document: Path | None) -> None:
    place_items(pipeline, document, write=True)
    share_split(pipeline)


def after_passes(
    planned: PlannedRun,
    plan: Plan,
    outcome: PassesOutcome,
    recording: Recording,
    config: RunConfig,
) -> tuple[PlannedRun, Plan]:
    """Plan anew if other constants make what was finished obsolete; leave out what failed."""
    pipeline, reporter = outcome.pipeline, planned.reporter
    changed = changed_constants(outcome.fitted, recording.constants)
    if changed:
        reporter.warn(changed)
        if recording.skipped or len(plan.to_run) < plan.size:
            reporter.warn(_obsolete(recording))
        reasons = {**recording.reasons, **dict.fromkeys(recording.skipped, changed)}
        pipeline, plan = plan_run(pipeline, config, {}, reasons)
    left = reporter.fail_before(outcome.failures, plan.to_run)
    groups = plan.groups
    if groups is not None and len(left) < len(plan.to_run):
        kept = set(left)
        groups = [some for group in groups if (some := [i for i in group if i in kept])]
    return replace(planned, pipeline=pipeline, indices=left, groups=groups), plan


def _obsolete(recording: Recording) -> Message:
    """Say what becomes of indices that were finished with other constants."""
    if recording.skipped:
        return Message("what was finished with the former ones is run again")
    return Message(
        "what was finished with the former ones is obsolete: resume the run, so that all items "
        "have the same constants"
    )
