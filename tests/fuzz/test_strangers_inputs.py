"""Documents, records, reports, data sets and components of strangers: only clear errors.

`CURATOR_FUZZ=10000` tries as many of each; the suite tries a fast share of the same sequence.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from curator_gui import dataset
from curator_gui.app.document.offered.recipes import list_recipes
from curator_gui.app.runs.recorded_document import read_recorded_document
from curator_gui.app.runs.recorded_run import load_details, load_record, show_details
from curator_gui.core import Registry
from curator_gui.core.documents.document_io import document_text, read_document
from curator_gui.core.documents.reference_export import reference_text
from curator_gui.core.documents.validation import validate
from curator_gui.core.storage.containers.tar_samples import iterate
from curator_gui.core.storage.resources import resource_path
from curator_gui.dataset.loading.item_rows import read_table
from curator_gui.dataset.loading.reading import read_output
from curator_gui.dataset.own_files import read_statistics
from curator_gui.domains import register_all
from curator_gui.domains.mesh import NPZSink, SyntheticSource, WebDatasetSink
from curator_gui.run import RunConfig, RunRecord, execute
from curator_gui.run.record.library import summarize
from curator_gui.run.report.html import render_report
from tests.run.record.reference_databases import make_database

pytestmark = pytest.mark.fault

Feed = Callable[[bytes, Callable[[bytes], None]], None]

THEIRS = b"""
source: {class: VTKSource, module: physicsnemo_curator.domains.mesh.sources.vtk,
  params: {input_path: data, file_pattern: "**/*.vtu", manifold_dim: auto}}
filters:
- {class: PrecisionFilter, module: curator_fuzz_trap, params: {target_dtype: float32}}
- {class: FieldSelectFilter, module: physicsnemo_curator.domains.mesh.filters.field_select,
  params: {include: [p, U]}}
sink: {class: MeshVTUSink, module: physicsnemo_curator.domains.mesh.sinks.mesh_vtu,
  params: {output_dir: out}}
version: 1
"""
COMPONENT = b"""
from typing import Annotated
from curator_gui.core import Filter, Param

class Shift(Filter):
    name, description = "Shift", "Moves a mesh."
    def __init__(self, distance: Annotated[float, Param("How far.", minimum=0)] = 1.0):
        self.distance = distance
    def __call__(self, items):
        return (item + self.distance for item in items)

def register(registry):
    registry.add("mesh", Shift, keywords=("move",))
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return register_all(Registry())


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run something small, and return its folder: a record beside a data set."""
    folder = tmp_path_factory.mktemp("sound")
    sink = NPZSink(folder / "out")
    pipeline = SyntheticSource(count=3, resolution=3).write(sink)
    config = RunConfig(backend="sequential", record=folder / "run.curator-run", name="sound")
    result = execute(pipeline, config)
    found = dataset.hand_over(pipeline, folder / "run.curator-run")
    assert (result.completed, found.folder) == (3, folder / "out")
    return folder


SAMPLE = resource_path("samples", "dam-break", "dam-break.curator.yaml")


@pytest.mark.parametrize("sound", [SAMPLE.read_bytes(), THEIRS], ids=["ours", "theirs"])
def test_documents(feed: Feed, registry: Registry, tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "any.curator.yaml"

    def use(data: bytes) -> None:
        path.write_bytes(data)
        document = read_document(path)
        validate(document, registry, tmp_path)
        document_text(document)
        reference_text(document, registry, tmp_path, as_json=False)

    feed(sound, use)


def test_recipes_of_add_ons(feed: Feed, tmp_path: Path) -> None:
    sound = resource_path("recipes", "fields.curator.yaml").read_bytes()
    folder = tmp_path / "recipes"
    folder.mkdir()
    registry = Registry()
    registry.add_recipes(folder)

    def use(data: bytes) -> None:
        (folder / "any.curator.yaml").write_bytes(data)
        list_recipes(registry=registry)

    feed(sound, use)


def read_whole_record(path: Path) -> None:
    summarize(path)
    run = load_record(path)
    show_details(run, load_details(path, run.store.indices))
    read_recorded_document(path)


def test_records(feed: Feed, handed_over: Path, tmp_path: Path) -> None:
    path = tmp_path / "any.curator-run"

    def use(data: bytes) -> None:
        path.write_bytes(data)
        read_whole_record(path)

    feed((handed_over / "run.curator-run").read_bytes(), use)


class Page(HTMLParser):
    """Collects what a browser would execute or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag in ("script", "iframe", "object", "embed", "img", "link", "form", "base"):
            self.odd.append(tag)
        self.odd += [name for name in names if name.startswith("on") or name in ("href", "src")]


