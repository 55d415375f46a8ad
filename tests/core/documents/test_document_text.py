"""Documents as text: YAML and JSON, round trips, and everything that is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import DocumentError, PipelineDocument
from curator_gui.core.document import RunOptions, Step
from curator_gui.core.documents.document_io import (
    document_text,
    document_to_data,
    parse_document,
    read_document,
    write_document,
)
from curator_gui.core.frozen import FrozenMap, freeze

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(
        ["20:40:2", "010", "1e5", "no", "2017-01-01", "~", "null", ".inf", "<<", "=", "0x1f"]
    )
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
TOP_KEYS = {"format", "version", "name", "description", "steps", "run"}
STEP_KEYS = {"source", "filter", "sink", "params", "enabled", "note"}
RUN_KEYS = {"backend", "n_jobs", "indices", "on_error", "options"}


def tables(forbidden: set[str] = frozenset()) -> st.SearchStrategy[FrozenMap]:
    keys = st.text().filter(lambda key: key not in forbidden)
    return st.dictionaries(keys, PLAIN, max_size=3).map(freeze)


def steps(kind: str) -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        kind=st.just(kind),
        component=st.text(min_size=1),
        values=tables(),
        enabled=st.booleans(),
        note=st.text(),
        extra=tables(STEP_KEYS),
    )


DOCUMENTS = st.builds(
    PipelineDocument,
    name=st.text(),
    description=st.text(),
    source=st.none() | steps("source"),
    filters=st.lists(steps("filter"), max_size=3).map(tuple),
    sinks=st.lists(steps("sink"), max_size=3).map(tuple),
    run=st.builds(
        RunOptions,
        backend=st.text(),
        n_jobs=st.integers(),
        indices=st.text(),
        on_error=st.sampled_from(["continue", "stop", "raise"]),
        options=tables(),
        extra=tables(RUN_KEYS),
    ),
    extra=tables(TOP_KEYS),
)


@given(document=DOCUMENTS, as_json=st.booleans())
def test_every_document_survives_being_written(document: PipelineDocument, as_json: bool) -> None:
    text = document_text(document, as_json=as_json)
    again = parse_document(text)
    assert again == document
    assert document_to_data(again) == document_to_data(document)
    assert document_text(again, as_json=as_json) == text  # saving changes nothing, order included
    text.encode("utf-8")  # also with file names that are no valid Unicode


def assert_read_or_refused(text: str) -> None:
    message = ""
    try:
        assert isinstance(parse_document(text, "some.yaml"), PipelineDocument)
    except DocumentError as error:
        message = str(error)
    assert message == "" or message.startswith("some.yaml: ")


@given(st.text(max_size=60) | st.text(alphabet="[]{}&*!|>-:,'\"# \n\t?%@`a1", max_size=60))
def test_any_text_is_a_document_or_refused_with_its_name(text: str) -> None:
    for whole in (text, "format: curator-pipeline\nversion: 1\n" + text):
        assert_read_or_refused(whole)


@given(PLAIN)
def test_any_data_is_a_document_or_refused(data: Any) -> None:
    top = {"format": "curator-pipeline", "version": 1}
    for whole in (data, {**top, "steps": data}, {**top, "steps": [data]}, {**top, "run": data}):
        assert_read_or_refused(json.dumps(whole))


HEAD = "format: curator-pipeline\nversion: 1\n"


def test_unquoted_values_mean_what_they_look_like() -> None:
    document = parse_document(
        HEAD
        + """
steps:
  - source: grid.NetCDFSource
    params: {start: 2017-01-01, code: 010, answer: no, small: 1e-7, hex: 0x1f, time: 12:30:00}
run:
  indices: 20:40:2
