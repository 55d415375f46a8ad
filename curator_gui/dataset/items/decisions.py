"""Decisions about items: made, undone, kept in a file without losing what others wrote.

The file is that of `core.curation`: `NAME.curation.csv` beside the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from curator_gui.core.message import Message
from curator_gui.core.sidecars.curation import (
    DECISIONS,
    LEAVE_OUT,
    Curation,
    CurationError,
    Decision,
    ItemFinder,
    Line,
    file_to_read,
    parse_curation,
    unknown_words,
    words_of_before,
    write_lines,
)
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.trust.ownership import login_name
from curator_gui.dataset.items.table import DECISION, TAGS, Column, Items

Codes = npt.NDArray[np.int8]
MAX_UNDO = 200
UNDECIDED = 0
_CODES = {decision: code for code, decision in enumerate(DECISIONS)}


class ChangedOutsideError(CurationError):
    """Somebody else wrote the file since it was read; nothing was written."""


@dataclass(frozen=True)
class Change:
    """What one act changed, so that it can be undone: the lines before, by row, and its words."""

    words: Message
    before: dict[int, Line]


class Decisions:
    """What was decided about the items of one data set.

    Parameters
    ----------
    items
        The items that can be decided about.
    path
        The file; it need not be there. None keeps the decisions in memory only.

    Raises
    ------
    CurationError
        If the file cannot be read; the message has line and reason.
    """

    def __init__(self, items: Items, path: Path | None = None) -> None:
        self._items, self.path = items, path
        self._lines: dict[int, Line] = {}
        self._others: list[Line] = []
        self._undo: list[Change] = []
        self._form = Curation()
        self._known: bytes | None = None
        self._seen: tuple[int, int] | None = None
        self._base: dict[int, Line] = {}
        self.codes: Codes = np.zeros(len(items), np.int8)
        self.read()

    # Reading and writing -------------------------------------------------------------------------

    def read(self) -> None:
        """Read the file as it is now; what was decided here and not written yet is forgotten.

        Raises
        ------
        CurationError
            If it cannot be read; all stays as it was.
        """
        data = self._bytes()
        self._form = Curation()
        if data and self.path:
            self._form = parse_curation(data, file_to_read(self.path))
        self._known = data
        self._lines, self._others = {}, []
        if self._form.lines:  # to know a million names takes its time
            finder = ItemFinder(self._items.keys.tolist(), self._items.index.tolist())
            for line in self._form.lines:
                self._take(finder.row(line), line)
        self._undo.clear()
        self._base.clear()
        self._recode()

    def _take(self, row: int | None, line: Line) -> None:
        if row is None or row in self._lines:
            self._others.append(line)  # not ours to drop
        else:
            self._lines[row] = line

    def _bytes(self) -> bytes | None:
        if self.path is None:
            return None
        try:
            return file_to_read(self.path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CurationError(
                "{path} cannot be read: {why}", path=self.path, why=error.strerror or error
            ) from error

    @property
    def changed_outside(self) -> bool:
        """Whether the file is another one than was read or written last."""
        return self._bytes() != self._known

    def touched(self) -> bool:
        """Whether the file's size or time are others than when this was last asked.

        It costs nothing, so that it can be asked often; `changed_outside` reads the file.
        """
        try:
            status = file_to_read(self.path).stat() if self.path is not None else None
        except OSError:
            status = None
        seen = (status.st_size, status.st_mtime_ns) if status is not None else None
        before, self._seen = self._seen, seen
        return seen != before

    @property
    def unsaved(self) -> int:
        """How many items were decided about since the file was written."""
        return len(self._base)

    def save(self) -> None:
        """Write the file, if anything is to be written.

        Raises
        ------
        ChangedOutsideError
            If somebody else wrote it meanwhile; nothing is overwritten.
        CurationError
            If it cannot be written.
        """
        if self.path is None or not self._base:
            return
        if self.changed_outside:
            raise ChangedOutsideError(
                "{path} was changed by somebody else; {n} decisions made here are not in it",
                path=self.path,
                n=self.unsaved,
            )
        self._write(self.path)

    def _write(self, path: Path) -> None:
        kept = [self._lines[row] for row in sorted(self._lines) if not self._lines[row].empty]
        text = write_lines(replace(self._form, lines=(*kept, *self._others)))
        try:
            atomic_write_text(path, text)
        except OSError as error:
            raise CurationError(
                "{path} cannot be written: {why}. The decisions are kept in the window",
                path=path,
                why=error.strerror or error,
            ) from error
        self._known = text.encode("utf-8")
        self._base.clear()

    def rebase(self) -> list[int]:
        """Read the file again and put what was decided here on top of it.

        Returns the rows that were decided about in both: there the file stays in force.

        Raises
        ------
        CurationError
            If the file cannot be read.
        """
        base = dict(self._base)
        ours = {row: self.line(row) for row in base}
        self.read()
        conflicts = [row for row in ours if self.line(row) != base[row] != ours[row]]
        free = {row: line for row, line in ours.items() if row not in conflicts}
        if free:
            self._change(Message("decided here"), free)
        return conflicts

    # Asking --------------------------------------------------------------------------------------

    def line(self, row: int) -> Line:
        """Return what was decided about an item."""
        return self._lines.get(row) or self._blank(row)

    def _blank(self, row: int) -> Line:
        return Line(int(self._items.index[row]), str(self._items.keys[row]))

    def decision(self, row: int) -> Decision:
        """Return the decision about an item, "" for none."""
        return DECISIONS[int(self.codes[row])]

    def rows(self, decision: Decision) -> npt.NDArray[np.int64]:
        """Return the rows with a decision; "" for those without one."""
        return np.flatnonzero(self.codes == _CODES[decision])

    def counts(self) -> dict[Decision, int]:
        """Count the items by decision."""
        found = np.bincount(self.codes, minlength=len(DECISIONS))
        return {decision: int(found[code]) for decision, code in _CODES.items()}

    @property
    def left_out(self) -> npt.NDArray[np.bool_]:
        """Which items are left out."""
        return np.asarray(self.codes == _CODES[LEAVE_OUT], np.bool_)

    def tags(self) -> dict[str, list[int]]:
        """Return the rows that have each tag, the most frequent first."""
        found: dict[str, list[int]] = {}
        for row, line in self._lines.items():
            for tag in line.tags:
                found.setdefault(tag, []).append(row)
        return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))

    @property
    def problems(self) -> list[Message]:
        """What in the file is about items that are not there, and that it is the one of before."""
        if self.path is None:
            return []
        before = words_of_before(self.path)
        found = [before] if before is not None else []
        if self._others:
            found.append(unknown_words(self._others, file_to_read(self.path)))
        return found

    def columns(self) -> list[Column]:
        """Return decisions and tags as columns of the items, for filters."""
        words = np.array(DECISIONS, np.object_)[self.codes]
        tags = np.full(len(self._items), "", np.object_)
        for row, line in self._lines.items():
            tags[row] = "; ".join(line.tags)
        return [Column(DECISION, words), Column(TAGS, tags)]

    # Deciding ------------------------------------------------------------------------------------

    def decide(self, rows: Iterable[int], decision: Decision) -> int:
        """Decide about items; "" takes a decision back. Returns how many changed."""
        words = Message("{decision}", decision=decision or "undecided")
        return self._edit(rows, words, lambda line: replace(line, decision=decision))

    def tag(self, rows: Iterable[int], tag: str) -> int:
        """Add a tag to items; a ";" in it makes several. Returns how many changed."""
        added = [part.strip() for part in tag.split(";") if part.strip()]
        words = Message("tagged {tag}", tag=", ".join(added))
        return self._edit(rows, words, lambda line: _with_tags(line, added))

    def note(self, rows: Iterable[int], note: str) -> int:
        """Write a note to items; "" takes it away. Returns how many changed."""
        return self._edit(rows, Message("noted"), lambda line: replace(line, note=note))

    def undo(self) -> Message | None:
        """Undo the last act; returns its words, None if there is none."""
        if not self._undo:
            return None
        change = self._undo.pop()
        for row, line in change.before.items():
            self._put(row, line)
        return change.words

    def _edit(self, rows: Iterable[int], words: Message, edit: Callable[[Line], Line]) -> int:
        found = {int(row): edit(self.line(int(row))) for row in rows}
        changed = {row: line for row, line in found.items() if line != self.line(row)}
        who, when = login_name(), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._change(
            words, {r: replace(line, who=who, when=when) for r, line in changed.items()}
        )

    def _change(self, words: Message, lines: dict[int, Line]) -> int:
        if lines:
            self._undo.append(Change(words, {row: self.line(row) for row in lines}))
            del self._undo[:-MAX_UNDO]
        for row, line in lines.items():
            self._put(row, line)
        return len(lines)

    def _put(self, row: int, line: Line) -> None:
        self._base.setdefault(row, self.line(row))
        self._lines[row] = line
        self.codes[row] = _CODES[line.decision]

    def _recode(self) -> None:
        self.codes = np.zeros(len(self._items), np.int8)
        for row, line in self._lines.items():
            self.codes[row] = _CODES[line.decision]


def _with_tags(line: Line, added: Sequence[str]) -> Line:
    return replace(line, tags=tuple(dict.fromkeys((*line.tags, *added))))
