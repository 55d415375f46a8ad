"""The program's entry: helper processes of a frozen application first, else the command line.

loky starts its workers and its resource tracker as `sys.executable -m ...` and `sys.executable
-c ...`. In a frozen application `sys.executable` is the application itself: without the diversion
below each worker would open another window. It stands before every other import, so that a worker
never loads Qt.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

_WORKER = re.compile(r"(joblib\.externals\.)?loky\.backend\.popen_loky_posix")
_TRACKER = re.compile(
    r"from (?P<module>((joblib\.externals\.)?loky\.backend|multiprocessing)\.resource_tracker)"
    r" import main; ?main\((?P<fd>\d+)(, (verbose=)?(?P<verbose>True|False|\d+))?\)"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; `argv` are the words behind the program."""
    from curator_gui.cli import main as run_command_line

    return run_command_line(sys.argv[1:] if argv is None else argv)


def find_helper(argv: Sequence[str]) -> Callable[[], None] | None:
    """Return what a helper process of loky or multiprocessing has to do, or None.

    `argv` is complete, the program's name included. Recognised are, and nothing else: loky's worker
    (`-m ...popen_loky_posix`; `--multiprocessing-fork HANDLE PARENT` on Windows) and the resource
    trackers (`[interpreter flags] -c "from ... import main; main(FD, VERBOSE)"`).
    """
    if len(argv) >= 3 and argv[1] == "-m" and _WORKER.fullmatch(argv[2]):
        return lambda: _run_worker(argv)
    if len(argv) == 4 and argv[1] == "--multiprocessing-fork" and "".join(argv[2:]).isdecimal():
        return lambda: _run_windows_worker(int(argv[2]), int(argv[3]))
    if (tracker := _tracker_match(argv)) is not None:
        return lambda: _run_tracker(tracker)
    return None


def divert_helper_process() -> None:
    """In a frozen application, do the work of a helper process if this is one, and exit."""
    if not getattr(sys, "frozen", False):
        return
    helper = find_helper(sys.argv)
    if helper is not None:
        helper()
        sys.exit(0)
    if sys.platform == "win32":
        _send_parent_to_workers()


def _tracker_match(argv: Sequence[str]) -> re.Match[str] | None:
    if "-c" not in argv[1:-1]:
        return None
    return _TRACKER.fullmatch(argv[argv.index("-c", 1) + 1])


def _run_worker(argv: Sequence[str]) -> None:
    import multiprocessing.process
    import runpy

    # As PyInstaller's own hook would, which does not run here: the working folder is of no account.
    multiprocessing.process.ORIGINAL_DIR = None  # type: ignore[attr-defined]
    sys.argv = [argv[0], *argv[3:]]
    runpy.run_module(argv[2], run_name="__main__", alter_sys=True)


def _run_windows_worker(handle: int, parent: int) -> None:
    from joblib.externals.loky.backend import popen_loky_win32

    popen_loky_win32.main(pipe_handle=handle, parent_pid=parent)


def _run_tracker(match: re.Match[str]) -> None:
    import importlib

    tracker = importlib.import_module(match["module"])
    arguments = [int(match["fd"])]
    if match["verbose"] is not None and not match["module"].startswith("multiprocessing"):
        arguments.append(match["verbose"] not in ("False", "0"))
    tracker.main(*arguments)


def _send_parent_to_workers() -> None:
    """Mend loky's frozen command line on Windows: it leaves out the parent's process id."""
    from joblib.externals.loky.backend import popen_loky_win32

    popen_loky_win32.get_command_line = lambda pipe_handle, parent_pid, **_: [
        sys.executable,
        "--multiprocessing-fork",
        str(pipe_handle),
        str(parent_pid),
    ]


if __name__ == "__main__":
    divert_helper_process()
    sys.exit(main())
