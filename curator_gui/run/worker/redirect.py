"""Let a pipeline write somewhere else: for samples that must leave nothing behind."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from curator_gui.core.components import Pipeline, Sink
from curator_gui.core.filters.stateful import is_stateful, output_of, point_to
from curator_gui.core.params.coercion import strip_optional
from curator_gui.core.params.param import Param, params_of

OUTPUT_WIDGETS = ("output_folder", "output_file")


class Discard(Sink[Any]):
    """Takes the items and writes nothing; stands in for a sink that cannot write elsewhere."""

    changes_items = False
    name: ClassVar[str] = "Nothing"
    description: ClassVar[str] = "Takes all items and writes nothing."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        for _ in items:
            pass
        return []


def output_paths(component: Any) -> dict[str, Path]:
    """Return the paths that a component writes to, by the name of the argument."""
    arguments = getattr(component, "arguments", {})
    hinted = [param.name for param in params_of(component) if param.widget in OUTPUT_WIDGETS]
    return {name: Path(arguments[name]) for name in hinted if _is_local(arguments.get(name))}


def output_place(pipeline: Pipeline[Any]) -> Path | None:
    """Return the folder or file that the first sink that tells it writes; None if none does."""
    return next(iter(output_places(pipeline)), None)


def output_places(pipeline: Pipeline[Any]) -> list[Path]:
    """Return the folder or file that each sink writes, of those whose parameters tell."""
    found = (next(iter(output_paths(sink).values()), None) for sink in pipeline.sinks)
    return [place for place in found if place is not None]


def redirected(pipeline: Pipeline[Any], folder: Path) -> tuple[Pipeline[Any], bool]:
    """Return the pipeline with all its outputs below `folder`, and whether all sinks take part.

    Components are constructed anew with other output paths; the source stays, with its listing. A
    sink without a parameter that is marked as an output (or with a URL) is replaced by `Discard`.
    """
    filters = tuple(
        _elsewhere(step, folder / f"step-{number}")
        for number, step in enumerate(pipeline.filters, start=1)
    )
    bare = replace(pipeline, filters=filters).ending_in()
    sinks = [
        _elsewhere(sink, folder / _outputs_name(number)) if output_paths(sink) else Discard()
        for number, sink in enumerate(pipeline.sinks)
    ]
    whole = bool(sinks) and not any(isinstance(sink, Discard) for sink in sinks)
    return bare.write(*(sinks or [Discard()])), whole


def _outputs_name(number: int) -> str:
    """Name the folder of a sink's outputs: sinks may write the same names."""
    return "outputs" if not number else f"outputs-{number + 1}"


def _elsewhere(component: Any, folder: Path) -> Any:
    paths = output_paths(component)
    if paths:
        moved = {name: _typed(component, name, folder / p.name) for name, p in paths.items()}
        component = type(component)(**{**component.arguments, **moved})
    if is_stateful(component) and not _below(output_of(component), folder):
        component = copy.copy(component)
        point_to(component, folder / output_of(component).name)
    return component


def _typed(component: Any, name: str, path: Path) -> Any:
    """Return a path as the kind of value that the argument takes."""
    param = next(param for param in params_of(component) if param.name == name)
    return path if strip_optional(param.type) is Path else str(path)


def _is_local(value: Any) -> bool:
    return bool(value) and isinstance(value, (str, Path)) and "://" not in str(value)


def _below(path: Any, folder: Path) -> bool:
    return Path(path).is_relative_to(folder)