"""
    )
    assert document.source is not None
    assert dict(document.source.values) == {
        "start": "2017-01-01",
        "code": "010",
        "answer": "no",
        "small": 1e-7,
        "hex": 31,
        "time": "12:30:00",
    }
    assert document.run.indices == "20:40:2"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "needs a table of names and values, not None"),
        ("- a\n", "needs a table"),
        ("a: [1\n", "line 2, column 1: is not valid YAML"),
        ('{"format": "curator-pipeline", "version": 1,', "is not valid YAML"),
        ("name: x\n", "is not a pipeline document (no `format: curator-pipeline` line)"),
        (
            "format: curator-pipeline\nversion: 3\n",
            "format version 3, but this Curator reads up to 2",
        ),
        ("format: curator-pipeline\nversion: true\n", "version: needs a whole number"),
        ("format: curator-pipeline\n", "version: needs a whole number, not None"),
        (HEAD + "name: [1]\n", "name: needs a text"),
        (HEAD + "steps: 3\n", "steps: needs a list"),
        (HEAD + "steps: [{source: a.B, sink: a.C}]\n", "step 1: needs exactly one of"),
        (HEAD + "steps: [{}]\n", "step 1: needs exactly one of source, filter, sink"),
        (HEAD + "steps: [{source: ''}]\n", "step 1: source: needs the key of a component"),
        (HEAD + "steps: [{source: a.B}, {source: a.C}]\n", "has 2 sources, but a pipeline has one"),
        (
            HEAD + "steps: [{filter: a.B, enabled: 1}]\n",
            "step 1: enabled: needs true or false, not 1",
        ),
        (HEAD + "steps: [{filter: a.B, params: [1]}]\n", "step 1 (a.B): params: needs a table"),
        (HEAD + "run: {n_jobs: two}\n", "run: n_jobs: needs a whole number, not 'two'"),
        (HEAD + "run: {on_error: explode}\n", "run: on_error: needs one of continue, stop, raise"),
        (HEAD + "run: {backend: [loky]}\n", "run: backend: needs a text"),
        (HEAD + "name: a\nname: b\n", "the key 'name' is repeated"),
        (HEAD + "x: &a [1]\ny: *a\n", "aliases are not accepted"),
        (
            HEAD + "x: !!python/object/apply:os.system [id]\n",
            "values of the type 'python/object/apply:os.system' are not accepted",
        ),
        (HEAD + "x: !!binary aGk=\n", "values of the type 'binary' are not accepted"),
        (HEAD + "x: !!timestamp 2017-01-01\n", "values of the type 'timestamp' are not accepted"),
        ("[" * 5000, "is not valid YAML"),
        ('{"a":' * 100_000, "is not valid YAML"),
        ("a: 1\n---\nb: 2\n", "is not valid YAML"),
    ],
)
def test_a_refusal_names_the_place(text: str, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_document(text, "bad.yaml")
    assert str(caught.value).startswith("bad.yaml: ")
    assert words in str(caught.value)


def test_what_this_version_does_not_know_is_written_back(tmp_path: Path) -> None:
    text = """\
format: curator-pipeline
version: 1
name: later
steps:
- source: future.Source
  params:
    path: data
  color: blue
- filter: future.Filter
  enabled: false
run:
  backend: loky
  n_jobs: 2
  indices: all
  on_error: continue
  options: {}
  priority: low
author:
  name: A. Person
"""
    path = tmp_path / "later.curator.yaml"
    path.write_text(text)
    write_document(read_document(path), path)
    assert path.read_text() == text


def test_a_json_file_keeps_small_and_large_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    step = Step("filter", "a.B", freeze({"tiny": 1e-300, "huge": 1e22, "text": "1e5"}))
    write_document(PipelineDocument(filters=(step,)), path)
    assert json.loads(path.read_text())["steps"][0]["params"]["huge"] == 1e22
    assert read_document(path).filters == (step,)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.curator.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_document(path) == PipelineDocument()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00a", b"format: \xe9"])
def test_other_encodings_are_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"a\.yaml: is not a text file in UTF-8"):
        read_document(path)


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="No such file"):
        read_document(tmp_path / "none.yaml")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path)
    huge = tmp_path / "huge.yaml"
    huge.touch()
    os.truncate(huge, 17 * 1024 * 1024)
    with pytest.raises(DocumentError, match="larger than 16 MiB"):
        read_document(huge)


def test_saving_into_a_missing_drive_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DocumentError, match="cannot be saved"):
        write_document(PipelineDocument(), tmp_path / "file" / "a.yaml")


def test_a_failed_save_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    write_document(PipelineDocument(name="old"), path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DocumentError, match=r"a\.yaml: cannot be saved: No space left on device"):
        write_document(PipelineDocument(name="new"), path)
    assert read_document(path).name == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    write_document(PipelineDocument(name="old"), real)
    link.symlink_to(real)
    write_document(PipelineDocument(name="new"), link)
    assert link.is_symlink()
    assert read_document(real).name == "new"
