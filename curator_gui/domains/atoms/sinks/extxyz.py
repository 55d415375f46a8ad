"""Extended XYZ files as a sink."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Sink, Source
from curator_gui.core.errors import ParamError
from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path, remove_quietly
from curator_gui.core.text.naming import check_template, output_path, template_fields
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.xyz.extxyz import LABELS, labelled_text
from curator_gui.domains.atoms.sinks.one_xyz import OneXYZFile

if TYPE_CHECKING:
    from ase import Atoms


def naming_values(source: Source[Any] | None, index: int) -> dict[str, str]:
    """Return `stem` and `relpath` of the file an index is read from.

    `relpath` is its path without suffix below the source's `path`, with forward slashes. A source
    without files (synthetic structures) gives `structure` for both.
    """
    inputs = source.inputs(index) if source is not None else ()
    if not inputs:
        return {"stem": "structure", "relpath": "structure"}
    return dict(_names_of(inputs[0], getattr(source, "path", None)))


@lru_cache(1024)
def _names_of(name: str, root: Path | None) -> tuple[tuple[str, str], ...]:
    path = Path(name)
    return ("stem", path.stem), ("relpath", _below(path, root))


def _below(path: Path, root: Path | None) -> str:
    if root is None or path == root or not path.is_relative_to(root):
        return path.stem
    return str(PurePosixPath(path.relative_to(root).with_suffix("")))


class ExtXYZSink(Sink["Atoms"]):
    """One extended XYZ file per index, per structure if the name has `{item}`, or for all.

    A name without any field, such as `train.xyz`, is one file for all structures in the order of
    the indices: it is built after the run (see `OneXYZFile`).

    Calculator results are written under their own names (stress as 3 x 3 matrix), per-atom
    properties as columns, the rest on the comment line. An index that yields no structure gets no
    file. Without `decimals` the numbers read back are the same to the last bit.

    Raises
    ------
    StructureError
        If the format cannot hold a property, or `{time}` is asked for and a structure has none.
    """

    measurer = "curator_gui.domains.atoms.measures:measure_item"
    changes_items = False

    added = {"labels": "ase"}
    name = "Extended XYZ files"
    description = (
        "Writes the structures of each index to an extended XYZ file, or all to one, with "
        "energies, forces and all other properties, without losing digits."
    )

    def __init__(
        self,
        folder: Annotated[Path, Param("Where the files go.", widget="output_folder")],
        template: Annotated[
            str,
            Param(
                "Name of each file, from {index}, {item}, {stem} (the input file's name), "
                "{relpath} and {time}. Without {item} all structures of an index share a file. A "
                "name without any of them, such as train.xyz, is one file for the whole set.",
                widget="shared_template",
            ),
        ] = "{stem}_{index:06d}.xyz",
        decimals: Annotated[
            int | None,
            Param(
                "Digits after the point in positions, forces and other columns; not set writes "
                "every digit.",
                minimum=1,
                maximum=17,
            ),
        ] = None,
        labels: Annotated[
            str,
            Param(
                "Under which names results are written: ase calls them energy, forces, stress; "
                "mace calls them REF_energy, REF_forces, REF_stress, and marks single atoms as "
                "IsolatedAtom.",
                choices=LABELS,
            ),
        ] = "ase",
    ) -> None:
        check_template(template, shared=True)
        self.folder = Path(folder)
        self.template = template
        self.decimals = decimals
        self.labels = labels
        self._source: Source[Any] | None = None
        self._fields = template_fields(template)
        self._shared: OneXYZFile | None = None
        if not self._fields:
            self._shared = OneXYZFile(output_path(self.folder, template), decimals, labels)

    def set_source(self, source: Source[Atoms]) -> None:
        """Learn the names of the input files."""
        self._source = source
        if self._shared is not None:
            self._shared.set_source(source)

    def prepare(self, indices: Sequence[int]) -> None:
        """Create the placeholder of a file for all indices."""
        if self._shared is not None:
            self._shared.prepare(indices)

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Build the file for all indices, if it is one."""
        return [] if self._shared is None else self._shared.finish(indices)

    def __call__(self, items: Iterator[Atoms], index: int) -> list[str]:
        """Write the files of one index and return their paths."""
        if self._shared is not None:
            return self._shared(items, index)
        names = naming_values(self._source, index)
        texts: dict[Path, list[str]] = {}
        for item, atoms in enumerate(items):
            path = self._path(names, index, item, atoms)
            texts.setdefault(path, []).append(labelled_text(atoms, self.decimals, self.labels))
        for path, frames in texts.items():
            with atomic_path(path) as part:
                part.write_text("".join(frames), encoding="utf-8", newline="\n")
        if not texts:  # an earlier attempt or run may have written some
            for planned in self.planned_outputs(index):
                remove_quietly(Path(planned))
        return [str(path) for path in texts]

    def _path(self, names: dict[str, str], index: int, item: int, atoms: Atoms) -> Path:
        values: dict[str, Any] = {**names, "index": index, "item": item}
        if "time" in self._fields:
            values["time"] = _time_of(atoms)
        return output_path(self.folder, self.template, **values)

    def planned_outputs(self, index: int) -> Sequence[str]:
        """Name the file of an index, unless its name depends on what is read."""
        if self._shared is not None or self._fields & {"item", "time"}:
            return ()
        names = naming_values(self._source, index)
        return (str(output_path(self.folder, self.template, index=index, **names)),)

    def shared_outputs(self, index: int) -> Sequence[str]:
        """Name the file for all indices, if it is one."""
        return () if self._shared is None else self._shared.shared_outputs(index)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Find two indices that would write the same file, and a file that is somebody else's."""
        if self._shared is not None:
            yield from self._shared.problems()
            return
        if self._source is None or self._fields & {"index", "time"}:
            return
        try:
            yield from self._collisions(self._source)
        except ParamError as error:
            yield "template", str(error)
        except StructureError:
            return  # a source without files says so itself

    def _collisions(self, source: Source[Any]) -> Iterator[tuple[str, str]]:
        seen: dict[Path, int] = {}
        for index in range(len(source)):
            names = naming_values(source, index)
            path = output_path(self.folder, self.template, item=0, **names)
            if path in seen:
                message = f"indices {seen[path]} and {index} would both write {path}; add {{index}}"
                yield "template", message
                return
            seen[path] = index


def _time_of(atoms: Atoms) -> float:
    for key in ("time", "Time"):
        if isinstance(atoms.info.get(key), (int, float)):
            return float(atoms.info[key])
    raise StructureError("the name asks for {time}, but the structure has no property 'time'")
