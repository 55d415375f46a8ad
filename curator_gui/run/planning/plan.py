"""The plan: what a run will do, before it does it.

`execute` carries out exactly this, so what a user reads before pressing Run is what happens.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import index as as_index
from pathlib import Path
from typing import Any, TypedDict

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import ParamError, error_words
from curator_gui.core.filters.stateful import refuse_shared_outputs
from curator_gui.core.message import Fact, Message, at, quoted
from curator_gui.core.params.coercion import strip_optional
from curator_gui.core.params.param import params_of
from curator_gui.core.registration.foreign import as_pipeline
from curator_gui.core.trust.secrets import refuse_secrets
from curator_gui.run.planning.collisions import (
    Collision,
    CollisionError,
    Outputs,
    each_output,
    find_collisions,
    planned_outputs,
)
from curator_gui.run.planning.indices import parse_indices
from curator_gui.run.planning.partition import (
    Groups,
    batch_groups,
    component_groups,
    intersect_partitions,
    parallelism,
)
from curator_gui.run.planning.passes import PassPlan, plan_passes
from curator_gui.run.planning.remarks import plan_remarks, step_title
from curator_gui.run.planning.resuming.curated import kept_away
from curator_gui.run.planning.resuming.resume import plan_resume
from curator_gui.run.record import RunRecord

MAX_LEFTOVERS = 1000
MAX_FOLDERS = 1000


@dataclass(frozen=True)
class Plan:
    """What will run, what is skipped and why, and how it is divided.

    Parameters
    ----------
    size
        Number of items of the source.
    indices
        The chosen indices, without repetition.
    to_run
        Those that will run.
    skipped
        For each that will not: why.
    reasons
        For each that runs again in a resumed run: why; empty for a first run.
    source_groups, filter_groups, sink_groups, groups
        What the components ask to keep together (all filters and all sinks joined), and all of
        these joined; None where they do not ask.
    workers
        Number of workers.
    folders
        Where the sinks may write, as far as that is known beforehand, at most 1,000.
    remarks
        What the components say about the indices that will run.
    passes
        The passes before the run proper, in which filters gather their constants.
    """

    size: int
    indices: Sequence[int]
    to_run: Sequence[int]
    workers: int
    skipped: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)
    source_groups: Groups | None = None
    filter_groups: Groups | None = None
    sink_groups: Groups | None = None
    groups: Groups | None = None
    collisions: tuple[Collision, ...] = ()
    leftovers: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    passes: tuple[PassPlan, ...] = ()

    @property
    def parallelism(self) -> float:
        """How many workers the groups can keep busy."""
        return parallelism(self.groups, len(self.to_run))

    def batches(self) -> Groups:
        """Divide the groups among the workers as evenly as they allow.

        The run itself hands groups out as workers become free; this is the picture beforehand.
        """
        if self.groups is None:
            return [list(self.to_run[n :: self.workers]) for n in range(self.workers)]
        return batch_groups(self.groups, self.workers)

    def warnings(self) -> list[str]:
        """Say in words what the user should know before starting."""
        remarks = (words for words in self.remarks if not isinstance(words, Fact))
        found = [*(str(collision) for collision in self.collisions), *remarks]
        found += [words for each in self.passes for words in each.words]
        if self.to_run and self.parallelism < self.workers:
            found.append(self._idle_workers())
        if self.leftovers:
            found.append(
                Message(
                    "{n} output files exist already and will be replaced, for example {leftovers}",
                    n=len(self.leftovers),
                    leftovers=self.leftovers[0],
                )
            )
        return found

    def facts(self) -> list[str]:
        """Say in words what components will do as they are meant to."""
        return [words for words in self.remarks if isinstance(words, Fact)]

    def _idle_workers(self) -> Message:
        return Message(
            "the partition groups keep only {parallelism} of {workers} workers "
            "busy; smaller groups (chunks, shards) would help",
            parallelism=f"{self.parallelism:.1f}",
            workers=self.workers,
        )


def make_plan(
    pipeline: Pipeline[Any],
    indices: Sequence[int] | None,
    workers: int,
    skipped: Mapping[int, str] | None = None,
    reasons: Mapping[int, str] | None = None,
    look_for_leftovers: bool = False,
    document: Path | None = None,
    remarks: Sequence[str] = (),
) -> Plan:
    """Plan a run; lists the source's items and asks the components for their groups.

    What was decided beside the `document` is left out, whatever an earlier run says.

    Raises
    ------
    ParamError
        If the pipeline has no sink or the source no such index.
    PartitionError
        If a component's groups are malformed.
    CuratorError
        If a component refuses the indices, or the decisions cannot be read.
    """
    pipeline = as_pipeline(pipeline)
    _refuse_unfit(pipeline)
    size = len(pipeline)
    chosen = unique(resolve_indices(indices, size))
    away, said = kept_away(pipeline, document)
    away = {index: away[index] for index in chosen if index in away} if away else away
    finished = (skipped or {}).keys() - away.keys()
    skipped = {**(skipped or {}), **away}
    todo = [index for index in chosen if index not in skipped] if skipped else chosen
    groups = _ask_groups(pipeline, todo)
    outputs = planned_outputs(pipeline, todo)
    passes = tuple(plan_passes(pipeline, document)) if todo else ()
    more = plan_remarks(pipeline, todo, document, passes, len(finished))
    return Plan(
        size,
        chosen,
        todo,
        workers,
        skipped,
        reasons or {},
        **groups,
        collisions=find_collisions(pipeline, outputs, todo),
        leftovers=_leftovers(outputs) if look_for_leftovers else (),
        folders=_folders(pipeline.sinks, outputs),
        remarks=(*remarks, *said, *more),
        passes=passes,
    )


class _AskedGroups(TypedDict):
    source_groups: Groups | None
    filter_groups: Groups | None
    sink_groups: Groups | None
    groups: Groups | None


def _ask_groups(pipeline: Pipeline[Any], indices: Sequence[int]) -> _AskedGroups:
    """Ask the components what they want to keep together, and join it."""
    source = component_groups(pipeline.source, indices)
    filters, sinks = (
        intersect_partitions(*(component_groups(step, indices) for step in steps))
        for steps in (pipeline.filters, pipeline.sinks)
    )
    return {
        "source_groups": source,
        "filter_groups": filters,
        "sink_groups": sinks,
        "groups": intersect_partitions(source, filters, sinks),
    }


def _refuse_unfit(pipeline: Pipeline[Any]) -> None:
    """Refuse what can be seen to be wrong before anything is listed."""
    if pipeline.sink is None:
        raise ParamError("the pipeline has no sink: end it with .write(sink)")
    for step in pipeline.steps:
        refuse_secrets(step)
        _refuse_choices(step)
    refuse_shared_outputs(pipeline.filters)


def _refuse_choices(step: Any) -> None:
    """Refuse a value that is none of its choices, or an address for a path.

    Python alone does not look.

    Raises
    ------
    ParamError
        Naming the step and the parameter.
    """
    arguments = getattr(step, "arguments", {})
    for param in params_of(step):
        is_path = strip_optional(param.type) is Path
        if param.choices is None and not is_path:
            continue
        if arguments.get(param.name) in (None, param.default):
            continue
        try:
            param.coerce(arguments[param.name])
        except ParamError as error:
            words = at(param.name, error_words(error))
            raise ParamError(at(step_title(step), words)) from None


def refuse_collisions(plan: Plan) -> None:
    """Refuse a plan in which indices overwrite each other's files.

    Raises
    ------
    CollisionError
        Naming the first two indices and their path.
    """
    if plan.collisions:
        raise CollisionError(str(plan.collisions[0]))


def resolve_indices(indices: Sequence[int] | None, size: int) -> Sequence[int]:
    """Return non-negative indices; negative ones count from the end.

    Raises
    ------
    ParamError
        If they are no whole numbers, or the source has no such index.
    """
    if indices is None:
        return range(size)
    if isinstance(indices, range) and indices and 0 <= min(indices) <= max(indices) < size:
        return indices
    try:
        resolved = [as_index(index) for index in indices]
    except TypeError as error:
        words = Message("needs a list of whole numbers, not {value}", value=quoted(indices))
        raise ParamError(at("indices", words)) from error
    for index in resolved:
        if not -size <= index < size:
            raise _outside(index, size)
    return [index % size for index in resolved]


def _outside(index: int, size: int) -> ParamError:
    return ParamError(
        at(
            "indices",
            Message("{index} is outside: the source has {size} items", index=index, size=size),
        )
    )


def unique(indices: Sequence[int]) -> Sequence[int]:
    return indices if isinstance(indices, range) else list(dict.fromkeys(indices))


def _folders(sinks: Sequence[Any], outputs: Outputs) -> tuple[str, ...]:
    names = dict.fromkeys(folder for sink in sinks for folder in _argument_folders(sink))
    planned = (os.path.dirname(path) for path, _, _ in each_output(outputs))  # noqa: PTH120
    names.update(dict.fromkeys(planned))
    return tuple(islice(names, MAX_FOLDERS))


def _argument_folders(sink: Any) -> Iterator[str]:
    """Give the folders that a sink was told to write to, and those of its files."""
    for value in getattr(sink, "arguments", {}).values():
        if isinstance(value, Path):
            yield str(value)
            yield str(value.parent)


def _leftovers(outputs: Outputs) -> tuple[str, ...]:
    paths = dict.fromkeys(path for path, _, _ in each_output(outputs))
    return tuple(islice((path for path in paths if Path(path).exists()), MAX_LEFTOVERS))


def plan_ahead(
    pipeline: Pipeline[Any],
    indices: str | Sequence[int],
    workers: int,
    earlier: Path | None,
    document: Path | None = None,
    others: bool = False,
) -> Plan:
    """Return what a run would do; `earlier` is the record of the run that it would resume.

    With `others` the other records in its folder count as well, see `plan_resume`. `indices` is an
    index expression, or what was made of one; `document` is the file beside which decisions are
    kept.

    Raises
    ------
    ParamError
        If the index expression cannot be read or lies outside the source.
    PartitionError
        If a component's groups are malformed.
    RecordError
        If the record cannot be read.
    """
    if isinstance(indices, str):
        indices = parse_indices(indices, len(pipeline))
    if earlier is None:
        return make_plan(pipeline, indices, workers, look_for_leftovers=True, document=document)
    with RunRecord.open(earlier) as record:
        left = plan_resume(record, pipeline, indices, others=others)
    arguments = (pipeline, indices, workers, left.skip_reasons, left.rerun, True, document)
    return make_plan(*arguments, left.warnings)
