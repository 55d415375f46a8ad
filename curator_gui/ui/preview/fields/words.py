"""How a preview is told in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from curator_gui.app.language.quantities import count_text, duration_text
from curator_gui.app.language.words import grouped
from curator_gui.app.preview.difference import Aspect, Change, FieldChange
from curator_gui.core.measuring.inspection import FieldSummary, ItemSummary
from curator_gui.run.helper.preview import StepPreview
from curator_gui.ui.common.text import count, say, tr

CHANGE_ICONS: dict[Change, str] = {
    "added": "plus",
    "removed": "minus",
    "changed": "pencil",
    "same": "",
}
CHANGE_ROLES: dict[Change, str] = {
    "added": "done",
    "removed": "failed",
    "changed": "running",
    "same": "muted",
}


def change_words(row: FieldChange) -> str:
    """Say where a field is and what happened to it: "changed: type, range · point"."""
    words = {"added": tr("added"), "removed": tr("removed"), "changed": tr("changed")}
    if row.change == "same":
        return say(row.place)
    happened = words[row.change]
    if row.aspects:
        happened += f": {_aspect_words(row.aspects)}"
    return f"{happened} · {say(row.place)}"


def changes_text(rows: Sequence[FieldChange]) -> str:
    """Count what happened to the fields: "2 changed, 1 added"; "" where nothing did."""
    words: dict[Change, str] = {
        "changed": tr("{n} changed"),
        "added": tr("{n} added"),
        "removed": tr("{n} removed"),
    }
    counts = {change: sum(row.change == change for row in rows) for change in words}
    return ", ".join(words[change].format(n=n) for change, n in counts.items() if n)


def _aspect_words(aspects: Sequence[Aspect]) -> str:
    words = {
        "dtype": tr("type"),
        "shape": tr("shape"),
        "range": tr("range"),
        "values": tr("values"),
    }
    return ", ".join(words[aspect] for aspect in aspects)


def number_text(value: float | None) -> str:
    """Write a number with four significant digits; "" for none."""
    if value is None:
        return ""
    return f"{value:.4g}".replace("-", "\u2212")


def shape_text(field: FieldSummary) -> str:
    """Write a shape: "2 268×3"; one single value is "1"."""
    return "×".join(map(count_text, field.shape)) or "1"


def items_text(step: StepPreview) -> str:
    """Count a step's items: "3 items", "more than 64 items"."""
    n = len(step.items)
    counted = count(n, "item", "items")
    return counted if step.complete else tr("more than {items}").format(items=counted)


def flow_text(before: StepPreview | None, step: StepPreview) -> str:
    """Say what became of the items: "1 → 3 items", "1 → 0, dropped", "2 items" for a source."""
    if step.error is not None:
        return tr("failed: {kind}").format(kind=step.error.kind)
    if before is None:
        return items_text(step)
    n = len(before.items)
    if n and not step.items:
        return tr("{n} → 0, dropped").format(n=n)
    return f"{n} → {items_text(step)}"


def step_line(before: StepPreview | None, step: StepPreview) -> str:
    """Write what a step did in one line: items and its own seconds."""
    return f"{flow_text(before, step)} · {duration_text(step.seconds)}"


def notes_text(step: StepPreview) -> str:
    """Write what a step said of the item, and why it did nothing; "" if it said nothing."""
    idle = tr("{step} does nothing here: {why}")
    return "; ".join(
        idle.format(step=say(step.name), why=say(words)) if kind == "unchanged" else say(words)
        for kind, words in step.notes
    )


def facts_line(item: ItemSummary) -> str:
    return " · ".join(f"{say(name)} {grouped(value)}" for name, value in item.facts)
