"""The source of GRIB files."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from curator_gui.core import Param, Pipeline
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, unreadable
from curator_gui.domains.grid.formats.headers import Header, dataset_header
from curator_gui.domains.grid.listing import Axis
from curator_gui.domains.grid.sources.arguments import FilePattern, Recursive, Variables
from curator_gui.domains.grid.sources.base import DatasetSource
from curator_gui.domains.grid.sources.grib_cubes import (
    VALID_TIME,
    damage_text,
    grib_axis,
    grib_cubes,
    grib_file,
    open_grib,
)
from curator_gui.domains.grid.sources.grib_messages import Hypercube, chosen

if TYPE_CHECKING:
    import xarray as xr

GRIB_SUFFIXES = (".grib", ".grib2", ".grib1", ".grb", ".grb2", ".grb1")


class GRIBSource(DatasetSource):
    """GRIB files of edition 1 and 2, read with ecCodes through cfgrib.

    A file holds fields, one in a message or several. Those of one level type and grid whose
    variables stand at the same times, steps, levels and ensemble members form a group, one
    hypercube, with its dimensions in the order number, time, step, level, latitude, longitude.
    Latitudes stay in the order of the file. Values are 32-bit floating-point numbers, NaN where
    they are missing. No index file is written.
    """

    name = "GRIB files"
    counting_may_crash = True  # ecCodes dies of some damaged headers
    description = "Reads GRIB files: one item per file, or one per valid time, step or member."

    def __init__(
        self,
        folder: Annotated[
            str,
            Param(
                "Folder of the files, or an address such as s3://bucket/gfs, whose files are "
                "copied here before they are read.",
                suffixes=GRIB_SUFFIXES,
                widget="folder",
            ),
        ],
        pattern: FilePattern = "*.grib",
        recursive: Recursive = False,
        dimension: Annotated[
            str | None,
            Param(
                "Dimension whose positions become the items: valid_time, time, step, number (the "
                "ensemble's member) or a type of level. Not set: each file is one item.",
                role="dimension",
            ),
        ] = None,
        variables: Variables = None,
        group: Annotated[
            str | None,
            Param(
                "Group of messages to read, named by its type of level, such as isobaricInhPa. "
                "Not set: the only one; a file with several is refused, with their names."
            ),
        ] = None,
        damaged: Annotated[
            Literal["refuse", "leave out"],
            Param(
                "What to do with a file that has damaged messages: refuse it, or leave these "
                "messages out; missing positions are NaN then. Either names them."
            ),
        ] = "refuse",
    ) -> None:
        super().__init__(folder, pattern, recursive, dimension, variables, group)
        self._leave_out = damaged == "leave out"

    def _open_dataset(self, path: str) -> xr.Dataset:
        return open_grib(path, self._group, self._dimension, self._leave_out)

    def _load(self, path: str, position: int) -> xr.Dataset:
        item = super()._load(path, position)
        for words in self._left_out(path, self._cubes(path)):
            warnings.warn(words, UserWarning, stacklevel=2)
        return item

    def _read_axis(self, path: str, dimension: str) -> Axis:
        with self._open_dataset(path) as dataset:
            return grib_axis(dataset, dimension)

    def _read_header(self, path: str, varying: frozenset[str]) -> Header | None:
        try:
            with self._open_dataset(path) as dataset:
                return dataset_header(dataset, varying)
        except (*READ_ERRORS, GridError):
            return None

    def _read(self, dataset: xr.Dataset, path: str, position: int | None) -> xr.Dataset:
        from eccodes import CodesInternalError

        try:
            return super()._read(dataset, path, position)
        except (CodesInternalError, EOFError) as error:
            unreadable(path, error)

    def _cubes(self, path: str) -> list[Hypercube]:
        return grib_cubes(path, self._dimension == VALID_TIME, self._leave_out)

    def _groups(self, path: str) -> list[str]:
        return [cube.name for cube in self._cubes(path)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report what all sources of files do, and a group that the first file lacks."""
        yield from super().problems()
        if self._group is None:
            return
        try:
            paths = self._paths()
            names = self._groups(paths[0]) if paths else [self._group]
        except GridError:
            return  # one damaged file does not stop the others: its index will say so
        if self._group not in names:
            have = listed_names(names)
            yield (
                "group",
                Message(
                    "{path} has no group {name}; it has {have}",
                    path=paths[0],
                    name=repr(self._group),
                    have=have,
                ),
            )

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say what of the first file is left out: groups, damaged messages, empty positions.

        Other files are not opened for it: ecCodes may die of a damaged header, and a worker's death
        costs one index. What of them is left out is said when they are read.
        """
        path = self.inputs(indices[0])[0]
        try:
            cubes = self._cubes(path)
        except GridError:
            return  # reading the item says why
        yield from self._left_out(path, cubes)

    def _left_out(self, path: str, cubes: Sequence[Hypercube]) -> Iterable[str]:
        cube = chosen(cubes, self._group)
        if cube is None:
            return
        if others := [other.name for other in cubes if other is not cube]:
            groups = listed_names(others)
            yield Message("groups of {path} that are not read: {groups}", path=path, groups=groups)
        found = grib_file(path, self._leave_out)
        if found.damage:
            yield Message(
                "damaged messages of {path} are left out: {damage}",
                path=path,
                damage=damage_text(found),
            )
        if holes := cube.holes(self._dimension == VALID_TIME):
            yield Message(
                "positions of {path} without a message are NaN: {holes}",
                path=path,
                holes=", ".join(f"{name} {count}" for name, count in holes.items()),
            )
