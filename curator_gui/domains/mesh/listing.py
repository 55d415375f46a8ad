"""Which files of a folder a mesh source reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.domains.common.listing import natural_key, scan
from curator_gui.domains.mesh.errors import MeshError


@dataclass(frozen=True)
class FileQuery:
    """Which files below a folder a source reads.

    Attributes
    ----------
    folder
        Where to look.
    pattern
        A glob for the file's name; with a slash in it, for its path below the folder. With `**`
        it is read as the shell does: `**/` fits any number of folders, none included, and `*`
        stays within one.
    suffixes
        Lower-case suffixes with the dot that can be read.
    recursive
        Whether to look into folders below, also through links; hidden ones are left out.
    """

    folder: Path
    pattern: str
    suffixes: tuple[str, ...]
    recursive: bool = False

    def names(self) -> list[str]:
        """List matching paths below the folder, with forward slashes, in natural order.

        Raises
        ------
        MeshError
            If the folder cannot be listed.
        """
        fits = self._matcher()
        return sorted((name for name in self._all_names() if fits(name)), key=natural_key)

    def fits(self, path: Path) -> bool:
        """Whether a file at `path` would be listed."""
        try:
            name = path.relative_to(self.folder).as_posix()
        except ValueError:
            return False
        nested = "/" in name
        hidden = any(part.startswith(".") for part in name.split("/"))
        return not hidden and (self.recursive or not nested) and bool(self._matcher()(name))

    def empty_reason(self) -> str:
        """Say why nothing is listed, with what there is instead."""
        suffixes = ", ".join(self.suffixes)
        others = self._all_names()
        first = next(others, None)
        if first is None:
            return Message("the folder {folder} holds no files", folder=self.folder)
        return Message(
            "no file {where} {folder} fits {pattern} and ends in one of {suffixes}; "
            "there is, for example, {first}",
            where=Message("below") if self.recursive else Message("in"),
            folder=self.folder,
            pattern=repr(self.pattern),
            suffixes=suffixes,
            first=first,
        )

    def _matcher(self) -> _Matcher:
        return _Matcher(self.pattern, re.compile(translate(self.pattern)), self.suffixes)

    def _all_names(self) -> Iterator[str]:
        try:
            yield from scan(self.folder, recursive=self.recursive)
        except OSError as error:
            reason = error.strerror or str(error)
            raise MeshError(
                "the folder {folder} cannot be listed: {reason}", folder=self.folder, reason=reason
            ) from error


def _fits_path(folders: Sequence[str], globs: Sequence[str]) -> bool:
    """Whether the parts of a path fit those of a glob, as the shell reads it."""
    if not globs:
        return not folders
    first, *rest = globs
    if first == "**":
        return any(_fits_path(folders[skipped:], rest) for skipped in range(len(folders)))
    return bool(folders) and fnmatchcase(folders[0], first) and _fits_path(folders[1:], rest)


@dataclass(frozen=True)
class _Matcher:
    glob: str
    pattern: re.Pattern[str]
    suffixes: tuple[str, ...]

    def __call__(self, name: str) -> bool:
        if not name.lower().endswith(self.suffixes):
            return False
        if "**/" in self.glob:
            return _fits_path(name.split("/"), self.glob.split("/"))
        text = name if "/" in self.glob else name.rpartition("/")[2]
        return self.pattern.match(text) is not None
