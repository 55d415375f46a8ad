"""The whole story through the real window: 60 meshes are run, looked at, split, described, loaded.

Among them are 3 outliers, 2 copies, and one tank that leaks because its copies are of another.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from curator_gui import dataset
from curator_gui.core.document import PipelineDocument, RunOptions, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.ui.dataset.view import DatasetView
from curator_gui.ui.shell.main_window import MainWindow
from tests.consumers.conftest import consume
from tests.dataset.story import COPIES, OUTLIERS, STEPS, TANKS, make_sources

WAIT_MS = 120_000
PLANTED = {tank * STEPS + step for tank, step in OUTLIERS}
TWINS = {(TANKS - 1) * STEPS + step for _, step in COPIES}
LEFT = [index for index in range(TANKS * STEPS) if index not in PLANTED | TWINS]

__all__ = ["consume"]


@pytest.fixture
def window(qtbot: Any, make_window: Any, tmp_path: Path) -> MainWindow:
    """The window with a document over the 60 files, from which nothing was made yet."""
    make_sources(tmp_path / "in")
    source = make_step("source", "mesh.VTKSource", {"folder": "in", "recursive": True})
    split = {"parts": "50%,25%,25%", "together": "folder"}
    step = make_step("filter", "mesh.Split", split)
    sink = make_step("sink", "mesh.NPZSink", {"folder": "out", "name": "{relpath}.npz"})
    run = RunOptions(n_jobs=2)
    made = PipelineDocument(name="Tanks", source=source, filters=(step,), sinks=(sink,), run=run)
    write_document(made, tmp_path / "tanks.curator.yaml")
    window: MainWindow = make_window()
    window.bench.session.open(tmp_path / "tanks.curator.yaml")
    return window


def told(qtbot: Any, window: MainWindow, folder: Path) -> None:
    """Do all of the story in the window; `folder` has the document."""
    run(qtbot, window)
    view = look(qtbot, window)
    leave_outliers_out(qtbot, view)
    mend_the_leak(qtbot, view)
    split(qtbot, view)
    write_and_verify(qtbot, window, view, folder / "out")
    view.stop()


def run(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(window.bench.commands["run"].isEnabled, timeout=WAIT_MS)
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=WAIT_MS) as end:
        window.bench.commands["run"].trigger()
    assert (end.args[0].completed, end.args[0].failures) == (TANKS * STEPS, {})


def look(qtbot: Any, window: MainWindow) -> DatasetView:
    window.bench.curating.pictures._begin = lambda: None  # their process takes seconds
    window.bench.show_view("dataset")
    view = window.bench.curating.view
    assert view is not None
    data = view.data
    qtbot.waitUntil(lambda: data.there and not data.busy and not data.searching, timeout=WAIT_MS)
    assert len(data.items) == TANKS * STEPS
    return view


def leave_outliers_out(qtbot: Any, view: DatasetView) -> None:
    """Each outlier is proposed on its own, with a reason; a key leaves it out."""
    view.open_item(min(PLANTED))
    assert view.item.show_source.isEnabled()
    assert "tank_02" in view.item.show_source.toolTip()
    view.show_page("proposals")
    page = view.proposals
    for row in PLANTED:
        place = next(n for n, c in enumerate(page.cards) if set(c.proposal.rows) == {row})
        page.choose(place)
        page.buttons.buttons["X"].click()
    assert any(set(card.proposal.rows) == TWINS for card in page.cards)
    assert set(np.flatnonzero(view.data.decisions.left_out)) == PLANTED


def judged(view: DatasetView) -> bool:
    splitting = view.splitting
    return not splitting.busy and splitting.judged is not None and not view.split._later.isActive()


def mend_the_leak(qtbot: Any, view: DatasetView) -> None:
    """The step splits by folders, which knows no copies; that is named, with a remedy."""
    parts = view.data.parts
    assert parts[COPIES[0][1]] != parts[min(TWINS)]
    view.show_page("split")
    qtbot.waitUntil(lambda: judged(view), timeout=WAIT_MS)
    assert any("exact copies" in leak.words for leak in view.splitting.judged.leaks)
    boxes = view.split.warnings.boxes()
    buttons = [button for box in boxes for button in box.findChildren(QPushButton)]
    next(button for button in buttons if button.text() == "Leave out the copies").click()
    qtbot.waitUntil(lambda: judged(view) and not view.splitting.judged.leaks, timeout=WAIT_MS)
    left_out = set(np.flatnonzero(view.data.decisions.left_out))
    assert len(left_out) == len(PLANTED) + len(COPIES)


def split(qtbot: Any, view: DatasetView) -> None:
    with qtbot.waitSignal(view.splitting.applied, timeout=WAIT_MS):
        view.split.apply.click()


def write_and_verify(qtbot: Any, window: MainWindow, view: DatasetView, out: Path) -> None:
    view.show_page("card")
    page = view.card
    QTest.keyClicks(page.form.title, "Four tanks")
    for button in (page.work.write, page.work.verify):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.describing.work, timeout=WAIT_MS)
        assert not page.describing.problem
    assert page.work.told.text().startswith("Verified: 60 outputs, 0 problems")
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "# Four tanks" in card
    assert "| Items | 60 |" in card
    with (out.parent / "tanks.curation.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(PLANTED) + len(COPIES)


def left_out_indices(out: Path) -> set[int]:
    return {i.index for i in dataset.open(out, left_out=True).items} - {
        i.index for i in dataset.open(out).items
    }


@pytest.mark.fault
def test_what_was_left_out_is_not_loaded_and_no_tank_is_in_two_parts(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    told(qtbot, window, tmp_path)
    data = dataset.open(tmp_path / "out")
    gone = left_out_indices(tmp_path / "out")
    assert gone >= PLANTED
    assert len(gone) == len(PLANTED) + len(COPIES)
    assert len(data) == TANKS * STEPS - len(gone)
    parts: dict[str, set[str]] = {}
    for item in data.items:
        parts.setdefault(item.source.split("/")[-2], set()).add(item.split)
    assert len(parts) == TANKS
    assert all(len(found) == 1 for found in parts.values()), parts
    hashes = [item.measures["content_hash"] for item in data.items]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.consumers
def test_torch_loads_exactly_the_rest(
    qtbot: Any,
    window: MainWindow,
    tmp_path: Path,
    consume: Callable[..., str],
) -> None:
    told(qtbot, window, tmp_path)
    code = """
        import sys
        from torch.utils.data import DataLoader
        from curator_gui import dataset

        data = dataset.open(sys.argv[1])
        sizes = {}
        for part in data.splits:
            items = data.split(part).as_torch()
            sizes[part] = sum(1 for _ in DataLoader(items, batch_size=None))
        whole = sum(1 for _ in DataLoader(data.as_torch(), batch_size=None, shuffle=True))
        print(whole, sum(sizes.values()), *sorted(sizes))
    """
    expected = TANKS * STEPS - len(left_out_indices(tmp_path / "out"))
    assert consume(code, tmp_path / "out").split()[:2] == [str(expected)] * 2
