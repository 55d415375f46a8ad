"""`curator-gui trust`: show the code of a document, and agree to it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from curator_gui.cli.loading import filled_registry, read_given
from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_BAD_INPUT, EXIT_DONE, ProblemsError
from curator_gui.core.document_code.reading import Code, CodeError, read_code
from curator_gui.core.document_code.trust import (
    Agreement,
    agreements,
    checked_digest,
    end_trust,
    is_trusted,
    keep_trust,
)
from curator_gui.core.documents.code_files import code_of_steps
from curator_gui.core.text.plain_text import one_line
from curator_gui.core.trust.ownership import why_untrusted

YES = ("y", "yes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    words = "a pipeline document, or the Python file of a step; a digest with --forget"
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?", help=words)
    words = "agree without a question, if the code has this digest (its first 12 digits or more)"
    parser.add_argument("--sha256", metavar="DIGEST", help=words)
    words = "do not agree to it any more, to no text of it: FILE, or DIGEST, as --list shows it"
    parser.add_argument("--forget", action="store_true", help=words)
    parser.add_argument("--list", action="store_true", help="list what was agreed to, newest first")


def change_trust(arguments: argparse.Namespace) -> int:
    """Show the code, then keep or end that the person agrees to it; or list all of that.

    Raises
    ------
    CuratorError
        If the code cannot be read, there is nobody to be asked, or nothing was agreed to.
    """
    if arguments.list:
        return _list(arguments)
    if arguments.file is None:
        raise ProblemsError(["name a FILE, or give --list"])
    if arguments.forget:
        return _forget(arguments.file)
    return max(_ask(code, arguments.sha256) for code in _codes(arguments.file.absolute()))


def _list(arguments: argparse.Namespace) -> int:
    if arguments.file is not None or arguments.forget or arguments.sha256 is not None:
        raise ProblemsError(["--list stands alone: it lists everything that was agreed to"])
    known = agreements()
    for each in known:
        say(_line(each))
    if not known:
        say("no code was agreed to for good")
    return EXIT_DONE


def _line(agreement: Agreement) -> str:
    digest = one_line(agreement.digest)
    return f"{agreement.day or '?':10}  {digest}  {one_line(str(agreement.file or '?'))}"


def _forget(given: Path) -> int:
    known = _agreed_to(given)
    if not known:
        raise ProblemsError([f"{given}: it was not agreed to for good (see trust --list)"])
    for each in known:
        end_trust(each.digest)
        say(f"no longer agreed to: {_line(each)}")
    return EXIT_DONE


def _agreed_to(given: Path) -> list[Agreement]:
    """List what is meant by a digest, or by a file: every text of it, also of before."""
    known = agreements()
    if given.suffix == "" and not given.exists():
        digest = checked_digest(str(given))
        return [each for each in known if each.digest.startswith(digest)]
    path = given.absolute()
    codes = _readable(path) if path.suffix == ".py" else _codes(path)
    digests = {code.digest for code in codes}
    files = {path, *(code.path for code in codes)}
    return [each for each in known if each.digest in digests or each.file in files]


def _readable(path: Path) -> list[Code]:
    try:
        return [read_code(path)]
    except CodeError:  # gone or broken since it was agreed to
        return []


def _codes(path: Path) -> list[Code]:
    if path.suffix == ".py":
        return [read_code(path)]
    registry = filled_registry()
    found = list(code_of_steps(read_given(path, registry), registry, path.parent))
    problems = [f"{path.name}: {e.step.component}: {e.problem}" for e in found if e.problem]
    if problems:
        raise ProblemsError(problems)
    codes = {each.code.digest: each.code for each in found if each.code}
    if not codes:
        raise ProblemsError([f"{path.name}: none of its steps runs code beside it"])
    return list(codes.values())


def _ask(code: Code, given: str | None) -> int:
    if is_trusted(code):
        say(f"agreed to before: {code.path} ({code.digest})")
        return EXIT_DONE
    if given is not None:
        return _agree_to(code, checked_digest(given))
    _show(code)
    if not sys.stdin.isatty():
        complain(
            "curator-gui: nobody is there to be asked: read the code, then give its digest: "
            f"--sha256 {code.digest}"
        )
        return EXIT_BAD_INPUT
    answer = input("It would run with your rights. Do you agree to it? [y/N] ")
    if answer.strip().lower() not in YES:
        complain("curator-gui: not agreed to: nothing of it will be run")
        return EXIT_BAD_INPUT
    return _agree(code)


def _agree_to(code: Code, digest: str) -> int:
    if not code.digest.startswith(digest):
        complain(f"curator-gui: {code.path}: its digest is {code.digest}, not {digest}")
        return EXIT_BAD_INPUT
    return _agree(code)


def _agree(code: Code) -> int:
    keep_trust(code)
    say(f"agreed to: {code.path} ({code.digest})")
    return EXIT_DONE


def _show(code: Code) -> None:
    for file, (_, text) in zip(code.files, code.texts, strict=True):
        say(f"--- {file}")
        why = why_untrusted(file)
        if why is not None:
            say(f"    careful: {why}")
        for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
            say(f"{number:5}  {line}")
    say(f"--- sha256 of all of it: {code.digest}")
