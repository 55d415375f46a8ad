"""Code beside a document is read once, as a whole, or refused in words."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.document_code.reading import MAX_BYTES, CodeError, read_code
from curator_gui.core.document_code.signature import callees
from tests.core.document_code.conftest import Put


def test_the_digest_covers_every_file_that_is_imported_on_any_way(put: Put) -> None:
    put("VALUE = 1\n", "far.py")
    put(
        "def late():\n    try:\n        from far import VALUE\n    except ImportError: pass\n",
        "near.py",
    )
    put("secret = 1\n", "other.py")
    path = put("import numpy\nimport near as n\ndef f(x): return x\n")
    code = read_code(path)
    assert [file.name for file in code.files] == ["steps.py", "far.py", "near.py"]
    before = code.digest
    put("secret = 2\n", "other.py")  # nobody imports it
    assert read_code(path).digest == before
    for name, text in (("far.py", "VALUE = 2\n"), ("near.py", "\n"), ("steps.py", "import near\n")):
        put(text, name)
        assert read_code(path).digest != before
        before = read_code(path).digest


def test_texts_cannot_be_moved_between_files_without_another_digest(put: Put) -> None:
    put("b = 1\n", "near.py")
    one = read_code(put("import near\n")).digest
    put("", "near.py")
    assert read_code(put("import near\nb = 1\n")).digest != one


def test_line_ends_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "steps.py"
    digests = set()
    for end in (b"\n", b"\r\n", b"\r"):
        path.write_bytes(b"def f(x):" + end + b"    return x" + end)
        digests.add(read_code(path).digest)
        assert list(callees(read_code(path))) == ["f"]
    assert len(digests) == 1


@pytest.mark.parametrize(
    "text, words",
    [
        ("def f(:\n", "line 1: "),
        ("x = 1\nimport not_there_at_all\n", "line 2: imports not_there_at_all, which is not ins"),
        ("from . import near\n", "line 1: imports with a dot"),
        ("import package\n", "line 1: imports the folder package"),
        ("a = 1\nb = '\u202e'\n", "line 2: has the invisible character U+202E"),
        ("a = 1\x00\n", "U+0000"),
    ],
)
def test_what_no_question_could_cover_is_refused_with_its_line(
    put: Put, text: str, words: str
) -> None:
    put("", "package/__init__.py")
    path = put(text)
    with pytest.raises(CodeError, match=r"steps\.py") as caught:
        read_code(path)
    assert words in str(caught.value)


def test_a_module_where_the_program_was_started_is_refused(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("print('not shown')\n", "curator_test_elsewhere.py")
    path = put("def f(x):\n    import curator_test_elsewhere\n    return x\n", "sub/steps.py")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(CodeError, match=r"line 2: imports curator_test_elsewhere from .*not be s"):
        read_code(path)


def test_what_is_no_file_of_text_is_named(tmp_path: Path) -> None:
    gone, folder, large, binary = (tmp_path / f"{n}.py" for n in ("gone", "dir", "large", "binary"))
    folder.mkdir()
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    binary.write_bytes(b"\xff\xfe\xfa")
    for path, words in (
        (gone, "no such file"), (folder, "py: "), (large, "larger"), (binary, "not a text"),
    ):  # fmt: skip
        with pytest.raises(CodeError, match=words):
            read_code(path)


@pytest.mark.skipif(os.name != "posix", reason="a pipe with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "steps.py")
    with pytest.raises(CodeError, match="pipe"):
        read_code(tmp_path / "steps.py")


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "-" * 50_000 + "1", "a" + ".a" * 50_000, "x" + "[0]" * 20_000, "f(" * 2000,
     "lambda:" * 20_000 + "0", "not " * 50_000 + "1", "if 1:\n" + " if 1:\n" * 200],
)  # fmt: skip
def test_code_nested_without_end_is_an_error_or_nothing(put: Put, text: str) -> None:
    path = put(text + "\n")
    assert "steps.py" in _read_or_refused(path)


@pytest.mark.parametrize(
    "hidden",
    ["\x85", "\x9b", "\xad", "\u034f", "\u115f", "\u180e", "\u2028", "\u2029", "\u2060",
     "\u2065", "\u3164", "\ufe01", "\ufeff", "\uffa0", "\U000e0041", "\U000e0100",
     "\U0001d173", "\ufe0f", "\u26a0\ufe0f\ufe0f"],
)  # fmt: skip
def test_what_the_eye_does_not_see_is_refused(put: Put, hidden: str) -> None:
    path = put(f"x = 1\ny = 2 # a{hidden}b\n")
    with pytest.raises(CodeError, match=f"line 2: .* U\\+{ord(hidden[-1]):04X}"):
        read_code(path)


@pytest.mark.skipif(os.name != "posix", reason="links are for administrators")
def test_a_link_that_leads_out_is_refused(put: Put, tmp_path: Path) -> None:
    path = put("x = 1\nimport near\n", "doc/steps.py")
    (tmp_path / "doc/near.py").symlink_to(put("", "elsewhere.py"))
    with pytest.raises(CodeError, match=r"steps.py, line 2: imports near, a link that leads out"):
        read_code(path)
    (tmp_path / "doc/near.py").unlink()
    (tmp_path / "doc/near.py").symlink_to(put("", "doc/real.py"))
    assert len(read_code(path).texts) == 2


def test_what_the_eye_sees_is_read(put: Put) -> None:
    text = "# \u26a0\ufe0f \u3042\u00e9\u0645\u20ac\tz \U0001f600\n\x0cdef f(x): return x\n"
    assert read_code(put(text)).text == text


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any_steps.py"
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    assert "any_steps.py" in _read_or_refused(path)


def _read_or_refused(path: Path) -> str:
    try:
        callees(read_code(path))
    except CodeError as error:
        return str(error)
    return str(path)


def test_a_text_is_parsed_once_but_what_lies_beside_it_is_looked_for_each_time(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    parse = ast.parse

    def count(text: str, *args: object, **kwargs: object) -> ast.AST:
        parsed.append(text)
        return parse(text, *args, **kwargs)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(ast, "parse", count)
    path = put("import colorsys\nonce = 1\n")
    assert [file.name for file in read_code(path).files] == ["steps.py"]
    for _ in range(3):
        read_code(path)
    assert parsed == ["import colorsys\nonce = 1\n"]
    put("near = 1\n", "colorsys.py")  # hides the one of Python from now on
    assert [file.name for file in read_code(path).files] == ["steps.py", "colorsys.py"]
    put("import colorsys\nonce = 2\n")
    read_code(path)
    assert parsed[1:] == ["near = 1\n", "import colorsys\nonce = 2\n"]
    (path.parent / "colorsys.py").unlink()
    assert [file.name for file in read_code(path).files] == ["steps.py"]
