from __future__ import annotations

import uuid

import pytest

from curator_gui.app.planning.planner import (
    Planner,
    grouped_reasons,
    plan_document,
    span_text,
    worker_shares,
)
from curator_gui.app.runs.history import known_interrupted_runs, last_run_of
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.documents.document_io import document_text, write_document
from curator_gui.run import RunConfig, execute
from curator_gui.run.planning.plan import Plan
from curator_gui.run.record.library import new_record_path

pytestmark = pytest.mark.workers


def plan(document, registry, **changes):
    arguments = {"path": None, "resume": False} | changes
    return plan_document(document, registry, None, **arguments)


def test_plan_counts_what_will_run(document, registry):
    planned = plan(document.with_run(indices="1-3", n_jobs=2), registry)
    assert planned.problem == ""
    assert list(planned.plan.to_run) == [1, 2, 3]
    assert worker_shares(planned.plan) == [[2], [1]]
    assert span_text(planned.plan.to_run) == "1 to 3"


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda d: d.remove(d.sinks[0].id), "no sink"),
        (lambda d: d.with_run(indices="9"), "outside"),
        (lambda d: d.with_run(n_jobs=0), "at least one worker"),
        (lambda d: d.with_run(backend="nothing"), "no backend"),
        (lambda d: d.set_value(d.filters[0].id, "times", 13), "refused by the component"),
    ],
)
def test_document_that_cannot_run_says_why(document, registry, change, words):
    planned = plan(change(document), registry)
    assert planned.plan is None
    assert words in planned.problem


def test_steps_are_named_by_their_titles(document, registry):
    step = document.filters[0]
    title = registry.find(step.component).title
    problem = plan(document.set_value(step.id, "nonsense", 1), registry).problem
    assert problem.startswith(f"{title}: Nonsense: has no parameter")
    assert step.component not in problem


def test_broken_component_is_words_not_a_crash(document, registry):
    for limit, words in ((13, "ZeroDivisionError: counting failed"), (14, "exited with code 5")):
        broken = document.set_value(document.source.id, "limit", limit)
        assert words in plan(broken, registry).problem


def test_plan_of_going_on_skips_what_is_done(document, registry, tmp_path):
    path = tmp_path / "work.curator.yaml"
    write_document(document, path)
    pipeline = build_pipeline(document, registry, None)
    config = RunConfig(
        backend="sequential",
        indices=[0, 1],
        document=document_text(document),
        document_path=str(path),
        record=new_record_path(uuid.uuid4().hex, "work"),
    )
    assert execute(pipeline, config).completed == 2
    fresh = plan(document, registry, path=path)
    assert fresh.earlier.document_path == str(path)
    assert len(fresh.plan.to_run) == 5
    going_on = plan(document, registry, path=path, resume=True)
    assert list(going_on.plan.to_run) == [2, 3, 4]
    assert grouped_reasons(going_on.plan.skipped.values())[0][1] == 2
    assert known_interrupted_runs() == []
    assert last_run_of(path).total == 2


def test_groups_stay_whole_in_the_shares():
    groups = [[0, 1, 2], [3], [4, 5]]
    shares = worker_shares(Plan(6, range(6), range(6), workers=2, groups=groups))
    assert sorted(size for share in shares for size in share) == [1, 2, 3]
    assert sorted(sum(share) for share in shares) == [3, 3]


def test_more_workers_than_groups_leaves_some_without(document, registry):
    planned = plan(document.with_run(indices="0", n_jobs=3), registry)
    assert worker_shares(planned.plan) == [[1], [], []]


def test_planner_answers_in_the_background(qtbot, session, document):
    session.adopt(document, None)
    planner = Planner(session)
    with qtbot.waitSignal(planner.planned, timeout=5000) as planned:
        planner.request(resume=False)
    assert len(planned.args[0].plan.to_run) == 5
    assert not planner.busy
