"""Pipelines with several sinks, and files of all times."""

from __future__ import annotations

from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.documents.document_io import write_document
from tests.ui.pictures.photographer import DAM_BREAK, Photographer, Scene


def sinks(person: Photographer) -> Scene:
    """Show a pipeline that ends in two sinks: its cards, its plan, a run and what came of it."""
    source = make_step("source", "mesh.VTKSource", {"folder": str(DAM_BREAK)})
    formats = (("mesh.VTUSink", "vtu"), ("mesh.NPZSink", "npz"))
    ends = tuple(make_step("sink", key, {"folder": name}) for key, name in formats)
    path = person.work / "formats.curator.yaml"
    write_document(PipelineDocument(name="formats", source=source, sinks=ends), path)
    person.open(path)
    bench = person.window.bench
    person.wait(lambda: bench.checker.report.runnable)
    bench.session.select(bench.session.document.sinks[1].id)
    yield "build-sinks"
    person.run()
    bench.show_view("results")
    bench.running.results.search.setText("sink:npz")
    person.settle()
    bench.running.results.show_index(4)
    yield "results-sinks"
    bench.running.results.clear_filter()
    bench.show_view("monitor")
    yield "monitor-sinks"
    bench.show_view("dataset")
    view = bench.curating.view
    person.wait(lambda: view.data.there and not view.data.busy and not view.data.searching)
    person.wait(lambda: not view.pictures.busy)
    yield "dataset-sinks"
    bench.show_view("build")


def series(person: Photographer) -> Scene:
    """Show rates of change between files, and the file of all times."""
    source = make_step("source", "mesh.VTKSource", {"folder": str(DAM_BREAK)})
    rates = make_step("filter", "mesh.SeriesDerivative", {"fields": ["U"], "interval": 0.05})
    end = make_step("sink", "mesh.VTKHDFSeriesSink", {"folder": "series", "interval": 0.05})
    path = person.work / "series.curator.yaml"
    document = PipelineDocument(name="series", source=source, filters=(rates,), sinks=(end,))
    write_document(document, path)
    person.open(path)
    bench = person.window.bench
    for step, name in zip(bench.session.document.steps[1:], ("rates", "sink"), strict=True):
        bench.session.select(step.id)
        yield f"series-{name}"
    bench.show_view("plan")
    person.wait(lambda: not bench.running.plan.planner.busy)
    yield "series-plan"
    bench.show_view("preview")
    person.settle(8)
    yield "series-preview"
    person.run()
    bench.show_view("results")
    bench.running.results.show_index(0)
    yield "series-results"
    bench.show_view("build")
