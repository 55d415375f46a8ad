"""What stands at a place that a person gives: a folder, files, a path as it was copied."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, plural
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.common.listing import natural_key

LOOK_SECONDS = 20.0
"""A listing that takes longer stops there and says so: the counts are those so far."""

STORES = (".zarr",)
"""Folders of these suffixes are one thing to read, not a place to look into."""

CASE = "system/controlDict"
"""The file that every case of OpenFOAM has; it stands for the whole case in a listing."""


@dataclass(frozen=True)
class FolderCount:
    """The files of one folder below the one given: their number, bytes, first and last name."""

    name: str
    files: int
    size: int
    first: str
    last: str


@dataclass(frozen=True)
class Given:
    """What stands at the place that was given.

    `files` are paths below `folder`, with forward slashes, in natural order; a store or a case
    counts as a file. `single` says that it was not a folder that was given but the files
    themselves. `closed` are folders that cannot be listed; `complete` is False if it took too long.
    `hidden` are the files which no source reads because their names begin with a dot; those without
    a suffix, such as `.DS_Store`, are nobody's data and not among them.
    """

    folder: Path
    files: tuple[str, ...]
    size: int = 0
    folders: tuple[FolderCount, ...] = ()
    single: bool = False
    closed: tuple[str, ...] = ()
    complete: bool = True
    hidden: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name of what was given."""
        if self.single and len(self.files) == 1 and not self.files[0].endswith(CASE):
            return self.files[0].rpartition("/")[2]
        return self.folder.name or str(self.folder)

    @property
    def words(self) -> Message:
        """How much there is: "254 files in 12 folders"."""
        if len(self.folders) <= 1:
            return plural(len(self.files), "one file in one folder", "{n} files in one folder")
        files = f"{len(self.files):,}"
        return Message("{n} files in {folders} folders", n=files, folders=len(self.folders))

    def remarks(self) -> list[Message]:
        """Say what is there, or may be, and does not count."""
        said = []
        if self.closed:
            said.append(
                plural(
                    len(self.closed),
                    "One folder could not be listed: {names}.",
                    "{n} folders could not be listed: {names}.",
                    names=listed_names(self.closed, 3),
                )
            )
        if not self.complete:
            said.append(Message("Listing took too long and stopped; the source itself reads all."))
        if self.hidden:
            said.append(
                plural(
                    len(self.hidden),
                    "One hidden file is left out, because its name begins with a dot: {names}.",
                    "{n} hidden files are left out, because their names begin with a dot: {names}.",
                    names=listed_names(self.hidden, 3),
                )
            )
        return said


def paths_of(text: str) -> list[Path]:
    """Return the paths in a pasted text: plain, quoted or `file://` addresses, one a line.

    A text in which any line is no absolute path gives none: it was not meant as paths.
    """
    lines = [line.strip() for line in text.replace("\0", "").splitlines()]
    found = [_path_of(line) for line in lines if line]
    paths = [path for path in found if path is not None]
    return paths if len(paths) == len(found) else []


def _path_of(line: str) -> Path | None:
    if len(line) >= 2 and line[0] == line[-1] and line[0] in "\"'":
        line = line[1:-1].strip()
    if line.startswith("file:"):
        place = urlsplit(line)
        return Path(url2pathname(unquote(place.path))) if place.path else None
    line = line.replace("\\ ", " ") if os.sep == "/" else line
    try:
        path = Path(line).expanduser()
    except RuntimeError:  # a home folder that nobody has
        return None
    return path if path.is_absolute() else None


def look(paths: Sequence[Path]) -> Given:
    """List what stands at the paths; hidden files are told apart.

    Raises
    ------
    CuratorError
        If a path does not exist or cannot be listed, or the paths share no folder.
    """
    for path in paths:
        if not path.exists():
            raise CuratorError("{path}: there is no such file or folder", path=path)
    every = [path.absolute() for path in paths]
    if len(every) == 1 and _is_place(every[0]):
        return _list(every[0])
    folder = _shared([path.parent for path in every])
    listed = [_list(path) for path in every if _is_place(path)]
    below = [given.folder / name for given in listed for name in given.files]
    alone = [path / CASE if is_case(path) else path for path in every if not _is_place(path)]
    return Given(
        folder,
        _below(folder, [*below, *alone]),
        sum(given.size for given in listed) + sum(_size(path) for path in alone),
        tuple(count for given in listed for count in given.folders),
        not listed,
        _below(folder, [given.folder / name for given in listed for name in given.closed]),
        all(given.complete for given in listed),
        _below(folder, [given.folder / name for given in listed for name in given.hidden]),
    )


def _below(folder: Path, paths: Sequence[Path]) -> tuple[str, ...]:
    names = {path.relative_to(folder).as_posix() for path in paths}
    return tuple(sorted(names, key=natural_key))


def _shared(folders: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath(folders))
    except ValueError as error:  # on several drives
        raise CuratorError("the files have no folder in common; give one folder") from error


def is_case(path: Path) -> bool:
    """Whether a folder is a case of OpenFOAM."""
    return (path / CASE).is_file()


def _is_place(path: Path) -> bool:
    """Whether a path is a folder to look into, rather than something to read as a whole."""
    return path.is_dir() and path.suffix.lower() not in STORES and not is_case(path)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _list(folder: Path) -> Given:
    began = time.monotonic()
    names: list[str] = []
    counts: list[FolderCount] = []
    closed: list[str] = []
    hidden: list[str] = []
    complete = True
    for place, files, size in _walk(folder, closed, hidden):
        names += [f"{place}/{name}" if place else name for name in files]
        if files:
            counts.append(FolderCount(place, len(files), size, files[0], files[-1]))
        if time.monotonic() - began > LOOK_SECONDS:
            complete = False
            break
    counts.sort(key=lambda count: natural_key(count.name))
    ordered = tuple(sorted(names, key=natural_key))
    total = sum(count.size for count in counts)
    shown = tuple(sorted(hidden, key=natural_key))
    return Given(folder, ordered, total, tuple(counts), False, tuple(closed), complete, shown)


def _walk(
    folder: Path, closed: list[str], hidden: list[str]
) -> Iterator[tuple[str, list[str], int]]:
    """Yield (folder below, names in natural order, bytes), each folder once.

    Folders that cannot be listed and hidden files are added to the two lists.
    """
    waiting = [(str(folder), "")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        path, place = waiting.pop(0)
        try:
            status = os.stat(path)  # noqa: PTH116 - once per folder of many
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            files, size, inner, dotted = _entries(path)
        except OSError as error:
            if not place:
                raise CuratorError(
                    "{path} cannot be listed: {why}", path=path, why=error.strerror or str(error)
                ) from error
            closed.append(place)
            continue
        hidden += [f"{place}/{name}" if place else name for name in dotted]
        yield place, sorted(files, key=natural_key), size
        waiting += [(f"{path}/{name}", f"{place}/{name}" if place else name) for name in inner]


def _entries(path: str) -> tuple[list[str], int, list[str], list[str]]:
    """Return files and stores, their bytes, folders to look into, and hidden files."""
    files: list[str] = []
    inner: list[str] = []
    hidden: list[str] = []
    size = 0
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                if Path(entry.name).suffix and not entry.is_dir():
                    hidden.append(entry.name)
            elif not entry.is_dir():
                files.append(entry.name)
                size += entry.stat(follow_symlinks=False).st_size
            elif entry.name.lower().endswith(STORES):
                files.append(entry.name)
            elif is_case(Path(entry.path)):
                files.append(f"{entry.name}/{CASE}")
            else:
                inner.append(entry.name)
    return files, size, sorted(inner, key=natural_key), hidden
