"""Which passes a run needs: from what its fitting filters gather, and what is kept of before.

Constants are kept beside the output, in `constants.json`, with the parts that they were made of.
They are used again as long as the steps up to their filter and the training items are the same.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeGuard

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.filters.fitting import (
    FittedFilter,
    Waiting,
    json_constants,
    unfitted_steps,
    waits_for_constants,
)
from curator_gui.core.fingerprint import describe_step
from curator_gui.core.message import Message, plural, term
from curator_gui.core.notes import remark
from curator_gui.core.sidecars.constants_file import (
    CONSTANTS,
    FittedStep,
    read_constants,
    write_constants,
)
from curator_gui.core.storage.versions import look_again
from curator_gui.moved import recorded_name
from curator_gui.run.planning.resuming.changes import unknown_step
from curator_gui.run.planning.training import Training, is_store, training_items
from curator_gui.run.worker.gathering import (
    GatheredParts,
    gathering_pipeline,
    identities_before,
    remove_other_parts,
)
from curator_gui.run.worker.redirect import output_places
from curator_gui.run.worker.stateful_parts import parts_folder

_KEY_LETTERS = 16


class NothingToFitError(CuratorError):
    """There is no item that a filter could learn from."""


@dataclass(frozen=True)
class Gathering:
    """What one pass has to do.

    Parameters
    ----------
    step, name
        The filter that gathers: its number in the pipeline, and what it is called.
    training
        The items that count.
    identities
        Of the files that each of them reads.
    todo
        Those that have to be gathered from; the others were before.
    steps_key
        Identifies the steps up to the filter.
    file
        Where the constants are kept; None if the sink does not say where it writes.
    kept
        What was learned before and still holds; None if it has to be made anew.
    words
        What a person should know about it.
    """

    step: int
    name: str
    training: Training
    identities: Mapping[int, str]
    todo: Sequence[int]
    steps_key: str
    file: Path | None
    kept: FittedStep | None = None
    words: tuple[Message, ...] = ()

    def folder(self, scratch: Path) -> Path:
        """Return where the parts are; in `scratch` where nothing can be kept."""
        where = parts_folder(self.file) if self.file is not None else scratch
        return where / self.steps_key[:_KEY_LETTERS]


@dataclass(frozen=True)
class PassPlan:
    """One pass in the picture of a plan; `left` of its `items` have to be gathered from."""

    name: str
    items: int
    left: int
    part: str = ""
    words: tuple[Message, ...] = field(default=())


def plan_passes(pipeline: Pipeline[Any], document: Path | None) -> Iterator[PassPlan]:
    """Say which passes come before the run proper; none if no filter waits for constants.

    Raises
    ------
    CuratorError
        If the decisions, the split or the constants of before cannot be read.
    """
    waiting = list(unfitted_steps(pipeline))
    if not waiting:
        return
    training = training_items(pipeline, document)
    for position, step in enumerate(waiting):
        found = look_at(pipeline, step, training)
        said = (*training.words, *found.words) if not position else found.words
        yield PassPlan(found.name, len(training.indices), len(found.todo), training.part, said)
        if found.kept is None:
            yield from (_unknown(pipeline, later, training) for later in waiting[position + 1 :])
            return
        pipeline = bound(pipeline, step, found.kept.constants)


def _unknown(pipeline: Pipeline[Any], step: int, training: Training) -> PassPlan:
    """Plan a pass whose filter stands behind another one that is not fitted yet."""
    count = len(training.indices)
    return PassPlan(step_name(pipeline, step), count, count, training.part)


def constants_path(pipeline: Pipeline[Any]) -> Path | None:
    """Return where the constants of a pipeline's output are kept; None if that is not known."""
    return next(iter(constants_paths(pipeline)), None)


def constants_paths(pipeline: Pipeline[Any]) -> list[Path]:
    """Return where the constants belong for each sink; they are kept in the first, copied to all.

    A data set is complete only with the constants by which its values were made.
    """
    return list(dict.fromkeys(_beside(pipeline, place) for place in output_places(pipeline)))


