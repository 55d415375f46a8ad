"""Around a run: keep the computer awake, show progress, call the person back at the end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from curator_gui.app.run.controller import RunController
from curator_gui.app.run.taskbar_progress import TaskbarProgress, find_taskbar
from curator_gui.desktop.notify import notify
from curator_gui.desktop.sleep import SleepInhibitor
from curator_gui.run.config import RunResult
from curator_gui.ui.common.text import count, tr


class Attention(QObject):
    """Follows the controller's runs."""

    def __init__(self, controller: RunController, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self.inhibitor = SleepInhibitor(tr("a pipeline is running"))
        find = partial(find_taskbar, lambda: int(window.winId()))
        self.taskbar = TaskbarProgress(controller, find, self)
        controller.started.connect(self._started)
        controller.finished.connect(self._finished)
        controller.failed.connect(self._failed)

    def stop(self) -> None:
        """Let the computer sleep and the task bar rest: the window closes."""
        self.inhibitor.stop()
        self.taskbar.clear()

    def _started(self, event: object) -> None:
        self.inhibitor.start()

    def _finished(self, result: RunResult) -> None:
        statistics = self._controller.statistics
        failed = statistics.failed + statistics.quarantined
        words = tr("{done} done, {failed} failed").format(
            done=count(statistics.done, "index", "indices"), failed=failed
        )
        self._call_back(tr("Run {state}").format(state=tr(result.state or "finished")), words)

    def _failed(self, message: str) -> None:
        self._call_back(tr("The run ended in an error"), message.strip().rpartition("\n")[2])

    def _call_back(self, title: str, message: str) -> None:
        """Notify only a person who looks at something else."""
        self.inhibitor.stop()
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        notify(title, message)
