"""A stream that masks what is printed to it, before anything of it is kept or shown."""

from __future__ import annotations

from threading import RLock
from typing import Any, TextIO

from curator_gui.core.masking import masked


class MaskedStream:
    """A text stream that masks whole lines, because a secret may be printed in several pieces.

    What has no end of line waits for it, or for `flush`.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = self.unmasked = stream
        self._waiting = ""
        self._lock = RLock()

    def write(self, text: str) -> int:
        """Pass the lines on that are whole now; returns the characters taken."""
        with self._lock:
            self._waiting += text
            end = max(self._waiting.rfind("\n"), self._waiting.rfind("\r")) + 1
            whole, self._waiting = self._waiting[:end], self._waiting[end:]
            if whole:
                self._stream.write(masked(whole))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Pass on what waits."""
        with self._lock:
            waiting, self._waiting = self._waiting, ""
            if waiting:
                self._stream.write(masked(waiting))
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
