"""What a power failure leaves of a run, at any moment of it: see `shim.c`."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

Names = dict[str, tuple[str, str]]
"""Of a folder: for each name whether it is a file or a folder ("f", "d") and its key."""


@dataclass
class Disk:
    """Plays the log of a run up to a moment; `restore` then puts there what would be left.

    What was synchronized is there. Of the rest of a record's bytes a part may be there too, file by
    file, because the system writes down what it likes, when it likes; so may the names of files
    that were given them just then, without anything in them.
    """

    log: Path
    durable: dict[str, bytes] = field(default_factory=dict)
    written: dict[str, bytearray] = field(default_factory=dict)
    names: dict[str, Names] = field(default_factory=dict)

    def play(self, lines: list[str]) -> None:
        for line in lines:
            kind, rest = line[0], line[2:]
            if kind == "D":
                folder, _, blob = rest.rpartition(" ")
                self.names[folder] = self._names(blob)
            else:
                self._note(kind, *rest.split(" "))

    def _note(self, kind: str, key: str, *values: str) -> None:
        content = self.written.setdefault(key, bytearray(self.durable.get(key, b"")))
        if kind == "S":
            self.durable[key] = (self.log / values[0]).read_bytes()
            self.written[key] = bytearray(self.durable[key])
        elif kind == "T":
            del content[int(values[0]) :]
        else:
            offset, data = int(values[0]), (self.log / values[1]).read_bytes()
            content += b"\0" * (offset - len(content))
            content[offset : offset + len(data)] = data

    def keys_of(self, folder: str, name: str) -> list[str]:
        """Return the key of a file whose name is on the disk; [] if it is not."""
        found = self.names.get(folder, {}).get(name)
        return [] if found is None else [found[1]]

    def _names(self, blob: str) -> Names:
        lines = (self.log / blob).read_text().splitlines()
        return {name: (kind, key) for kind, key, name in (line.split(" ", 2) for line in lines)}

    def restore(self, root: Path, later: dict[str, Names], dice: random.Random) -> None:
        """Replace everything below `root`; `later` has the names that folders got afterwards."""
        shutil.rmtree(root)
        self._fill(root, later, dice)

    def _fill(self, folder: Path, later: dict[str, Names], dice: random.Random) -> None:
        folder.mkdir()
        known = self.names.get(str(folder), {})
        early = later.get(str(folder), {}) if dice.random() < 0.5 else {}
        for name, (kind, key) in (early | known).items():
            if kind == "d":
                self._fill(folder / name, later, dice)
                continue
            content = self.durable.get(key, b"")
            if key in self.written and dice.random() < 0.5:
                content = bytes(self.written[key])
            (folder / name).write_bytes(content)


def lines_of(log: Path) -> list[str]:
    return (log / "log").read_text().splitlines()


def next_names(log: Path, lines: list[str]) -> dict[str, Names]:
    """Return the names that folders get with the next synchronization after a moment."""
    disk = Disk(log)
    for line in lines:
        folder, _, blob = line[2:].rpartition(" ")
        if line[0] == "D" and folder not in disk.names:
            disk.names[folder] = disk._names(blob)
    return disk.names
