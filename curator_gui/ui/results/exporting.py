"""Save the rows that are shown as CSV, with progress and without holding the window up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from curator_gui.app.quantities import count_text
from curator_gui.app.results_export import CsvExport
from curator_gui.app.results_model import ResultsModel
from curator_gui.core.errors import CuratorError
from curator_gui.ui.text import tr


class ExportDialog(QProgressDialog):
    """Writes the visible rows of a model to a file; closes itself at the end."""

    def __init__(self, model: ResultsModel, path: Path, parent: QWidget) -> None:
        rows = model.visible_rows.copy()
        words = tr("Writing {n} rows to {name}").format(n=count_text(len(rows)), name=path.name)
        super().__init__(words, tr("Cancel"), 0, max(1, len(rows)), parent)
        self.setWindowTitle(tr("Export"))
        self.setMinimumDuration(400)
        self.setAutoClose(False)
        self.setAutoReset(False)
        self._export = CsvExport(model.store, rows, path)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self.canceled.connect(self._cancel)

    def start(self) -> None:
        """Begin to write."""
        try:
            self._export.open()
        except CuratorError as error:
            self._fail(error)
        else:
            self._timer.start(0)

    def _step(self) -> None:
        try:
            more = self._export.write_portion()
            self.setValue(self._export.written)
            if more:
                return
            self._timer.stop()
            self._export.close()
        except CuratorError as error:
            self._export.discard()
            self._fail(error)
        else:
            self._end()

    def _cancel(self) -> None:
        self._export.discard()
        self._end()

    def _fail(self, error: CuratorError) -> None:
        self._end()
        QMessageBox(QMessageBox.Icon.Warning, tr("Export"), str(error), parent=self.parent()).open()

    def _end(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()


def ask_and_export(model: ResultsModel, parent: QWidget) -> None:
    """Ask for a file name and write the visible rows to it."""
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Export results"), "results.csv", tr("Comma-separated values (*.csv)")
    )
    if name:
        path = Path(name)
        target = path if path.suffix else path.with_suffix(".csv")
        ExportDialog(model, target, parent).start()
