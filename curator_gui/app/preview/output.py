"""The preview of an output file, read in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.preview.item_contents import ItemOutput, read_output_of
from curator_gui.app.preview.process import START_SECONDS, GivingWay, PreviewProcess
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.errors import error_words
from curator_gui.core.message import Message, at

if TYPE_CHECKING:
    from curator_gui.run.helper.film import Frame
    from curator_gui.run.helper.preview import OutputPreview

STOPPED = Message("reading it was stopped")


@dataclass(frozen=True)
class OutputState:
    """What is known about an output: `preview` once it was read, `problem` if nothing came.

    What comes from a film has its `frame` with pictures: the process does not know these items.
    """

    output: ItemOutput = field(default_factory=lambda: ItemOutput(""))
    busy: bool = False
    preview: OutputPreview | None = None
    problem: str = ""
    frame: Frame | None = None

    @property
    def path(self) -> str:
        return self.output.path


class OutputController(QObject):
    """Reads one output at a time; the newest wish counts.

    Signals
    -------
    changed()
        `state` is another one.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.process = PreviewProcess()
        self.state = OutputState()
        self._call = LatestCall("output preview", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._giving_way = GivingWay(self._call, self.process)

    def read(self, output: ItemOutput, domain: str) -> None:
        """Read an output, or an item's part of it, that a pipeline of this domain wrote."""
        if self.state.busy:
            self._giving_way.give_way()
        self._show(OutputState(output, busy=True))
        helper = self.process.helper
        self._giving_way.begun()
        self._call.submit(partial(_read, helper, output, domain, self.timeout + START_SECONDS))

    @property
    def timeout(self) -> int:
        """The seconds that reading may take."""
        return max(1, self._settings.preferences.preview_timeout)

    def show_frame(self, output: ItemOutput, frame: Frame) -> None:
        """Show what a film has read of an output."""
        if self.state.busy:
            self._giving_way.give_way()
        self._call.cancel()
        self._show(output_state(output, frame.output, frame))

    def cancel(self) -> None:
        """Stop reading, and end the process that reads."""
        self._giving_way.stop()
        if self.state.busy:
            self._call.cancel()
            self.process.end()
            self._show(replace(self.state, busy=False, problem=STOPPED))

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped reading what is shown."""
        return self.state.problem == STOPPED

    def stop(self) -> None:
        self._giving_way.stop()
        self._call.cancel()
        self.process.end()
        self.state = OutputState()

    def _show(self, state: OutputState) -> None:
        self.state = state
        self.changed.emit()

    def _answered(self, preview: Any) -> None:
        self._giving_way.stop()
        self._show(output_state(self.state.output, preview))

    def _failed(self, error: BaseException) -> None:
        self._giving_way.stop()
        self._show(OutputState(self.state.output, problem=error_words(error)))


def output_state(
    output: ItemOutput, preview: OutputPreview | None, frame: Frame | None = None
) -> OutputState:
    """Return what is known of an output that was read, well or not."""
    error = preview.error if preview else None
    problem = ""
    if error is not None:
        known = error.kind.endswith("Error") and error.message
        problem = known or at(error.kind, error.message)
    return OutputState(output, preview=preview, problem=problem, frame=frame)


def _read(helper: Any, output: ItemOutput, domain: str, timeout: float) -> Any:
    from curator_gui.run.helper.preview import preview_output

    what = Message("reading {path}", path=output.path)
    return helper.call(what, preview_output, read_output_of, output, domain, timeout=timeout)
