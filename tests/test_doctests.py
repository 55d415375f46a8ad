"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib
import linecache
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = re.compile(r"^ +>>> ", re.MULTILINE)


def modules() -> list[str]:
    """List the modules in whose docstrings there are examples."""
    files = (ROOT / "curator_gui").rglob("*.py")
    found = [path for path in files if EXAMPLE.search(path.read_text("utf-8"))]
    return sorted(".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found)


def test_there_are_examples_of_what_scripts_use() -> None:
    used = {"curator_gui.core.registration.functions", "curator_gui.run.planning.indices"}
    assert used <= set(modules())


@pytest.mark.parametrize("name", modules())
def test_examples(name: str) -> None:
    linecache.clearcache()  # each example asks whether any file in it has changed
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert not found.failed
