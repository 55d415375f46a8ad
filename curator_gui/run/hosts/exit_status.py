"""Say in words how a process died."""

from __future__ import annotations

import signal

_MEANING = {
    "SIGSEGV": "segmentation fault in compiled code",
    "SIGABRT": "aborted by compiled code",
    "SIGBUS": "bus error: a mapped file was cut off, or the disk is full",
    "SIGFPE": "arithmetic error in compiled code",
    "SIGILL": "illegal instruction: a library built for another processor",
    "SIGKILL": "killed from outside, most often because memory ran out",
    "SIGTERM": "asked to end from outside",
}
_WINDOWS = {
    0xC0000005: "access violation in compiled code",
    0xC00000FD: "stack overflow",
    0xC0000017: "out of memory",
    0xC0000409: "stack buffer overrun",
    0xC000013A: "interrupted from the keyboard",
}


def describe_exit(code: int | None) -> str:
    """Turn an exit code (negative: a signal, as in `multiprocessing`) into words."""
    if code is None:
        return "died without an exit code"
    meaning = _WINDOWS.get(code & 0xFFFFFFFF)
    if meaning:
        return f"died with code {code & 0xFFFFFFFF:#x} ({meaning})"
    if code < 0:
        return f"was killed by {_signal_words(-code)}"
    return f"exited with code {code}"


def _signal_words(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
    meaning = _MEANING.get(name)
    return f"{name} ({meaning})" if meaning else name
