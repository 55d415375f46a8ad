"""Code beside a document, and a component that uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from curator_gui.core.document_code import trust

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Return a function that writes files of code and returns the last one."""

    def write(text: str, name: str = "steps.py") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return write


@pytest.fixture(autouse=True)
def nothing_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each test as a process that has agreed to nothing."""
    monkeypatch.setattr(trust, "_here", set())
