"""Numbers that stand among names in a value are grouped as everywhere on the screen."""

from __future__ import annotations

import numpy as np

from curator_gui.app.language.words import THIN, say
from curator_gui.core.message import counted
from curator_gui.dataset.splits.placing import group_remarks


def test_names_with_counts_are_grouped_on_the_screen() -> None:
    words = counted({"p_rgh": 1204, "U 1,000": 3})
    assert words == "p_rgh (1,204), U 1,000 (3)"
    assert say(words) == f"p_rgh (1{THIN}204), U 1,000 (3)"


def test_parts_that_differ_are_grouped_on_the_screen() -> None:
    targets, counts = np.array([70_000, 30_000]), np.array([70_012, 29_988])
    (words,) = group_remarks(["train", "test"], targets, counts, np.array([30]))
    assert words.endswith("train 70,012 (70,000), test 29,988 (30,000)")
    assert f"train 70{THIN}012 (70{THIN}000), test 29{THIN}988" in say(words)
