"""The source for structures that a table lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from curator_gui.core.components import Source
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.origin import announced
from curator_gui.domains.atoms.properties import set_property
from curator_gui.domains.atoms.sources.ase import FORMATS, read_frames
from curator_gui.domains.atoms.sources.base import Frames, parse_frames
from curator_gui.domains.common.row_tables import (
    NumberColumns,
    PathColumn,
    RowTable,
    TableError,
    TableName,
    TablePath,
    read_rows,
)

if TYPE_CHECKING:
    from ase import Atoms


class StructureTableSource(Source["Atoms"]):
    """The structures whose files a table lists, one index per row, with the row's numbers.

    A column becomes a property of its name; a standard name such as energy is treated as that
    quantity, in ASE's units. A value that is missing is left out, with a remark.

    Raises
    ------
    TableError
        If the table cannot be read, or a value is no number.
    StructureError
        From an index whose file cannot be read.
    """

    measurer = "curator_gui.domains.atoms.measures:measure_item"

    name = "Structures of a table"
    description = (
        "Reads the structure files that a table (CSV, Parquet, SQLite) lists, one row an item, "
        "with its numbers as properties."
    )
    version = "1"

    def __init__(
        self,
        table: TablePath,
        path_column: PathColumn,
        format: Annotated[str, Param("The format of the files, as ASE calls it.", choices=FORMATS)],
        columns: NumberColumns = None,
        table_name: TableName = None,
        frames: Frames = "-1",
    ) -> None:
        self.table = Path(table)
        self.path_column = path_column
        self.format = format
        self.columns = columns
        self.table_name = table_name
        self.frames = parse_frames(frames)

    @cached_property
    def _rows(self) -> RowTable:
        return read_rows(self.table, self.table_name)

    @cached_property
    def _files(self) -> list[str]:
        return self._rows.files(self.path_column)

    @cached_property
    def _chosen(self) -> list[str]:
        return self._rows.number_columns(self.columns, self.path_column)

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} is out of range: the source has {len(self)} items")
        return announced(index, self._items(index))

    def _items(self, index: int) -> Iterator[Atoms]:
        values = {name: self._rows.number(index, name) for name in self._chosen}
        missing = [name for name, value in values.items() if value != value]
        if missing:
            remark(
                Message("the table has no value in {columns}: left out", columns=", ".join(missing))
            )
        for atoms in read_frames(self._files[index], self.format, self.frames):
            for name, value in values.items():
                if name not in missing:
                    set_property(atoms, name, value)
            yield atoms

    def inputs(self, index: int) -> Sequence[str]:
        return (self._files[index],)

    def input_files(self) -> Sequence[str]:
        """Name the table: another content gives other items."""
        return (str(self.table),)

    def label(self, index: int) -> str:
        """Name an index by its file as the table has it."""
        return str(self._rows.rows[index][self._rows.place(self.path_column)])

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a table or columns that cannot be used."""
        for param, check in (("table", "_rows"), ("path_column", "_files"), ("columns", "_chosen")):
            try:
                getattr(self, check)
            except TableError as error:
                yield param, str(error)
                return
