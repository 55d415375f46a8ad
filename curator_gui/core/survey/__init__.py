"""What a few items of a source hold, and what leaves each step for them, put together.

The looks are taken one item at a time (`curator_gui.run.helper.survey`); here they become what a
person wants to know: which fields there are, in how many items, with which values, and what is odd.
"""

from __future__ import annotations

from dataclasses import replace

from curator_gui.core.survey.facts import (
    Bars,
    FieldFacts,
    ItemLook,
    Odd,
    Sizes,
    StepFacts,
    StepLook,
    Survey,
)
from curator_gui.core.survey.oddities import oddities_of
from curator_gui.core.survey.tables import steps_of
from curator_gui.core.survey.words import leaves

__all__ = [
    "Bars",
    "FieldFacts",
    "ItemLook",
    "Odd",
    "Sizes",
    "StepFacts",
    "StepLook",
    "Survey",
    "gather",
    "leaves",
]


def gather(survey: Survey, look: ItemLook) -> Survey:
    """Return the survey with one more item in it."""
    looks = (*survey.looks, look)
    return replace(
        survey,
        looked=len(looks),
        looks=looks,
        steps=steps_of(looks),
        odd=oddities_of(looks, survey.sizes),
    )
