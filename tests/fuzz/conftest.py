"""What every input is watched by: nothing is imported, unpickled, executed or started by it."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curator_gui.core.errors import CuratorError
from tests.fuzz.mutations import mutated

COUNT = int(os.environ.get("CURATOR_FUZZ", "150"))
"""Inputs for each target; 10,000 take some minutes each."""

SECONDS = 20.0
"""No input may take longer; on a loaded machine sound ones take some tenths."""

TRAP = "curator_fuzz_trap"
"""A module that the inputs name; nobody may import it."""


class ExecutedError(BaseException):
    """Something was executed that came from a file; no `except Exception` hides it."""


@pytest.fixture(autouse=True)
def nothing_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make everything that would execute what is in a file raise."""
    (tmp_path / f"{TRAP}.py").write_text("raise SystemExit('imported')\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    def refuse(*args: object, **kwargs: object) -> None:
        raise ExecutedError(f"executed: {args!r:.200}")

    for owner, name in (
        (pickle, "loads"),
        (pickle, "load"),
        (pickle, "Unpickler"),
        (os, "system"),
        (subprocess, "Popen"),
    ):
        monkeypatch.setattr(owner, name, refuse)
    yield
    assert TRAP not in sys.modules


def words_of(use: Callable[[bytes], None], data: bytes) -> str | None:
    """Return the words of a clear error, None if there was none."""
    try:
        use(data)
    except CuratorError as error:
        return str(error)
    return None


def keep(data: bytes) -> None:
    """Keep an input that did harm in the folder that CURATOR_FUZZ_KEEP names."""
    if "CURATOR_FUZZ_KEEP" in os.environ:
        Path(os.environ["CURATOR_FUZZ_KEEP"], "input.bin").write_bytes(data)


@pytest.fixture
def feed(request: pytest.FixtureRequest) -> Callable[[bytes, Callable[[bytes], None]], None]:
    """Return a function that tries many inputs made of a sound one; the seed names the test."""

    def run(sound: bytes, use: Callable[[bytes], None]) -> None:
        chance = random.Random(request.node.name)
        for number in range(COUNT):
            data = mutated(sound, chance)
            began = time.monotonic()
            try:
                words = words_of(use, data)
            except (Exception, ExecutedError) as error:
                keep(data)
                raise AssertionError(f"input {number}: {data[:300]!r}") from error
            took = time.monotonic() - began
            assert words is None or words.strip(), f"input {number}: an error without words"
            assert took < SECONDS, f"input {number} took {took:.1f} s: {data[:300]!r}"

    return run