def _beside(pipeline: Pipeline[Any], place: Path) -> Path:
    if is_store(pipeline, place):
        return place.with_name(f"{place.name}.{CONSTANTS}")
    return place / CONSTANTS


def step_name(pipeline: Pipeline[Any], step: int) -> str:
    """Return the name of a filter by its number."""
    filter_ = pipeline.filters[step - 1]
    return str(getattr(filter_, "name", type(filter_).__name__))


def bound(pipeline: Pipeline[Any], step: int, constants: Mapping[str, Any]) -> Pipeline[Any]:
    """Return the pipeline with the constants of one of its filters."""
    filters = list(pipeline.filters)
    fitting = filters[step - 1]
    assert isinstance(fitting, FittedFilter)
    filters[step - 1] = fitting.with_constants(constants)
    return replace(pipeline, filters=tuple(filters))


def with_stored_constants(pipeline: Pipeline[Any]) -> Pipeline[Any]:
    """Return the pipeline with the constants that a run has left beside its output.

    Filters whose constants are not known, or were learned behind other steps, are left as they are.

    Raises
    ------
    ConstantsFileError
        If there are some that cannot be read.
    """
    file = constants_path(pipeline) if any(unfitted_steps(pipeline)) else None
    if file is None:
        return pipeline
    stored = {(each.step, each.steps_key): each for each in read_constants(file)}
    for step in unfitted_steps(pipeline):
        known = stored.get((step, _steps_key(pipeline, step)))
        if known is None:
            return pipeline
        pipeline = bound(pipeline, step, known.constants)
    return pipeline


def to_be_shown(pipeline: Pipeline[Any]) -> Pipeline[Any]:
    """Return a pipeline for a look at its steps: with what the last run learned, as far as known.

    Raises
    ------
    ConstantsFileError
        If there are constants that cannot be read.
    """
    pipeline = with_stored_constants(pipeline)
    filters = [Waiting(step) if waits_for_constants(step) else step for step in pipeline.filters]
    return replace(pipeline, filters=tuple(filters))


def look_at(pipeline: Pipeline[Any], step: int, training: Training) -> Gathering:
    """Find out what has to be gathered for a filter; those before it have their constants.

    Raises
    ------
    ConstantsFileError
        If the constants of before cannot be read.
    """
    look_again()
    file, key = constants_path(pipeline), _steps_key(pipeline, step)
    identify = identities_before(pipeline, step)
    identities = {index: identify(index) for index in training.indices}
    name = step_name(pipeline, step)
    plain = Gathering(step, name, training, identities, training.indices, key, file)
    if file is None:
        words = Message("the constants are not kept: the sink does not say where it writes")
        return replace(plain, words=(words,))
    before = next((each for each in read_constants(file) if each.step == step), None)
    if before is not None and _still_holds(before, plain):
        return replace(plain, todo=(), kept=before, words=(_kept_words(before),))
    there = GatheredParts(plain.folder(file)).current(identities)
    todo = [index for index in training.indices if index not in there]
    return replace(plain, todo=todo, words=tuple(_changes(plain, before)))


def _still_holds(before: FittedStep, found: Gathering) -> bool:
    same = before.steps_key == found.steps_key and before.items_key == items_key(found.identities)
    return same and not before.failed


def _kept_words(before: FittedStep) -> Message:
    return plural(
        before.items,
        "{name}: constants of {day} over one item are kept",
        "{name}: constants of {day} over {n} items are kept",
        name=term(before.name),
        day=before.day,
    )


