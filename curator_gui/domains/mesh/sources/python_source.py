"""The source whose code stands in the document's folder, for meshes."""

from __future__ import annotations

from pathlib import Path

from curator_gui.core.document_code import python_source
from curator_gui.domains.mesh.origin import MeshSource, Origin


class PythonSource(python_source.PythonSource, MeshSource):
    """Read `pyvista.DataSet` items with code beside the pipeline."""

    version = "1"
    item_type = "pyvista.DataSet"
    __getitem__ = MeshSource.__getitem__

    def origin(self, index: int) -> Origin:
        """Name an index by its file, or by its number where the code does not tell the file."""
        label, files = self.label(index), self.inputs(index)
        if not files:
            stem = f"item_{index:06d}"
            return Origin(index, stem, stem)
        return Origin(index, Path(files[0]).stem, Path(label).with_suffix("").as_posix())
