"""The code beside a document that is saved in another folder: taken along, or said to stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from curator_gui.app.document.session import Session
from curator_gui.core.documents.code_files import code_of_steps
from curator_gui.core.documents.moving import CodeCopy, code_copies, not_copied
from curator_gui.core.message import Message


class MovingCode:
    """What of the code of a session's document is to be copied to a folder.

    Parameters
    ----------
    session
        It says by `remarked` what was copied, and what was not.
    folder
        Where the document will be.
    """

    def __init__(self, session: Session, folder: Path) -> None:
        self._session, self.folder = session, folder
        base = session.base
        self._copies: list[CodeCopy] = []
        self._unread: list[str] = []
        if base is None or base == folder:
            return
        found = list(code_of_steps(session.document, session.registry, base))
        self._copies = code_copies(found, base, folder)
        self._unread = [each.problem for each in found if each.problem]

    @property
    def missing(self) -> list[Path]:
        """The files that can be copied: of no code a part, because another one would come of it."""
        return list(dict.fromkeys(p for c in self._copies if not c.other for p in c.missing))

    def carry_out(self, *, copy: bool) -> None:
        """Copy what is missing, if that is wanted, and say what became of it."""
        for words in self._carry_out(copy):
            self._session.remarked.emit(words)

    def _carry_out(self, copy: bool) -> Iterator[Message]:
        for each in self._copies:
            if each.other:
                yield not_copied(each)
            elif each.missing:
                yield self._copy(each) if copy else _left(each)
        for problem in self._unread:
            yield Message("code was not copied: {problem}", problem=problem)

    def _copy(self, each: CodeCopy) -> Message:
        try:
            files = ", ".join(path.name for path in each.copy())
        except OSError as error:
            words = error.strerror or str(error)
            path = error.filename or each.folder
            return Message("code was not copied: {problem}", problem=f"{path}: {words}")
        return Message("copied to {folder}: {files}", folder=each.folder, files=files)


def _left(each: CodeCopy) -> Message:
    files = ", ".join(path.name for path in each.missing)
    return Message("the code is missing in {folder}: {files}", folder=each.folder, files=files)
