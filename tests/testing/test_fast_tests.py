"""What the fast tests leave out: no test that they should try."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fast import FAST, USUAL, is_left_out, tried


@pytest.fixture
def profile() -> Iterator[None]:
    """Go back to the profile of before."""
    before = settings.get_current_profile_name()
    yield
    settings.load_profile(before)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pytestmark = pytest.mark.workers\n", True),
        ("import os\n\npytestmark = [pytest.mark.cluster, pytest.mark.fault]\n", True),
        ("pytestmark = [\n    # kills\n    pytest.mark.fault,\n]\n", True),
        ("pytestmark = pytest.mark.skipif(True, reason='fault')\n", False),
        ("pytestmark = pytest.mark.bench\n\n\n@pytest.mark.fault\ndef test_x(): ...\n", False),
        ("pytestmark = [pytest.mark.x11]\nOTHER = [pytest.mark.workers]\n", False),
        ("@pytest.mark.workers\ndef test_x(): ...\n", False),
        ("class TestX:\n    pytestmark = pytest.mark.workers\n", False),
    ],
)
def test_a_file_is_left_out_if_all_its_tests_are(text: str, expected: bool) -> None:
    assert is_left_out(text) == expected


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("fast", {300: 120, USUAL: FAST, 15: 6, 8: 5, 3: 3}), ("default", {300: 300, 3: 3})],
)
def test_a_test_tries_its_share_of_examples(
    name: str, numbers: dict[int, int], profile: None
) -> None:
    settings.load_profile(name)
    assert {number: tried(number) for number in numbers} == numbers


def test_profiles_try_what_is_said() -> None:
    names = {"fast": FAST, "default": USUAL}
    assert {name: settings.get_profile(name).max_examples for name in names} == names
