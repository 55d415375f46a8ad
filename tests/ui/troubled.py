"""Components with the troubles of a real night, for pictures and walks: many rows, many causes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from curator_gui.core import Domain, Filter, Param, PipelineDocument, Registry, Sink, Source
from curator_gui.core.document import make_step

CAUSES: dict[int, type[Exception]] = {0: ValueError, 1: KeyError, 2: FileNotFoundError}


class Frames(Source[int]):
    name = "Solver frames"
    description = "Gives the frames of a solver's run by their number."

    def __init__(self, n: int = 10_000) -> None:
        self.n = n

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("n", "How many frames there are.", int, 10_000, minimum=1)]

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index

    def label(self, index: int) -> str:
        return f"frame-{index:05d}.vtu"


class Converge(Filter[int]):
    name = "Keep converged frames"
    description = "Fails on every so many frames, each time for one of several causes."

    def __init__(
        self,
        every: int = 97,
        deadly: int = 0,
        seconds: float = 0.0,
        slow_from: int = 0,
        hurry: str = "",
    ) -> None:
        self.every, self.deadly, self.seconds = every, deadly, seconds
        self.slow_from, self.hurry = slow_from, hurry

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("every", "Each so many frames, one fails; 0: none.", int, 97, minimum=0),
            Param("deadly", "The frame that ends its worker; 0: none.", int, 0, minimum=0),
            Param("seconds", "How long a frame takes.", float, 0.0, minimum=0, unit="s"),
            Param("slow_from", "The first frame that takes so long.", int, 0, minimum=0),
            Param("hurry", "A file; while it is there no frame takes long.", str, ""),
        ]

    def __call__(self, items: Iterable[int]) -> Iterator[int]:
        for item in items:
            if self.seconds and item >= self.slow_from and not self._in_a_hurry():
                time.sleep(self.seconds * (0.5 + item % 7 / 6))
            if self.deadly and item == self.deadly:
                os.kill(os.getpid(), 9)
            if self.every and item % self.every == self.every - 1:
                raise _trouble(item)
            yield item

    def _in_a_hurry(self) -> bool:
        return bool(self.hurry) and Path(self.hurry).exists()


def _trouble(item: int) -> Exception:
    kind = CAUSES[item % 3]
    if kind is FileNotFoundError:
        return FileNotFoundError(2, "No such file or directory", f"/data/r7/frame-{item:05d}.vtu")
    if kind is KeyError:
        return KeyError(f"p_rgh is not among the fields of frame-{item:05d}.vtu")
    return ValueError(f"frame {item}: residual {item / 1000:.3f} is above 0.05 after 200 steps")


class Tables(Sink[int]):
    name = "Tables"
    description = "Writes each frame's numbers into a file."

    def __init__(self, folder: Path, name: str = "{index}.csv") -> None:
        self.folder, self.template = folder, name

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("folder", "Where to write.", Path, widget="output_folder"),
            Param("name", "How files are called.", str, "{index}.csv", widget="template"),
        ]

    def __call__(self, items: Iterable[int], index: int) -> list[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / self.template.format(index=index)
        for item in items:
            path.write_text(f"frame\n{item}\n")
        return [str(path)]


def add_components(registry: Registry) -> Registry:
    """Register the components under the domain "frames"."""
    registry.add_domain(Domain("frames", "Solver frames", "int"))
    for cls in (Frames, Converge, Tables):
        registry.add("frames", cls)
    return registry


def make_document(name: str, *, n: int, template: str = "{index}.csv", **filter_values: object):
    """Return a document over `n` frames."""
    return PipelineDocument(
        name=name,
        source=make_step("source", "frames.Frames", {"n": n}),
        filters=(make_step("filter", "frames.Converge", filter_values),),
        sinks=(make_step("sink", "frames.Tables", {"folder": f"out-{name}", "name": template}),),
    ).with_run(n_jobs=2)
