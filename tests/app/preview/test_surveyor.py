"""The survey of the open document, in a real helper process, while the document is edited."""

from __future__ import annotations

import shutil

import pytest

from curator_gui.app.document.checking import Checker
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.app.settings.preferences import Settings
from curator_gui.core import PipelineDocument, Registry, make_step
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all

pytest.importorskip("pyvista")
pytestmark = pytest.mark.workers

WAIT_MS = 60_000


@pytest.fixture
def session(qapp):
    return Session(register_all(Registry()))


@pytest.fixture
def surveyor(session, tmp_path):
    surveyor = Surveyor(session, Settings(tmp_path / "preferences.json"))
    yield surveyor
    surveyor.shut_down()


@pytest.fixture
def meshes(tmp_path):
    folder = tmp_path / "meshes"
    shutil.copytree(resource_path("samples", "dam-break", "data"), folder)
    return folder


def document(folder, *filters, **values):
    return PipelineDocument(
        source=make_step("source", "mesh.VTKSource", {"folder": str(folder), **values}),
        filters=tuple(make_step("filter", f"mesh.{name}", v) for name, v in filters),
    )


@pytest.fixture
def surveyed(qtbot, session, surveyor):
    def run(new):
        session.push(new, "edit")
        qtbot.waitUntil(lambda: surveyor.state.phase in ("done", "failed"), timeout=WAIT_MS)
        return surveyor.state

    return run


def names(facts):
    return sorted(field.name for field in facts.fields)


def test_a_source_is_looked_at_as_soon_as_it_is_complete(surveyed, surveyor, meshes):
    state = surveyed(document(meshes))
    assert (state.phase, state.survey.looked, state.survey.size) == ("done", 12, 21)
    assert names(state.survey.steps[0]) == ["U", "alpha.water", "p", "p_rgh"]
    assert state.survey.sizes.files == 21


def test_a_source_that_is_not_complete_is_no_failure_to_tell_of(surveyed, session):
    state = surveyed(PipelineDocument(source=make_step("source", "mesh.VTKSource")))
    assert (state.phase, state.problem, state.survey) == ("failed", "", None)


def test_every_step_is_reached_by_what_leaves_the_one_before(surveyed, surveyor, meshes):
    made = document(meshes, ("SelectFields", {"cell_fields": ["U"]}), ("CellToPoint", {}))
    state = surveyed(made)
    source, select, to_points = made.steps
    assert names(surveyor.reaching(source.id)) == ["U", "alpha.water", "p", "p_rgh"]
    assert names(surveyor.reaching(select.id)) == ["U", "alpha.water", "p", "p_rgh"]
    assert names(surveyor.reaching(to_points.id)) == ["U"]
    assert [f.place for f in state.leaving(to_points.id).fields] == ["point"]


def test_a_source_that_chooses_still_says_what_its_files_hold(surveyed, surveyor, meshes):
    made = document(meshes, cell_fields=["U"])
    state = surveyed(made)
    assert names(state.survey.steps[0]) == ["U"]
    assert names(surveyor.reaching(made.source.id)) == ["U", "alpha.water", "p", "p_rgh"]


def test_a_step_that_is_not_ready_is_reached_all_the_same(surveyed, surveyor, meshes):
    made = document(meshes, ("CellToPoint", {}), ("RenameFields", {}))
    state = surveyed(made)
    assert state.blocked.name == "Rename fields"
    assert names(surveyor.reaching(made.filters[1].id)) == ["U", "alpha.water", "p", "p_rgh"]


