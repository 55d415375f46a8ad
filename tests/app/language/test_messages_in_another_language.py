"""Messages are translated from their template, with values that are messages themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.language.words import say, speak, speak_english
from curator_gui.core.documents.validation import Issue
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message, at, joined, term
from curator_gui.core.params.param import Param

GERMAN = {
    "the folder {path} does not exist": "Der Ordner {path} existiert nicht",
    "needs {accepts}, not {value}": "braucht {accepts}, nicht {value}",
    "{accepts} of at least {minimum}": "{accepts} ab {minimum}",
    "a {kind} cannot become a {kind2}": "Aus {kind} wird kein(e) {kind2}",
    "add {{index}} to {name}": "Ergänze {{index}} in {name}",
    "{first} of {last}": "von {last} das {first}",
    "{path} is a file": "{path} ist eine Datei",
    "{n} done": "{n} fertig",
    "a whole number": "eine ganze Zahl",
    "source": "Quelle",
    "sink": "Senke",
    "step {number}": "Schritt {number}",
    "add {index} or {stem}": "{index} oder {stem} ergänzen",
    "the name is cut": "der Name ist {gekürzt}",
}


@pytest.fixture(autouse=True)
def german():
    speak(lambda context, text, number: GERMAN.get(text, text))
    yield
    speak_english()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Message("the folder {path} does not exist", path="/a b"),
         "Der Ordner /a b existiert nicht"),
        (Message("a {kind} cannot become a {kind2}", kind=term("source"), kind2=term("sink")),
         "Aus Quelle wird kein(e) Senke"),
        (Message("add {{index}} to {name}", name="sink"), "Ergänze {index} in sink"),
        (Message("{first} of {last}", first="a", last="b"), "von b das a"),
        (at(Message("step {number}", number=2), Message("{path} is a file", path="/a")),
         "Schritt 2: /a ist eine Datei"),
        (joined(", ", [Message("{n} done", n=3), Message("{n} lost", n=1)]), "3 fertig, 1 lost"),
        (at("x.yaml", Message("a whole number")), "x.yaml: eine ganze Zahl"),
        (str(CuratorError("add {index} or {stem}")), "{index} oder {stem} ergänzen"),
        (str(CuratorError("the name is cut")), "der Name ist {gekürzt}"),
        (str(ParamError("{path} is a file", path="/a")), "/a ist eine Datei"),
        (str(Issue(Message("{path} is a file", path="/a"), param="folder")),
         "folder: /a ist eine Datei"),
        ("source", "Quelle"),
        ("ZeroDivisionError: division by zero", "ZeroDivisionError: division by zero"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_message_is_translated_by_its_template(message, expected):
    assert say(message) == expected


def test_an_error_keeps_what_was_made_of_a_parameter():
    with pytest.raises(ParamError) as error:
        Param("n", "a number", int, 1, minimum=1).coerce("x")
    assert str(error.value) == "needs a whole number of at least 1, not 'x'"
    assert say(str(error.value)) == "braucht eine ganze Zahl ab 1, nicht 'x'"


def test_a_value_of_the_person_is_never_translated():
    """A folder may be called like a word of the window."""
    message = Message("the folder {path} does not exist", path="source")
    assert say(message) == "Der Ordner source existiert nicht"


def test_a_finished_text_of_before_stays_as_it_is():
    """Records and logs that were written without templates open in English."""
    said = "the folder /a does not exist"
    assert say(said) == said


@given(st.text(), st.text())
def test_a_value_stands_in_the_translation_as_it_was(path, value):
    message = Message("the folder {path} does not exist", path=path + value)
    assert say(message) == f"Der Ordner {path + value} existiert nicht"
