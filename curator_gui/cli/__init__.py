"""The command line. Qt is imported only by the commands that open the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit code of the process.

    0 all done, 1 something does not work here, 2 bad input (one line on stderr for each problem),
    3 some indices failed, 128 + n ended by signal n.
    """
    if list(argv[:1]) == ["doctor"]:
        return _doctor(argv[1:])
    from curator_gui.cli.problems import EXIT_BAD_INPUT, ProblemsError, say_problems
    from curator_gui.cli.streams import masked_streams
    from curator_gui.core.errors import CuratorError

    try:
        with masked_streams():
            return _told(argv)
    except SystemExit as end:  # argparse: --help, --version or a usage error
        return end.code if isinstance(end.code, int) else EXIT_BAD_INPUT
    except ProblemsError as error:
        say_problems(error.lines)
    except CuratorError as error:
        say_problems(str(error).splitlines())
    except BrokenPipeError:  # `| head` has seen enough; nothing is left to flush at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return EXIT_BAD_INPUT


def _told(argv: Sequence[str]) -> int:
    """Run one command; what nobody has expected is printed while secrets are masked."""
    import traceback

    from curator_gui.cli.problems import EXIT_BROKEN
    from curator_gui.core.errors import CuratorError

    try:
        return _command(argv)
    except (CuratorError, BrokenPipeError):
        raise
    except Exception:  # noqa: BLE001 - a component's, told as the interpreter does
        traceback.print_exc()
        return EXIT_BROKEN


def _command(argv: Sequence[str]) -> int:
    from curator_gui.cli.parser import make_parser

    arguments = make_parser().parse_args(with_command(argv))
    if digests := getattr(arguments, "trust", ()):
        return _trusting(digests, arguments)
    return int(arguments.command(arguments))


def _trusting(digests: Sequence[str], arguments: argparse.Namespace) -> int:
    """Run a command that is given digests of code, and name those that no code had."""
    from curator_gui.cli.printing import complain
    from curator_gui.core.document_code.trust import allow_digest, without_code

    for digest in digests:
        allow_digest(digest)
    code = int(arguments.command(arguments))
    for digest in without_code(digests):
        complain(f"warning: --trust {digest}: no code here has this digest")
    return code


def _doctor(words: Sequence[str]) -> int:
    """Run the doctor, which has to start where a library is missing or broken, too."""
    from curator_gui.cli.doctor import main as doctor

    try:
        return doctor(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def with_command(argv: Sequence[str]) -> list[str]:
    """Put `open` before the words of a command line that names no command: `curator-gui FILE`."""
    from curator_gui.cli.parser import COMMANDS

    words = list(argv)
    first = next((word for word in words if not word.startswith("-")), None)
    if first in COMMANDS or words[:1] in (["-h"], ["--help"], ["--version"]):
        return words
    return ["open", *words]
