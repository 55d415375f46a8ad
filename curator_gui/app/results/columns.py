"""The columns of the results, each written down once: `COLUMNS`.

Table, order, detail pane, CSV and Parquet read this list: whoever adds an entry finds the column in
all of them. An entry says where its values are in the `ResultsStore` and of which kind they are;
the kind knows how such values are written, sorted and exported.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.language.quantities import bytes_text, clock_text, count_text, duration_text
from curator_gui.app.language.words import mark, say, tr
from curator_gui.app.results.reasons import reason
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.text.plain_text import spreadsheet_text, tip_text
from curator_gui.run.events import STATUSES

Cell = str | int | float
Rows = NDArray[np.int64]
TextKeys = list[NDArray[np.uint64]]

CAUSE_WORDS = {
    "error": mark("raised an error"),
    "crash": mark("its worker died"),
    "timeout": mark("took longer than allowed"),
    "memory": mark("took more memory than allowed"),
    "result": mark("its result could not be sent"),
    "pipeline": mark("the pipeline could not be loaded"),
}
_TIP_PATHS = 10
_PLACED = "{place}: {message}"
_TIP_LETTERS = 2000
_LAST = 1000


class Values(Protocol):
    """One value for each row of the store."""

    def __getitem__(self, row: int, /) -> Any: ...


@dataclass(frozen=True)
class Kind:
    """What values of a column have in common.

    Attributes
    ----------
    arrow
        Their type in Parquet files: a function of the module pyarrow.
    text
        Writes one in the window; "" for one that is missing.
    cell
        Writes one in a CSV file.
    empty
        Marks those of an array that come last in any order; None: none does.
    null
        Marks those of an array that are null in Parquet files; None: none is.
    numeric
        Whether they are right-aligned.
    """

    arrow: Callable[[Any], Any]
    text: Callable[[Any], str]
    cell: Callable[[Any], Cell]
    empty: Callable[[NDArray[Any]], NDArray[np.bool_]] | None = None
    null: Callable[[NDArray[Any]], NDArray[np.bool_]] | None = None
    numeric: bool = True


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    key
        Its name in the program.
    title, help
        Head in the table with its tool tip; without a title it is not in the table.
    kind
        Of which kind its values are.
    values
        Where they are in a store: anything that has one for each row.
    field, place
        Name in files ("": not in them), and where it stands there; the others come last.
    detail
        Name in the detail pane ("": not there, or in a place of its own).
    digits
        Width in the table.
    hidden
        Whether the table shows it only when asked to.
    text, shown, tip, detail_text
        Write a row otherwise than the kind does: in copies, table, tool tip and detail pane.
    sort_keys
        Keys of the rows for a column of texts, see `PackedTexts.sort_keys`.
    """

    key: str
    title: str
    help: str
    kind: Kind
    values: Callable[[ResultsStore], Values]
    field: str = ""
    place: int = _LAST
    detail: str = ""
    digits: int = 10
    hidden: bool = False
    text: Callable[[ResultsStore, int], str] | None = None
    shown: Callable[[ResultsStore, int], str] | None = None
    tip: Callable[[ResultsStore, int], str | None] | None = None
    detail_text: Callable[[ResultsStore, int], str] | None = None
    sort_keys: Callable[[ResultsStore], TextKeys] | None = None

    def value(self, store: ResultsStore, row: int) -> Any:
        found = self.values(store)[row]
        return found.item() if isinstance(found, np.generic) else found

    def take(self, store: ResultsStore, rows: Rows) -> NDArray[Any] | list[Any]:
        """Copy the values of rows: numbers as an array, others as a list."""
        source = self.values(store)
        if isinstance(source, np.ndarray):
            chosen: NDArray[Any] = source[rows]
            return chosen
        return [source[row] for row in rows.tolist()]

    def cell_text(self, store: ResultsStore, row: int) -> str:
        """Write a row as it is copied: in English, without words in the place of a value."""
        return self.text(store, row) if self.text else self.kind.text(self.value(store, row))

    def shown_text(self, store: ResultsStore, row: int) -> str:
        return self.shown(store, row) if self.shown else self.cell_text(store, row)

    def tool_tip(self, store: ResultsStore, row: int) -> str | None:
        return self.tip(store, row) if self.tip else None

    def fact(self, store: ResultsStore, row: int) -> str:
        """Write a row for the detail pane; "" leaves the column out."""
        if self.detail_text is not None:
            return self.detail_text(store, row)
        return self.cell_text(store, row)


class _Each:
    """Values that a function finds, row by row."""

    def __init__(self, find: Callable[[int], Any]) -> None:
        self._find = find

    def __getitem__(self, row: int) -> Any:
        return self._find(row)


