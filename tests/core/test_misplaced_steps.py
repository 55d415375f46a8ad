"""A step in the place of another kind is refused in words, ours when the pipeline is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Pipeline
from curator_gui.core.errors import ParamError
from curator_gui.core.registration.foreign import as_pipeline
from tests.run.planning.resuming.histories import Counted, Texts, Times
from tests.run.reference_stand_ins import Only, Waves
from tests.run.reference_stand_ins import Texts as TheirTexts

OURS = {"source": Counted, "filter": Times, "sink": lambda: Texts(Path("out"))}
THEIRS = {"source": lambda: Waves(2), "filter": Only, "sink": lambda: TheirTexts("out")}
KINDS = tuple(OURS)


def made(steps: dict[str, Any], place: str, kind: str) -> Pipeline[Any]:
    """Put a step of one kind in the place of another one."""
    right = {name: make() for name, make in steps.items()} | {place: steps[kind]()}
    return Pipeline(right["source"], (right["filter"],), right["sink"])


@pytest.mark.parametrize("place", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_ours_when_it_is_made(place: str, kind: str) -> None:
    if place == kind:
        assert made(OURS, place, kind).filters
        return
    with pytest.raises(ParamError, match=f"is a {kind}, but stands in the place of a {place}"):
        made(OURS, place, kind)


@pytest.mark.parametrize("place", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_those_of_others_before_the_run(place: str, kind: str) -> None:
    pipeline = made(THEIRS, place, kind)
    if place == kind:
        assert as_pipeline(pipeline).filters
        return
    with pytest.raises(ParamError, match=f"is a {kind}, but stands in the place of a {place}"):
        as_pipeline(pipeline)


def test_by_the_methods_as_well() -> None:
    with pytest.raises(ParamError, match="is a sink"):
        Counted().filter(Texts(Path("out")))  # type: ignore[arg-type]
    with pytest.raises(ParamError, match="is a source"):
        Counted().write(Counted())  # type: ignore[arg-type]
