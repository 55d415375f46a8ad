"""The sink whose code stands in the document's folder, for the items of this domain."""

from __future__ import annotations

from curator_gui.core.document_code import python_sink


class PythonSink(python_sink.PythonSink):
    """Write `ase.Atoms` items with code beside the pipeline."""

    measurer = "curator_gui.domains.atoms.measures:measure_item"
