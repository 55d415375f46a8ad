"""Journals: what each worker had finished, even if the application is killed.

A worker appends every finished or failed index to a file of its own before it reports it to the
parent. One `write` on a file opened with O_APPEND is in the operating system's cache when it
returns, so neither a SIGKILL of the worker nor one of the parent can take it back. A power failure
can: what only a journal of before it says is done has to run again (see `record.durability`).

The bytes are those that travel over the worker's socket (see `curator_gui.run.wire.frames`): an
`IndexFinished` or `IndexFailed`, or the `Describe` that those after it need. Journals of version
0.1 hold JSON arrays, which are read too:

``["done", index, attempt, time, duration, outputs, output_bytes, stages, rss, worker]``
``["fail", index, attempt, time, duration, cause, error_type, message, traceback, stage, worker]``
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import struct
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil

from curator_gui.core.message import Message, at
from curator_gui.core.storage.locks import is_locked, try_lock, unlock
from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.wire.frames import KEPT_FRAMES, MAX_FRAME, Describe, Kept, Settled, WireError

logger = logging.getLogger(__name__)

JOURNAL_SUFFIX = ".journal"
_LENGTH = struct.Struct("<I")
_BLOCK = 1 << 20


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
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._file = os.open(path, flags, 0o600)  # for the owner's eyes only, as the record is
        if os.name != "nt":  # Windows refuses to remove open files anyway
            try_lock(self._file)
        self._size = valid_length(path)
        if os.fstat(self._file).st_size > self._size:
            os.ftruncate(self._file, self._size)

    @property
    def descriptor(self) -> int:
        """The number of the open file; -1 once it is closed."""
        return self._file

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
            self.problem = at(str(self.path), error.strerror or error)
            # If a component has closed the file under us there is nothing to cut.
            with contextlib.suppress(OSError):
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


def read_journal(path: Path) -> Iterator[Settled]:
    """Yield the events of a journal, up to the first frame that is torn or damaged.

    A file to which a worker is appending may be read: the frame being written counts as torn.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    decoder = JournalDecoder()
    for payload in read_payloads(path):
        try:
            frame = decoder.decode(payload)
        except WireError:
            return
        if not isinstance(frame, Describe):
            yield frame


def valid_length(path: Path) -> int:
    """Return how many bytes at the beginning of a journal are whole frames."""
    end, decoder = 0, JournalDecoder()
    for payload in read_payloads(path):
        try:
            decoder.decode(payload)
        except WireError:
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


def is_of_earlier_boot(path: Path) -> bool:
    """Whether a file was written before this machine was started the last time.

    Of what a journal says is done no more is known then than that it stood in the memory of a
    machine that has lost it since.
    """
    return path.stat().st_mtime < psutil.boot_time()


def read_payloads(path: Path) -> Iterator[bytes]:
    """Yield the payloads of the frames that are whole, undecoded.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    data, start = b"", 0
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            data, start = data[start:] + block, 0
            while len(data) - start >= _LENGTH.size:
                (length,) = _LENGTH.unpack_from(data, start)
                if not 2 <= length <= MAX_FRAME:
                    return
                end = start + _LENGTH.size + length
                if end > len(data):
                    break
                yield data[start + _LENGTH.size : end]
                start = end


class JournalDecoder:
    """Decodes the payloads of one journal, those of version 0.1 too.

    `say` is told of a value that had to be dropped.
    """

    def __init__(self, say: Callable[[str], None] = logger.warning) -> None:
        self._say = say
        self._frames = KEPT_FRAMES.fresh()

    def decode(self, payload: bytes) -> Kept:
        """Read a payload.

        Raises
        ------
        WireError
            If it is nothing that stands in journals, or needs a description that was not there.
        """
        if is_of_version_0_1(payload):
            return _of_version_0_1(payload, self._say)
        return self._frames.decode(payload)


def is_of_version_0_1(payload: bytes) -> bool:
    return payload.startswith((b'["done",', b'["fail",'))


def _of_version_0_1(payload: bytes, say: Callable[[str], None]) -> Settled:
    try:
        kind, index, attempt, time, duration, *rest, worker = json.loads(payload)
        head = [time, index, worker, attempt, duration]
        if (kind, len(rest)) == ("done", 4):
            if isinstance(rest[1], int) and not 0 <= rest[1] < 1 << 63:
                say(
                    Message(
                        "index {index}: the size of its outputs, {size}, was dropped",
                        index=index,
                        size=str(rest[1])[:40],
                    )
                )
                rest[1] = 0
            return msgspec.convert(["finished", *head, *rest], IndexFinished)
        if (kind, len(rest)) == ("fail", 5):
            return msgspec.convert(["failed", *head, "failed", *rest], IndexFailed)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not an event: {payload[:200]!r} ({error})") from None
    raise WireError(f"not an event: {payload[:200]!r}")
