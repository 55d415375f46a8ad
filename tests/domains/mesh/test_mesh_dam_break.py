"""The sample project, checked value by value against what pyvista itself computes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import REGISTRY, PipelineDocument
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.documents.document_io import read_document
from curator_gui.core.documents.validation import check_live, validate
from curator_gui.domains import mesh
from curator_gui.domains.mesh.errors import MissingFieldError


@pytest.fixture
def document(dam_break: Path, tmp_path: Path) -> PipelineDocument:
    mesh.register(REGISTRY)
    document = read_document(dam_break / "dam-break.curator.yaml")
    sink = document.sinks[0]
    assert sink is not None
    return document.set_value(sink.id, "folder", str(tmp_path / "out"))


def test_the_sample_as_shipped_is_valid(dam_break: Path) -> None:
    mesh.register(REGISTRY)
    document = read_document(dam_break / "dam-break.curator.yaml")
    assert validate(document, REGISTRY, dam_break) == []
    assert document.run.backend == "loky"
    assert document.run.n_jobs == 2


def test_all_21_files_equal_what_pyvista_computes(
    document: PipelineDocument, dam_break: Path, dam_files: list[Path], tmp_path: Path
) -> None:
    pipeline = build_pipeline(document, REGISTRY, dam_break)
    assert check_live(pipeline, list(document.steps)) == []
    assert len(pipeline) == 21
    for index, file in enumerate(dam_files):
        assert pipeline[index] == [str(tmp_path / "out" / file.name)]
        written = pv.read(tmp_path / "out" / file.name)
        expected = pv.read(file).cell_data_to_point_data()
        assert set(written.point_data.keys()) == {"alpha.water", "U"}
        assert written.cell_data.keys() == []
        assert written.field_data.keys() == []
        for field in ("alpha.water", "U"):
            np.testing.assert_array_equal(written.point_data[field], expected.point_data[field])
            assert written.point_data[field].dtype == np.float32
        np.testing.assert_array_equal(written.points, expected.points)
        np.testing.assert_array_equal(written.cell_connectivity, expected.cell_connectivity)
        np.testing.assert_array_equal(written.celltypes, expected.celltypes)


def test_the_first_step_has_no_pressure_and_alone_fails(
    document: PipelineDocument, dam_break: Path
) -> None:
    select = document.filters[0]
    document = document.set_value(select.id, "cell_fields", ["p"])
    pipeline = build_pipeline(document, REGISTRY, dam_break)
    with pytest.raises(
        MissingFieldError, match=r"no cell field 'p'; it has U, alpha\.water, p_rgh"
    ):
        pipeline[0]
    assert all(pipeline[index] for index in range(1, 21))


def test_a_missing_field_may_be_ignored(document: PipelineDocument, dam_break: Path) -> None:
    select = document.filters[0]
    document = document.set_value(select.id, "cell_fields", ["p", "U"])
    document = document.set_value(select.id, "missing", "ignore")
    pipeline = build_pipeline(document, REGISTRY, dam_break)
    first, second = (set(pv.read(pipeline[i][0]).point_data.keys()) for i in (0, 1))
    assert first == {"U"}
    assert second == {"U", "p"}


def test_fields_chosen_by_the_reader_give_the_same(
    document: PipelineDocument, dam_break: Path, tmp_path: Path
) -> None:
    source, select = document.source, document.filters[0]
    assert source is not None
    by_filter = build_pipeline(document, REGISTRY, dam_break)
    document = document.set_value(source.id, "cell_fields", ["alpha.*", "U"]).remove(select.id)
    sink = document.sinks[0]
    assert sink is not None
    document = document.set_value(sink.id, "folder", str(tmp_path / "reader"))
    by_reader = build_pipeline(document, REGISTRY, dam_break)
    for index in (0, 20):
        one, other = Path(by_filter[index][0]), Path(by_reader[index][0])
        assert one.read_bytes() == other.read_bytes()


def test_wrong_document_values_are_reported_on_their_parameter(
    document: PipelineDocument, dam_break: Path, tmp_path: Path
) -> None:
    source = document.source
    assert source is not None
    wrong = document.set_value(source.id, "pattern", "*.vtp")
    pipeline = build_pipeline(wrong, REGISTRY, dam_break)
    issues = check_live(pipeline, list(wrong.steps))
    assert [(issue.param, issue.step_id) for issue in issues] == [("pattern", source.id)]
    assert "for example, dambreak_0" in issues[0].message
