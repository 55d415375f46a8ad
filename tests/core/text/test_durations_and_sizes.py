from __future__ import annotations

import math

import pytest

from curator_gui.core.text.quantities import bytes_text, duration_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (1.2e-5, "12.0 µs"),
        (1.68e-4, "0.168 ms"),
        (0.0032, "3.20 ms"),
        (0.0099, "9.90 ms"),
        (0.012, "12.0 ms"),
        (0.42, "420 ms"),
        (0.9996, "1.00 s"),
        (12.34, "12.3 s"),
        (99.97, "1 min 40 s"),
        (245, "4 min 05 s"),
        (3599.7, "1 h 00 min"),
        (11_220, "3 h 07 min"),
        (200_000, "2 d 07 h"),
        (math.nan, ""),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (1024, "1.00 KB"),
        (1_268_000, "1.21 MB"),
        (5 << 30, "5.00 GB"),
        (5e17, "444 PB"),
    ],
)
def test_bytes(size: float, text: str) -> None:
    assert bytes_text(size) == text
