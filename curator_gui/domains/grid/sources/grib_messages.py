"""What the messages of a GRIB file are, which of them are damaged, and which belong together.

Read with ecCodes through cfgrib (https://github.com/ecmwf/cfgrib). cfgrib alone would leave out
damaged messages and hypercubes that do not fit together, and of two fields at the same place it
would keep one, each without a word that reaches a person.
"""

from __future__ import annotations

# Before ecCodes, whose wheels bring an old SQLite that Python would take, and records could not.
import sqlite3  # noqa: F401
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import GridError

if TYPE_CHECKING:
    from cfgrib.messages import Message as GribMessage

PLACES = ("number", "time", "step", "valid_time", "level:float")
"""Where a field stands among those of its variable; `number` is that of the ensemble's member."""

_SPECTRA = ("directionNumber", "frequencyNumber")
_KINDS = (
    *("edition", "centre", "subCentre", "paramId", "discipline", "parameterCategory"),
    *("parameterNumber", "dataType", "stepUnits", "stepType", "uvRelativeToGrid"),
)
_NO_SURFACE = 255
_PADDING = 1000
"""Bytes between two messages that need not be damage: padding, headings of the network of weather
services. With the end of a message (7777) among them, they are one whose beginning is damaged."""


@dataclass(frozen=True)
class GribField:
    """One field: its message (counted from 1), where that begins, and what and where it is.

    `offset` is in bytes, of the second and later fields of one message (offset, number).
    """

    message: int
    offset: int | tuple[int, int]
    size: int
    short_name: str
    level_type: str
    grid: Hashable
    kind: Hashable
    places: tuple[Any, ...]
    step_type: str
    layer: tuple[float | None, float | None] = (None, None)
    """Its upper and lower surface, as far as the level does not tell them."""

    def place(self, by_valid_time: bool) -> tuple[Any, ...]:
        """Return its position, with either the valid time or the time and step."""
        number, time, step, valid, *others = self.places
        return (number, valid, *others) if by_valid_time else (number, time, step, *others)


@dataclass(frozen=True)
class GribFile:
    """The fields of a file in its order, and what is said of its damaged messages."""

    fields: tuple[GribField, ...]
    damage: tuple[str, ...]


@dataclass(frozen=True)
class Hypercube:
    """Variables of one level type and grid whose fields stand at the same positions."""

    name: str
    variables: tuple[tuple[GribField, ...], ...]

    @property
    def fields(self) -> Iterator[GribField]:
        """All fields, variable after variable."""
        return (field for variable in self.variables for field in variable)

    def holes(self, by_valid_time: bool) -> dict[str, int]:
        """Count the positions of each variable, by short name, that no message fills."""
        found = {}
        for variable in self.variables:
            places = {field.place(by_valid_time) for field in variable}
            whole = prod(len(values) for values in _extent(variable, by_valid_time))
            if whole > len(places):
                found[variable[0].short_name] = whole - len(places)
        return found


def read_messages(path: str) -> GribFile:
    """Read the headers of all messages; once, as long as the file stays the same.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    status = Path(path).stat()
    return _read_messages(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=8)
def _read_messages(path: str, size: int, changed: int) -> GribFile:
    from cfgrib.messages import multi_enabled

    reader = _Reader(path)
    with Path(path).open("rb") as file, multi_enabled(file):
        while reader.read_next(file):
            pass
    reader.look_between(size)
    return GribFile(tuple(reader.fields), tuple(reader.damage))


class _Reader:
    """Goes through a file; a damaged message is noted and the next one looked for."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.fields: list[GribField] = []
        self.damage: list[str] = []
        self._number = 0
        self._start = -1
        self._within = 0
        self._end: int | None = 0

    def read_next(self, file: IO[bytes]) -> bool:
        from cfgrib import messages
        from eccodes import CodesInternalError

        try:
            message = messages.Message.from_file(file)
        except EOFError:
            return False
        except CodesInternalError as error:
            self._number += 1
            # ecCodes stands behind the letters GRIB then, and looks on from there.
            self._note(file.tell() - 4, str(error))
            return True
        self._take(message)
        return True

    def _note(self, start: int, reason: str) -> None:
        self.damage.append(
            Message(
                "message {number} at byte {start}: {reason}",
                number=self._number,
                start=start,
                reason=reason,
            )
        )
        self._end = None

    def _take(self, message: GribMessage) -> None:
        start, size = (int(message.message_get(key, int)) for key in ("offset", "totalLength"))
        if start == self._start:
            self._within += 1
            # Of a field among several, ecCodes tells the size that it would have alone.
            self._end = start + self._size_at(start)
        else:
            self.look_between(start)
            self._number, self._start, self._within = self._number + 1, start, 0
            self._end = start + size
        offset = (start, self._within) if self._within else start
        try:
            self.fields.append(_field(message, self._number, offset, size))
        except _header_errors() as error:
            self._note(start, str(error))

    def _size_at(self, start: int) -> int:
        """Return the size of a message of edition 2, which alone has several fields, in bytes.

        It stands in bytes 9 to 16 of its first section (WMO Manual on Codes, section 0 of GRIB 2).
        """
        with Path(self._path).open("rb") as file:
            file.seek(start + 8)
            return int.from_bytes(file.read(8), "big")

    def look_between(self, start: int) -> None:
        """Note bytes up to a message's start that belong to none, unless damage was told there."""
        if self._end is None or start <= self._end:
            return
        # Not the file that ecCodes reads: it has the position of that one, too.
        with Path(self._path).open("rb") as file:
            file.seek(self._end)
            between = file.read(start - self._end).strip(b"\0")
        if b"7777" in between or len(between) > _PADDING:
            size = start - self._end
            self.damage.append(
                Message(
                    "{size} bytes at byte {start} that belong to no message",
                    size=size,
                    start=self._end,
                )
            )


