"""What every test gets: a private home, one thread per worker, and detectors for what is left over.

The environment is set while this file is imported, before numpy, Qt or a worker could read it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, settings

from curator_gui.app.settings.sources_of_modules import spare_sources
from tests.brevity import hand_nothing_over, say_less
from tests.fast import FAST, USUAL, is_left_out

SESSION_FOLDER = Path(tempfile.mkdtemp(prefix="curator-tests-"))
USER_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "CURATOR_RUNS": "runs",
    "CURATOR_SAMPLES": "samples",
}
PATIENCE = 5.0
"""Seconds that a thread or process gets to end by itself before it counts as left over."""


def _prepare_environment() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM", "NUMEXPR"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    for name, folder in USER_FOLDERS.items():
        os.environ[name] = str(SESSION_FOLDER / folder)
    runtime = SESSION_FOLDER / "runtime"
    runtime.mkdir(mode=0o700)  # Qt warns about any other mode
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    os.environ["LANGUAGE"] = "en"  # tests expect English on whatever desktop
    os.environ.pop("CURATOR_CONFIG_DIR", None)
    os.environ["XDG_CACHE_HOME"] = str(SESSION_FOLDER / "cache")


def _listen_to_interrupts() -> None:
    """Undo that a shell ignores Ctrl-C in what it starts in the background.

    Programs that tests start would inherit it, and tests of Ctrl-C would wait for ever.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


_prepare_environment()
_listen_to_interrupts()

