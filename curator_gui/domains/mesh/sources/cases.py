"""The source for folders of cases: several files, found by patterns with a key, are one item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.common.listing import natural_key, scan
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice
from curator_gui.domains.mesh.filters.values.global_data import with_global_data
from curator_gui.domains.mesh.formats.blocks import combine
from curator_gui.domains.mesh.formats.tables import listed, read_numbers
from curator_gui.domains.mesh.formats.vtk.reading import read_vtk
from curator_gui.domains.mesh.origin import MeshSource, Origin, from_block
from curator_gui.domains.mesh.sources.vtk import checked_blocks

KEY = "{case}"
_CSV = ("run_{case}/force_mom_{case}.csv", "run_{case}/geo_parameters_{case}.csv")
LAYOUTS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "own": ({}, ()),
    "DrivAerML": (
        {
            "surface": "run_{case}/boundary_{case}.vtp",
            "volume": "run_{case}/volume_{case}.vtu",
            "geometry": "run_{case}/drivaer_{case}.stl",
        },
        _CSV,
    ),
    "AhmedML": (
        {
            "surface": "run_{case}/boundary_{case}.vtp",
            "volume": "run_{case}/volume_{case}.vtu",
            "geometry": "run_{case}/ahmed_{case}.stl",
        },
        _CSV,
    ),
    "DrivAerNet++": (  # folders by kind of car, in volumes also by part of the download
        {
            "surface": "PressureVTK/*/{case}.vtk",
            "wall_shear": "WallShearStressVTK_Updated/*/{case}.vtk",
            "volume": "CFD/*/{case}.vtk",
            "geometry": "3DMeshesSTL/*/{case}.stl",
        },
        (),
    ),
}
"""Where the files of public data sets are, below their folder: meshes by part, and numbers.

