"""A step that names a server is neither built nor looked at before the person has agreed to it."""

from __future__ import annotations

import pytest

from curator_gui.core import Registry
from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.documents.build import InvalidDocumentError, build_step
from curator_gui.core.documents.servers import servers_named_anew, servers_to_ask_for
from curator_gui.core.documents.validation import validate
from curator_gui.core.trust.servers import ask_first, note_named
from curator_gui.domains import register_all

SOURCE = make_step("source", "grid.NetCDFSource", {"folder": "s3://strange/era5"})
SINK = make_step("sink", "grid.NetCDFSink", {"folder": "/nowhere/s3"})
DOCUMENT = PipelineDocument(source=SOURCE, sinks=(SINK,))


def problems(registry: Registry) -> list[tuple[str, str]]:
    found = validate(DOCUMENT, registry, None)
    return [(issue.param, str(issue.message)) for issue in found if issue.step_id == SOURCE.id]


def test_only_a_window_holds_steps_back_until_the_person_has_agreed() -> None:
    registry = register_all(Registry())
    assert problems(registry) == []  # the command line: who names a document asks for it
    build_step(SOURCE, registry, None)
    ask_first()
    words = "not connected yet to s3://strange: press Connect"
    assert problems(registry) == [("folder", words)]
    with pytest.raises(InvalidDocumentError, match="not connected yet to s3://strange"):
        build_step(SOURCE, registry, None)
    assert servers_to_ask_for(DOCUMENT) == ["s3://strange"]
    assert servers_to_ask_for(DOCUMENT.set_enabled(SOURCE.id, False)) == []
    note_named(["s3://strange"])
    assert problems(registry) == []
    build_step(SOURCE, registry, None)


def test_an_edit_names_only_what_it_brings_in() -> None:
    other = DOCUMENT.set_value(SOURCE.id, "pattern", "*.nc")
    assert servers_named_anew(DOCUMENT, other) == []
    assert servers_named_anew(DOCUMENT, DOCUMENT.set_enabled(SOURCE.id, False)) == []
    moved = other.set_value(SOURCE.id, "folder", "gs://mine/x")
    assert servers_named_anew(other, moved) == ["gs://mine"]
