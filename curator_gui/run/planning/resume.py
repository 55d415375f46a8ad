"""Which indices of an earlier run need not run again, and why the others do."""

from __future__ import annotations

import inspect
import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from curator_gui.core.components import Pipeline
from curator_gui.core.fingerprint import (
    count_sinks,
    describe_pipeline,
    describe_step,
    input_fingerprint,
    pipeline_fingerprint,
)
from curator_gui.core.inputs import inputs_of
from curator_gui.core.message import Message, joined, term
from curator_gui.run.events import STATUSES, Status
from curator_gui.run.planning.changes import pipeline_changes
from curator_gui.run.planning.curated import left_out_before
from curator_gui.run.planning.intact import begins_with_zeros, damage
from curator_gui.run.planning.sinks_then import SinksThen
from curator_gui.run.record.bulk import written_bytes
from curator_gui.run.record.journals.journal import is_of_earlier_boot
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.inputs import NO_FILES, UNSETTLED
from curator_gui.run.record.tables.rows import Output, sink_counts
from curator_gui.run.worker.stateful_parts import kept_parts, part_path, stateful_outputs

_SHOWN_CHANGES = 3
_SHOWN_MESSAGE = 200


@dataclass(frozen=True)
class ResumePlan:
    """What a resumed run leaves out and what it runs.

    Parameters
    ----------
    skip
        For each index that needs no run: the outputs that it has.
    rerun
        For each index that runs: why, in words.
    skip_reason
        Why the others are left out.
    inputs
        The identity of the files that each skipped index read, where it is known.
    sizes
        The bytes in each of its outputs, None where that says nothing.
    sinks
        How many of its outputs are of each sink, where the pipeline has several.
    written
        The bytes that it wrote for each sink into outputs whose size says nothing, where it did.
    """

    skip_reason: str
    skip: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rerun: dict[int, str] = field(default_factory=dict)
    inputs: dict[int, bytes | None] = field(default_factory=dict)
    sizes: dict[int, tuple[int | None, ...]] = field(default_factory=dict)
    sinks: dict[int, tuple[int, ...]] = field(default_factory=dict)
    written: dict[int, tuple[int, ...]] = field(default_factory=dict)


