"""How much memory the helper process may hold."""

from __future__ import annotations

import sys

import pytest

from curator_gui.run.helper.process import (
    MEMORY_VARIABLE,
    HelperError,
    HelperProcess,
    memory_allowed,
)


@pytest.mark.parametrize("chosen", ["junk", "8 apples", "-1G", "1e999"])
def test_what_is_no_size_is_said_before_anything_starts(chosen, monkeypatch):
    monkeypatch.setenv(MEMORY_VARIABLE, chosen)
    helper = HelperProcess()
    with pytest.raises(HelperError, match=f"{MEMORY_VARIABLE} says .*, which is no size"):
        helper.call("counting", len, ())
    helper.close()


@pytest.mark.parametrize(("chosen", "allowed"), [("8G", 8 << 30), ("300M", 300 << 20)])
def test_a_size_is_taken(chosen, allowed, monkeypatch):
    monkeypatch.setenv(MEMORY_VARIABLE, chosen)
    assert memory_allowed(1) == allowed


def test_otherwise_it_is_half_of_the_computer_at_most(monkeypatch):
    monkeypatch.delenv(MEMORY_VARIABLE, raising=False)
    assert 0 < memory_allowed(1) < sys.maxsize
