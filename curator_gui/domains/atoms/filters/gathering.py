"""A filter that passes structures on and gathers one small record of each."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.components import StatefulFilter
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.atoms.errors import StructureError, os_reason

if TYPE_CHECKING:
    from ase import Atoms

Record = dict[str, Any]


class RecordFilter(StatefulFilter["Atoms"]):
    """Parts hold one JSON line per structure; what is made of them is made in `merge`.

    So the result depends only on the order of the indices, to the last bit, however the structures
    were spread over workers, retries and resumed runs.
    """

    def __init__(self, output: Path) -> None:
        self.output_path = Path(output)
        self._records: list[Record] = []

    @abstractmethod
    def record(self, atoms: Atoms) -> Record:
        """Return what is kept of one structure, as JSON data."""

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        for atoms in items:
            self._records.append(self.record(atoms))
            yield atoms

    def flush(self) -> None:
        """Write the records gathered since the last flush."""
        write_text(self.output_path, "".join(json.dumps(r) + "\n" for r in self._records))
        self._records = []

    def reset(self) -> None:
        """Forget the records gathered since the last flush."""
        self._records = []

    def artifacts(self) -> list[str]:
        return [str(self.output_path)]


def write_text(path: Path, text: str) -> None:
    """Write a file under a temporary name and rename it."""
    with atomic_path(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def read_records(parts: Sequence[Path]) -> Iterator[tuple[Path, Record]]:
    """Yield the records of all parts in order, each with the part it is from.

    Raises
    ------
    StructureError
        If a part is missing or is no file of records.
    """
    for part in parts:
        for record in _records_of(part):
            yield part, record


def _records_of(part: Path) -> list[Record]:
    try:
        lines = part.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]
    except OSError as error:
        raise StructureError(
            "{part} cannot be read: {os_reason}", part=part, os_reason=os_reason(error)
        ) from error
    except ValueError as error:
        raise StructureError(
            "{part} is no file of records: {error}", part=part, error=error
        ) from error
