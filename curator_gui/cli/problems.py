"""Bad input: one line on stderr for each problem, and exit code 2."""

from __future__ import annotations

from collections.abc import Iterable

from curator_gui.cli.printing import complain
from curator_gui.core.errors import CuratorError

EXIT_DONE = 0
EXIT_BROKEN = 1
EXIT_BAD_INPUT = 2
EXIT_SOME_FAILED = 3


class ProblemsError(CuratorError):
    """Everything that is wrong with what was asked for; nothing has been started."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        super().__init__("\n".join(self.lines))


def say_problems(lines: Iterable[str]) -> None:
    for line in lines:
        complain(f"curator-gui: {' '.join(line.split())}")
