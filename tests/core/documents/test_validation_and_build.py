"""What is wrong with a document is said before anything runs, on its step and parameter."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import (
    DocumentError,
    Param,
    PipelineDocument,
    Registry,
    RegistryError,
    Step,
    make_step,
)
from curator_gui.core.documents.build import (
    InvalidDocumentError,
    assemble,
    build_pipeline,
    build_step,
    enabled_steps,
    step_arguments,
)
from curator_gui.core.documents.validation import (
    Issue,
    check_live,
    errors_of,
    param_problem,
    validate,
)
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message


@pytest.fixture
def document() -> PipelineDocument:
    return PipelineDocument(
        source=make_step("source", "numbers.Numbers", {"size": "3"}),
        filters=(make_step("filter", "numbers.Scale", {"factor": 2}),),
        sinks=(make_step("sink", "numbers.TextFiles", {"folder": "out"}),),
    )


def said(document: PipelineDocument, registry: Registry, base: Path) -> list[str]:
    return [str(issue) for issue in validate(document, registry, base)]


def test_a_good_document_has_no_issue_and_runs(
    document: PipelineDocument, registry: Registry, tmp_path: Path
) -> None:
    assert validate(document, registry, tmp_path) == []
    pipeline = build_pipeline(document, registry, tmp_path)
    (tmp_path / "out").mkdir()
    assert pipeline[2] == [str(tmp_path / "out" / "0002.txt")]
    assert dict(pipeline.steps[0].arguments) == {"size": 3, "start": 0.0, "per_index": 1}
    assert check_live(pipeline, enabled_steps(document)) == []


def test_a_disabled_filter_takes_no_part(
    document: PipelineDocument, registry: Registry, tmp_path: Path
) -> None:
    broken = replace(make_step("filter", "nobody.Knows"), enabled=False)
    pipeline = build_pipeline(document.add(broken), registry, tmp_path)
    assert len(pipeline.filters) == 1


@pytest.mark.parametrize(
    ("step", "param", "words"),
    [
        (make_step("filter", "nobody.Knows"), "", "is not installed here: it is kept as it is"),
        (make_step("filter", "numbers.Missing", {"factor": 1}), "", "add it with: "),
        (make_step("filter", "numbers.TextFiles", {"folder": "o"}), "", "is a sink, but stands"),
        (make_step("filter", "other.Elsewhere"), "", "works on Others data, but the source gives"),
        (make_step("filter", "numbers.Scale"), "factor", "needs a value: a number"),
        (make_step("filter", "numbers.Scale", {"factor": {"a": [1]}}), "factor", "{'a': [1]}"),
        (make_step("filter", "numbers.Scale", {"factor": 1, "x": 2}), "x", "'x'; it has factor"),
        (
            make_step("filter", "numbers.Scale", {"factors": 2, "factor": 1}),
            "factors",
            "no parameter 'factors'; did you mean 'factor'?",
        ),
        (make_step("filter", "numbers.Scale", {"factor": 1, "mode": "z"}), "mode", "all, odd"),
    ],
)
def test_an_issue_names_step_and_parameter(
    document: PipelineDocument,
    registry: Registry,
    tmp_path: Path,
    step: Step,
    param: str,
    words: str,
) -> None:
    (issue,) = validate(document.add(step), registry, tmp_path)
    assert (issue.step_id, issue.param, issue.component) == (step.id, param, step.component)
    assert words in issue.message
    with pytest.raises(InvalidDocumentError) as caught:
        build_pipeline(document.add(step), registry, tmp_path)
    assert caught.value.issues == [issue]


def test_all_reasons_together_keep_what_a_window_translates(
    registry: Registry, tmp_path: Path
) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        build_pipeline(PipelineDocument(), registry, tmp_path)
    words = str(caught.value)
    assert isinstance(words, Message)
    assert list(words.values.values()) == said(PipelineDocument(), registry, tmp_path)
    assert all(isinstance(value, Message) for value in words.values.values())


def test_source_and_sink_are_needed_and_enabled(
    document: PipelineDocument, registry: Registry, tmp_path: Path
) -> None:
    assert said(PipelineDocument(), registry, tmp_path) == [
        "the pipeline has no source: add one",
        "the pipeline has no sink: add one",
    ]
    disabled = document.set_enabled(document.sinks[0].id, False)
    assert said(disabled, registry, tmp_path) == [
        "numbers.TextFiles: the sink is disabled, but a run needs it"
    ]


def test_a_bad_template_is_said_on_the_parameter(
    document: PipelineDocument, registry: Registry, tmp_path: Path
) -> None:
    bad = document.set_value(document.sinks[0].id, "template", "same.txt")
    (words,) = said(bad, registry, tmp_path)
    assert words.startswith("numbers.TextFiles: template: gives every index the same name")


def path_words(widget: str, value: Any, base: Path) -> str:
    return param_problem(Param("p", "", str, widget=widget), value, base)


def test_paths_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for widget, good, bad, words in [
        ("folder", "folder", "none", f"the folder {tmp_path / 'none'} does not exist"),
        ("folder", tmp_path, "file", "is a file, not a folder"),
        ("file", "file", "none", f"the file {tmp_path / 'none'} does not exist"),
        ("file", "file", "folder", "is a folder, not a file"),
        ("output_folder", "new/deep", "file", "is a file, so nothing can be written into it"),
        ("output_folder", "folder", "file/deep", "is a file, so"),
        ("output_file", "new/file.h5", "folder", "is a folder, not a file"),
        ("output_file", "file", "file/deep/x", "is a file, so"),
        ("folder", "~", "~no-such-user/x", "is no home folder here"),
    ]:
        assert path_words(widget, str(good), tmp_path) == ""
        assert words in path_words(widget, bad, tmp_path), (widget, bad)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
@pytest.mark.parametrize("widget", ["folder", "file"])
def test_names_that_no_system_accepts_are_refused(tmp_path: Path, widget: str, name: str) -> None:
    assert path_words(widget, name, tmp_path)


def test_folders_without_permission_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may do everything
    assert "may not be read" in path_words("folder", ".", tmp_path)
    assert "may not be read" in path_words("file", "file", tmp_path)
    assert path_words("output_folder", "a/b", tmp_path) == (
        f"the folder {tmp_path} may not be written to"
    )


def test_a_constructor_that_refuses_is_quoted(registry: Registry, tmp_path: Path) -> None:
    step = make_step("source", "numbers.Folder", {"path": ".", "only": ["nothing"]})
    with pytest.raises(InvalidDocumentError) as caught:
        build_step(step, registry, tmp_path)
    assert str(caught.value) == "numbers.Folder: only: 'nothing' chooses no file"
    with pytest.raises(InvalidDocumentError, match="KeyError: 'broken'"):
        build_step(step.with_value("only", ["broken"]), registry, tmp_path)


def test_arguments_are_coerced_and_absolute(registry: Registry, tmp_path: Path) -> None:
    step = make_step("sink", "numbers.TextFiles", {"folder": "a/../b"})
    assert step_arguments(step, registry, tmp_path) == {"folder": tmp_path / "b"}
    with pytest.raises(ParamError, match="folder: needs a value"):
        step_arguments(make_step("sink", "numbers.TextFiles"), registry, tmp_path)
    with pytest.raises(RegistryError):
        step_arguments(make_step("sink", "a.B"), registry, tmp_path)


def test_the_first_step_has_to_be_a_source(registry: Registry) -> None:
    with pytest.raises(DocumentError, match="the first step has to be a source"):
        assemble([registry.get("numbers.Scale").cls(1.0)])


def test_live_checks_ask_the_components(
    document: PipelineDocument, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = build_pipeline(document, registry, tmp_path)
    cls = registry.get("numbers.Scale").cls
    monkeypatch.setattr(cls, "problems", lambda self: [("factor", "is two")])
    (issue,) = check_live(pipeline, enabled_steps(document))
    assert issue == Issue("is two", document.filters[0].id, "factor", "numbers.Scale")

    def broken(self: Any) -> Any:
        raise OSError("disk gone")

    monkeypatch.setattr(cls, "problems", broken)
    (issue,) = check_live(pipeline, enabled_steps(document))
    assert issue.message == "cannot check itself: OSError: disk gone"


def test_an_empty_source_is_an_issue(
    document: PipelineDocument, registry: Registry, tmp_path: Path
) -> None:
    assert document.source is not None
    empty = document.set_value(document.source.id, "size", 0)
    (issue,) = check_live(build_pipeline(empty, registry, tmp_path), enabled_steps(empty))
    assert issue.message == "the source is empty: there is nothing to run"
    assert issue.step_id == empty.steps[0].id


def test_warnings_do_not_stop_a_run() -> None:
    issues = [Issue("a", severity="warning"), Issue("b")]
    assert errors_of(issues) == [issues[1]]
