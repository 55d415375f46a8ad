"""The start, the building of pipelines, previews and plans."""

from __future__ import annotations

from curator_gui.core.document import make_step
from tests.ui.pictures.photographer import Photographer, Scene


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
