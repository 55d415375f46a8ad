"""`curator-gui plan`: what a run of a document would do, without starting it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from curator_gui.app.planning.computer import Machine, runs_elsewhere
from curator_gui.app.planning.forecast import (
    Forecast,
    basis_words,
    disk_words,
    find_room,
    forecast,
    forecast_data,
    plan_warnings,
    time_words,
)
from curator_gui.cli.loading import LoadedPipeline, load_pipeline, stdout_kept_clean
from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_DONE
from curator_gui.cli.running.run_command import make_config, override
from curator_gui.cli.signals import stop_on_signals
from curator_gui.run.config import RunConfig
from curator_gui.run.control import RunControl
from curator_gui.run.engine.sample import (
    SampleStop,
    sample_options,
    spread_indices,
    take_sample,
)
from curator_gui.run.planning.measured import Measured, measured_before
from curator_gui.run.planning.options import checked_options
from curator_gui.run.planning.passes import PassPlan
from curator_gui.run.planning.plan import Plan, plan_ahead

SHOWN_REASONS = 10


def show_plan(arguments: argparse.Namespace) -> int:
    """Print the plan of a run.

    Raises
    ------
    CuratorError
        If the run could not be started: the document, the options or the indices are wrong.
    """
    with stdout_kept_clean():
        loaded = load_pipeline(arguments.document)
        config = make_config(loaded, arguments, RunControl())
        plan = plan_run(loaded, config)
        if arguments.sample and plan.to_run:
            stop = SampleStop()
            with stop_on_signals(stop) as received:
                measured: Measured | None = sample_of(plan, loaded, config, arguments.sample, stop)
            if received:
                return 128 + received[0]
        else:
            measured = measured_before(loaded.pipeline)
    machine = None if runs_elsewhere(override(loaded.document.run, arguments)) else Machine.this()
    cores = machine.physical if machine is not None else plan.workers
    found = forecast(plan, measured, find_room(loaded.pipeline), cores)
    warnings = plan_warnings(plan, found, machine)
    if arguments.json:
        say(json.dumps(plan_data(plan, found, warnings)))
    else:
        say("\n".join([*_plan_lines(plan), *_forecast_lines(found, warnings)]))
    return EXIT_DONE


def plan_run(loaded: LoadedPipeline, config: RunConfig) -> Plan:
    """Plan a run as `execute` would, and check its options.

    Raises
    ------
    CuratorError
        For an unknown backend or option, or malformed partition groups.
    """
    from curator_gui.run import get_backend

    backend = get_backend(config.backend)
    checked_options(config.options, backend.options(), config.backend, config.n_jobs)
    indices = config.indices if config.indices is not None else "all"
    arguments = (loaded.pipeline, indices, config.workers(), config.resume, loaded.path)
    return plan_ahead(*arguments, config.resume_all)


def sample_of(
    plan: Plan, loaded: LoadedPipeline, config: RunConfig, size: int, stop: SampleStop
) -> Measured:
    """Run some of the plan's indices now, into a temporary folder, to measure what they cost.

    Raises
    ------
    CuratorError
        If the sample cannot be run.
    """
    chosen = spread_indices(plan.to_run, size)
    options = sample_options(config.options, plan.workers)
    return take_sample(loaded.pipeline, chosen, options, stop=stop)


def plan_data(plan: Plan, found: Forecast, warnings: Sequence[str]) -> dict[str, Any]:
    """Return a plan as JSON data; `batches` are the sizes of each worker's share."""
    return {
        "items": plan.size,
        "to_run": list(plan.to_run),
        "passes": [_pass_data(each) for each in plan.passes],
        "skipped": {str(index): reason for index, reason in plan.skipped.items()},
        "reasons": {str(index): reason for index, reason in plan.reasons.items()},
        "workers": plan.workers,
        "groups": plan.groups,
        "batches": [len(batch) for batch in plan.batches()],
        "parallelism": plan.parallelism,
        "estimate": forecast_data(found),
        "facts": plan.facts(),
        "warnings": list(warnings),
    }


def _pass_data(planned: PassPlan) -> dict[str, Any]:
    return {
        "filter": planned.name,
        "items": planned.items,
        "to_gather": planned.left,
        "part": planned.part,
        "words": list(planned.words),
    }


def _pass_lines(plan: Plan) -> Iterator[str]:
    walks = len(plan.passes) + 1
    for number, each in enumerate(plan.passes, start=1):
        of = f"of the part {each.part}" if each.part else "of the source"
        what = f"{each.name} gathers from {each.left} of {each.items} items {of}"
        yield f"pass {number} of {walks}           {what}"
    if plan.passes:
        yield f"pass {walks} of {walks}           the run itself"


def _plan_lines(plan: Plan) -> Iterator[str]:
    yield f"items of the source   {plan.size}"
    yield f"will run              {len(plan.to_run)}{_span(plan.to_run)}"
    yield from _pass_lines(plan)
    yield from _counted("will be skipped       ", plan.skipped.values())
    yield from _counted("of which              ", plan.reasons.values())
    shares = ", ".join(str(len(batch)) for batch in plan.batches() if batch)
    yield f"workers               {plan.workers}, with {shares or 'no'} items"
    if plan.groups is not None:
        largest = max((len(group) for group in plan.groups), default=0)
        yield f"partition groups      {len(plan.groups)}, the largest of {largest} items"
    for words in plan.facts():
        yield f"to be known           {words}"


def _forecast_lines(found: Forecast, warnings: Sequence[str]) -> Iterator[str]:
    yield f"estimated time        {time_words(found)}"
    yield f"disk space            {disk_words(found)}"
    yield f"estimated from        {basis_words(found.measured)}"
    failures = found.measured.failures if found.measured else ()
    for failure in failures:
        yield f"failed in the sample  {failure}"
    for warning in warnings:
        yield f"warning: {warning}"


def _span(indices: Sequence[int]) -> str:
    return f" ({min(indices)} to {max(indices)})" if indices else ""


def _counted(head: str, reasons: Any) -> Iterator[str]:
    for reason, count in Counter(reasons).most_common(SHOWN_REASONS):
        yield f"{head}{count}: {reason}"
