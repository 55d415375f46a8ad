"""Read the lock file: exact versions with hashes, and which part of Curator needs them.

It has pip's format, so `pip install --require-hashes -r` takes it whole; behind each requirement a
line `    # for: mesh grid` names the parts, so that one file serves every set of extras.
"""

# packaging/run.py reads it with the Pythons that only look for a newer one: no newer syntax.
import re
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "lock" / "requirements.txt"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FOR = "    # for: "


class Locked:
    """One requirement: its text with hashes, its normalized name, and its parts."""

    def __init__(self, text: str, parts: "frozenset[str]") -> None:
        self.text = text
        self.parts = parts

    @property
    def requirement(self) -> str:
        """Name, version and marker, without the hashes."""
        return self.text.splitlines()[0].rstrip("\\ ")

    @property
    def name(self) -> str:
        """The normalized name of the project."""
        found = _NAME.match(self.text)
        assert found, self.text
        return normalized(found.group())


def normalized(name: str) -> str:
    """Return the one spelling of a project's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(path: Path = LOCK) -> "list[Locked]":
    """Read every requirement of the lock file.

    Raises
    ------
    ValueError
        If a requirement has no line that names its parts.
    """
    found, lines = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(_FOR):
            found.append(Locked("\n".join(lines), frozenset(line[len(_FOR) :].split())))
            lines = []
        elif line and not line.startswith("#"):
            if lines and not line.startswith(" "):
                raise ValueError(f"{path}: no parts are named for {lines[0]}")
            lines.append(line)
    return found


def chosen(locked: "list[Locked]", parts: "set[str]") -> "list[Locked]":
    """Return what some parts need; `base` always belongs to it."""
    wanted = parts | {"base"}
    return [entry for entry in locked if entry.parts & wanted]


def as_text(locked: "list[Locked]") -> str:
    """Return the text that pip takes as a requirements file."""
    return "\n".join(entry.text for entry in locked) + "\n"
