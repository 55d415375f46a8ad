"""The card of a data set, `README.md`: what it is, from where, what is missing, how to load it.

Written for people who get the folder and nothing else; the same data give the same text.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import numpy as np

from curator_gui import __version__
from curator_gui.core.document_code.kept import UsedCode, used_code
from curator_gui.core.fingerprint import count_sinks
from curator_gui.core.measuring.measures import is_number
from curator_gui.core.sidecars.parts_file import FOLD
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.plain_text import one_line
from curator_gui.core.text.quantities import bytes_text
from curator_gui.dataset.handing_over.card.described import Described
from curator_gui.dataset.handing_over.card.distributions import (
    bin_counts,
    finite_values,
    telling_measures,
)
from curator_gui.dataset.handing_over.card.illustrating import Illustration
from curator_gui.dataset.handing_over.gathered import ArrayFact, Gathered
from curator_gui.dataset.layout import (
    DISTRIBUTION_PICTURES,
    DOCUMENT,
    ITEM_PICTURES,
    ITEMS,
    SKIPPED,
)
from curator_gui.run.record.queries.item_measures import MeasureColumn

_MARKS = re.compile(r"[|`*<&~\\\[]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown would take for a mark; one underscore between letters or digits is none."""

_RULES = "|---|---|---|---|---|"
BLOCKS = "▁▂▃▄▅▆▇█"
SHOWN_MEASURES = 30
SHOWN_SKIPPED = 10
SHOWN_ARRAYS = 30


def card_text(
    found: Gathered,
    words: Described,
    facts: Sequence[ArrayFact],
    pictures: Sequence[Illustration] = (),
    code: Mapping[str, str] | None = None,
) -> str:
    """Return the card as Markdown; `code` tells where that of a digest stands in the folder."""
    parts = [
        [f"# {one_line(words.name)}", ""],
        [words.description.strip(), ""] if words.description.strip() else [],
        _facts(found, words),
        _pictures(pictures, ITEM_PICTURES),
        _contents(facts),
        _distributions(found, _pictures(pictures, DISTRIBUTION_PICTURES)),
        _gaps(found, words),
        _loading(found, facts),
        _made(found, code or {}),
    ]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _facts(found: Gathered, words: Described) -> list[str]:
    rows = [("Items", f"{len(found.rows):,}"), ("Size", _size(found)), ("Outputs", _kinds(found))]
    if found.parts:
        rows.append(("Parts", ", ".join(_part(found, name) for name in found.parts)))
    said = {
        "Made by": ", ".join(words.creators),
        "License": words.license,
        "How to cite": words.cite_as,
    }
    rows += [(name, value or "not said") for name, value in said.items()]
    return ["| | |", "|---|---|", *(f"| {name} | {_cell(text)} |" for name, text in rows), ""]


def _pictures(pictures: Sequence[Illustration], name: str) -> list[str]:
    """Show a picture file with its caption, which is its text for who cannot see it."""
    shown = [one for one in pictures if one.name == name]
    captions = [(one.name, _cell(one.caption)) for one in shown]
    return [line for name, text in captions for line in (f"![{text}]({name})", "", text, "")]


def _size(found: Gathered) -> str:
    return bytes_text(found.total_bytes)


def _kinds(found: Gathered) -> str:
    paths = {path for row in found.rows for path in row.outputs}
    kinds = Counter(PurePosixPath(path).suffix or "without suffix" for path in paths)
    return ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items()))


def _part(found: Gathered, name: str) -> str:
    return f"{name} {sum(found.splits.get(row.index) == name for row in found.rows):,}"


def _contents(facts: Sequence[ArrayFact]) -> list[str]:
    if not facts:
        return []
    lines = ["## What an item holds", "", "| key | type | shape |", "|---|---|---|"]
    for fact in facts[:SHOWN_ARRAYS]:
        shape = " × ".join("any" if n < 0 else f"{n:,}" for n in fact.shape) or "one value"
        lines.append(f"| {_code_cell(fact.key)} | {fact.dtype} | {shape} |")
    if len(facts) > SHOWN_ARRAYS:
        lines.append(f"| and {len(facts) - SHOWN_ARRAYS} more | | |")
    return [*lines, ""]


def _distributions(found: Gathered, pictures: list[str]) -> list[str]:
    """Show the numbers that differ between items, each with a small histogram."""
    shown = telling_measures(found)
    if not shown:
        return []
    lines = [
        "## Distributions",
        "",
        *pictures,
        "| measure | least | middle | most | |",
        "|---|---|---|---|---|",
    ]
    lines += map(_distribution, shown[:SHOWN_MEASURES])
    if len(shown) > SHOWN_MEASURES:
        lines.append(f"| and {len(shown) - SHOWN_MEASURES} more in {ITEMS} | | | | |")
    return [*lines, ""]


def _distribution(column: MeasureColumn) -> str:
    values, info = finite_values(column), column.info
    title = f"{info.title or info.name}{f' ({info.unit})' if info.unit else ''}"
    ends = (values.min(), np.median(values), values.max())
    numbers = " | ".join(f"{value:.4g}" for value in ends)
    return f"| {_cell(title)} | {numbers} | {_bars(column)} |"


def _bars(column: MeasureColumn) -> str:
    counts = bin_counts(column)
    heights = np.ceil(counts / counts.max() * (len(BLOCKS) - 1)).astype(int)
    return "".join(BLOCKS[height] for height in heights)


