"""The times of a staged index: remembered of the last one, and read again once it is another."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest
import pyvista as pv

from curator_gui.domains.mesh.formats.vtk.series_steps import step_of
from curator_gui.domains.mesh.sinks.series_staging import stage, staged_times


def test_times_are_those_that_stand_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may stage an index again at any moment."""
    stage(tmp_path, 3, [step_of(pv.Sphere(), 1.5)])
    with monkeypatch.context() as only_remembered:
        only_remembered.setattr(h5py, "File", None)
        assert staged_times(tmp_path, 3) == [1.5]
    path = tmp_path / "00000003.h5"
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file.attrs["times"] = [2.5, 3.5]
    (tmp_path / "other.h5").replace(path)
    assert staged_times(tmp_path, 3) == [2.5, 3.5]
    stage(tmp_path, 4, [])
    assert staged_times(tmp_path, 4) == []
    path.unlink()
    assert staged_times(tmp_path, 3) == []
