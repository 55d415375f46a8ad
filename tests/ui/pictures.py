"""Take a picture of every view of the real window, after real runs of the sample projects.

    python -m tests.ui.pictures OUT [--theme dark] [--size 1280x800] [--language de]
                                    [--only results]

The size is in device-independent pixels: with QT_SCALE_FACTOR=2 the pictures are twice as large.
Needs a real platform, for example `xvfb-run -s "-screen 0 2560x1600x24"`; settings, runs and
copies of the samples go to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

if __name__ == "__main__":  # before Qt or a worker could read them
    PRIVATE = Path(tempfile.mkdtemp(prefix="curator-pictures-"))
    for variable, folder in {
        "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "CURATOR_RUNS": "runs",
        "CURATOR_SAMPLES": "samples",
    }.items():  # fmt: skip
        os.environ[variable] = str(PRIVATE / folder)
    os.environ.setdefault("OMP_NUM_THREADS", "1")

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from curator_gui.app.document.offered.samples import copy_sample, list_samples
from curator_gui.app.language.translators import Language, chosen_language
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.document_code.reading import Code, read_code
from curator_gui.core.document_code.trust import keep_trust
from curator_gui.core.documents.document_io import document_text, write_document
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.resources import resource_path
from curator_gui.dataset.handing_over.card.described import Told, with_told
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.dataset.proposals.forest import is_available
from curator_gui.domains import register_all
from curator_gui.domains.mesh import NPZSink, VTKSource
from curator_gui.run import shutdown_workers
from curator_gui.ui.shell.appearance import apply_preferred
from curator_gui.ui.shell.main_window import MainWindow
from curator_gui.ui.shell.starting.main import make_application
from tests.dataset.made import run
from tests.dataset.story import make_story
from tests.dataset.tables import random_items
from tests.ui.troubled import add_components, make_document

Scene = Iterator[str]
LONG_NAME = "station-07_pressure-and-velocity_interpolated-to-the-measurement-plane_{index}.csv"
MANY = 10_000
DAM_BREAK = resource_path("samples", "dam-break", "data")


class Photographer:
    """Drives the window through scenes; each `yield` of a scene's function names a picture."""

    def __init__(
        self, folder: Path, theme: str, size: tuple[int, int], work: Path, language: str = "system"
    ) -> None:
        self.folder, self.work = folder, work
        folder.mkdir(parents=True, exist_ok=True)
        self.app = make_application()
        self.settings = Settings()
        self.settings.update(theme=theme, language=language)
        Language(chosen_language(language), self.app)
        apply_preferred(self.app, self.settings.preferences)
        registry = add_components(register_all(Registry()))
        self.window = MainWindow(registry, self.settings)
        self.window.resize(*size)
        self.window.show()

    def take(self, name: str) -> None:
        """Save what the window shows, and each open dialog."""
        self.settle()
        self.window.grab().save(str(self.folder / f"{name}.png"))
        for dialog in self.dialogs():
            dialog.grab().save(str(self.folder / f"{name}-dialog.png"))

    def dialogs(self) -> list[QDialog]:
        """List the dialogs that are open."""
        return [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]

    def wait(self, condition: Callable[[], object], seconds: float = 120) -> None:
        """Let the window work until something is so.

        Raises
        ------
        TimeoutError
            If it is not so in time.
        """
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited {seconds} s in vain")
            self.app.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = 0.6) -> None:
        """Let plots, checks and lists come to rest."""
        done: list[bool] = []
        QTimer.singleShot(int(1000 * seconds), self.window, lambda: done.append(True))
        self.wait(lambda: done)

    def open(self, path: Path) -> None:
        """Open a document, forgetting edits of the one before."""
        self.window.bench.session.undo_stack.setClean()
        self.window.open(path)
        self.wait(lambda: self.window.bench.checker.report.complete)
        self.wait(lambda: not self.window.bench.surveyor.state.busy)

    def open_sample(self, name: str) -> None:
        """Open the copy of a sample project."""
        sample = next(s for s in list_samples() if s.path.parent.name == name)
        self.open(copy_sample(sample))

    def open_troubled(self, name: str, **values: object) -> None:
        """Open a document over many frames, some of which fail."""
        path = self.work / f"{name}.curator.yaml"
        write_document(make_document(name, **values), path)
        self.open(path)

    def run(self, until: Callable[[], object] | None = None) -> None:
        """Press Run, and wait for the end or for something else."""
        controller, ended = self.window.bench.running.controller, []
        controller.finished.connect(lambda result: ended.append(result))
        self.window.bench.running._start(None)
        self.wait(lambda: controller.state == "running" or ended)  # what is shown is this run's
        self.wait(until or (lambda: ended and not controller.active))

    def close(self) -> None:
        """End everything."""
        self.window.bench.running.shut_down()
        self.window.bench.session.undo_stack.setClean()
        self.window.close()
        shutdown_workers()


