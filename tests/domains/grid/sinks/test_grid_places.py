"""A file in the place of a store is refused before the run, untouched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.domains.grid import AnemoiSink, GridZarrSink, SyntheticFieldSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.run import run_pipeline

Make = Callable[[Path], Any]


@pytest.mark.parametrize(
    "make",
    [
        lambda path: GridZarrSink(path, "time"),
        lambda path: GridZarrSink(path, "time", zarr_format=2),
        AnemoiSink,
    ],
)
def test_a_file_in_the_place_of_a_store(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "a.zarr"
    path.write_text("somebody else's")
    sink = make(path)
    [(param, words)] = sink.problems()
    assert (param, words) == ("path", f"{path} is a file, not a folder")
    with pytest.raises(GridError, match="is a file, not a folder"):
        run_pipeline(SyntheticFieldSource(3, rows=4, columns=5).write(sink), backend="sequential")
    with pytest.raises(GridError, match="is a file, not a folder"):
        sink.check_place(range(3))
    assert [p.name for p in tmp_path.iterdir()] == ["a.zarr"]
    assert path.read_text() == "somebody else's"
