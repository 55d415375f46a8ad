"""The recipes of CONTRIBUTING.md, carried out as they stand there in a copy of the tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^### (.*?)\n(.*?)(?=^### |\Z)", TEXT, re.DOTALL | re.MULTILINE))
STEP = re.compile(
    r"(?P<words>(?:(?!```).)*?)```(?P<kind>python|check)\n(?P<code>.*?)```", re.DOTALL
)
PATH = re.compile(r"`(curator_gui/[\w/]+\.py)`")
PLACE = re.compile(r"(?P<where>above|below)\s+`(?P<anchor>[^`]+)`:?\s*$")


def carry_out(recipe: str, tree: Path) -> str:
    """Change the tree as a recipe says, and return its check."""
    path, check = None, ""
    for step in STEP.finditer(recipe):
        if step["kind"] == "check":
            check = step["code"]
            continue
        named = PATH.findall(step["words"])
        path = tree / named[-1] if named else path
        assert path is not None, "the recipe names no file"
        put(step["code"], path, step["words"])
    return check


def put(code: str, path: Path, words: str) -> None:
    if "New file" in words:
        assert not path.exists()
        path.write_text(code, encoding="utf-8")
        return
    place = PLACE.search(words.rstrip())
    assert place is not None, f"the recipe does not say where in {path.name}"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = [n for n, line in enumerate(lines) if line.strip().startswith(place["anchor"])]
    above = place["where"] == "above"
    lines.insert(number if above else number + 1, f"{code}\n\n" if above else code)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    skip = shutil.ignore_patterns("__pycache__", "screenshots", "samples")
    for name in ("curator_gui", "resources"):
        shutil.copytree(ROOT / name, tmp_path / "tree" / name, ignore=skip)
    return tmp_path / "tree"


@pytest.mark.fault
@pytest.mark.parametrize("name", ["A new filter", "A run option", "A results column"])
def test_a_recipe_does_what_it_says(name: str, tree: Path, tmp_path: Path) -> None:
    check = carry_out(RECIPES[name], tree)
    assert "assert" in check
    (tmp_path / "check.py").write_text(check, encoding="utf-8")
    command = [sys.executable, "check.py"]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    before = {**environment, "PYTHONPATH": str(ROOT)}
    undone = subprocess.run(
        command, cwd=tmp_path, env=before, capture_output=True, text=True, timeout=120
    )
    assert undone.returncode != 0, "the check passes without the recipe, too"


def test_there_is_a_recipe_for_each_usual_change() -> None:
    assert list(RECIPES) == ["A new filter", "A run option", "A results column", "A view"]
