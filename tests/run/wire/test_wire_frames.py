from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.measuring.measures import Layout
from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted, Measures
from curator_gui.run.wire.frames import (
    ANSWERS,
    KEPT_FRAMES,
    MAX_FRAME,
    MAX_LAYOUTS,
    WORKER_FRAMES,
    Begin,
    Describe,
    End,
    FrameBuffer,
    Hello,
    Loaded,
    Log,
    Said,
    SettledEncoder,
    WireError,
    Yield,
    encode,
)

counts = st.integers(0, 2**63 - 1)
seconds = st.floats(allow_nan=False)
texts = st.text(st.characters(), max_size=20)  # lone surrogates too: file names have them
short = st.text(st.characters(), max_size=5)
heads = (seconds, counts, counts, counts)
finished = st.builds(
    IndexFinished,
    *heads,
    seconds,
    st.lists(texts, max_size=3).map(tuple),
    counts,
    st.lists(seconds, max_size=4).map(tuple),
    counts,
    st.none() | st.binary(max_size=20),
)
causes = st.sampled_from(["error", "crash", "timeout", "memory", "result", "pipeline"])
failed = st.builds(
    IndexFailed, *heads, seconds, st.just("failed"), causes, short, texts, texts, short
)
said = st.one_of(
    st.builds(Hello, short, counts, counts, counts),
    st.builds(Begin, counts),
    st.builds(Loaded, counts),
    st.builds(Log, st.sampled_from(["info", "warning"]), texts),
    st.builds(End, counts, st.sampled_from(["ok", "yield", "load"]), texts, texts),
    st.builds(IndexStarted, *heads),
    finished,
    failed,
)
DONE = IndexFinished(1.5, 3, 2, 1, 0.25, ("a", "b"), 7, (0.1,), 9)


def fed(data: bytes) -> list[Said]:
    return FrameBuffer(WORKER_FRAMES).feed(data)


@given(st.lists(said, max_size=8), st.data())
def test_any_split_of_the_stream_gives_the_same_frames(
    sent: list[Said], data: st.DataObject
) -> None:
    stream = b"".join(map(encode, sent))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    buffer, received = FrameBuffer(WORKER_FRAMES), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += buffer.feed(stream[start:end])
    assert received == sent


def test_byte_by_byte() -> None:
    buffer, stream = FrameBuffer(WORKER_FRAMES), encode(DONE)
    received = [buffer.feed(stream[i : i + 1]) for i in range(len(stream))]
    assert received == [[]] * (len(stream) - 1) + [[DONE]]


def test_an_answer_is_read_by_a_worker_and_by_nobody_else() -> None:
    assert FrameBuffer(ANSWERS).feed(encode(Yield(5))) == [Yield(5)]
    with pytest.raises(WireError):
        fed(encode(Yield(5)))
    with pytest.raises(WireError):
        FrameBuffer(ANSWERS).feed(encode(Begin(5)))


def test_names_that_are_no_unicode_survive() -> None:
    name = b"caf\xe9.vtu".decode("utf-8", "surrogateescape")
    frame = msgspec.structs.replace(DONE, outputs=(name, "\ud800"), inputs=b"\0\xff")
    assert fed(encode(frame)) == [frame]


@pytest.mark.parametrize("size", [-1, 2**63, 2**64, 2**70])
def test_numbers_that_no_record_can_hold_are_refused(size: int) -> None:
    frame = msgspec.structs.replace(DONE, output_bytes=size)
    with pytest.raises(WireError):
        KEPT_FRAMES.decode(encode(frame)[4:])
    odd = msgspec.structs.replace(frame, outputs=("\udc80",))
    with pytest.raises(WireError):
        KEPT_FRAMES.decode(encode(odd)[4:])


@pytest.mark.parametrize(
    "changes",
    [
        {"outputs": ("a", None)},
        {"index": "3"},
        {"duration": "soon"},
        {"stages": (0.1, "x")},
        {"output_bytes": 1.5},
    ],
)
def test_values_of_another_type_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(WireError):
        fed(encode(msgspec.structs.replace(DONE, **changes)))


