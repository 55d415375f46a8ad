"""The environments in which others load our data sets: torch, physicsnemo, MACE, anemoi, fairchem.

They are apart from Curator's own, because nobody who runs Curator needs 2 GB of torch, and apart
from each other, because what they need excludes each other (zarr 2 and 3, releases of e3nn, lmdb).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "consumers"
VENV = Path(os.environ.get("CURATOR_CONSUMERS_VENV") or ROOT / ".venv-consumers").absolute()
MAIN = "main"
NAMES = (MAIN, "anemoi", "mace", "fairchem")
SWITCH = "--consumers"
VARIABLE = "CURATOR_CONSUMERS"
"""Tells the tests where the Pythons are: `NAME=PATH` joined by the separator of paths."""


def wanted(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the environments that `--consumers` or `--consumers=NAME,NAME` asks for; () for none.

    Raises
    ------
    ValueError
        If a name is unknown.
    """
    for argument in arguments:
        word, _, names = argument.partition("=")
        if word == SWITCH:
            chosen = tuple(names.split(",")) if names else NAMES
            unknown = sorted(set(chosen) - set(NAMES))
            if unknown:
                raise ValueError(f"there is no consumer {unknown[0]!r}; there are {list(NAMES)}")
            return chosen
    return ()


def make_environments(names: Sequence[str]) -> str:
    """Make these environments, unless that was done; return what `VARIABLE` is set to.

    Raises
    ------
    subprocess.CalledProcessError
        If pip fails; its own message stands above.
    """
    return os.pathsep.join(f"{name}={make_environment(name)}" for name in names)


def make_environment(name: str) -> Path:
    """Install what one file of requirements names, unless that was done; return its Python."""
    folder = VENV if name == MAIN else VENV.with_name(f"{VENV.name}-{name}")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    requirements = FOLDER / f"{name}.txt"
    stamp, identity = folder / ".curator-consumers", hashlib.sha256(requirements.read_bytes())
    if python.exists() and stamp.is_file() and stamp.read_text() == identity.hexdigest():
        return python
    print(f"Making {folder} (up to 2 GB, once)", file=sys.stderr, flush=True)
    venv.create(str(folder), clear=True, with_pip=True, symlinks=os.name != "nt")
    for call in pip_calls(requirements.read_text(encoding="utf-8")):
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, *call], check=True)
    stamp.write_text(identity.hexdigest())
    return python


def pip_calls(text: str) -> Iterator[list[str]]:
    """Return the arguments of each call of pip: a paragraph of the file, without its comments.

    >>> list(pip_calls("# first\\n\\na==1\\n\\n--no-deps b\\nc"))
    [['a==1'], ['--no-deps', 'b', 'c']]
    """
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.splitlines() if not line.startswith("#")]
        words = [word for line in lines for word in line.split()]
        if words:
            yield words
