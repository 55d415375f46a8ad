"""The code of a run's steps as it was then: kept with what it made, which it explains.

It is only ever shown or written down again; nothing of it is run. A record or a data set may be
somebody else's, so what is read back counts only if it is the text of its digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from curator_gui.core.document_code.reading import (
    MAX_FILES,
    SHOWN_DIGITS,
    Code,
    shows_what_it_is,
)
from curator_gui.core.masking.words import has_named_secret
from curator_gui.core.message import Message
from curator_gui.core.text.plain_text import one_line
from curator_gui.core.trust.secrets import holds_secret

MAX_KEPT = 1 << 20
"""Bytes of the texts of one step; what is larger is left out, and that is said."""

LARGE, SECRET, NAMED, OTHER, UNKNOWN = "large", "secret", "named", "other", "unknown"
_WHY: Mapping[str, Message] = {
    LARGE: Message("it has more than {limit} KiB", limit=MAX_KEPT >> 10),
    SECRET: Message("it holds what looks like a password or key in an address"),
    NAMED: Message("its file has a name that not every system allows"),
    OTHER: Message("what is there is not the code that ran"),
    UNKNOWN: Message("it was not kept then"),
}
_LONGEST = 200
_FUNCTIONS = ("function", "reader")
"""The arguments of steps that name what they use of their code."""
_FILE_NAME = re.compile(rf'(?!\.)[^<>:"/\\|?*\x00-\x1f]{{1,{_LONGEST}}}')
"""Names that a file may have in every folder of every system."""


@dataclass(frozen=True)
class KeptCode:
    """The code of one step.

    Parameters
    ----------
    digest
        `Code.digest` of the texts that ran.
    file
        The name of the file that the step named.
    texts
        As in `Code`; none if they were left out.
    why
        Why they were left out, as one of the words of this module; "" if they were not.
    """

    digest: str
    file: str
    texts: tuple[tuple[str, str], ...] = ()
    why: str = ""

    @property
    def code(self) -> Code | None:
        """The texts, named by the file alone."""
        return Code(Path(self.file), self.texts) if self.texts else None

    @property
    def short_digest(self) -> str:
        """The digits by which two versions are told apart by eye."""
        return self.digest[:SHOWN_DIGITS]

    def why_left_out(self) -> Message:
        """Say why there is no text."""
        why = _WHY.get(self.why, _WHY[UNKNOWN])
        return Message("the text of {file} is left out: {why}", file=self.file, why=why)


def kept_code(steps: Iterable[Any]) -> tuple[KeptCode, ...]:
    """Return the code that components run from files beside a document, each once."""
    codes = (getattr(step, "code", None) for step in steps)
    found = {code.digest: code for code in codes if isinstance(code, Code)}
    return tuple(map(_kept, found.values()))


def _kept(code: Code) -> KeptCode:
    why = _why_not(code)
    return KeptCode(code.digest, code.path.name, () if why else code.texts, why)


def _why_not(code: Code) -> str:
    if sum(len(text.encode()) for _, text in code.texts) > MAX_KEPT:
        return LARGE
    if any(holds_secret(text) or has_named_secret(text) for _, text in code.texts):
        return SECRET
    return "" if _is_file_name(code.path.name) else NAMED


def checked(digest: str, file: str, texts: Iterable[tuple[str, str]], why: str = "") -> KeptCode:
    """Return what somebody has kept of a code; without texts that are not those of its digest."""
    found = tuple(texts)
    if found and _is_code(digest, file, found):
        return KeptCode(digest, file, found)
    why = OTHER if found else why or UNKNOWN
    return KeptCode(one_line(digest), one_line(file)[:_LONGEST], (), why)


def _is_code(digest: str, file: str, texts: tuple[tuple[str, str], ...]) -> bool:
    names = [name for name, _ in texts]
    if not all(map(_is_file_name, (file, *(f"{name}.py" for name in names[1:])))):
        return False
    if not all(map(shows_what_it_is, (file, *(part for each in texts for part in each)))):
        return False  # no run has such code, see `read_code`
    distinct = len(set(names)) == len(names) <= MAX_FILES
    return distinct and PurePath(file).stem == names[0] and Code(Path(file), texts).digest == digest


def _is_file_name(name: str) -> bool:
    return _FILE_NAME.fullmatch(name) is not None


def file_names(code: Code) -> list[str]:
    """Return the names of the files, in the order of the texts."""
    return [file.name for file in code.files]


@dataclass(frozen=True)
class UsedCode:
    """What a described step ran from beside its document.

    Parameters
    ----------
    step, function
        The names of the step, and of what it used of the code, with commas in between.
    file
        The path of the file, as the step had it then.
    digest
        `Code.digest` of what ran.
    """

    step: str
    function: str
    file: str
    digest: str

    @property
    def file_name(self) -> str:
        """The name of the file alone, also of a path of another system."""
        return re.split(r"[/\\]", self.file)[-1]


def used_code(steps: Iterable[Mapping[str, Any]]) -> Iterator[UsedCode]:
    """Yield what described steps (`core.fingerprint.describe_step`) ran from beside a document."""
    for step in steps:
        digest, given = str(step.get("code", "")).split(" ")[0], step.get("arguments", {})
        if digest and isinstance(given, Mapping) and "function" in given and "file" in given:
            name = str(step.get("name", "?"))
            functions = ", ".join(str(given[key]) for key in _FUNCTIONS if given.get(key))
            yield UsedCode(name, functions, str(given["file"]), digest)
