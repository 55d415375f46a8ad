"""References of kerchunk in a folder of Parquet files, as fsspec's `LazyReferenceMapper` has them.

`.zmetadata` has the metadata of all arrays, and the `record_size`: how many chunks one file tells
of. Those of an array stand in `NAME/refs.0.parq`, `NAME/refs.1.parq`, ..., in the order of the
chunks (the last axis counts fastest), one row each: `path`, `offset` and `size`, or the bytes
themselves as `raw`. A row, or a file, that has none of them is of a chunk that was never written.
"""

from __future__ import annotations

import base64
import json
import math
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from curator_gui.core.message import Message
from curator_gui.core.storage.containers.stray_links import strays
from curator_gui.core.storage.installed import to_add
from curator_gui.domains.grid.errors import GridError, reason

_ABOUT = ".zmetadata"
_COLUMNS = ("path", "offset", "size", "raw")
_MOST_CHUNKS = 50_000_000
"""Of one array; all that are referred to are held in memory."""


def is_parquet_references(path: str) -> bool:
    """Whether a local path is a folder of such references."""
    try:
        status = os.stat(f"{path}/{_ABOUT}")  # noqa: PTH116 - for each item
    except (OSError, ValueError):
        return False
    return _has_records(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=8)
def _has_records(path: str, size: int, changed: int) -> bool:
    found = Path(path, _ABOUT).read_bytes()
    try:
        return b'"record_size"' in found and "record_size" in json.loads(found)
    except (ValueError, RecursionError):
        return False


def read_parquet_references(path: str) -> dict[str, Any]:
    """Return all references by the key of a chunk, and the metadata, as version 0 of JSON has them.

    Raises
    ------
    GridError
        If they are damaged, or pyarrow is not installed.
    """
    about = _about(path)
    if not any(Path(path).rglob("refs.*.parq")):
        raise GridError(
            "{path} holds references (kerchunk) in Parquet, but none of their files is there, such "
            "as refs.0.parq: all values would be missing",
            path=path,
        )
    if any(key.rpartition("/")[2] == "zarr.json" for key in about["metadata"]):
        raise GridError(
            "{path} holds references (kerchunk) in Parquet to arrays of format 3 of Zarr, for "
            "which there is no reader: write them to JSON, or for format 2",
            path=path,
        )
    found: dict[str, Any] = dict(about["metadata"])
    for key in about["metadata"]:
        name, _, kind = key.rpartition("/")
        if kind == ".zarray" and name:
            found.update(_of_array(path, name, about))
    return found


def _about(path: str) -> dict[str, Any]:
    try:
        about: Any = json.loads(Path(path, _ABOUT).read_bytes())
    except (ValueError, RecursionError) as error:
        _refuse(path, _ABOUT, str(error))
    metadata, size = about["metadata"], about["record_size"]
    if not isinstance(metadata, dict) or not _is_count(size) or size < 1:
        _refuse(path, _ABOUT, Message("it has no metadata, or no number of records"))
    return {"metadata": metadata, "record_size": size}


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _of_array(path: str, name: str, about: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    grid = _grid(path, name, about["metadata"][f"{name}/.zarray"])
    if strays(name):
        _refuse(path, name, Message("it lies outside of its folder"))
    total, size = math.prod(grid), about["record_size"]
    for record in range(-(-total // size)):
        file = f"{name}/refs.{record}.parq"
        if Path(path, file).is_file():
            rows = min(size, total - record * size)
            yield from _of_record(path, file, (name, grid, record * size), rows)


def _grid(path: str, name: str, array: Any) -> tuple[int, ...]:
    """Return how many chunks there are along each axis; one for an array without axes."""
    try:
        pairs = list(zip(array["shape"], array["chunks"], strict=True))
        if not all(_is_count(n) and _is_count(length) and n >= 0 < length for n, length in pairs):
            raise ValueError(Message("its lengths are no whole numbers"))
        grid = tuple(-(-n // length) for n, length in pairs) or (1,)
    except (KeyError, TypeError, ValueError) as error:
        _refuse(path, f"{name}/.zarray", reason(error))
    if math.prod(grid) > _MOST_CHUNKS:
        words = Message("it tells of more than {count} chunks", count=f"{_MOST_CHUNKS:,}")
        _refuse(path, f"{name}/.zarray", words)
    return grid


def _of_record(
    path: str, file: str, place: tuple[str, tuple[int, ...], int], rows: int
) -> Iterator[tuple[str, Any]]:
    import numpy as np

    name, grid, first = place
    columns = _columns(path, file, rows)
    places = np.stack(np.unravel_index(np.arange(first, first + rows), grid), axis=1).tolist()
    for row, (target, offset, size, raw) in enumerate(zip(*columns, strict=True)):
        value = _reference(target, offset, size, raw)
        if value is not None:
            yield f"{name}/{'.'.join(map(str, places[row]))}", value


def _columns(path: str, file: str, rows: int) -> list[list[Any]]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise GridError(
            "{path} holds references (kerchunk) in Parquet, for which pyarrow is needed: {command}",
            path=path,
            command=to_add("parquet"),
        ) from None
    try:
        with parquet.ParquetFile(Path(path, file)) as opened:
            if opened.metadata.num_rows < rows:
                raise ValueError(Message("it has {n} rows", n=opened.metadata.num_rows))
            names = set(opened.schema_arrow.names)
            table = opened.read([name for name in _COLUMNS if name in names]).slice(0, rows)
        return [table[name].to_pylist() if name in names else [None] * rows for name in _COLUMNS]
    except Exception as error:  # noqa: BLE001 - pyarrow raises anything for damaged files
        _refuse(path, file, reason(error))


def _reference(target: Any, offset: Any, size: Any, raw: Any) -> Any:
    """Return one reference as JSON has it; None where there is none (NaN, in columns without)."""
    if isinstance(raw, (bytes, str)):
        data = raw.encode() if isinstance(raw, str) else raw
        return "base64:" + base64.b64encode(data).decode()
    if not isinstance(target, str):
        return None
    return [target] if not offset and not size else [target, offset, size]


def _refuse(path: str, file: str, words: str) -> NoReturn:
    raise GridError(
        "{path} holds damaged references (kerchunk): {file}: {words}",
        path=path,
        file=file,
        words=words,
    )