def test_what_cannot_be_packed_is_refused_where_it_is_sent() -> None:
    with pytest.raises(WireError, match="IndexFinished cannot be sent"):
        encode(msgspec.structs.replace(DONE, rss=object()))


def test_a_frame_that_nobody_would_take_is_refused_where_it_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("curator_gui.run.wire.frames.MAX_FRAME", 200)
    encode(DONE)
    with pytest.raises(WireError, match="200 can be sent"):
        encode(msgspec.structs.replace(DONE, outputs=("x" * 200,)))


def test_an_absurd_length_is_refused_before_its_bytes_are_awaited() -> None:
    with pytest.raises(WireError, match="bytes"):
        fed((MAX_FRAME + 1).to_bytes(4, "little"))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"[]", b"3", b"\xff\xfe", b"[1", b"[" * 100_000, b'{"a":' * 50_000,
        b"\x91" * 100_000, b"\x91\xa4done", b'["begin"]', b'["begin", -1]', b'["begin", 1e3]',
    ],
)  # fmt: skip
def test_garbage_is_refused(body: bytes) -> None:
    with pytest.raises(WireError):
        fed(len(body).to_bytes(4, "little") + body)


@given(st.binary(max_size=200))
def test_random_bytes_give_frames_or_a_wire_error(data: bytes) -> None:
    try:
        found = fed(data)
    except WireError:
        return
    for frame in found:
        assert isinstance(frame, Said)


def test_many_frames_at_once_are_cut_in_linear_time() -> None:
    stream = encode(IndexStarted(0.5, 1, 1, 1)) * 20_000
    buffer = FrameBuffer(WORKER_FRAMES)
    assert len(buffer.feed(stream)) == 20_000
    assert buffer.feed(b"") == []


LAYOUT = Layout('[["a","a","","number"]]')


def measured(index: int, layout: Layout) -> IndexFinished:
    return msgspec.structs.replace(
        DONE, index=index, measures=Measures(layout, b"12345678", ("x",))
    )


@given(st.lists(st.integers(0, MAX_LAYOUTS + 5).map(str), max_size=2 * MAX_LAYOUTS))
def test_layouts_come_back_whatever_they_are_and_in_any_order(layouts: list[str]) -> None:
    encoder = SettledEncoder()
    sent = [measured(i, Layout(text * 100)) for i, text in enumerate(layouts)]
    received = fed(b"".join(map(encoder.encode, sent)))
    assert [frame for frame in received if isinstance(frame, IndexFinished)] == sent


def test_a_layout_is_sent_once() -> None:
    encoder = SettledEncoder()
    first, second = encoder.encode(measured(1, LAYOUT)), encoder.encode(measured(2, LAYOUT))
    assert first.count(LAYOUT.encode()) == 1
    assert LAYOUT.encode() not in second
    described, one, two = fed(first + second)
    assert described == Describe(0, LAYOUT)
    assert (one, two) == (measured(1, LAYOUT), measured(2, LAYOUT))
    assert one.measures.layout is two.measures.layout  # told by identity where it is recorded


def test_a_name_that_is_no_unicode_goes_with_a_layout() -> None:
    encoder = SettledEncoder()
    odd = msgspec.structs.replace(measured(1, LAYOUT), outputs=("\udc80",))
    received = fed(encoder.encode(odd) + encoder.encode(measured(2, LAYOUT)))
    assert [frame for frame in received if isinstance(frame, IndexFinished)] == [
        odd,
        measured(2, LAYOUT),
    ]


def test_a_number_without_a_description_is_refused() -> None:
    encoder = SettledEncoder()
    encoder.encode(measured(1, LAYOUT))
    with pytest.raises(WireError, match="not described"):
        fed(encoder.encode(measured(2, LAYOUT)))


def test_what_one_connection_says_is_not_known_to_another() -> None:
    encoder = SettledEncoder()
    assert len(fed(encoder.encode(measured(1, LAYOUT)))) == 2
    with pytest.raises(WireError):
        fed(encoder.encode(measured(2, LAYOUT)))
