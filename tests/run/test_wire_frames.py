from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.run.wire import MAX_FRAME, FrameBuffer, WireError, encode_frame

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