def first_start(person: Photographer) -> Scene:
    """Show the window as it is before anything was opened or run."""
    yield "welcome-first"
    for view in person.window.bench.view_bar.buttons:
        person.window.bench.show_view(view)
        yield f"empty-{view}"


def building(person: Photographer) -> Scene:
    """Show the forms of all steps, the options, the catalogue and the palette."""
    window = person.window
    for sample in ("dam-break", "era5", "qm9"):
        person.open_sample(sample)
        window.bench.show_view("build")
        for number, step in enumerate(window.bench.session.document.steps):
            window.bench._edit(step.id)
            yield f"build-{sample}-{number}"
    window.bench.commands["options"].trigger()
    yield "build-options"
    window.bench.commands["add_step"].trigger()
    yield "catalogue"
    window.bench.catalogue.reject()
    window.bench.commands["palette"].trigger()
    yield "palette"
    window.palette_dialog.reject()
    window.bench._edit(window.bench.session.document.source.id)
    document = window.bench.session.document
    window.bench.session.push(document.set_value(document.source.id, "path", "no/such"), "break")
    person.wait(lambda: window.bench.checker.report.complete)
    yield "build-problem"
    window.bench.session.undo_stack.undo()


def previewing(person: Photographer) -> Scene:
    """Show what the steps do to one index of every sample, and that the pipeline has changed."""
    window = person.window
    for sample in ("dam-break", "era5", "qm9"):
        person.open_sample(sample)
        window.bench.previewing.preview()
        person.wait(lambda: not window.bench.previewing.controller.state.busy)
        person.wait(lambda: not window.bench.previewing.view.pictures.busy)
        yield f"preview-{sample}"
    document = window.bench.session.document
    window.bench.session.push(document.set_value(document.source.id, "path", "no/such"), "break")
    yield "preview-stale"
    window.bench.session.undo_stack.undo()


def planning(person: Photographer) -> Scene:
    """Show plans with and without groups."""
    for sample in ("dam-break", "era5"):
        person.open_sample(sample)
        person.window.bench.show_view("plan")
        person.wait(lambda: not person.window.bench.running.plan.planner.busy)
        yield f"plan-{sample}"


def passes(person: Photographer) -> Scene:
    """Show a step that learns from the data set: its form, the plan, both passes, the log."""
    person.open_sample("dam-break")
    bench = person.window.bench
    step = make_step("filter", "mesh.Standardize")
    bench.session.push(bench.session.document.add(step), "add")
    bench.session.select(step.id)
    person.wait(lambda: bench.checker.report.complete and not bench.surveyor.state.busy)
    yield "passes-form"
    bench.show_view("plan")
    person.wait(lambda: not bench.running.plan.planner.busy)
    yield "passes-plan"
    bench.show_view("monitor")
    statistics = bench.running.controller.statistics
    person.run(lambda: statistics.passing is not None and statistics.passing.done)
    yield "passes-first"
    person.wait(lambda: not bench.running.controller.active)
    bench.show_view("plan")
    person.wait(lambda: not bench.running.plan.planner.busy)
    yield "passes-kept"
    bench.show_view("preview")
    yield "passes-preview"


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


def running(person: Photographer) -> Scene:
    """Show the monitor during and after runs of the samples."""
    window = person.window
    for sample in ("era5", "qm9", "dam-break"):
        person.open_sample(sample)
        person.run()
        for view in ("monitor", "results"):
            window.bench.show_view(view)
            yield f"{view}-{sample}"
    window.bench.running.results.table.selectRow(3)
    yield "results-dam-break-detail"


def troubles(person: Photographer) -> Scene:
    """Show a run with failures of several causes, under way and ended."""
    window, controller = person.window, person.window.bench.running.controller
    person.open_troubled("night", n=400, every=10, deadly=41, seconds=0.02, template=LONG_NAME)
    person.run(until=lambda: controller.results.store.count("done") > 120)
    yield "monitor-running"
    window.bench.show_view("results")
    yield "results-running"
    window.bench.commands["pause"].trigger()
    person.wait(lambda: controller.state == "paused")
    window.bench.show_view("monitor")
    yield "monitor-paused"
    window.bench.commands["pause"].trigger()
    person.wait(lambda: not controller.active)
    yield "monitor-failures"
    window.bench.show_view("results")
    window.bench.running.results.causes_button.setChecked(True)
    window.bench.running.results.show_index(41)
    yield "results-causes"
    window.bench.running.results.show_index(8)
    window.findChild(QWidget, "log").show()
    yield "results-failure-log"
    window.findChild(QWidget, "log").hide()
    window.bench.running.results.causes_button.setChecked(False)
    person.open_troubled("many", n=MANY, every=97)
    person.run()
    for view in ("monitor", "results"):
        window.bench.show_view(view)
        yield f"{view}-many"
    window.bench.show_view("build")


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


