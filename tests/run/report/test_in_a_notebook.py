"""The progress bar in a real notebook; skipped without nbclient and ipykernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

pytestmark = [
    pytest.mark.workers,
    pytest.mark.fault,
    # nbclient leaves its sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

CELL = """
from pathlib import Path
{before}
from curator_gui.domains.mesh import NPZSink, SyntheticSource
from curator_gui.run import RunConfig, execute

pipeline = SyntheticSource(count=6, resolution=6).write(NPZSink(Path({folder!r})))
result = execute(pipeline, RunConfig(n_jobs=2, progress=True, options={{"dataset": False}}))
print(result.completed, "done")
"""
NO_WIDGETS = "import sys; sys.modules['ipywidgets'] = None"


def executed(tmp_path: Path, before: str = "") -> Any:
    cell = nbformat.v4.new_code_cell(CELL.format(before=before, folder=str(tmp_path / "out")))
    notebook = nbformat.v4.new_notebook(cells=[cell])
    client = nbclient.NotebookClient(notebook, kernel_name="python3", timeout=300)
    client.execute()
    return notebook


def text_of(cell: Any) -> str:
    return "".join(each.text for each in cell.outputs if each.output_type == "stream")


def test_the_bar_is_a_widget_that_ends_full(tmp_path: Path) -> None:
    pytest.importorskip("ipywidgets")
    notebook = executed(tmp_path)
    (cell,) = notebook.cells
    shown = [each for each in cell.outputs if each.output_type == "display_data"]
    assert ["application/vnd.jupyter.widget-view+json" in each.data for each in shown] == [True]
    states = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    (bar,) = [s["state"] for s in states.values() if s["model_name"] == "FloatProgressModel"]
    assert (bar["value"], bar["max"], bar["bar_style"]) == (6.0, 6.0, "success")
    assert any("6/6" in s["state"].get("value", "") for s in states.values()
               if s["model_name"] == "HTMLModel")  # fmt: skip
    assert text_of(cell).endswith("6 done\n")
    assert "Warning" not in text_of(cell)


def test_without_widgets_it_is_text(tmp_path: Path) -> None:
    (cell,) = executed(tmp_path, NO_WIDGETS).cells
    assert "100%" in text_of(cell)
    assert "6/6" in text_of(cell)
    assert "6 done" in text_of(cell)
    assert "Traceback" not in text_of(cell)
    assert "Warning" not in text_of(cell)


def test_it_can_be_shown_as_a_page(tmp_path: Path) -> None:
    nbconvert = pytest.importorskip("nbconvert")
    page, _ = nbconvert.HTMLExporter().from_notebook_node(executed(tmp_path))
    assert "6 done" in page
    assert "FloatProgressModel" in page


def test_who_sees_no_widgets_reads_how_it_ended(tmp_path: Path) -> None:
    pytest.importorskip("ipywidgets")
    (cell,) = executed(tmp_path).cells
    (shown,) = [each for each in cell.outputs if each.output_type == "display_data"]
    assert "100%" in shown.data["text/plain"]
    assert "6/6" in shown.data["text/plain"]
