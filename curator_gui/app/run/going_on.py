"""Let a run go on without the window: the same command line continues it in the same record."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from curator_gui.app.run.thread import RunRequest
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.documents.moving import rebase
from curator_gui.run.remote_control import announce


def index_expression(indices: Sequence[int]) -> str:
    """Write indices as the document's expression does: "0-9,12,20-29"; they may be many."""
    parts: list[str] = []
    found = sorted(set(indices))
    start = 0
    for place, index in enumerate(found):
        if place + 1 < len(found) and found[place + 1] == index + 1:
            continue
        first = found[start]
        parts.append(str(first) if first == index else f"{first}-{index}")
        start = place + 1
    return ",".join(parts)


def document_beside(request: RunRequest, record: Path, indices: Sequence[int]) -> Path:
    """Write the document of a run as it was at its start beside its record; return the file.

    The open document may have been edited since, or was never saved. Paths are absolute there.

    Raises
    ------
    OSError, DocumentError
        If it cannot be written.
    """
    path = Path(f"{record}.curator.yaml")
    moved = rebase(request.document, request.registry, request.base, None)
    write_document(moved.with_run(indices=index_expression(indices)), path)
    return path


def command_of(document: Path, record: Path, document_path: str) -> list[str]:
    """Return the command that goes on with a run without a window."""
    shown = ["--document-path", document_path] if document_path else []
    resume = ["--resume", "--record", str(record)]
    return [sys.executable, "-m", "curator_gui", "run", str(document), "--quiet", *resume, *shown]


def go_on(request: RunRequest, record: Path, indices: Sequence[int]) -> subprocess.Popen[bytes]:
    """Start the process that finishes a run of this window.

    It outlives the window; what it says stands in a log beside the record.

    Raises
    ------
    OSError, DocumentError
        If it cannot be started.
    """
    document = document_beside(request, record, indices)
    command = command_of(document, record, request.document_path)
    announce(record)
    return start_detached(command, Path(f"{record}.log"))


def start_detached(command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    """Start a process that is not ended with this one; its output is added to a log.

    Raises
    ------
    OSError
        If it cannot be started.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=Path.home(),
            start_new_session=os.name == "posix",
            creationflags=_DETACHED,
        )


_DETACHED = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(
    subprocess, "CREATE_NEW_PROCESS_GROUP", 0
)