def _changes(found: Gathering, before: FittedStep | None) -> Iterator[Message]:
    """Say why constants of before do not hold any more."""
    if before is None:
        return
    values = {"name": term(found.name), "day": before.day}
    if before.steps_key != found.steps_key:
        yield Message(
            "{name}: its arguments or the steps before it are not those of {day}, so its constants "
            "are gathered again",
            **values,
        )
    elif before.items_key != items_key(found.identities) and not before.failed:
        yield Message(
            "{name}: the training items or their files are not those of {day} ({before} items "
            "then, {now} now), so its constants are made again",
            **values,
            before=f"{before.items:,}",
            now=f"{len(found.identities):,}",
        )
    elif before.failed:
        yield Message(
            "{name}: {n} training items failed on {day} and are tried again; once one of them is "
            "gathered, the constants change, and what has the former ones is to be run again",
            **values,
            n=len(before.failed),
        )


def _steps_key(pipeline: Pipeline[Any], step: int) -> str:
    """Identify what decides about the items that reach a filter, and what it makes of them."""
    steps = (pipeline.source, *pipeline.filters[:step])
    if unknown_step(replace(pipeline.ending_in(), filters=pipeline.filters[:step])):
        return uuid.uuid4().hex  # what is not known is never equal
    described = [describe_step(each) for each in steps]
    learned = [each.constants for each in pipeline.filters[: step - 1] if _is_fitted(each)]
    text = json.dumps([described, learned], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _is_fitted(step: Any) -> TypeGuard[FittedFilter[Any]]:
    return isinstance(step, FittedFilter) and step.needs_fit


def items_key(identities: Mapping[int, str]) -> str:
    """Identify items and their files."""
    found = hashlib.blake2b(digest_size=16)
    for index in sorted(identities):
        found.update(f"{index} {identities[index]}\n".encode())
    return found.hexdigest()


def gathering_of(pipeline: Pipeline[Any], found: Gathering, scratch: Path) -> Pipeline[Any]:
    """Return the pipeline of a pass."""
    return gathering_pipeline(pipeline, found.step, found.folder(scratch))


def fit_step(
    pipeline: Pipeline[Any], found: Gathering, scratch: Path, failed: Sequence[int]
) -> FittedStep:
    """Make the constants of what was gathered, and keep them.

    Raises
    ------
    NothingToFitError
        If nothing was gathered.
    CuratorError
        If the filter cannot make constants of it.
    """
    parts = GatheredParts(found.folder(scratch))
    gathered = sorted(parts.current(dict(found.identities)))
    fitting = pipeline.filters[found.step - 1]
    assert isinstance(fitting, FittedFilter)
    total, without = parts.combined(fitting, gathered)
    if not total:
        raise _nothing(found)
    if without:
        remark(
            Message(
                "{n} of {all} training items were left out by the steps before it and do not count",
                n=f"{without:,}",
                all=f"{len(gathered):,}",
            )
        )
    constants = json_constants(fitting.fit(total[0]), found.name)
    fitted = FittedStep(
        step=found.step,
        name=found.name,
        component=recorded_name(type(fitting)),
        steps_key=found.steps_key,
        items_key=items_key({index: found.identities[index] for index in gathered}),
        items=len(gathered),
        part=found.training.part,
        made=time.time(),
        constants=constants,
        failed=sorted(failed),
    )
    parts.fold()
    if found.file is not None:
        _keep(pipeline, found.file, fitted)
    return fitted


def _nothing(found: Gathering) -> NothingToFitError:
    if not found.training.indices:
        why = Message("there are no training items")
    else:
        why = Message("nothing came out of the {n} training items", n=len(found.training.indices))
    return NothingToFitError(
        "{name} cannot learn its constants: {why}. Nothing was written",
        name=term(found.name),
        why=why,
    )


def _keep(pipeline: Pipeline[Any], file: Path, fitted: FittedStep) -> None:
    """Write the constants of a step; those of steps that are gone leave the file."""
    there = {number for number, step in enumerate(pipeline.filters, start=1) if _is_fitted(step)}
    known = [each for each in read_constants(file) if each.step in there - {fitted.step}]
    write_constants(file, [*known, fitted])
    keys = {each.steps_key[:_KEY_LETTERS] for each in (*known, fitted)}
    remove_other_parts(parts_folder(file), keys)
