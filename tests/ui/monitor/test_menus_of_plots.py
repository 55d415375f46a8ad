"""A plot has no menu: what it offers stands on the page, in the language."""

from __future__ import annotations

import pytest

from curator_gui.ui.dataset.plots.pick_plot import PickPlot
from curator_gui.ui.plots.base import Plot


@pytest.mark.parametrize("make", [Plot, lambda name: PickPlot(name, "zoom")])
def test_a_plot_makes_no_menu(make, show) -> None:
    plot = show(make("a plot"))
    item, box = plot.getPlotItem(), plot.getViewBox()
    assert not item.menuEnabled()
    assert not box.menuEnabled()
    assert box.menu is None
