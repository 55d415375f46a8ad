from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import ParamError
from curator_gui.core.text.naming import check_template, output_path, render_template

PIECES = st.sampled_from(
    ["{index}", "{index:05d}", "{item}", "{stem}", "{relpath}", "{time:g}", "..", "/", "\\", ".",
     "a", " ", "{", "}", "{{", "~", "C:", "{index:{item}}", "{index.__class__}", "con", "é"]
)  # fmt: skip
NAMES = st.text(alphabet="ab./\\~ {}\0:é", max_size=12)


@given(st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=20), NAMES, NAMES)
def test_a_path_never_leaves_its_folder(template: str, stem: str, relpath: str) -> None:
    folder = Path("/out/put")
    values = {"index": 7, "item": 0, "stem": stem, "relpath": relpath, "time": 0.5}
    try:
        path = output_path(folder, template, **values)
    except ParamError:
        return
    normal = Path(os.path.normpath(path))
    assert normal == path
    assert folder in normal.parents


@given(st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=20))
def test_a_template_that_passes_the_check_can_be_filled_in(template: str) -> None:
    try:
        check_template(template)
    except ParamError:
        return
    values = {"index": 12, "item": 3, "stem": "case", "relpath": "run/case", "time": 1.25}
    assert render_template(template, **values).name


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{index:04d}.vtu", "0012.vtu"),
        ("{relpath}.vtu", "run/case.vtu"),
        ("t{time:.2f}/{stem}_{item}.npz", "t1.25/case_3.npz"),
        ("a//b/./{index}", "a/b/12"),
        ("a\\{index}", "a/12"),
    ],
)
def test_rendering(template: str, expected: str) -> None:
    values = {"index": 12, "item": 3, "stem": "case", "relpath": "run/case", "time": 1.25}
    assert str(render_template(template, **values)) == expected


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{number}.vtu", "{number} is no field; there are {index}, {item}"),
        ("result.vtu", "gives every index the same name; add {index} or {stem}"),
        ("{item}.vtu", "gives every index the same name"),
        ("{index", "is no template"),
        ("{index:d}}", "is no template"),
        ("{stem:05d}", "cannot fill in"),
        ("../{index}", "would leave the output folder"),
        ("/{index}", "would leave the output folder"),
        ("{index}?.vtu", "is no file name on every system"),
        ("{index}.", "is no file name on every system"),
        ("nul.{index}", "reserved name on Windows"),
        ("{}", "{} is no field"),
        ("{index.real}", "is no field"),
    ],
)
def test_bad_templates_are_explained(template: str, words: str) -> None:
    with pytest.raises(ParamError) as caught:
        check_template(template)
    assert words in str(caught.value)
