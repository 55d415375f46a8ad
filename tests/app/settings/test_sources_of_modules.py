"""What PySide6 reads of modules: the answers stay the same, and no lines are kept."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from curator_gui.app.settings.sources_of_modules import spare_sources

LINES_KEPT = """
import linecache
import curator_gui.ui.shell.main_window
print(sum(len(entry) == 4 for entry in linecache.cache.values()))
"""


@pytest.fixture
def asked():
    from shibokensupport import feature

    spare_sources()
    return feature._mod_uses_pyside


def module_at(path: Path, text: bytes) -> ModuleType:
    path.write_bytes(text)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    return importlib.util.module_from_spec(spec)


@pytest.mark.parametrize(
    ("text", "answer"),
    [(b"import PySide6\n", True), (b"", False), (b"# -*- coding: latin-1 -*-\n# \xe4\n", False)],
)
def test_a_file_is_asked_for_the_name(asked, tmp_path: Path, text: bytes, answer: bool) -> None:
    module = module_at(tmp_path / "a_module.py", text)
    assert asked(module) is answer
    assert asked.args[0](module) is answer


@pytest.mark.parametrize("name", ["sys", "math", "xml", "numpy._core._multiarray_umath"])
def test_what_is_no_text_or_has_none_is_answered_as_usual(asked, name: str) -> None:
    module = importlib.import_module(name)
    assert asked(module) is asked.args[0](module) is False


def test_a_module_within_an_archive_is_read_there(asked, tmp_path, monkeypatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("packed_for_a_test.py", "NAME = 'PySide6'\n")
    monkeypatch.syspath_prepend(tmp_path / "a.zip")
    module = importlib.import_module("packed_for_a_test")
    monkeypatch.delitem(sys.modules, "packed_for_a_test")
    assert asked(module) is True


def test_to_ask_twice_changes_nothing(asked) -> None:
    from shibokensupport import feature

    spare_sources()
    assert feature._mod_uses_pyside is asked


@pytest.mark.workers
def test_the_lines_of_what_the_window_imports_are_not_kept() -> None:
    command = [sys.executable, "-c", LINES_KEPT]
    kept = subprocess.run(command, check=True, timeout=60, capture_output=True, text=True).stdout
    assert int(kept) < 10
