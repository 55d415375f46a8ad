"""Journals: what each worker had finished, even if the application is killed.

A worker appends every finished or failed index to a file of its own before it reports it to the
parent. One `write` on a file opened with O_APPEND is in the operating system's cache when it
returns, so neither a SIGKILL of the worker nor one of the parent can take it back.

A frame is the length of its payload (4 bytes, little-endian) and the payload, a JSON array in
ASCII. The same bytes travel over the worker's socket:

``["done", index, attempt, time, duration, outputs, output_bytes, stages, rss, worker]``
``["fail", index, attempt, time, duration, cause, error_type, message, traceback, stage, worker]``
"""

from __future__ import annotations

import json
import os
import struct
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from curator_gui.run.events import Cause, IndexFailed, IndexFinished
from curator_gui.run.record.locks import is_locked, try_lock, unlock
from curator_gui.run.wire import frames

JOURNAL_SUFFIX = ".journal"
MAX_PAYLOAD = 1 << 28
"""Longer frames are refused; a longer length in a file is damage, not data."""

_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
_LENGTH = struct.Struct("<I")
_CAUSES = frozenset(get_args(Cause))


def journal_folder(record: Path) -> Path:
    """Name the folder beside a record that holds the journals of its workers during the run."""
    return record.with_name(f"{record.name}.journals")


def new_journal_path(record: Path, worker: int) -> Path:
    """Name a journal for a new process of worker slot `worker`; no two calls give the same."""
    unique = uuid.uuid4().hex[:12]
    return journal_folder(record) / f"worker-{worker}-{os.getpid()}-{unique}{JOURNAL_SUFFIX}"


def list_journals(record: Path) -> list[Path]:
    """List the journals that a record has, in the order of their names."""
    return sorted(journal_folder(record).glob(f"*{JOURNAL_SUFFIX}"))


def encode_frame(fields: list[Any]) -> bytes:
    """Encode one event array as a frame.

    Raises
    ------
    ValueError
        If the payload is longer than `MAX_PAYLOAD` bytes.
    """
    frame = frames.encode_frame(*fields)
    if len(frame) > MAX_PAYLOAD:
        raise ValueError(f"an event of {len(frame)} bytes is too long for a journal")
    return frame


class JournalWriter:
    """Appends frames to one file; one per worker process and run.

    The file stays locked (where the system can) while it is open, so that nobody who recovers a
    killed run removes it under a worker that is still finishing its index. A torn frame at the end
    of an existing file is cut off.

    Raises
    ------
    OSError
        If the file cannot be created; the worker must then run without a journal and say so.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem = ""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(
            path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        )
        if os.name != "nt":  # Windows refuses to remove open files anyway
            try_lock(self._file)
        self._size = valid_length(path)
        if os.fstat(self._file).st_size > self._size:
            os.ftruncate(self._file, self._size)

    def append(self, frame: bytes) -> bool:
        """Append one whole frame.

        Returns False if the disk refused it; `problem` then says why, the file holds whole frames
        only, and the caller must rely on the parent alone for this event.
        """
        try:
            written = os.write(self._file, frame)
            while written < len(frame):
                written += os.write(self._file, frame[written:])
        except OSError as error:
            self.problem = f"{self.path}: {error.strerror or error}"
            os.ftruncate(self._file, self._size)
            return False
        self._size += len(frame)
        return True

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        if self._file >= 0:
            if os.name != "nt":
                unlock(self._file)
            os.close(self._file)
            self._file = -1


def read_frames(path: Path) -> Iterator[list[Any]]:
    """Yield the event arrays of a journal, up to the first frame that is torn or damaged.

    A file to which a worker is appending may be read: the frame being written counts as torn.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    for payload in read_payloads(path):
        fields = decode_payload(payload)
        if fields is None:
            return
        yield fields


def valid_length(path: Path) -> int:
    """Return how many bytes at the beginning of a journal are whole frames."""
    end = 0
    for payload in read_payloads(path):
        if decode_payload(payload) is None:
            break
        end += _LENGTH.size + len(payload)
    return end


def remove_journal(path: Path) -> None:
    """Remove a journal that has been merged; Windows keeps it while a worker has it open."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        if os.name != "nt":
            raise


def remove_abandoned_journal(path: Path) -> None:
    """Remove a journal that has been merged, unless its worker still has it open."""
    if os.name == "nt" or not is_locked(path):
        remove_journal(path)


def read_payloads(path: Path) -> Iterator[bytes]:
    """Yield the payloads of the frames that are whole, undecoded.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    with path.open("rb") as file:
        while len(head := file.read(_LENGTH.size)) == _LENGTH.size:
            (length,) = _LENGTH.unpack(head)
            if not 2 <= length <= MAX_PAYLOAD:
                return
            payload = file.read(length)
            if len(payload) < length:
                return
            yield payload


def decode_payload(payload: bytes) -> list[Any] | None:
    """Decode a payload; None if it is damaged."""
    try:
        fields = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, list) else None


def event_from_frame(fields: list[Any]) -> IndexFinished | IndexFailed:
    """Turn an event array into the event it stands for; a failure has status "failed".

    Raises
    ------
    ValueError
        If it is neither a "done" nor a "fail" array of the right length and types.
    """
    try:
        if fields[0] == "done":
            return _finished(*fields[1:])
        if fields[0] == "fail":
            return _failed(*fields[1:])
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        raise ValueError(f"not an event: {str(fields)[:200]} ({error})") from None
    raise ValueError(f"not an event: {str(fields)[:200]}")


def _finished(
    index: int,
    attempt: int,
    time: float,
    duration: float,
    outputs: list[str],
    output_bytes: int,
    stages: list[float],
    rss: int,
    worker: int,
) -> IndexFinished:
    return IndexFinished(
        time=float(time),
        index=int(index),
        worker=int(worker),
        attempt=int(attempt),
        duration=float(duration),
        outputs=tuple(outputs),
        output_bytes=int(output_bytes),
        stages=tuple(stages),
        rss=int(rss),
    )


def _failed(
    index: int,
    attempt: int,
    time: float,
    duration: float,
    cause: Cause,
    error_type: str,
    message: str,
    traceback: str,
    stage: str,
    worker: int,
) -> IndexFailed:
    if cause not in _CAUSES:
        raise ValueError(f"unknown cause {cause!r}")
    return IndexFailed(
        time=float(time),
        index=int(index),
        worker=int(worker),
        attempt=int(attempt),
        duration=float(duration),
        status="failed",
        cause=cause,
        error_type=error_type,
        message=message,
        traceback=traceback,
        stage=stage,
    )
