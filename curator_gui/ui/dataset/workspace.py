"""The data set of the open document: found, opened again after a run, shown in its view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.finding import dataset_folder, is_of_document
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.app.document.session import Session
from curator_gui.app.run.controller import RunController
from curator_gui.core.sidecars.curation import FILE_NAME, curation_path
from curator_gui.dataset.items.file import has_items
from curator_gui.ui.common import theme
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.view_bar import ViewSpec

if TYPE_CHECKING:
    from curator_gui.ui.dataset.view import DatasetView

VIEW = "dataset"


class Curating(QObject):
    """Opens data sets and shows them.

    Signals
    -------
    view_wanted(str)
        The view of this name is to be shown.
    mend_wanted()
        A step that mends items is to be added.
    warned(object)
        The person should know this message.
    """

    view_wanted = Signal(str)
    mend_wanted = Signal()
    warned = Signal(object)

    def __init__(
        self, session: Session, controller: RunController, actions: Actions, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._controller, self._window = session, controller, window
        self._actions = actions
        self.data = DataSet(self)
        self.pictures = Thumbnails(self.data, self)
        self.view: DatasetView | None = None
        self.dialog: QFileDialog | None = None
        self._own = True
        actions.connect_all({"open_dataset": self.ask_folder})
        controller.finished.connect(lambda _: self._run_ended())
        session.replaced.connect(self._leave)
        theme.notifier().changed.connect(self._show_theme)
        self._show_theme()

    def _show_theme(self) -> None:
        self.pictures.show_on(theme.current().rgb("plot_background"))

    def view_specs(self) -> list[ViewSpec]:
        return [ViewSpec(VIEW, "Data set", "layers", self._make)]

    def open(self, folder: Path) -> None:
        """Open the data set in a folder; decisions lie beside the document if it is that one's."""
        self._own = False
        path = self._session.path
        beside = is_of_document(folder, self._session.document, self._session.base)
        self._open(folder, curation_path(path) if beside and path else folder / FILE_NAME)
        self.view_wanted.emit(VIEW)

    def ask_folder(self) -> None:
        """Ask for the folder of a data set."""
        dialog = QFileDialog(self._window, tr("Open data set"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def look(self) -> None:
        """Open the data set that the document's runs write, if there is one and none is open."""
        if self.data.there or self.data.busy:
            return
        folder = dataset_folder(self._session.document, self._session.base)
        if folder is not None and has_items(folder):
            path = self._session.path
            self._open(folder, curation_path(path) if path else folder / FILE_NAME)

    def shut_down(self) -> None:
        """End what is under way: the window closes."""
        if self.view is not None:
            self.view.stop()
        self.pictures.stop()
        self.data.stop()

    def _open(self, folder: Path, curation: Path) -> None:
        self.pictures.domain = self._session.document.domain
        self.data.open(folder, curation)
        if self.view is not None:
            self.view._opened()

    def _run_ended(self) -> None:
        """Read the items anew: the run has written others."""
        document, base, shown = self._session.document, self._session.base, self.data.folder
        own = shown is not None and is_of_document(shown, document, base)
        folder = shown if own else dataset_folder(document, base) if self._own else None
        if folder is not None and has_items(folder):
            path = self._session.path
            self._open(folder, curation_path(path) if path else folder / FILE_NAME)

    def _leave(self) -> None:
        self._own = True
        self.data.close()
        if self.view is not None and self.view.isVisible():
            self.look()

    def _forget(self) -> None:
        self.dialog = None

    def _make(self) -> QWidget:
        from curator_gui.ui.dataset.view import DatasetView  # pyqtgraph takes its time to load

        action = self._actions["open_dataset"]
        self.view = DatasetView(self.data, self.pictures, action, self._session)
        self.view.mend_wanted.connect(self.mend_wanted)
        self.view.folder_wanted.connect(self.open)
        self.look()
        return self.view
