"""The source for structures that a table lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Source
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.origin import announced
from curator_gui.domains.atoms.properties import set_property
from curator_gui.domains.atoms.sources.ase import FORMATS, read_frames
from curator_gui.domains.atoms.sources.base import (
    Frames,
    check_elements,
    naming_frame,
    parse_frames,
)
from curator_gui.domains.common.row_tables import (
    NumberColumns,
    PathColumn,
    TableListing,
    TableName,
    TablePath,
    missing_of,
)

if TYPE_CHECKING:
    from ase import Atoms

    from curator_gui.core import Pipeline


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

    counting_may_crash = True  # a table can unpack to gigabytes, and a view of SQLite need not end

    def __init__(
        self,
        table: TablePath,
        path_column: PathColumn,
        format: Annotated[str, Param("The format of the files, as ASE calls it.", choices=FORMATS)],
        columns: NumberColumns = None,
        table_name: TableName = None,
        frames: Frames = "-1",
    ) -> None:
        self._listed = TableListing(Path(table), path_column, columns, table_name)
        self._format = format
        self._frames = parse_frames(frames)

    def __len__(self) -> int:
        return len(self._listed.files)

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} is out of range: the source has {len(self)} items")
        return announced(index, self._items(index))

    def _items(self, index: int) -> Iterator[Atoms]:
        values = self._listed.numbers(index)
        missing = missing_of(values)
        if missing:
            remark(
                Message("the table has no value in {columns}: left out", columns=", ".join(missing))
            )
        path = self._listed.files[index]
        for frame, atoms in enumerate(read_frames(path, self._format, self._frames)):
            with naming_frame(path, frame):
                check_elements(atoms)
                for name, value in values.items():
                    if name not in missing:
                        set_property(atoms, name, value)
            yield atoms

    def inputs(self, index: int) -> Sequence[str]:
        return (self._listed.files[index],)

    def input_files(self) -> Sequence[str]:
        """Name the table: another content gives other items."""
        return (str(self._listed.path),)

    def label(self, index: int) -> str:
        """Name an index by its file as the table has it."""
        return self._listed.label(index)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a table or columns that cannot be used."""
        return self._listed.problems()

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say which columns do not go with the items."""
        yield from self._listed.remarks()
