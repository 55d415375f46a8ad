"""Write rows of the results table to a Parquet file, which keeps types and packs well.

Rows are collected in portions by the thread that feeds the store, since making Arrow arrays of
texts holds the interpreter lock; they are packed and written in another thread, which does not. So
a window stays alive, and no more than two row groups are in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curator_gui import __version__
from curator_gui.app.results.columns import STATUS, Column
from curator_gui.app.results.exporting.table_export import PATIENCE_S, TableExport, refused
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.storage.installed import to_add
from curator_gui.core.text.plain_text import printable

GROUP_ROWS = 65_536


def require_pyarrow() -> Any:
    """Import pyarrow with its Parquet part and return it.

    Raises
    ------
    CuratorError
        If it is not installed; the message has the command that adds it.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise CuratorError(
            Message(
                "Parquet files need pyarrow, which is not installed; add it with: {command}",
                command=to_add("parquet"),
            )
        ) from error
    return pyarrow


class ParquetExport(TableExport):
    """Writes an Apache Parquet file.

    The fields are those of `columns`; seconds are float, bytes and the index 64-bit integers,
    times UTC. What is unknown is null. Measures are 64-bit floats or texts; the metadata of their
    fields say what they are and in which unit (`title`). With the run's record, the file's
    key-value metadata hold its identity and document as `curator.run_id`, `curator.name`,
    `curator.document`, `curator.document_path`, `curator.created`, `curator.fingerprint` and
    `curator.record`.
    """

    def __init__(
        self,
        store: ResultsStore,
        rows: Sequence[int] | NDArray[np.int32],
        path: Path,
        record: Path | None = None,
    ) -> None:
        super().__init__(store, rows, path, record)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="parquet")
        self._job: Future[None] | None = None
        self._group: list[Any] = []
        self._schema: Any = None
        self._writer: Any = None

    def open(self) -> None:
        """Begin a file under a temporary name; see `TableExport`."""
        require_pyarrow()
        super().open()

    def _write_rows(self) -> bool:
        """Collect the next rows, unless a row group waits to be written."""
        complete = self.written == self.total
        if complete or sum(map(len, self._group)) >= GROUP_ROWS:
            return not (self._hand_on() and complete)
        self._group.append(self._batch())
        return True

    def close(self) -> None:
        """Give the file its name; see `TableExport`."""
        self._wait()
        self._thread.shutdown()
        super().close()

    def discard(self) -> None:
        self._thread.shutdown(cancel_futures=True)
        if self._writer is not None:
            with suppress(OSError):  # the disk may be full; the file goes away in any case
                self._writer.close()
            self._writer.is_open = False  # else it would try once more when it is deleted
        super().discard()

    def _begin(self, part: Path) -> None:
        self._part = part

    def _head(self) -> None:
        self._schema = _schema(self._columns)
        self._job = self._thread.submit(self._begin_packed, self._part)

    def _end(self) -> None:
        self._writer.close()

    def _batch(self) -> Any:
        """Copy the next rows out of the store."""
        import pyarrow

        rows = self._next_rows()
        arrays = [
            _array(column.take(self._store, rows), column, field)
            for column, field in zip(self._columns, self._schema, strict=True)
        ]
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _hand_on(self) -> bool:
        """Let the other thread write the rows collected, if it is done with those before."""
        if self._job is not None and wait([self._job], PATIENCE_S).not_done:
            return False
        self._wait()
        group, self._group = self._group, []
        self._job = self._thread.submit(self._write, group)
        return True

    def _wait(self) -> None:
        try:
            if self._job is not None:
                self._job.result()
        except OSError as error:
            raise refused(self._path, error) from error

    def _begin_packed(self, part: Path) -> None:
        from pyarrow import parquet

        schema = self._schema.with_metadata(_identity(self._record))
        self._writer = parquet.ParquetWriter(str(part), schema, compression="zstd")

    def _write(self, group: list[Any]) -> None:
        import pyarrow

        table = pyarrow.Table.from_batches(group, self._schema).unify_dictionaries()
        self._writer.write_table(table)


def _schema(columns: Sequence[Column]) -> Any:
    import pyarrow

    return pyarrow.schema([_field(pyarrow, column) for column in columns])


def _field(pa: Any, column: Column) -> Any:
    said = {} if column.title or not column.help else {"title": column.help}
    return pa.field(column.field, column.kind.arrow(pa), metadata=said)


def _array(values: Any, column: Column, field: Any) -> Any:
    """Make an Arrow array of the field's type."""
    import pyarrow as pa

    if isinstance(values, list):
        return pa.array([_plain(value) for value in values], field.type)
    kind = column.kind
    mask = kind.null(values) if kind.null is not None else None
    if kind is STATUS:
        return pa.array([kind.text(code) for code in values.tolist()], field.type)
    if pa.types.is_timestamp(field.type):
        values = (values * 1e6).round().astype(np.int64)
    return pa.array(values, field.type, mask=mask)


def _plain(value: Any) -> Any:
    """Make texts fit for Parquet; one that is empty is null."""
    if isinstance(value, list):
        return [printable(path) for path in value]
    return (printable(value) or None) if isinstance(value, str) else value


def _identity(record: Path | None) -> dict[str, str]:
    """Return what the file says about the run that it comes from."""
    known = {"curator.version": __version__}
    if record is None:
        return known
    from curator_gui.run.record import RunRecord

    with RunRecord.open(record) as opened:
        meta = opened.meta
    return known | {
        "curator.run_id": meta.run_id,
        "curator.name": meta.name,
        "curator.created": datetime.fromtimestamp(meta.created, UTC).isoformat(),
        "curator.fingerprint": meta.fingerprint,
        "curator.document_path": meta.document_path,
        "curator.document": meta.document,
        "curator.record": str(record),
    }
