"""Frames between workers and the supervisor: a length and a JSON array.

A frame is a 4-byte little-endian length followed by that many bytes of ASCII JSON. JSON and not
pickle, because the same bytes stand in journals on disk, which must never run code when they are
read; and because nothing that a worker sends can then fail to load in the parent.

Worker to parent, each array beginning with its kind:

- `hello token slot generation pid`
- `begin lease` - the task is here, the pipeline is being loaded
- `loaded lease`
- `start index attempt time`
- `done index attempt time duration outputs output_bytes stages rss worker`
- `fail index attempt time duration cause error_type message traceback stage worker`
- `log level text` - something the engine's part in the worker has to say
- `end lease reason` - reason: `ok`, `yield`, or `load` with the error's text

Parent to worker: `yield lease` - end this task before the next index.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as _quote
from typing import Any, Literal

_encode = json.JSONEncoder(separators=(",", ":")).encode
_raw_decode = json.JSONDecoder().raw_decode
_HEADER = 4
MAX_FRAME = 1 << 28


@dataclass(frozen=True)
class Task:
    """One lease of work for one worker: indices in order, and where to find the rest.

    `budget` is how many indices the worker may still begin before it is recycled (None: any
    number); `attempt` counts for the first index, the others are at their first.
    """

    run_id: str
    lease: int
    pipeline: str
    map_mode: Literal["c", "r"]
    indices: Sequence[int]
    attempt: int = 1
    budget: int | None = None
    record: str = ""


class WireError(ValueError):
    """Bytes that are no frame."""


def encode_frame(*parts: Any) -> bytes:
    return _framed(_encode(parts).encode("ascii"))


def encode_start(index: int, attempt: int, when: float) -> bytes:
    """Make a `start` frame (see `encode_outcome` for the way it is made)."""
    return _framed(b'["start",%d,%d,%de-6]' % (index, attempt, when * 1e6))


def encode_outcome(parts: list[Any]) -> bytes:
    """Make a `done` or `fail` frame of its parts.

    The usual one is put together by hand, with times as whole micro- and nanoseconds (`1500e-9`):
    between two indices the processor's caches are cold, and the general encoder took 23
    microseconds there, this takes 7.
    """
    if parts[0] != "done":
        return encode_frame(*parts)
    _, index, attempt, when, duration, outputs, size, stages, rss, worker = parts
    own = b",".join([b"%de-9" % (seconds * 1e9) for seconds in stages])
    names = ",".join(map(_quote, outputs)).encode("ascii")
    return _framed(
        b'["done",%d,%d,%de-6,%de-9,[%b],%d,[%b],%d,%d]'
        % (index, attempt, when * 1e6, duration * 1e9, names, size, own, rss, worker)
    )


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(_HEADER, "little") + data


class FrameBuffer:
    """Cuts a byte stream into frames."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[list[Any]]:
        """Add received bytes and return the frames that are complete.

        Raises
        ------
        WireError
            If a length is absurd or a frame is no JSON array.
        """
        buffer = self._bytes
        buffer += data
        frames: list[list[Any]] = []
        start = 0
        while len(buffer) - start >= _HEADER:
            size = int.from_bytes(buffer[start : start + _HEADER], "little")
            if size > MAX_FRAME:
                raise WireError(f"a frame of {size} bytes")
            end = start + _HEADER + size
            if end > len(buffer):
                break
            frames.append(_decode(bytes(buffer[start + _HEADER : end])))
            start = end
        del buffer[:start]
        return frames


def _decode(data: bytes) -> list[Any]:
    try:
        text = data.decode("ascii")
        frame, end = _raw_decode(text)  # half the cost of json.loads, twice per index
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from None
    if not isinstance(frame, list) or not frame or end != len(text):
        raise WireError("not a JSON array")
    return frame
