"""Save the rows that are shown as a file, with progress and without holding the window up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from curator_gui.app.language.quantities import count_text
from curator_gui.app.results.exporting.export import table_export
from curator_gui.app.results.exporting.parquet_export import require_pyarrow
from curator_gui.app.results.model import ResultsModel
from curator_gui.core.errors import CuratorError
from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.text import mark, say, tr

FORMATS = {
    ".csv": mark("Comma-separated values (*.csv)"),
    ".parquet": mark("Apache Parquet (*.parquet)"),
}


class ExportDialog(QProgressDialog):
    """Writes the visible rows of a model to a file; closes itself at the end."""

    def __init__(
        self, model: ResultsModel, path: Path, parent: QWidget, record: Path | None = None
    ) -> None:
        rows = model.visible_rows.copy()
        words = tr("Writing {n} rows to {name}").format(n=count_text(len(rows)), name=path.name)
        super().__init__(words, tr("Cancel"), 0, max(1, len(rows)), parent)
        self.setWindowTitle(tr("Export"))
        self.setMinimumDuration(400)
        self.setAutoClose(False)
        self.setAutoReset(False)
        self._export = table_export(model.store, rows, path, record)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self.canceled.connect(self._cancel)

    def start(self) -> None:
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
        _complain(error, self.parentWidget())

    def _end(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()


def ask_and_export(
    model: ResultsModel, parent: QWidget, suffix: str = ".csv", record: Path | None = None
) -> None:
    """Ask for a file name and write the visible rows to it; `suffix` is one of `FORMATS`."""
    if suffix == ".parquet":
        try:
            require_pyarrow()
        except CuratorError as error:
            _complain(error, parent)
            return
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Export results"), f"results{suffix}", tr(FORMATS[suffix])
    )
    if name:
        path = Path(name)
        target = path if path.suffix else path.with_suffix(suffix)
        ExportDialog(model, target, parent, record).start()


def _complain(error: CuratorError, parent: QWidget | None) -> None:
    words = tip_text(say(str(error)))
    box = MessageBox("warning", tr("Export"), words, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
