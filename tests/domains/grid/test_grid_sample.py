"""The sample project end to end, compared value by value with what xarray itself gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import Registry
from curator_gui.core.documents.build import build_pipeline, enabled_steps
from curator_gui.core.documents.document_io import read_document
from curator_gui.core.documents.validation import check_live, validate
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "era5"
    shutil.copytree(resource_path("samples", "era5"), folder)
    return folder / "era5.curator.yaml"


def test_sample_document_is_valid_and_every_value_arrives(sample: Path, era5_file: Path) -> None:
    registry = register_all(Registry())
    document = read_document(sample)
    assert validate(document, registry, sample.parent) == []
    pipeline = build_pipeline(document, registry, sample.parent)
    assert check_live(pipeline, enabled_steps(document)) == []
    assert len(pipeline) == 10

    pipeline.sink.prepare(range(10))
    store = sample.parent / "output" / "era5.zarr"
    for i in range(10):
        first, own = pipeline[i]
        assert first == str(store)
        assert Path(own).parent == store / "written"
        assert Path(own).exists()
    pipeline.sink.finish(range(10))
    assert Path(own).exists()

    with (
        xr.open_dataset(era5_file, engine="netcdf4") as expected,
        xr.open_zarr(store, chunks=None) as written,
    ):
        assert written["written"].values.all()
        fields = {"z": expected["z"], "t": expected["t"] - 273.15}
        for name, field in fields.items():
            assert written[name].dims == field.dims
            assert written[name].dtype == np.float32
            np.testing.assert_array_equal(written[name].values, field.values.astype("float32"))
        assert written["t"].attrs["units"] == "degC"
        assert written["z"].attrs == expected["z"].attrs
        for name in ("number", "time", "isobaricInhPa", "latitude", "longitude", "valid_time"):
            np.testing.assert_array_equal(written[name].values, expected[name].values)
        assert written["step"].values.tolist() == [0.0] * 10


def test_labels_and_inputs_name_file_and_position(sample: Path) -> None:
    pipeline = build_pipeline(read_document(sample), register_all(Registry()), sample.parent)
    assert pipeline.source.label(3) == "era5-levels-members.nc number=3"
    assert pipeline.source.inputs(3) == (str(sample.parent / "data" / "era5-levels-members.nc"),)
