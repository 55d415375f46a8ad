"""How many examples a property test tries that wants another number than the profile says."""

from __future__ import annotations

from hypothesis import settings

FAST, USUAL = 20, 50
"""Examples of a test that says no number, in `--fast` and in the complete suite."""


def tried(number: int) -> int:
    """Return `number`, in `--fast` its share (at least 5), as of the tests that say none."""
    share = FAST / USUAL if settings.get_current_profile_name() == "fast" else 1
    return max(round(number * share), min(number, 5))
