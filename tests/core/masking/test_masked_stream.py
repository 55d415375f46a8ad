"""What is printed in pieces is masked like whole lines, in linear time and bounded memory."""

from __future__ import annotations

import io
import os
import signal
import threading
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.masking import streams
from curator_gui.core.masking.streams import MaskedStream
from curator_gui.core.masking.texts import masked, masked_so_far, note_value

VALUE = "winter-storage-91"
SECRETS = {
    f"{VALUE}": "winter-storage",
    "s3://key:abcdefgh@bucket/x": "abcdefgh",
    "https://ghp0123456789abcdefghij@host": "0123456789abcdef",
    "https://host/x?token=abcdefgh&y=1": "abcdefgh",
    "{'secret': 'abc defgh'}": "defgh",
    "password=abcdefgh": "abcdefgh",
}
"""What may be printed -> the part of it that must not be told."""

PLAIN = [
    "step 3",
    "75 %",
    "wint",
    "http://host:8080",
    "é€😀",
    "a=b",
    "x" * 30,
    ":",
    "://",
    "secret",
]
pieces = st.lists(
    st.sampled_from([*SECRETS, *PLAIN, " ", " ", "\n", "\r", "\r\n"]) | st.text(max_size=5),
    max_size=12,
)


@pytest.fixture(autouse=True)
def known() -> None:
    note_value("STORAGE", VALUE)


class Kept:
    """Remembers what would outlive the process."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, text: str) -> None:
        self.text += text

    def clear(self) -> None:
        self.text = ""


def cut(text: str, places: list[int]) -> list[str]:
    """Part a text at these places, as far as it has them."""
    ends = [0, *sorted({place for place in places if place < len(text)}), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


def lines_of(text: str) -> tuple[list[str], str]:
    """Return the lines that have an end, and what has none: the naive way."""
    lines, line = [], ""
    for character in text:
        line += character
        if character in "\r\n":
            lines.append(line)
            line = ""
    return lines, line


places = st.lists(st.integers(0, 200), max_size=30)


@given(pieces, places)
def test_lines_in_pieces_are_those_that_were_masked_whole(parts: list[str], at: list[int]) -> None:
    text = "".join(part + " " * (part in SECRETS) for part in parts)
    told, kept = io.StringIO(newline=""), Kept()
    stream = MaskedStream(told, kept)
    for number, piece in enumerate(cut(text, at)):
        assert stream.write(piece) == len(piece), number
    lines, rest = lines_of(text)
    assert kept.text == rest, "what waits outlives the process"
    # A name and its value may stand on two lines, if these come in one piece.
    assert told.getvalue() in ("".join(map(masked, lines)), masked("".join(lines)))
    stream.flush()
    assert kept.text == ""


@given(st.lists(st.sampled_from([*SECRETS, *PLAIN]), max_size=6), places, st.data())
def test_no_flush_tells_a_secret(parts: list[str], at: list[int], data: st.DataObject) -> None:
    text = " ".join(parts)
    told = io.StringIO()
    stream = MaskedStream(told)
    for piece in cut(text, at):
        stream.write(piece)
        if data.draw(st.booleans()):
            stream.flush()
    stream.write("\n")
    for secret, part in SECRETS.items():
        if secret in text:
            assert part not in told.getvalue()


@given(st.text("abc é%.1", max_size=300), places, st.data())
def test_what_holds_no_secret_arrives_as_it_is(
    text: str, at: list[int], data: st.DataObject
) -> None:
    told = io.StringIO()
    stream = MaskedStream(told)
    for piece in cut(text, at):
        stream.write(piece)
        if data.draw(st.booleans()):
            stream.flush()
            assert text.startswith(told.getvalue())
    stream.flush()
    assert told.getvalue() == text


@pytest.mark.parametrize("flushed", [False, True])
def test_an_endless_line_costs_linear_time(monkeypatch: pytest.MonkeyPatch, flushed: bool) -> None:
    looked_at = 0

    def counting(text: str) -> str:
        nonlocal looked_at
        looked_at += len(text)
        return masked_so_far(text)

    monkeypatch.setattr(streams, "masked_so_far", counting)
    monkeypatch.setattr(streams, "MOST_WAITING", 1000)
    monkeypatch.setattr(streams, "REACH", 100)
    told, kept = io.StringIO(), Kept()
    stream = MaskedStream(told, kept)
    for _ in range(5000):
        stream.write("0123456789")
        if flushed:
            stream.flush()
        assert len(kept.text) <= 1000, "memory is bounded"
    stream.flush()
    assert told.getvalue() == "0123456789" * 5000
    assert looked_at < 50_000 * (25 if flushed else 2), "each piece is looked at with its reach"


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("before", [985, 990, 995, 1000, 1003, 1007, 1012])
def test_a_secret_across_the_bound_is_masked(
    monkeypatch: pytest.MonkeyPatch, secret: str, before: int
) -> None:
    monkeypatch.setattr(streams, "MOST_WAITING", 1000)
    monkeypatch.setattr(streams, "REACH", 100)
    told = io.StringIO()
    stream = MaskedStream(told)
    for character in " " * before + secret + " " * 2000:
        stream.write(character)
    stream.flush()
    assert told.getvalue().strip() == masked(secret)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError):
        MaskedStream(io.StringIO()).write(b"bytes")  # type: ignore[arg-type]


@pytest.mark.workers
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_prints_while_a_thread_of_its_parent_did() -> None:
    class _Held(io.StringIO):
        def write(self, text: str) -> int:
            if text == "held\n":
                writes.set()
                forked.wait(60)
            return super().write(text)

    writes, forked = threading.Event(), threading.Event()
    stream = MaskedStream(_Held())
    thread = threading.Thread(target=stream.write, args=("held\n",))
    thread.start()
    writes.wait(60)
    child = os.fork()
    if not child:
        signal.alarm(20)  # without an answer the process is ended, and its status tells
        stream.write("of the child\n")
        os._exit("of the child\n" not in stream.getvalue())
    _, status = os.waitpid(child, 0)
    forked.set()
    thread.join()
    assert status == 0
