"""The items of a data set in memory: one array per column, whatever their number.

A million items of 40 measures are 320 MB as float64, so numbers are kept as float32 where that
loses nothing that is shown. Texts are arrays of `str`. What is not known of an item is NaN or "".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from curator_gui.dataset.layout import (
    BYTES,
    DECISION,
    INDEX,
    OUTPUTS,
    SHA256,
    SOURCE,
    SPLIT,
    split_paths,
)

Kind = Literal["number", "text"]
Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]

PART, TAGS = SPLIT, "tag"
FOLDER, STEP = "folder", "step"
CONTENT = ("content_hash", "content", SHA256)
"""Columns that tell exact copies, the best first."""

NO_MEASURES = frozenset(
    {INDEX, SOURCE, OUTPUTS, SHA256, PART, DECISION, TAGS, FOLDER, STEP, *CONTENT}
)
"""Columns that say which item it is or what was decided, not what it holds."""

STATISTICS = {
    "min": "min",
    "max": "max",
    "mean": "mean",
    "std": "std",
    "nan_share": "NaN in",
    "zero_share": "zeros in",
}
"""What a field is measured by, as its column ends, and how that is said before the field."""

_DIGITS, _BACK = "0123456789", "\\"
_PART = re.compile(r"(?P<file>, step | frame | \S+=)\S.*$| at \S.*$")
"""What sources write behind the name of a file, or of a folder, for one of its several items."""

_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")


__all__ = ["BYTES", "DECISION", "INDEX", "OUTPUTS", "SHA256", "SOURCE"]  # with what is made here


@dataclass(frozen=True)
class Column:
    """One column: its key, its title in words, its unit, and one value an item.

    `values` are float64 or float32 with NaN for what is not known, or texts with "". `role` is
    "hash" for a checksum of the arrays and "time" for seconds since 1970, else "".
    """

    key: str
    values: npt.NDArray[Any]
    title: str = ""
    unit: str = ""
    role: str = ""

    @property
    def kind(self) -> Kind:
        """Whether it holds numbers or texts."""
        return "text" if self.values.dtype.kind == "O" else "number"

    @property
    def name(self) -> str:
        """The title, or what the key says in words: `U.max` is "max U"."""
        return self.title or title_of(self.key)

    @property
    def label(self) -> str:
        """Title and unit, for an axis: "max U, m/s"."""
        return f"{self.name}, {self.unit}" if self.unit not in ("", "1") else self.name

    @cached_property
    def defined(self) -> Mask:
        """Which items have a finite number, or a text, here."""
        if self.kind == "text":
            return np.asarray(self.values != "", np.bool_)
        return np.asarray(np.isfinite(self.values), np.bool_)

    @cached_property
    def limits(self) -> tuple[float, float] | None:
        """The smallest and the largest finite number; None if there is none."""
        numbers = self.values[self.defined] if self.kind == "number" else self.values[:0]
        return (float(numbers.min()), float(numbers.max())) if len(numbers) else None


def title_of(key: str) -> str:
    """Say in words what a measure's key means: `U.max` is "max U", `cells` is "cells"."""
    name, _, statistic = key.rpartition(".")
    return f"{STATISTICS[statistic]} {name}" if name and statistic in STATISTICS else key


def field_of(key: str) -> str:
    """Return the field that a measure belongs to, "" for one of the whole item."""
    name, _, statistic = key.rpartition(".")
    return name if statistic in STATISTICS else ""


