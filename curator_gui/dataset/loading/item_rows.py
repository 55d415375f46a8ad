"""The rows of a data set's table, as a loader needs them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from curator_gui.core.text.plain_text import of_sheet_cell
from curator_gui.dataset.layout import (
    BYTES,
    DECISION,
    FIRST_COLUMNS,
    INDEX,
    ITEMS,
    LAST_COLUMNS,
    OUTPUTS,
    SEPARATOR,
    SHA256,
    SOURCE,
    SPLIT,
    measure_columns,
    split_paths,
)
from curator_gui.dataset.loading.reading import Arrays
from curator_gui.dataset.own_files import DatasetError


@dataclass(frozen=True)
class Item:
    """A row of the table: what it comes from, where it is, and which part it belongs to."""

    index: int
    source: str
    outputs: tuple[str, ...]
    bytes: int
    sha256: tuple[str, ...]
    split: str
    decision: str
    measures: Mapping[str, str]


class Loaded(Protocol):
    """A data set that is open: `curator_gui.dataset.loading.Dataset`."""

    @property
    def folder(self) -> Path:
        """The folder of the data set."""

    @property
    def items(self) -> Sequence[Item]:
        """The rows of its table."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Arrays: ...


def read_table(folder: Path) -> tuple[Item, ...]:
    """Read the table of a data set.

    Raises
    ------
    DatasetError
        If it is missing or damaged; the message has the line.
    """
    path = folder / ITEMS
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(_items(csv.DictReader(file, strict=True), path))
    except FileNotFoundError:
        raise DatasetError("{path} is missing; run the pipeline again", path=path) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError("{path} cannot be read: {error}", path=path, error=error) from error


def _items(rows: csv.DictReader[str], path: Path) -> Iterator[Item]:
    header = rows.fieldnames = [of_sheet_cell(name) for name in rows.fieldnames or ()]
    missing = [name for name in (*FIRST_COLUMNS, *LAST_COLUMNS) if name not in header]
    if missing:
        raise DatasetError(
            "{path} has no column {name}: it is no table of items; run the pipeline again",
            path=path,
            name=missing[0],
        )
    names = measure_columns(header)
    for row in rows:
        try:
            yield _item(row, names)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise DatasetError(
                "{path}, line {line}: is no item ({error}); run the pipeline again",
                path=path,
                line=rows.line_num,
                error=error,
            ) from None


def _item(row: dict[str, str], names: Sequence[str]) -> Item:
    return Item(
        index=int(row[INDEX]),
        source=of_sheet_cell(row[SOURCE]),
        outputs=tuple(split_paths(of_sheet_cell(row[OUTPUTS]))),
        bytes=int(row[BYTES]),
        sha256=tuple(row[SHA256].split(SEPARATOR)) if row[SHA256] else (),
        split=of_sheet_cell(row[SPLIT].strip()),
        decision=row[DECISION].strip(),
        measures={name: of_sheet_cell(row[name]) for name in names},
    )
