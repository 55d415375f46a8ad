"""The step whose code stands in the document's folder, in the catalogue of this domain."""

from curator_gui.core.document_code.python_step import PythonStep as PythonStep
