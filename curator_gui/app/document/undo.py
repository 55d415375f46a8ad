"""Undo: one small command per edit, which keeps the document before and after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from curator_gui.core.document import PipelineDocument

_MERGEABLE = 1
_NOT_MERGEABLE = -1

Show = Callable[[PipelineDocument], None]


class EditCommand(QUndoCommand):
    """One edit of the document.

    Parameters
    ----------
    show
        Makes a document the current one.
    before, after
        The document without and with the edit; documents are immutable and share their parts.
    text
        What the edit does, for the menu ("Undo add Clean").
    merge_key
        Consecutive edits with the same key, such as the letters typed into one field, become one.
        Empty: this edit stands alone.
    """

    def __init__(
        self,
        show: Show,
        before: PipelineDocument,
        after: PipelineDocument,
        text: str,
        merge_key: str = "",
    ) -> None:
        super().__init__(text)
        self._show = show
        self._merge_key = merge_key
        self.before = before
        self.after = after

    def redo(self) -> None:
        """Show the document with the edit; Qt also calls this when the edit is made."""
        self._show(self.after)

    def undo(self) -> None:
        """Show the document without the edit."""
        self._show(self.before)

    def id(self) -> int:
        """Say whether Qt may try to merge this command with the one before."""
        return _MERGEABLE if self._merge_key else _NOT_MERGEABLE

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in a later edit of the same field; typing back to the start removes both."""
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def rewrite(self, change: Callable[[PipelineDocument], PipelineDocument]) -> None:
        """Apply a change that is no edit, such as other relative paths after "Save as"."""
        self.before, self.after = change(self.before), change(self.after)
