"""Find the sources that can read what a person gives, each as a step that is filled in.

A source tells what it reads by its first parameter: a path with suffixes. Files are told apart by
their suffix, and where formats begin in a fixed way also by their first bytes. No library is loaded
for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path
from typing import Any

from curator_gui.core.document import Step, make_step
from curator_gui.core.documents.document_io import SUFFIX
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.domains.common.listing import natural_key
from curator_gui.domains.common.looking import CASE, Given, look

LOOKED_AT = 3
"""Files of one suffix whose first bytes are looked at."""

HEAD = 64
_HDF5 = b"\x89HDF\r\n\x1a\n"
_HEADS: dict[str, tuple[bytes, ...]] = {
    ".nc": (b"CDF", _HDF5),
    ".nc4": (_HDF5, b"CDF"),
    ".cdf": (b"CDF", _HDF5),
    **dict.fromkeys((".grib", ".grib2", ".grib1", ".grb", ".grb2", ".grb1"), (b"GRIB",)),
    ".vtkhdf": (_HDF5,),
    ".traj": (b"- of Ulm", b"AFFormat"),
    ".db": (b"SQLite format 3\x00",),
}
"""How files of a suffix begin, of those that begin in a fixed way."""


@dataclass(frozen=True)
class Candidate:
    """A source that can read some of the files, as a step that is filled in.

    `count` files are read, `left` are left aside; `extra` are read although they were not given,
    because no pattern fits the given ones alone. `missing` names parameters that only the person
    knows; `unavailable` says what would have to be installed.
    """

    entry: Entry
    step: Step
    count: int
    left: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unavailable: str = ""


@dataclass(frozen=True)
class Detection:
    """What was given, the pipelines among it, and who can read the rest, the best first."""

    given: Given
    candidates: tuple[Candidate, ...] = ()
    documents: tuple[Path, ...] = ()


def detect(paths: Sequence[Path], registry: Registry) -> Detection:
    """List what was given and find the sources for it; waits for the disk.

    Raises
    ------
    CuratorError
        If a path does not exist or cannot be listed, or the paths share no folder.
    """
    given = look(paths)
    documents = tuple(given.folder / name for name in given.files if is_document(name))
    files = [name for name in given.files if not is_document(name)]
    found = [_candidate(entry, given, files) for entry in registry.select("source")]
    candidates = sorted((each for each in found if each is not None), key=_rank)
    return Detection(given, tuple(candidates), documents)


def is_document(name: str) -> bool:
    """Whether a file is a pipeline of ours, by its name."""
    return name.lower().endswith((SUFFIX, ".curator.yml", ".curator.json"))


def _rank(candidate: Candidate) -> tuple[Any, ...]:
    """Order by: can run here, reads most, needs nothing more, reads few other kinds, its name."""
    kinds = len(candidate.entry.params[0].suffixes)
    wanting = len(candidate.missing)
    return bool(candidate.unavailable), -candidate.count, wanting, kinds, candidate.entry.key


def _candidate(entry: Entry, given: Given, files: Sequence[str]) -> Candidate | None:
    place = entry.params[0] if entry.params else None
    if place is None or not place.suffixes or not place.required:
        return None
    suffixes = tuple(suffix.lower() for suffix in place.suffixes)
    found = Counter(_suffix(name, suffixes) for name in files if name.lower().endswith(suffixes))
    used = tuple(suffix for suffix in found if _heads_agree(given.folder, files, suffix))
    fits = [name for name in files if used and name.lower().endswith(used)]
    if not fits:
        return None
    values = _values(entry, given, fits, used)
    read = set(_read(entry, given, values, fits))
    extra = _extra(given, values, suffixes) if given.single and "pattern" in values else ()
    return Candidate(
        entry,
        make_step("source", entry.key, values),
        len(read) + len(extra),
        tuple(name for name in files if name not in read),
        extra,
        tuple(p.name for p in entry.params if p.required and p.name not in values),
        entry.unavailable_reason(),
    )


def _suffix(name: str, suffixes: Iterable[str]) -> str:
    return max((s for s in suffixes if name.lower().endswith(s)), key=len)


def _values(
    entry: Entry, given: Given, fits: Sequence[str], used: tuple[str, ...]
) -> dict[str, Any]:
    """Fill in folder, pattern and recursion, as far as they differ from the defaults."""
    place, pattern = entry.params[0], entry.param("pattern")
    if pattern is None:
        return {place.name: str(_place_of(given.folder / fits[0]))}
    alone = given.single and len(fits) == 1
    if alone and place.widget != "folder":
        return {place.name: str(given.folder / fits[0])}
    values: dict[str, Any] = {place.name: str(given.folder)}
    wanted = _names_pattern(fits) if given.single else _suffix_pattern(pattern.default, fits, used)
    if wanted != pattern.default:
        values["pattern"] = wanted
    if any("/" in name for name in fits) and entry.param("recursive") is not None:
        values["recursive"] = True
    return values


def _place_of(path: Path) -> Path:
    """Return the folder of a case, given the file that stands for it."""
    return path.parent.parent if path.as_posix().endswith(CASE) else path.parent


def _suffix_pattern(default: Any, fits: Sequence[str], used: tuple[str, ...]) -> str:
    """Take the one suffix there is; the source's own pattern for several; else the commonest."""
    spelled = Counter(name[-len(_suffix(name, used)) :] for name in fits)
    if len(spelled) > 1 and all(_fits(name, default) for name in fits):
        return str(default)
    return f"*{spelled.most_common(1)[0][0]}"


