"""Which code the person has agreed to: by the digest of its texts, in the person's own settings.

A document cannot say it of itself, and code that changes by one letter has not been agreed to.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.document_code.reading import SHOWN_DIGITS, Code, CodeError, read_code
from curator_gui.core.message import Message
from curator_gui.core.trust.agreed_file import AgreedFile

DIGEST_DIGITS = 64
_FILE = AgreedFile("trusted-code.json", "trusted", CodeError)
_here: set[str] = set()
"""Digests that were agreed to for this process alone."""
_met: set[str] = set()
"""Those of them that code had."""


def trusted_file() -> Path:
    """Return the file that keeps what the person has agreed to."""
    return _FILE.path


def is_trusted(code: Code) -> bool:
    """Whether the person has agreed to exactly these texts."""
    return _allowed(code.digest) or code.digest in _FILE.entries()


def _allowed(digest: str) -> bool:
    found = {known for known in _here if digest.startswith(known)}
    _met.update(found)
    return bool(found)


def without_code(digests: Iterable[str]) -> list[str]:
    """Return those of the digests allowed for this process that no code had that was met in it."""
    return [text for text in digests if checked_digest(text) not in _met]


def keep_trust(code: Code) -> None:
    """Remember for good that the person has agreed to these texts.

    Raises
    ------
    CodeError
        If the file that keeps it cannot be written, or somebody else could write to it.
    """
    entry = {"file": str(code.path), "time": time.time()}
    _FILE.change(lambda known: {**known, code.digest: entry})


def end_trust(digest: str) -> None:
    """Forget that the person has agreed to the code of a whole digest.

    Raises
    ------
    CodeError
        If the file that keeps it cannot be written.
    """
    _here.difference_update([known for known in _here if digest.startswith(known)])
    _FILE.change(lambda known: {key: entry for key, entry in known.items() if key != digest})


@dataclass(frozen=True)
class Agreement:
    """What the person has agreed to for good.

    Parameters
    ----------
    digest
        `Code.digest` of the texts.
    file
        The file that a step named then; None if that is not known.
    time
        When that was, in seconds since the epoch; None if that is not known.
    """

    digest: str
    file: Path | None
    time: float | None

    @property
    def short_digest(self) -> str:
        """The digits by which two versions of a file are told apart by eye."""
        return self.digest[:SHOWN_DIGITS]

    @property
    def day(self) -> str:
        """The local day, as 2026-11-30; "" if it is not known."""
        try:
            return time.strftime("%Y-%m-%d", time.localtime(self.time)) if self.time else ""
        except (OverflowError, ValueError, OSError):  # no year of any calendar
            return ""


def agreements() -> list[Agreement]:
    """List what the person has agreed to for good, the newest first.

    Raises
    ------
    CodeError
        If the file that keeps it is damaged, or somebody else could write to it.
    """
    found = [_agreement(digest, entry) for digest, entry in _FILE.entries(strict=True).items()]
    return sorted(found, key=lambda each: (-(each.time or 0.0), each.digest))


def _agreement(digest: str, entry: Any) -> Agreement:
    """Read one entry: it counts, whatever somebody has made of what stands beside its digest."""
    known = entry if isinstance(entry, dict) else {}
    file, when = known.get("file"), known.get("time")
    return Agreement(
        digest,
        Path(file) if isinstance(file, str) and file else None,
        when if isinstance(when, float) else None,
    )


def trust_code(file: str | Path, sha256: str) -> None:
    """Agree to a file of code for this process, if it is still the one with this digest.

    For scripts, which say by it what they run; `curator-gui trust FILE` prints the digest.

    Raises
    ------
    CodeError
        If the file, or one that it imports from its folder, is another one by now.
    """
    code = read_code(Path(file))
    if not code.digest.startswith(checked_digest(sha256)):
        raise CodeError(
            "{path}: is not the code that was agreed to: its digest is {digest}, not {other}",
            path=code.path,
            digest=code.short_digest,
            other=sha256[:SHOWN_DIGITS],
        )
    _here.add(code.digest)


def allow_digest(sha256: str) -> None:
    """Agree for this process to whatever code has this digest.

    Raises
    ------
    CodeError
        If it is none, or has so few digits that other code could have it.
    """
    _here.add(checked_digest(sha256))


def checked_digest(text: str) -> str:
    """Return a digest, or its first twelve digits or more, as `Code.digest` writes it.

    Raises
    ------
    CodeError
        If it is none.
    """
    digest = text.strip().lower()
    fits = SHOWN_DIGITS <= len(digest) <= DIGEST_DIGITS
    if not fits or set(digest) - set("0123456789abcdef"):
        raise CodeError(
            "{text} is no digest of code: it has {least} to {most} hexadecimal digits",
            text=repr(text[:DIGEST_DIGITS]),
            least=SHOWN_DIGITS,
            most=DIGEST_DIGITS,
        )
    return digest


def why_not_trusted(code: Code) -> Message | None:
    """Say that nobody has agreed to these texts, and what to do; None if the person has."""
    if is_trusted(code):
        return None
    return Message(
        "{path} is code that you have not agreed to ({digest}): nothing of it runs "
        "(see curator-gui trust)",
        path=code.path.name,
        digest=code.short_digest,
    )
