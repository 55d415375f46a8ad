"""Comments, order and quotes of a person's document survive opening, editing and saving."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.document_io import document_text, read_document, write_document
from curator_gui.core.frozen import freeze
from tests.core.documents.test_document_text import DOCUMENTS, PLAIN

MINE = """\
# My pipeline, do not touch!
version: 1
format: curator-pipeline

name: 'night run'   # in quotes
run:
    n_jobs: 2  # the machine has four
steps:
    # where it comes from
    - source: mesh.VTKSource
      params:
          folder: "data"  # relative
          pattern: '*.vtu'

    # only what we need
    - filter: mesh.SelectFields
      note: why not
      params:
          point_fields: [p, U]   # pressure, velocity
    - sink: mesh.VTUSink
      params: {folder: out, name: "{stem}"}
# the end
"""


@pytest.fixture
def mine(tmp_path) -> Path:
    path = tmp_path / "mine.curator.yaml"
    path.write_text(MINE)
    return path


def save(path: Path, document: PipelineDocument) -> str:
    assert write_document(document, path, like=path) == ""
    assert read_document(path) == document
    return path.read_text()


def with_value(document: PipelineDocument, step: Step, name: str, value: object):
    values = freeze({**step.values, name: value})
    return document.replace_step(replace(step, values=values))


def test_saving_without_an_edit_changes_no_byte(mine):
    assert save(mine, read_document(mine)) == MINE


def test_a_value_is_changed_in_its_line_only(mine):
    document = read_document(mine)
    text = save(mine, with_value(document, document.source, "folder", "other"))
    assert text == MINE.replace('folder: "data"  #', 'folder: "other" #')


def test_a_value_that_was_a_default_is_added(mine):
    document = read_document(mine)
    text = save(mine, document.with_run(indices="0-9"))
    assert text == MINE.replace(
        "# the machine has four\n", "# the machine has four\n    indices: 0-9\n"
    )


def test_a_step_comes_and_a_step_goes(mine):
    document = read_document(mine)
    step = Step("filter", "mesh.CellToPoint", freeze({}), True, "", freeze({}))
    more = save(mine, document.add(step, 1))
    assert "filter: mesh.CellToPoint" in more
    for comment in ("# My pipeline", "# in quotes", "# pressure, velocity", "# the end"):
        assert comment in more
    less = save(mine, document)
    assert "CellToPoint" not in less
    assert "# pressure, velocity" in less


def test_steps_that_change_places_take_their_comments_along(mine):
    document = read_document(mine)
    step = Step("filter", "mesh.CellToPoint", freeze({}), True, "", freeze({}))
    save(mine, document.add(step, 1))
    document = read_document(mine)
    text = save(mine, document.move(document.filters[1].id, 0))
    assert "# the machine has four" in text
    assert [step.component for step in read_document(mine).filters] == [
        "mesh.CellToPoint",
        "mesh.SelectFields",
    ]


def test_saved_under_another_name_it_keeps_them_too(mine, tmp_path):
    other = tmp_path / "other.curator.yaml"
    other.write_text("# of somebody else\n")
    assert write_document(read_document(mine), other, like=mine) == ""
    assert other.read_text() == MINE


@pytest.mark.parametrize(
    "text", ["010", "1e5", "20:40:2", "2017-01-01", "no", "~", "", " x", "a#b", "ü", "*x", "- a"]
)
def test_texts_that_look_like_something_else_stay_texts(mine, text):
    document = read_document(mine)
    assert "# relative" in save(mine, with_value(document, document.source, "folder", text))


def test_steps_in_an_order_of_their_own_are_written_anew_and_that_is_said(tmp_path):
    path = tmp_path / "odd.curator.yaml"
    path.write_text(
        "format: curator-pipeline\nversion: 1\nsteps:  # last things first\n"
        "- sink: a.B\n- source: a.A\n"
    )
    document = read_document(path)
    kept = save(path, document.with_run(backend="sequential"))
    assert "last things first" in kept
    document = with_value(document, document.source, "n", 1)
    assert "comments could not be kept" in write_document(
        document.with_run(n_jobs=2), path, like=path
    )
    assert read_document(path).run.n_jobs == 2


def test_a_document_that_was_never_opened_is_written_in_the_usual_form(tmp_path):
    document = PipelineDocument(name="new")
    path = tmp_path / "new.curator.yaml"
    assert write_document(document, path) == ""
    assert path.read_text() == document_text(document)


@given(before=DOCUMENTS, after=DOCUMENTS)
@settings(deadline=None)
def test_any_document_can_be_written_over_any_other(tmp_path_factory, before, after):
    path = tmp_path_factory.mktemp("d") / "d.curator.yaml"
    path.write_text("# mine\n" + document_text(before), encoding="utf-8")
    write_document(after, path, like=path)
    assert read_document(path) == after


@given(value=PLAIN, other=PLAIN)
@settings(deadline=None)
def test_any_value_can_be_changed_to_any_other(tmp_path_factory, value, other):
    path = tmp_path_factory.mktemp("d") / "d.curator.yaml"
    step = Step("source", "a.A", freeze({"one": 1, "value": value, "two": 2}), True, "", freeze({}))
    document = PipelineDocument(source=step)
    path.write_text("# mine\n" + document_text(document), encoding="utf-8")
    changed = with_value(document, step, "value", other)
    write_document(changed, path, like=path)
    assert read_document(path).source.values == changed.source.values
