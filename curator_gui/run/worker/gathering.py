"""The first pass: what a fitting filter gathers from each index, kept in parts as it comes.

A part is the gathered state of one index with the identity of the files that it was read from. The
parts stand in packs beside the file of constants (see `curator_gui.run.worker.part_packs`), in a
folder for the steps that lead to them; so a run that was killed goes on where it was, and a run
with more items gathers from these only.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from curator_gui.core.components import Filter, Pipeline, Sink
from curator_gui.core.errors import CuratorError
from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.filters.stateful import is_stateful
from curator_gui.core.fingerprint import input_fingerprint
from curator_gui.core.inputs import Inputs, inputs_of, part_of, version_of
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.run.worker.part_packs import KeptParts, keep_part, scratch_path

SUFFIX = ".state"
_ARRAY = 1
"""Code of a NumPy array among the extensions of MessagePack."""


class Gather(Sink[Any]):
    """Lets a fitting filter gather from the items of an index; its output is their part."""

    name = "Gather"
    description = "Keeps what a filter gathers from each item."

    def __init__(self, step: FittedFilter[Any], identities: Identities, folder: Path) -> None:
        self.step = step
        self.name = getattr(step, "name", type(step).__name__)  # type: ignore[misc]
        self.identities = identities
        self.folder = folder

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where the parts go.", Path, widget="output_folder")]

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        """Gather from the items and keep the result.

        Raises
        ------
        CuratorError
            If an input file was changed meanwhile, or what was gathered cannot be kept.
        """
        identity = self.identities(index)
        found: list[Any] = []
        for item in items:
            state = self.step.gather(item)
            found = [self.step.combine(found[0], state)] if found else [state]
        if self.identities(index) != identity:
            raise CuratorError("an input file was changed while it was read")
        self._keep(index, packed(Part(identity, found), self.name))
        return []

    def _keep(self, index: int, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        scratch = scratch_path(self.folder, SUFFIX)
        scratch.write_bytes(data)
        keep_part(self.folder, index, os.getpid(), scratch)


class Unkept(Filter[Any]):
    """A filter that also gathers something of its own: here it only passes its items on."""

    name = "Unkept"
    description = "Forgets what a filter gathers."

    def __init__(self, step: Any) -> None:
        self.step = step
        self.name = getattr(step, "name", type(step).__name__)  # type: ignore[misc]

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        # A copy: in the sequential backend it is the run's own filter, and what it keeps over all
        # items stays empty.
        return iter(deepcopy(self.step)(items))


@dataclass(frozen=True)
class Part:
    """What was gathered from one index: `states` is empty if no item came through."""

    identity: str
    states: list[Any]


@dataclass(frozen=True)
class Identities:
    """Identifies the files that an index reads, and what of them; "" for none."""

    source: Any
    inputs: Inputs | None

    def __call__(self, index: int) -> str:
        if self.inputs is None:
            return ""
        part, version = part_of(self.source, index), version_of(self.source, index)
        return input_fingerprint(tuple(self.inputs(index)), part, version.text)


def identities_before(pipeline: Pipeline[Any], step: int) -> Identities:
    """Return what identifies what filter number `step` gathers from."""
    inputs = inputs_of(pipeline.source, pipeline.filters[: step - 1])
    return Identities(pipeline.source, inputs)


def gathering_pipeline(pipeline: Pipeline[Any], step: int, folder: Path) -> Pipeline[Any]:
    """Return the pipeline that gathers for filter number `step`: all before it, and `Gather`."""
    fitting = pipeline.filters[step - 1]
    if not isinstance(fitting, FittedFilter):
        raise TypeError(f"step {step} gathers nothing")
    before = tuple(
        Unkept(each) if is_stateful(each) else each for each in pipeline.filters[: step - 1]
    )
    gather = Gather(fitting, identities_before(pipeline, step), folder)
    return replace(pipeline, filters=before).ending_in(gather)


def packed(part: Part, name: str) -> bytes:
    """Encode a part; floating-point numbers keep all their bits.

    Raises
    ------
    CuratorError
        If there is something in it that is neither a number, text, list, dictionary nor array.
    """
    try:
        return msgspec.msgpack.encode([part.identity, part.states], enc_hook=_encoded)
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
        raise CuratorError(
            "what {name} gathered cannot be kept: {error}; numbers, texts, lists, dictionaries "
            "and NumPy arrays can",
            name=name,
            error=error,
        ) from error


def unpacked(data: bytes) -> Part:
    """Decode a part.

    Raises
    ------
    ValueError
        If it is none.
    """
    try:
        identity, states = msgspec.msgpack.decode(data, ext_hook=_decoded)
    except (TypeError, ValueError, msgspec.MsgspecError) as error:
        raise ValueError(Message("a gathered part is damaged: {error}", error=error)) from error
    return Part(identity, states)


def _encoded(value: Any) -> Any:
    import numpy as np

    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        head = [value.dtype.str, list(value.shape)]
        data = msgspec.msgpack.encode([*head, np.ascontiguousarray(value).tobytes()])
        return msgspec.msgpack.Ext(_ARRAY, data)
    raise TypeError(Message("{type} is none of these", type=type(value).__name__))


def _decoded(code: int, data: memoryview) -> Any:
    import numpy as np

    if code != _ARRAY:
        raise ValueError(Message("there is a value of unknown kind"))
    dtype, shape, content = msgspec.msgpack.decode(data)
    return np.frombuffer(content, dtype).reshape(shape)


class GatheredParts:
    """The parts in a folder."""

    def __init__(self, folder: Path) -> None:
        self._kept = KeptParts(folder, SUFFIX)

    def current(self, identities: dict[int, str]) -> set[int]:
        """Return the indices with a part that was read from the files as they are."""
        return {index for index in identities if self._identity(index) == identities[index]}

    def _identity(self, index: int) -> str | None:
        try:
            return self.part(index).identity if index in self._kept else None
        except (OSError, ValueError):
            return None  # it is gathered again

    def part(self, index: int) -> Part:
        return unpacked(self._kept.read(index))

    def combined(self, step: FittedFilter[Any], indices: Sequence[int]) -> tuple[list[Any], int]:
        """Put the states of indices together, in this order; an empty list if there are none.

        Also returns of how many indices no item came through.
        """
        total: list[Any] = []
        without = 0
        for index in indices:
            states = self.part(index).states
            without += not states
            for state in states:
                total = [step.combine(total[0], state)] if total else [state]
        return total, without

    def fold(self) -> None:
        """Leave one pack."""
        self._kept.fold()


def remove_other_parts(folder: Path, keep: set[str]) -> None:
    """Remove what was gathered for steps that are not there any more."""
    if not folder.is_dir():
        return
    for each in folder.iterdir():
        if each.is_dir() and each.name not in keep:
            shutil.rmtree(each, ignore_errors=True)
