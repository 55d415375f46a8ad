"""Which language is spoken, and that it can be taken back."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QLocale

from curator_gui.app.language import translators as language
from curator_gui.app.language.translators import Language, chosen_language, system_language
from curator_gui.app.language.words import count, mark, say, tr
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.message import Message


@pytest.fixture
def german(qapp):
    spoken = Language("de", qapp)
    yield spoken
    spoken.remove()


def test_english_needs_no_translation(qapp):
    Language("en", qapp)
    assert tr("Results") == "Results"
    assert say("the folder /a does not exist") == "the folder /a does not exist"
    assert count(1, "item", "items") == "1 item"
    assert count(12480, "item", "items") == "12\u202f480 items"


def test_german_words_and_forms(german):
    assert tr("Results") == "Ergebnisse"
    assert tr(mark("Cancel")) == "Abbrechen"
    assert count(1, "item", "items") == "1 Element"
    assert count(12480, "item", "items") == "12\u202f480 Elemente"
    assert count(3, "nothing known", "unknown things") == "3 unknown things"


def test_messages_of_the_layers_below(german):
    message = Message("the folder {path} does not exist", path="/a")
    assert say(message) == "der Ordner /a existiert nicht"
    assert say("Cell fields") == "Zellfelder"
    assert say("KeyError: 'x'") == "KeyError: 'x'"


def test_a_language_can_be_taken_back(qapp):
    spoken = Language("de", qapp)
    spoken.remove()
    assert tr("Results") == "Results"
    assert say("Cell fields") == "Cell fields"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["de-AT", "en"], "de"),
        (["de_CH"], "de"),
        (["fr-FR", "de-DE", "en"], "de"),
        (["en-GB", "de"], "en"),
        (["fr", "ja"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_both_know(monkeypatch, asked, expected):
    class Desktop:
        def uiLanguages(self):
            return asked

    monkeypatch.setattr(QLocale, "system", Desktop)
    assert system_language() == expected
    assert chosen_language("system") == expected
    assert chosen_language("klingon") == expected
    assert chosen_language("de") == "de"


def test_tests_and_scripts_can_fix_the_language():
    assert system_language() == "en"  # tests/conftest.py sets LANGUAGE


def test_the_preference_is_kept(tmp_path):
    path = tmp_path / "preferences.json"
    Settings(path).update(language="de")
    assert json.loads(path.read_text())["language"] == "de"
    assert Settings(path).preferences.language == "de"


def test_each_language_has_its_files():
    for name in language.LANGUAGES:
        if name != language.SOURCE:
            stem = language.translation_folder() / f"curator_{name}"
            assert stem.with_suffix(".ts").is_file()
            assert stem.with_suffix(".qm").is_file()
