from __future__ import annotations

import pytest

from curator_gui.app.document.session import Session, with_suffix
from curator_gui.core import DocumentError, make_step
from curator_gui.core.documents.document_io import read_document, write_document


def keys(session: Session) -> list[str]:
    return [step.component for step in session.document.steps]


def test_add_chooses_the_step_and_undo_takes_it_out(session, edits, registry):
    edits.add_step(registry.get("text.Files"))
    step_id = edits.add_step(registry.get("text.Repeat"))
    assert session.selected == step_id
    assert session.dirty
    session.undo_stack.undo()
    assert keys(session) == ["text.Files"]
    assert session.selected == session.document.source.id
    session.undo_stack.redo()
    assert keys(session) == ["text.Files", "text.Repeat"]
    assert session.undo_stack.undoText() == "add Repeat"


def test_a_document_that_comes_is_shown_with_its_source_alone(session, edits, registry, document):
    """Each step that is chosen has its page made."""
    edits.add_step(registry.get("text.Plain"))
    chosen = []
    session.selection_changed.connect(chosen.append)
    session.adopt(document, None)
    assert chosen == [document.source.id] == [session.selected]


def test_new_filter_goes_behind_the_chosen_step(session, edits, registry, document):
    session.adopt(document, None)
    session.select(document.source.id)
    first = edits.add_step(registry.get("text.Plain"))
    assert session.document.filters[0].id == first
    second = edits.add_step(registry.get("text.Repeat"))
    assert [s.id for s in session.document.filters][:2] == [first, second]
    session.select(session.document.sinks[0].id)
    last = edits.add_step(registry.get("text.Plain"))
    assert session.document.filters[-1].id == last


def test_typing_into_one_field_is_one_edit(session, edits, document):
    session.adopt(document, None)
    step = document.filters[0].id
    for text in ("1", "12", "123"):
        edits.set_value(step, "times", text)
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.document.filters[0].values["times"] == 3


def test_typing_after_a_pause_is_another_edit(session, edits, document):
    session.adopt(document, None)
    step = document.filters[0].id
    edits.set_value(step, "times", 4)
    session.end_typing()
    edits.set_value(step, "times", 5)
    edits.set_value(step, "gap", 1.5)
    assert session.undo_stack.count() == 3
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.document.filters[0].values["times"] == 4


def test_typing_back_to_the_start_leaves_no_edit(session, edits, document):
    session.adopt(document, None)
    step = document.filters[0].id
    edits.set_value(step, "times", 31)
    edits.set_value(step, "times", 3)
    assert session.undo_stack.count() == 0


def test_edit_that_changes_nothing_is_not_recorded(session, edits, document):
    session.adopt(document, None)
    edits.set_value(document.filters[0].id, "times", 3)
    edits.set_enabled(document.filters[0].id, True)
    edits.move_step(document.filters[0].id, 1)
    assert session.undo_stack.count() == 0


def test_swapping_equal_steps_is_an_edit(session, edits, document):
    session.adopt(document, None)
    edits.duplicate_step(document.filters[0].id)
    first, second = session.document.filters
    edits.move_step(first.id, 1)
    assert [s.id for s in session.document.filters] == [second.id, first.id]
    session.undo_stack.undo()
    assert [s.id for s in session.document.filters] == [first.id, second.id]


def test_the_source_stays_in_its_place_and_so_does_an_only_sink(session, edits, document):
    session.adopt(document, None)
    for step in (document.source, document.sinks[0]):
        edits.move_step(step.id, 1)
    edits.duplicate_step(document.source.id)
    assert session.document == document


def test_sinks_are_added_moved_duplicated_and_taken_away(session, edits, document, registry):
    session.adopt(document, None)
    (only,) = document.sinks
    added = edits.add_step(registry.get(only.component), values={"folder": "elsewhere"})
    assert [step.id for step in session.document.sinks] == [only.id, added]
    assert session.selected == added
    edits.move_step(added, -1)
    assert [step.id for step in session.document.sinks] == [added, only.id]
    assert not edits.can_move(added, -1)
    edits.duplicate_step(added)
    copy = session.selected
    assert [step.id for step in session.document.sinks] == [added, copy, only.id]
    assert session.document.step(copy).values == session.document.step(added).values
    edits.place_step(copy, 2)
    edits.set_enabled(only.id, False)
    assert [step.id for step in session.document.enabled_sinks] == [added, copy]
    edits.remove_step(added)
    assert [step.id for step in session.document.sinks] == [only.id, copy]
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.document == document


