"""The lock file agrees with pyproject.toml, for every Python and system that Curator supports."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from ship.locked import LOCK, Locked, chosen, normalized, read_lock  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
SYSTEMS = ["linux", "win32", "darwin"]
RENEW = "run packaging/lock/renew.py"


def wanted() -> list[tuple[str, Requirement]]:
    """Return every requirement of pyproject.toml with the part that it stands in."""
    project = PROJECT["project"]
    parts = {
        "base": project["dependencies"],
        **project["optional-dependencies"],
        **PROJECT["dependency-groups"],
    }
    return [(part, Requirement(text)) for part, texts in parts.items() for text in texts]


def fits(entry: Requirement, python: str, system: str) -> bool:
    here = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_python_implementation": "CPython",
    }
    return entry.marker is None or entry.marker.evaluate(here)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_requirement_is_locked_within_its_bounds(python: str, system: str) -> None:
    locked = [(entry, Requirement(entry.requirement)) for entry in read_lock()]
    here = [(entry, r) for entry, r in locked if fits(r, python, system)]
    for part, asked in wanted():
        if asked.name == "curator-gui" or not fits(asked, python, system):
            continue
        name = normalized(asked.name)
        found = [r for entry, r in here if entry.name == name and part in entry.parts]
        assert len(found) == 1, f"{name} of {part} is locked {len(found)} times: {RENEW}"
        (version,) = [spec.version for spec in found[0].specifier]
        assert asked.specifier.contains(version), f"{asked} is locked as {version}: {RENEW}"


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_no_project_is_locked_twice(python: str, system: str) -> None:
    names = [
        entry.name for entry in read_lock() if fits(Requirement(entry.requirement), python, system)
    ]
    assert len(names) == len(set(names))


def test_the_parts_are_those_of_the_project() -> None:
    parts = {part for entry in read_lock() for part in entry.parts}
    assert parts == {part for part, _ in wanted()}, RENEW


def test_every_entry_has_hashes_and_no_address() -> None:
    for entry in read_lock():
        first, *hashes = entry.text.splitlines()
        assert re.match(r"[A-Za-z0-9._-]+==\S+( ; .*)? \\$", first)
        assert hashes
        assert all(re.match(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?$", line) for line in hashes)
    assert "://" not in LOCK.read_text(encoding="utf-8")


def test_a_part_brings_its_own_and_the_base() -> None:
    entries = [
        Locked("a==1", frozenset({"base"})),
        Locked("b==1", frozenset({"mesh", "grid"})),
        Locked("c==1", frozenset({"dev"})),
    ]
    assert [entry.name for entry in chosen(entries, {"grid"})] == ["a", "b"]


def test_a_requirement_without_parts_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "lock.txt"
    path.write_text("a==1 \\\n    --hash=sha256:0\nb==1\n    # for: base\n")
    with pytest.raises(ValueError, match="no parts are named for a==1"):
        read_lock(path)


def test_the_pythons_declared_are_those_locked() -> None:
    prefix = "Programming Language :: Python :: "
    declared = [
        line[len(prefix) :] for line in PROJECT["project"]["classifiers"] if line.startswith(prefix)
    ]
    assert declared == PYTHONS
