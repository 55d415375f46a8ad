from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.run.wire.frames import (
    MAX_FRAME,
    FrameBuffer,
    WireError,
    encode_frame,
    encode_outcome,
    encode_start,
)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)
frames = st.lists(st.lists(values, min_size=1, max_size=5), max_size=8)


@given(frames, st.data())
def test_any_split_of_the_stream_gives_the_same_frames(
    sent: list[list[object]], data: st.DataObject
) -> None:
    stream = b"".join(encode_frame(*frame) for frame in sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    buffer, received = FrameBuffer(), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += buffer.feed(stream[start:end])
    assert received == sent


counts = st.integers(0, 2**63 - 1)
seconds = st.floats(0, 1e6)


@given(
    st.tuples(
        counts, counts, st.floats(1e9, 4e9), seconds, st.lists(st.text()), counts,
        st.lists(seconds, max_size=5), counts, counts,
    )
)  # fmt: skip
def test_hand_made_frames_say_what_the_general_encoder_says(fields: tuple[Any, ...]) -> None:
    parts = ["done", *fields]
    (frame,) = FrameBuffer().feed(encode_outcome(parts))
    (wanted,) = FrameBuffer().feed(encode_frame(*parts))
    assert frame[:3] + frame[5:7] + frame[8:] == wanted[:3] + wanted[5:7] + wanted[8:]
    assert frame[3] == pytest.approx(wanted[3], rel=0, abs=2e-6)
    assert [frame[4], *frame[7]] == pytest.approx([wanted[4], *wanted[7]], rel=1e-12, abs=2e-9)

    (frame,) = FrameBuffer().feed(encode_start(*fields[:3]))
    assert frame[:3] == ["start", *fields[:2]]
    assert frame[3] == pytest.approx(fields[2], rel=0, abs=2e-6)


def test_a_failure_is_framed_as_it_is() -> None:
    parts = ["fail", 3, 1, 5.25, 0.5, "error", "ValueError", "\udc80 bad", "trace", "step", 2]
    assert FrameBuffer().feed(encode_outcome(parts)) == [parts]


def test_byte_by_byte() -> None:
    buffer, stream = FrameBuffer(), encode_frame("done", 3, ["a", "b"])
    received = [buffer.feed(stream[i : i + 1]) for i in range(len(stream))]
    assert received == [[]] * (len(stream) - 1) + [[["done", 3, ["a", "b"]]]]


def test_names_that_are_no_unicode_survive() -> None:
    name = b"caf\xe9.vtu".decode("utf-8", "surrogateescape")
    (frame,) = FrameBuffer().feed(encode_frame("done", name))
    assert frame == ["done", name]


def test_an_absurd_length_is_refused_before_its_bytes_are_awaited() -> None:
    with pytest.raises(WireError, match="bytes"):
        FrameBuffer().feed((MAX_FRAME + 1).to_bytes(4, "little"))


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"3", b"\xff\xfe", b"[1", b"[" * 100_000, b'{"a":' * 50_000]
)
def test_garbage_is_refused(body: bytes) -> None:
    with pytest.raises(WireError):
        FrameBuffer().feed(len(body).to_bytes(4, "little") + body)


@given(st.binary(max_size=200))
def test_random_bytes_give_arrays_or_a_wire_error(data: bytes) -> None:
    try:
        found = FrameBuffer().feed(data)
    except WireError:
        return
    for frame in found:
        assert isinstance(frame, list)
        assert frame
        json.dumps(frame)


def test_many_frames_at_once_are_cut_in_linear_time() -> None:
    stream = encode_frame("start", 1, 1, 0.5) * 20_000
    buffer = FrameBuffer()
    assert len(buffer.feed(stream)) == 20_000
    assert buffer.feed(b"") == []
