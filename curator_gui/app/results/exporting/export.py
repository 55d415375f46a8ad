"""Write rows of the results to a file: CSV for spreadsheets, Parquet for data frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.results.exporting.csv_export import CsvExport
from curator_gui.app.results.exporting.parquet_export import ParquetExport
from curator_gui.app.results.exporting.table_export import TableExport
from curator_gui.app.results.store import ResultsStore


def table_export(
    store: ResultsStore,
    rows: Sequence[int] | NDArray[np.int32],
    path: Path,
    record: Path | None = None,
) -> TableExport:
    """Choose the format by the file's suffix: ".parquet", else CSV.

    `record` is that of the run: its measures are columns, and a Parquet file describes it.
    """
    if path.suffix.lower() == ".parquet":
        return ParquetExport(store, rows, path, record)
    return CsvExport(store, rows, path, record)


def write_table(
    store: ResultsStore, rows: Sequence[int], path: Path, record: Path | None = None
) -> None:
    """Write rows to a file at once; see `table_export`.

    Raises
    ------
    CuratorError
        If the file cannot be written.
    """
    export = table_export(store, rows, path, record)
    export.open()
    try:
        while export.write_portion():
            pass
    except BaseException:
        export.discard()
        raise
    export.close()
