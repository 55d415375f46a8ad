"""Frames: what a worker says to its supervisor, what that answers, and what stands in journals.

A frame is a 4-byte little-endian length followed by that many bytes of MessagePack: an array of a
word for its kind and the fields of one of the types below. MessagePack and not pickle, because the
same bytes stand in journals on disk, which must never run code when they are read; and because
nothing that a worker sends can then fail to load in the parent. Whatever does not fit its type is
refused there.

The layout of the measures of an index is a text of a kilobyte, the same for nearly all indices: a
stream (a connection, a journal) has it once, in a `describe` frame before the first index that has
it, and a number in its place from then on.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import msgspec

from curator_gui.core.measuring.measures import Layout
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


class Describe(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="describe"):
    """In what follows, `number` stands for this layout of measures."""

    number: Count
    layout: str


Asked = Yield | Ping | Quit
"""What a worker is asked for."""

Settled = IndexFinished | IndexFailed
"""What of journals is about an index."""

Kept = Settled | Describe
"""What stands in journals."""

Said = (
    Hello
    | Begin
    | Loaded
    | IndexStarted
    | IndexFinished
    | IndexFailed
    | Log
    | End
    | Pong
    | Describe
)
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
    return _encoded(frame, _pack)


def _encoded(frame: Said | Asked, pack: Callable[[Any], bytes]) -> bytes:
    try:
        data = pack(frame)
    except UnicodeEncodeError:  # a file name that is no Unicode: JSON can say that, in ASCII
        data = json.dumps(msgspec.to_builtins(frame, enc_hook=_plain)).encode("ascii")
    except (TypeError, OverflowError, ValueError) as error:
        raise WireError(f"{type(frame).__name__} cannot be sent: {error}") from error
    if len(data) > MAX_FRAME:
        raise WireError(f"{type(frame).__name__} has {len(data)} bytes, {MAX_FRAME} can be sent")
    return len(data).to_bytes(_HEADER, "little") + data


MAX_LAYOUTS = 64
"""Layouts of a stream that get a number; where each item has one of its own none need remember."""


class SettledEncoder:
    """Makes the frames of settled indices for one stream, the layouts that they need in front."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._untold: list[bytes] = []
        self._pack = msgspec.msgpack.Encoder(enc_hook=self._referred).encode

    def encode(self, frame: Settled) -> bytes:
        """Make the bytes of a frame (see `encode`), and of those that must come before it."""
        data = _encoded(frame, self._pack)
        if self._untold:
            data = b"".join((*self._untold, data))
            self._untold.clear()
        return data

    def _referred(self, value: Any) -> str | int:
        if type(value) is not Layout:
            return _plain(value)
        number = self._numbers.get(value)
        if number is None:
            if len(self._numbers) >= MAX_LAYOUTS:
                return _plain(value)
            number = self._numbers[value] = len(self._numbers)
            self._untold.append(encode(Describe(number, value)))
        return number


class Decoder(Generic[_F]):
    """Reads the payloads of frames of some types, all of one stream.

    A `Describe` is also returned, but what it says is known to those after it already.
    """

    def __init__(self, types: Any) -> None:  # a union of types has no type of its own
        self._types = types
        self._layouts: dict[int, Layout] = {}
        self._unpack = msgspec.msgpack.Decoder(types, dec_hook=self._layout).decode

    def fresh(self) -> Decoder[_F]:
        """Make one for another stream."""
        return Decoder(self._types)

    def decode(self, payload: bytes) -> _F:
        """Read a payload, the bytes behind a frame's length.

        Raises
        ------
        WireError
            If it is no frame of these types.
        """
        try:
            frame: _F = (
                msgspec.convert(json.loads(payload), self._types, dec_hook=self._layout)
                if payload[:1] == b"["
                else self._unpack(payload)
            )
        except (ValueError, RecursionError) as error:
            raise WireError(f"not a frame: {error}") from None
        if isinstance(frame, Describe):
            self._layouts[frame.number] = Layout(frame.layout)
        return frame

    def _layout(self, _: type, value: Any) -> Layout:
        if type(value) is str:
            return Layout(value)
        found = self._layouts.get(value) if type(value) is int else None
        if found is None:
            raise ValueError("a layout of measures that was not described")
        return found


class FinishedHead(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="finished"):
    """The beginning of an `IndexFinished`: a third of the time to read where the rest is known."""

    time: float
    index: Count
    worker: Count
    attempt: Count


class FailedHead(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="failed"):
    """The beginning of an `IndexFailed`."""

    time: float
    index: Count
    worker: Count
    attempt: Count


Head = FinishedHead | FailedHead | Describe

_heads = msgspec.msgpack.Decoder(list[Head]).decode


def heads_of(payloads: Sequence[bytes]) -> list[Head] | None:
    """Read the beginnings of many payloads at once; None if there is one that has none."""
    count = len(payloads).to_bytes(4, "big")
    try:
        return _heads(b"".join((b"\xdd", count, *payloads)))  # as one array of MessagePack
    except ValueError:  # damage, or JSON
        return None


WORKER_FRAMES: Decoder[Said] = Decoder(Said)
HEADS: Decoder[Head] = Decoder(Head)
KEPT_FRAMES: Decoder[Kept] = Decoder(Kept)
ANSWERS: Decoder[Asked] = Decoder(Asked)


class FrameBuffer(Generic[_F]):
    """Cuts a byte stream into frames of some types."""

    def __init__(self, decoder: Decoder[_F]) -> None:
        self._bytes = bytearray()
        self._decode = decoder.fresh().decode

    def feed(self, data: bytes) -> list[_F]:
        """Add received bytes and return the frames that are complete.

        Raises
        ------
        WireError
            If a length is absurd or a frame is none of the types.
        """
        rest = self._bytes
        if rest:
            rest += data
            if _length(rest) > len(rest):
                return []
            data = bytes(rest)
        frames, end = self._cut(data)
        rest[:] = data[end:]
        return frames

    def _cut(self, data: bytes) -> tuple[list[_F], int]:
        """Return the frames that are complete, and how many bytes they take."""
        frames: list[_F] = []
        start, size, decode = 0, len(data), self._decode
        while size - start >= _HEADER:
            end = start + _length(data, start)
            if end > size:
                break
            frames.append(decode(data[start + _HEADER : end]))
            start = end
        return frames, start


def _length(data: bytes | bytearray, start: int = 0) -> int:
    """Return the length of the frame at a place, its header included; 4 if that is not there.

    Raises
    ------
    WireError
        If it is absurd.
    """
    if len(data) - start < _HEADER:
        return _HEADER
    (size,) = _unpack_length(data, start)
    if size > MAX_FRAME:
        raise WireError(f"a frame of {size} bytes")
    return _HEADER + int(size)


_unpack_length = struct.Struct("<I").unpack_from
