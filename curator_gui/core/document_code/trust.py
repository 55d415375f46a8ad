"""Which code the person has agreed to: by the digest of its texts, in the person's own settings.

A document cannot say it of itself, and code that changes by one letter has not been agreed to.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from curator_gui.core.document_code.reading import SHOWN_DIGITS, Code, CodeError, read_code
from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.storage.folders import config_folder
from curator_gui.core.storage.ownership import why_untrusted
from curator_gui.core.storage.strangers import parse_json, read_stranger

FILE = "trusted-code.json"
DIGEST_DIGITS = 64
MAX_BYTES = 1 << 22
_here: set[str] = set()
"""Digests that were agreed to for this process alone."""
_met: set[str] = set()
"""Those of them that code had."""


def trusted_file() -> Path:
    """Return the file that keeps what the person has agreed to."""
    return config_folder() / FILE


def is_trusted(code: Code) -> bool:
    """Whether the person has agreed to exactly these texts."""
    return _allowed(code.digest) or code.digest in _kept()


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
    _write({**_kept(strict=True), code.digest: {"file": str(code.path), "time": time.time()}})


def end_trust(code: Code) -> None:
    """Forget that the person has agreed to these texts.

    Raises
    ------
    CodeError
        If the file that keeps it cannot be written.
    """
    _here.difference_update([known for known in _here if code.digest.startswith(known)])
    _write({key: entry for key, entry in _kept(strict=True).items() if key != code.digest})


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


def _kept(*, strict: bool = False) -> dict[str, Any]:
    """Read what was agreed to; nothing if the file is missing, damaged or may be another's."""
    file = trusted_file()
    try:
        data = parse_json(read_stranger(file, MAX_BYTES))["trusted"]
        why = why_untrusted(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError) as error:
        why = Message("it is damaged ({error}): delete it and agree again", error=error)
    if why is None and isinstance(data, dict):
        return data
    if strict:
        raise CodeError("{file} cannot be used: {why}", file=file, why=why or "no table")
    return {}


def _write(entries: dict[str, Any]) -> None:
    file = trusted_file()
    text = json.dumps({"version": 1, "trusted": entries}, indent=1) + "\n"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic_write_text(file, text)
        with suppress(OSError):  # a file system without such rights
            file.chmod(0o600)
    except OSError as error:
        words = error.strerror or error
        raise CodeError("{file}: cannot be written: {error}", file=file, error=words) from error
