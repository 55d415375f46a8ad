"""Finished messages find their template, and through it their translation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.language.messages import MessageTemplates

GERMAN = {
    "the folder {path} does not exist": "Der Ordner {path} existiert nicht",
    "{path}: {error}": "{path}: {error}",
    "needs {accepts}, not {value}": "braucht {accepts}, nicht {value}",
    "{accepts} of at least {minimum}": "{accepts} ab {minimum}",
    "a {kind} cannot become a {kind2}": "Aus {kind} wird kein(e) {kind2}",
    "add {{index}} to {name}": "Ergänze {{index}} in {name}",
    "{first} of {last}": "von {last} das {first}",
    "{path} is a file": "{path} ist eine Datei",
    "{n} items": "{n} Einträge",
}
FIXED = {
    "a whole number": "eine ganze Zahl",
    "source": "Quelle",
    "sink": "Senke",
    "too deeply nested": "zu tief verschachtelt",
    "step": "Schritt",
}


@pytest.fixture
def messages():
    return MessageTemplates(
        GERMAN,
        look_up=lambda text: FIXED.get(text, text),
        look_up_template=lambda text: GERMAN.get(text, text),
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the folder /a b does not exist", "Der Ordner /a b existiert nicht"),
        ("needs a whole number of at least 1, not 'x'", "braucht eine ganze Zahl ab 1, nicht 'x'"),
        ("a source cannot become a sink", "Aus Quelle wird kein(e) Senke"),
        ("add {index} to sink", "Ergänze {index} in sink"),
        ("a of b", "von b das a"),
        ("step 2: /a is a file", "step 2: /a ist eine Datei"),
        ("3 items, 4 items", "3 Einträge, 4 Einträge"),
        ("3 items, 4 apples", "3 items, 4 apples"),
        ("x.yaml: too deeply nested", "x.yaml: zu tief verschachtelt"),
        ("source\nwhat nobody knows", "Quelle\nwhat nobody knows"),
        ("ZeroDivisionError: division by zero", "ZeroDivisionError: division by zero"),
        ("", ""),
    ],
)
def test_a_message_is_translated_by_its_template(messages, said, expected):
    assert messages.translated(said) == expected


def test_a_value_of_the_person_is_never_translated(messages):
    """A folder may be called like a word of the window."""
    assert messages.translated("the folder source does not exist") == (
        "Der Ordner source existiert nicht"
    )


@given(st.text(), st.text(min_size=1))
def test_any_value_survives(path, value):
    templates = MessageTemplates(["the folder {path} does not exist"])
    text = f"the folder {path} does not exist{value}"
    assert templates.translated(text) == text


@given(st.text(min_size=1))
def test_a_value_stands_in_the_translation_as_it_was(value):
    templates = MessageTemplates(
        ["input {path} changed"], look_up_template=lambda _: "Eingabe {path} geändert"
    )
    assert templates.translated(f"input {value} changed") == f"Eingabe {value} geändert"
