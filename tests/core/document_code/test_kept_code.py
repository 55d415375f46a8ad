"""What is kept of code is the text of its digest, or nothing, and why."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.document_code.kept import (
    LARGE,
    MAX_KEPT,
    NAMED,
    OTHER,
    SECRET,
    UNKNOWN,
    KeptCode,
    checked,
    kept_code,
    used_code,
)
from curator_gui.core.document_code.reading import Code, shows_what_it_is
from curator_gui.core.text.plain_text import one_line

names = st.lists(
    st.from_regex(r"[a-z]\w{0,8}", fullmatch=True).filter(shows_what_it_is),
    min_size=1,
    max_size=5,
    unique=True,
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(shows_what_it_is)
"""As `read_code` gives them: code that hides something is never run."""


@st.composite
def codes(draw: st.DrawFn) -> Code:
    first, *others = draw(names)
    return Code(Path(f"/p/{first}.py"), tuple((n, draw(texts)) for n in (first, *sorted(others))))


def _step(code: Code) -> SimpleNamespace:
    return SimpleNamespace(code=code)


@given(code=codes())
def test_what_was_kept_is_read_back_as_it_was(code: Code) -> None:
    (kept,) = kept_code([_step(code), SimpleNamespace(), _step(code)])
    assert kept.code is not None
    assert (kept.digest, kept.file, kept.code.texts) == (code.digest, code.path.name, code.texts)
    assert checked(kept.digest, kept.file, kept.texts) == kept


@given(code=codes(), data=st.data())
def test_a_text_that_was_changed_does_not_count(code: Code, data: st.DataObject) -> None:
    (kept,) = kept_code([_step(code)])
    place = data.draw(st.integers(0, len(kept.texts) - 1))
    other = data.draw(texts.filter(lambda text: text != kept.texts[place][1]))
    changed = [(n, other if at == place else t) for at, (n, t) in enumerate(kept.texts)]
    found = checked(kept.digest, kept.file, changed)
    assert (found.texts, found.code, found.why) == ((), None, OTHER)
    assert "is not the code that ran" in found.why_left_out()
    assert checked(kept.digest, kept.file, kept.texts[:-1]).why in (OTHER, UNKNOWN)


@pytest.mark.parametrize(
    "name, text, why",
    [
        ("steps.py", "x = 1\n" * (MAX_KEPT // 6) + "y = 2222\n", LARGE),
        ("steps.py", "URL = 's3://me:sesame@host/data'\n", SECRET),
        ("a:b.py", "x = 1\n", NAMED),
    ],
)
def test_what_is_left_out_says_why(name: str, text: str, why: str) -> None:
    (kept,) = kept_code([_step(Code(Path("/p") / name, ((Path(name).stem, text),)))])
    assert (kept.why, kept.texts) == (why, ())
    assert kept.file in kept.why_left_out()
    assert checked(kept.digest, kept.file, (), kept.why) == kept


@pytest.mark.parametrize("file", ["../up.py", "/etc/up.py", "up\n.py", ".up.py", "c:up.py", ""])
def test_no_name_leads_out_of_a_folder(file: str) -> None:
    texts = ((Path(file).stem, "x = 1\n"),)
    digest = Code(Path(file), texts).digest
    assert checked(digest, file, texts).why == OTHER
    inner = (("up", "import x\n"), (file.removesuffix(".py"), "x = 1\n"))
    assert checked(Code(Path("up.py"), inner).digest, "up.py", inner).why == OTHER


def test_steps_tell_which_code_they_ran() -> None:
    step = {"name": "S", "code": "ab12 own", "arguments": {"file": "C:\\p\\s.py", "function": "f"}}
    (used,) = used_code([{"name": "T", "code": "cd"}, step, {"name": "U", "arguments": 3}])
    assert (used.step, used.function, used.file_name, used.digest) == ("S", "f", "s.py", "ab12")
    assert KeptCode("ab", "s.py").why_left_out() == KeptCode("ab", "s.py", why="?").why_left_out()


@pytest.mark.parametrize("hidden", ["\x1b[2K", "\r", "\b\b", "\u202e", "\u200b", "\x00"])
@pytest.mark.parametrize("place", ["text", "text of another", "name", "file"])
def test_a_stranger_cannot_show_other_code_than_stands_there(hidden: str, place: str) -> None:
    """The digest is that of these texts, but no run can have had them."""
    file = f"st{hidden}eps.py" if place == "file" else "steps.py"
    other = f"ne{hidden}ar" if place == "name" else "near"
    text = f"evil(){hidden}good()\n"
    texts = ((Path(file).stem, text if place == "text" else "x = 1\n"),
             (other, text if place == "text of another" else "y = 1\n"))  # fmt: skip
    found = checked(Code(Path(file), texts).digest, file, texts)
    assert (found.texts, found.code, found.why) == ((), None, OTHER)
    assert found.file == one_line(found.file)
