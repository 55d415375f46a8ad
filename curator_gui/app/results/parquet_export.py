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
from curator_gui.app.results.store import FailureHead, ResultsStore
from curator_gui.app.results.table_export import TableExport, refused
from curator_gui.core.errors import CuratorError
from curator_gui.run.events import STATUSES

GROUP_ROWS = 65_536
NEEDS_PYARROW = (
    "Parquet files need pyarrow, which is not installed; "
    "add it with: pip install 'curator-gui[parquet]'"
)

_PATIENCE_S = 0.005

Columns = dict[str, Any]


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
        raise CuratorError(NEEDS_PYARROW) from error
    return pyarrow


class ParquetExport(TableExport):
    """Writes an Apache Parquet file.

    The schema is in `_schema`; seconds are float, bytes and the index 64-bit integers, times UTC.
    What is unknown is null. With the run's record, the file's key-value metadata hold its identity
    and document as `curator.run_id`, `curator.name`, `curator.document`, `curator.document_path`,
    `curator.created`, `curator.fingerprint` and `curator.record`.
    """

    def __init__(
        self,
        store: ResultsStore,
        rows: Sequence[int] | NDArray[np.int32],
        path: Path,
        record: Path | None = None,
    ) -> None:
        super().__init__(store, rows, path)
        self._record = record
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="parquet")
        self._job: Future[None] | None = None
        self._group: list[Any] = []
        self._schema: Any = None
        self._writer: Any = None

    def open(self) -> None:
        """Begin a file under a temporary name; see `TableExport`."""
        require_pyarrow()
        self._schema = _schema()
        super().open()

    def write_portion(self) -> bool:
        """Collect the next rows, unless a row group waits to be written; see `TableExport`."""
        complete = self.written == self.total
        if complete or sum(map(len, self._group)) >= GROUP_ROWS:
            return not (self._hand_on() and complete)
        self._group.append(_batch(_columns(self._store, self._next_rows()), self._schema))
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
        self._job = self._thread.submit(self._begin_packed, part)

    def _end(self) -> None:
        self._writer.close()

    def _hand_on(self) -> bool:
        """Let the other thread write the rows collected, if it is done with those before."""
        if self._job is not None and wait([self._job], _PATIENCE_S).not_done:
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


def _schema() -> Any:
    import pyarrow as pa

    word = pa.dictionary(pa.int32(), pa.string())
    return pa.schema(
        [
            ("index", pa.int64()),
            ("status", word),
            ("attempts", pa.int32()),
            ("worker", pa.int32()),
            ("started", pa.timestamp("us", "UTC")),
            ("duration_s", pa.float32()),
            ("output_bytes", pa.int64()),
            ("memory_bytes", pa.int64()),
            ("outputs", pa.list_(pa.string())),
            ("cause", word),
            ("error_type", word),
            ("step", word),
            ("message", pa.string()),
        ]
    )


def _columns(store: ResultsStore, rows: NDArray[np.int64]) -> Columns:
    """Copy rows out of the store: numbers as arrays, texts as lists, both by the field's name."""
    numbers = rows.tolist()
    failures = [store.failures[number] for number in store.failure[rows].tolist()]
    return {
        "index": np.fromiter((store.indices[row] for row in numbers), np.int64, len(numbers)),
        "status": [STATUSES[code] for code in store.status[rows].tolist()],
        "attempts": store.attempts[rows],
        "worker": store.worker[rows],
        "started": store.started[rows],
        "duration_s": store.duration[rows],
        "output_bytes": store.output_bytes[rows],
        "memory_bytes": store.rss[rows],
        "outputs": [[_unicode(path) for path in store.outputs.paths(row)] for row in numbers],
        "message": [_unicode(store.messages.get(row)) or None for row in numbers],
        **_causes(failures),
    }


def _causes(failures: list[FailureHead]) -> Columns:
    return {
        "cause": [failure.cause or None for failure in failures],
        "error_type": [failure.error_type or None for failure in failures],
        "step": [failure.stage or None for failure in failures],
    }


def _batch(columns: Columns, schema: Any) -> Any:
    import pyarrow

    arrays = [_array(columns[field.name], field) for field in schema]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Any, field: Any) -> Any:
    """Make an Arrow array of the field's type."""
    import pyarrow as pa

    if isinstance(values, list):
        return pa.array(values, field.type)
    if field.name == "started":
        return pa.array((values * 1e6).round().astype(np.int64), field.type, mask=values == 0)
    mask = np.isnan(values) if field.name == "duration_s" else None
    return pa.array(values, field.type, mask=mask)


def _unicode(text: str) -> str:
    """Write bytes of a file name that are no UTF-8 as escapes: Parquet takes nothing else."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


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