def _gaps(found: Gathered, words: Described) -> list[str]:
    grown = [f"- {_cell(said)}." for said in found.growth_gaps()]
    lines = [*_told(words), *_left_out(found), *grown, *_odd(found)]
    return ["## Known gaps", "", *(lines or ["- None that Curator knows of."]), ""]


def _told(words: Described) -> list[str]:
    return [f"- {one_line(line)}" for line in words.known_gaps.splitlines() if line.strip()]


def _left_out(found: Gathered) -> Iterator[str]:
    for status, count in sorted(Counter(one.status for one in found.skipped).items()):
        some = (one for one in found.skipped if one.status == status)
        names = _cells(one.source or str(one.index) for one in some)
        yield f"- {count:,} {_STATUS.get(status, status)}: {names}. Reasons in {SKIPPED}."
    if found.missing:
        names = _cells(found.missing)
        yield f"- {len(found.missing):,} outputs are gone since the run: {names}."
    if found.unlisted:
        names = _cells(found.unlisted)
        yield f"- {len(found.unlisted):,} files beside the outputs are of no item: {names}."


def _cells(names: Iterable[str]) -> str:
    return listed_names(map(_cell, names), SHOWN_SKIPPED)


_STATUS = {
    "failed": "failed",
    "quarantined": "were given up",
    "waiting": "did not run",
    "running": "were interrupted",
    "done": "were left out by a step",
}


def _odd(found: Gathered) -> Iterator[str]:
    for column in found.measures:
        for unit, items in column.other_units.items():
            name, most = one_line(column.info.name), column.info.unit or "none"
            yield f"- {name} has the unit {unit or 'none'}, not {most}, in {len(items):,} items."
        if is_number(column.info):
            count = int(column.present.sum()) - len(finite_values(column))
            if count:
                yield f"- {one_line(column.info.name)} is no finite number in {count:,} items."


def _loading(found: Gathered, facts: Sequence[ArrayFact]) -> list[str]:
    lines = ["## How to load", "", "```python", *loading_code(found, facts), "```", ""]
    if found.rows and facts:
        lines += [
            "Several torch workers pay where an item takes 50 ms and more to read; items of 1 ms "
            "are faster with none.",
            "",
        ]
    return lines


def loading_code(found: Gathered, facts: Sequence[ArrayFact]) -> list[str]:
    """Return the lines that load the data set, run in its folder's parent."""
    name = found.folder.name
    code = ["from curator_gui import dataset", "", f"data = dataset.open({name!r})"]
    code.append(f"len(data)  # {len(found.rows)}")
    field = _example(facts)
    if field is not None:
        shape = tuple(n for n in field.shape if n >= 0) if min(field.shape, default=0) >= 0 else ""
        code.append(f"x = data[0][{field.key!r}]  # {field.dtype} {shape}".rstrip())
    if found.parts and found.parts[0].startswith(FOLD):
        code.append("train, validation = data.fold(1)  # of " + str(len(found.parts)))
    elif found.parts:
        part = found.parts[0]
        code.append(f"part = data.split({part!r})  # {_part(found, part).rpartition(' ')[2]} items")
    return code


def _example(facts: Sequence[ArrayFact]) -> ArrayFact | None:
    """Choose the array that a reader is most likely after: a field rather than geometry."""
    fields = [f for f in facts if f.key.startswith(("point_data/", "cell_data/"))]
    largest = sorted(facts, key=lambda f: (-math.prod(abs(n) for n in f.shape), f.key))
    return next(iter(fields or largest), None)


def _made(found: Gathered, code: Mapping[str, str]) -> list[str]:
    versions = ", ".join(f"{name} {value}" for name, value in _libraries(found))
    names = [one_line(str(step.get("name", "?"))) for step in found.meta.steps]
    first = len(names) - count_sinks(found.meta.steps)
    steps = " → ".join([*names[:first], " + ".join(names[first:])])
    lines = ["## How it was made", "", f"{steps}", ""]
    if found.grown:
        at_first, *later = [f"{size:,}" for size in found.grown]
        lines += [f"Later runs extended it: {at_first} items, then {', '.join(later)}.", ""]
    for store in found.growth or ():
        lines += [f"{_cell(store.words())}.", ""]
    if found.meta.document:
        lines += [
            f"The pipeline is `{DOCUMENT}`, a copy: relative paths in it count from the folder of "
            "the original.",
            "",
        ]
    for used in used_code(found.meta.steps):
        lines += [_code_beside(used, code.get(used.digest, "")), ""]
    return [*lines, f"Made with Curator {__version__} ({versions}).", ""]


def _code_beside(used: UsedCode, place: str) -> str:
    """Say by which code beside the pipeline a step made the items, and where that is."""
    where = "as it was then" if place else "which is not in this folder"
    return (
        f"Its step {one_line(used.step)} ran {_code_cell(used.function)} of "
        f"{_code_cell(place or used.file_name)}, {where} (SHA-256 of the code with what it "
        f"imports beside it: {one_line(used.digest)})."
    )


def _libraries(found: Gathered) -> Iterator[tuple[str, str]]:
    for name in ("numpy", "pyvista", "xarray", "zarr", "ase"):
        if name in found.meta.versions:
            yield name, found.meta.versions[name]


def _cell(text: str) -> str:
    """Let a text stand in a cell of a table as it is: no code, no emphasis, no next cell."""
    return _MARKS.sub(r"\\\g<0>", one_line(text))


def _code_cell(text: str) -> str:
    """Let a name stand in a cell as code, whatever backticks it has (GitHub's Markdown, 6.1)."""
    shown = one_line(text).replace("|", "\\|")
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    gap = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{gap}{shown}{gap}{fence}"
