"""Names in messages: none, some, more than are shown."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import curator_gui
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "none"), (2, "0, 1"), (12, "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"), (13, None)],
)
def test_all_are_named_or_it_is_said_how_many_are_not(count: int, text: str | None) -> None:
    found = listed_names(range(count))
    assert found == (text or "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1 more")


def test_messages_stay_messages_and_braces_are_no_fields() -> None:
    found = listed_names([Message("{n} atoms", n=2), "{x}"], 1, "; ")
    assert found == "2 atoms and 1 more"
    names = found.values["names"]
    assert isinstance(names, Message)
    assert isinstance(names.values["part0"], Message)
    assert listed_names(["{x}", "b"]) == "{x}, b"


def test_of_many_only_those_that_are_named_are_written_out() -> None:
    assert listed_names(range(10**12), 1) == "0 and 999,999,999,999 more"


def test_nothing_joins_the_first_of_many_without_saying_how_many_there_are() -> None:
    """`", ".join(names[:12])` keeps silent about the thirteenth."""
    package = Path(curator_gui.__file__).parent
    texts = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    found = [
        f"{path.relative_to(package)}:{node.lineno}"
        for path, text in texts.items()
        if re.search(r'"[,;] "\.join\([^\n]*\[:', text)  # to parse them all takes seconds
        for node in ast.walk(ast.parse(text))
        if _joins_a_beginning(node)
    ]
    assert found == []


def _joins_a_beginning(node: ast.AST) -> bool:
    """Whether this is `", ".join(...[:n]...)` or one with `; `."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    text = node.func.value
    if node.func.attr != "join" or not isinstance(text, ast.Constant):
        return False
    return text.value in (", ", "; ") and any(
        isinstance(part, ast.Slice) and part.lower is None and part.upper is not None
        for part in ast.walk(node.args[0])
    )
