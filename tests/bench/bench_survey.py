"""How fast the window knows the data.

    python tests/bench/bench_survey.py

Figures to reach: the first numbers of a folder of 10,000 VTU files in 1 s; an edit shows its effect
on the card in 300 ms (dam break, warm); the film plays 10 items/s on it; the longest stall of the
GUI thread meanwhile 60 ms ("its own work" is what the thread computed itself in a turn; "stall
without the queue" leaves out what it waited for a processor that other programs had: Linux).
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from curator_gui.app.preview.survey import Surveyor
from curator_gui.app.settings.preferences import Settings
from curator_gui.app.settings.responsiveness import favour_window
from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.ui.shell.main_window import MainWindow
from curator_gui.ui.shell.starting.main import make_application

FILES = 10_000
EDITS = 15
PATIENCE_S = 120.0
WANTED = {
    "first numbers": 1000.0,
    "effect of an edit": 300.0,
    "an item of the film": 100.0,
    "longest stall": 60.0,
    "stall without the queue": 60.0,
    "its own work": 60.0,
}


class Stalls:
    """Turns the event loop and keeps the longest time that one turn took, in ms."""

    def __init__(self) -> None:
        self.app = make_application()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.longest = self.unqueued = self.busiest = 0.0

    def turn(self) -> None:
        """Turn the event loop once."""
        turn, used, queued = time.perf_counter(), time.thread_time(), _queued()
        self.app.processEvents()
        took = 1000 * (time.perf_counter() - turn)
        self.longest = max(self.longest, took)
        self.unqueued = max(self.unqueued, took - 1000 * (_queued() - queued))
        self.busiest = max(self.busiest, 1000 * (time.thread_time() - used))

    def until(self, condition: Callable[[], bool]) -> float:
        """Wait for a condition; return how long it took, in ms."""
        begin = time.perf_counter()
        while not condition():
            self.turn()
            assert time.perf_counter() - begin < PATIENCE_S
            time.sleep(0.001)
        return 1000 * (time.perf_counter() - begin)


def _queued() -> float:
    """Return the seconds that this thread was ready and had no processor; 0 where nobody counts."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def measure(folder: Path) -> dict[str, float]:
    """Measure everything in one window; times in ms."""
    stalls = Stalls()
    registry = register_all(Registry())
    window = MainWindow(registry, Settings(folder / "preferences.json"))
    window.resize(1280, 800)
    window.show()
    favour_window()  # as the program does, as soon as its window is there
    surveyor = window.bench.surveyor
    try:
        return _measured(window, surveyor, stalls, folder)
    finally:
        window.bench.session.undo_stack.setClean()
        window.close()
        window.deleteLater()
        stalls.app.processEvents()


def _measured(
    window: MainWindow, surveyor: Surveyor, stalls: Stalls, folder: Path
) -> dict[str, float]:
    bench = window.bench
    bench.giving.give([resource_path("samples", "dam-break", "data")])
    stalls.until(lambda: surveyor.state.phase == "done")  # processes and libraries are warm now
    bench.add_component(bench.session.registry.get("mesh.SelectFields"))
    step = bench.session.document.filters[0]
    stalls.until(lambda: surveyor.state.fresh and surveyor.state.phase == "done")
    stalls.forget()
    edits = [_edit(window, stalls, step.id, number) for number in range(EDITS)]
    film = _film(window, stalls)
    bench.show_view("build")
    bench.giving.give([_many(folder)])
    known = lambda: surveyor.state.whole is not None and surveyor.state.whole.size == FILES  # noqa: E731
    stalls.until(lambda: bench.session.document.source is not None and not bench.giving.busy)
    first = stalls.until(lambda: known() and surveyor.state.whole.looked > 0)
    stalls.until(lambda: surveyor.state.phase == "done")
    return {
        "first numbers": first,
        "effect of an edit": statistics.median(edits),
        "an item of the film": film,
        "longest stall": stalls.longest,
        "stall without the queue": stalls.unqueued,
        "its own work": stalls.busiest,
    }


def _film(window: MainWindow, stalls: Stalls) -> float:
    """Play the dam break in the preview and return the ms per item, each drawn twice."""
    bench = window.bench
    before = stalls.longest, stalls.unqueued, stalls.busiest
    bench.show_view("preview")
    view = bench.previewing.view
    assert view is not None
    rest = lambda: view._controller.state.phase == "done" and not view.pictures.busy  # noqa: E731
    stalls.until(rest)
    view.film.step(1)  # the graphics are loaded with the first picture
    stalls.until(lambda: rest() and view.film.reel.warm)
    view.film.step(1)
    stalls.until(lambda: rest() and not view.film.reel.busy)
    view.film.reel.forget()  # warm, but nothing is ready
    stalls.longest, stalls.unqueued, stalls.busiest = before
    begin = view.header.index.value()
    view.film.toggle()
    took = stalls.until(lambda: not view.film.playing)
    return took / (view.header.index.value() - begin)


def _edit(window: MainWindow, stalls: Stalls, step_id: str, number: int) -> float:
    """Set the fields of a step and wait for its card to say what leaves it now."""
    field = ("U", "alpha.water")[number % 2]
    window.bench.edits.set_value(step_id, "cell_fields", [field])
    card = window.bench.panel.card(step_id)
    assert card is not None
    took = stalls.until(lambda: card.leaving.text() == f"↓ {field} on 2\u202f268 cells")
    stalls.until(lambda: window.bench.surveyor.state.phase == "done")
    return took


def _many(folder: Path) -> Path:
    source = resource_path("samples", "dam-break", "data", "dambreak_010.vtu")
    many = folder / "many"
    many.mkdir()
    shutil.copy(source, many / "case_0.vtu")
    for number in range(1, FILES):  # links: 10,000 entries without 750 MB
        os.link(many / "case_0.vtu", many / f"case_{number}.vtu")
    return many


@pytest.mark.bench
def test_the_window_knows_the_data_in_time(tmp_path: Path) -> None:
    found = measure(tmp_path)
    print_table(found)
    assert {name: ms for name, ms in found.items() if ms > WANTED[name]} == {}


def print_table(found: dict[str, float]) -> None:
    for name, ms in found.items():
        print(f"{name:24} {ms:8.0f} ms   (to reach: {WANTED[name]:.0f} ms)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        os.environ |= dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), name)
        print_table(measure(Path(name)))
    from curator_gui.run.helper.process import HELPER

    HELPER.close()
