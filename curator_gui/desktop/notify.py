"""Tell the person at another window that something is over."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading

PATIENCE = 5.0


def notify(title: str, message: str) -> bool:
    """Show a desktop notification by the system's own tool; False where there is none.

    The tool runs in a thread of its own: a desktop that does not answer holds up nobody.
    """
    command = notify_command(title, message)
    if not command:
        return False
    threading.Thread(target=_call, args=(command,), name="notification", daemon=True).start()
    return True


def notify_command(title: str, message: str) -> list[str]:
    """Return the command that shows a notification on this system; [] if there is none."""
    if sys.platform == "darwin" and shutil.which("osascript"):
        script = f"display notification {_quoted(message)} with title {_quoted(title)}"
        return ["osascript", "-e", script]
    if sys.platform.startswith("linux") and shutil.which("notify-send"):
        return ["notify-send", "--app-name=Curator", "--", title, message]
    return []


def _call(command: list[str]) -> None:
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return  # a notification that cannot be shown is no reason to disturb


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
