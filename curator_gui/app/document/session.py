"""The open document: its file, whether it is saved, its history of edits and the chosen step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from curator_gui.app.document.undo import EditCommand
from curator_gui.app.language.words import tr
from curator_gui.core.document import PipelineDocument, RunOptions
from curator_gui.core.documents.document_io import SUFFIX, read_any_document, write_document
from curator_gui.core.documents.from_data import unknown_words
from curator_gui.core.documents.moving import rebase
from curator_gui.core.documents.servers import servers_named_anew, servers_of
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry
from curator_gui.core.trust.servers import ServerError, keep_named, note_named

UNDO_LIMIT = 1000


@dataclass(frozen=True)
class TakenOver:
    """A pipeline of physicsnemo-curator that was opened.

    Attributes
    ----------
    theirs
        Whether its steps are the classes of that package, not components of Curator.
    wanted
        Whether these were asked for.
    """

    path: Path
    words: Message
    theirs: bool
    wanted: bool


class Session(QObject):
    """One document being edited; every view shows it and every edit goes through `push`.

    Signals
    -------
    document_changed(object)
        The document is another one: edited, undone, opened.
    file_changed()
        The path or the saved state is another one.
    replaced()
        Another document was opened or begun: what was shown of the last one is of no use.
    selection_changed(str)
        Another step is chosen; "" for none.
    remarked(object)
        The person should know this message about what was saved, or opened.
    taken_over(object)
        A pipeline of another program was opened: `TakenOver` says how.
    settled()
        No step is new any more: what is missing in one is an error now.
    """

    document_changed = Signal(object)
    file_changed = Signal()
    replaced = Signal()
    selection_changed = Signal(str)
    settled = Signal()
    taken_over = Signal(object)
    remarked = Signal(object)  # a message would lose its values as a text of Qt

    def __init__(
        self,
        registry: Registry,
        parent: QObject | None = None,
        new_run: Callable[[], RunOptions] = RunOptions,
    ) -> None:
        super().__init__(parent)
        self.registry = registry
        self.new_run = new_run
        """Gives the run options of a new document."""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.undo_stack.cleanChanged.connect(self._clean_changed)
        self._document = PipelineDocument(run=new_run())
        self._path: Path | None = None
        self._selected = ""
        self._new_steps: set[str] = set()
        self._typing = 0

    @property
    def document(self) -> PipelineDocument:
        return self._document

    @property
    def path(self) -> Path | None:
        """The document's file, or None if it was never saved."""
        return self._path

    @property
    def base(self) -> Path | None:
        """The folder from which the document's relative paths start."""
        return self._path.parent if self._path else None

    @property
    def dirty(self) -> bool:
        """Whether there are edits that no file has."""
        return not self.undo_stack.isClean()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to lose and nothing to show."""
        return self._path is None and not self._document.steps and not self.dirty

    @property
    def title(self) -> str:
        """The document's name for people: its file name, else its own name."""
        if self._path:
            return self._path.name
        return self._document.name or tr("Untitled")

    @property
    def selected(self) -> str:
        """The identity of the chosen step, or ""."""
        return self._selected

    def push(
        self, document: PipelineDocument, text: str, merge_key: str = "", *, own: bool = True
    ) -> None:
        """Make an edit; an edit that changes nothing is not recorded.

        Consecutive edits with the same `merge_key` become one, until `end_typing`. Servers that it
        brings in count as asked for, unless it is not the person's `own`, such as a recipe's.
        """
        same_steps = [s.id for s in document.steps] == [s.id for s in self._document.steps]
        if document == self._document and same_steps:
            return
        if own:
            note_named(servers_named_anew(self._document, document))
        key = f"{merge_key}#{self._typing}" if merge_key else ""
        self.undo_stack.push(EditCommand(self._show, self._document, document, text, key))

    def end_typing(self) -> None:
        """Keep the next edit apart from those before, also in the same field."""
        self._typing += 1

    def is_new(self, step_id: str) -> bool:
        """Whether a step was added just now: what it lacks is no mistake of anybody yet."""
        return step_id in self._new_steps

    def mark_new(self, step_id: str) -> None:
        self._new_steps.add(step_id)

    def settle(self) -> None:
        """Take all steps for finished: somebody wants to run them."""
        self._new_steps.clear()
        self.settled.emit()

    def select(self, step_id: str) -> None:
        """Choose a step; an unknown one chooses none."""
        step_id = step_id if self._document.has_step(step_id) else ""
        if step_id != self._selected:
            self._selected = step_id
            self.selection_changed.emit(step_id)

    def new(self) -> None:
        self._begin(PipelineDocument(run=self.new_run()), None)

    def open(self, path: Path, *, theirs: bool = True) -> None:
        """Read a document from a file; one of another program is shown as a new one.

        Its steps are classes of that program where they are registered, unless `theirs` is false.

        Raises
        ------
        DocumentError
            If it cannot be read; the session then stays as it was.
        """
        path = Path(path).absolute()
        document, own = read_any_document(path, self.registry.foreign() if theirs else {})
        if not own:  # its relative paths begin at its folder, which a new document does not have
            document = rebase(document, self.registry, path.parent, None)
        self._begin(document, path if own else None)
        if not own:
            self.undo_stack.resetClean()
            words = Message(
                "{description} It is saved as a document of its own: {path} stays as it is.",
                description=document.description,
                path=path.name,
            )
            self.taken_over.emit(TakenOver(path, words, self._all_foreign(), theirs))

    def _all_foreign(self) -> bool:
        keys = {entry.key for entry in self.registry.foreign().values()}
        return all(step.component in keys for step in self._document.steps)

    def adopt(self, document: PipelineDocument, path: Path | None) -> None:
        """Show a document that differs from its file, such as a recovered one, as edited."""
        self._begin(document, path)
        self.undo_stack.resetClean()

    def save(self, path: Path | None = None) -> None:
        """Write the document to its file, or to another one that becomes its file.

        In another folder, relative paths are rewritten so that they still mean the same files.

        Raises
        ------
        DocumentError
            If the file cannot be written; the session then stays as it was.
        ValueError
            If there is no path.
        """
        target = path.absolute() if path else self._path
        if target is None:
            raise ValueError(Message("a new document needs a path to be saved to"))
        old, new = self.base, target.parent
        remark = write_document(self._moved(self._document, old, new), target, like=self._path)
        self._path = target
        if old != new:
            self._rewrite_history(old, new)
        self.undo_stack.setClean()
        self.file_changed.emit()
        self._keep_named()
        if remark:
            self.remarked.emit(remark)

    def _keep_named(self) -> None:
        """Keep that the person named the servers of a document of his own: it asks no more."""
        try:
            keep_named(servers_of(self._document.steps))
        except ServerError as error:
            self.remarked.emit(
                Message(
                    "that you named the servers of this pipeline could not be kept, so it will ask "
                    "for them when it is opened: {error}",
                    error=error,
                )
            )

    def _begin(self, document: PipelineDocument, path: Path | None) -> None:
        self._path = path
        self._new_steps.clear()
        self.replaced.emit()
        self.undo_stack.clear()
        self.undo_stack.setClean()  # clear() leaves an empty stack as unclean as it was
        self._show(document, document.steps[0].id if document.steps else "")
        self.file_changed.emit()
        if words := unknown_words(document, self.title):
            self.remarked.emit(words)

    def _show(self, document: PipelineDocument, chosen: str = "") -> None:
        """Make a document the present one, and `chosen` its chosen step, if one is to be."""
        old, self._document = self._document, document
        self.document_changed.emit(document)
        if chosen or not document.has_step(self._selected):
            self.select(chosen or _neighbour(old, document, self._selected))

    def _clean_changed(self, clean: bool) -> None:
        self.file_changed.emit()

    def _moved(self, document: PipelineDocument, old: Path | None, new: Path) -> PipelineDocument:
        return rebase(document, self.registry, old, new)

    def _rewrite_history(self, old: Path | None, new: Path) -> None:
        for position in range(self.undo_stack.count()):
            command = self.undo_stack.command(position)
            if isinstance(command, EditCommand):
                command.rewrite(lambda document: self._moved(document, old, new))
        self._show(self._moved(self._document, old, new))


def _neighbour(old: PipelineDocument, new: PipelineDocument, step_id: str) -> str:
    """Choose the step that took the place of one that is gone: the next one, else the last."""
    ids = [step.id for step in old.steps]
    later = ids[ids.index(step_id) + 1 :] if step_id in ids else []
    for candidate in later:
        if new.has_step(candidate):
            return candidate
    return new.steps[-1].id if new.steps else ""


def with_suffix(path: Path) -> Path:
    """Complete a file name typed without the suffix of pipeline documents."""
    if path.name.endswith((SUFFIX, ".yaml", ".yml", ".json")):
        return path
    return path.with_name(path.name + SUFFIX)
