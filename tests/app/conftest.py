from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.app.document.checking import Checker
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.session import Session
from curator_gui.core import PipelineDocument, Registry, make_step
from tests.app.document.components import make_registry


@pytest.fixture
def registry() -> Registry:
    return make_registry()


@pytest.fixture
def session(qapp, registry) -> Session:
    return Session(registry)


@pytest.fixture
def edits(session) -> Edits:
    return Edits(session)


@pytest.fixture
def checker(session):
    checker = Checker(session)
    yield checker
    checker.stop()


@pytest.fixture
def texts(tmp_path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(5):
        (folder / f"part{number}.txt").write_text(f"text {number}\n")
    return folder


@pytest.fixture
def document(texts, tmp_path) -> PipelineDocument:
    return PipelineDocument(
        name="sample",
        source=make_step("source", "text.Files", {"folder": str(texts)}),
        filters=(make_step("filter", "text.Repeat", {"times": 3}),),
        sinks=(make_step("sink", "text.Write", {"folder": str(tmp_path / "out")}),),
    )
