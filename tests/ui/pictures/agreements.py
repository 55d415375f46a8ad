"""What is asked before it is used: code and servers of a document."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.document_code.reading import Code
from curator_gui.core.document_code.trust import keep_trust
from curator_gui.core.documents.document_io import write_document
from tests.ui.pictures.photographer import Photographer, Scene

CODE = """'Steps of this project.'

from typing import Annotated

import near
from curator_gui.core import Param


def shifted(mesh, distance: Annotated[float, Param("How far.", unit="m", minimum=0)] = 0.5):
    \"\"\"Move a mesh along x.\"\"\"
    if distance > near.LARGEST:  # farther away nothing is seen of it
        return None
    return mesh.translate([distance, 0.0, 0.0], inplace=False)
"""


def make_coded(folder: Path) -> Path:
    """Write a document with code beside it; return the document."""
    folder.mkdir()
    (folder / "near.py").write_text("LARGEST = 10.0  # m\n")
    (folder / "steps.py").write_text(CODE)
    document = PipelineDocument(name="moved")
    for kind, component, values in (
        ("source", "mesh.SyntheticSource", {"count": 4, "resolution": 6}),
        ("filter", "mesh.PythonStep", {"file": "steps.py", "function": "shifted"}),
        ("sink", "mesh.NPZSink", {"folder": "out"}),
    ):
        document = document.add(make_step(kind, component, values))  # type: ignore[arg-type]
    path = folder / "moved.curator.yaml"
    write_document(document, path)
    return path


def agreed_code(person: Photographer, name: str) -> Scene:
    """Show the end of the preferences: what was agreed to."""
    person.window.bench.commands["preferences"].trigger()
    dialog = person.dialogs()[-1]
    person.settle()
    bar = dialog.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    yield name
    dialog.reject()


def code(person: Photographer) -> Scene:
    """Show the question about code, what was agreed to, and the code of an earlier run."""
    bench = person.window.bench
    yield from agreed_code(person, "code-none-agreed")
    path = make_coded(person.work / "coded")
    person.open(path)
    bench.session.select(bench.session.document.filters[0].id)
    yield "code-asked"
    bench.build.page.form.rows["file"].editor.show_code.click()
    yield "code-question"
    bench.agreeing.dialog.yes.click()
    person.wait(lambda: bench.checker.report.complete and bench.checker.report.runnable)
    for version in range(3):  # what was agreed to before stays listed
        keep_trust(Code(path.with_name(f"of-{version}.py"), (("a", str(version)),)))
    person.run()
    (path.parent / "near.py").write_text("LARGEST = 20.0  # m\n")
    bench.show_view("runs")
    person.wait(lambda: not bench.runs.busy and bench.runs.model.rowCount())
    bench.runs.table.select_runs([bench.runs.model.run(0).path])
    bench.runs.actions_by_id["code"].trigger()
    person.wait(lambda: bench.runs.commands.code_dialog is not None)
    yield "code-of-run"
    bench.runs.commands.code_dialog.reject()
    yield from agreed_code(person, "code-agreed")
    target = person.work / "elsewhere" / path.name
    target.parent.mkdir()

    def answer() -> None:  # while the question waits for it
        person.take("code-save-as")
        person.dialogs()[-1].defaultButton().click()

    QTimer.singleShot(500, bench, answer)
    bench.files._store(target)
    yield "code-saved"


def connecting(person: Photographer) -> Scene:
    """Show a document of somebody else that names a server, before Connect is pressed."""
    bench = person.window.bench
    document = PipelineDocument(name="strange")
    for kind, component, values in (
        ("source", "grid.GridZarrSource", {"folder": "s3://archive-of-somebody/era5.zarr"}),
        ("sink", "grid.NetCDFSink", {"folder": "out"}),
    ):
        document = document.add(make_step(kind, component, values))  # type: ignore[arg-type]
    path = person.work / "strange" / "strange.curator.yaml"
    path.parent.mkdir()
    write_document(document, path)
    person.open(path)
    bench.session.select(bench.session.document.source.id)
    yield "connect-asked"
    bench.show_view("plan")
    person.wait(lambda: not bench.running.plan.planner.busy)
    yield "connect-plan"
    bench.show_view("preview")
    bench.commands["preview"].trigger()
    person.wait(lambda: not bench.previewing.controller.state.busy)
    yield "connect-preview"
    bench.show_view("build")