@dataclass(frozen=True)
class Items:
    """All items of a data set, in the order of their index.

    Parameters
    ----------
    columns
        By key; all have the same length. `index` is always there.
    folder
        The data set's folder, to which `outputs` are relative; None for a table without files.
    """

    columns: Mapping[str, Column]
    folder: Path | None = None

    def __len__(self) -> int:
        return len(self.columns[INDEX].values)

    def __contains__(self, key: str) -> bool:
        return key in self.columns

    def __getitem__(self, key: str) -> Column:
        return self.columns[key]

    @cached_property
    def index(self) -> Rows:
        """The index of each item in its source."""
        return self.columns[INDEX].values.astype(np.int64)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """The row of each index."""
        return {int(index): row for row, index in enumerate(self.index)}

    def name(self, row: int) -> str:
        """Return a short name of an item: its file and folder without suffix, or its index."""
        short = _short(str(self.keys[row]))
        if not short:
            return f"#{self.index[row]}"
        return short if self.named else f"{short} #{self.index[row]}"

    def brief(self, row: int) -> str:
        """Return a name for a tile: the folder and the number in the file's name, if it has one."""
        name = self.name(row)
        folder, _, stem = name.rpartition("/")
        digits = stem[len(stem.rstrip("0123456789")) :]
        return f"{folder}/{digits}" if folder and digits else name

    @cached_property
    def named(self) -> bool:
        """Whether every item has a source of its own, so that this tells it from all others."""
        return SOURCE in self and len(set(self.keys.tolist())) == len(self)

    @cached_property
    def keys(self) -> Texts:
        """What an item is called in `curation.csv` and in splits: its source, or "" for none."""
        empty = np.full(len(self), "", np.object_)
        return self[SOURCE].values if SOURCE in self else empty

    @property
    def measures(self) -> list[Column]:
        """Columns of numbers that say what an item holds and are known of one item at least."""
        return [c for c in self.columns.values() if is_measure(c)]

    @property
    def plottable(self) -> list[Column]:
        """Measures and the axes that items lie along; what is NaN everywhere is in no list."""
        axes = [self[key] for key in (INDEX, STEP) if key in self and self[key].limits]
        return [*self.measures, *axes]

    @property
    def texts(self) -> list[Column]:
        """Columns of words that group the items: not their names, and not one for each."""
        hidden = {SOURCE, OUTPUTS, *CONTENT, PART, DECISION, TAGS}
        texts = [c for c in self.columns.values() if c.kind == "text" and c.role != "hash"]
        return [c for c in texts if c.key not in hidden]

    @property
    def content(self) -> Column | None:
        """The column that tells exact copies: a hash of the arrays, or of the files."""
        hashes = [c for c in self.columns.values() if c.role == "hash"]
        named = [self[key] for key in CONTENT if key in self]
        return next(iter([*hashes, *named]), None)

    @property
    def fields(self) -> list[str]:
        """The fields that were measured, in their order."""
        return list(dict.fromkeys(filter(None, map(field_of, self.columns))))

    @property
    def first_field(self) -> str:
        """The field to look at first: one that differs from item to item, as no coordinate does."""
        named = [field_of(column.key) for column in different_first(self.measures)]
        return next(filter(None, named), "")

    def with_columns(self, *columns: Column) -> Items:
        """Return the same items with more columns, or others in their place."""
        more = {column.key: column for column in columns}
        return Items({**self.columns, **more}, self.folder)

    def output(self, row: int) -> Path | None:
        """Return the first file of an item, None if it has none."""
        if OUTPUTS not in self or not self[OUTPUTS].values[row]:
            return None
        first = split_paths(str(self[OUTPUTS].values[row]))[0]
        return (self.folder or Path()) / first


def is_measure(column: Column) -> bool:
    """Whether a column says in numbers what items hold, of one item at least."""
    return column.kind == "number" and column.key not in NO_MEASURES and column.limits is not None


def different_first(columns: Sequence[Column]) -> list[Column]:
    """Sort columns of numbers: those that differ from item to item come first."""
    return sorted(columns, key=lambda column: len(set(column.limits or ())) < 2)


def _short(source: str) -> str:
    folder, _, name = _slashes(source).rpartition("/")
    parent = folder.rpartition("/")[2]
    stem = _without_suffix(name)
    return f"{parent}/{stem}" if parent else stem


def _without_suffix(name: str) -> str:
    """Leave out the suffix of a file, but not what follows it: "a.nc time=0.5" is "a time=0.5".

    >>> _without_suffix("qm9.xyz frame 3"), _without_suffix("cavity at 0.5")
    ('qm9 frame 3', 'cavity at 0.5')
    """
    found = _PART.search(name)
    if found is None:
        return _stem(name)
    return _stem(name[: found.start()]) + found[0] if found["file"] else name


