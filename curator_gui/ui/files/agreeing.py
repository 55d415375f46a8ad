"""Code beside a document, and servers in it: the person agrees to them or not; nothing before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.checking import Checker
from curator_gui.app.document.document_code import DocumentCode
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.core.document_code.reading import Code, CodeError
from curator_gui.core.document_code.trust import is_trusted
from curator_gui.core.documents.code_files import StepCode
from curator_gui.core.trust.ownership import why_untrusted
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.messages.notices import Notice, NoticeBoard
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE, label
from curator_gui.ui.files.code_view import code_pages
from curator_gui.ui.files.connecting import Connecting
from curator_gui.ui.forms.context import FormContext


class CodeDialog(QDialog):
    """The code of a step, and the question whether it may run."""

    def __init__(self, code: Code, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.trusted = is_trusted(code)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Code of this pipeline"))
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        title = QLabel(self._title())
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "page-title")
        layout.addWidget(title)
        layout.addWidget(label(self._words(), wrap=True))
        for file in code.files:
            if why := _why_careful(file):
                layout.addWidget(label(why, "warning", wrap=True))
        layout.addWidget(code_pages(code), 1)
        digest = label(tr("SHA-256 of all of it: {digest}").format(digest=code.digest), "muted")
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(digest)
        layout.addWidget(self._buttons())
        self.no.setDefault(True)  # now that it is in the dialog: before, the other one would be it
        self.no.setFocus()

    def _title(self) -> str:
        name = self.code.path.name
        if self.trusted:
            return tr("You have agreed to {file}").format(file=name)
        return tr("May {file} run?").format(file=name)

    def _words(self) -> str:
        if self.trusted:
            return tr("You have agreed to this code. If it changes, you are asked again.")
        return tr(
            "It would run with your rights, in the worker processes: it can read, change and "
            "delete whatever you can. Agree if you wrote it, or have read it and trust who did."
        )

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        no = tr("Close") if self.trusted else tr("Do not run it")
        self.no = box.addButton(no, role.RejectRole)
        yes = tr("Agree no longer") if self.trusted else tr("Agree to this code")
        self.yes = box.addButton(yes, role.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def _why_careful(file: Path) -> str:
    try:
        why = why_untrusted(file)
    except OSError:
        return ""  # gone by now: what was read is what would run
    return say(why) if why is not None else ""


class Agreeing(QObject):
    """Says that a document brings code along, and asks whether it may run."""

    def __init__(
        self,
        session: Session,
        checker: Checker,
        surveyor: Surveyor,
        context: FormContext,
        board: NoticeBoard,
    ) -> None:
        super().__init__(board)
        self._session, self._checker, self._surveyor = session, checker, surveyor
        self._board = board
        self._notices: dict[str, Notice] = {}
        self.dialog: CodeDialog | None = None
        self.code = DocumentCode(session, checker, self)
        self.code.asked.connect(self._ask)
        self.code.changed.connect(self._look_again)
        session.replaced.connect(self._notices.clear)
        context.show_code = self.show
        self.connecting = Connecting(session, checker, surveyor, board)

    def show(self, code: Code) -> None:
        """Show code, with the question about it."""
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog = CodeDialog(code, self._board.window())
        dialog.accepted.connect(lambda: self._decide(dialog))
        dialog.finished.connect(self._gone)
        dialog.open()

    def _gone(self, *_: object) -> None:
        if self.sender() is self.dialog:
            self.dialog = None

    def _decide(self, dialog: CodeDialog) -> None:
        try:
            (self.code.withdraw if dialog.trusted else self.code.agree)(dialog.code)
        except CodeError as error:
            title = tr("This could not be kept")
            MessageBox("error", title, say(str(error)), self._board.window()).open()

    def _ask(self, found: list[StepCode]) -> None:
        """Have one notice for each code that is to be asked for."""
        codes = {each.code.digest: each.code for each in found if each.code is not None}
        for digest in [digest for digest in self._notices if digest not in codes]:
            notice = self._notices.pop(digest)
            notice.hide()
            notice.deleteLater()
        for digest, code in codes.items():
            if digest not in self._notices:
                self._notices[digest] = self._tell(code)

    def _tell(self, code: Code) -> Notice:
        words = tr(
            "This pipeline brings code along: {file} ({digest}). Nothing of it runs before you "
            "have agreed to it."
        ).format(file=code.path.name, digest=code.short_digest)
        look = (tr("Look at it..."), lambda: self.show(code))
        return self._board.add(words, [look], icon="code-xml", passing=True)

    def _look_again(self) -> None:
        self._checker.refresh()
        self._session.document_changed.emit(self._session.document)
        self._surveyor.again()
