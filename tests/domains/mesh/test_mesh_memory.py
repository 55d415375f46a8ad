"""Items do not stay in memory behind the step that works on them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Filter, Source
from curator_gui.domains.mesh import OpenFOAMSource, SelectFields, SyntheticSource, VTKSource

CAVITY = Path(__file__).parent / "data" / "cavity"


class Watch(Filter[Any]):
    """Replaces each mesh by a copy and counts the meshes whose points VTK has freed."""

    name = "Watch"
    description = ""

    def __init__(self) -> None:
        self.freed = 0

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        return map(self._replace, items)

    def _replace(self, mesh: Any) -> Any:
        mesh.GetPoints().GetData().AddObserver("DeleteEvent", self._count)
        return mesh.copy()

    def _count(self, *_: Any) -> None:
        self.freed += 1


@pytest.mark.parametrize("source", [CAVITY, "files", "synthetic"], ids=str)
def test_a_mesh_is_freed_when_the_next_step_has_made_its_own(source: Any, dam_break: Path) -> None:
    sources: dict[Any, Source[Any]] = {
        "files": VTKSource(dam_break / "data", "*_000.vtu"),
        "synthetic": SyntheticSource(count=1, resolution=4),
    }
    watch = Watch()
    pipeline = sources.get(source, OpenFOAMSource(CAVITY)).filter(SelectFields()).filter(watch)
    items = pipeline.items(0)
    assert next(items) is not None
    gc.collect()
    assert watch.freed == 1
