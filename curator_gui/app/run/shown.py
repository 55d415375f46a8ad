"""Which run is shown, and whether it is one of the open document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from curator_gui.core.message import Message

if TYPE_CHECKING:
    from curator_gui.run.record.tables.meta import RunSummary


@dataclass(frozen=True)
class Shown:
    """What a window says of the run that it shows.

    Parameters
    ----------
    summary
        The run, if it was read from its record; None for one that this window has started.
    own
        Whether it is the last run of the open document.
    foreign
        Name of the document of a run under way, if another document was opened meanwhile.
    """

    summary: RunSummary | None = None
    own: bool = False
    foreign: str = ""

    @property
    def live(self) -> bool:
        """Whether its record says that it goes on, in another process."""
        return self.summary is not None and self.summary.live

    @property
    def elsewhere(self) -> bool:
        """Whether it is not the last run of the open document."""
        return bool(self.foreign) or (self.summary is not None and not self.own)

    @property
    def title(self) -> str:
        """Which run it is, in words; "" if it is one that this window has started."""
        if self.foreign:
            return Message("run of {name}", name=self.foreign)
        if self.summary is None:
            return ""
        from curator_gui.app.runs.history import document_name, start_text

        day = start_text(self.summary)
        if self.own and self.live:
            return Message("goes on without the window, since {day}", day=day)
        if self.own:
            return Message("last run, {day}", day=day)
        return Message("earlier run of {name}, {day}", name=document_name(self.summary), day=day)
