"""The axis of the data rate is readable from bytes to gigabytes per second."""

from __future__ import annotations

import pytest

from curator_gui.ui.plots.throughput import byte_unit


@pytest.mark.parametrize(
    "top, unit, scale",
    [
        (12.0, "B/s", 1.0),
        (1023.0, "B/s", 1.0),
        (1024.0, "KB/s", 1024.0),
        (3.5 * 2**20, "MB/s", 2.0**20),
        (5e9, "GB/s", 2.0**30),
        (5e15, "GB/s", 2.0**30),
    ],
)
def test_unit_fits_the_highest_rate(top: float, unit: str, scale: float) -> None:
    assert byte_unit(top) == (unit, scale)