# A slow machine must not fail a property test, so there are no deadlines. "ci" always tries the
# same examples: a failure there can be repeated.
settings.register_profile("default", max_examples=USUAL, deadline=None)
settings.register_profile(
    "ci",
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fast", max_examples=FAST, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)


def _profile(fast: bool) -> str:
    unnamed = "ci" if os.environ.get("CI") == "true" else "fast" if fast else "default"
    return os.environ.get("HYPOTHESIS_PROFILE", unnamed)


settings.load_profile(_profile(fast=False))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fast", action="store_true", help="only tests that start no workers")
    parser.addoption(
        "--cluster",
        action="store_true",
        help="only tests on real clusters (Slurm, Grid Engine, network faults)",
    )
    parser.addoption(
        "--consumers", action="store_true", help="only data sets in torch and others, see run.py"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples in `--fast`: nobody waits for those of the complete suite between edits.

    Modules of tests are imported later, so that decorators see it (`tests/fast.py`), and PySide6,
    which is here by now, reads as little of each as it does for the window.
    """
    spare_sources()
    settings.load_profile(_profile(fast=config.getoption("--fast")))
    if config.getoption("--fast"):
        say_less(config)
        if os.environ.get("CI") != "true":  # which runs these tests in no other way
            hand_nothing_over()


@pytest.hookimpl(optionalhook=True)  # pytest-xvfb is only there on Linux
def pytest_xvfb_disable(config: pytest.Config) -> bool:
    """Start no X server for `--fast`, which leaves out what needs one.

    As a child of the process it would also be looked at twice by each test (`_child_commands`).
    """
    return bool(config.getoption("--fast")) and os.environ["QT_QPA_PLATFORM"] != "xcb"


class _LeftOut(pytest.Module):
    """A file of which `--fast` wants no test: it is not even imported."""

    def collect(self) -> list[pytest.Item]:
        return []


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module | None:
    """Leave out files that are marked as a whole: a fifth of the time to find the others."""
    if not parent.config.getoption("--fast"):
        return None
    if not is_left_out(module_path.read_text(encoding="utf-8")):
        return None
    return _LeftOut.from_parent(parent, path=module_path)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was not asked for.

    A process has one Qt platform, so tests marked x11 run only in a process of their own
    (`QT_QPA_PLATFORM=xcb`, see tests/bundle/test_x11_session.py), and benchmarks only by `-m bench`
    or by naming their file. `--fast` leaves out those that start worker processes, and
    `--cluster` all but those that need a cluster of their own, `--consumers` all but those that
    load data sets with the libraries of others.
    """
    chosen = config.getoption("-m") or ""
    unwanted = set()
    if os.environ["QT_QPA_PLATFORM"] != "xcb":
        unwanted.add("x11")
    if config.getoption("--fast"):
        unwanted |= {"fault", "workers"}
    alone = [name for name in ("cluster", "consumers") if config.getoption(f"--{name}")]
    unwanted |= {"cluster", "consumers"} - set(alone)
    if "bench" not in chosen and not any("bench" in arg for arg in config.args):
        unwanted.add("bench")
    marks = {item: _marks_of(item) for item in items}
    _marks_of.cache_clear()
    dropped = [item for item in items if marks[item] & unwanted or not marks[item] >= set(alone)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        gone = set(dropped)
        items[:] = [item for item in items if item not in gone]


@cache
def _marks_of(node: pytest.Item | pytest.Collector) -> set[str]:
    own = {mark.name for mark in node.own_markers}
    return own if node.parent is None else own | _marks_of(node.parent)


_DRAWS = "pyvista.plotting"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect no garbage among 12,000 tests while they are found: a fifth of that time.

    And import nothing that draws: pytest asks what a module has imported for attributes that
    PyVista lacks, and looks for among its plots, whose libraries take a second.
    """
    gc.disable()
    stand_in = ModuleType(_DRAWS)
    sys.modules.setdefault(_DRAWS, stand_in)
    try:
        return (yield)
    finally:
        gc.enable()
        if sys.modules[_DRAWS] is stand_in:
            del sys.modules[_DRAWS]


def pytest_collection_finish() -> None:
    """Spare the modules when garbage is collected, as the program does once its window stands.

    What is garbage already is left: to look for it takes a second. Libraries that tests load later
    are no garbage either, and each look at all of them takes a tenth of a second: fewer of those.
    """
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], 50)


def pytest_unconfigure() -> None:
    """Remove the private home, and look for garbage once: pytest does so five times after this."""
    gc.collect()
    gc.freeze()
    shutil.rmtree(SESSION_FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def user_folders() -> Iterator[dict[str, Path]]:
    """Give each test empty settings, runs and samples folders (not created).

    The environment stays the same, because warm workers are kept only as long as it does.
    """
    folders = {name: SESSION_FOLDER / folder for name, folder in USER_FOLDERS.items()}
    yield folders
    for folder in folders.values():
        if folder.exists():
            shutil.rmtree(folder)
    if (servers := sys.modules.get("curator_gui.core.trust.servers")) is not None:
        servers.ask_no_more()  # a window asks, and so would what comes after it


@pytest.fixture(autouse=True)
def nothing_left_over(
    user_folders: dict[str, Path], request: pytest.FixtureRequest
) -> Iterator[None]:
    """Fail a test that leaves a thread, a process, a window or a running timer behind."""
    threads, commands = set(threading.enumerate()), _child_commands()
    children, workers = _ending(commands), _loky(commands)
    pointers = set(_windows())
    fast = request.config.getoption("--fast")
    with _recorded_starts() as started:
        yield
    if fast and _started_workers(threads, workers):
        pytest.fail(f"{request.node.name} starts workers: mark it `workers`", pytrace=False)
    _wait_while(lambda: _new_threads(threads) or started.running_threads())
    processes = _wait_while(lambda: _ending(_child_commands()) - children)
    left = [f"thread {thread.name}" for thread in _new_threads(threads)]
    left += [f"QThread {name}" for name in started.running_threads()]
    left += [_describe_process(pid) for pid in sorted(processes)]
    left += [f"window {name}" for name in _new_windows(pointers)]
    left += [f"running timer of {name}" for name in started.active_timers()]
    if left:
        pytest.fail(f"{request.node.name} left over: " + "; ".join(left), pytrace=False)


def _wait_while(condition: Callable[[], Any]) -> Any:
    """Wait until nothing is found; returns what is still found after `PATIENCE`."""
    deadline = time.monotonic() + PATIENCE
    while (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.001)
    return found


# Threads and processes -----------------------------------------------------------------------

# Live longer than a test by design: warm workers (ended by a fixture of the session; the tests of
# the engine watch them) and the threads that serve them, loky's tracker, tqdm's monitor, Xvfb, and
# the thread pools that dask, zarr and fsspec keep for the whole process; the window's own idle
# threads wait for half a minute (at work they have the name of their call).
_LASTING_THREADS = (
    "curator-supervisor",
    "curator-idle",
    "ExecutorManagerThread",
    "QueueFeederThread",
    "Dask-Callback-Thread",
    "Dask-Offload",
    "zarr_io",
    "zarr_pool",
    "fsspecIO",
    "asyncio_",
)
_LASTING_THREAD_CLASSES = ("TMonitor",)
_LASTING_PROCESSES = ("resource_tracker", "popen_loky", "Xvfb")


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    # A dummy stands for a thread that Python did not start, and stays listed after its end.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before
        and not isinstance(thread, threading._DummyThread)
        and not thread.name.startswith(_LASTING_THREADS)
        and type(thread).__name__ not in _LASTING_THREAD_CLASSES
    ]


def _ending(commands: dict[int, str]) -> set[int]:
    """Return the processes that have to end with their test."""
    return {
        pid for pid, words in commands.items() if not any(w in words for w in _LASTING_PROCESSES)
    }


def _loky(commands: dict[int, str]) -> set[int]:
    return {pid for pid, words in commands.items() if "popen_loky" in words}


def _started_workers(before: set[threading.Thread], workers: set[int]) -> bool:
    """Whether a run has begun in workers; the helper process, one for all tests, is none."""
    new = set(threading.enumerate()) - before
    return any(t.name == "curator-supervisor" for t in new) and bool(
        _loky(_child_commands()) - workers
    )


def _child_commands() -> dict[int, str]:
    """Map this process's children that have not ended to their command lines.

    Each test asks twice. On Linux proc(5) answers in a fifth of psutil's time, which reads every
    process of the machine.
    """
    if not _PROC_HAS_CHILDREN:
        return dict(_commands_of_psutil())
    if not _has_children():
        return {}
    found = {pid: _command_of(pid) for pid in _child_pids()}
    return {pid: words for pid, words in found.items() if words}


_THREADS = "/proc/self/task"
_PROC_HAS_CHILDREN = Path(f"{_THREADS}/{os.getpid()}/children").exists()


def _has_children() -> bool:
    """Ask once for all threads, and leave what has ended to whoever started it."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _child_pids() -> list[int]:
    lists = [f"{_THREADS}/{thread}/children" for thread in os.listdir(_THREADS)]  # noqa: PTH208
    with contextlib.suppress(OSError):  # a thread ended meanwhile; another has its children now
        return [int(pid) for path in lists for pid in _bytes_of(path).split()]
    return _child_pids()


def _command_of(pid: int) -> str:
    """Return the words of a process, none if it has ended."""
    try:
        return _bytes_of(f"/proc/{pid}/cmdline").replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _bytes_of(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - pathlib takes twice the time
        return file.readall()


def _commands_of_psutil() -> Iterator[tuple[int, str]]:
    for process in psutil.Process().children():
        with contextlib.suppress(psutil.Error):  # it ended meanwhile
            yield process.pid, " ".join(process.cmdline())


def _describe_process(pid: int) -> str:
    try:
        return f"process {pid} ({' '.join(psutil.Process(pid).cmdline())[:200]})"
    except psutil.Error:
        return f"process {pid}"


# Qt --------------------------------------------------------------------------------------------


class _Starts:
    """Remembers the timers and threads that a test started."""

    def __init__(self) -> None:
        self.timers: list[weakref.ref[Any]] = []
        self.threads: list[weakref.ref[Any]] = []

    def running_threads(self) -> list[str]:
        return [type(t).__name__ for t in _alive(self.threads) if t.isRunning()]

    def active_timers(self) -> list[str]:
        timers = [t for t in _alive(self.timers) if t.isActive()]
        return [f"{type(t.parent()).__name__} ({t.objectName() or t.interval()})" for t in timers]


def _alive(references: list[weakref.ref[Any]]) -> list[Any]:
    from shiboken6 import isValid

    found = [reference() for reference in references]
    return [thing for thing in found if thing is not None and isValid(thing)]


class _recorded_starts:  # noqa: N801 - used like a function
    """Record each start of a QTimer or QThread inside the block."""

    def __enter__(self) -> _Starts:
        self._patch = pytest.MonkeyPatch()
        starts = _Starts()
        core = sys.modules.get("PySide6.QtCore")
        if core is not None:
            self._record(core.QTimer, starts.timers)
            self._record(core.QThread, starts.threads)
        return starts

    def __exit__(self, *exc_info: object) -> None:
        self._patch.undo()

    def _record(self, cls: Any, into: list[weakref.ref[Any]]) -> None:
        original = cls.start

        def start(self: Any, *args: Any) -> Any:
            into.append(weakref.ref(self))
            return original(self, *args)

        self._patch.setattr(cls, "start", start)


def _windows() -> dict[int, Any]:
    """Map the addresses of all top-level widgets to the widgets."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    from shiboken6 import getCppPointer

    top = [w for w in widgets.QApplication.topLevelWidgets() if w.parent() is None]
    return {getCppPointer(widget)[0]: widget for widget in top}


def _new_windows(before: set[int]) -> list[str]:
    if not set(_windows()) - before:
        return []
    _delete_deferred()
    if not set(_windows()) - before:
        return []
    gc.collect()  # takes seconds where a domain's libraries are loaded
    _delete_deferred()
    return [
        f"{type(widget).__name__} {widget.windowTitle()!r}"
        for pointer, widget in _windows().items()
        if pointer not in before and type(widget).__name__ not in _LASTING_WINDOWS
    ]


_LASTING_WINDOWS = ("QTipLabel",)  # Qt's own tool tip hides itself and is used again


def _delete_deferred() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
