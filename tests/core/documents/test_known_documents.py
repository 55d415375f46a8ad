"""Documents that many ask for are read once."""

from __future__ import annotations

import pytest

from curator_gui.core import PipelineDocument
from curator_gui.core.documents.document_io import read_known_document, write_document
from curator_gui.core.errors import DocumentError


def test_a_known_document_is_read_again_when_it_has_changed(tmp_path):
    path = tmp_path / "a.curator.yaml"
    write_document(PipelineDocument(name="one"), path)
    first = read_known_document(path)
    assert read_known_document(path) is first
    write_document(PipelineDocument(name="another"), path)
    assert read_known_document(path).name == "another"
    path.unlink()
    with pytest.raises(DocumentError, match=r"a\.curator\.yaml"):
        read_known_document(path)
