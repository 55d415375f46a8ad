"""What a check says, and how a check that fails in an unexpected way still says something."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MAX_WORDS = 400


@dataclass(frozen=True)
class Finding:
    """The outcome of one check; only a `required` one that is not `ok` makes the exit code 1."""

    name: str
    ok: bool
    detail: str
    required: bool = False


Check = Callable[[], Iterable[Finding]]


def guarded(name: str, check: Check) -> list[Finding]:
    """Do a check; whatever it raises is its finding.

    SystemExit too: some broken modules end the process that imports them.
    """
    try:
        return list(check())
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, it is the finding
        detail = f"the check itself failed: {type(error).__name__}: {error}"
        return [Finding(name, False, detail[:MAX_WORDS], required=True)]


def say_plainly(text: str) -> None:
    """Print a line; what could drive the terminal, or cannot be shown there, is written out."""
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    try:
        print(shown, flush=True)
    except UnicodeEncodeError:
        print(shown.encode("ascii", "backslashreplace").decode(), flush=True)