def _header_errors() -> tuple[type[Exception], ...]:
    from eccodes import CodesInternalError

    return CodesInternalError, KeyError, ValueError, TypeError


def _field(
    message: GribMessage, number: int, offset: int | tuple[int, int], size: int
) -> GribField:
    from cfgrib.cfmessage import COMPUTED_KEYS
    from cfgrib.messages import ComputedKeysAdapter

    known = ComputedKeysAdapter(message, COMPUTED_KEYS)
    kind = tuple(message.get(key) for key in _KINDS)
    places = tuple(known.get(key) for key in (*PLACES, *_SPECTRA))
    words = [str(message[key]) for key in ("shortName", "typeOfLevel", "stepType")]
    grid, layer = (
        message["md5GridSection"],
        (_surface(message, "First"), _surface(message, "Second")),
    )
    return GribField(number, offset, size, words[0], words[1], grid, kind, places, words[2], layer)


_NO_NUMBER = 2147483647
"""What ecCodes gives for a number whose bits say that there is none (CODES_MISSING_LONG)."""
_MOST_SCALE = 127
"""A scale factor has one byte with a sign (WMO Manual on Codes, template 4.0 of GRIB 2)."""


def _surface(message: GribMessage, which: str) -> float | None:
    """Return the value of a fixed surface of edition 2, in its own unit; None if there is none."""
    if message.get(f"typeOf{which}FixedSurface", _NO_SURFACE) in (_NO_SURFACE, str(_NO_SURFACE)):
        return None
    value = message.get(f"scaledValueOf{which}FixedSurface")
    scale = message.get(f"scaleFactorOf{which}FixedSurface")
    if not isinstance(value, int) or not isinstance(scale, int):
        return None
    if _NO_NUMBER in (value, scale):  # as of the ground, which needs none
        return None
    if abs(scale) > _MOST_SCALE:  # ten to its power would be computed digit by digit
        raise ValueError(Message("the scale factor of its level is {scale}", scale=scale))
    return float(value / 10**scale) if scale >= 0 else float(value * 10**-scale)


def hypercubes(path: str, fields: Iterable[GribField], by_valid_time: bool) -> list[Hypercube]:
    """Group the fields of a file into hypercubes with names that differ; the first come first.

    Raises
    ------
    GridError
        If two different fields stand at the same position of a variable.
    """
    grouped: dict[Hashable, list[tuple[GribField, ...]]] = {}
    taken: dict[Hashable, int] = {}
    for variable in _variables(path, fields, by_valid_time):
        first = variable[0]
        extent = _extent(variable, by_valid_time)
        key = first.level_type, first.grid, extent, _origin(first), first.layer
        # Of one parameter that is there twice, such as instant and maximum, each has a cube.
        name = key, first.short_name
        taken[name] = taken.get(name, 0) + 1
        grouped.setdefault((key, taken[name]), []).append(variable)
    cubes = list(grouped.values())
    return [Hypercube(n, tuple(c)) for n, c in zip(_names(cubes), cubes, strict=True)]


def _origin(field: GribField) -> Hashable:
    return tuple(field.kind[:3]) if isinstance(field.kind, tuple) else None


