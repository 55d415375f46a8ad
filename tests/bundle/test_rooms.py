"""Tests stand in the rooms of what they test, or in one that CONTRIBUTING.md names."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def folders_of_tests() -> set[Path]:
    tests = (ROOT / "tests").rglob("test_*.py")
    return {path.parent.relative_to(ROOT / "tests") for path in tests}


def named() -> set[Path]:
    """The folders that the paragraph about `tests/` names."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paragraph = text[text.index("`tests/` has the same folders") :].split("\n\n")[0]
    return {Path(found) for found in re.findall(r"`([\w/]+)/`", paragraph)} - {Path("tests")}


def test_every_folder_of_tests_is_a_room():
    homeless = [
        folder
        for folder in folders_of_tests()
        if not (ROOT / "curator_gui" / folder).is_dir() and not named() & {folder, *folder.parents}
    ]
    assert homeless == []


def test_every_folder_that_is_named_exists():
    assert named()
    assert [folder for folder in named() if not (ROOT / "tests" / folder).is_dir()] == []
