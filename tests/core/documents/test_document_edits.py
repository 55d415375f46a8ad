"""Edits of a document: each returns a new one, and the invariants hold after any sequence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import DocumentError, PipelineDocument, Step, make_step
from curator_gui.core.documents.document_io import document_text, parse_document

EDITS = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"), st.sampled_from(["source", "filter", "sink"]), st.integers(-3, 9)
        ),
        st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
        st.tuples(st.just("move"), st.integers(0, 9), st.integers(-3, 9)),
        st.tuples(st.just("duplicate"), st.integers(0, 9), st.none()),
        st.tuples(st.just("set_value"), st.integers(0, 9), st.lists(st.integers(), max_size=2)),
        st.tuples(st.just("set_enabled"), st.integers(0, 9), st.booleans()),
    ),
    max_size=15,
)


def edited(document: PipelineDocument, edit: tuple[str, Any, Any]) -> PipelineDocument:
    name, first, second = edit
    if name == "add":
        return document.add(make_step(first, f"toy.{first.title()}"), max(0, second))
    if not document.steps:
        return document
    step = document.steps[first % len(document.steps)]
    if name in ("move", "duplicate") and step.kind == "source":
        with pytest.raises(DocumentError):
            getattr(document, name)(step.id, *([second] if name == "move" else []))
        return document
    if name == "set_value":
        return document.set_value(step.id, "x", second)
    return getattr(document, name)(step.id, *([] if second is None else [second]))


@given(EDITS)
def test_invariants_hold_after_any_edits(edits: list[tuple[str, Any, Any]]) -> None:
    document = PipelineDocument(name="x")
    for edit in edits:
        before = document_text(document)
        new = edited(document, edit)
        assert document_text(document) == before  # the old one is what undo goes back to
        document = new
        ids = [step.id for step in document.steps]
        assert len(set(ids)) == len(ids)
        assert all(document.step(i).id == i and document.has_step(i) for i in ids)
        kinds = [step.kind for step in document.steps]
        assert kinds == sorted(kinds, key=["source", "filter", "sink"].index)
        assert kinds.count("source") <= 1
        assert parse_document(document_text(document)) == document


@given(st.integers(1, 6), st.data())
def test_a_move_is_undone_by_moving_back(size: int, data: st.DataObject) -> None:
    filters = tuple(make_step("filter", f"toy.F{n}") for n in range(size))
    document = PipelineDocument(filters=filters)
    old = data.draw(st.integers(0, size - 1))
    new = data.draw(st.integers(0, size - 1))
    step = filters[old]
    moved = document.move(step.id, new)
    assert moved.filters[new] is step
    assert moved.move(step.id, old) == document


@pytest.fixture
def document() -> PipelineDocument:
    return PipelineDocument(
        source=make_step("source", "toy.Source", {"path": "data"}),
        filters=(make_step("filter", "toy.A"), make_step("filter", "toy.B")),
        sinks=(make_step("sink", "toy.Sink"),),
    )


def test_steps_are_in_the_order_of_the_data(document: PipelineDocument) -> None:
    assert [s.component for s in document.steps] == ["toy.Source", "toy.A", "toy.B", "toy.Sink"]
    assert document.domain == "toy"
    assert PipelineDocument().domain == ""


def test_a_new_source_takes_the_place_of_the_old_and_a_new_sink_stands_behind_it(
    document: PipelineDocument,
) -> None:
    new = document.add(make_step("source", "toy.Other"))
    assert [s.component for s in new.steps] == ["toy.Other", "toy.A", "toy.B", "toy.Sink"]
    more = document.add(make_step("sink", "toy.First"), 0).add(make_step("sink", "toy.Last"))
    assert [s.component for s in more.sinks] == ["toy.First", "toy.Sink", "toy.Last"]


def test_removing_each_kind(document: PipelineDocument) -> None:
    for step in document.steps:
        new = document.remove(step.id)
        assert not new.has_step(step.id)
        assert len(new.steps) == 3
        assert new.add(step, 0).has_step(step.id)


def test_unknown_steps_are_refused(document: PipelineDocument) -> None:
    for edit in (document.step, document.remove, document.duplicate):
        with pytest.raises(DocumentError, match="no step nowhere"):
            edit("nowhere")


def test_a_step_keeps_its_kind(document: PipelineDocument) -> None:
    changed = replace(document.filters[0], kind="source")
    with pytest.raises(DocumentError, match="a filter cannot become a source"):
        document.replace_step(changed)


def test_a_duplicate_stands_behind_and_has_its_own_identity(document: PipelineDocument) -> None:
    first = document.filters[0]
    new = document.set_value(first.id, "n", 1).duplicate(first.id)
    assert [s.component for s in new.filters] == ["toy.A", "toy.A", "toy.B"]
    assert new.filters[1].values == {"n": 1}
    assert new.filters[1].id != first.id
    again = new.set_value(new.filters[1].id, "n", 2)
    assert [s.values.get("n") for s in again.filters] == [1, 2, None]


def test_values_are_frozen_copies(document: PipelineDocument) -> None:
    fields = ["U", "p"]
    new = document.set_value(document.filters[0].id, "fields", fields)
    fields.append("T")
    assert new.filters[0].values["fields"] == ("U", "p")
    with pytest.raises(TypeError):
        new.filters[0].values["fields"] = ()  # type: ignore[index]


def test_a_value_goes_back_to_its_default(document: PipelineDocument) -> None:
    step = document.steps[0]
    assert document.reset_value(step.id, "path").steps[0].values == {}
    assert document.set_value(step.id, "path", "x").reset_value(step.id, "path") != document


def test_run_options_are_edited_alike(document: PipelineDocument) -> None:
    options = document.run.with_option("timeout", 3.0).with_option("batch_size", "auto")
    assert dict(options.options) == {"timeout": 3.0, "batch_size": "auto"}
    assert dict(options.without_option("timeout").options) == {"batch_size": "auto"}
    new = document.with_run(n_jobs=3, options=options.options)
    assert (new.run.n_jobs, document.run.n_jobs) == (3, -1)


def test_identity_is_not_part_of_equality() -> None:
    assert Step("filter", "toy.A") == Step("filter", "toy.A")
    assert Step("filter", "toy.A").id != Step("filter", "toy.A").id
