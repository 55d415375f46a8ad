"""All pages of a data set."""

from __future__ import annotations

from pathlib import Path

from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.documents.document_io import document_text, write_document
from curator_gui.dataset.handing_over.card.described import Told, with_told
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.dataset.proposals.forest import is_available
from curator_gui.domains.mesh import NPZSink, VTKSource
from tests.dataset.made import run
from tests.dataset.story import make_story
from tests.dataset.tables import random_items
from tests.ui.pictures.photographer import DAM_BREAK, Photographer, Scene


def make_described(folder: Path) -> Path:
    """Run the dam break into a data set that is described; return its document."""
    source = make_step("source", "mesh.VTKSource", {"folder": str(DAM_BREAK)})
    sink = make_step("sink", "mesh.NPZSink", {"folder": "out"})
    document = PipelineDocument(name="dam-break", source=source, sinks=(sink,))
    words = Told("Dam break in a tank", "Water falls in a tank: 21 times.", license="CC-BY-4.0")
    document = with_told(document, words)
    folder.mkdir()
    write_document(document, folder / "dam-break.curator.yaml")
    pipeline = VTKSource(DAM_BREAK).write(NPZSink(folder / "out"))
    record = folder / "r.curator-run"
    run(pipeline, record, document=document_text(document))
    hand_over(pipeline, record)
    return folder / "dam-break.curator.yaml"


def dataset(person: Photographer) -> Scene:
    """Show all pages of a data set of 60 items, decisions, an item, and of 100,000 items."""
    bench = person.window.bench
    folder = make_story(person.work / "story" / "output")
    bench.curating.open(folder)
    view = bench.curating.view
    person.wait(lambda: view.data.there and not view.data.busy and not view.data.searching)
    person.wait(lambda: not view.pictures.busy)
    view.data.select(view.data.items["U.max"].values > 3.5)
    view.data.decide("check later", [3, 17])
    view.data.decide("leave out", [20])
    view.data.tag("splash")
    yield "dataset-items"
    view.items.plots.kind.setCurrentIndex(1)
    person.wait(lambda: view.items.plots.map is not None)
    yield "dataset-map"
    view.items.plots.kind.setCurrentIndex(2)
    yield "dataset-parallel"
    view.items.plots.kind.setCurrentIndex(0)
    view.items.filter.line.setText("max(V) > 6")
    yield "dataset-filter-wrong"
    view.items.filter.line.setText("max(U) > 1000")
    yield "dataset-nothing-fits"
    view.items.filter.clear()
    view.show_page("proposals")
    person.wait(lambda: not view.pictures.busy)
    yield "dataset-proposals"
    if is_available():
        view.data.ask_second_opinion()
        person.wait(lambda: not view.data.asking)
        view.proposals.show_topic("forest")
        person.wait(lambda: not view.pictures.busy)
        yield "dataset-second-opinion"
        view.proposals.show_topic(None)
    view.open_item(17)
    person.wait(lambda: not view.pictures.busy and view.item.like.rows)
    yield "dataset-item"
    view.show_page("split")
    splitting = view.splitting
    person.wait(lambda: splitting.judged is not None and not splitting.busy)
    view.split.folds.setValue(3)
    view.split.kind.setCurrentIndex(1)
    person.wait(
        lambda: splitting.plan.folds and splitting.judged is not None and not splitting.busy
    )
    yield "dataset-folds"
    view.split.kind.setCurrentIndex(0)
    person.wait(lambda: not view.splitting.busy and view.splitting.judged)
    yield "dataset-split"
    view.show_page("card")
    yield "dataset-card"
    bench.session.open(make_described(person.work / "described"))
    bench.curating.open(person.work / "described" / "out")
    person.wait(lambda: view.data.there and not view.data.busy and not view.data.searching)
    view.show_page("card")
    view.describing.verify()
    person.wait(lambda: not view.describing.work)
    yield "dataset-card-described"
    bench.curating.open(folder)
    person.wait(lambda: view.data.there and not view.data.busy and not view.data.searching)
    view.data.show_items(random_items(100_000))
    person.wait(lambda: not view.data.searching)
    values = view.data.items["U.max"].values
    view.data.select((values > 6) & (values < 8))
    yield "dataset-many"
    view.items.plots.kind.setCurrentIndex(2)
    yield "dataset-many-parallel"
    view.show_page("proposals")
    yield "dataset-many-proposals"
    view.show_page("split")
    person.wait(lambda: not view.splitting.busy and view.splitting.judged)
    yield "dataset-many-split"
    view.data.close()
