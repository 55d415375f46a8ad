from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.document import param_values as fields
from curator_gui.app.language.words import speak, speak_english
from curator_gui.core import Param, ParamError
from curator_gui.run.planning.options import BATCH_SIZE, LOKY_OPTIONS, TIMEOUT

ENTRIES = st.lists(st.text(min_size=1).map(str.strip).filter(bool), max_size=6)


@pytest.mark.parametrize(
    "kind, options, editor",
    [
        (str, {}, "line"),
        (int, {}, "number"),
        (float | None, {}, "number"),
        (bool, {}, "bool"),
        (Path, {}, "path"),
        (str, {"widget": "output_folder"}, "path"),
        (str, {"widget": "template"}, "template"),
        (str, {"widget": "text"}, "text"),
        (str, {"choices": ("a", "b")}, "choice"),
        (list[str], {"choices": ("a", "b")}, "choices"),
        (list[int], {}, "list"),
        (list[Path], {}, "paths"),
        (dict[str, float], {}, "table"),
        (str | int, {}, "line"),
    ],
)
def test_editor_fits_the_type(kind, options, editor):
    assert fields.editor_kind(Param("x", "", kind, **options)) == editor


@pytest.mark.parametrize(
    "param, text, value",
    [
        (Param("x", "", int), "12", 12),
        (Param("x", "", int), "1x", "1x"),
        (Param("x", "", int), "", None),
        (Param("x", "", float), "1e-3", 0.001),
        (Param("x", "", float), "3", 3),
        (Param("x", "", float), "3.", 3.0),
        (Param("x", "", str), "12", "12"),
        (Param("x", "", str | None, None), " ", None),
        (TIMEOUT, "", None),
        (TIMEOUT, "2.5", 2.5),
        (BATCH_SIZE, "16", 16),
        (BATCH_SIZE, "auto", "auto"),
    ],
)
def test_text_is_read_as_the_type(param, text, value):
    found = fields.parse_text(param, text)
    assert found == value
    assert type(found) is type(value)


@given(ENTRIES)
def test_lists_survive_being_written_and_read(entries):
    entries = [" ".join(entry.split()) for entry in entries]
    entries = [entry for entry in entries if entry and not _unusual(entry)]
    assert fields.split_list(fields.join_list(entries)) == entries


def _unusual(entry: str) -> bool:
    """Line ends and control characters do not occur in a one-line field."""
    return not entry.isprintable()


def test_entry_with_a_comma_stands_in_quotes():
    param = Param("x", "", list[str])
    assert fields.parse_list(param, 'U, "stress, von Mises", p') == ["U", "stress, von Mises", "p"]


def test_list_of_numbers_has_numbers():
    assert fields.parse_list(Param("x", "", list[int]), "1, 2,x") == [1, 2, "x"]
    assert fields.parse_list(Param("x", "", list[float] | None, None), " ") is None


@pytest.mark.parametrize("param", LOKY_OPTIONS, ids=lambda param: param.name)
def test_default_of_every_option_survives_its_field(param):
    if fields.editor_kind(param) in ("line", "number"):
        assert fields.parse_text(param, fields.value_text(param.default)) == param.default
    assert fields.problem(param, param.default) == ""


def test_template_example_uses_the_real_name():
    assert fields.template_example("{stem}_{index:03d}.vtu", "a/run7.vtk") == "run7_007.vtu"
    with pytest.raises(ParamError):
        fields.template_example("../{stem}.vtu")


def test_default_is_told_in_words():
    assert fields.default_text(Param("x", "")) == "required"
    assert fields.default_text(Param("x", "", int, 3)) == "default 3"
    assert fields.default_text(Param("x", "", str | None, None)) == "not set by default"
    assert fields.default_text(Param("x", "", bool, False)) == "default no"


@pytest.mark.parametrize(
    ("param", "value", "expected"),
    [
        (Param("distances", "", bool, False), True, "Ja"),
        (None, False, "Nein"),
        (Param("method", "", str, "zscore", choices=("zscore", "minmax")), "minmax", "von 0 bis 1"),
        (Param("fields", "", list[str], None), ["yes", "U, V"], 'yes, "U, V"'),
        (Param("method", "", str, "zscore"), "minmax", "minmax"),
    ],
)
def test_a_value_is_told_in_the_language_of_the_person(param, value, expected):
    words = {"yes": "Ja", "no": "Nein", "from 0 to 1": "von 0 bis 1"}
    speak(lambda context, text, number: words.get(text, text))
    try:
        assert fields.said_value(param, value) == expected
    finally:
        speak_english()
