"""Frames: what a worker says to its supervisor, what that answers, and what stands in journals.

A frame is a 4-byte little-endian length followed by that many bytes of MessagePack: an array of a
word for its kind and the fields of one of the types below. MessagePack and not pickle, because the
same bytes stand in journals on disk, which must never run code when they are read; and because
nothing that a worker sends can then fail to load in the parent. Whatever does not fit its type is
refused there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import msgspec

from curator_gui.run.events import Count, IndexFailed, IndexFinished, IndexStarted, LogLevel

_HEADER = 4
MAX_FRAME = 1 << 28


class Hello(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="hello"):
    """The first frame on a connection; believed only with the hub's token."""

    token: str
    slot: Count
    generation: Count
    pid: Count


class Begin(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="begin"):
    """The task of this lease is here; its pipeline is being loaded."""

    lease: Count


class Loaded(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="loaded"):
    """The pipeline is loaded: whatever goes wrong from here on is an index's or the worker's."""

    lease: Count


class Log(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="log"):
    """Something the engine's part in the worker has to say; `parts` as in `IndexFailed`."""

    level: LogLevel
    text: str
    parts: str = ""


class End(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="end"):
    """The worker is done with a lease: with all of it, with a part, or unable to load.

    "unsound" means with a part, and that its process must not begin another index; `error` says
    why.
    """

    lease: Count
    reason: Literal["ok", "yield", "unsound", "load"]
    error: str = ""
    traceback: str = ""
    parts: str = ""


class Yield(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="yield"):
    """To a worker: end the task of this lease before its next index."""

    lease: Count


class Ping(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="ping"):
    """To a worker on another machine: say for how long you have been at what you are at."""

    lease: Count


class Pong(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="pong"):
    """The worker can be heard, and has been at its index (or at loading) for so many seconds."""

    lease: Count
    seconds: float


class Quit(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="quit"):
    """To a worker on another machine: end the process at once."""


Asked = Yield | Ping | Quit
"""What a worker is asked for."""

Settled = IndexFinished | IndexFailed
"""What stands in journals."""

Said = Hello | Begin | Loaded | IndexStarted | IndexFinished | IndexFailed | Log | End | Pong
"""What a worker says."""


@dataclass(frozen=True)
class Task:
    """One lease of work for one worker: indices in order, and where to find the rest.

    `budget` is how many indices the worker may still begin before it is recycled (None: any
    number); `attempt` counts for the first index, the others are at their first. With `durable` the
    worker itself writes outputs down before it reports an index: it may be another machine's.
    `measure` says how much is measured of each index ("off", "basic", "full").
    """

    run_id: str
    lease: int
    pipeline: str
    map_mode: Literal["c", "r"]
    indices: Sequence[int]
    attempt: int = 1
    budget: int | None = None
    record: str = ""
    durable: bool = False
    measure: str = "basic"


class WireError(ValueError):
    """Bytes that are no frame, or a frame that cannot be sent."""


def _plain(value: Any) -> str:
    """Let a text of a type of its own, such as a message, pass as the text that it is."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"a {type(value).__name__} cannot be sent")


_pack = msgspec.msgpack.Encoder(enc_hook=_plain).encode
_F = TypeVar("_F")


def encode(frame: Said | Asked) -> bytes:
    """Make the bytes of a frame, its length included.

    Raises
    ------
    WireError
        If a field has a value that its type does not allow, or the frame would be too long.
    """
    try:
        data = _pack(frame)
    except UnicodeEncodeError:  # a file name that is no Unicode: JSON can say that, in ASCII
        data = json.dumps(msgspec.to_builtins(frame, enc_hook=_plain)).encode("ascii")
    except (TypeError, OverflowError, ValueError) as error:
        raise WireError(f"{type(frame).__name__} cannot be sent: {error}") from error
    if len(data) > MAX_FRAME:
        raise WireError(f"{type(frame).__name__} has {len(data)} bytes, {MAX_FRAME} can be sent")
    return len(data).to_bytes(_HEADER, "little") + data


class Decoder(Generic[_F]):
    """Reads the payloads of frames of some types."""

    def __init__(self, types: Any) -> None:  # a union of types has no type of its own
        self._types = types
        self._unpack = msgspec.msgpack.Decoder(types).decode

    def decode(self, payload: bytes) -> _F:
        """Read a payload, the bytes behind a frame's length.

        Raises
        ------
        WireError
            If it is no frame of these types.
        """
        try:
            frame: _F = (
                msgspec.convert(json.loads(payload), self._types)
                if payload[:1] == b"["
                else self._unpack(payload)
            )
        except (ValueError, RecursionError) as error:
            raise WireError(f"not a frame: {error}") from None
        return frame


WORKER_FRAMES: Decoder[Said] = Decoder(Said)
SETTLED_FRAMES: Decoder[Settled] = Decoder(Settled)
ANSWERS: Decoder[Asked] = Decoder(Asked)


class FrameBuffer(Generic[_F]):
    """Cuts a byte stream into frames of some types."""

    def __init__(self, decoder: Decoder[_F]) -> None:
        self._bytes = bytearray()
        self._decode = decoder.decode

    def feed(self, data: bytes) -> list[_F]:
        """Add received bytes and return the frames that are complete.

        Raises
        ------
        WireError
            If a length is absurd or a frame is none of the types.
        """
        buffer = self._bytes
        buffer += data
        frames: list[_F] = []
        start = 0
        while len(buffer) - start >= _HEADER:
            size = int.from_bytes(buffer[start : start + _HEADER], "little")
            if size > MAX_FRAME:
                raise WireError(f"a frame of {size} bytes")
            end = start + _HEADER + size
            if end > len(buffer):
                break
            frames.append(self._decode(bytes(buffer[start + _HEADER : end])))
            start = end
        del buffer[:start]
        return frames
