"""The edits that a person can make, each one entry of the undo history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from curator_gui.app.document.session import Session
from curator_gui.app.language.words import say, tr
from curator_gui.core.document import Kind, PipelineDocument, RunOptions, Step, make_step
from curator_gui.core.frozen import freeze
from curator_gui.core.registration.registry import Entry, Registry


def step_title(step: Step, registry: Registry) -> str:
    """Name a step for people: the component's title, else its key."""
    entry = registry.find(step.component)
    return entry.title if entry else step.component


class Edits:
    """Changes the document of a session; steps are named by their identity."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _document(self) -> PipelineDocument:
        return self._session.document

    def add_step(
        self,
        entry: Entry,
        position: int | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> str:
        """Add a component as a step with these values and choose it; return its identity.

        A source takes the place of the present one. A filter or sink goes to `position` among those
        of its kind, or behind the chosen step.
        """
        step = make_step(entry.kind, entry.key, values)
        self._session.mark_new(step.id)
        place = self.insert_position(entry.kind) if position is None else position
        self._session.push(
            self._document.add(step, place), tr("add {step}").format(step=say(entry.title))
        )
        self._session.select(step.id)
        return step.id

    def is_new(self, step_id: str) -> bool:
        """Whether a step was added just now (see `Session.is_new`)."""
        return self._session.is_new(step_id)

    @property
    def bare(self) -> bool:
        """Whether there is nothing yet behind the source."""
        return not self._document.filters and not self._document.sinks

    def insert_position(self, kind: Kind = "filter") -> int:
        """Return where a new step belongs among its kind: behind the chosen step, else at the end.

        A filter stands right behind the source if that is chosen.
        """
        document, selected = self._document, self._session.selected
        if kind == "filter" and document.source is not None and document.source.id == selected:
            return 0
        ids = [step.id for step in document.row(kind)]
        return ids.index(selected) + 1 if selected in ids else len(ids)

    def remove_step(self, step_id: str) -> None:
        words = tr("remove {step}").format(step=self._title(step_id))
        self._session.push(self._document.remove(step_id), words)

    def can_move(self, step_id: str, offset: int) -> bool:
        """Whether a step is a filter or sink with room in this direction among its kind."""
        ids = self._row(step_id)
        return step_id in ids and 0 <= ids.index(step_id) + offset < len(ids)

    def move_step(self, step_id: str, offset: int) -> None:
        """Move a filter or sink up (negative) or down; a step that cannot move stays."""
        if self.can_move(step_id, offset):
            self.place_step(step_id, self._row(step_id).index(step_id) + offset)

    def _row(self, step_id: str) -> list[str]:
        """List the filters, or the sinks, whichever a step is one of; nothing for a source."""
        document = self._document
        rows = ([step.id for step in row] for row in (document.filters, document.sinks))
        return next((ids for ids in rows if step_id in ids), [])

    def place_step(self, step_id: str, position: int) -> None:
        """Move a filter or sink to a position among its kind."""
        moved = self._document.move(step_id, position)
        self._session.push(moved, tr("move {step}").format(step=self._title(step_id)))

    def duplicate_step(self, step_id: str) -> None:
        """Copy a filter or sink behind itself and choose the copy; a source has no copies."""
        ids = self._row(step_id)
        if step_id not in ids:
            return
        kind = self._document.step(step_id).kind
        copied = self._document.duplicate(step_id)
        words = tr("duplicate {step}").format(step=self._title(step_id))
        self._session.push(copied, words)
        self._session.select(copied.row(kind)[ids.index(step_id) + 1].id)

    def set_enabled(self, step_id: str, enabled: bool) -> None:
        """Let a step take part in runs, or not."""
        words = tr("enable {step}") if enabled else tr("disable {step}")
        words = words.format(step=self._title(step_id))
        self._session.push(self._document.set_enabled(step_id, enabled), words)

    def set_value(self, step_id: str, name: str, value: Any) -> None:
        """Set a parameter; typing into one field is one edit."""
        words = self._change(step_id, name)
        changed = self._document.set_value(step_id, name, freeze(value))
        self._session.push(changed, words, merge_key=f"{step_id}.{name}")

    def reset_value(self, step_id: str, name: str) -> None:
        """Put a parameter back to its default."""
        words = self._change(step_id, name)
        changed = self._document.reset_value(step_id, name)
        self._session.push(changed, words, merge_key=f"{step_id}.{name}")

    def set_run(self, name: str, value: Any) -> None:
        """Change one of backend, n_jobs, indices and on_error."""
        changed = self._document.with_run(**{name: value})
        self._session.push(changed, _change(name), merge_key=f"run.{name}")

    def set_run_options(self, run: RunOptions, words: str) -> None:
        """Change several run options as one edit, such as a preset; `words` for "Undo ..."."""
        self._session.push(replace(self._document, run=run), words)

    def set_option(self, name: str, value: Any) -> None:
        run = self._document.run.with_option(name, freeze(value))
        self._push_run(run, name)

    def reset_option(self, name: str) -> None:
        """Put an option of the backend back to its default."""
        self._push_run(self._document.run.without_option(name), name)

    def _push_run(self, run: Any, name: str) -> None:
        changed = replace(self._document, run=run)
        self._session.push(changed, _change(name), merge_key=f"option.{name}")

    def _title(self, step_id: str) -> str:
        return say(step_title(self._document.step(step_id), self._session.registry))

    def _change(self, step_id: str, name: str) -> str:
        words = tr("change {name} of {step}")
        return words.format(name=_words(name), step=self._title(step_id))


def _change(name: str) -> str:
    return tr("change {name}").format(name=_words(name))


def _words(name: str) -> str:
    """Return the words for a parameter: "cell fields"."""
    words = name.replace("_", " ")
    label = words.capitalize()
    return words if say(label) == label else say(label)
