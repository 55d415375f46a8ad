"""What the sources of structure files share: files, frames and how indices count through them."""

from __future__ import annotations

import os
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Source
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.params.param import Param
from curator_gui.core.remote.damage import ITSELF, damage_words, raise_damage
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.origin import announced
from curator_gui.domains.atoms.properties import StandardKeys
from curator_gui.domains.common.listing import joined, natural_key, scan

if TYPE_CHECKING:
    import numpy as np
    from ase import Atoms


def path_param(what: str, suffixes: tuple[str, ...] = ()) -> Param:
    return Param(f"A {what}, or a folder of them.", suffixes=suffixes)


Pattern = Annotated[
    str,
    Param(
        "Which files of a folder are read: a glob such as *.xyz, or several with commas.",
        widget="pattern",
    ),
]
Recursive = Annotated[bool, Param("Look into the folders below as well.")]
Frames = Annotated[
    str,
    Param(
        "Which frames of each file: all, one number (0 the first, -1 the last), or a slice such as "
        "::10 for every tenth.",
    ),
]


def _key(words: str) -> Param:
    return Param(
        f"The file's own name for the {words}; not set if it has the standard name or none.",
        role="property",
    )


EnergyKey = Annotated[str | None, _key("total energy (eV)")]
ForcesKey = Annotated[str | None, _key("forces (eV/Å)")]
StressKey = Annotated[str | None, _key("stress (eV/Å³, tension positive)")]
VirialKey = Annotated[
    str | None,
    Param(
        "The file's own name for the virial (eV), of which the stress is made: minus the virial "
        "divided by the volume. A structure that has a stress keeps that."
    ),
]
MissingKeys = Annotated[
    str,
    Param(
        "What to do when a structure lacks a property whose name is given here: partial goes on "
        "unless it lacks all of them, error fails the index, ignore always goes on.",
        choices=("partial", "error", "ignore"),
    ),
]


def standard_keys(
    energy: str | None, forces: str | None, stress: str | None, virial: str | None, missing: str
) -> StandardKeys:
    names = {"energy": energy, "forces": forces, "stress": stress}
    return StandardKeys({n: key for n, key in names.items() if key}, virial or "", missing)


def list_files(path: Path, pattern: str, recursive: bool) -> tuple[str, ...]:
    """Return the files in natural order of their names below `path`; `path` itself if it is one.

    `pattern` is one or more globs for file names, separated by commas.

    Raises
    ------
    StructureError
        If `path` does not exist or a folder may not be read.
    """
    if path.is_file():
        return (str(path),)
    if not path.exists():
        raise StructureError("{path} does not exist", path=path)
    found = _scanned(path, pattern, recursive)
    ordered = sorted(found, key=lambda name: natural_key(name.lower()))
    return tuple(joined(str(path), name) for name in ordered)


def _scanned(path: Path, pattern: str, recursive: bool) -> list[str]:
    globs = [glob.strip() for glob in pattern.split(",") if glob.strip()]

    def wanted(entry: os.DirEntry[str]) -> bool:
        return not entry.is_dir() and any(fnmatch(entry.name, glob) for glob in globs)

    try:
        return list(scan(path, recursive=recursive, wanted=wanted))
    except OSError as error:
        raise StructureError(
            "{filename} cannot be listed: {os_reason}",
            filename=error.filename,
            os_reason=os_reason(error),
        ) from error


def listing_problems(path: Path, pattern: str, recursive: bool) -> Iterator[tuple[str, str]]:
    """Yield (parameter, message) for a path or a pattern that leads to no file."""
    try:
        files = list_files(path, pattern, recursive)
    except StructureError as error:
        yield "path", str(error)
        return
    if not files:
        below = " or the folders below it" if recursive else ""
        yield (
            "pattern",
            Message(
                "no file in {path}{below} matches {pattern}",
                path=path,
                below=below,
                pattern=repr(pattern),
            ),
        )


@dataclass(frozen=True)
class FrameTable:
    """What a file calls its frames (rows of a database: their ids), or why there are none."""

    ids: Sequence[int] | np.ndarray = range(1)
    damage: str = ""

    def __len__(self) -> int:
        return len(self.ids)


def parse_frames(text: str) -> slice:
    """Read the choice of frames.

    Raises
    ------
    ParamError
        If it is neither `all`, nor a number, nor a slice.
    """
    words = text.strip().lower()
    if words in ("", "all", ":"):
        return slice(None)
    try:
        numbers = [int(part) if part.strip() else None for part in words.split(":")]
    except ValueError:
        numbers = []
    if len(numbers) == 1 and numbers[0] is not None:
        return slice(numbers[0], numbers[0] + 1 or None)
    if len(numbers) not in (2, 3) or numbers[2:] == [0]:
        raise ParamError(
            at("frames", Message("{text} is none of: all, 0, -1, 5:20, ::10", text=repr(text)))
        )
    return slice(*numbers)


@contextmanager
def naming_frame(path: str, frame: int) -> Iterator[None]:
    """Let what is raised inside the block be an error that names a file and its frame."""
    try:
        yield
    except StructureError as error:
        raise StructureError(
            "{path} frame {frame}: {error}", path=path, frame=frame, error=error
        ) from error
    except Exception as error:  # noqa: BLE001 - readers raise anything
        raise_damage(StructureError, Message("{path} frame {frame}", path=path, frame=frame), error)


