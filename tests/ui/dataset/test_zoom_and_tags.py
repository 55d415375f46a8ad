"""Zoom to the selection, and what is decided of many items at once, through the real window."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.dataset.story import OUTLIERS, STEPS, make_story

WAIT_MS = 60_000
FAR = OUTLIERS[0][0] * STEPS + OUTLIERS[0][1]
"""The item whose U is 100 times that of the others."""


@pytest.fixture
def view(qtbot, make_window, tmp_path):
    window = make_window()
    window.bench.curating.pictures._begin = lambda: None
    window.bench.curating.open(make_story(tmp_path / "output"))
    view = window.bench.curating.view
    data = view.data
    qtbot.waitUntil(lambda: data.there and not data.busy and not data.searching, timeout=WAIT_MS)
    yield view
    view.stop()


def shown(scatter, rows) -> list[bool]:
    across, up = scatter.limits()
    x, y = scatter.across.values[rows], scatter.up.values[rows]
    return ((across[0] <= x) & (x <= across[1]) & (up[0] <= y) & (y <= up[1])).tolist()


@pytest.mark.parametrize("rows", [[FAR], [3], [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, FAR], [0, 1]])
def test_all_that_is_selected_is_seen_however_far_it_lies(view, rows):
    scatter = view.items.plots.scatter
    whole = scatter.limits()
    view.data.select(np.isin(np.arange(len(view.data.items)), rows), "replace")
    view.items.plots.fit.click()
    assert scatter.zoomed is not None
    assert all(shown(scatter, np.array(rows)))
    assert all(low < high for low, high in scatter.limits())
    view.items.all.click()
    view.data.select(np.zeros(len(view.data.items), bool), "replace")
    view.items.plots.fit.click()
    assert scatter.limits() == whole


def test_a_tag_and_a_note_are_of_the_whole_selection_and_undone_at_once(qtbot, view, tmp_path):
    rows = [2, 5, 8]
    view.data.select(np.isin(np.arange(60), rows), "replace")
    asking, path = view.items.bar.buttons, view.data.decisions.path
    gallery = view.items.gallery
    gallery.setFocus()
    for key, text in ((Qt.Key.Key_T, "wavy"), (Qt.Key.Key_N, "look at the gate")):
        QTest.keyClick(gallery, key)
        dialog = asking.dialog
        qtbot.waitUntil(dialog.isVisible)
        dialog.setTextValue(text)
        dialog.accept()
    qtbot.waitUntil(path.exists)

    def lines():
        with path.open(newline="", encoding="utf-8") as file:
            return [(int(r["index"]), r["tag"], r["note"]) for r in csv.DictReader(file)]

    expected = [(row, "wavy", "look at the gate") for row in rows]
    qtbot.waitUntil(lambda: lines() == expected, timeout=WAIT_MS)
    QTest.keyClick(gallery, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: lines() == [(row, "wavy", "") for row in rows], timeout=WAIT_MS)
