"""A source and a sink of code."""

from __future__ import annotations

from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.document_code.reading import read_code
from curator_gui.core.documents.document_io import write_document
from tests.ui.pictures.photographer import Photographer, Scene

ENDS = """from pathlib import Path
from typing import Annotated

import pyvista as pv

from curator_gui.core import Param


def cases(folder: Path, pattern: str = "*.ply"):
    \"\"\"List the scans.\"\"\"
    return sorted(folder.glob(pattern))


def scan(path, unit: Annotated[float, Param("Length of one unit.", unit="m", minimum=0)] = 0.001):
    \"\"\"Read one scan.\"\"\"
    return pv.read(path).scale(unit)


def points(items, index, folder):
    \"\"\"Write its points.\"\"\"
    for mesh in items:
        pv.PolyData(mesh.points).save(folder / f"{index:04}.vtp")
        yield f"{index:04}.vtp"
"""


def ends(person: Photographer) -> Scene:
    """Show a source and a sink of code."""
    import pyvista as pv

    bench, folder = person.window.bench, person.work / "ends"
    (folder / "scans").mkdir(parents=True)
    for number in range(3):
        pv.Sphere(radius=100 + number).save(folder / "scans" / f"scan{number}.ply")
    (folder / "ends.py").write_text(ENDS)
    document = PipelineDocument(name="scans")
    source = {"file": "ends.py", "function": "cases", "reader": "scan"}
    for kind, component, values in (
        ("source", "mesh.PythonSource", {**source, "arguments": {"folder": "scans"}}),
        ("sink", "mesh.PythonSink", {"file": "ends.py", "function": "points", "folder": "out"}),
    ):
        document = document.add(make_step(kind, component, values))  # type: ignore[arg-type]
    write_document(document, folder / "scans.curator.yaml")
    person.open(folder / "scans.curator.yaml")
    bench.session.select(bench.session.document.source.id)
    yield "ends-asked"
    bench.agreeing.code.agree(read_code(folder / "ends.py"))
    person.wait(lambda: bench.checker.report.complete and bench.checker.report.runnable)
    yield "ends-source"
    bench.session.select(bench.session.document.sinks[0].id)
    yield "ends-sink"
