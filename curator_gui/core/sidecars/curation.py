"""`NAME.curation.csv`: what a person decided about items, in a file that scripts write as well.

It lies beside the pipeline document `NAME.curator.yaml`, so that decisions outlive runs and every
document of a folder has its own. Where there is none yet, a `curation.csv` there is read, the name
of before, and stays as it is. One line an item, UTF-8, with
a header: `index,item,decision,tag,note,who,when`. `item` is the name of the source's item; it
counts more than `index`, which moves when files are added. Columns of others and lines about items
that are not there any more are kept as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, plural, quoted

FILE_NAME = "curation.csv"
"""In a data set's own folder; beside a document the end of the name."""
COLUMNS = ("index", "item", "decision", "tag", "note", "who", "when")

Decision = Literal["", "keep", "leave out", "check later"]
KEEP: Decision = "keep"
LEAVE_OUT: Decision = "leave out"
CHECK: Decision = "check later"
DECISIONS: tuple[Decision, ...] = ("", KEEP, LEAVE_OUT, CHECK)
_SEPARATORS = ",;\t"
_ALIKE = {decision.replace(" ", ""): decision for decision in DECISIONS} | {"undecided": ""}


class CurationError(CuratorError):
    """A `curation.csv` that cannot be read or written; the message names file, line and reason."""


@dataclass(frozen=True)
class Line:
    """What was decided about one item; `rest` holds the columns of others.

    `index` is -1 where none is given. `when` is a time as in ISO 8601.
    """

    index: int = -1
    item: str = ""
    decision: Decision = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    who: str = ""
    when: str = ""
    rest: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether it says nothing about its item."""
        return not (self.decision or self.tags or self.note or any(self.rest.values()))


@dataclass(frozen=True)
class Curation:
    """The lines of a file, its header, and what separates its cells."""

    lines: tuple[Line, ...] = ()
    header: tuple[str, ...] = COLUMNS
    separator: str = ","


def curation_path(document: Path) -> Path:
    """Return where the decisions about the items of a pipeline document are kept."""
    name, kind, _ = document.name.rpartition(".curator.")
    return document.with_name(f"{name if kind else document.stem}.{FILE_NAME}")


def file_to_read(path: Path) -> Path:
    """Return the file that holds the decisions kept at `path`: itself, or the one of before.

    Where nothing was decided under the document's own name yet, that is the `curation.csv` beside
    it, if there is one.
    """
    before = path.with_name(FILE_NAME)
    return before if not path.exists() and before.exists() else path


def words_of_before(path: Path) -> Message | None:
    """Say that the decisions kept at `path` are read from the file of before; None if not."""
    found = file_to_read(path)
    if found == path:
        return None
    return Message(
        "the decisions are those of {found}, the name of before; the next one is written to {name} "
        "with all of them, and {found} stays as it is",
        found=found.name,
        name=path.name,
    )


def read_curation(path: Path) -> Curation:
    """Read the decisions; none where there is no file.

    Raises
    ------
    CurationError
        If the file cannot be read, a line has cells too many, or a decision is unknown.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Curation()
    except OSError as error:
        raise CurationError(
            "{path} cannot be read: {why}", path=path, why=error.strerror or error
        ) from error
    return parse_curation(data, path)


