"""Which arrays the items of a data set hold, found out on some of them."""

from __future__ import annotations

from collections.abc import Sequence

from curator_gui.core.message import Message
from curator_gui.dataset.handing_over.gathered import ArrayFact, Gathered
from curator_gui.dataset.loading.reading import can_read, read_output
from curator_gui.dataset.own_files import DatasetError

SAMPLED = 12
"""Items that are opened to find out which arrays they hold, and which lengths differ."""


def array_facts(found: Gathered, words: list[Message]) -> list[ArrayFact]:
    """Find out which arrays the items hold, by opening some that lie far apart.

    What cannot be opened is left out, and `words` say so.
    """
    firsts = [(row, row.outputs[0]) for row in found.rows if row.outputs]
    there = [row for row, path in firsts if can_read(path) and path not in found.missing]
    rows = there[:: max(1, -(-len(there) // SAMPLED))]
    facts: dict[str, ArrayFact] = {}
    problems: list[DatasetError] = []
    for row in rows:
        try:
            arrays = read_output(found.folder / row.outputs[0], row.index)
        except DatasetError as error:
            problems.append(error)
            continue
        for key, values in arrays.items():
            fact = ArrayFact(key, str(values.dtype), tuple(values.shape))
            facts[key] = _both(facts.get(key, fact), fact)
    words += _not_described(problems, len(rows))
    return list(facts.values())


def _not_described(problems: Sequence[DatasetError], looked_at: int) -> list[Message]:
    if not problems:
        return []
    return [
        Message(
            "{count} of {looked_at} outputs that were opened are not described: {error}",
            count=len(problems),
            looked_at=looked_at,
            error=problems[0],
        )
    ]


def _both(one: ArrayFact, other: ArrayFact) -> ArrayFact:
    """Return what holds for both: a length that differs is -1."""
    if len(one.shape) != len(other.shape):
        return ArrayFact(one.key, one.dtype, (-1,) * max(len(one.shape), len(other.shape)))
    shape = tuple(a if a == b else -1 for a, b in zip(one.shape, other.shape, strict=True))
    return ArrayFact(one.key, one.dtype, shape)
