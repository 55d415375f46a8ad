"""Write rows of the results to a CSV file, for spreadsheets.

Times are UTC in ISO format; several outputs are separated by "|".
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from curator_gui.app.results.columns import Cell
from curator_gui.app.results.exporting.table_export import TableExport, refused
from curator_gui.core.text.plain_text import spreadsheet_text


class CsvExport(TableExport):
    """Writes comma-separated values with a header."""

    def _write_rows(self) -> bool:
        chosen = self._next_rows().tolist()
        try:
            self._writer.writerows(self._cells(row) for row in chosen)
        except OSError as error:
            raise refused(self._path, error) from error
        return self.written < self.total

    def _begin(self, part: Path) -> None:
        # The byte order mark makes spreadsheets read UTF-8.
        file = self._stack.enter_context(part.open("w", encoding="utf-8-sig", newline=""))
        self._writer = csv.writer(file)

    def _head(self) -> None:
        self._writer.writerow(spreadsheet_text(column.field) for column in self._columns)

    def _cells(self, row: int) -> Iterator[Cell]:
        for column in self._columns:
            yield column.kind.cell(column.value(self._store, row))
