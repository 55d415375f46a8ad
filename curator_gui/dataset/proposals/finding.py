"""What stands out among the items, few and in words; nothing is decided by it.

A plain limit (a robust z above 3.5) names half of a sound set of simulations. So items are ranked
by the distance to the next one, compared with their neighbors along the axis, and bundled where
they share a step; what the plain limit would have named is said beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from curator_gui.core.message import Message
from curator_gui.dataset.items.table import Items
from curator_gui.dataset.proposals import far, odd, same
from curator_gui.dataset.proposals.words import TOPICS, Proposal, Topic


@dataclass(frozen=True)
class Proposals:
    """All proposals, by topic and then the farthest first.

    `plain` counts the items that a plain limit of `PLAIN_LIMIT` spreads would have named; `notes`
    say what was not looked at.
    """

    found: tuple[Proposal, ...] = ()
    plain: int = 0
    notes: tuple[Message, ...] = ()

    def of(self, topic: Topic) -> list[Proposal]:
        """Return the proposals of one topic."""
        return [proposal for proposal in self.found if proposal.topic == topic]

    def count(self, topic: Topic) -> int:
        """Count the items that are proposed under a topic."""
        return len({row for proposal in self.of(topic) for row in proposal.rows})

    def with_more(self, more: Proposals) -> Proposals:
        """Return these and others, which take the place of those of the same topics."""
        topics = {proposal.topic for proposal in more.found}
        kept = [proposal for proposal in self.found if proposal.topic not in topics]
        found = tuple(ordered((*kept, *more.found)))
        notes = dict.fromkeys((*self.notes, *more.notes))
        return Proposals(found, self.plain, tuple(notes))

    @property
    def rows(self) -> set[int]:
        """All items that are proposed."""
        return {row for proposal in self.found for row in proposal.rows}


Stopped = Callable[[], bool]


def propose(items: Items, limit: float | None = None, stopped: Stopped = bool) -> Proposals:
    """Look for what stands out.

    Parameters
    ----------
    items
        The items, with their axes (`items.with_axes`).
    limit
        None proposes what stands alone; a number all that lie so many spreads from the middle.
    stopped
        Asked between the steps; True ends the search with what was found.
    """
    searches: tuple[Callable[[], tuple[Iterable[Proposal], Sequence[Message]]], ...] = (
        lambda: far.far(items, limit),
        lambda: (same.exact(items), ()),
        lambda: same.near(items),
        lambda: (odd.odd(items), ()),
    )
    found: list[Proposal] = []
    notes: list[Message] = []
    for search in searches if len(items) else ():
        if stopped():
            break
        more, said = search()
        found += more
        notes += said
    return Proposals(tuple(ordered(found)), far.plain_count(items), tuple(notes))


def ordered(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Order by topic, then the farthest first, then by the first item."""
    return sorted(proposals, key=lambda p: (TOPICS.index(p.topic), -p.score, p.rows[:1]))
