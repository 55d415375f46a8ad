"""The source whose code stands in the document's folder, for structures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from curator_gui.core.document_code import python_source
from curator_gui.domains.atoms.origin import announced


class PythonSource(python_source.PythonSource):
    """Read `ase.Atoms` items with code beside the pipeline."""

    measurer = "curator_gui.domains.atoms.measures:measure_item"
    item_type = "ase.Atoms"

    def read(self, index: int) -> Iterator[Any]:
        """Yield the structures of an index, each after noting whose it is."""
        return announced(index, super().read(index))