def test_removing_the_chosen_step_chooses_its_successor(session, edits, document):
    session.adopt(document, None)
    session.select(document.filters[0].id)
    edits.remove_step(document.filters[0].id)
    assert session.selected == document.sinks[0].id
    edits.remove_step(document.sinks[0].id)
    assert session.selected == document.source.id
    edits.remove_step(document.source.id)
    assert session.selected == ""


def test_save_makes_clean_and_undo_makes_dirty_again(session, edits, document, tmp_path):
    session.adopt(document, None)
    assert session.dirty
    path = tmp_path / "a.curator.yaml"
    session.save(path)
    assert not session.dirty
    assert read_document(path) == session.document
    edits.set_value(document.filters[0].id, "times", 7)
    assert session.dirty
    session.undo_stack.undo()
    assert not session.dirty


def test_paths_mean_the_same_files_after_save_as_elsewhere(session, edits, document, texts):
    home = texts.parent
    relative = document.set_value(document.source.id, "folder", "texts")
    write_document(relative, home / "a.curator.yaml")
    session.open(home / "a.curator.yaml")
    edits.set_value(session.document.filters[0].id, "times", 9)
    other = home / "deep" / "er"
    other.mkdir(parents=True)
    session.save(other / "b.curator.yaml")
    assert session.base == other
    saved = read_document(other / "b.curator.yaml")
    assert saved.source.values["folder"] == texts.as_posix()
    session.undo_stack.undo()
    assert session.document.source.values["folder"] == texts.as_posix()
    assert session.document.filters[0].values["times"] == 3


def test_failed_open_changes_nothing(session, edits, document, tmp_path):
    session.adopt(document, None)
    bad = tmp_path / "bad.curator.yaml"
    bad.write_text("format: [")
    with pytest.raises(DocumentError, match="line 1"):
        session.open(bad)
    assert session.document is document
    assert session.path is None


def test_failed_save_changes_nothing(session, document, tmp_path):
    session.adopt(document, None)
    blocker = tmp_path / "file"
    blocker.write_text("")
    with pytest.raises(DocumentError, match="cannot be saved"):
        session.save(blocker / "a.curator.yaml")
    assert session.dirty
    assert session.path is None


def test_save_without_a_path_is_refused(session):
    with pytest.raises(ValueError, match="needs a path"):
        session.save()


def test_unknown_component_survives_edits_and_saving(session, edits, tmp_path):
    path = tmp_path / "a.curator.yaml"
    path.write_text(
        "format: curator-pipeline\nversion: 1\nsteps:\n"
        "- source: alien.Thing\n  params: {a: [1, 2]}\n  color: green\n"
    )
    session.open(path)
    edits.set_run("n_jobs", 3)
    session.save()
    step = read_document(path).source
    assert (step.component, step.values["a"], step.extra["color"]) == (
        "alien.Thing",
        (1, 2),
        "green",
    )


def test_history_is_gone_after_opening_another_file(session, edits, registry, tmp_path, document):
    edits.add_step(registry.get("text.Plain"))
    write_document(document, tmp_path / "x.curator.yaml")
    session.open(tmp_path / "x.curator.yaml")
    assert not session.undo_stack.canUndo()
    assert not session.dirty
    session.new()
    assert session.empty


def test_nothing_of_an_adopted_document_stays_after_new(session, document):
    session.adopt(document, None)
    session.new()
    assert not session.dirty
    assert session.empty


def test_options_of_the_backend_are_edits(session, edits):
    edits.set_option("timeout", 30)
    assert session.document.run.options["timeout"] == 30
    edits.reset_option("timeout")
    assert "timeout" not in session.document.run.options


@pytest.mark.parametrize(
    "typed, name",
    [("a", "a.curator.yaml"), ("a.b", "a.b.curator.yaml"), ("a.json", "a.json")],
)
def test_suffix_is_completed(tmp_path, typed, name):
    assert with_suffix(tmp_path / typed) == tmp_path / name


def test_selecting_an_unknown_step_selects_none(session, document):
    session.adopt(document, None)
    session.select("nothing")
    assert session.selected == ""
    assert make_step("filter", "text.Plain").id != session.selected
