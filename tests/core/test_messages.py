"""Messages keep the template and the values that they were made from."""

from __future__ import annotations

import json
import pickle
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import (
    Message,
    at,
    from_record,
    joined,
    plural,
    recorded,
    term,
    without_place,
)

TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.builds(lambda a, b: Message("{a} of {{b}} {b}", a=a, b=b), inner, inner),
    max_leaves=6,
)


def test_it_is_its_english_text():
    message = Message("the folder {path} does not exist", path="/a {b}")
    assert message == "the folder /a {b} does not exist"
    assert f"{message}!" == "the folder /a {b} does not exist!"
    assert json.loads(json.dumps(message)) == message
    with closing(sqlite3.connect(":memory:")) as database:
        assert database.execute("SELECT ?", (message,)).fetchone() == (message,)


def test_it_keeps_template_and_values():
    message = Message("{n} of {{all}}", n=3)
    assert (message.template, message.values) == ("{n} of {{all}}", {"n": "3"})
    assert message == "3 of {all}"


@pytest.mark.parametrize("kind", [CuratorError, ParamError, ValueError])
def test_an_exception_gives_back_the_message_that_it_was_made_with(kind):
    said = str(kind(Message("no {field}", field="p")))
    assert isinstance(said, Message)
    assert said.values == {"field": "p"}


def test_a_message_inside_of_another_stays_one():
    inner = Message("a whole number")
    outer = Message("needs {accepts}: {error}", accepts=inner, error=ParamError(Message("not so")))
    assert isinstance(outer.values["accepts"], Message)
    assert isinstance(outer.values["error"], Message)


@given(VALUES)
def test_it_survives_pickling(value):
    message = Message("{place}: {value}", place="here", value=value)
    again = pickle.loads(pickle.dumps(message))
    assert (again, again.template, again.values) == (message, message.template, message.values)
    assert recorded(again) == recorded(message)


@given(VALUES)
def test_it_is_recorded_as_text_and_parts(value):
    message = Message("{place}: {value}", place="here", value=value)
    again = from_record(str.__str__(message), recorded(message))
    assert isinstance(again, Message)
    assert recorded(again) == recorded(message)


@pytest.mark.parametrize(
    "parts",
    [
        *("", "{", "null", "[]", "3", '["a"]', '["{b}", {}]', '["{a}", {"a": 3}]', '["x", []]'),
        *('["{0}", {}]', '["{a.b}", {"a": "c"}]', '["{a:>300000000}", {"a": "b"}]', "[" * 5000),
        '["other", {}]',
    ],
)
def test_parts_that_do_not_give_the_text_leave_it_alone(parts):
    said = from_record("text of before", parts)
    assert said == "text of before"
    assert not isinstance(said, Message)


def test_a_place_can_be_left_out_again():
    inner = Message("needs a whole number")
    assert at("n_jobs", inner) == "n_jobs: needs a whole number"
    assert without_place(at("n_jobs", inner)) is inner
    assert without_place("n_jobs: 3") == "n_jobs: 3"


@given(st.lists(TEXTS, max_size=4), st.sampled_from([", ", "\n", " {} "]))
def test_joined_is_what_join_gives(parts, separator):
    assert joined(separator, parts) == separator.join(parts)


@given(TEXTS)
def test_any_text_can_be_a_term(text):
    assert term(text) == text


def test_one_thing_has_words_of_its_own() -> None:
    said = [plural(n, "one of {name} is left", "{n} of {name} are left", name="p") for n in (0, 1)]
    assert said == ["0 of p are left", "one of p is left"]
    many = plural(12_480, "one is left", "{n} are left")
    assert many == "12,480 are left"
    assert from_record(str(many), recorded(many)) == many
