"""Reasons begin with what happened; paths are shortened to names, numbers stay."""

from __future__ import annotations

import pytest

from curator_gui.app.results.reasons import reason


@pytest.mark.parametrize(
    ("kind", "message", "shown"),
    [
        ("ValueError", "/data/a/tank_02/break_008.vtu: the file ends too early, at byte 36",
         "the file ends too early, at byte 36 (break_008.vtu)"),
        ("ValueError", "'/data/my tanks/ä ö.vtu': no points", "no points (ä ö.vtu)"),
        ("ValueError", r"C:\data\x.vtu: no points", "no points (x.vtu)"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: '/data/a/b.nc'",
         "[Errno 2] No such file or directory: b.nc"),
        ("KeyError", "'pressure'", "there is no 'pressure'"),
        ("KeyError", "no field p; there are U and T", "no field p; there are U and T"),
        ("ValueError", "'pressure'", "'pressure'"),
        ("KeyError", "/data/a/b.vtu: 'p'", "there is no 'p' (b.vtu)"),
        ("ValueError", "frame 9.vtu: residual 0.009 is above 0.05",
         "residual 0.009 is above 0.05 (frame 9.vtu)"),
        ("ValueError", "step 3.5: no field", "step 3.5: no field"),
        ("ValueError", "tank_02/break.vtu is empty", "tank_02/break.vtu is empty"),
        ("ValueError", "12.5 m/s and/or 7 N", "12.5 m/s and/or 7 N"),
        ("ValueError", "see https://example.org/a/b", "see https://example.org/a/b"),
        ("ValueError", "two\nlines\there", "two lines here"),
        ("MemoryError", "", "MemoryError"),
        ("", "", ""),
        ("ValueError", "/data/a/b.vtu: ", "b.vtu:"),
    ],
)  # fmt: skip
def test_reason(kind, message, shown):
    assert reason(kind, message) == shown
