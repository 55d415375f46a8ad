"""How many workers a run shall have: a number that can be changed while it goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.monitor.more_workers import advice, may_change
from curator_gui.app.planning.computer import Machine
from curator_gui.app.run.controller import RunController
from curator_gui.core.errors import CuratorError
from curator_gui.run.control import MAX_WORKERS
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import SPACE, MessageLine, label


class WorkerCount(QWidget):
    """The heading of the workers, with their number to change, and what speaks against it."""

    def __init__(self, controller: RunController) -> None:
        super().__init__()
        self._controller = controller
        self._shown = 0
        self._machine: Machine | None = None
        self._look = LatestCall("this computer", self)
        self._look.answered.connect(self._take_machine)
        self.number = QSpinBox(minimum=1, maximum=MAX_WORKERS)
        self.number.setKeyboardTracking(False)
        self.number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.number.setAccessibleName(tr("Number of workers"))
        self.number.setToolTip(
            tr(
                "Workers of this run: more join in, and those that are too many end what they have "
                "in hand first"
            )
        )
        self.number.valueChanged.connect(self._ask)
        self.message = MessageLine()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(label(tr("Workers"), "heading"))
        row.addWidget(self.number)
        row.addWidget(self.message, 20)
        row.addStretch(1)  # where there is no message

    def refresh(self) -> None:
        """Show the number of the run, and whether it can be changed now."""
        controller = self._controller
        under_way = controller.active or controller.following
        changeable = under_way and may_change(controller.document, controller.state)
        self.number.setVisible(changeable)
        if not changeable:
            self.message.show_message("")
        workers = controller.statistics.workers
        if workers != self._shown and workers > 0:
            self._shown = workers
            self._show(workers)

    def _show(self, workers: int) -> None:
        """Show a number that nobody has asked for here."""
        self.number.blockSignals(True)
        self.number.setValue(workers)
        self.number.blockSignals(False)

    def _ask(self, workers: int) -> None:
        try:
            self._controller.set_workers(workers)
        except CuratorError as error:
            self.message.show_message(str(error))
            self._show(self._shown)
            return
        self.message.show_message("")
        self._look.submit(Machine.this)

    def _take_machine(self, machine: Machine) -> None:
        controller = self._controller
        found = advice(controller.document, self.number.value(), controller.statistics, machine)
        self.message.show_message(" ".join(one.words for one in found), "warning")
