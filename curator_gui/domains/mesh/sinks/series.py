"""The sink of whole series: all times of a mesh in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.components import Pipeline, Sink, Source
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.storage.outputs import Written
from curator_gui.core.text.naming import output_path, template_fields
from curator_gui.core.text.stored_names import beside
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.hdf_series import (
    Files,
    Frame,
    Series,
    Told,
    write_series,
)
from curator_gui.domains.mesh.formats.vtk.hdf_series_reading import read_series
from curator_gui.domains.mesh.formats.vtk.series_steps import step_of
from curator_gui.domains.mesh.origin import finite_time, origin_of
from curator_gui.domains.mesh.series import SeriesOf, series_name
from curator_gui.domains.mesh.sinks.base import output_folder
from curator_gui.domains.mesh.sinks.series_staging import (
    remove,
    stage,
    staged_frames,
    staged_indices,
    staged_times,
)

_FIELDS = {"series", "stem", "relpath", "index"}
_SUFFIX = ".vtkhdf"


class VTKHDFSeriesSink(Sink[Any]):
    """Write the times of a series to one `.vtkhdf` file, which ParaView plays and h5py reads.

    The items of all indices of a series are its steps, in the order of their times: those of an
    index with several, those of files named alike but for a number, of a .pvd, of an OpenFOAM case
    (see `domains.mesh.series`). Points and cells that stay the same are stored once, so are cells
    whose points move. Times are float64. Surfaces stay surfaces; other meshes become unstructured
    grids with the same points, cells and fields. Dots and slashes in field names become
    underscores, as the format wants it.

    Workers leave their steps beside the file, which is made of them after the run: the same for any
    number of workers, retries, kills and resumes. Running some indices again replaces exactly
    their steps.

    A field of real numbers that some steps lack is NaN there; whole numbers, and fields with other
    components in some steps, are left out; remarks name both.
    Format: https://docs.vtk.org/en/latest/vtk_file_formats/vtkhdf_file_format/

    Raises
    ------
    MeshError
        If an item has no time and no `interval` is given, has polyhedra, texts as a point or cell
        field, or two fields that get the same name; after the run, if two items of a series have
        the same time, or one is a surface and another is not.
    OSError
        If the file cannot be written completely.
    """

    name = "VTKHDF series"
    description = (
        "Writes all times of a series to one VTKHDF file; a mesh that stays the same is stored "
        "once."
    )
    version = "1"
    changes_items = False
    measurer = "curator_gui.domains.mesh.measures:measure_item"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("VTKHDF files")],
        name: Annotated[
            str,
            Param(
                "Name of each file: with {series} one for each series, with {stem} or {relpath} "
                "one for each file that is read, with {index} for each index; without any of "
                "them, such as run.vtkhdf, one for all."
            ),
        ] = "{series}.vtkhdf",
        interval: Annotated[
            float | None,
            Param(
                "Time between two indices of a series. The files' own times if unset; they have "
                "to tell them."
            ),
        ] = None,
        compression_level: Annotated[
            int,
            Param(
                "Effort of the deflate compression: 0 writes raw data, 9 the smallest file.",
                minimum=0,
                maximum=9,
            ),
        ] = 0,
    ) -> None:
        self.folder = Path(folder)
        self.template = name if name.lower().endswith(_SUFFIX) else name + _SUFFIX
        self.interval = interval
        self.compression_level = compression_level
        self._source: Source[Any] | None = None
        self._series: SeriesOf | None = None
        self._announced: frozenset[int] | range = frozenset()

    def __getstate__(self) -> dict[str, Any]:
        """Ship without the announced indices: only the parent needs them."""
        return {**self.__dict__, "_announced": frozenset()}

    def set_source(self, source: Source[Any]) -> None:
        self._source, self._series = source, SeriesOf(source)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a wrong name, series that would share a file, and files of others."""
        if self.interval is not None and not self.interval > 0:
            yield "interval", Message("has to be more than 0")
        try:
            self._check_name()
            shared = self._shared_by_series()
            if shared:
                yield "name", shared
        except ParamError as error:
            yield "name", str(error)
        except CuratorError:
            return  # a source that cannot be listed says so itself

    def _check_name(self) -> None:
        unknown = template_fields(self.template) - _FIELDS
        if unknown:
            raise ParamError(
                "{{{unknown}}} is no field; there are {fields}",
                unknown=min(unknown),
                fields=", ".join(f"{{{field}}}" for field in sorted(_FIELDS)),
            )
        output_path(self.folder, self.template, index=0, stem="a", relpath="a/a", series="a/a")

    def _shared_by_series(self) -> str:
        """Say which two series would go to one file although the name tells series apart."""
        if self._source is None or "series" not in template_fields(self.template):
            return ""
        owners: dict[Path, int] = {}
        for members in self._series_of().members.values():
            path, first = self.product_of(members[0]), members[0]
            other = owners.setdefault(path, first)
            if other != first:
                return Message(
                    "the series of {one} and of {other} would both be written to {path}; use "
                    "{{relpath}}, or name one file for all",
                    one=self._label(other),
                    other=self._label(first),
                    path=path,
                )
        return ""

    def _series_of(self) -> SeriesOf:
        assert self._series is not None
        return self._series

    def _label(self, index: int) -> str:
        label = self._source.label(index) if self._source is not None else ""
        return label or f"index {index}"

    def product_of(self, index: int) -> Path:
        """Return the file that an index is a part of."""
        origin = origin_of(self._source, index)
        values = {"stem": origin.stem, "relpath": origin.relpath, "series": series_name(origin)}
        return output_path(self.folder, self.template, index=index, **values)

    def shared_outputs(self, index: int) -> Sequence[str]:
        """Name the file that an index is a part of."""
        return (str(self.product_of(index)),)

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterator[str]:
        """Refuse two indices of a series that have the same time; say what an interval assumes.

        Looks at the first two of a series, where their times are known without reading.

        Raises
        ------
        MeshError
            Naming both.
        """
        first: dict[Path, tuple[int, float | None]] = {}
        for index in indices if self.interval is None else ():
            path, time = self.product_of(index), origin_of(self._source, index).time
            other, known = first.setdefault(path, (index, time))
            if other != index and time is not None and time == known:
                raise MeshError(self._same_time(other, index, time, path))
        return iter(()) if self.interval is None else self._series_of().uneven()

    def _same_time(self, one: int, other: int, time: float, path: Path) -> Message:
        return Message(
            "{one} and {other} both have the time {time} and would be one step of {path}; name "
            "files with {{stem}} or {{series}}, or give an interval",
            one=self._label(one),
            other=self._label(other),
            time=time,
            path=path,
        )

    def prepare(self, indices: Sequence[int]) -> None:
        """Make the files, empty, unless they are there, and remember what is about to be run.

        Raises
        ------
        MeshError
            If a file of another program is in the place of one.
        """
        self.check_place(indices)
        self._announced = indices if isinstance(indices, range) else frozenset(indices)
        for path in self._products(indices):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse files that are there and of another program, or damaged."""
        for path in self._products(indices):
            with Files() as files:
                _there(path, files)

    def _products(self, indices: Iterable[int]) -> dict[Path, set[int]]:
        found: dict[Path, set[int]] = {}
        for index in indices:
            found.setdefault(self.product_of(index), set()).add(index)
        return found

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        """Leave the steps of an index beside the file, which is returned."""
        path = self.product_of(index)
        steps = [step_of(mesh, self._time(mesh, index, n)) for n, mesh in enumerate(items)]
        self._refuse_same_times(path, index, [step.time for step in steps])
        size = stage(_staging(path), index, steps)
        if not steps:
            return []
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return [Written(path, size)]

    def _refuse_same_times(self, path: Path, index: int, times: list[float]) -> None:
        """Refuse times that the indices beside it have: the file could not tell which is which.

        After the run all are compared; this is to say it while the first ones are done.
        """
        for other in (index - 1, index + 1):
            if not 0 <= other < self._count():
                continue
            same = set(times).intersection(staged_times(_staging(path), other))
            if same and self.product_of(other) == path:
                raise MeshError(self._same_time(other, index, min(same), path))

    def _count(self) -> int:
        return len(self._source) if self._source is not None else 0

    def _time(self, mesh: Any, index: int, number: int) -> float:
        if self.interval is not None:
            if number:
                raise MeshError("has several items, so an interval cannot tell their times")
            return self._series_of().place(index).position * self.interval
        time = finite_time(mesh, origin_of(self._source, index))
        if time is None:
            raise MeshError("has no time, so it is no step of a series; give the interval")
        return time

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Make the files of all finished indices; those of which none is left are removed.

        Raises
        ------
        MeshError
            If steps have the same time or do not belong together, or are gone; what is staged is
            kept then, and all other files are complete.
        """
        finished = set(indices)
        errors: list[MeshError] = []
        written = []
        for path, members in self._products(finished.union(self._announced)).items():
            try:
                if self._complete(path, members & finished):
                    written.append(str(path))
            except MeshError as error:
                errors.append(error)
        if errors:
            raise errors[0]
        return written

    def _complete(self, path: Path, finished: set[int]) -> bool:
        """Bring one file up to date; whether there is one."""
        folder = _staging(path)
        new = staged_indices(folder) & finished
        with Files() as files:
            old = _there(path, files)
            kept = [frame for frame in old.frames if self._keeps(frame.index, finished, new)]
            staged = list(staged_frames(folder, sorted(new), files))
            frames = sorted([*kept, *staged], key=lambda f: (f.time, f.index, f.item))
            still_empty = frozenset(i for i in old.empty if self._keeps(i, finished, new))
            empty = still_empty | (new - {frame.index for frame in staged})
            if frames and (new or len(kept) < len(old.frames)):
                self._check(frames, path)
                self._write(Series(frames, empty), path, files)
        if not frames:
            path.unlink(missing_ok=True)
        missing = finished - empty - {frame.index for frame in frames} if frames else set()
        remove(folder)
        if missing:
            self._refuse_missing(missing, path)
        return bool(frames)

    def _write(self, series: Series, path: Path, files: Files) -> None:
        with atomic_path(path) as part:
            told = write_series(series, part, self.compression_level)
            files.close()  # one of them may be the file that is replaced
        _say(told)

    def _keeps(self, index: int, finished: set[int], new: set[int]) -> bool:
        if index in new or (self._source is not None and index >= len(self._source)):
            return False
        return index in finished or index not in self._announced

    def _refuse_missing(self, missing: set[int], path: Path) -> None:
        raise MeshError(
            "the steps of {count} finished indices are gone from {path}, such as {name}: delete "
            "it and run them again",
            count=len(missing),
            path=path,
            name=self._label(min(missing)),
        )

    def _check(self, frames: Sequence[Frame], path: Path) -> None:
        for before, after in pairwise(frames):
            if before.time == after.time:
                raise MeshError(self._same_time(before.index, after.index, after.time, path))
            if before.is_surface != after.is_surface:
                raise MeshError(
                    "{one} and {other} cannot be steps of {path}: one is a surface, the other not",
                    one=self._label(before.index),
                    other=self._label(after.index),
                    path=path,
                )


def _there(path: Path, files: Files) -> Series:
    """Return what a file holds; nothing of one that is not there or has not begun."""
    if not path.exists() or not path.stat().st_size:
        return Series(())
    return read_series(path, files)


def _staging(path: Path) -> Path:
    return beside(path, ".staged")


def _say(told: Told) -> None:
    if told.filled:
        names = ", ".join(told.filled)
        remark(Message("fields that some steps lack are NaN there: {names}", names=names))
    if told.made_real:
        names = ", ".join(told.made_real)
        remark(
            Message("fields that are whole numbers in some steps become real: {names}", names=names)
        )
    if told.left_out:
        remark(
            Message(
                "fields that some steps lack, or have with other components, are left out: {names}",
                names=", ".join(told.left_out),
            )
        )
