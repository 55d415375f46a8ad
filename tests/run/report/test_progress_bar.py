"""The bar is a widget in a notebook and a line of text elsewhere."""

from __future__ import annotations

import sys
import types
from typing import Any, ClassVar

import pytest
import tqdm.notebook

from curator_gui.run.events import IndexFinished, RunStarted
from curator_gui.run.report.progress import ProgressBar, in_notebook
from tests.run.report.test_event_lines import EXAMPLES


class Widget:
    """Stands in for tqdm's bar in notebooks; keeps what it was told."""

    made: list[Widget]

    def __init__(self, **options: Any) -> None:
        self.options, self.count, self.closed = options, 0, False
        self.container = object()
        Widget.made.append(self)

    def reset(self, total: int) -> None:
        self.options["total"] = total

    def update(self, count: int) -> None:
        self.count += count

    def set_postfix(self, **values: Any) -> None:
        self.options |= values

    def close(self) -> None:
        self.closed = True


class Place:
    """Where a page shows something; it is told when that has another text."""

    updates: ClassVar[list[object]] = []

    def __init__(self, shown: object) -> None:
        Place.updates = []

    def update(self, shown: object) -> None:
        Place.updates.append(shown)


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process look like the kernel of a notebook."""
    module = types.ModuleType("ipykernel.kernelapp")
    module.IPKernelApp = types.SimpleNamespace(initialized=lambda: True)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ipykernel.kernelapp", module)
    monkeypatch.setitem(sys.modules, "ipywidgets", types.ModuleType("ipywidgets"))
    page = types.ModuleType("IPython.display")
    page.display = lambda shown, display_id: Place(shown)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython.display", page)
    monkeypatch.setattr(tqdm.notebook, "tqdm", Widget)
    Widget.made = []


def test_a_notebook_gets_a_widget(kernel: None) -> None:
    with ProgressBar(1, None, enabled=True) as bar:
        assert bar.listener is not None
        bar.listener(EXAMPLES[RunStarted])
        bar.listener(EXAMPLES[IndexFinished])
    (widget,) = Widget.made
    assert (widget.count, widget.closed) == (1, True)
    assert Place.updates == [widget.container]
    assert widget.options["total"] == 2
    assert widget.options["mininterval"] < 1  # nobody looks at a log here


def test_elsewhere_it_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert not in_notebook()
    with ProgressBar(1, None, enabled=True) as bar:
        assert bar.listener is not None
        bar.listener(EXAMPLES[IndexFinished])
    assert "1/1" in capsys.readouterr().err
