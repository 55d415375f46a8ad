"""What `--fast` leaves out: examples of property tests, and files with other tests."""

from __future__ import annotations

import re

from hypothesis import settings

FAST, USUAL = 20, 50
"""Examples of a test that says no number, in `--fast` and in the complete suite."""

_FEWEST = 5
_MARKS_OF_A_FILE = re.compile(
    r"^pytestmark = (?:\[[^]]*)?pytest\.mark\.(?:fault|workers)\b", re.MULTILINE
)


def tried(number: int) -> int:
    """Return `number`, in `--fast` the share of it that tests without a number have."""
    if settings.get_current_profile_name() != "fast":
        return number
    return max(number * FAST // USUAL, min(number, _FEWEST))


def is_left_out(text: str) -> bool:
    """Whether all tests of a file start workers or are campaigns, as its own text says."""
    return _MARKS_OF_A_FILE.search(text) is not None
