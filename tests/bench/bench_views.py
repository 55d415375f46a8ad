"""How long the first showing of each view holds the window's thread.

    python tests/bench/bench_views.py

Figure to reach: 100 ms of the thread for each view, in a process that has shown none before, with
the dam-break sample open, its survey done, and the modules of `ui/shell/warming` loaded. Shown is
the longest turn of the event loop.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

VIEWS = ("build", "preview", "plan", "monitor", "results", "dataset", "runs")
LIMIT_MS = 100.0
PATIENCE_S = 60.0


def measure(view: str) -> dict[str, float]:
    """Show a view in a process of its own; return the thread's ms: in all, in the longest turn."""
    with tempfile.TemporaryDirectory() as folder:
        home = dict.fromkeys(
            ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "CURATOR_RUNS"), folder
        )
        environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}
        said = Path(folder) / "said"  # a pipe would be held by the processes that it leaves
        command = [sys.executable, __file__, "show", view]
        with said.open("w") as file:
            code = subprocess.run(
                command, env=environment, stdout=file, stderr=file, timeout=2 * PATIENCE_S
            ).returncode
        text = said.read_text()
    assert code == 0, text
    found: dict[str, float] = json.loads(next(x for x in text.splitlines() if x.startswith("{")))
    return found


def show(view: str) -> None:
    """Open the sample, wait until the window rests, show the view, and tell what it took."""
    import shutil

    from curator_gui.app.settings.preferences import Settings
    from curator_gui.core.registration.registry import Registry
    from curator_gui.core.storage.resources import resource_path
    from curator_gui.domains import register_all
    from curator_gui.ui.shell.main_window import MainWindow
    from curator_gui.ui.shell.starting.main import make_application
    from curator_gui.ui.shell.starting.warming import load_in_background

    folder = Path(tempfile.mkdtemp())
    sample = shutil.copytree(resource_path("samples", "dam-break"), folder / "dam-break")
    app = make_application()
    window = MainWindow(register_all(Registry()), Settings(folder / "preferences.json"))
    window.resize(1280, 800)
    window.show()
    window.open(next(sample.glob("*.curator.yaml")))
    bench = window.bench
    begin = time.monotonic()
    while bench.surveyor.state.phase != "done" or not bench.checker.report.complete:
        app.processEvents()
        time.sleep(0.005)
        assert time.monotonic() - begin < PATIENCE_S
    if view == "build":
        bench.show_view("results")
    load_in_background().join()  # as `ui/shell/main` has it done, a second after the start
    _rest(app, 0.3)
    used, longest = time.thread_time(), 0.0
    turn = time.thread_time()
    bench.choose_view(view)
    until = time.monotonic() + 0.3
    while time.monotonic() < until:  # the first painting, and what is put off until after it
        app.processEvents()
        longest = max(longest, time.thread_time() - turn)
        time.sleep(0.001)
        turn = time.thread_time()
    total = time.thread_time() - used
    print(json.dumps({"all": 1e3 * total, "longest": 1e3 * longest}))
    sys.stdout.flush()
    os._exit(0)


def _rest(app: object, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.005)


@pytest.mark.bench
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_shown_for_the_first_time_without_a_stall(view: str) -> None:
    found = measure(view)
    print(f"{view:10} {found['all']:6.0f} ms, longest turn {found['longest']:6.0f} ms")
    assert found["longest"] <= LIMIT_MS


if __name__ == "__main__":
    if sys.argv[1:2] == ["show"]:
        show(sys.argv[2])
    for name in sys.argv[1:] or VIEWS:
        result = measure(name)
        over = "   OVER" if result["longest"] > LIMIT_MS else ""
        print(f"{name:10} {result['all']:6.0f} ms, longest turn {result['longest']:6.0f} ms{over}")