def history(person: Photographer) -> Scene:
    """Show the history, an interrupted run, and what can be asked and answered there."""
    window, controller = person.window, person.window.bench.running.controller
    person.open_troubled("interrupted", n=300, every=50, seconds=0.02)
    person.run(until=lambda: controller.results.store.count("done") > 30)
    window.bench.commands["stop_now"].trigger()
    person.wait(lambda: not controller.active)
    window.bench.running.start()
    person.wait(lambda: window.bench.running.resuming.question is not None)
    yield "question-resume"
    window.bench.running.resuming.question.reject()
    window.bench.show_view("plan")
    person.wait(lambda: not window.bench.running.plan.planner.busy)
    yield "plan-resume"
    window.bench.show_view("runs")
    person.wait(lambda: not window.bench.runs.busy and window.bench.runs.model.rowCount())
    yield "runs"
    rows = [
        window.bench.runs.model.run(row).path for row in range(window.bench.runs.model.rowCount())
    ]
    window.bench.runs.table.select_runs(rows[:2])
    window.bench.runs.actions_by_id["compare"].trigger()
    person.wait(lambda: window.bench.runs.commands.comparison is not None)
    yield "runs-compare"
    window.bench.runs.commands.comparison.reject()
    window.bench.runs.actions_by_id["delete"].trigger()
    yield "runs-delete"
    window.bench.runs.commands.question.reject()


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


def rest(person: Photographer) -> Scene:
    """Show help, notices and the welcome page with something on it."""
    window = person.window
    for name in ("shortcuts", "about"):
        window.bench.commands[name].trigger()
        yield name
        person.dialogs()[-1].reject()
    words = "Unsaved changes to night.curator.yaml of 2026-11-23 were kept after a crash."
    window.bench.notices.add(words, [("Open", lambda: None), ("Discard", lambda: None)])
    yield "notice"
    window.bench.session.undo_stack.setClean()
    window.bench.commands["new"].trigger()
    yield "welcome-later"


CLUSTERS = {
    "slurm": {"partition": "night"},
    "pbs": {"partition": "workq", "account": "mesh", "directives": "-W group_list=mesh"},
    "lsf": {"partition": "normal", "workers_per_job": 4},
    "sge": {"workers_per_job": 4, "parallel_environment": "smp", "memory_resource": "mem_free"},
}


def _scroll_to(person: Photographer, widget: QWidget) -> None:
    """Bring a widget near the top of the page that it stands on."""
    person.settle()
    area = widget.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    area.verticalScrollBar().setValue(widget.mapTo(area.widget(), QPoint()).y() - 80)


def cluster(person: Photographer) -> Scene:
    """Show the options of each job system and what trying the cluster says."""
    bench = person.window.bench
    document = bench.session.document
    for system, options in CLUSTERS.items():
        given = {"cluster": system, "walltime": "04:00:00", **options}
        bench.session.adopt(document.with_run(backend="dask", n_jobs=16, options=given), None)
        bench.commands["options"].trigger()
        _scroll_to(person, bench.build.options.options.rows["walltime"].editor)
        yield f"options-cluster-{system}"
    panel = bench.build.options.cluster
    full = "all queues dropped because of overload or full"
    waits = "jobs of {system} wait ({numbers}): {reason}"
    panel.add(None, Message(waits, system="SGE", numbers="4711", reason=full))
    came = "a worker came after {time} ({worker})"
    panel.add(True, Message(came, time="4.21 s", worker="tls://10.1.0.7:40123"))
    wrong = "workers cannot read {path}: use a folder that all nodes share"
    panel.add(False, Message(wrong, path=DAM_BREAK))
    _scroll_to(person, bench.build.options.heading)
    yield "options-cluster"
    bench.session.adopt(
        document.with_run(
            backend="dask", n_jobs=4, options={"cluster": "sge", "cores_per_worker": 2}
        ),
        None,
    )
    _scroll_to(person, bench.build.options.options.rows["parallel_environment"].editor)
    yield "options-cluster-problem"


SCENES: tuple[Callable[[Photographer], Scene], ...] = (
    first_start, building, previewing, planning, passes, sinks, series, running, troubles, history,
    dataset, cluster, code, ends, rest,
)  # fmt: skip


def main() -> None:
    """Take the pictures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--theme", default="light")
    arguments.add_argument("--size", default="1280x800")
    arguments.add_argument("--language", default="system", help="en, de, or that of the system")
    arguments.add_argument("--only", default="", help="a scene, such as building")
    chosen = arguments.parse_args()
    width, height = map(int, chosen.size.split("x"))
    person = Photographer(chosen.folder, chosen.theme, (width, height), PRIVATE, chosen.language)
    try:
        for scene in SCENES:
            if chosen.only in ("", scene.__name__):
                for name in scene(person):
                    person.take(name)
                    print(name, flush=True)
    finally:
        person.close()
        QApplication.processEvents()


if __name__ == "__main__":
    main()
