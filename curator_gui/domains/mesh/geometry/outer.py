"""What the filters share that add outer boundaries to what an index holds."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Any

from curator_gui.core.components import Filter
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import check_finite
from curator_gui.domains.mesh.origin import Origin, current_origin, handed_over

Bounds = tuple[float, float, float, float, float, float]


@dataclass
class Seen:
    """What of an index has passed: names and bounds of its blocks, and what a filter noted."""

    origin: Origin | None = None
    names: list[str] = field(default_factory=list)
    bounds: dict[str, list[Bounds]] = field(default_factory=dict)
    noted: list[Any] = field(default_factory=list)
    global_data: Any = None

    def names_text(self) -> str:
        return listed_names(filter(None, self.names))


class OuterBoundaries(Filter[Any]):
    """Hands the items of an index on as they are, and boundaries behind the last one, as blocks.

    Subclasses write `walls`. Each boundary has the global data of the index's last item.
    """

    @abstractmethod
    def walls(self, seen: Seen) -> Mapping[str, Any]:
        """Return the boundaries (`pyvista.PolyData`) by the names of their blocks."""

    def note(self, seen: Seen, name: str, mesh: Any) -> None:
        """Keep what `walls` needs of an item, but never the item itself."""

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Watch each item as it passes, and add the boundaries when there are no more."""
        seen = Seen()
        return chain(map(partial(self._watched, seen), items), self._behind(seen))

    def _watched(self, seen: Seen, mesh: Any) -> Any:
        seen.origin = current_origin()
        name = seen.origin.block if seen.origin else ""
        seen.names.append(name)
        seen.global_data = mesh.GetFieldData()
        check_finite(mesh)
        if mesh.GetNumberOfPoints():
            seen.bounds.setdefault(name, []).append(tuple(mesh.bounds))
            self.note(seen, name, mesh)
        return mesh

    def _behind(self, seen: Seen) -> Iterator[Any]:
        if not seen.names:
            return
        origin, held = seen.origin, []
        for name, surface in self.walls(seen).items():
            if name in seen.names:
                raise MeshError("has a block {name} already", name=repr(name))
            surface.GetFieldData().ShallowCopy(seen.global_data)
            held.append((surface, replace(origin, block=name) if origin else None))
        yield from handed_over(held)
