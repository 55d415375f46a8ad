"""An exception of fifty million characters is cut before anything copies it."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from curator_gui.core.message import MAX_VALUE, Message, from_record, recorded
from curator_gui.run.worker.index_runner import MAX_TEXT, error_kind, error_text, error_trace

LONG = "x" * 50_000_000


def raised(make) -> BaseException:
    try:
        make()
    except BaseException as error:
        return error
    raise AssertionError


def with_long_cause() -> None:
    try:
        raise ValueError(LONG)
    except ValueError as error:
        raise RuntimeError("short") from error


def with_long_note() -> None:
    error = RuntimeError("short")
    error.add_note(LONG)
    raise error


def with_long_text() -> None:
    raise ValueError(LONG)


@pytest.mark.parametrize("make", [with_long_cause, with_long_note, with_long_text])
def test_it_is_cut_before_it_is_formatted(make):
    error = raised(make)
    tracemalloc.start()
    text, trace = error_text(error), error_trace(error)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(text) <= MAX_TEXT
    assert len(trace) <= MAX_TEXT + 10
    assert make.__name__ in trace
    assert peak < 5_000_000


def test_a_short_chain_is_told_in_full():
    def make() -> None:
        try:
            raise ValueError("inner")
        except ValueError as error:
            raise RuntimeError("outer") from error

    trace = error_trace(raised(make))
    assert "ValueError: inner" in trace
    assert trace.endswith("RuntimeError: outer\n")


def test_a_message_cuts_its_values():
    message = Message("{type}: {error}", type="ValueError", error=ValueError(LONG))
    assert len(message) < MAX_VALUE + 100
    assert isinstance(from_record(str.__str__(message), recorded(message)), Message)


def test_a_private_type_of_numpy_has_the_name_that_everybody_knows() -> None:
    """It bears its base's name, but not as its qualified one."""
    with pytest.raises(MemoryError) as refused:
        np.empty(1 << 58)
    assert error_kind(refused.value) == "MemoryError"
