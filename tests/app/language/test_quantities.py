from __future__ import annotations

import pytest

from curator_gui.app.language import quantities as q


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (7.2, "8 s"), (41, "40 s"), (100, "2 min"), (5500, "1.5 h"), (72_000, "20 h")],
)
def test_coarse_duration(seconds, text):
    assert q.coarse_duration_text(seconds) == text


def test_rates_and_counts():
    assert q.rate_text(8.42, "items") == "8.42 items/s"
    assert q.rate_text(0.04, "items") == "2.40 items/min"
    assert q.rate_text(0.0, "items") == "0.00 items/s"
    assert q.byte_rate_text(3.1 * 1024 * 1024) == "3.10 MB/s"
    assert q.count_text(1_000_000) == "1\u202f000\u202f000"
    assert q.clock_text(0) == ""
