"""Say in words how a process died."""

from __future__ import annotations

import signal

from curator_gui.core.message import Message

_MEANING = {
    "SIGSEGV": Message("segmentation fault in compiled code"),
    "SIGABRT": Message("aborted by compiled code"),
    "SIGBUS": Message("bus error: a mapped file was cut off, or the disk is full"),
    "SIGFPE": Message("arithmetic error in compiled code"),
    "SIGILL": Message("illegal instruction: a library built for another processor"),
    "SIGKILL": Message("killed from outside, most often because memory ran out"),
    "SIGTERM": Message("asked to end from outside"),
}
_WINDOWS = {
    0xC0000005: Message("access violation in compiled code"),
    0xC00000FD: Message("stack overflow"),
    0xC0000017: Message("out of memory"),
    0xC0000409: Message("stack buffer overrun"),
    0xC000013A: Message("interrupted from the keyboard"),
}


def describe_exit(code: int | None) -> str:
    """Turn an exit code (negative: a signal, as in `multiprocessing`) into words."""
    if code is None:
        return Message("died without an exit code")
    meaning = _WINDOWS.get(code & 0xFFFFFFFF)
    if meaning:
        return Message(
            "died with code {code} ({meaning})", code=f"{code & 0xFFFFFFFF:#x}", meaning=meaning
        )
    if code < 0:
        return Message("was killed by {signal_words}", signal_words=_signal_words(-code))
    return Message("exited with code {code}", code=code)


def _signal_words(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        return Message("signal {number}", number=number)
    meaning = _MEANING.get(name)
    return Message("{name} ({meaning})", name=name, meaning=meaning) if meaning else name
