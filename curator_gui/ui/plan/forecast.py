"""What the Plan view says about time and disk space, and the button that measures a sample."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from curator_gui.app.planning.background_sample import Sampler
from curator_gui.app.planning.forecast import (
    Forecast,
    basis_words,
    disk_words,
    time_words,
)
from curator_gui.ui.common.text import say, tr


class SampleButton(QPushButton):
    """Begins a sample, and gives it up while it is measured.

    Signals
    -------
    wanted()
        The person wants a sample.
    """

    wanted = Signal()

    def __init__(self, sampler: Sampler) -> None:
        super().__init__()
        self._sampler = sampler
        self.clicked.connect(self._pressed)
        sampler.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        self.setText(tr("Stop measuring") if self._sampler.busy else tr("Measure a sample"))
        self.setToolTip(
            tr(
                "Run a few items now, spread over those that would run, writing into a temporary "
                "folder, to estimate the time and the disk space of the whole run"
            )
        )

    def _pressed(self) -> None:
        if self._sampler.busy:
            self._sampler.stop()
        else:
            self.wanted.emit()


def forecast_facts(found: Forecast, sampler: Sampler) -> list[tuple[str, str]]:
    """Say in a few lines what a run will take, and what that rests on."""
    basis = tr("a sample is being measured...") if sampler.busy else basis_words(found.measured)
    return [
        (tr("Estimated time"), time_words(found)),
        (tr("Disk space"), disk_words(found)),
        (tr("Estimated from"), basis),
    ]


def sample_problems(sampler: Sampler) -> list[str]:
    """Say what went wrong with the sample: all of it, or some of its indices."""
    if sampler.problem:
        return [tr("The sample could not be measured: {why}").format(why=say(sampler.problem))]
    failures = sampler.measured.failures if sampler.measured else ()
    words = tr("An item of the sample failed: {why}")
    return [words.format(why=failure) for failure in failures]
