"""Ask whether an incomplete earlier run of the document is to be resumed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.runs.history import ResumeOffer, find_resume_offer
from curator_gui.ui.common.question import Choice, ask
from curator_gui.ui.common.text import count, tr

Start = Callable[[Path | None], None]
"""Start the run: resuming this record, or (None) from the beginning."""


class Resuming(QObject):
    """Looks for an earlier run, asks if there is one, and starts."""

    def __init__(self, window: QWidget, start: Start) -> None:
        super().__init__(window)
        self._window, self._start = window, start
        self.question: QMessageBox | None = None
        self._search = LatestCall("earlier runs", self)
        self._search.answered.connect(self._found)
        self._search.failed.connect(self._not_found)

    @property
    def busy(self) -> bool:
        """Whether it is still being looked for, or the person has yet to answer."""
        return self._search.busy or self.question is not None

    def begin(self, document: Path | None) -> None:
        """Start a run of a document, after asking if that is called for."""
        if document is None:
            self._start(None)
        else:
            self._search.submit(lambda: find_resume_offer(document))

    def stop(self) -> None:
        """Drop what is under way: the window closes."""
        self._search.cancel()
        if self.question is not None:
            self.question.close()

    def _found(self, offer: ResumeOffer | None) -> None:
        if offer is None:
            self._start(None)
        else:
            self._ask(offer)

    def _not_found(self, error: BaseException) -> None:
        """Run from the beginning: what cannot be read cannot be resumed."""
        self._start(None)

    def _ask(self, offer: ResumeOffer) -> None:
        resume = Choice(tr("&Resume"), lambda: self._start(offer.record))
        again = Choice(tr("Run &all again"), lambda: self._start(None))
        details = _explanation(offer)
        self.question = ask(
            self._window, tr("Resume?"), _title(offer), details, (resume, again), self._asked
        )

    def _asked(self) -> None:
        self.question = None


def _title(offer: ResumeOffer) -> str:
    done = count(offer.done, "index", "indices")
    left = count(offer.left, "is left", "are left")
    return tr("An earlier run of this document finished {done}; {left}.").format(
        done=done, left=left
    )


def _explanation(offer: ResumeOffer) -> str:
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(offer.created))
    return tr(
        "It was started on {day}. Resuming skips what is finished, unless its outputs are gone or "
        "its inputs or the pipeline have changed."
    ).format(day=day)
