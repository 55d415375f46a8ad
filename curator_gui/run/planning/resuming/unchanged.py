"""Whether what an earlier run finished is still what it was: outputs, parts and inputs."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from curator_gui.core.fingerprint import count_sinks, input_fingerprint
from curator_gui.core.inputs import inputs_of, part_of, version_of
from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import forget_told
from curator_gui.core.storage.versions import Version, look_again
from curator_gui.core.trust.servers import share_problem
from curator_gui.run.planning.resuming.changes import PresentPipeline
from curator_gui.run.planning.resuming.earlier_runs import day_of
from curator_gui.run.planning.resuming.intact import (
    HIDDEN,
    METADATA,
    begins_with_zeros,
    damage,
)
from curator_gui.run.record.journals.journal import is_of_earlier_boot
from curator_gui.run.record.queries.bulk import outputs_of, written_bytes
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.artifact_rows import read_artifacts
from curator_gui.run.record.tables.inputs import NO_FILES, UNSETTLED
from curator_gui.run.record.tables.rows import Output
from curator_gui.run.worker.stateful_parts import kept_parts, part_path, stateful_outputs

_COARSEST_CLOCK = 2.0
"""Seconds in which the times of files are kept on FAT, the coarsest; others are finer."""


class Present:
    """What lies on the disk now; looked at once, whichever run has written it."""

    def __init__(self, present: PresentPipeline) -> None:
        forget_told()
        look_again()
        pipeline = present.pipeline
        self.parts = {output: kept_parts(output) for output in stateful_outputs(pipeline)}
        self._inputs = inputs_of(pipeline.source, pipeline.filters)
        self._stats: dict[str, os.stat_result | None] = {}
        self._damage: dict[str, str] = {}
        self._source = pipeline.source
        self._fingerprints: dict[tuple[tuple[str, ...], str, str], bytes] = {}

    def inputs(self, index: int) -> tuple[str, ...]:
        """Name the input files of an index; whatever the source raises comes through."""
        return tuple(self._inputs(index)) if self._inputs is not None else ()

    def part(self, index: int) -> str:
        """Tell what of its files an index reads; whatever the source raises comes through."""
        return part_of(self._source, index)

    def version(self, index: int) -> Version:
        """Tell the version of folders that an index reads; what the source raises comes through."""
        return version_of(self._source, index)

    def identity(self, paths: tuple[str, ...], part: str, version: str = "") -> bytes:
        """Return the identity of files, and of what is read of them, as a record has it."""
        if not paths and not part:
            return NO_FILES
        key = paths, part, version
        known = self._fingerprints.get(key)
        if known is None:
            known = bytes.fromhex(input_fingerprint(*key))
            self._fingerprints = {key: known}  # neighbors often read the same file
        return known

    def stat(self, path: str, *, keep: bool) -> os.stat_result | None:
        """Look at a path; `keep` what is found of one that other indices have, too."""
        if path in self._stats:
            return self._stats[path]
        try:
            # What a record of somebody else names on another computer is not there for now.
            found = None if share_problem(path) else os.stat(path)  # noqa: PTH116 - fast
        except (OSError, ValueError):
            found = None
        if keep:
            self._stats[path] = found
        return found

    def witness(self, output: Output, found: os.stat_result | None) -> os.stat_result | None:
        """Return what tells when an output was written: of a Zarr store the file of every writer.

        `found` is what its path leads to. None where nothing tells, as of other folders and of
        parts of a file.
        """
        if output.size is None:
            names = (os.path.join(output.path, name) for name in (METADATA, HIDDEN))  # noqa: PTH118
            found = next((there for n in names if (there := self.stat(n, keep=True))), None)
        return found if found is not None and stat.S_ISREG(found.st_mode) else None

    def damage(self, folder: str) -> str:
        """Name what is wrong in a store; "" if nothing is seen."""
        if folder not in self._damage:
            self._damage[folder] = damage(folder)
        return self._damage[folder]


class FinishedThen:
    """What one record says of the indices that it claims are finished, held against the disk.

    Parameters
    ----------
    record
        The record; it has to stay open.
    present, now
        The pipeline and the disk as they are.
    indices
        Those that are asked for.
    """

    def __init__(
        self, record: RunRecord, present: PresentPipeline, now: Present, indices: Collection[int]
    ) -> None:
        self._record, self._now, self._pipeline = record, now, present.pipeline
        self._sinks = present.sinks_then(record.meta)
        found = outputs_of(record, indices)
        self.outputs = {i: self._sinks.still_there(each) for i, each in found.items()}
        # Nobody has seen to it that they are on the disk, and the machine has been started since.
        self._doubtful = not record.meta.options.get("durable") and is_of_earlier_boot(record.path)

    @cached_property
    def identities(self) -> Mapping[int, bytes | None]:
        """What identifies the inputs that each index read."""
        return self._record.input_identities()

    @cached_property
    def artifacts(self) -> Mapping[int, tuple[str, ...]]:
        """The files that filters wrote of each index beside the items."""
        return dict(read_artifacts(self._record.query))

    @cached_property
    def shared(self) -> set[str]:
        """The paths that several indices of this run have written."""
        return self._record.shared_paths()

    def is_shared(self, index: int, output: Output) -> bool:
        """Whether an output of an index holds other indices, too: then it can lose this one."""
        sink = self._pipeline.sinks[output.sink] if output.sink < self._n_sinks else None
        if getattr(sink, "one_store", False) or output.path in self.shared:
            return True
        ask = getattr(sink, "shared_outputs", None)
        return ask is not None and output.path in map(str, ask(index))

    @property
    def _n_sinks(self) -> int:
        return len(self._pipeline.sinks)

    def written(self, index: int) -> tuple[int, ...]:
        """Return the bytes of each sink that no size of an output tells; () if there are none."""
        if index in self._written:
            return self._written[index]
        outputs = self.outputs.get(index, ())
        if not any(output.size is None for output in outputs):
            return ()
        rest = self._sizes.get(index, 0) - sum(output.size or 0 for output in outputs)
        return (rest,) if rest > 0 else ()

    @cached_property
    def _written(self) -> dict[int, tuple[int, ...]]:
        found = written_bytes(self._record)
        return {index: self._sinks.by_number(each) for index, each in found.items()}

    @cached_property
    def _sizes(self) -> dict[int, int]:
        if count_sinks(self._record.meta.steps) != 1:
            return {}
        columns = self._record.columns()
        return dict(zip(columns["index"].tolist(), columns["bytes"].tolist(), strict=True))

    def differences(self, index: int, finished: float) -> Iterator[str]:
        """Say what is no longer as it was when the index was finished, the plainest first.

        `finished` is in seconds since the epoch.
        """
        outputs = [each for each in self.outputs.get(index, ()) if "://" not in each.path]
        found = [self._now.stat(each.path, keep=each.size is None) for each in outputs]
        for output, status in zip(outputs, found, strict=True):
            yield from self._output_differences(output, status)
        for path in self.artifacts.get(index, ()):
            if "://" not in path and self._now.stat(path, keep=False) is None:
                yield Message("{path}, which a filter wrote, is missing", path=path)
        for merged, kept in self._now.parts.items():
            if index not in kept:
                part = part_path(merged, index)
                yield Message("{part}, its part of a merged result, is missing", part=part)
        yield from self._input_differences(index)
        for output, status in zip(outputs, found, strict=True):
            yield from self._written_since(
                index, output, self._now.witness(output, status), finished
            )

    def _output_differences(self, output: Output, status: os.stat_result | None) -> Iterator[str]:
        if status is None:
            yield Message("output {path} is missing", path=output.path)
        elif self._has_other_size(output, status):
            yield Message(
                "output {path} has {st_size} bytes, but {size} were written",
                path=output.path,
                st_size=status.st_size,
                size=output.size,
            )
        elif damage := self._damage_of(output.path, status):
            yield Message("output {path} is damaged, see {file}", path=output.path, file=damage)

    def _written_since(
        self, index: int, output: Output, status: os.stat_result | None, finished: float
    ) -> Iterator[str]:
        """Say that something has written an output since; its size may still be the same.

        A run without a record, or with one elsewhere, leaves no other trace.
        """
        if status is None or status.st_mtime <= finished + _COARSEST_CLOCK:
            return
        if not self.is_shared(index, output):
            day = day_of(status.st_mtime)
            yield Message(
                "output {path} was changed on {day}, after it had been finished",
                path=output.path,
                day=day,
            )

    def _damage_of(self, path: str, status: os.stat_result) -> str:
        """Name what is wrong in an output: itself, or a file of a store; "" if nothing is seen."""
        if stat.S_ISDIR(status.st_mode):
            return self._now.damage(path)
        if not self._doubtful or not status.st_size:
            return ""
        return path if begins_with_zeros(path) else ""

    def _has_other_size(self, output: Output, status: os.stat_result) -> bool:
        """Whether a file has another size than it had, if that tells something about this index."""
        if not stat.S_ISREG(status.st_mode) or output.size in (None, status.st_size):
            return False
        return output.path not in self.shared

    def _input_differences(self, index: int) -> Iterator[str]:
        try:
            paths, part = self._now.inputs(index), self._now.part(index)
            version = self._now.version(index)
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
        elif recorded is None and (paths or part):
            yield Message("its input files were not recorded")
        elif recorded is not None and recorded != self._now.identity(paths, part, version.text):
            yield from self._other_input(recorded, paths, part, version)

    def _other_input(
        self, recorded: bytes, paths: tuple[str, ...], part: str, version: Version
    ) -> Iterator[Message]:
        """Say what is other, unless an earlier version did not note what has not changed since."""
        if version.text and recorded == self._now.identity(paths, part):
            if version.changed + _COARSEST_CLOCK > self._record.meta.created:
                yield _unnoted_files(paths)
            return
        noted = not part or recorded != self._now.identity(paths, "")
        yield _other_input(paths, part) if noted else _unnoted(paths)


def _unnoted(paths: tuple[str, ...]) -> Message:
    return Message("the earlier run did not note what it read of {named}", named=_named(paths))


def _unnoted_files(paths: tuple[str, ...]) -> Message:
    return Message(
        "the earlier run did not note the files in {named}, of which some were changed after it "
        "had begun or shortly before",
        named=_named(paths),
    )


def _other_input(paths: tuple[str, ...], part: str) -> Message:
    if part and not paths:
        return Message("the source lists something else for it now")
    if not paths:
        return Message("it has no input files any more")
    if part:
        return Message("input {named} changed, or another part of it was read", named=_named(paths))
    return Message("input {named} changed", named=_named(paths))


def _named(paths: Sequence[str]) -> str:
    """Name the first input, or the one that is missing."""
    missing = [path for path in paths if not os.path.exists(path)]  # noqa: PTH110
    name = (missing or list(paths) or ["file"])[0]
    return (
        name
        if len(paths) < 2 or missing
        else Message("{name} or another of {n} files", name=name, n=len(paths))
    )
