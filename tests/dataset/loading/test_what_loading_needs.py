"""Loading a data set needs few libraries; the environment of the consumers has exactly these."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.dataset.made import make

ROOT = Path(__file__).resolve().parents[3]
CODE = """
import sys
before = set(sys.modules)  # what the environment itself loads, such as for editable installs
from curator_gui import dataset

len(dataset.open(sys.argv[1])[0])
tops = {name.partition(".")[0] for name in sys.modules.keys() - before}
print(*sorted(tops - set(sys.stdlib_module_names)))
"""


def test_what_is_imported_is_installed_for_the_consumers(tmp_path: Path) -> None:
    make("npz", tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path / "out")],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    known = packages_distributions()
    found = {name.lower() for top in done.stdout.split() for name in known.get(top, ())}
    assert "numpy" in found
    listed = (ROOT / "tests" / "consumers" / "main.txt").read_text(encoding="utf-8")
    there = {re.split(r"[=<>\[]", word)[0].lower() for word in listed.split()}
    assert found - {"curator-gui"} <= there