def _zeros(values: NDArray[Any]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = values == 0
    return found


def _or_empty(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: write(value) if value else ""


def _status(code: int) -> str:
    return str(STATUSES[code])


def _utc(seconds: float) -> str:
    if not seconds:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _word(pa: Any) -> Any:
    return pa.dictionary(pa.int32(), pa.string())


def _seconds_cell(value: float) -> Cell:
    return "" if np.isnan(value) else round(float(value), 6)


def _paths_cell(paths: list[str]) -> Cell:
    return spreadsheet_text("|".join(paths))


NUMBER = Kind(lambda pa: pa.int64(), str, int)
COUNT = Kind(lambda pa: pa.int32(), _or_empty(count_text), int, empty=_zeros)
BYTES = Kind(lambda pa: pa.int64(), _or_empty(bytes_text), int, empty=_zeros)
SECONDS = Kind(lambda pa: pa.float32(), duration_text, _seconds_cell, np.isnan, np.isnan)
TIME = Kind(lambda pa: pa.timestamp("us", "UTC"), clock_text, _utc, _zeros, _zeros)
STATUS = Kind(_word, _status, _status, numeric=False)
WORD = Kind(_word, str, spreadsheet_text, numeric=False)
TEXT = Kind(
    lambda pa: pa.string(), lambda text: " ".join(text.split()), spreadsheet_text, numeric=False
)
PATHS = Kind(lambda pa: pa.list_(pa.string()), " ".join, _paths_cell, numeric=False)


def _failure(part: str) -> Callable[[ResultsStore], Values]:
    """Find a part of what a row's failure shares with others."""
    return lambda store: _Each(lambda row: getattr(store.failures[store.failure[row]], part))


def _paths_text(store: ResultsStore, row: int) -> str:
    name, count = store.outputs.first(row)
    return f"{name}  +{count - 1}" if count > 1 else name


def _paths_or_reason(store: ResultsStore, row: int) -> str:
    """Name the first file; a row without outputs says there why it has none."""
    return _paths_text(store, row) or _shown_message(store, row)


def _shown_message(store: ResultsStore, row: int) -> str:
    kind = store.failures[store.failure[row]].error_type
    return reason(kind, say(store.message(row)))


def _paths_tip(store: ResultsStore, row: int) -> str | None:
    paths = store.outputs.paths(row)
    if not paths:
        return _message_tip(store, row)
    hidden = len(paths) - _TIP_PATHS
    more = [tr("and {n} more").format(n=hidden)] if hidden > 0 else []
    lines = outputs_by_sink(paths, store.shares.named(store.sink_names, row))
    return tip_text("\n".join([*lines[:_TIP_PATHS], *more]))


def outputs_by_sink(paths: Sequence[str], sinks: Sequence[str]) -> list[str]:
    """Write paths for people, each with its sink where there are several."""
    if len(sinks) != len(paths):
        return list(paths)
    named = zip(sinks, paths, strict=True)
    return [_PLACED.format(place=say(sink), message=path) for sink, path in named]


def _sinks(words: Callable[[str], str]) -> Callable[[ResultsStore, int], str]:
    """Write how many outputs each of several sinks has; `words` says its name."""

    def text(store: ResultsStore, row: int) -> str:
        counts = zip(store.sink_names, store.shares[row], strict=False)
        return ", ".join(f"{words(name)}: {count}" for name, count in counts)

    return text


def _message_tip(store: ResultsStore, row: int) -> str | None:
    text = say(store.message(row))
    return f"<p>{html.escape(text[:_TIP_LETTERS])}</p>" if text else None  # <p>: lines are folded


def _attempts_fact(store: ResultsStore, row: int) -> str:
    """Write how often an index was begun, and why it was begun again."""
    number = int(store.attempts[row])
    earlier = [
        tr("{n}: {why}").format(n=retry.attempt, why=say(retry.message))
        for retry in store.retries(row)
    ]
    return "\n".join([str(number) if number else "", *earlier]).strip()


def _cause_fact(store: ResultsStore, row: int) -> str:
    cause = store.failures[store.failure[row]].cause
    return tr(CAUSE_WORDS.get(cause, cause))


def _step_fact(store: ResultsStore, row: int) -> str:
    return say(store.failures[store.failure[row]].stage)


def _notes_fact(store: ResultsStore, row: int) -> str:
    """Write what each step said, one line each; of how many items, where an index has several."""
    names = dict(enumerate(store.steps))
    one, many = tr("{step}: {words}"), tr("{step}: {words} ({n} items)")
    return "\n".join(
        (one if n == 1 else many).format(step=say(names.get(step, "?")), words=say(words), n=n)
        for step, _, words, n in store.notes(row)
    )


COLUMNS: list[Column] = [
    Column("index", "Index", "Number of the source item", NUMBER, lambda store: store.indices,
           field="index", place=0, digits=7),
    Column("name", "Item", "Name of the item in its source; the first 100,000 are named", TEXT,
           lambda store: _Each(store.name), digits=20, detail="Item", hidden=True),
    Column("status", "Status", "What has become of the index", STATUS, lambda store: store.status,
           field="status", place=1, digits=12,
           shown=lambda store, row: tr(_status(store.status[row]))),
    Column("step", "", "", WORD, _failure("stage"), field="step", place=11, detail="Step",
           detail_text=_step_fact),
    Column("cause", "", "", WORD, _failure("cause"), field="cause", place=9, detail="Cause",
           detail_text=_cause_fact),
    Column("error_type", "", "", WORD, _failure("error_type"), field="error_type", place=10),
    Column("duration", "Duration", "Time of the last attempt", SECONDS,
           lambda store: store.duration, field="duration_s", place=5, detail="Duration"),
    Column("worker", "Worker", "Worker of the last attempt", COUNT, lambda store: store.worker,
           field="worker", place=3, detail="Worker", digits=7),
    Column("attempts", "Attempts", "How often the index was begun", COUNT,
           lambda store: store.attempts, field="attempts", place=2, detail="Attempts", digits=9,
           hidden=True, detail_text=_attempts_fact),
    Column("memory", "Memory", "Memory of the worker after the index", BYTES,
           lambda store: store.rss, field="memory_bytes", place=7, detail="Memory", digits=8,
           hidden=True),
    Column("started", "Started", "Time of day at which the last attempt began", TIME,
           lambda store: store.started, field="started", place=4, detail="Started", digits=9,
           hidden=True),
    Column("size", "Size", "Bytes written", BYTES, lambda store: store.output_bytes,
           field="output_bytes", place=6, detail="Written", digits=7),
    Column("outputs", "Outputs or reason",
           "First file written and how many more, or why there is none", PATHS,
           lambda store: _Each(store.outputs.paths), field="outputs", place=8, digits=20,
           text=_paths_text, shown=_paths_or_reason, tip=_paths_tip,
           sort_keys=lambda store: store.outputs.sort_keys()),
    Column("sinks", "Sinks", "How many files each of several sinks has written", TEXT,
           lambda store: _Each(lambda row: _sinks(str)(store, row)), field="sinks", place=15,
           digits=16, detail="Sinks", hidden=True, shown=_sinks(say), detail_text=_sinks(say)),
    Column("message", "Message", "Why it failed or was skipped", TEXT,
           lambda store: _Each(store.messages.get), field="message", place=12, digits=30,
           hidden=True, shown=_shown_message, tip=_message_tip,
           sort_keys=lambda store: store.messages.sort_keys()),
    Column("unchanged", "Unchanged", "How often a step did nothing to an item", COUNT,
           lambda store: store.unchanged, field="unchanged", place=13, digits=9, hidden=True),
    Column("remarks", "Remarks", "How often a step had something to say about an item", COUNT,
           lambda store: store.remarks, field="remarks", place=14, detail="Steps said", digits=8,
           hidden=True, detail_text=_notes_fact),
]  # fmt: skip
"""In the order of the table and of the detail pane."""


def table_columns() -> list[Column]:
    """List the columns of the table from left to right."""
    return [column for column in COLUMNS if column.title]


def file_columns() -> list[Column]:
    """List the columns of exported files; those that came later stand behind those of before."""
    return sorted((column for column in COLUMNS if column.field), key=lambda column: column.place)


def column_of(key: str) -> Column:
    """Return a column by its key.

    Raises
    ------
    KeyError
        If there is none.
    """
    for column in COLUMNS:
        if column.key == key:
            return column
    raise KeyError(key)


def facts(store: ResultsStore, row: int) -> list[tuple[str, str]]:
    """List what is known about a row as names and values: columns, then times of the steps."""
    columns = [(tr(c.detail), c.fact(store, row)) for c in COLUMNS if c.detail]
    stages = store.result(row).stages.items()
    steps = [(say(name), duration_text(seconds)) for name, seconds in stages]
    return [(name, text) for name, text in [*columns, *steps] if text]


def word_ranks(words: Iterable[Sequence[str] | str]) -> NDArray[np.int64]:
    """Number texts (or lists of them) in their order; 0 for an empty one."""
    found = [word if isinstance(word, str) else "\0".join(word) for word in words]
    ranks = {word: number for number, word in enumerate(sorted({*found} - {""}), start=1)}
    return np.array([ranks.get(word, 0) for word in found], np.int64)
