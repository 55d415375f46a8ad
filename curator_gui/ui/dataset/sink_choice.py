"""Which sink's data set is shown, where the pipeline of the document has several."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from curator_gui.app.dataset.finding import dataset_folders
from curator_gui.app.document.session import Session
from curator_gui.dataset.items.file import has_items
from curator_gui.ui.common.text import tr


class SinkChoice(QComboBox):
    """Lists the data sets of the document's sinks; hidden where there is no choice.

    Signals
    -------
    folder_wanted(object)
        The person wants to see the data set in this folder.
    """

    folder_wanted = Signal(object)

    def __init__(self, session: Session | None) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(tr("Data set of which sink"))
        self.setToolTip(tr("Each sink of the pipeline has a data set of its own"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda row: self.folder_wanted.emit(self.itemData(row)))
        self.hide()

    def show_folder(self, folder: Path | None) -> None:
        """Choose the folder that is shown, if it is one of the document's."""
        folders = self._folders()
        self.clear()
        for each in folders:
            self.addItem(each.name, each)
        place = next((n for n, each in enumerate(folders) if _same(each, folder)), -1)
        self.setCurrentIndex(place)
        self.setVisible(len(folders) > 1 and place >= 0)

    def _folders(self) -> list[Path]:
        if self._session is None:
            return []
        found = dataset_folders(self._session.document, self._session.base)
        return [folder for folder in found if has_items(folder)]


def _same(one: Path, other: Path | None) -> bool:
    return other is not None and one.resolve() == other.resolve()
