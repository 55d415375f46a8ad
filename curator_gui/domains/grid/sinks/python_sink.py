"""The sink whose code stands in the document's folder, for the items of this domain."""

from __future__ import annotations

from curator_gui.core.document_code import python_sink


class PythonSink(python_sink.PythonSink):
    """Write `xarray.Dataset` items with code beside the pipeline."""

    measurer = "curator_gui.domains.grid.measures:measure_item"
