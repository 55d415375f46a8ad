"""Files damaged at random end as their index's error, whatever reads them.

`CURATOR_READERS=10000` tries as many of each reader; `python -m tests.fault.readers.campaign` says
what came of them as a table.
"""

from __future__ import annotations

import os

import pytest

from tests.fault.readers.campaign import run
from tests.fault.readers.targets import TARGETS

pytestmark = [pytest.mark.workers, pytest.mark.fault]

COUNT = int(os.environ.get("CURATOR_READERS", "20"))
"""Inputs for each reader: damaged files among sound ones."""

EVERY = int(os.environ.get("CURATOR_READERS_EVERY", "1"))
"""One reader in so many is tried."""


@pytest.mark.parametrize("name", list(TARGETS)[::EVERY])
def test_only_clear_errors(name: str) -> None:
    if name == "grib":
        pytest.importorskip("eccodes")
    if name == "table: mesh parquet":
        pytest.importorskip("pyarrow")
    tally = run(name, 0, COUNT)
    assert not tally.faults, "\n".join(map(str, tally.faults))
    assert not tally.counts["hang"], tally.crashes
    assert tally.counts["read"] + tally.counts["error"] > COUNT // 2, tally.counts