def check_elements(atoms: Atoms) -> None:
    """Refuse numbers that no element has: asking such a structure for its symbols fails.

    Raises
    ------
    StructureError
        Naming the number.
    """
    from ase.data import chemical_symbols

    numbers = atoms.numbers
    if len(numbers) and (numbers.min() < 0 or numbers.max() >= len(chemical_symbols)):
        odd = numbers.min() if numbers.min() < 0 else numbers.max()
        raise StructureError("has an atom of number {number}, which is no element", number=odd)


class StructureFiles(Source["Atoms"]):
    """A source that reads files of structures; they are listed once, at the first use."""

    measurer = "curator_gui.domains.atoms.measures:measure_item"

    def __init__(
        self,
        path: Path,
        pattern: Pattern,
        recursive: Recursive = False,
        frames: Frames = "all",
        energy_key: EnergyKey = None,
        forces_key: ForcesKey = None,
        stress_key: StressKey = None,
        virial_key: VirialKey = None,
        missing_keys: MissingKeys = "partial",
    ) -> None:
        self.path = Path(path)
        self.pattern = pattern
        self.recursive = recursive
        self.frames = parse_frames(frames)
        self.keys = standard_keys(energy_key, forces_key, stress_key, virial_key, missing_keys)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of the files, in natural order.

        Raises
        ------
        StructureError
            If the path does not exist or has no file that matches.
        """
        files = list_files(self.path, self.pattern, self.recursive)
        if not files:
            raise StructureError(
                "no file in {path} matches {pattern}", path=self.path, pattern=repr(self.pattern)
            )
        return files

    def problems(self) -> Iterable[tuple[str, str]]:
        """Find a path that does not exist and a pattern that matches nothing."""
        return listing_problems(self.path, self.pattern, self.recursive)


class FramesSource(StructureFiles):
    """A source whose indices count through the frames of its files, file after file.

    Frames are counted once, at the first use; what was found is kept on the instance and goes to
    the workers with it.
    """

    @cached_property
    def _tables(self) -> tuple[Any, ...]:
        return tuple(self._table(path) for path in self.files)

    def _table(self, path: str) -> Any:
        """Find the frames of a file; one that cannot be listed costs one index, which says why."""
        try:
            return self._open_table(path)
        except StructureError as error:
            return FrameTable(damage=str(error))
        except ITSELF:
            raise
        except Exception as error:  # noqa: BLE001 - readers raise anything
            return FrameTable(damage=damage_words(error))

    @cached_property
    def _ends(self) -> list[int]:
        """Number of indices up to and including each file."""
        return list(accumulate(len(self._chosen(n)) for n in range(len(self.files))))

    def _chosen(self, number: int) -> range:
        """Return the frames of a file that were asked for."""
        return range(len(self._tables[number]))[self.frames]

    @abstractmethod
    def _open_table(self, path: str) -> Any:
        """Find the frames of a file, cheaply; the result has a length and is kept and shipped."""

    @abstractmethod
    def _read(self, path: str, table: Any, frame: int) -> Atoms:
        """Read one frame.

        Raises
        ------
        StructureError
            Saying why it cannot be read; the place is added by the caller.
        """

    def __len__(self) -> int:
        return self._ends[-1]

    def locate(self, index: int) -> tuple[int, int]:
        """Return the number of the file and of the frame in it that an index stands for.

        Raises
        ------
        IndexError
            If there is no such index.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} is out of range: the source has {len(self)} items")
        number = bisect_right(self._ends, index)
        return number, self._chosen(number)[index - (self._ends[number - 1] if number else 0)]

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        return announced(index, self._items(index))

    def _items(self, index: int) -> Iterator[Atoms]:
        number, frame = self.locate(index)
        path, table = self.files[number], self._tables[number]
        with naming_frame(path, frame):
            if isinstance(table, FrameTable) and table.damage:
                raise StructureError(table.damage)
            atoms = self._read(path, table, frame)
            check_elements(atoms)
            self.keys.map(atoms)
        yield atoms

    def inputs(self, index: int) -> Sequence[str]:
        return (self.files[self.locate(index)[0]],)

    def input_part(self, index: int) -> str:
        """Tell the frame, where the file has several and is not the first."""
        number, frame = self.locate(index)
        only = frame == index or len(self._tables[number]) == 1
        return "" if only else f"frame {frame}"

    def label(self, index: int) -> str:
        """Name the file below the source's folder and, if it has several, the frame.

        Such as `first/qm9.xyz frame 12`: files of two folders may have one name.
        """
        number, frame = self.locate(index)
        path = Path(self.files[number])
        name = path.name if path == self.path else path.relative_to(self.path).as_posix()
        return name if len(self._tables[number]) == 1 else f"{name} frame {frame}"


class TableSource(FramesSource):
    """Files that know their frames by themselves: databases and trajectories.

    A file that cannot be opened, or has no frames, costs one index, which says so.
    """

    @abstractmethod
    def frame_ids(self, path: Path) -> Sequence[int] | np.ndarray:
        """List what a file calls its frames, in their order.

        Raises
        ------
        StructureError
            If it cannot be read.
        """

    @abstractmethod
    def read_frame(self, path: Path, frame_id: int) -> Atoms:
        """Read one of these frames.

        Raises
        ------
        StructureError
            Saying why it cannot be read.
        """

    def _open_table(self, path: str) -> FrameTable:
        ids = self.frame_ids(Path(path))
        return FrameTable(ids) if len(ids) else FrameTable(damage="has no frames")

    def _read(self, path: str, table: FrameTable, frame: int) -> Atoms:
        return self.read_frame(Path(path), int(table.ids[frame]))
