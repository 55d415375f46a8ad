"""What a plan says of a step begins with the step's title in the language of the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from curator_gui.app.language.translators import Language
from curator_gui.app.language.words import say
from curator_gui.core import Pipeline, Sink
from curator_gui.core.message import Message, fact
from curator_gui.run.planning.plan import make_plan
from curator_gui.run.planning.resuming.changes import pipeline_changes
from curator_gui.ui.plan.view import plan_facts
from tests.run.toys import Numbers


class Foretelling(Sink[Any]):
    """A sink with a title that has a translation."""

    name, description = "Zarr store", "Writes nothing."

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        return []

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        yield Message("no field to write")


@pytest.fixture
def german(qapp):
    spoken = Language("de", qapp)
    yield spoken
    spoken.remove()


def test_remarks_of_steps_have_their_titles(german) -> None:
    (words,) = make_plan(Numbers(3).write(Foretelling()), None, 1).warnings()
    assert words == "Zarr store: no field to write"
    assert say(words).startswith("Zarr-Speicher: ")


class Appending(Foretelling):
    """One that says what it will do, as it is meant to."""

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        yield fact(Message("nothing is appended after {last}", last="2020"))


def test_what_is_meant_to_happen_is_a_fact_and_no_warning(german) -> None:
    plan = make_plan(Numbers(3).write(Appending()), None, 1)
    assert plan.warnings() == []
    assert plan.facts() == ["Zarr store: nothing is appended after 2020"]
    assert plan_facts(plan)[-1] == ("Zarr-Speicher", "nach 2020 wird nichts angehängt")


def test_changes_of_steps_have_their_titles(german) -> None:
    (words,) = pipeline_changes([{"name": "Zarr store"}], [])
    assert words == "Zarr store is no longer part of the pipeline"
    assert say(words).startswith("Zarr-Speicher ")
