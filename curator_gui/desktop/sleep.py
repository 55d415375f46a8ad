"""Keep the computer awake while something runs; give up quietly where that cannot be had.

The lock is held by a small process of the system's own tool, which ends when its standard input is
closed: if the application is killed, the computer may sleep again.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

ES_CONTINUOUS = 0x80000000
ES_SYSTEM_REQUIRED = 0x00000001
PATIENCE = 2.0


class SleepInhibitor:
    """Holds the computer awake between `start` and `stop`.

    Parameters
    ----------
    reason
        Shown by the system to people who ask why it does not sleep.
    """

    def __init__(self, reason: str) -> None:
        self._reason = reason
        self._holder: subprocess.Popen[bytes] | None = None
        self._windows = False

    @property
    def active(self) -> bool:
        """Whether the computer is held awake."""
        return self._windows or (self._holder is not None and self._holder.poll() is None)

    def start(self) -> bool:
        """Hold the computer awake; False where that cannot be had."""
        if self.active:
            return True
        if sys.platform == "win32":
            self._windows = _set_execution_state(ES_CONTINUOUS | ES_SYSTEM_REQUIRED)
            return self._windows
        command = inhibit_command(self._reason)
        if not command:
            return False
        try:
            self._holder = _hold(command)
        except OSError:  # found, but not executable here
            return False
        return True

    def stop(self) -> None:
        """Let the computer sleep again."""
        if self._windows:
            _set_execution_state(ES_CONTINUOUS)
            self._windows = False
        holder, self._holder = self._holder, None
        if holder is None:
            return
        if holder.stdin is not None:
            holder.stdin.close()
        try:
            holder.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            holder.kill()
            holder.wait()


def inhibit_command(reason: str) -> list[str]:
    """Return the command that holds this computer awake until its input ends; [] for none."""
    if sys.platform == "darwin":
        return ["caffeinate", "-i", "cat"] if shutil.which("caffeinate") else []
    if not shutil.which("systemd-inhibit") or not shutil.which("cat"):
        return []
    return [
        "systemd-inhibit",
        "--what=sleep:idle",
        "--mode=block",
        "--who=Curator",
        f"--why={reason}",
        "cat",
    ]


def _set_execution_state(flags: int) -> bool:
    windll = getattr(ctypes, "windll", None)
    return bool(windll and os.name == "nt" and windll.kernel32.SetThreadExecutionState(flags))


def _hold(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
