from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest

from curator_gui.core import Written
from curator_gui.core.storage.outputs import folder_size, written_size


def test_a_written_path_is_a_path_that_knows_its_bytes() -> None:
    path = Written(Path("out") / "store.zarr", 12)
    assert path == str(Path("out") / "store.zarr")
    again = pickle.loads(pickle.dumps(path))
    assert (again, again.size) == (path, 12)
    assert json.loads(json.dumps([path])) == [str(path)]


def test_files_count_with_their_size_and_shared_outputs_with_what_was_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(10))
    (tmp_path / "store" / "c").mkdir(parents=True)
    (tmp_path / "store" / "c" / "0").write_bytes(bytes(7))
    (tmp_path / "store" / "zarr.json").write_bytes(bytes(5))
    store = tmp_path / "store"
    plain = [str(tmp_path / "a.bin"), np.str_(tmp_path / "a.bin")]
    assert written_size(plain) == 20
    assert written_size([str(store), "s3://bucket/a.bin", str(tmp_path / "gone"), "\0"]) == 0
    assert folder_size(store) == 12
    assert written_size([Written(store, folder_size(store)), Written("s3://bucket/b", 3)]) == 15


@pytest.mark.parametrize("path", [None, 5, b"x"])
def test_a_written_path_is_text(path):
    with pytest.raises(TypeError, match="a path is a text or a Path"):
        Written(path, 5)
