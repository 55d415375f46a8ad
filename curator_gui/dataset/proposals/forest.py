"""A second opinion on what is odd: an isolation forest over all measures at once.

It finds items that are unusual in several measures together, where no single one tells. Random cuts
part the items; one that is alone after few cuts is odd (Liu, Ting, Zhou, Isolation Forest, 2008).
The same items give the same trees.
"""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import numpy.typing as npt

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, plural
from curator_gui.core.storage.installed import to_add
from curator_gui.dataset.items.table import Column, Items
from curator_gui.dataset.proposals.model import Floats, standardized
from curator_gui.dataset.proposals.words import Proposal, number, title_of_rows

MIN_ITEMS = 20
MAX_FITTED = 100_000
TREES = 100
SAMPLE = 256
ODD = 0.6
"""Score from which on an item counts as odd: 0.5 is usual, 1 is alone after the first cut."""

MOST = 12
EXTRA = "outliers"
_EULER = 0.5772156649


def is_available() -> bool:
    """Whether scikit-learn is installed."""
    return find_spec("sklearn") is not None


def missing_words() -> Message:
    """Say what a second opinion needs, with the command that adds it."""
    return Message(
        "a second opinion needs scikit-learn, which is not installed; add it with: {command}",
        command=to_add(EXTRA),
    )


def second_opinion(items: Items) -> tuple[list[Proposal], list[Message]]:
    """Return what an isolation forest finds odd, the oddest first; 8 s for a million items.

    The notes say how many more there are, and which items could not be compared.

    Raises
    ------
    CuratorError
        If scikit-learn is not installed, or there is too little to compare.
    """
    if not is_available():
        raise CuratorError(missing_words())
    columns, values, known = standardized(items)
    rows = np.flatnonzero(known)
    if len(columns) < 2 or len(rows) < MIN_ITEMS:
        raise CuratorError(
            "a second opinion needs {items} items with {measures} measures that differ",
            items=MIN_ITEMS,
            measures=2,
        )
    scores = _scores(values[rows])
    order = np.argsort(-scores, kind="stable")
    odd = order[scores[order] > ODD]
    usual = _cuts(float(np.median(scores)), len(rows))
    found = [
        _proposal(items, columns, values, int(rows[place]), float(scores[place]), usual, len(rows))
        for place in odd[:MOST].tolist()
    ]
    return found, _notes(len(odd), len(items) - len(rows))


def _scores(values: Floats) -> npt.NDArray[np.float64]:
    """Return 0.5 for what is as usual as any, toward 1 for what is alone."""
    from sklearn.ensemble import IsolationForest

    fitted = values[:: max(1, len(values) // MAX_FITTED)]
    forest = IsolationForest(
        n_estimators=TREES, max_samples=min(SAMPLE, len(fitted)), random_state=0
    )
    return np.asarray(-forest.fit(fitted).score_samples(values), np.float64)


def _cuts(score: float, count: int) -> float:
    """Return the mean number of cuts until an item of a score is alone."""
    size = min(SAMPLE, count)
    mean = 2 * (np.log(size - 1) + _EULER) - 2 * (size - 1) / size
    return float(-np.log2(score) * mean)


def _proposal(
    items: Items,
    columns: list[Column],
    values: Floats,
    row: int,
    score: float,
    usual: float,
    count: int,
) -> Proposal:
    apart = np.abs(values[row])
    first, second = np.argsort(-apart, kind="stable")[:2].tolist()
    return Proposal(
        "forest",
        (row,),
        title_of_rows(items, [row]),
        Message(
            "All measures together: random cuts leave it alone after {cuts}; half of the items "
            "need more than {usual}.",
            cuts=number(_cuts(score, count)),
            usual=number(usual),
        ),
        Message(
            "most in {first} ({apart} deviations from the mean) and {second} ({apart2})",
            first=columns[first].name,
            apart=number(float(apart[first])),
            second=columns[second].name,
            apart2=number(float(apart[second])),
        ),
        columns[first].key,
        score,
    )


def _notes(odd: int, incomplete: int) -> list[Message]:
    notes = []
    if not odd:
        notes.append(Message("the second opinion: nothing stands apart in all measures together"))
    if odd > MOST:
        notes.append(
            Message(
                "the second opinion names {odd} items, of which the oddest {most} are shown",
                odd=odd,
                most=MOST,
            )
        )
    if incomplete:
        notes.append(
            plural(
                incomplete,
                "the second opinion leaves out one item that lacks a measure",
                "the second opinion leaves out {n} items that lack a measure",
            )
        )
    return notes