def plan_resume(record: RunRecord, pipeline: Pipeline[Any], indices: Sequence[int]) -> ResumePlan:
    """Divide indices into those that an earlier run finished for good and those that must run.

    An index is left out only if it finished with the same pipeline fingerprint, if every output is
    still there with the size it had (of a folder or a path that several indices share, only the
    existence counts, and that no file in a Zarr store is empty or cut; a URL is trusted), if the
    parts that stateful filters kept of it are there, and if its input files have the same names,
    sizes and modification times. A sink that the earlier run did not have makes all indices run
    again, because all sinks of an index are fed in one pass; one that is gone makes none.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    checks = _Checks(record, pipeline)
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(record.meta.created))
    plan = ResumePlan(
        Message("finished by the run of {day}; its inputs and outputs are unchanged", day=day)
    )
    for index in indices:
        reason = checks.reason(index)
        if reason:
            plan.rerun[index] = reason
        else:
            outputs = checks.outputs.get(index, ())
            plan.skip[index] = tuple(output.path for output in outputs)
            plan.sizes[index] = tuple(output.size for output in outputs)
            plan.inputs[index] = checks.identities.get(index)
            plan.written[index] = checks.written(index)
            if len(pipeline.sinks) > 1:
                plan.sinks[index] = sink_counts(outputs, len(pipeline.sinks))
    return plan


class _Checks:
    """All that is compared, read from the record at once."""

    def __init__(self, record: RunRecord, pipeline: Pipeline[Any]) -> None:
        self._sinks = SinksThen(record.meta.steps, describe_pipeline(pipeline))
        self.outputs = {i: self._sinks.still_there(found) for i, found in record.all_outputs()}
        self._statuses = _statuses(record)
        for index in left_out_before(record):
            if index not in self.outputs:
                self._statuses[index] = "waiting"  # nobody has run it
        self._attempted = _attempted(record)
        self._failures = record.failure_texts()
        self.identities = record.input_identities()
        self._shared = record.shared_paths()
        self._changes = _changes(record, pipeline, self._sinks)
        self._written = {i: self._sinks.by_number(n) for i, n in written_bytes(record).items()}
        self._sizes = _recorded_sizes(record) if count_sinks(record.meta.steps) == 1 else {}
        self._parts = {output: kept_parts(output) for output in stateful_outputs(pipeline)}
        self._inputs = inputs_of(pipeline.source, pipeline.filters)
        self._stats: dict[str, os.stat_result | None] = {}
        self._damage: dict[str, str] = {}
        # Nobody has seen to it that they are on the disk, and the machine has been started since.
        self._doubtful = not record.meta.options.get("durable") and is_of_earlier_boot(record.path)
        self._fingerprints: dict[tuple[str, ...], bytes] = {}

    def reason(self, index: int) -> str:
        """Say why an index must run; "" if it need not."""
        status = self._statuses.get(index, "waiting")
        if status not in ("done", "skipped"):
            return self._unfinished(index, status)
        if self._changes:
            return self._changes
        return next(self._differences(index), "")

    def written(self, index: int) -> tuple[int, ...]:
        """Return the bytes of each sink that no size of an output tells; () if there are none."""
        if index in self._written:
            return self._written[index]
        outputs = self.outputs.get(index, ())
        rest = self._sizes.get(index, 0) - sum(output.size or 0 for output in outputs)
        return (rest,) if rest > 0 and any(output.size is None for output in outputs) else ()

    def _unfinished(self, index: int, status: Status) -> str:
        if status in ("failed", "quarantined"):
            message = self._failures.get(index, "").partition("\n")[0][:_SHOWN_MESSAGE]
            return Message("{status} before: {message}", status=term(status), message=message)
        return Message("was interrupted") if index in self._attempted else Message("never ran")

    def _differences(self, index: int) -> Iterator[str]:
        for output in self.outputs.get(index, ()):
            yield from self._output_differences(output)
        for merged, kept in self._parts.items():
            if index not in kept:
                part = part_path(merged, index)
                yield Message("{part}, its part of a merged result, is missing", part=part)
        yield from self._input_differences(index)

    def _output_differences(self, output: Output) -> Iterator[str]:
        if "://" in output.path:
            return
        status = self._stat(output.path)
        if status is None:
            yield Message("output {path} is missing", path=output.path)
        elif self._has_own_size(output, status) and status.st_size != output.size:
            yield Message(
                "output {path} has {st_size} bytes, but {size} were written",
                path=output.path,
                st_size=status.st_size,
                size=output.size,
            )
        elif damage := self._damage_of(output.path, status):
            yield Message("output {path} is damaged, see {file}", path=output.path, file=damage)

    def _damage_of(self, path: str, status: os.stat_result) -> str:
        """Name what is wrong in an output: itself, or a file of a store; "" if nothing is seen."""
        if stat.S_ISDIR(status.st_mode):
            if path not in self._damage:
                self._damage[path] = damage(path)
            return self._damage[path]
        if not self._doubtful or not status.st_size:
            return ""
        return path if begins_with_zeros(path) else ""

    def _has_own_size(self, output: Output, status: os.stat_result) -> bool:
        """Whether the size of a path tells something about this one index."""
        is_file = stat.S_ISREG(status.st_mode)
        return is_file and output.size is not None and output.path not in self._shared

    def _stat(self, path: str) -> os.stat_result | None:
        if path in self._stats:
            return self._stats[path]
        try:
            found = os.stat(path)  # noqa: PTH116 - half the cost of Path.stat, once per output
        except (OSError, ValueError):
            found = None
        if path in self._shared:
            self._stats[path] = found
        return found

    def _input_differences(self, index: int) -> Iterator[str]:
        try:
            paths = tuple(self._inputs(index)) if self._inputs is not None else ()
        except Exception as error:  # noqa: BLE001 - the source's own code
            yield Message(
                "the source cannot name its input files: {type}: {error}",
                type=type(error).__name__,
                error=error,
            )
            return
        recorded = self.identities.get(index)
        if recorded == UNSETTLED:
            yield Message("input {named} was changed while it was read", named=_named(paths))
        elif recorded is None and paths:
            yield Message("its input files were not recorded")
        elif recorded is not None and recorded != self._identity(paths):
            yield _other_input(paths)

    def _identity(self, paths: tuple[str, ...]) -> bytes:
        if not paths:
            return NO_FILES
        known = self._fingerprints.get(paths)
        if known is None:
            known = bytes.fromhex(input_fingerprint(paths))
            self._fingerprints = {paths: known}  # neighbours often read the same file
        return known


def _other_input(paths: tuple[str, ...]) -> Message:
    if not paths:
        return Message("it has no input files any more")
    return Message("input {named} changed", named=_named(paths))


def _statuses(record: RunRecord) -> dict[int, Status]:
    columns = record.columns()
    names = [STATUSES[code] for code in columns["status"].tolist()]
    return dict(zip(columns["index"].tolist(), names, strict=True))


def _recorded_sizes(record: RunRecord) -> dict[int, int]:
    columns = record.columns()
    return dict(zip(columns["index"].tolist(), columns["bytes"].tolist(), strict=True))


def _attempted(record: RunRecord) -> set[int]:
    columns = record.columns()
    return set(columns["index"][np.greater(columns["attempts"], 0)].tolist())


def _changes(record: RunRecord, pipeline: Pipeline[Any], sinks: SinksThen) -> str:
    """Say what changed in the pipeline, or may have; "" if nothing did."""
    unknown = unknown_step(pipeline)
    if unknown:
        return Message(
            "{step}: its arguments are not known, so they may have changed", step=unknown
        )
    if pipeline_fingerprint(pipeline) == record.meta.fingerprint or sinks.all_known:
        return ""
    if sinks.new:
        return joined("; ", [Message("its output of {sink} is missing", sink=n) for n in sinks.new])
    found = pipeline_changes(record.meta.steps, describe_pipeline(pipeline))
    if not found:
        return Message("the pipeline changed")
    more = len(found) - _SHOWN_CHANGES
    shown = joined("; ", found[:_SHOWN_CHANGES])
    return (
        Message("{shown}; and {more} more changes", shown=shown, more=more) if more > 0 else shown
    )


def unknown_step(pipeline: Pipeline[Any]) -> str:
    """Name a step of which it cannot be told whether it is the same as in another run, or "".

    A component of no base class of ours does not keep its arguments; and an argument may be an
    object that says nothing about itself. What is not known is never equal.
    """
    for step in pipeline.steps:
        kept = getattr(step, "arguments", None) is not None or not _takes_arguments(type(step))
        if not kept or _has_unknown(describe_step(step)["arguments"]):
            return str(getattr(step, "name", type(step).__name__))
    return ""


def _takes_arguments(cls: type[Any]) -> bool:
    try:
        return bool(inspect.signature(cls).parameters)
    except (TypeError, ValueError):
        return True


def _has_unknown(described: Any) -> bool:
    """Whether a description has an object in it of which only the class is known."""
    if isinstance(described, dict):
        if described.keys() == {"object"}:
            return True
        return any(map(_has_unknown, described.values()))
    return isinstance(described, list) and any(map(_has_unknown, described))


def _named(paths: Sequence[str]) -> str:
    """Name the first input, or the one that is missing."""
    missing = [path for path in paths if not os.path.exists(path)]  # noqa: PTH110
    name = (missing or list(paths) or ["file"])[0]
    return (
        name
        if len(paths) < 2 or missing
        else Message("{name} or another of {n} files", name=name, n=len(paths))
    )
