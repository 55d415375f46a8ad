"""The sink whose code stands in the document's folder, for the items of this domain."""

from __future__ import annotations

from curator_gui.core.document_code import python_sink


class PythonSink(python_sink.PythonSink):
    """Write `pyvista.DataSet` items with code beside the pipeline."""

    version = "1"
    measurer = "curator_gui.domains.mesh.measures:measure_item"
