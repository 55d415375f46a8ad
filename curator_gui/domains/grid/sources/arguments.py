"""Arguments that sources of stored datasets have in common."""

from __future__ import annotations

from typing import Annotated

from curator_gui.core import Param

FilePattern = Annotated[
    str,
    Param(
        "Which file names to take; * stands for any text. A single file's name is fine.",
        widget="pattern",
    ),
]
Recursive = Annotated[bool, Param("Whether to look into folders below, too.")]
Dimension = Annotated[
    str | None,
    Param(
        "Dimension whose positions become the items, for example time. Not set: each file is one "
        "item.",
        role="dimension",
    ),
]
Variables = Annotated[
    list[str] | None,
    Param("Variables to read; their coordinates come with them. Not set: all.", role="variable"),
]
Group = Annotated[
    str | None,
    Param("Group of the file that holds the variables, such as data/science. Not set: none."),
]
