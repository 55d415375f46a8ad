"""The source whose code stands in the document's folder, for fields."""

from __future__ import annotations

from curator_gui.core.document_code import python_source


class PythonSource(python_source.PythonSource):
    """Read `xarray.Dataset` items with code beside the pipeline."""

    measurer = "curator_gui.domains.grid.measures:measure_item"
    item_type = "xarray.Dataset"
