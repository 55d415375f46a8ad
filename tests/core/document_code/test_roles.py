"""What the steps can use of a file is told from its text, whatever that is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.document_code.reading import Code, CodeError
from curator_gui.core.document_code.roles import (
    ROLES,
    argument_problems,
    asked_params,
    offered_names,
    used_callees,
)
from tests.core.document_code.test_python_sink import WRITES
from tests.core.document_code.test_python_source import READS
from tests.fast import tried

PIECES = (
    "class f", "def f", "(", ")", ":", "\n", "\n    ", "*", "**", "/", ",", "=", "self", "entry",
    "items, index, folder", "@property", "Annotated[int, Param('x', minimum=1)]", "int | None",
    "lambda", "async ", "__len__", "__call__", "(f)", "(object)", "...", "\x00", "'", "\\",
    "\U0001d487",
)  # fmt: skip


@settings(max_examples=tried(60), deadline=None)
@given(
    text=st.sampled_from([READS, WRITES, READS + WRITES]),
    changes=st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(PIECES), st.text())
        ),
        min_size=1, max_size=6,
    ),
)  # fmt: skip
def test_any_text_is_described_or_refused_in_words(
    text: str, changes: list[tuple[float, int, str]]
) -> None:
    for place, length, piece in changes:
        start = int(place * len(text))
        text = text[:start] + piece + text[start + length :]
    code = Code(Path("a.py"), (("a", text),))
    for kind, roles in ROLES.items():
        try:
            names = [offered_names(code, kind, param) for param in roles]
        except CodeError:
            continue
        for name in {"f", *names[0]}:
            try:
                found = used_callees(code, kind, {"function": name, "reader": "read"})
            except CodeError:
                continue
            asked_params(found)
            assert all(isinstance(words, str) for words in argument_problems(found, {"x": 1}))


@pytest.mark.parametrize(
    ("kind", "param", "names"),
    [
        ("source", "reader", ["listed", "named", "numbers", "rows", "read", "texts", "nothing",
                              "fails"]),
        ("sink", "function", ["write", "texts", "stores", "Writer"]),
    ],
)  # fmt: skip
def test_a_form_offers_what_can_do_it(kind: str, param: str, names: list[str]) -> None:
    text = READS if kind == "source" else WRITES
    code = Code(Path("a.py"), (("a", text),))
    assert offered_names(code, kind, param) == names  # type: ignore[arg-type]