def _variables(
    path: str, fields: Iterable[GribField], by_valid_time: bool
) -> list[tuple[GribField, ...]]:
    found: dict[Hashable, dict[Hashable, GribField]] = {}
    for field in _told_by_layer(list(fields), by_valid_time):
        places = found.setdefault((field.level_type, field.grid, field.kind, field.layer), {})
        other = places.setdefault(field.place(by_valid_time), field)
        if other is not field and not _same_bytes(path, field, other):
            raise _twice(path, other, field, by_valid_time)
    return [tuple(places.values()) for places in found.values()]


def _told_by_layer(fields: Sequence[GribField], by_valid_time: bool) -> list[GribField]:
    """Keep the layers of fields where variables have two at one level; elsewhere levels tell all.

    So it is with layers of one upper surface and different lower ones, such as those of sigma.
    """
    layers: dict[Hashable, set[Hashable]] = {}
    keys = [(field.level_type, field.grid, field.kind) for field in fields]
    for key, field in zip(keys, fields, strict=True):
        layers.setdefault((key, field.place(by_valid_time)), set()).add(field.layer)
    several = {place[0] for place, found in layers.items() if len(found) > 1}  # type: ignore[index]
    return [
        field if key in several else replace(field, layer=(None, None))
        for key, field in zip(keys, fields, strict=True)
    ]


def _same_bytes(path: str, one: GribField, other: GribField) -> bool:
    if isinstance(one.offset, tuple) or isinstance(other.offset, tuple) or one.size != other.size:
        return False
    with Path(path).open("rb") as file:
        file.seek(one.offset)
        content = file.read(one.size)
        file.seek(other.offset)
        return content == file.read(other.size)


def _twice(path: str, one: GribField, other: GribField, by_valid_time: bool) -> GridError:
    name, messages = f"{one.short_name} ({one.level_type})", f"{one.message} and {other.message}"
    if by_valid_time and one.place(False) != other.place(False):
        return GridError(
            "{path}: messages {messages} hold {name} at the same valid time, of different steps; "
            "take the items along time or step instead",
            path=path,
            messages=messages,
            name=name,
        )
    return GridError(
        "{path}: messages {messages} hold {name} at the same position, and differ",
        path=path,
        messages=messages,
        name=name,
    )


def _extent(variable: Sequence[GribField], by_valid_time: bool) -> tuple[tuple[Any, ...], ...]:
    columns = zip(*(field.place(by_valid_time) for field in variable), strict=True)
    return tuple(tuple(sorted(set(column), key=_order)) for column in columns)


def _order(value: Any) -> tuple[bool, Any]:
    """Sort numbers first: what a message does not have is None."""
    return (False, value) if isinstance(value, (int, float)) else (True, str(value))


def _names(cubes: Sequence[Sequence[tuple[GribField, ...]]]) -> list[str]:
    """Name cubes by level type; where that is not enough, by what else tells them apart."""
    names = [cube[0][0].level_type for cube in cubes]
    for words in (_layer_words, _levels_words, _step_words, _variable_words):
        names = _told_apart(names, [words(cube) for cube in cubes])
    return list(_counted(names))


def _told_apart(names: Sequence[str], words: Sequence[str]) -> list[str]:
    kinds: dict[str, set[str]] = {}
    for name, word in zip(names, words, strict=True):
        kinds.setdefault(name, set()).add(word)
    pairs = zip(names, words, strict=True)
    return [f"{name} {word}" if len(kinds[name]) > 1 else name for name, word in pairs]


def _counted(names: Iterable[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else name


def _layer_words(cube: Sequence[tuple[GribField, ...]]) -> str:
    return "-".join(f"{value:g}" for value in cube[0][0].layer if value is not None)


def _levels_words(cube: Sequence[tuple[GribField, ...]]) -> str:
    levels = _extent(cube[0], False)[3]
    words = [f"{v:g}" if isinstance(v, (int, float)) else str(v) for v in levels]
    return words[0] if len(words) == 1 else f"{words[0]}-{words[-1]}"


def _step_words(cube: Sequence[tuple[GribField, ...]]) -> str:
    return "/".join(sorted({variable[0].step_type for variable in cube}))


def _variable_words(cube: Sequence[tuple[GribField, ...]]) -> str:
    return listed_names([variable[0].short_name for variable in cube]).replace(", ", ",")


def chosen(cubes: Sequence[Hypercube], name: str | None) -> Hypercube | None:
    """Return the hypercube of a name, or the only one."""
    if name is None:
        return cubes[0] if len(cubes) == 1 else None
    return next((cube for cube in cubes if cube.name == name), None)
