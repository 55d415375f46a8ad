"""Catch what VTK prints: its readers and writers report errors in text and return empty data."""

from __future__ import annotations

import re
import threading

_RECORD = re.compile(
    r"^(ERROR|Generic Warning|Warning|Debug): In .*?, line \d+\n(.*?)(?=^(?:ERROR|Generic Warning"
    r"|Warning|Debug): In |\Z)",
    re.MULTILINE | re.DOTALL,
)
_SENDER = re.compile(r"^(?:vtk\w+|\(nullptr\)) ?(?:\(0x[0-9a-fA-F]+\))?: ")
_LIST = re.compile(r"\s*(?:Supported types are)?:$")
"""What announces the lines behind it, which are left out."""

_SECONDARY = (
    "returned failure for request",
    "did not create output for port",
    "aborting",
    "No update piece number",
)
# Some readers report lost data only as a warning (vtkDataReader: "Error reading binary data!").
_GRAVE = re.compile(r"error|premature|could not|cannot|can't|unable|fail|corrupt", re.IGNORECASE)
_lock = threading.RLock()


class Messages:
    """The text that VTK printed inside `vtk_messages`, filled when the block ends."""

    def __init__(self) -> None:
        self.text = ""

    @property
    def errors(self) -> list[str]:
        """Errors, and warnings that tell of lost data; causes only if there are any."""
        found = [
            words for kind, words in self._records() if kind == "ERROR" or _GRAVE.search(words)
        ]
        causes = [words for words in found if not any(part in words for part in _SECONDARY)]
        return list(dict.fromkeys(causes or found))

    @property
    def warnings(self) -> list[str]:
        """Warnings that do not tell of lost data."""
        return [
            words
            for kind, words in self._records()
            if kind.endswith("Warning") and not _GRAVE.search(words)
        ]

    def _records(self) -> list[tuple[str, str]]:
        return [(m[1], _first_line(m[2])) for m in _RECORD.finditer(self.text)] if self.text else []


def _first_line(words: str) -> str:
    lines = _SENDER.sub("", words.strip()).strip().splitlines()
    return _LIST.sub("", lines[0].strip()) if lines else "no reason given"


def _as_text(output: str | bytes) -> str:
    """Damaged files get quoted in messages: VTK gives bytes where they are no UTF-8."""
    return output.decode("utf-8", "replace") if isinstance(output, bytes) else output


class vtk_messages:  # noqa: N801 - used like a function, and a generator would be slower
    """Collect VTK's messages of a `with` block instead of printing them.

    The output window is one per process, so blocks in several threads run one after another.
    """

    __slots__ = ("_before", "_messages", "_verbosity", "_window")

    def __enter__(self) -> Messages:
        from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow, vtkStringOutputWindow

        _lock.acquire()
        self._messages = Messages()
        self._window, self._before = vtkStringOutputWindow(), vtkOutputWindow.GetInstance()
        self._verbosity = vtkLogger.GetCurrentVerbosityCutoff()
        vtkOutputWindow.SetInstance(self._window)
        vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)
        return self._messages

    def __exit__(self, *_: object) -> None:
        from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow

        try:
            self._messages.text = _as_text(self._window.GetOutput())
        finally:
            vtkLogger.SetStderrVerbosity(self._verbosity)
            vtkOutputWindow.SetInstance(self._before)
            _lock.release()
