"""What the tour says, and of which parts of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from curator_gui.ui.common.text import tr
from curator_gui.ui.common.view_bar import ViewBar
from curator_gui.ui.help.tour import TourStep


def tour_steps(panel: QWidget, bar: ViewBar) -> list[TourStep]:
    """List the five steps of the tour."""
    buttons = bar.buttons
    return [
        TourStep(
            tr("From results to a data set"),
            tr(
                "Give Curator a folder of simulation results: drop it anywhere in the window, or "
                "open a sample project to look around first. Samples are copied, so nothing can "
                "be spoiled."
            ),
            bar,
        ),
        TourStep(
            tr("A pipeline of steps"),
            tr(
                "The source on top reads items, filters change them or leave them out, the sink "
                "writes them. Click a card to see its settings."
            ),
            panel,
        ),
        TourStep(
            tr("Look before you run"),
            tr(
                "Preview takes one item through the steps and shows it before and after each of "
                "them. Nothing is written."
            ),
            buttons["preview"],
        ),
        TourStep(
            tr("Plan, then run"),
            tr(
                "Plan says what will run, what is skipped and why, and how long it may take. Run "
                "(F5) works in processes of their own: an item that fails costs no other."
            ),
            buttons["plan"],
        ),
        TourStep(
            tr("What came of every item"),
            tr(
                "Results has a row for each: its files, or exactly why there are none. F1 explains "
                "whatever has the keyboard, and the manual is in the Help menu."
            ),
            buttons["results"],
        ),
    ]
