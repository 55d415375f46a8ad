"""RunController: starts, steers and follows one run at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from curator_gui.app.monitor.log import RunLog
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.results.model import ResultsModel
from curator_gui.app.run.relay import Relay
from curator_gui.app.run.requests import (
    Present,
    again,
    broken_off,
    changes_since,
    new_record_path,
    refusal,
    request_of,
)
from curator_gui.app.run.shown import Shown
from curator_gui.app.run.thread import (
    Completed,
    Engine,
    Failed,
    Prepared,
    Rejected,
    RunRequest,
    RunThread,
)
from curator_gui.app.run.update_scheduler import UpdateScheduler
from curator_gui.app.runs.record_loader import RecordLoader
from curator_gui.core.document import PipelineDocument
from curator_gui.core.errors import CuratorError
from curator_gui.core.registration.registry import REGISTRY, Registry
from curator_gui.run.config import RunResult
from curator_gui.run.control import RunControl
from curator_gui.run.events import RunStarted, RunStateChanged
from curator_gui.run.remote_control import RemoteControl, user_name

if TYPE_CHECKING:
    from curator_gui.app.runs.recorded_run import RecordedRun

FLUSH_MS = 150
"""How often the table learns what has changed: a number that changes faster cannot be read."""

IDLE = "idle"
OVER = ("finished", "stopped")
"""States that the controller enters only when the engine has returned and a run may be started."""


class RunController(QObject):
    """Follows a run in the GUI thread.

    Signals
    -------
    started(RunStarted), events(list of Event), state_changed(str), finished(RunResult),
    rejected(list of Issue, or str): refused before anything was run; not told if it was stopped,
    failed(str): ended in an error that belongs to no index,
    index_wanted(int): somebody asked for the details of an index,
    record_shown(Path): the views show an earlier run from its record,
    record_failed(str): an earlier run could not be read; the message names its record,
    forgotten(): nothing is shown any more, because another document was opened,
    choice_wanted(list of int, list of Message): indices are to be run again, but the pipeline is
    another one now; the messages say in what.

    Parameters
    ----------
    registry
        Where the components of documents are looked up.
    engine
        `curator_gui.run.execute`, imported when the first run starts, unless another is given.
    """

    started = Signal(object)
    events = Signal(list)
    state_changed = Signal(str)
    finished = Signal(object)
    failed = Signal(object)
    rejected = Signal(object)
    index_wanted = Signal(object)
    record_shown = Signal(object)
    record_failed = Signal(object)
    forgotten = Signal()
    choice_wanted = Signal(object, object)

    def __init__(
        self,
        registry: Registry = REGISTRY,
        engine: Engine | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._registry = registry
        self._engine = engine
        self._thread: RunThread | None = None
        self._control = RunControl()
        self._last: RunRequest | None = None
        self.record: Path | None = None
        self.shown = Shown()
        self._own_wanted = self._keep_rows = self._stop_asked = False
        self.state = IDLE
        self.result: RunResult | None = None
        self.wanted_index: int | None = None
        self.present: Present | None = None
        self.results = ResultsModel(self)
        self.statistics, self.log = RunStatistics(), RunLog()
        self._relay = Relay(self)
        self._relay.received.connect(self._receive)
        self._loader = RecordLoader(self)
        self._loader.loaded.connect(self._show_recorded)
        self._loader.completed.connect(self._show_details)
        self._loader.failed.connect(self.record_failed)
        self.updates = UpdateScheduler(self)
        self._on_message: Mapping[type, Callable[[Any], None]] = {
            Prepared: self._prepared,
            Rejected: self._was_rejected,
            Failed: self._has_failed,
            Completed: self._completed,
        }

    @property
    def active(self) -> bool:
        """Whether a run is being prepared or under way."""
        return self._thread is not None

    @property
    def following(self) -> bool:
        """Whether the run that is shown goes on in another process."""
        return not self.active and self.shown.live

    @property
    def request(self) -> RunRequest | None:
        """What the run that is shown was asked to do."""
        return self._last

    @property
    def title(self) -> str:
        """Which other run is shown, in words; "" if it is one that this window has started."""
        return self.shown.title

    @property
    def document(self) -> PipelineDocument | None:
        return self._last.document if self._last else None

    def start(
        self,
        document: PipelineDocument,
        base: Path | None,
        *,
        path: Path | None = None,
        resume: Path | None = None,
        resume_all: bool = False,
    ) -> None:
        """Run a document; what becomes of it is told by the signals.

        Every run is recorded. `path` is the document's file, by which its runs are found again;
        `resume` the record of an earlier run, `resume_all`: see `RecordConfig`.

        Raises
        ------
        CuratorError
            If a run is under way.
        """
        named = {"failed of last run": self._failed_indices().__iter__}
        request = RunRequest(
            document,
            base,
            self._registry,
            None,
            named,
            resume=resume,
            record=None if resume else new_record_path(document),
            document_path=str(path or ""),
            resume_all=resume_all,
        )
        self._begin(request, keep_rows=False)

    def leave(self, name: str) -> None:
        """Show nothing of the document `name` any more: another one is open.

        A run that is under way goes on and stays in sight; it is named with its document.
        """
        self._loader.cancel()
        if self.active:
            self.shown = Shown(foreign=self.shown.foreign or name)
            self.state_changed.emit(self.state)
            return
        self._last = self.record = self.result = self.wanted_index = None
        self.shown = Shown()
        self.statistics.reset()
        self.log.reset()
        self.results.reset([])
        self.state = IDLE
        self.state_changed.emit(IDLE)
        self.forgotten.emit()

    def retry(self, indices: Sequence[int], *, as_recorded: bool | None = None) -> None:
        """Run indices again: within the run, or after its end as a further run on the same table.

        After the end it is the document as it is now that runs. If that differs from the one of the
        run, `choice_wanted` asks first; `as_recorded` is the answer.

        Raises
        ------
        CuratorError
            If there has been no run yet.
        """
        if self.active or self.following:
            self._control.retry(indices)
            return
        if self._last is None and self.record is None:
            raise CuratorError("there is no run yet whose indices could be run again")
        refused = refusal(self._last, self.shown.foreign, reading=self._loader.busy)
        if self._last is None or refused:
            self.rejected.emit(refused)
            return
        now = self.present() if self.present is not None else None
        changes = changes_since(self._last, now, self._registry) if now is not None else []
        if changes and as_recorded is None:
            self.choice_wanted.emit(list(indices), changes)
            return
        chosen = now if changes and not as_recorded else None
        self._begin(again(self._last, indices, self.record, chosen), keep_rows=True)

    def retry_failed(self) -> None:
        """Run everything again that failed or was quarantined."""
        indices = self._failed_indices()
        if indices:
            self.retry(indices)

    def pause(self) -> None:
        self._control.pause()

    def resume(self) -> None:
        self._control.resume()

    def set_workers(self, number: int) -> None:
        """Go on with another number of workers; raises `CuratorError` if nobody can be asked."""
        self._control.set_workers(number, user_name())

    def stop_after_current(self) -> None:
        """Finish the indices that run, then end; at once while the source is being listed."""
        self._control.stop_after_current()
        self._give_up_preparing()

    def stop_now(self) -> None:
        """Kill the workers and end, also while the source is still being listed."""
        self._control.stop_now()
        self._give_up_preparing()

    def show_record(self, path: Path, *, own: bool = False) -> None:
        """Show an earlier run in place of the last one, as soon as its record has been read.

        `own` says that it is the last run of the open document.

        Raises
        ------
        CuratorError
            If a run is under way.
        """
        if self.active:
            raise CuratorError("a run is under way; an earlier one can be shown when it has ended")
        self._own_wanted = own
        self._loader.load(path)

    def ask_for(self, index: int) -> None:
        """Ask whoever shows results to show this index."""
        self.wanted_index = index
        self.index_wanted.emit(index)

    def shut_down(self) -> None:
        """Stop now and wait for the thread: for the end of the application."""
        self._loader.cancel()
        if self._thread is not None:
            self._control.stop_now()
            self._thread.give_up_preparing()
            self._close()

    def _begin(self, request: RunRequest, *, keep_rows: bool) -> None:
        if self.active:
            raise CuratorError("a run is under way; stop it before starting another")
        self._loader.cancel()
        self._last = request
        self._keep_rows = keep_rows
        self._control = RunControl()
        self._stop_asked = False
        self.result = self.wanted_index = None
        self.shown = Shown()
        self._relay.start()
        self.updates.ask(self._flush, FLUSH_MS)
        self._thread = RunThread(request, self._engine, self._control, self._relay.post)
        self._thread.start()
        self._set_state("starting")

    def _show_recorded(self, run: RecordedRun) -> None:
        summary = run.summary
        self.record, self.shown = summary.path, Shown(summary, self._own_wanted)
        self._last = request_of(run, self._registry)
        self._control = RemoteControl(summary.path) if self.shown.live else RunControl()
        self.result = self.wanted_index = None
        self.statistics = run.statistics
        self.log.reset()
        self.log.apply(run.log)
        self.results.show_store(run.store)
        self.state = summary.state
        self.state_changed.emit(self.state)  # also if it is the same: the numbers are not
        self.record_shown.emit(summary.path)

    def _show_details(self) -> None:
        self.results.flush(at_once=True)
        self.state_changed.emit(self.state)

    def _give_up_preparing(self) -> None:
        self._stop_asked = True
        if self._thread is not None:  # aside, because it waits for the end of a process
            threading.Thread(target=self._thread.give_up_preparing).start()

    @Slot(list)
    def _receive(self, messages: list[Any]) -> None:
        """Split messages of the thread into runs of events and the few that are not."""
        events: list[Any] = []
        for message in messages:
            handler = self._on_message.get(type(message))
            if handler is None:
                events.append(message)
            else:
                self._take_in(events)
                events = []
                handler(message)
        self._take_in(events)

    def _take_in(self, events: list[Any]) -> None:
        if not events:
            return
        self.results.store.apply(events)
        self.statistics.apply(events)
        self.log.apply(events)
        for event in events:
            if type(event) is RunStateChanged and event.state not in OVER:
                self._set_state(event.state)
            elif type(event) is RunStarted:
                self.record = Path(event.record) if event.record else None
                self.results.store.set_steps(event.steps, event.sinks)
                self.started.emit(event)
        self.events.emit(events)

    def _prepared(self, message: Prepared) -> None:
        self.statistics.reset()
        if self._keep_rows:
            self.results.expect(message.indices)
        else:
            self.log.reset()
            self.results.reset(message.indices)

    def _completed(self, message: Completed) -> None:
        self._close()
        self.result = message.result
        self._set_state(message.result.state or "finished")
        self.finished.emit(message.result)

    def _was_rejected(self, message: Rejected) -> None:
        self._close()
        self._set_state(IDLE)
        if not self._stop_asked:  # else that it has stopped is all there is to say
            self.rejected.emit(message.reasons)

    def _has_failed(self, message: Failed) -> None:
        self._close()
        self.statistics.apply([broken_off(self.statistics)])
        self.results.store.apply([broken_off(self.statistics)])
        self.results.flush(at_once=True)
        self._set_state("stopped")
        self.failed.emit(message.message)

    def _close(self) -> None:
        if self._thread is not None:
            self._thread.wait()  # it has posted its last message: a matter of microseconds
            self._thread.deleteLater()
        self._thread = None
        self._relay.stop()
        self.updates.drop(self._flush)
        self.results.flush(at_once=True)

    def _flush(self) -> float:
        self.results.flush()
        return FLUSH_MS

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _failed_indices(self) -> list[int]:
        store = self.results.store
        return store.indices_of(store.rows_with("failed", "quarantined"))
