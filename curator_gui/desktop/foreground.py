"""Let another window of the application come to the front, where the system asks for permission."""

from __future__ import annotations

import ctypes
import os

_ANY_PROCESS = -1
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


def allow_foreground() -> bool:
    """Give up this process's right to the foreground to others (Windows); False elsewhere.

    Windows grants it to the program that the person has just started, and to nobody else
    (`AllowSetForegroundWindow`).
    """
    windll = getattr(ctypes, "windll", None)
    return bool(windll and windll.user32.AllowSetForegroundWindow(_ANY_PROCESS))


def startup_token() -> str:
    """Return the token by which the desktop lets what it started come to the front; "" for none.

    Wayland's xdg-activation protocol, or X11's startup notification.
    """
    return next((token for name in _TOKENS if (token := os.environ.get(name, ""))), "")


def use_startup_token(token: str) -> None:
    """Let the next window that asks for the foreground use a token of `startup_token`.

    Qt's Wayland plugin reads the variable when a window is activated.
    """
    if token:
        os.environ[_TOKENS[0]] = token
