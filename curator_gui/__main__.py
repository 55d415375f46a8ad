"""The program's entry: the command line."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; `argv` are the words behind the program."""
    try:
        from curator_gui.cli import main as run_command_line

        return run_command_line(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # nothing that a person who pressed Ctrl-C has to read
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
