"""A pipeline of physicsnemo-curator in the window: which classes it is of, and the other way."""

from __future__ import annotations

import json
import os
import time

import pytest
from PySide6.QtCore import QTimer

from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.folders import component_folder
from curator_gui.domains import physicsnemo, register_all
from curator_gui.ui.shell.reloading import Reloading
from tests.reference_package import forget_package, make_package, saved


@pytest.fixture
def bench(make_window):
    window = make_window(register_all(Registry()))
    Reloading(window.bench, component_folder())
    return window.bench


@pytest.fixture
def installed(tmp_path, monkeypatch):
    yield make_package(tmp_path / "site", monkeypatch)
    forget_package()


@pytest.fixture
def theirs(tmp_path):
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(saved(tmp_path)))
    return path


def notice(bench, words):
    return next(each for each in bench.notices.notices if words in each.text)


def press(bench, words, button):
    found = notice(bench, words)
    next(each for each in found.buttons if each.text() == button).click()


def domains(bench):
    return {step.domain for step in bench.session.document.steps}


def test_where_it_is_not_installed_there_is_nothing_to_choose(bench, theirs):
    if physicsnemo.is_installed():
        pytest.skip("it is installed here")
    bench.files.open_path(theirs)
    assert [each.text() for each in notice(bench, "with components of Curator").buttons] == [
        "Dismiss"
    ]


def test_there_and_back_again(installed, bench, theirs, answers):
    bench.files.open_path(theirs)
    assert "mesh" in domains(bench)
    assert "takes some seconds" in notice(bench, "with components of Curator").text
    press(bench, "with components of Curator", "Use its own classes")
    assert (component_folder() / physicsnemo.FILE).is_file()
    assert domains(bench) == {"physicsnemo"}
    press(bench, "with its own classes", "Use Curator's components")
    assert "mesh" in domains(bench)
    press(bench, "with components of Curator", "Use its own classes")
    assert domains(bench) == {"physicsnemo"}
    assert answers.asked == []  # nothing was edited, so nothing is lost
    bench.files.open_path(theirs)
    assert domains(bench) == {"physicsnemo"}


def test_what_was_edited_is_not_dropped_in_silence(installed, bench, theirs, answers):
    bench.files.open_path(theirs)
    bench.session.push(bench.session.document.remove(bench.session.document.filters[0].id), "away")
    answers.answer = "cancel"
    press(bench, "with components of Curator", "Use its own classes")
    assert len(answers.asked) == 1
    assert not bench.session.document.filters


def test_an_add_on_that_cannot_be_written_is_said(installed, bench, theirs, answers):
    component_folder().parent.mkdir(parents=True, exist_ok=True)
    component_folder().write_text("a file in the way")
    bench.files.open_path(theirs)
    press(bench, "with components of Curator", "Use its own classes")
    assert str(component_folder()) in answers.complaints[0]
    assert "mesh" in domains(bench)


SLOW = 3.0
"""Seconds that the package takes to be imported here; the real one takes twenty."""


class Heartbeat:
    """Measures how long the window was at something else than its events."""

    def __init__(self):
        self.longest, self._last = 0.0, time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(20)

    def stop(self):
        self._timer.stop()

    def _beat(self):
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


@pytest.fixture
def slow(tmp_path, monkeypatch):
    """The package, and a log of the processes that have imported it."""
    folder = make_package(tmp_path / "site", monkeypatch)
    log = tmp_path / "imports.txt"
    code = (
        "import os, time\n"
        f"with open({str(log)!r}, 'a') as log: log.write(f'{{os.getpid()}}\\n')\n"
        f"time.sleep({SLOW})\n"
    )
    for part in ("mesh", "da"):
        path = folder / physicsnemo.PACKAGE / "domains" / part / "__init__.py"
        path.write_text(code + path.read_text() if part == "mesh" else path.read_text())
    yield log
    forget_package()


@pytest.fixture
def deferring(make_window):
    def make():
        registry = Registry(deferring=True)
        window = make_window(register_all(registry, component_folder()))
        return window.bench, Reloading(window.bench, component_folder())

    return make


@pytest.mark.workers
def test_the_window_does_not_wait_for_the_import_of_its_classes(
    qtbot, slow, deferring, theirs, tmp_path
):
    (tmp_path / "a.txt").write_text("1.5")
    physicsnemo.switch_on(component_folder())
    began = time.monotonic()
    bench, reloading = deferring()
    assert time.monotonic() - began < SLOW
    heart = Heartbeat()
    assert "being imported in the background" in notice(bench, "imported").text
    bench.files.open_path(theirs)
    assert "mesh" in domains(bench)  # nothing waits; the notice has the way to its own classes
    press(bench, "with components of Curator", "Use its own classes")
    qtbot.waitUntil(lambda: domains(bench) == {"physicsnemo"}, timeout=60_000)
    registry = bench.session.registry
    entry = registry.find("physicsnemo.Numbers")
    assert [param.name for param in entry.params][:2] == ["input_path", "dims"]
    assert entry.params[1].type == tuple[str, ...]
    assert any("a_library_that_is_not_there" in why for why in registry.failures.values())
    assert slow.read_text().split()[0] != str(os.getpid())
    qtbot.waitUntil(lambda: slow.read_text().count("\n") > 1, timeout=60_000)  # it is built now
    qtbot.waitUntil(lambda: not bench.surveyor.state.busy, timeout=60_000)
    heart.stop()
    assert heart.longest < SLOW / 2
    physicsnemo.switch_off(component_folder())
    reloading.components.look()
    assert not physicsnemo.is_on(registry)
    assert registry.find("physicsnemo.Numbers") is None


@pytest.mark.workers
def test_an_import_that_kills_its_process_is_told(qtbot, slow, deferring, tmp_path):
    path = tmp_path / "site" / physicsnemo.PACKAGE / "domains" / "mesh" / "__init__.py"
    path.write_text("import os\nos._exit(7)\n")
    physicsnemo.switch_on(component_folder())
    bench, reloading = deferring()
    qtbot.waitUntil(lambda: not reloading.add_ons.busy, timeout=60_000)
    qtbot.waitUntil(lambda: any("exited with code 7" in n.text for n in bench.notices.notices))
