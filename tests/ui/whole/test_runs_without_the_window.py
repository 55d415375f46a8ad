"""A window is closed during a run: the rest goes on, exactly once, and is followed on reopening."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from curator_gui.app.run.going_on import index_expression
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.registry import Registry
from curator_gui.core.storage.folders import CONFIG_VARIABLE
from curator_gui.domains import register_all
from curator_gui.run.planning.indices import parse_indices
from curator_gui.run.record import RunRecord
from curator_gui.run.record.library import list_runs
from curator_gui.ui.run.closing import ClosingDialog
from tests.ui.troubled import make_document

N = 60
COMPONENTS = """
from tests.ui.troubled import add_components as register
"""


@pytest.mark.parametrize(
    ("indices", "text"),
    [
        ([], ""),
        ([3], "3"),
        ([0, 1, 2, 5, 7, 8], "0-2,5,7-8"),
        (range(4), "0-3"),
        ([2, 1, 2], "1-2"),
    ],
)
def test_indices_are_written_as_an_expression(indices, text):
    assert index_expression(indices) == text
    if text:
        assert list(parse_indices(text, 10)) == sorted(set(indices))


@pytest.fixture
def registry(tmp_path, monkeypatch) -> Registry:
    """Components that the process without a window knows as well, from the person's folder."""
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    folder = tmp_path / "config" / "components"
    folder.mkdir(parents=True)
    (folder / "frames.py").write_text(COMPONENTS)
    return register_all(Registry(), folder)


@pytest.fixture
def hurry(tmp_path) -> Path:
    """Once this file is there, frames take no time any more."""
    return tmp_path / "hurry"


@pytest.fixture
def path(tmp_path, hurry) -> Path:
    """A run that cannot be over before somebody has paused it."""
    slow = {"seconds": 2.0, "slow_from": 20, "hurry": str(hurry)}
    document = make_document("night", n=N, every=13, **slow)
    path = tmp_path / "night of ä.curator.yaml"
    write_document(document.with_run(n_jobs=2), path)
    return path


def begin(qtbot, window, path):
    assert window.open(path)
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=30_000)
    window.bench.commands["run"].trigger()
    controller = window.bench.running.controller
    qtbot.waitUntil(lambda: controller.statistics.done > 5, timeout=60_000)
    return controller


@pytest.mark.workers
def test_the_rest_goes_on_and_is_followed(qtbot, make_window, registry, path, hurry, monkeypatch):
    window = make_window(registry)
    begin(qtbot, window, path)
    monkeypatch.setattr(ClosingDialog, "exec", lambda dialog: dialog.go_on.click())
    leaving = window.bench.leaving
    with qtbot.waitSignal(leaving.gone, timeout=60_000):
        assert not window.close()  # it is hidden until what is in work is finished
        assert not window.isVisible()
    assert leaving.process is not None

    again = make_window(registry)
    assert again.open(path)
    controller = again.bench.running.controller
    qtbot.waitUntil(lambda: controller.following, timeout=60_000)
    assert not again.bench.commands["run"].isEnabled()
    assert controller.title.startswith("goes on without the window")
    pause = again.bench.commands["pause"]
    qtbot.waitUntil(pause.isEnabled, timeout=30_000)
    pause.trigger()
    qtbot.waitUntil(lambda: controller.state == "paused", timeout=60_000)
    hurry.touch()
    pause.trigger()
    qtbot.waitUntil(lambda: controller.state == "finished", timeout=60_000)
    assert leaving.process.wait(30) == 3  # some failed, as they have to

    (summary,) = list_runs()  # it is the same record
    failures = [n for n in range(N) if n % 13 == 12]
    assert summary.counts["done"] == N - len(failures)
    with RunRecord.open(summary.path) as record:
        assert sorted(record.failure_texts()) == failures
        attempts = record.columns()["attempts"]
        assert attempts[[n for n in range(N) if n not in failures]].max() == 1  # exactly once each
    written = sorted(int(p.stem) for p in (path.parent / "out-night").glob("[0-9]*.csv"))
    assert written == [n for n in range(N) if n not in failures]
    assert not os.path.exists(f"{summary.path}.control")  # noqa: PTH110


@pytest.mark.workers
def test_to_stay_stays_and_to_stop_stops(qtbot, make_window, registry, path, monkeypatch):
    window = make_window(registry)
    controller = begin(qtbot, window, path)
    monkeypatch.setattr(ClosingDialog, "exec", lambda dialog: dialog.stay.click())
    assert not window.close()
    assert window.isVisible()
    assert controller.active
    monkeypatch.setattr(ClosingDialog, "exec", lambda dialog: dialog.stop.click())
    assert window.close()
    assert not controller.active
    (summary,) = list_runs()
    assert summary.state == "stopped"
    assert time.time() - summary.created < 600
