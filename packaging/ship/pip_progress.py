"""Run pip with one line of progress instead of its own many."""

# packaging/run.py reads it with the Pythons that only look for a newer one: no newer syntax.
import re
import subprocess
import sys
from collections.abc import Iterable

_STEP = re.compile(r"\s*(Collecting|Ignoring|Requirement already satisfied:) ([A-Za-z0-9._-]+)")
_LAST = re.compile(r"\s*Installing collected packages")
WIDTH = 60


def run_pip(command: "list[str]", environment: "dict[str, str]", count: int) -> int:
    """Run a pip command and return its exit code; its errors and warnings go to stderr as they are.

    On a terminal one line tells which of `count` requirements it is at; elsewhere one line in ten.
    """
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        universal_newlines=True,
        errors="replace",
    ) as process:
        _follow(process.stdout or [], count)
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * WIDTH + "\r")
    return process.returncode


def _follow(lines: "Iterable[str]", count: int) -> None:
    step = 0
    for line in lines:
        found = _STEP.match(line)
        if found:
            step += 1
            _show("fetching", step, count, found.group(2))
        elif _LAST.match(line):
            _show("installing", count, count, "")


def _show(what: str, step: int, count: int, name: str) -> None:
    total = f"/{count}" if count else ""
    text = f"  {what} {step}{total} {name}".rstrip()[:WIDTH]
    if sys.stderr.isatty():
        sys.stderr.write("\r" + text.ljust(WIDTH))
    elif count and (step % 10 == 0 or what == "installing"):
        sys.stderr.write(text + "\n")
    sys.stderr.flush()