def parse_curation(data: bytes, path: Path) -> Curation:
    """Read the decisions from the bytes of a file.

    Raises
    ------
    CurationError
        As `read_curation`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _problem(
            path, line, Message("this is no UTF-8 text; save it as CSV UTF-8")
        ) from error
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return _parse(reader, separator, path)


def _parse(reader: Iterable[list[str]], separator: str, path: Path) -> Curation:
    header: tuple[str, ...] = ()
    lines = []
    try:
        for cells in reader:
            place = reader.line_num  # type: ignore[attr-defined]
            if not any(cells):
                continue
            if not header:
                header = _header(cells, path)
            else:
                lines.append(_line(header, cells, path, place))
    except csv.Error as error:
        place = reader.line_num  # type: ignore[attr-defined]
        raise _problem(path, place, Message("{error}", error=error)) from error
    return Curation(tuple(lines), header or COLUMNS, separator)


def _header(cells: Sequence[str], path: Path) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    if len(set(names)) < len(names):
        raise _problem(path, 1, Message("two columns have the same name"))
    if "decision" not in names or not {"index", "item"} & set(names):
        needed = Message(
            "the first line has to name the columns: {columns}", columns=",".join(COLUMNS)
        )
        raise _problem(path, 1, needed)
    return names


def _line(header: Sequence[str], cells: Sequence[str], path: Path, place: int) -> Line:
    if len(cells) > len(header):
        words = Message(
            "there are {n} cells for {columns} columns; put quotation marks around commas",
            n=len(cells),
            columns=len(header),
        )
        raise _problem(path, place, words)
    found = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
    return Line(
        index=_index(found.get("index", ""), path, place),
        item=found.get("item", ""),
        decision=_decision(found.get("decision", ""), path, place),
        tags=split_tags(found.get("tag", "")),
        note=found.get("note", ""),
        who=found.get("who", ""),
        when=found.get("when", ""),
        rest={name: found[name] for name in header if name not in COLUMNS},
    )


def _index(cell: str, path: Path, place: int) -> int:
    try:
        number = int(cell) if cell.strip() else -1
    except ValueError:
        number = -2
    if number < -1:
        raise _problem(path, place, Message("{cell} is no index", cell=quoted(cell)))
    return number


def _decision(cell: str, path: Path, place: int) -> Decision:
    plain = "".join(cell.replace("_", " ").replace("-", " ").lower().split())
    if plain not in _ALIKE:
        words = Message(
            "{cell} is no decision; there are keep, leave out and check later", cell=quoted(cell)
        )
        raise _problem(path, place, words)
    return _ALIKE[plain]


def split_tags(cell: str) -> tuple[str, ...]:
    """Take tags apart that are joined by ";"."""
    return tuple(dict.fromkeys(tag.strip() for tag in cell.split(";") if tag.strip()))


def _problem(path: Path, line: int, why: Message) -> CurationError:
    return CurationError(
        "{path}, line {line}: {why}. Nothing was changed; mend the line or take it out",
        path=path,
        line=line,
        why=why,
    )


def write_lines(curation: Curation) -> str:
    """Write the decisions as the text of a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=curation.separator, lineterminator="\n")
    missing = [name for name in COLUMNS if name not in curation.header]
    header = [*curation.header, *missing]
    writer.writerow(header)
    for line in curation.lines:
        cells = _cells(line)
        writer.writerow([cells.get(name, "") for name in header])
    return text.getvalue()


def _cells(line: Line) -> dict[str, str]:
    return {
        **line.rest,
        "index": str(line.index) if line.index >= 0 else "",
        "item": line.item,
        "decision": line.decision,
        "tag": "; ".join(line.tags),
        "note": line.note,
        "who": line.who,
        "when": line.when,
    }


class ItemFinder:
    """Finds the items that lines are about, by their names, and by their index where these agree.

    Parameters
    ----------
    names
        The name of each item, "" where it has none.
    indices
        The index of each; 0, 1, ... if not given.
    """

    def __init__(self, names: Sequence[str], indices: Sequence[int] | None = None) -> None:
        self._names = names
        numbers = range(len(names)) if indices is None else indices
        self._row_of = {int(index): row for row, index in enumerate(numbers)}
        self._named = _gathered(names)
        self._tails: dict[str, list[int]] | None = None

    def row(self, line: Line) -> int | None:
        """Return the place of a line's item among the names; None if it is not there."""
        exact = self._named.get(line.item, []) if line.item else []
        if len(exact) == 1:
            return exact[0]
        by_index = self._row_of.get(line.index)
        if by_index is not None and _alike(line.item, self._names[by_index]):
            return by_index
        return None if exact else self._by_tail(line.item)

    def _by_tail(self, item: str) -> int | None:
        """Find an item whose path was written from another folder."""
        if not item:
            return None
        if self._tails is None:
            self._tails = _gathered([_tail(name) for name in self._names])
        found = [r for r in self._tails.get(_tail(item), []) if _same_end(item, self._names[r])]
        return found[0] if len(found) == 1 else None


def _gathered(names: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        found.setdefault(name, []).append(row)
    return found


def _tail(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _same_end(one: str, other: str) -> bool:
    short, long = sorted((one.replace("\\", "/"), other.replace("\\", "/")), key=len)
    return long == short or long.endswith("/" + short)


def _alike(item: str, name: str) -> bool:
    """Whether a line may be about the item at its index: nothing in the names speaks against it."""
    return not item or not name or _same_end(item, name) or _tail(name).startswith(_tail(item))


def left_out(curation: Curation, names: Sequence[str]) -> tuple[list[int], list[Line]]:
    """Return the indices that are left out, and the lines whose items are not there."""
    finder, out, unknown = ItemFinder(names), [], []
    for line in curation.lines:
        row = finder.row(line)
        if row is None:
            unknown.append(line)
        elif line.decision == LEAVE_OUT:
            out.append(row)
    return sorted(set(out)), unknown


def unknown_words(lines: Sequence[Line], path: Path) -> Message:
    """Say which lines of a file are about items that are not there."""
    first = lines[0]
    return plural(
        len(lines),
        "{path} names an item that is not there, {item}; it is kept in the file",
        "{path} names {n} items that are not there, such as {item}; they are kept in the file",
        path=path,
        item=first.item or first.index,
    )
