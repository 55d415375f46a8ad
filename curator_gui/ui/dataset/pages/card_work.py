"""Write, verify and export a data set: buttons, how far it is, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.describing import Describing
from curator_gui.app.language.quantities import count_text
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import HALF, MessageLine, label
from curator_gui.ui.dataset.pages.export_choice import Choice, choices


class CardWork(QWidget):
    """What can be done with the data set; while something is done, how far it is and a way out."""

    def __init__(self, data: DataSet, describing: Describing) -> None:
        super().__init__()
        self._set, self._describing = data, describing
        self.write = QPushButton(tr("Write again"))
        self.write.setToolTip(
            tr("Write what is said into README.md, dataset.json and the document")
        )
        self.verify = QPushButton(tr("Verify"))
        self.verify.setToolTip(tr("Read all outputs again and compare sizes and hashes"))
        self.export = QPushButton(tr("Export..."))
        self.export.setToolTip(tr("Copy or link items into a data set of their own"))
        self.bar, self.cancel = QProgressBar(), QPushButton(tr("Cancel"))
        self.bar.setAccessibleName(tr("Progress"))
        self.told, self.trouble = label("", "muted", wrap=True), MessageLine()
        self.dialog: ExportDialog | None = None
        self._lay_out()
        self.write.clicked.connect(describing.write)
        self.verify.clicked.connect(describing.verify)
        self.export.clicked.connect(self.ask)
        self.cancel.clicked.connect(describing.cancel)
        describing.changed.connect(self.show_state)
        describing.progressed.connect(self._show_progress)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self.show_state()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(HALF)
        for button in (self.verify, self.export):
            buttons.addWidget(button)
        buttons.addStretch(1)
        under_way = QHBoxLayout()
        under_way.addWidget(self.bar, 1)
        under_way.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(buttons)
        column.addLayout(under_way)
        column.addWidget(self.told)
        column.addWidget(self.trouble)

    def _draw(self) -> None:
        self.write.setIcon(icons.icon("file-output"))
        self.verify.setIcon(icons.icon("list-checks"))
        self.export.setIcon(icons.icon("download"))

    def show_state(self) -> None:
        """Show what is under way, and what came of what was done last."""
        work = self._describing.work
        for button in (self.verify, self.export):
            button.setEnabled(not work and self._set.there)
        self.write.setEnabled(not work and self._describing.can_write)
        self.write.setProperty("primary", self._describing.unwritten)
        for widget in (self.bar, self.cancel):
            widget.setVisible(bool(work))
        self.cancel.setEnabled(work in ("verify", "export"))
        if work:
            self.bar.setRange(0, 0)
        self.told.setText("\n".join(self._words()))
        self.told.setVisible(bool(self.told.text()))
        self.trouble.show_message(str(self._describing.problem), "error")

    def _words(self) -> list[str]:
        names = {
            "write": tr("Writing..."),
            "verify": tr("Reading all outputs..."),
            "export": tr("Exporting..."),
        }
        if self._describing.work:
            return [names[self._describing.work]]
        words = [say(str(one)) for one in self._describing.said]
        found = self._describing.verified
        if found is not None:
            outputs = count(found.outputs, tr("output"), tr("outputs"))
            problems = count(len(found.problems), tr("problem"), tr("problems"))
            words.append(
                tr("Verified: {outputs}, {problems}").format(outputs=outputs, problems=problems)
            )
            if found.continued:
                more = tr("{n} of them were read by a verification before")
                words.append(more.format(n=count_text(found.continued)))
        if self._describing.unwritten:
            words.append(tr("What is said above is not in the files yet."))
        return words

    def _show_progress(self, done: int, total: int) -> None:
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def ask(self) -> None:
        """Ask what is to be exported, then where to."""
        self.dialog = ExportDialog(choices(self._set), self)
        self.dialog.accepted.connect(self._ask_place)
        self.dialog.open()

    def _ask_place(self) -> None:
        if self.dialog is None:
            return
        choice, link = self.dialog.choice, self.dialog.link.isChecked()
        name = QFileDialog.getExistingDirectory(self, tr("Export into an empty folder"))
        if name:
            self.begin(choice, Path(name), link=link)

    def begin(self, choice: Choice, target: Path, *, link: bool) -> None:
        """Export into a folder."""
        if choice.xyz:
            self._describing.export_xyz(target)
        else:
            self._describing.export(target, choice.indices, link=link)


class ExportDialog(QDialog):
    """Asks which items, and whether files may be linked."""

    def __init__(self, offered: list[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self._offered = offered
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What is exported"))
        for choice in offered:
            item = QListWidgetItem(choice.words, self.list)
            if not choice.possible:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0)
        self.link = QCheckBox(tr("Links instead of copies, where the disk can: they take no room"))
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText(tr("Choose a folder..."))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.list.currentRowChanged.connect(self._show_link)
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(self.link)
        column.addWidget(self.buttons)
        self._show_link()

    def _show_link(self) -> None:
        self.link.setEnabled(not self.choice.xyz)

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        return self._offered[max(0, self.list.currentRow())]
