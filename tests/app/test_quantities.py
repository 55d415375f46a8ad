from __future__ import annotations

import math

import pytest

from curator_gui.app import quantities as q


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0032, "3.2 ms"),
        (0.42, "0.42 s"),
        (12.34, "12.3 s"),
        (99.97, "1 min 40 s"),
        (245, "4 min 05 s"),
        (3599.7, "1 h 00 min"),
        (11_220, "3 h 07 min"),
        (200_000, "2 d 07 h"),
        (math.nan, ""),
    ],
)
def test_duration(seconds, text):
    assert q.duration_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (7.2, "8 s"), (41, "40 s"), (100, "2 min"), (5500, "1.5 h"), (72_000, "20 h")],
)
def test_coarse_duration(seconds, text):
    assert q.coarse_duration_text(seconds) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (812, "812 B"), (1024, "1.00 KB"), (1_268_000, "1.21 MB"), (5e17, "444 PB")],
)
def test_bytes(size, text):
    assert q.bytes_text(size) == text


def test_rates_and_counts():
    assert q.rate_text(8.42, "items") == "8.42 items/s"
    assert q.rate_text(0.04, "items") == "2.40 items/min"
    assert q.rate_text(0.0, "items") == "0.00 items/s"
    assert q.byte_rate_text(3.1 * 1024 * 1024) == "3.10 MB/s"
    assert q.count_text(1_000_000) == "1\u202f000\u202f000"
    assert q.clock_text(0) == ""
