"""The code blocks of a page: what they are, and which file they are to be written to."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

_BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w*)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """One fenced block; `file` is the name under which the reader is to save it, or ""."""

    kind: str
    file: str
    text: str

    def commands(self) -> list[str]:
        """List the command lines of a console block, without their prompt."""
        lines = self.text.splitlines()
        assert all(line.startswith("$ curator-gui ") for line in lines), self.text
        return [line.removeprefix("$ curator-gui ") for line in lines]


def blocks_of(text: str) -> list[Block]:
    """Find the fenced blocks of a page, in their order."""
    return [
        Block(found["kind"], found["file"] or "", textwrap.dedent(found["text"]))
        for found in _BLOCK.finditer(text)
    ]
