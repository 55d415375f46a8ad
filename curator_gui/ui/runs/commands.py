"""What can be done with earlier runs; everything that reads a record happens in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.app.runs.comparison import Comparison, compare_runs, read_facts
from curator_gui.app.runs.history import document_name, start_text
from curator_gui.app.runs.recorded_code import RecordedCode, read_recorded_code
from curator_gui.app.runs.recorded_document import RecordedDocument, read_recorded_document, reopen
from curator_gui.core.errors import CuratorError
from curator_gui.run.record.library import delete_run
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.run.report.html import write_report
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.text import count, mark, tr
from curator_gui.ui.files.files import Files
from curator_gui.ui.runs.code_of_run import CodeOfRunDialog
from curator_gui.ui.runs.comparing import ComparisonDialog

REPORT_FILTER = mark("Web pages (*.html)")

Then = Callable[[Any], None]


class RunCommands(QObject):
    """Reopens, compares, reports and deletes runs.

    Signals
    -------
    said(str)
        What was done, in words.
    failed(str)
        Why something could not be done.
    reopened()
        The document of a run is open now.
    reported(Path)
        This report was written.
    deleted()
        Records are gone.
    resume_wanted(Path)
        The document of this record is open now, and its run is to be gone on with.
    """

    reported = Signal(object)
    said = Signal(object)
    failed = Signal(object)
    reopened = Signal()
    deleted = Signal()
    resume_wanted = Signal(object)

    def __init__(self, session: Session, files: Files, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._files, self._window = session, files, window
        self.question: QMessageBox | None = None
        self.comparison: ComparisonDialog | None = None
        self.code_dialog: CodeOfRunDialog | None = None
        self._then: Then = self.said.emit
        self._work = LatestCall("earlier run", self)
        self._work.answered.connect(self._go_on)
        self._work.failed.connect(self._complain)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._work.busy

    def stop(self) -> None:
        """Drop what is under way: the window closes."""
        self._work.cancel()
        for dialog in (self.question, self.comparison, self.code_dialog):
            if dialog is not None:
                dialog.close()

    def reopen(self, run: RunSummary) -> None:
        """Open the document of a run as it was then."""
        self._do(partial(read_recorded_document, run.path), self._reopen_only)

    def resume(self, run: RunSummary) -> None:
        """Open the document of a run and go on with the run."""
        self._do(partial(read_recorded_document, run.path), self._resume)

    def report(self, run: RunSummary) -> None:
        name = f"{document_name(run)}-report.html"
        folder = Path(run.document_path).parent if run.document_path else Path.home()
        target = self._files.asker.save_path(str(folder / name), REPORT_FILTER)
        if target:
            path = Path(target) if Path(target).suffix else Path(target).with_suffix(".html")
            words = tr("The report was written to {path}").format(path=path)
            self._do(
                partial(_write_report, run.path, path, words), partial(self._report_done, path)
            )

    def _report_done(self, path: Path, words: str) -> None:
        self.said.emit(words)
        self.reported.emit(path)

    def code(self, run: RunSummary) -> None:
        """Show the code that a run ran from beside its document."""
        self._do(partial(read_recorded_code, run.path), self._show_code)

    def _show_code(self, found: list[RecordedCode]) -> None:
        self.code_dialog = CodeOfRunDialog(found, self._window)
        self.code_dialog.finished.connect(self._forget_code)
        self.code_dialog.open()

    def _forget_code(self) -> None:
        self.code_dialog = None

    def compare(self, first: RunSummary, second: RunSummary) -> None:
        """Show two runs side by side, the older one first."""
        older, newer = sorted((first, second), key=lambda run: run.created)
        self._do(partial(_compare, older.path, newer.path), self._show_comparison)

    def delete(self, runs: Sequence[RunSummary]) -> None:
        """Delete the records of runs, after asking."""
        if self.question is not None:
            return
        box = self._deletion_box(runs)
        delete = box.addButton(tr("&Delete"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        self.question = box

        def answered() -> None:
            self.question = None
            box.deleteLater()
            if box.clickedButton() is delete:
                self._do(partial(_delete, [run.path for run in runs]), self._tell_deleted)

        box.finished.connect(answered)
        box.open()

    def _deletion_box(self, runs: Sequence[RunSummary]) -> QMessageBox:
        box = MessageBox("question", tr("Delete runs"), _question(runs), self._window)
        box.setInformativeText("\n".join(_consequences(runs)))
        return box

    def _do(self, call: Callable[[], Any], then: Then) -> None:
        self._then = then
        self._work.submit(call)

    def _go_on(self, answer: Any) -> None:
        self._then(answer)

    def _complain(self, error: BaseException) -> None:
        if not isinstance(error, CuratorError):
            raise error
        self.failed.emit(str(error))

    def _reopen(self, recorded: RecordedDocument) -> bool:
        files = self._files
        same = recorded.path if recorded.same else None
        if not (files.may_show(same) if same else files.may_leave()):
            return False
        try:
            reopen(self._session, recorded)
        except CuratorError as error:
            files.follow()
            self.failed.emit(str(error))
            return False
        return True

    def _reopen_only(self, recorded: RecordedDocument) -> None:
        if self._reopen(recorded):
            self.reopened.emit()

    def _resume(self, recorded: RecordedDocument) -> None:
        if self._reopen(recorded):
            self.resume_wanted.emit(recorded.record)

    def _show_comparison(self, comparison: Comparison) -> None:
        self.comparison = ComparisonDialog(comparison, self._window)
        self.comparison.finished.connect(self._forget_comparison)
        self.comparison.open()

    def _forget_comparison(self) -> None:
        self.comparison = None

    def _tell_deleted(self, outcome: tuple[int, list[str]]) -> None:
        number, problems = outcome
        if problems:
            self.failed.emit("\n".join(problems))
        else:
            deleted = count(number, "record", "records")
            self.said.emit(tr("{records} deleted").format(records=deleted))
        self.deleted.emit()


def _consequences(runs: Sequence[RunSummary]) -> Iterator[str]:
    if not all(run.foreign for run in runs):
        yield tr(
            "Results, log and statistics are lost, and the run cannot be gone on with. The "
            "files that the run has written stay."
        )
    if any(run.foreign for run in runs):
        yield tr(
            "Run databases of physicsnemo-curator stay where they are; they are only taken off "
            "this list."
        )


def _question(runs: Sequence[RunSummary]) -> str:
    if len(runs) == 1 and runs[0].foreign:
        return tr("Take {name} off the list of runs?").format(name=runs[0].path.name)
    if len(runs) > 1:
        return tr("Delete the records of {n} runs?").format(n=len(runs))
    words = tr("Delete the record of the run of {name} from {when}?")
    return words.format(name=document_name(runs[0]), when=start_text(runs[0]))


def _write_report(record: Path, path: Path, words: str) -> str:
    with RunRecord.open(record) as opened:
        write_report(opened, path)
    return words


def _compare(first: Path, second: Path) -> Comparison:
    return compare_runs(read_facts(first), read_facts(second))


def _delete(paths: Sequence[Path]) -> tuple[int, list[str]]:
    """Delete records; return how many, and why others could not be."""
    problems = []
    for path in paths:
        try:
            delete_run(path)
        except CuratorError as error:
            problems.append(str(error))
    return len(paths) - len(problems), problems
