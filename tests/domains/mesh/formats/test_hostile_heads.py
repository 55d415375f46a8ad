"""Looking at the head of an XML file takes a time that grows with its size, and no faster."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.collections import _markup, pieces
from curator_gui.domains.mesh.formats.vtk.promises import _BLOCK, check_components

SIZE = 4_000_000
HOSTILE = ["s=", " =", 'a="1" ', 'NumberOfPoints="1" ', "<", "<!--", "<![CDATA[", "<?", "<DataSet "]
SECONDS = 2.0
"""On a slow machine, too: what grew with the square of the size took minutes."""


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_repeated_is_looked_at_fast(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.vtu"
    path.write_text(text * (SIZE // len(text)))
    began = time.process_time()
    check_components(path)
    assert pieces(path) == []
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("blanks", [0, 3, 100, _BLOCK + 5])
@pytest.mark.parametrize("before", range(_BLOCK - 40, _BLOCK + 3, 7))
def test_a_large_count_among_many_attributes_is_found(
    tmp_path: Path, before: int, blanks: int
) -> None:
    path = tmp_path / "many.vtu"
    count = f'NumberOfPoints{" " * blanks}={" " * blanks}"9999999999"'
    path.write_text("<Piece " + 'a="1"'.ljust(6) * (before // 6) + " " * (before % 6) + count)
    with pytest.raises(MeshError, match="announces 9,999,999,999"):
        check_components(path)


@given(st.lists(st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "-", ">", "a"])))
def test_markup_is_left_out_as_a_pattern_would(parts: list[str]) -> None:
    text = "".join(parts)
    pattern = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
    assert _markup(text) == pattern.sub("", text)
