"""The code that an earlier run ran from beside its document, as it was then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from curator_gui.core.document_code.kept import UNKNOWN, KeptCode, UsedCode, used_code
from curator_gui.core.document_code.reading import CodeError, read_code
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.checking import believed
from curator_gui.run.record.tables.meta import RunMeta


@dataclass(frozen=True)
class RecordedCode:
    """What one step ran: its text, and whether, and in words how, that of now is the same."""

    used: UsedCode
    kept: KeptCode
    same: bool
    now: Message


def read_recorded_code(record: Path) -> list[RecordedCode]:
    """Read the code of a run, step by step, and compare it with the files; nothing of it is run.

    Raises
    ------
    CuratorError
        If the record cannot be read, or no step of the run had code beside its document.
    """
    with RunRecord.open(record) as opened, believed(record):
        meta = opened.meta
    found = recorded_code(meta)
    if not found:
        raise CuratorError("{record}: no step of this run had code of its own", record=record)
    return found


def recorded_code(meta: RunMeta) -> list[RecordedCode]:
    """List the code of a run's steps, each step that ran some."""
    kept = {code.digest: code for code in meta.code}
    return [_recorded(used, kept.get(used.digest)) for used in used_code(meta.steps)]


def _recorded(used: UsedCode, kept: KeptCode | None) -> RecordedCode:
    known = kept or KeptCode(used.digest, used.file_name, why=UNKNOWN)
    return RecordedCode(used, known, *_now(Path(used.file), used.digest))


def _now(file: Path, digest: str) -> tuple[bool, Message]:
    """Say whether a file is still what ran; what is no file of this computer counts as gone."""
    try:
        found = read_code(file)
    except (CodeError, OSError, ValueError) as error:  # also a name that this system does not have
        return False, Message("the code of that run cannot be compared: {error}", error=error)
    if found.digest == digest:
        return True, Message("the code of {path} is the same now", path=file)
    words = Message(
        "the code of {path} is another one now ({digest})", path=file, digest=found.short_digest
    )
    return False, words


def code_lines(found: Sequence[RecordedCode]) -> list[str]:
    """Return code as lines to be read in a terminal."""
    return [line for each in found for line in _lines(each)]


def _lines(each: RecordedCode) -> list[str]:
    used, kept = each.used, each.kept
    lines = [f"{used.step}: {used.function} of {used.file_name} ({used.digest})", f"  {each.now}"]
    if kept.code is None:
        return [*lines, f"  {kept.why_left_out()}"]
    for file, (_, text) in zip(kept.code.files, kept.texts, strict=True):
        numbered = enumerate(text.removesuffix("\n").split("\n"), start=1)
        lines += [f"--- {file.name}", *(f"{number:5}  {line}" for number, line in numbered)]
    return lines
