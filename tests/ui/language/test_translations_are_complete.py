"""Every language has every text, fits it, and is compiled."""

from __future__ import annotations

import importlib.util
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from curator_gui.app.language.translators import (
    LANGUAGES,
    SOURCE,
    translation_folder,
)

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"
TRANSLATED = [name for name in LANGUAGES if name != SOURCE]


@pytest.fixture(scope="module")
def tool() -> Iterator[types.ModuleType]:
    """packaging/translate.py as a module."""
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("translate", PACKAGING / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before
    del sys.modules["translate"], sys.modules["texts"]


@pytest.fixture(scope="module")
def texts(tool):
    return tool.all_texts()


@pytest.fixture(params=TRANSLATED)
def translations(request, tool):
    return tool.Translations.read(translation_folder() / f"curator_{request.param}.ts")


def test_every_text_has_a_translation_that_fits(tool, texts, translations):
    found = tool.problems(translations, texts)
    shown = "\n".join(found[:40])
    assert not found, f"{len(found)} to do, then run: {tool.COMMAND}\n{shown}"


def test_the_compiled_translation_says_the_same(tool, qapp, texts, translations):
    translator = QTranslator()
    assert translator.load(f"curator_{translations.language}", str(translation_folder()))
    for text in texts:
        forms = translations.forms[text.context, text.source]
        for number, form in zip((1, 2), forms, strict=False):
            said = translator.translate(
                text.context, text.source, "", number if text.plural else -1
            )
            assert said == form, f"run: {tool.COMMAND}"


def test_the_collection_finds_each_kind_of_text(texts):
    found = {(text.context, text.source) for text in texts}
    assert ("curator", "{n} items") in found  # count
    assert ("curator", "&Open...") in found  # a table of commands
    assert ("curator", "Warnings and errors") in found  # mark
    assert ("components", "Cell data to point data") in found  # a component's title
    assert ("components", "degrees north") in found  # a unit
    assert ("messages", "the folder {path} does not exist") in found  # a message with a value
    assert ("messages", "the source is empty: there is nothing to run") in found
    assert ("messages", "{path} holds no mesh") in found  # an error's template
    assert ("messages", "the first step has to be a source") in found  # an error's text
    assert ("messages", "gives every index the same name; add {index} or {stem}") in found
    assert not any(source == "{place}: {message}" for _, source in found)
    assert ("messages", "has to be larger than {axis}_min ({low})") in found  # a component's check


@pytest.mark.parametrize(
    ("source", "translation", "why"),
    [
        ("&Open {name}...", "&Öffnen {name}...", ""),
        ("&Open", "Öffnen", "menu key"),
        ("Open {name}", "Öffnen {nam}", "other places for values"),
        ("Open...", "Öffnen", "dots at the end"),
        (" and {n} more", "und {n} weitere", "spaces around it"),
        ("Open", " ", "empty"),
        ("{path} {{x}}", "{path} {{x}} {", "braces that are no places for values"),
        ("{path} {{x}}", "{{x}} {path}", ""),
    ],
)
def test_a_translation_that_does_not_fit_is_found(tool, source, translation, why):
    text = tool.Text("curator", source, "a file", template="{{" in source)
    made = tool.Translations("de", {("curator", source): [translation]})
    found = tool.problems(made, [text])
    assert found == ([f"{why}: {source!r} -> {translation!r}"] if why else [])


def test_missing_and_stale_texts_are_told(tool):
    texts = [tool.Text("curator", "New", "a file")]
    made = tool.Translations("de", {("curator", "Gone"): ["Weg"]})
    assert tool.problems(made, texts) == [
        "not translated: 'New' (a file)",
        "no longer in the source: 'Gone'",
    ]


def test_what_is_written_is_read_again(tool, tmp_path):
    texts = [
        tool.Text("curator", "A & <b> \n\u202f", "a file"),
        tool.Text("curator", "{n} items", "a file", plural=True),
        tool.Text("messages", "new", "a file"),
    ]
    forms = {
        ("curator", "A & <b> \n\u202f"): ["Ä & <b> \n\u202f"],
        ("curator", "{n} items"): ["{n} Element", "{n} Elemente"],
    }
    path = tmp_path / "curator_de.ts"
    tool.Translations("de", forms).write(path, texts)
    read = tool.Translations.read(path)
    assert read == tool.Translations("de", forms)
    before = path.read_bytes()
    read.write(path, texts)
    assert path.read_bytes() == before