def _stem(name: str) -> str:
    before, dot, _ = name.rpartition(".")
    return before if dot and before else name


def as_values(key: str, cells: Sequence[Any]) -> npt.NDArray[Any]:
    """Return numbers if all cells are some, or empty; else texts. Names stay texts."""
    if key not in (SOURCE, OUTPUTS, PART, DECISION, TAGS, FOLDER, *CONTENT):
        try:
            return np.array([np.nan if c in ("", None) else float(c) for c in cells], np.float64)
        except ValueError:
            pass  # a text among them
    return as_texts(cells)


def as_texts(cells: Sequence[Any]) -> Texts:
    """Return the cells as texts, "" for None."""
    texts = np.empty(len(cells), np.object_)
    texts[:] = ["" if c is None else str(c) for c in cells]
    return texts


def as_times(cells: Sequence[Any]) -> Numbers:
    """Return times in ISO 8601 as seconds since 1970, NaN for what is none."""
    return np.array([_seconds(str(c or "")) for c in cells], np.float64)


def _seconds(text: str) -> float:
    try:
        moment = np.datetime64(text.removesuffix("Z"), "ns") if text else np.datetime64("NaT")
    except ValueError:
        return float("nan")
    return float("nan") if np.isnat(moment) else float(moment.astype(np.int64)) / 1e9


def numbers_in_names(sources: Texts) -> Numbers:
    """Return the last number in each file's name, such as a time step; NaN where there is none."""
    return np.array([_number_in(source) for source in _with_slashes(sources)], np.float64)


def _number_in(source: str) -> float:
    """Return the last number in a file's name; at its end, where most have one, it is quick."""
    stem = _stem(source.rpartition("/")[2])
    digits = stem[len(stem.rstrip(_DIGITS)) :]
    return float(digits[-15:]) if digits else _last_number(stem)


def _last_number(stem: str) -> float:
    found = _LAST_NUMBER.search(stem)
    return float(found[1][-15:]) if found else float("nan")


def folders_of(sources: Texts) -> Texts:
    """Return the folder that each file lies in, "" for none."""
    found: Texts = np.empty(len(sources), np.object_)
    found[:] = [source.rpartition("/")[0] for source in _with_slashes(sources)]
    return found


def _with_slashes(sources: Texts) -> list[str]:
    """Return all names with "/" between folders."""
    names: list[str] = sources.tolist()
    return [name.replace("\\", "/") for name in names] if _BACK in "\n".join(names) else names


def _slashes(path: Any) -> str:
    return path.replace("\\", "/") if "\\" in path else str(path)


def with_axes(items: Items) -> Items:
    """Add `folder` and `step` (the number in the file's name) where they tell items apart."""
    if SOURCE not in items or not len(items):
        return items
    added = [Column(FOLDER, folders_of(items[SOURCE].values), FOLDER)]
    added.append(Column(STEP, numbers_in_names(items[SOURCE].values), STEP))
    useful = [column for column in added if column.key not in items and _tells_apart(column)]
    return items.with_columns(*useful)


def _tells_apart(column: Column) -> bool:
    known = column.values[column.defined]
    different = len(set(known.tolist()))
    return len(known) == len(column.values) and different > 1


def axis_of(items: Items) -> str:
    """Return the key of what items lie along: a time, the step in their names, or their index."""
    for key in ("time", "date", STEP):
        if key in items and items[key].kind == "number" and items[key].limits is not None:
            return key
    return INDEX


def groups_of(items: Items, key: str) -> npt.NDArray[np.int64]:
    """Number the groups that a column makes, from 0 on; all are one group where there is none."""
    if key not in items:
        return np.zeros(len(items), np.int64)
    return coded(items[key].values)


def coded(values: npt.NDArray[Any]) -> Rows:
    """Number equal values alike, from 0 on, in the order in which they first come."""
    seen: dict[Any, int] = {}
    codes = (seen.setdefault(value, len(seen)) for value in values.tolist())
    return np.fromiter(codes, np.int64, len(values))
