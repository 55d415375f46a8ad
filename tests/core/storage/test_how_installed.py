"""What to type to add something fits how this Curator was installed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator_gui.core.storage import installed
from curator_gui.core.storage.installed import (
    Installed,
    bundle_folder,
    how_installed,
    license_texts,
    to_add,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let this Python lie elsewhere."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    monkeypatch.setattr(sys, "prefix", str(folder))
    how_installed.cache_clear()
    yield folder
    how_installed.cache_clear()


def test_an_installer_has_its_own_program(prefix: Path) -> None:
    (prefix / installed.BUNDLE).write_text("{}")
    assert how_installed() is Installed.BUNDLE
    assert to_add("mesh").startswith(f'"{prefix / "curator-add"}')
    assert to_add("mesh").endswith("'curator-gui[mesh]'")
    assert bundle_folder() == prefix


def test_a_clone_is_set_up_again(prefix: Path) -> None:
    (prefix / installed.STAMP).write_text(json.dumps({"root": str(ROOT)}))
    assert how_installed() is Installed.CLONE
    assert to_add("dask") == f"python3 {ROOT / 'packaging' / 'run.py'} setup dask"
    assert bundle_folder() is None


def test_an_installer_carries_every_license(prefix: Path) -> None:
    (prefix / installed.BUNDLE).write_text("{}")
    assert "licences.txt: cannot be read" in license_texts()
    (prefix / "licences.txt").write_text("Curator, Qt and all others")
    assert license_texts() == "Curator, Qt and all others"


def test_elsewhere_the_libraries_have_brought_theirs(prefix: Path) -> None:
    texts = license_texts()
    assert "Apache License" in texts
    assert "numpy" in texts
    assert "LGPL" in texts


@pytest.mark.parametrize("stamp", ["", "[]", "{}", '{"root": 7}', '{"root": "/gone"}'])
def test_anything_else_is_pip(prefix: Path, stamp: str) -> None:
    (prefix / installed.STAMP).write_text(stamp)
    assert how_installed() is Installed.PIP
    assert to_add("grid") == "pip install 'curator-gui[grid]'"
