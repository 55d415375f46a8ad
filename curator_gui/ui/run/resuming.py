"""Ask whether an incomplete earlier run of the document is to be resumed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.app.planning.resume_offer import ResumeOffer, find_resume_offer
from curator_gui.ui.common.messages.question import Choice, ask
from curator_gui.ui.common.text import count, say, tr

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

    def begin(self, session: Session) -> None:
        """Start a run of the open document, after asking if that is called for."""
        file = session.path
        if file is None:
            self._start(None)
        else:
            known = (file, session.document, session.registry)
            self._search.submit(lambda: find_resume_offer(*known))

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
    done = count(offer.done, "item", "items")
    left = count(offer.left, "is left", "are left")
    return tr("An earlier run of this document finished {done}; {left}.").format(
        done=done, left=left
    )


def _explanation(offer: ResumeOffer) -> str:
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(offer.created))
    said = [tr("It was started on {day}.").format(day=day)]
    if offer.runs is None:
        said.append(tr("Resuming skips what is finished and still as it was."))
    else:
        runs = count(offer.runs, "item", "items")
        said.append(tr("Resuming will run {runs}.").format(runs=runs))
    if offer.again:
        said.append(tr("Finished ones run again, because something has changed:"))
        why = [f"{count(n, 'item', 'items')}: {say(reason)}" for reason, n in offer.reasons]
        return "\n".join([" ".join(said), *why])
    return " ".join(said)
