"""Decisions and splits are written from threads of their own, and none undoes another."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.dataset.handing_over import writing
from curator_gui.dataset.items.file import read_items
from curator_gui.dataset.loading.item_rows import read_table
from curator_gui.dataset.splits.file import store_in_turn
from curator_gui.dataset.splits.parts import Part
from curator_gui.dataset.splits.split import SplitPlan, assign
from tests.dataset.made import make

PLAN = SplitPlan((Part("train", share=0.5), Part("test", share=0.5)))


def texts(*words: str) -> Any:
    return np.array(words, object)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    make("npz", tmp_path / "out")
    return tmp_path / "out"


class Held:
    """Holds the first that writes up, after it has read what is there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._write = writing.items_csv
        monkeypatch.setattr(writing, "items_csv", self)

    def __call__(self, *arguments: Any) -> Any:
        if not self.reached.is_set():
            self.reached.set()
            assert self.go_on.wait(60)
        return self._write(*arguments)


def chosen(folder: Path) -> tuple[list[str], list[str]]:
    items = read_table(folder)
    return [item.split for item in items], [item.decision for item in items]


def test_a_split_waits_for_the_decisions_that_are_being_written(out, monkeypatch):
    held, items = Held(monkeypatch), read_items(out)
    split = assign(items, PLAN)
    now = texts("keep", "", "", "")
    first = threading.Thread(target=store_in_turn, args=(out, items, None, lambda: now))
    first.start()
    assert held.reached.wait(60)
    second = threading.Thread(target=store_in_turn, args=(out, items, split, lambda: now))
    second.start()
    second.join(0.5)  # it has its chance to overtake
    held.go_on.set()
    first.join(60)
    second.join(60)
    assert chosen(out) == (split.words().tolist(), now.tolist())
    assert any(split.words().tolist())


def test_who_comes_late_writes_what_is_decided_by_then(out):
    items, now = read_items(out), [texts("keep", "", "", "")]
    store_in_turn(out, items, assign(items, PLAN), lambda: now[0])
    late = lambda: now[0]  # noqa: E731
    now[0] = texts("", "leave out", "", "")
    store_in_turn(out, items, None, late)
    parts, decisions = chosen(out)
    assert decisions == now[0].tolist()
    assert set(parts) == {"train", "test"}