DrivAerNet++ has its numbers in tables with a row for each design (column `Design`), which
`GlobalTable` adds.
"""


@dataclass(frozen=True)
class Case:
    """A key, the mesh files by part, and the files of numbers; paths below the folder."""

    key: str
    meshes: Mapping[str, str]
    numbers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class CaseSource(MeshSource):
    """Cases of several files, one index each: its meshes, with the numbers of its tables.

    A pattern tells where a file is below the folder; `{case}` stands for the case's key, the same
    wherever it comes, `*` for anything within a name. The parts of an index come in the order of
    the table, each as a block of its part's name, and each with all numbers as global data. The
    files of one part that have several blocks are combined; of several time steps all come.

    Raises
    ------
    MeshError
        If a file is missing that is not to be ignored, damaged, or there are two for one part.
    """

    name = "Case folders"
    description = (
        "Reads cases of several files as one item each: surface, volume, STL, and parameters from "
        "CSV or JSON, by patterns with a key."
    )
    version = "1"

    def __init__(
        self,
        folder: Annotated[
            Path,
            # Without suffixes: a folder of meshes is not taken for one of cases by itself.
            Param("Folder that all cases are below.", widget="folder"),
        ],
        layout: Annotated[
            str,
            Param(
                "Patterns of a public data set, or `own` ones, which go before those.",
                choices=tuple(LAYOUTS),
            ),
        ] = "own",
        meshes: Annotated[
            dict[str, str] | None,
            Param("Part and pattern of its mesh file: surface, run_{case}/wall_*.vtp."),
        ] = None,
        numbers: Annotated[
            list[str] | None,
            Param(
                "Patterns of CSV files with one row, or JSON files, whose numbers become global "
                "data."
            ),
        ] = None,
        parts: Annotated[
            list[str] | None,
            Param("Parts to read. Not set: all own ones, and of a layout the surface."),
        ] = None,
        incomplete: Annotated[
            str,
            Param(
                "What to do with a case that lacks a file: `error` fails its index, `skip` leaves "
                "it out of the list, `ignore` goes on with what there is.",
                choices=("error", "skip", "ignore"),
            ),
        ] = "error",
    ) -> None:
        self.folder = Path(folder)
        known, tables = LAYOUTS[layout]
        self.patterns = {**known, **(meshes or {})}
        self.tables = tuple(tables if numbers is None else numbers)
        of_layout = ["surface"] if known else []
        self.parts = list(parts) if parts is not None else [*of_layout, *(meshes or {})]
        self.incomplete = incomplete
        for pattern in (*self.patterns.values(), *self.tables):
            _check_pattern(pattern)

    @property
    def chosen(self) -> dict[str, str]:
        """The patterns of the parts that are read."""
        return {part: self.patterns[part] for part in self.parts if part in self.patterns}

    @cached_property
    def _all_cases(self) -> list[Case]:
        try:
            names = sorted(scan(self.folder, recursive=True), key=natural_key)
        except OSError as error:
            raise MeshError(
                "{folder} cannot be listed: {reason}",
                folder=self.folder,
                reason=error.strerror or error,
            ) from error
        found = {part: _by_key(pattern, names) for part, pattern in self.chosen.items()}
        tables = [_by_key(pattern, names) for pattern in self.tables]
        keys = sorted({key for each in found.values() for key in each}, key=natural_key)
        return [self._case(key, found, tables) for key in keys]

    def _case(
        self, key: str, found: Mapping[str, dict[str, str]], tables: Sequence[dict[str, str]]
    ) -> Case:
        missing = [
            pattern.replace(KEY, key)
            for files, pattern in zip(
                (*found.values(), *tables), (*self.chosen.values(), *self.tables), strict=True
            )
            if key not in files
        ]
        meshes = {part: files[key] for part, files in found.items() if key in files}
        numbers = tuple(files[key] for files in tables if key in files)
        return Case(key, meshes, numbers, tuple(missing))

    @property
    def cases(self) -> list[Case]:
        """The cases that have an index, by their keys in natural order."""
        if self.incomplete != "skip":
            return self._all_cases
        return [case for case in self._all_cases if not case.missing]

    def __len__(self) -> int:
        """Count the cases.

        Raises
        ------
        MeshError
            If the folder cannot be listed or nothing fits.
        """
        if not self.cases:
            raise MeshError(self._empty_reason())
        return len(self.cases)

    def _empty_reason(self) -> str:
        lacking = [case.key for case in self._all_cases]
        if lacking:
            return Message(
                "all cases in {folder} lack a file: {cases}",
                folder=self.folder,
                cases=listed(lacking),
            )
        return Message(
            "no file in {folder} fits {patterns}",
            folder=self.folder,
            patterns=", ".join(self.chosen.values()) or "-",
        )

    def inputs(self, index: int) -> Sequence[str]:
        """Name the files of a case."""
        case = self.cases[index]
        return tuple(str(self.folder / name) for name in (*case.meshes.values(), *case.numbers))

    def label(self, index: int) -> str:
        """Name an index by the key of its case."""
        return self.cases[index].key

    def origin(self, index: int) -> Origin:
        """Tell the key of an index's case as stem and path."""
        key = self.cases[index].key
        return Origin(index, key, key)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report parts without a pattern, and patterns that nothing fits."""
        for part in self.parts:
            if part not in self.patterns:
                known = ", ".join(self.patterns) or "-"
                yield (
                    "parts",
                    Message("{part} has no pattern; there are {known}", part=part, known=known),
                )
        if not self.patterns:
            yield "meshes", Message("give a pattern, or choose a layout")
            return
        try:
            if not self.cases:
                yield "folder", self._empty_reason()
        except MeshError as error:
            yield "folder", str(error)

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterator[str]:
        """Say which cases lack a file."""
        lacking = [case for case in self._all_cases if case.missing]
        if lacking:
            yield Message(
                "{count} of {total} cases lack a file: {cases}",
                count=len(lacking),
                total=len(self._all_cases),
                cases=listed([case.key for case in lacking]),
            )

    def read(self, index: int) -> Iterator[Any]:
        """Yield the meshes of a case, part by part."""
        case = self.cases[index]
        if case.missing:
            self._tell_missing(case)
        values = self._values(case)
        for part, name in case.meshes.items():
            for time, data in read_vtk(self.folder / name, FieldChoice()):
                mesh = combine(checked_blocks(self.folder / name, data))
                if time is not None:
                    mesh.field_data["TimeValue"] = [time]
                yield from_block(with_global_data(mesh, values), part)

    def _values(self, case: Case) -> dict[str, Any]:
        """Return all numbers of a case; of two of one name the later, with a remark."""
        values: dict[str, Any] = {}
        for name in case.numbers:
            found = read_numbers(self.folder / name)
            twice = [key for key in found if key in values and _differ(values[key], found[key])]
            if twice:
                names = ", ".join(twice)
                remark(
                    Message(
                        "files give different numbers for {names}: the last is taken", names=names
                    )
                )
            values |= found
        return values

    def _tell_missing(self, case: Case) -> None:
        if self.incomplete == "error":
            raise MeshError(
                "case {key} lacks {missing}", key=repr(case.key), missing=listed(case.missing)
            )
        remark(Message("the case lacks files; what there is was read"))


def _differ(one: float | list[float], other: float | list[float]) -> bool:
    """Whether numbers are not the same; NaN is the same as NaN."""
    import numpy as np

    return not np.array_equal(np.array(one), np.array(other), equal_nan=True)


def _check_pattern(pattern: str) -> None:
    if KEY not in pattern or pattern.startswith("/") or ".." in pattern.split("/"):
        raise ParamError(
            "the pattern {pattern} needs {{case}} where the key is, and has to stay below the "
            "folder",
            pattern=repr(pattern),
        )


def _by_key(pattern: str, names: Sequence[str]) -> dict[str, str]:
    """Return the names that fit a pattern, by the key that they have.

    Raises
    ------
    MeshError
        If two names have the same key.
    """
    fits = _compiled(pattern)
    found: dict[str, str] = {}
    for name in names:
        match = fits.fullmatch(name)
        if match is None:
            continue
        if found.setdefault(match["case"], name) != name:
            raise MeshError(
                "two files fit {pattern}: {first} and {second}",
                pattern=pattern,
                first=found[match["case"]],
                second=name,
            )
    return found


def _compiled(pattern: str) -> re.Pattern[str]:
    pieces, seen = [], False
    for piece in re.split(r"(\{case\}|\*)", pattern):
        if piece == KEY:
            pieces.append("(?P=case)" if seen else "(?P<case>[^/]+?)")
            seen = True
        else:
            pieces.append("[^/]*" if piece == "*" else re.escape(piece))
    return re.compile("".join(pieces))