def test_reports(feed: Feed, handed_over: Path, tmp_path: Path) -> None:
    path = tmp_path / "any.curator-run"

    def use(data: bytes) -> None:
        path.write_bytes(data)
        with RunRecord.open(path) as record:
            page = Page()
            page.feed(render_report(record))
            assert page.odd == []

    feed((handed_over / "run.curator-run").read_bytes(), use)


def test_databases_of_others(feed: Feed, tmp_path: Path) -> None:
    sound, path = make_database(tmp_path / "sound.db").read_bytes(), tmp_path / "any.db"

    def use(data: bytes) -> None:
        path.write_bytes(data)
        with RunRecord.open(path) as record:
            render_report(record)

    feed(sound, use)


@pytest.mark.parametrize("name", ["items.csv", "statistics.json", "dataset.json"])
def test_data_sets(feed: Feed, handed_over: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(handed_over / "out", tmp_path / "data")

    def use(data: bytes) -> None:
        (folder / name).write_bytes(data)
        read_statistics(folder)
        read_table(folder)
        found = dataset.open(folder)
        for number in range(min(3, len(found))):
            found[number]

    feed((folder / name).read_bytes(), use)


def test_outputs_of_data_sets(feed: Feed, handed_over: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(handed_over / "out", tmp_path / "data")
    output = next(folder.glob("*.npz"))
    found = dataset.open(folder)

    def use(data: bytes) -> None:
        output.write_bytes(data)
        for number in range(len(found)):
            found[number]

    feed(output.read_bytes(), use)


@pytest.fixture(scope="module", params=["npz", "npy"])
def shard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    sink = WebDatasetSink(folder / "out", entries=request.param)
    pipeline = SyntheticSource(count=3, resolution=2).write(sink)
    execute(pipeline, RunConfig(backend="sequential", record=folder / "run.curator-run"))
    return folder / "out" / "shard-000000.tar"


def test_shards(feed: Feed, shard: Path) -> None:
    """As the loader, a preview and the next run find them."""
    sink = WebDatasetSink(shard.parent)

    def use(data: bytes) -> None:
        shard.write_bytes(data)
        list(sink.problems())
        for number in range(3):
            read_output(shard, number)
        list(iterate(shard))

    feed(shard.read_bytes(), use)


def test_component_folders(feed: Feed, tmp_path: Path) -> None:
    folder = tmp_path / "components"
    folder.mkdir(mode=0o700)
    registry = register_all(Registry())

    def use(data: bytes) -> None:
        (folder / "any.py").write_bytes(data)
        registry.load_folder(folder)
        for entry in registry.select():
            _ = entry.title, entry.params, entry.unavailable_reason()

    feed(COMPONENT, use)


def test_component_folders_of_strangers_are_not_run(feed: Feed, tmp_path: Path) -> None:
    folder = tmp_path / "components"
    folder.mkdir()
    folder.chmod(0o777)
    registry = Registry()

    def use(data: bytes) -> None:
        (folder / "any.py").write_bytes(b"import curator_fuzz_trap\n" + data)
        registry.load_folder(folder)
        (words,) = registry.failures.values()
        assert "is not run" in words

    feed(COMPONENT, use)