def _names_pattern(fits: Sequence[str]) -> str:
    """Write a pattern that fits the files given and, as far as a glob can, no others."""
    names = list(dict.fromkeys(_base(name) for name in fits))
    if len({len(name) for name in names}) == 1:  # dambreak_00[13].vtu
        return "".join(_one_of(sorted(set(letters))) for letters in zip(*names, strict=True))
    start = _beginning(names)
    end = _beginning([name[len(start) :][::-1] for name in names])[::-1]
    return f"{_escaped(start)}*{_escaped(end)}"


def _beginning(names: Sequence[str]) -> str:
    """Return what all names begin with, letter by letter."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in same)


def _one_of(letters: Sequence[str]) -> str:
    if len(letters) == 1:
        return _escaped(letters[0])
    # "]" has to come first to mean itself, "-" last, and "!" not first
    return f"[{''.join(sorted(letters, key=lambda c: (c != ']', c == '-', c == '!')))}]"


def _escaped(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _fits(name: str, pattern: Any) -> bool:
    return any(fnmatchcase(_base(name), part.strip()) for part in str(pattern).split(","))


def _base(name: str) -> str:
    return name.rpartition("/")[2]


def _read(entry: Entry, given: Given, values: dict[str, Any], fits: Sequence[str]) -> Iterable[str]:
    """List the given files that the filled-in step reads."""
    pattern = entry.param("pattern")
    if pattern is None or values[entry.params[0].name] != str(given.folder):
        return fits[:1]
    glob = values.get("pattern", pattern.default)
    return [name for name in fits if _fits(name, glob)]


def _extra(given: Given, values: dict[str, Any], suffixes: tuple[str, ...]) -> tuple[str, ...]:
    """List the files beside the given ones that the pattern fits as well."""
    places = {name.rpartition("/")[0] for name in given.files}
    found = []
    for place in sorted(places):
        beside = sorted(path.name for path in (given.folder / place).iterdir())
        found += [f"{place}/{name}" if place else name for name in beside]
    given_names = set(given.files)
    return tuple(
        name
        for name in sorted(found, key=natural_key)
        if name not in given_names
        if name.lower().endswith(suffixes) and not _base(name).startswith(".")
        if _fits(name, values["pattern"])
    )


def _heads_agree(folder: Path, names: Sequence[str], suffix: str) -> bool:
    """Whether some file of a suffix begins as it should; one that cannot be read may."""
    wanted = _HEADS.get(suffix)
    if wanted is None:
        return True
    some = [name for name in names if name.lower().endswith(suffix)][:LOOKED_AT]
    heads = [_head(folder / name) for name in some]
    return any(not head or head.startswith(wanted) for head in heads)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""
