"""Files that filters write beside the items: after each index they say which (`artifacts`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curator_gui.core.components import Filter
from curator_gui.core.errors import error_words
from curator_gui.core.filters.stateful import is_stateful, output_of
from curator_gui.core.message import Message
from curator_gui.run.worker.stage_clock import ResultError, StageClock, may_be_paths, path_text


class FilterArtifacts:
    """The filters of a worker's pipeline that name files, each with its number among the steps."""

    def __init__(self, pipeline: Any) -> None:
        self._folder = Path.cwd()  # a component may leave it
        self._steps = [
            (number, step, output_of(step) if is_stateful(step) else None)
            for number, step in enumerate(pipeline.filters, start=1)
            if _names_files(step)
        ]

    def __bool__(self) -> bool:
        return bool(self._steps)

    def named(self, clock: StageClock) -> tuple[str, ...]:
        """Return the files named since the last call, each once.

        What a filter that gathers says of its part, and of the result of all parts, is left out:
        they are not files of this index.

        Raises
        ------
        ResultError
            If a filter names something else than paths, or a file that is not there; the step is
            blamed.
        """
        found: dict[str, None] = {}
        for number, step, merged in self._steps:
            try:
                for path in _named_by(step):
                    if merged is None or not _belongs_to(Path(path), merged):
                        self._check(path, step)
                        found[path] = None
            except BaseException:
                clock.blame(number)
                raise
        return tuple(found)

    def _check(self, path: str, step: Any) -> None:
        if "://" in path:
            return
        try:
            (self._folder / path).stat()
        except (OSError, ValueError) as error:
            raise ResultError(
                Message(
                    "{name} named {path} among its artifacts, but it is not there: {error}",
                    name=_name(step),
                    path=path,
                    error=error_words(error),
                )
            ) from None

    def forget(self) -> None:
        """Let the filters drop what they would name of an index that has failed."""
        for _, step, _ in self._steps:
            step.artifacts()


def _names_files(step: Any) -> bool:
    own = getattr(type(step), "artifacts", None)
    return callable(own) and own is not Filter.artifacts


def _name(step: Any) -> str:
    return str(getattr(step, "name", type(step).__name__))


def _belongs_to(path: Path, merged: Path) -> bool:
    return path == merged or path.parent == merged.with_name(f".{merged.name}.parts")


def _named_by(step: Any) -> Iterator[str]:
    name, found = _name(step), step.artifacts()
    if found is None:
        return
    if not may_be_paths(found):
        raise ResultError(
            Message(
                "artifacts of {name} returned {found}, not a list of paths",
                name=name,
                found=f"{found!r:.80}",
            )
        )
    for path in found:
        yield path_text(path, name)
