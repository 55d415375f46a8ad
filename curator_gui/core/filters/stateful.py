"""Filters that gather something over all items: ours by their class, others' by what they offer.

A filter of physicsnemo-curator gathers if it has `flush`, `_output_path`, `merge(paths, output)`
(its `run.base`, Apache-2.0). It has no `reset`, and what it keeps across a flush depends on what
its process has run before; so each index begins with the state in which the filter was sent.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from curator_gui.core.components import StatefulFilter
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.pickling import keep_thread_locals

_CONTRACT = ("flush", "_output_path", "merge")
_PLACEHOLDER = "{worker_id}"
"""Stands in their output paths for the process; here all parts become one file without it."""
_SEAM = re.compile(r"[_.-]\{worker_id\}|^\{worker_id\}[_-]")
_MERGED = "merged"


def is_stateful(step: Any) -> bool:
    """Whether a filter, or a class of filters, gathers something that has to be merged."""
    if isinstance(step, type):
        return issubclass(step, StatefulFilter) or {"flush", "merge"}.isdisjoint(_missing(step))
    return isinstance(step, StatefulFilter) or not _missing(step)


def _missing(step: Any) -> list[str]:
    """Name what a filter lacks; None in its place says that it is not there."""
    return [name for name in _CONTRACT if getattr(step, name, None) is None]


def check_stateful(step: Any) -> None:
    """Refuse a filter whose results could not be put together.

    One of others whose output path is None was told to write nothing: it gathers nothing.

    Raises
    ------
    ParamError
        If it can be flushed, but does not say where to or how parts are merged.
    """
    if is_stateful(step) or not callable(getattr(step, "flush", None)):
        return
    if getattr(step, "_output_path", _MERGED) is None:
        return
    raise ParamError(
        "{name} has flush but no {missing}: what it gathers would be lost in the workers; use it "
        "without an output file, if it can do that, or leave it out",
        name=getattr(step, "name", type(step).__name__),
        missing=", ".join(_missing(step)),
    )


def output_of(step: Any) -> Path:
    """Return where the merged result of a stateful filter goes."""
    if isinstance(step, StatefulFilter):
        return Path(step.output_path)
    path = Path(step._output_path)
    if _PLACEHOLDER not in path.name:
        return path
    name = _SEAM.sub("", path.name).replace(_PLACEHOLDER, "")
    # Of a name that is nothing but the placeholder only the suffix would be left: a hidden file.
    return path.with_name(f"{_MERGED}{name}" if name in ("", path.suffix) else name)


def point_to(step: Any, path: Path) -> None:
    """Let a stateful filter write to this path at its next flush."""
    if isinstance(step, StatefulFilter):
        step.output_path = path
    else:
        step._output_path = path


def refuse_shared_outputs(steps: Sequence[Any]) -> None:
    """Refuse steps that gather into the same file: the last would write over the others.

    Raises
    ------
    ParamError
        Naming two of them and the file.
    """
    owners: dict[str, str] = {}
    for step in steps:
        if is_stateful(step):
            path = os.path.abspath(output_of(step))  # noqa: PTH100 - without "..", links kept
            name = getattr(step, "name", type(step).__name__)
            if path in owners:
                raise ParamError(
                    "{first} and {second} both write {path}; give one of them another file",
                    first=owners[path],
                    second=name,
                    path=path,
                )
            owners[path] = name


class Fresh:
    """Brings a stateful filter back to where no item has passed it."""

    def __init__(self, step: Any) -> None:
        self._step = step
        keep_thread_locals()
        self.is_own = isinstance(step, StatefulFilter)
        """Whether it is of our class."""
        self._state = None if self.is_own else deepcopy(vars(step))

    def after_flush(self) -> None:
        """Forget what a filter of others keeps across a flush; ours keep nothing."""
        if self._state is not None:
            vars(self._step).clear()
            vars(self._step).update(deepcopy(self._state))

    def after_failure(self) -> None:
        """Forget what a failed index has left."""
        if self._state is None:
            self._step.reset()
        else:
            self.after_flush()


def flush_to(step: Any, scratch: Path) -> None:
    """Let a stateful filter, which points to `scratch`, write there what it has gathered.

    Where a filter of others writes nothing there was nothing to write: the part is empty.

    Raises
    ------
    CuratorError
        If one of others has written, by what it returns, to another place than its `_output_path`.
    """
    named = step.flush()
    if isinstance(step, StatefulFilter) or scratch.exists():
        return
    if named:
        raise CuratorError(
            "flush returned {named} and has not written to _output_path, {path}: so what was "
            "gathered cannot be merged; let flush write to exactly that path",
            named=f"{named!r:.200}",
            path=scratch,
        )
    scratch.touch()


def merge_parts(step: Any, parts: Sequence[Path], output: Path) -> bool:
    """Merge the parts of a stateful filter, in order; return whether there was anything.

    An empty part stands for an index in which a filter of others had nothing to write. If that is
    so for all, a remark says that there is no result.

    Raises
    ------
    CuratorError
        If a filter of others has merged without writing the output.
    """
    if isinstance(step, StatefulFilter):
        type(step).merge(parts, output)
        return True
    full = [str(part) for part in parts if part.is_dir() or part.stat().st_size]
    name = getattr(step, "name", type(step).__name__)
    if not full:
        remark(
            Message("{name} has gathered nothing: {path} is not written", name=name, path=output)
        )
        return False
    output.parent.mkdir(parents=True, exist_ok=True)
    with _set_aside(output):
        step.merge(full, str(output))
        if not output.exists():
            raise CuratorError(
                "merge of {name} returned, but has not written {path}; its parts are kept",
                name=name,
                path=output,
            )
    return True


@contextmanager
def _set_aside(output: Path) -> Iterator[None]:
    """Put the result of an earlier run aside until there is another; bring it back if not.

    So a merge that appends begins anew, and an old result is not taken for what it has written.
    """
    aside = output.with_name(f".{output.name}.before")
    if output.exists():
        _remove(aside)
        output.rename(aside)
    try:
        yield
    except BaseException:
        if aside.exists():
            _remove(output)
            aside.rename(output)
        raise
    _remove(aside)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
