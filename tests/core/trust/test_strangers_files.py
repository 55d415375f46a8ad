"""Whatever stands in a file, reading it ends soon: with a value, or with one error in words."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest

from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.document_io import document_text, parse_document, read_document
from curator_gui.core.documents.validation import validate
from curator_gui.core.errors import DocumentError, ParamError
from curator_gui.core.registration.registry import Registry
from curator_gui.core.text.naming import check_template, render_template
from curator_gui.core.trust.strangers import parse_json, read_stranger
from curator_gui.run.planning.indices import parse_indices

HEAD = "format: curator-pipeline\nversion: 1\n"
WHOLE = (
    HEAD
    + """\
name: night  # mine
steps:
- source: mesh.VTKSource
  params: {folder: data, pattern: '*.vtu', recursive: true}
- filter: mesh.SelectFields
  enabled: false
  params:
    point_fields: [p, U]
- sink: mesh.VTUSink
  params: {folder: out, name: "{stem}_{index:05d}"}
run: {backend: loky, n_jobs: 2, indices: 0-9, on_error: continue, options: {timeout: 1.5}}
"""
)
DIGITS = "9" * 6000


@pytest.mark.parametrize("count", [99, 150, 900, 5_000, 100_000])
@pytest.mark.parametrize("form", ["json", "yaml"])
def test_nesting_has_an_end(count, form):
    inner = "[" * count + "]" * count
    head = '{"format": "curator-pipeline", "version": 1, "x": %s}'
    text = head % inner if form == "json" else f"{HEAD}x: {inner}\n"
    begin = time.process_time()
    if count < 100:
        assert parse_document(text, "d").extra["x"]
    else:
        with pytest.raises(
            DocumentError, match=r"nested more than 100 levels deep|maximum nesting depth"
        ):
            parse_document(text, "d")
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "text",
    [
        f"format: curator-pipeline\nversion: {DIGITS}\n",
        f'{{"format": "curator-pipeline", "version": {DIGITS}}}',
        f"{HEAD}run: {{n_jobs: -{DIGITS}}}\n",
        f"{HEAD}x: 0x{DIGITS}\n",
        f"{HEAD}x: 1.{DIGITS}e5\n",
    ],
)
def test_numbers_of_thousands_of_digits_are_refused(text):
    with pytest.raises(DocumentError, match="digits is not accepted"):
        parse_document(text, "d")


def test_names_may_not_be_repeated_in_json_either():
    with pytest.raises(DocumentError, match="'format' is repeated"):
        parse_document('{"format": "a", "format": "curator-pipeline", "version": 1}', "d")


def test_a_long_list_is_read_fast():
    """1 MB took 9 s in the thread of the window."""
    numbers = ", ".join(map(str, range(150_000)))
    text = f"{HEAD}steps:\n- source: a.A\n  params: {{x: [{numbers}]}}\n"
    begin = time.process_time()
    assert len(parse_document(text, "d").source.values["x"]) == 150_000
    assert time.process_time() - begin < 4


@pytest.mark.skipif(os.name == "nt", reason="needs devices and pipes in the file system")
@pytest.mark.parametrize("kind", ["/dev/zero", "/dev/null", "fifo", "folder"])
def test_what_is_no_file_is_refused_without_being_read(tmp_path, kind):
    path = Path(kind) if kind.startswith("/") else tmp_path / kind
    if kind == "fifo":
        os.mkfifo(path)  # nobody will ever write to it
    elif kind == "folder":
        path.mkdir()
    with pytest.raises(DocumentError, match=r"is no file|directory"):
        read_document(path)


def test_a_file_is_read_up_to_its_limit(tmp_path):
    path = tmp_path / "long"
    path.write_text("x" * 2_000_001)
    with pytest.raises(ValueError, match="larger than 1 MiB"):
        read_stranger(path, 1 << 20)
    path.write_bytes(b"\xef\xbb\xbf" + "ü".encode())
    assert read_stranger(path, 10) == "ü"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="UTF-8"):
        read_stranger(path, 10)


@pytest.mark.parametrize(
    "template", ["{stem:>300000000}", "{index:099999999d}", "{index:{item}}", "{index:.999999d}"]
)
def test_no_name_is_wider_than_a_file_name(template):
    for check in (check_template, lambda t: render_template(t, index=1, item=0, stem="a")):
        with pytest.raises(ParamError):
            check(template)


@pytest.mark.parametrize(
    "text", [DIGITS, f"0-{DIGITS}", f"::{DIGITS}", f"-{DIGITS}:", f"every {DIGITS}th"]
)
def test_index_expressions_of_thousands_of_digits_are_refused(text):
    with pytest.raises(ParamError, match="digits is not accepted"):
        parse_indices(text, 10)


# 10,000 inputs -------------------------------------------------------------------------------

PIECES = (
    *(
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "\n",
        "\n- ",
        "  ",
        "&a ",
        "*a",
        "!!",
        "!!str ",
        "!x ",
        "<<: ",
    ),
    *("? ", "|\n", ">\n", "---\n", "...\n", "%YAML 1.1\n", "#", "'", '"', "\\", "\t", ",", "null"),
    *("\0", "\ufeff", "\u2028", "\ud800", "1e999", ".nan", "-.inf", "0x", "9" * 500, "[" * 120),
    *(
        "true",
        "version",
        "steps",
        "params",
        "source",
        "run",
        "n_jobs",
        "1",
        "-1",
        '"a": ',
        "{}",
        "[]",
    ),
)


def broken(rng: random.Random, text: str) -> str:
    """Damage a text at a few places."""
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(text) + 1)
        end = place + rng.choice([0, 0, 1, 1, 2, 5, 30])
        text = text[:place] + rng.choice(PIECES) * rng.choice([1, 1, 1, 3]) + text[end:]
    return text


@pytest.mark.fault
def test_ten_thousand_broken_documents():
    rng = random.Random(10)
    whole = [
        WHOLE,
        json.dumps(json.loads(json.dumps(_plain(WHOLE)))),
        document_text(PipelineDocument()),
    ]
    registry, read = Registry(), 0
    for number in range(6_000):
        text = broken(rng, whole[number % 3])
        try:
            document = parse_document(text, "d")
        except DocumentError as error:
            _is_one_clear_line(error)
            continue
        read += 1
        if number % 5 == 0:
            validate(document, registry, None)
            again = parse_document(document_text(document), "again")
            assert again == document or "nan" in text.lower()
    assert read > 500


def _plain(text: str) -> object:
    from curator_gui.core.documents.yaml_text import load_yaml

    return load_yaml(text)


def _is_one_clear_line(error: ValueError) -> None:
    words = str(error)
    assert len(words) < 2_000
    assert words.startswith("d: ") or not isinstance(error, DocumentError)


@pytest.mark.fault
def test_ten_thousand_broken_expressions_templates_and_settings():
    rng = random.Random(11)
    for _ in range(2_000):
        text = broken(rng, rng.choice(["0-9, 20:40:2", "every 10th", "-3", "all", "::", "failed"]))
        try:
            assert len(parse_indices(text, 100)) <= 100
        except ParamError as error:
            _is_one_clear_line(error)
    for _ in range(1_000):
        template = broken(rng, rng.choice(["{stem}_{index:05d}.vtu", "{relpath}", "a/{time:.3f}"]))
        try:
            check_template(template)
            render_template(template, index=3, item=0, stem="s", relpath="r/s", time=0.5)
        except ParamError as error:
            _is_one_clear_line(error)
    for _ in range(1_000):
        try:
            parse_json(broken(rng, '{"recent": ["a"], "theme": "dark", "n": [1, {"x": null}]}'))
        except ValueError as error:
            _is_one_clear_line(error)
