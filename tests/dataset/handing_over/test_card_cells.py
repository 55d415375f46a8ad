"""Whatever a name holds, it stands in its cell of the card as it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curator_gui.core.text.plain_text import one_line
from curator_gui.dataset.handing_over.card.text import _cell, _code_cell

markdown_it = pytest.importorskip("markdown_it")
MARKDOWN = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
NAMES = st.text(st.sampled_from("ab_`|*<>[]\\!&;#~=- ") | st.characters(codec="utf-8"), min_size=1)


def cells(*words: str) -> list[tuple[str, list[str]]]:
    """Return text and kinds of the cells of the only row of a table."""
    lines = ["| a | b |", "|---|---|", f"| {' | '.join(words)} |"]
    tokens = MARKDOWN.parse("\n".join(lines))
    body = [t.type for t in tokens].index("tbody_open")
    found = [t for t in tokens[body:] if t.type == "inline"]
    return [("".join(c.content for c in t.children), [c.type for c in t.children]) for t in found]


@given(NAMES)
@example("U_x")
@example("__0__")
@example("a__b_")
@example("a|b")
@example("a`|`b")
@example("``")
@example("\\|")
@example("<b>")
@example("&lt;")
@example("~~x~~")
def test_a_text_and_a_name_as_code_are_read_back(name: str) -> None:
    shown = one_line(name)
    (text, kinds), (code, code_kinds) = cells(_cell(name), _code_cell(name))
    assert text == shown
    assert set(kinds) <= {"text"}
    if shown:
        assert code == shown
        assert code_kinds == ["code_inline"]