def test_unknown_words_are_told_at_once_and_go_when_they_are_mended(
    qtbot, session, surveyor, surveyed, meshes
):
    checker = Checker(session)
    surveyor.found.connect(checker.show_found)
    made = document(meshes, ("SelectFields", {"cell_fields": ["U", "tme"]}))
    surveyed(made)
    step = made.filters[0]
    qtbot.waitUntil(lambda: bool(checker.report.for_step(step.id)))
    (issue,) = checker.report.for_step(step.id)
    assert (issue.param, issue.severity) == ("cell_fields", "error")
    assert issue.message == "tme: no such cell field; there are U, alpha.water, p, p_rgh"
    session.push(session.document.replace_step(step.with_value("cell_fields", ["U"])), "mend")
    assert checker.report.for_step(step.id) == []  # at once, before anything is looked at again
    checker.stop()


def test_the_dimension_that_makes_the_items_is_known_though_no_item_has_it(surveyor, surveyed):
    pytest.importorskip("netCDF4")
    told = []
    surveyor.found.connect(lambda issues, _: told.append(issues))
    folder = resource_path("samples", "era5", "data")
    values = {"folder": str(folder), "dimension": "number"}
    made = PipelineDocument(source=make_step("source", "grid.NetCDFSource", values))
    state = surveyed(made)
    assert "number" not in {a.name for a in state.survey.steps[0].axes if a.dimension}
    axes = {axis.name: axis.size for axis in surveyor.reaching(made.source.id).axes}
    assert axes["number"] == 10
    assert told[-1] == ()


def test_a_step_that_ignores_what_is_missing_is_only_warned_of(surveyed, surveyor, meshes):
    told = []
    surveyor.found.connect(lambda issues, _: told.append(issues))
    values = {"cell_fields": ["U", "tme"], "missing": "ignore"}
    surveyed(document(meshes, ("SelectFields", values)))
    assert [issue.severity for issue in told[-1]] == ["warning"]


def test_an_edit_keeps_what_is_known_of_the_source(qtbot, session, surveyor, surveyed, meshes):
    made = document(meshes, ("Clean", {}))
    surveyed(made)
    step = made.filters[0].with_value("tolerance", 0.1)
    session.push(made.replace_step(step), "edit")
    assert not surveyor.state.fresh
    assert surveyor.state.whole.looked == 12  # shown until something newer is known
    qtbot.waitUntil(lambda: surveyor.state.fresh, timeout=WAIT_MS)
    assert surveyor.state.whole.looked == 12
    assert surveyor.state.survey.sizes.files == 21
    assert surveyor.state.survey.looks[0].index == 7


def test_another_source_begins_anew(session, surveyor, surveyed, meshes, tmp_path):
    surveyed(document(meshes))
    session.push(document(tmp_path / "other"), "edit")
    assert surveyor.state.survey is None


def test_a_folder_that_is_missing_says_so(surveyed, tmp_path):
    state = surveyed(document(tmp_path / "none"))
    assert state.phase == "failed"


def test_damaged_files_are_odd_and_the_rest_is_shown(surveyed, meshes):
    for number in range(1, 10):
        (meshes / f"dambreak_00{number}.vtu").write_bytes(b"<VTKFile")
    state = surveyed(document(meshes))
    source = state.survey.steps[0]
    assert source.failures
    assert source.given == 12 - len(source.failures)
    assert any("cannot be read" in str(odd.message) for odd in state.survey.odd)


def test_looking_again_finds_new_files(qtbot, surveyor, surveyed, meshes):
    surveyed(document(meshes))
    shutil.copy(meshes / "dambreak_001.vtu", meshes / "dambreak_099.vtu")
    surveyor.again()
    qtbot.waitUntil(lambda: surveyor.state.phase == "done", timeout=WAIT_MS)
    assert surveyor.state.survey.size == 22


def test_it_can_be_stopped_with_what_is_known(qtbot, session, surveyor, meshes):
    session.push(document(meshes), "edit")
    qtbot.waitUntil(
        lambda: surveyor.state.survey is not None and surveyor.state.survey.looked > 0,
        timeout=WAIT_MS,
    )
    surveyor.stop()
    assert surveyor.state.phase in ("stopped", "done")
    assert surveyor.state.survey.looked > 0
