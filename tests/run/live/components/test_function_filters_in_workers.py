"""Functions as filters reach the workers, also those that no worker can import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Source, filter_component
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all
from curator_gui.run import run_pipeline
from tests.run.reference_stand_ins import Texts

FILE = '''
from curator_gui.core import filter_component


@filter_component
def shifted(item, by: int = 1):
    """Add a number."""
    return {"value": item["value"] + by}


def register(registry):
    registry.add("mesh", shifted)
'''


class Values(Source[dict[str, int]]):
    name, description = "Values", "Gives numbers."

    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int) -> Iterator[dict[str, int]]:
        yield {"value": index}


def outputs(tmp_path: Path, step: Any) -> list[str]:
    pipeline = Values().filter(step).write(Texts(str(tmp_path / "texts")))  # type: ignore[arg-type]
    return [Path(paths[0]).read_text() for paths in run_pipeline(pipeline, n_jobs=2)]


@pytest.mark.workers
def test_one_that_is_defined_on_the_spot(tmp_path: Path) -> None:
    @filter_component
    def doubled(item: dict[str, int]) -> dict[str, int]:
        """Double the value."""
        return {"value": 2 * item["value"]}

    assert outputs(tmp_path, doubled()) == ["0", "2", "4", "6"]


@pytest.mark.workers
def test_one_of_the_component_folder(tmp_path: Path) -> None:
    folder = tmp_path / "components"
    folder.mkdir()
    (folder / "mine.py").write_text(FILE)
    registry = register_all(Registry(), folder)
    assert not registry.failures
    entry = registry.find("mesh.shifted")
    assert entry is not None
    assert outputs(tmp_path, entry.cls(by=10)) == ["10", "11", "12", "13"]
