"""What is wrong with a document is said with the titles that a person sees."""

from __future__ import annotations

import pytest

from curator_gui.app.language.issues import on_document, on_step, refusal_words
from curator_gui.app.language.translators import Language
from curator_gui.cli.loading import filled_registry
from curator_gui.core.documents.build import InvalidDocumentError
from curator_gui.core.documents.validation import Issue
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message


@pytest.fixture
def german(qapp):
    spoken = Language("de", qapp)
    yield spoken
    spoken.remove()


MISSING = Message("needs a value: {accepts}", accepts="a folder")


@pytest.mark.parametrize(
    ("component", "param", "words"),
    [
        ("mesh.VTKSource", "input_path", "VTK files: Input path: needs a value: a folder"),
        ("mesh.VTKSource", "", "VTK files: needs a value: a folder"),
        ("mesh.NotInstalled", "", "mesh.NotInstalled: needs a value: a folder"),
        ("", "", "needs a value: a folder"),
    ],
)
def test_an_issue_names_its_step_and_argument_by_their_titles(component, param, words):
    assert on_document(Issue(MISSING, "", param, component), filled_registry()) == words


def test_a_card_names_the_argument_only():
    assert on_step(Issue(MISSING, "", "input_path", "mesh.VTKSource")) == (
        "Input path: needs a value: a folder"
    )


def test_all_of_it_is_translated(german):
    issue = Issue(MISSING, "", "input_path", "mesh.VTKSource")
    words = on_document(issue, filled_registry())
    assert words.startswith("VTK-Dateien: ")
    assert "needs" not in words


def test_a_document_that_cannot_run_has_a_line_for_each_reason(german):
    issues = [Issue(MISSING, "", name, "mesh.VTKSource") for name in ("input_path", "file_pattern")]
    lines = refusal_words(InvalidDocumentError(issues), filled_registry()).split("\n")
    assert len(lines) == 2
    assert all(line.startswith("VTK-Dateien: ") for line in lines)


def test_any_other_error_is_said_in_the_language_of_the_window(german):
    error = CuratorError(Message("no process could be started"))
    assert refusal_words(error, filled_registry()) == "es konnte kein Prozess gestartet werden"
