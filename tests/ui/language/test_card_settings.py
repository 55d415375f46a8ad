"""The settings on a card name parameters as the forms do, or as the document does in English."""

from __future__ import annotations

from curator_gui.core import Registry, make_step
from curator_gui.domains import register_all
from curator_gui.ui.pipeline.card import summary

STEP = make_step("source", "grid.NetCDFSource", {"folder": "in", "dimension": "time"})


def entry():
    return register_all(Registry()).get("grid.NetCDFSource")


def test_in_english_they_are_those_of_the_document():
    assert summary(STEP, entry()) == "folder: in   dimension: time"


def test_a_word_that_is_the_same_in_german_keeps_its_capital(german):
    assert summary(STEP, entry()) == "Ordner: in   Dimension: time"
