"""The preview of the open document: asked for, followed step by step, stopped, found stale."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.app.preview.process import START_SECONDS, GivingWay, PreviewProcess
from curator_gui.app.preview.request import Blocked, Opening, Request, essence_now, open_request
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.errors import error_words
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message

if TYPE_CHECKING:
    from curator_gui.run.helper.film import Frame
    from curator_gui.run.helper.preview import Opened, StepPreview

Phase = Literal["empty", "opening", "working", "done", "stopped", "failed"]


@dataclass(frozen=True)
class PreviewState:
    """How far a preview has come.

    `failed` means that the preview itself did not work (`problem` says why): the process died or
    took too long, or there was nothing to run. A step that raised is an answer like any other: it
    is the last of `steps` and has an `error`. What comes from a film has its `frame` with pictures:
    the preview's process does not know these items.
    """

    phase: Phase = "empty"
    request: Request | None = None
    opened: Opened | None = None
    steps: tuple[StepPreview, ...] = ()
    blocked: Blocked | None = None
    problem: str = ""
    frame: Frame | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still expected."""
        return self.phase in ("opening", "working")

    @property
    def current(self) -> str:
        """The name of the step that runs, or ran when the preview ended early; "" for none."""
        if self.opened is None or len(self.steps) >= len(self.opened.names):
            return ""
        return self.opened.names[len(self.steps)]

    @property
    def complete(self) -> bool:
        """Whether every step has been run, or one has raised."""
        if self.opened is None:
            return False
        raised = bool(self.steps) and self.steps[-1].error is not None
        return raised or len(self.steps) == len(self.opened.names)


class PreviewController(QObject):
    """Previews indices of the session's document in a process that may die of it.

    Signals
    -------
    changed()
        `state` is another one, or has become stale.
    """

    changed = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self.process = PreviewProcess()
        self.state = PreviewState()
        self._was_stale = False
        self._call = LatestCall("preview", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._giving_way = GivingWay(self._call, self.process)
        session.document_changed.connect(self._look_whether_stale)
        session.file_changed.connect(self._look_whether_other)

    @property
    def stale(self) -> bool:
        """Whether the pipeline has changed since the preview shown."""
        request = self.state.request
        if request is None:
            return False
        now = self._session
        return request.essence != essence_now(now.document, now.registry, now.base)

    @property
    def timeout(self) -> int:
        """The seconds that one step may take."""
        return max(1, self._settings.preferences.preview_timeout)

    def request(self, index: int) -> Request:
        """Return an index of the document as it is now."""
        session = self._session
        return Request(session.document, session.registry, session.base, index)

    def preview(self, index: int) -> None:
        """Preview an index of the document as it is now; a preview under way is given up.

        Its process goes on with the next one, unless it has been busy with a step for long: to
        start another takes a second.
        """
        if self.state.busy:
            self._giving_way.give_way()
        request = self.request(index)
        self._show(PreviewState("opening", request))
        seconds = self.timeout + START_SECONDS
        self._submit(partial(open_request, request, self.process.helper, seconds))

    def show_frame(self, frame: Frame) -> None:
        """Show an item that a film has made of the document as it is now."""
        if self.state.busy:
            self._giving_way.give_way()
        self._call.cancel()
        self._show(self.framed(frame))

    def framed(self, frame: Frame) -> PreviewState:
        """Return what a frame of the document says, without showing it."""
        assert frame.opened is not None
        known = self.state.request is not None and not self.stale
        blocked = self.state.blocked if known else None
        request = self.request(frame.opened.index)
        return PreviewState("done", request, frame.opened, frame.steps, blocked, frame=frame)

    def preview_random(self, size: int) -> None:
        """Preview any of the source's items but the one shown."""
        shown = self.state.request.index if self.state.request else -1
        if not 0 <= shown < size or size == 1:
            self.preview(random.randrange(size))
        else:
            self.preview((shown + random.randrange(1, size)) % size)

    def cancel(self) -> None:
        """Stop the preview under way and end its process."""
        self._giving_way.stop()
        if self.state.busy:
            self._call.cancel()
            self.process.end()
            self._show(replace(self.state, phase="stopped"))

    def _submit(self, call: Callable[[], Any]) -> None:
        self._giving_way.begun()
        self._call.submit(call)

    def forget(self) -> None:
        """Show nothing, for example because another document was opened."""
        self.cancel()
        self._show(PreviewState())

    def stop(self) -> None:
        """Stop for good: the window closes."""
        self._giving_way.stop()
        self._call.cancel()
        self.process.end()

    def _show(self, state: PreviewState) -> None:
        self.state = state
        self._was_stale = self.stale
        self.changed.emit()

    def _answered(self, answer: Any) -> None:
        self._giving_way.stop()
        if isinstance(answer, Opening):
            state = replace(self.state, phase="working", opened=answer.opened)
            state = replace(state, blocked=answer.blocked)
        else:
            state = replace(self.state, steps=(*self.state.steps, answer))
        if state.complete:
            state = replace(state, phase="done")
        self._show(state)
        if self.state is state and state.busy:
            self._run_next(state)

    def _run_next(self, state: PreviewState) -> None:
        from curator_gui.run.helper.preview import preview_step

        assert state.opened is not None
        what = Message(
            "running the step “{current}” on index {index}",
            current=state.current,
            index=state.opened.index,
        )
        number, timeout, helper = len(state.steps), self.timeout, self.process.helper
        self._submit(lambda: helper.call(what, preview_step, number, timeout=timeout))

    def _failed(self, error: BaseException) -> None:
        self._giving_way.stop()
        words = masked(str(error)) if isinstance(error, IndexError) else error_words(error)
        self._show(replace(self.state, phase="failed", problem=words))

    def _look_whether_other(self) -> None:
        """Forget a preview of another file's pipeline; one saved under another name stays."""
        request = self.state.request
        if request is not None and request.document.source != self._session.document.source:
            self.forget()
        self._look_whether_stale()

    def _look_whether_stale(self, *_: object) -> None:
        if self.stale != self._was_stale:
            self._was_stale = self.stale
            self.changed.emit()
