"""What the sinks share: names from templates, collisions, several items per index."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.components import Sink, Source
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.storage.outputs import Written, folder_size
from curator_gui.core.text.naming import check_template, output_path, template_fields
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import with_names
from curator_gui.domains.mesh.formats.arrays import mesh_arrays
from curator_gui.domains.mesh.origin import MeshSource, item_time, origin_of


class MeshSink(Sink[Any]):
    """A sink with one file or folder per mesh, named by a template; subclasses write `write`."""

    measurer = "curator_gui.domains.mesh.measures:measure_item"
    changes_items = False

    suffix = ""
    """What the names end in; added to a template that lacks it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = Path(folder)
        self.template = name if name.lower().endswith(self.suffix) else name + self.suffix
        self.source: Source[Any] | None = None

    def write(self, mesh: Any, path: Path) -> None:
        """Write one `pyvista.DataSet` so that `path` only ever shows a complete file."""
        raise NotImplementedError

    def set_source(self, source: Source[Any]) -> None:
        self.source = source

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        """Write the meshes of one index as they come and return their paths.

        Raises
        ------
        MeshError
            If two meshes of the index would have the same name, or one has no points.
        """
        outputs: list[str] = []
        for number, mesh in enumerate(items):
            path = self._path(mesh, index, number)
            _check_item(mesh, path, outputs)
            self.write(with_names(mesh), path)
            outputs.append(Written(path, folder_size(path)) if path.is_dir() else str(path))
        return outputs

    @cached_property
    def _fields(self) -> frozenset[str]:
        return template_fields(self.template)

    def _path(self, mesh: Any, index: int, item: int) -> Path:
        origin = origin_of(self.source, index)
        time = item_time(mesh, origin)
        if time is None and "time" in self._fields:
            raise MeshError(
                "has no time, but the sink's name {template} asks for {{time}}",
                template=repr(self.template),
            )
        values = {"stem": origin.stem, "relpath": origin.relpath, "time": time}
        return output_path(self.folder, self.template, index=index, item=item, **values)

    def planned_outputs(self, index: int) -> Sequence[str]:
        """Name the output of an index, where the template needs nothing that only reading tells."""
        name = self._planned_name(index)
        return () if name is None else (str(self.folder.joinpath(*name.split("/"))),)

    def _planned_name(self, index: int) -> str | None:
        if self.source is None or "item" in self._fields:
            return None
        origin = origin_of(self.source, index)
        if origin.time is None and "time" in self._fields:
            return None
        values = {"stem": origin.stem, "relpath": origin.relpath, "time": origin.time}
        try:
            return self.template.format(index=index, item=0, **values)
        except (KeyError, ValueError, IndexError) as error:
            raise ParamError(
                "cannot fill in {template}: {error}", template=repr(self.template), error=error
            ) from None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a wrong template, two indices with the same output, and outputs over inputs."""
        try:
            check_template(self.template)
            yield from self._collisions()
        except ParamError as error:
            yield "name", str(error)

    def _collisions(self) -> Iterator[tuple[str, str]]:
        source = self.source
        count = _size(source)
        if source is None or not count:
            return
        first = self.planned_outputs(0)
        if isinstance(source, MeshSource) and first and source.would_list(Path(first[0])):
            yield (
                "folder",
                Message(
                    "{first} would be taken for an input the next time the source is "
                    "listed; choose another output folder",
                    first=first[0],
                ),
            )
            return
        yield from self._shared_outputs(source, count)

    def _shared_outputs(self, source: Source[Any], count: int) -> Iterator[tuple[str, str]]:
        owners: dict[str, int] = {}
        for index in range(count):
            name = self._planned_name(index)
            if name is None:
                return
            owner = owners.setdefault(_same_file_key(name), index)
            if owner != index:
                pair = f"{_describe(source, owner)} and {_describe(source, index)}"
                yield (
                    "name",
                    Message(
                        "{pair} would both be written to {name}; add {{relpath}} or {{index}}",
                        pair=pair,
                        name=name,
                    ),
                )
                return


def _check_item(mesh: Any, path: Path, outputs: Sequence[str]) -> None:
    if str(path) in outputs:
        raise MeshError(
            "has several items, and two would be written to {path}; add {{item}} "
            "to the sink's name",
            path=path,
        )
    if not mesh.GetNumberOfPoints():
        raise MeshError("has no points, so there is nothing to write")


ChunkSize = Annotated[
    float,
    Param(
        "Largest size of a chunk before compression; readers fetch whole chunks.",
        unit="MB",
        minimum=0.001,
    ),
]


class ArraySink(MeshSink):
    """A sink of named arrays (see `mesh.formats.arrays`); subclasses write `save`."""

    def write(self, mesh: Any, path: Path) -> None:
        self.save(mesh_arrays(mesh), path)

    def save(self, arrays: dict[str, Any], path: Path) -> None:
        """Write the arrays so that `path` only ever shows a complete file or store."""
        raise NotImplementedError


def chunk_shape(array: Any, chunk_mb: float) -> tuple[int, ...]:
    """Cut an array into chunks of at most this many MB: along its first axis, then the next."""
    shape = [max(1, size) for size in array.shape]
    allowed = max(1, int(chunk_mb * 1e6) // array.itemsize)
    for axis in range(len(shape)):
        rest = math.prod(shape[axis + 1 :])
        shape[axis] = max(1, min(shape[axis], allowed // rest))
        if shape[axis] > 1 or rest <= allowed:
            break
    return tuple(shape)


def _size(source: Source[Any] | None) -> int:
    try:
        return len(source) if source is not None else 0
    except CuratorError:  # the source reports its own problems
        return 0


def _same_file_key(name: str) -> str:
    """Fold what the system's file names don't distinguish (macOS and Windows: case)."""
    return name.casefold() if sys.platform == "darwin" else os.path.normcase(name)


def _describe(source: Source[Any], index: int) -> str:
    label = source.label(index)
    return f"index {index} ({label})" if label else f"index {index}"


def output_folder(what: str) -> Param:
    return Param(f"Folder for the {what}; made if it is not there.", widget="output_folder")


OutputName = Annotated[
    str,
    Param(
        "Name of each file, with {stem}, {relpath} (folders below the source's and stem), "
        "{index}, {item} or {time} filled in; formats such as {index:05d} are allowed.",
        widget="template",
    ),
]
