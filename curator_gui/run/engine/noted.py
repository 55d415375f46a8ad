"""What the steps of a run said about its items, and how many items went in and came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from curator_gui.core.message import Message, joined, plural, term
from curator_gui.run.events import IndexFinished

SHOWN_TEXTS = 3
"""Different texts of one step that a warning quotes."""


class Noted:
    """Adds up the notes and counts of finished indices; steps are numbered as in the pipeline.

    The last `sinks` steps write: each of them gets what the last step before them gave on.
    """

    def __init__(self, sinks: int = 1) -> None:
        self.sinks = sinks
        self._came_out: Counter[int] = Counter()
        self._unchanged: dict[int, Counter[str]] = {}
        self._remarks: dict[int, Counter[str]] = {}
        self._plain = 0

    def add(self, event: IndexFinished) -> None:
        if not event.items:
            self._plain += 1
            if not event.notes:
                return
        for step, count in enumerate(event.items):
            self._came_out[step] += count
        for step, kind, words, count in event.said_notes():
            texts = self._unchanged if kind == "unchanged" else self._remarks
            texts.setdefault(step, Counter())[words] += count

    def came_out(self, step: int) -> int:
        """Count the items that a step gave on, over all indices."""
        return self._came_out[step] + self._plain

    def dropped(self, steps: Sequence[str]) -> dict[str, int]:
        """Return how many items each filter left out, by its name, if it left any out."""
        lost = {
            name: self.came_out(step - 1) - self.came_out(step)
            for step, name in enumerate(steps[: -self.sinks])
            if step
        }
        return {name: count for name, count in lost.items() if count > 0}

    def idle(self, steps: Sequence[str]) -> list[Message]:
        """Say which steps did nothing for any item."""
        found = []
        for step, name in enumerate(steps):
            entered, texts = self._entered(step, steps), self._unchanged.get(step, Counter())
            if entered and texts.total() == entered:
                found.append(
                    plural(
                        entered,
                        "{step} did nothing for the only item that reached it: {why}",
                        "{step} did nothing for any of {n} items: {why}",
                        step=term(name),
                        why=_quoted(texts),
                    )
                )
        return found

    def warnings(self, steps: Sequence[str]) -> Iterator[Message]:
        """Say which steps left all items out, and what they remarked."""
        for step, name in enumerate(steps):
            entered = self._entered(step, steps)
            if 0 < step < len(steps) - self.sinks and entered and not self.came_out(step):
                yield plural(
                    entered,
                    "{step} left out the only item that reached it, so nothing was written",
                    "{step} left out all {n} items, so nothing was written",
                    step=term(name),
                )
            yield from self._remarked(step, name, entered)

    def _remarked(self, step: int, name: str, entered: int) -> Iterator[Message]:
        remarks = self._remarks.get(step, Counter())
        for words, count in remarks.most_common(SHOWN_TEXTS):
            yield plural(
                entered,
                "{step}: {words}",
                "{step}: {words} ({count} of {n} items)",
                step=term(name),
                words=words,
                count=f"{count:,}",
            )
        if len(remarks) > SHOWN_TEXTS:
            rest = remarks.total() - sum(n for _, n in remarks.most_common(SHOWN_TEXTS))
            yield Message("{step}: {n} more remarks of this kind", step=term(name), n=f"{rest:,}")

    def reached_sinks(self, steps: Sequence[str]) -> int:
        """Count the items that came to the sinks."""
        return self.came_out(len(steps) - self.sinks - 1)

    def _entered(self, step: int, steps: Sequence[str]) -> int:
        return self.came_out(max(0, min(step, len(steps) - self.sinks) - 1))


def _quoted(texts: Counter[str]) -> Message:
    shown = joined("; ", [words for words, _ in texts.most_common(SHOWN_TEXTS)])
    more = len(texts) - SHOWN_TEXTS
    if more <= 0:
        return shown
    return Message("{reasons} and {n} other reasons", reasons=shown, n=more)
