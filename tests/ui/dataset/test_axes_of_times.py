"""Times along an axis are dates, and numbers again when something else is shown."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest

from curator_gui.dataset.items.table import Column
from curator_gui.ui.dataset.plots.pick_plot import PickPlot, axis_words, dated


@pytest.mark.parametrize("side", ["bottom", "left"])
def test_an_axis_of_times_has_dates(qtbot, side):
    plot = PickPlot("along", "rectangle")
    qtbot.addWidget(plot)
    days = np.datetime64("2024-01-01") + np.arange(5)
    times = Column("time", days.astype("datetime64[s]").astype(float), role="time")
    plot.set_axes("time", "time", dated=dated(side, times))
    axis = plot.getAxis(side)
    assert isinstance(axis, pg.DateAxisItem)
    assert plot.getAxis({"bottom": "left", "left": "bottom"}[side]).__class__ is pg.AxisItem
    assert dated(side, Column("p.max", times.values)) == ()
    plot.set_axes("p", "p")
    assert plot.getAxis(side).__class__ is pg.AxisItem


def test_an_axis_of_times_says_which_days_it_spans():
    days = (np.datetime64("2024-01-01") + np.arange(5)).astype("datetime64[s]").astype(float)
    assert axis_words(Column("time", days, role="time")) == "time, 2024-01-01 to 2024-01-05"
    assert axis_words(Column("time", days[:1], role="time")) == "time, 2024-01-01"
    assert axis_words(Column("time", days * np.nan, role="time")) == "time"
    assert axis_words(Column("p.max", days, unit="Pa")) == "max p, Pa"
