"""What is said of a data set that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curator_gui.core.message import Message
from curator_gui.core.sidecars.curation import LEAVE_OUT
from curator_gui.dataset.handing_over.gathered import Gathered
from curator_gui.dataset.handing_over.reopening import Choices
from curator_gui.dataset.layout import CARD, DESCRIPTION, ITEMS
from curator_gui.dataset.unlisted import unlisted_words


def written_words(found: Gathered) -> tuple[Message, ...]:
    """Say what was written."""
    files = {"card": CARD, "items": ITEMS, "description": DESCRIPTION}
    if len(found.rows) == 1:
        return (
            Message(
                "{folder} is a data set of one item: {card}, {items}, {description}",
                folder=found.folder,
                **files,
            ),
        )
    return (
        Message(
            "{folder} is a data set of {count} items: {card}, {items}, {description}",
            folder=found.folder,
            count=f"{len(found.rows):,}",
            **files,
        ),
    )


def remarks(found: Gathered, before: Choices) -> list[Message]:
    """Say what is not as one may expect: what is gone, was kept, came, or is nobody's."""
    words = [*found.said, *(each.words() for each in found.growth or ()), *found.growth_gaps()]
    words += [_unchanged(found.unchanged)] if found.unchanged else []
    words += [_gone(found.missing)] if found.missing else []
    if found.unlisted:
        words.append(unlisted_words(found.unlisted))
    return [*words, *_changes(found, before)]


def _changes(found: Gathered, before: Choices) -> Iterator[Message]:
    """Say which items came and went, and which of them have no part."""
    lost = len(before.splits.keys() - {row.index for row in found.rows})
    if lost:
        yield _gone_from_split(lost)
    new = {row.index for row in found.rows} - before.indices
    if before.indices and new:
        yield _new_items(len(new))
    apart = [i for i in new - found.splits.keys() if found.decisions.get(i) != LEAVE_OUT]
    if before.splits and apart:
        yield _in_no_part(len(apart))


def _unchanged(count: int) -> Message:
    if count == 1:
        return Message("one output is unchanged since it was hashed, and was not read again")
    return Message(
        "{count} outputs are unchanged since they were hashed, and were not read again",
        count=f"{count:,}",
    )


def _gone(paths: Sequence[str]) -> Message:
    if len(paths) == 1:
        return Message("{path} is gone since it was written", path=paths[0])
    return Message(
        "{count} outputs are gone since they were written, such as {path}",
        count=f"{len(paths):,}",
        path=paths[0],
    )


def _gone_from_split(count: int) -> Message:
    """Say that items with a part are not there any more."""
    if count == 1:
        return Message("one item that had a part of the split is not in the data set any more")
    return Message(
        "{count} items that had a part of the split are not in the data set any more",
        count=f"{count:,}",
    )


def _new_items(count: int) -> Message:
    """Say that items were not there before."""
    if count == 1:
        return Message("one item is new in the data set")
    return Message("{count} items are new in the data set", count=f"{count:,}")


def _in_no_part(count: int) -> Message:
    """Say that items which were not there before have no part, while others have."""
    if count == 1:
        return Message("one new item is in no part of the split: to place it, split it again")
    return Message(
        "{count} new items are in no part of the split: to place them, split it again",
        count=f"{count:,}",
    )
