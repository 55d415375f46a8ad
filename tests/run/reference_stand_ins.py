"""Components and a pipeline with physicsnemo-curator's contract that know nothing of Curator.

What they offer is what its classes offer (`core.base`, Apache-2.0): no base class, no captured
arguments, state that outlives a flush, results that are appended to a file that is there.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_REQUIRED = object()


@dataclass(frozen=True)
class Described:
    """What describes an argument there."""

    name: str
    description: str
    type: Any = str
    default: Any = _REQUIRED
    choices: list[str] | None = None

    @property
    def required(self) -> bool:
        return self.default is _REQUIRED


class Waves:
    """A source of rows; each index has as many as it says."""

    name, description = "Waves", "Makes rows."

    def __init__(self, count: int) -> None:
        self._count = count

    @classmethod
    def params(cls) -> list[Any]:
        return [Described("count", "How many.", int)]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Iterator[dict[str, float]]:
        for step in range(1 + index % 3):
            yield {"index": index, "value": index + step / 10}

    def filter(self, step: Any) -> Batch:
        return Batch(self, [step])

    def write(self, sink: Any) -> Batch:
        return Batch(self, sink=sink)


class Means:
    """Gathers a row per item; counts on across flushes, as running statistics do."""

    name, description = "Means", "Gathers a row for each item."

    def __init__(self, output: str) -> None:
        self._output_path = Path(output)
        self._rows: list[dict[str, float]] = []
        self._count = 0
        self._written: list[str] = []

    @classmethod
    def params(cls) -> list[Any]:
        return [Described("output", "Where the rows go.")]

    def __call__(self, items: Iterator[dict[str, float]]) -> Iterator[dict[str, float]]:
        for item in items:
            self._count += 1
            self._rows.append({**item, "count": self._count})
            yield item

    def flush(self) -> str | None:
        if not self._rows:
            return None
        before = json.loads(self._output_path.read_text()) if self._output_path.exists() else []
        self._output_path.parent.mkdir(parents=True, exist_ok=True)
        self._output_path.write_text(json.dumps(before + self._rows))
        self._rows.clear()
        self._written = [str(self._output_path)]
        return str(self._output_path)

    def artifacts(self) -> list[str]:
        written, self._written = self._written, []
        return written

    @staticmethod
    def merge(paths: list[str], output: str) -> str:
        rows = [row for path in paths for row in json.loads(Path(path).read_text())]
        Path(output).write_text(json.dumps(rows))
        return output


class Unmergeable(Means):
    """Gathers, but nobody can put its parts together."""

    name = "Unmergeable"
    merge = property()  # type: ignore[assignment]


class FlushesElsewhere(Means):
    """Writes beside its output path, at each flush to the same file."""

    name = "Flushes elsewhere"

    def flush(self) -> str | None:
        path = self._output_path.with_name("elsewhere.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self._rows))
        return str(path)


class MergesNothing(Means):
    """Says that it has merged, but writes nothing."""

    name = "Merges nothing"

    @staticmethod
    def merge(paths: list[str], output: str) -> str:
        return output


class MergesOntoIt(Means):
    """Appends to what is at the output already."""

    name = "Merges onto it"

    @staticmethod
    def merge(paths: list[str], output: str) -> str:
        before = Path(output).read_text() if Path(output).exists() else ""
        Path(output).write_text(before + "".join(Path(path).read_text() for path in paths))
        return output


class Forgets(Means):
    """Never has anything to write."""

    name = "Forgets"

    def flush(self) -> None:
        return None


class ThreadMeans(Means):
    """Keeps its rows for each thread, in what no pickle can hold."""

    name = "Thread means"

    def __init__(self, output: str) -> None:
        self._local = threading.local()
        super().__init__(output)

    @property
    def _rows(self) -> list[dict[str, float]]:  # type: ignore[override]
        if not hasattr(self._local, "rows"):
            self._local.rows = []
        return self._local.rows  # type: ignore[no-any-return]

    @_rows.setter
    def _rows(self, rows: list[dict[str, float]]) -> None:
        self._local.rows = rows


class Notes:
    """Writes a line for each item as it comes, if it is told where; has nothing to merge."""

    name, description = "Notes", "Notes what passes."

    def __init__(self, output: str | None = None) -> None:
        self._output_path = Path(output) if output else None

    @classmethod
    def params(cls) -> list[Any]:
        return [Described("output", "Where the lines go.", str, None)]

    def __call__(self, items: Iterator[dict[str, float]]) -> Iterator[dict[str, float]]:
        return items

    def flush(self) -> str | None:
        return str(self._output_path) if self._output_path else None


class Pictures:
    """Writes a file for each item beside the outputs, and says so: no flush, nothing to merge."""

    name, description = "Pictures", "Writes a picture of each item."

    def __init__(self, folder: str, lost: int = -1) -> None:
        self._folder = Path(folder)
        self._lost = lost
        self._written: list[str] = []

    @classmethod
    def params(cls) -> list[Any]:
        return [Described("folder", "Where they go."), Described("lost", "Not written.", int, -1)]

    def __call__(self, items: Iterator[dict[str, float]]) -> Iterator[dict[str, float]]:
        for item in items:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{int(item['index'])}.pgm"
            if item["index"] != self._lost:
                path.write_text(f"P2 1 1 9 {item['value']}")
            self._written.append(str(path))
            yield item

    def artifacts(self) -> list[str]:
        written, self._written = self._written, []
        return written


class DrawnMeans(Means):
    """Gathers, and draws a picture of what it has at each flush."""

    name = "Drawn means"

    def flush(self) -> str | None:
        if not self._rows:
            return None
        picture = self._output_path.parents[1] / f"{int(self._rows[0]['index'])}.pgm"
        picture.write_text("P2 1 1 9 9")
        found = super().flush()
        self._written.append(str(picture))
        return found


class Only:
    """Lets pass what has an even index."""

    name, description = "Only even", "Lets even indices pass."

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __call__(self, items: Iterator[dict[str, float]]) -> Iterator[dict[str, float]]:
        return (item for item in items if item["index"] % 2 == 0)


class Fails:
    """Raises at one index, behind the filter that gathers."""

    name, description = "Fails", "Raises at one index."

    def __init__(self, index: int) -> None:
        self._index = index

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __call__(self, items: Iterator[dict[str, float]]) -> Iterator[dict[str, float]]:
        for item in items:
            if item["index"] == self._index:
                raise ValueError("a damaged row")
            yield item


class Texts:
    """Writes a file for each index, named by the source that it is told."""

    name, description = "Texts", "Writes a text for each index."

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._source: Any = None

    @classmethod
    def params(cls) -> list[Any]:
        return [
            Described("folder", "Where the texts go."),
            Described("style", "How they look.", str, "plain", ["plain", "fancy"]),
        ]

    def set_source(self, source: Any) -> None:
        self._source = source

    def __call__(self, items: Iterator[dict[str, float]], index: int) -> list[str]:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{index}_of_{len(self._source)}.txt"
        path.write_text("\n".join(str(item["value"]) for item in items))
        return [str(path)]


class OneName(Texts):
    """Writes every index to the same file."""

    name = "One name"

    def __call__(self, items: Iterator[dict[str, float]], index: int) -> list[str]:
        return super().__call__(items, 0)


class Appends(Texts):
    """Appends all items to one file, as a store that grows along a dimension."""

    name = "Appends"
    append_dim = "time"

    def partition_indices(self, indices: list[int]) -> None:
        return None

    def __call__(self, items: Iterator[dict[str, float]], index: int) -> list[str]:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / "all.txt"
        before = path.read_text() if path.exists() else ""
        path.write_text(f"{before}{index} {len(list(items))}\n")
        return [str(path)]


@dataclass
class Batch:
    """A pipeline that is built step by step, with a database of its own that nobody needs here."""

    source: Any
    filters: list[Any] = field(default_factory=list)
    sink: Any = None
    track_metrics: bool = True
    resume: bool = False

    def filter(self, step: Any) -> Batch:
        return Batch(self.source, [*self.filters, step], self.sink, resume=self.resume)

    def write(self, sink: Any) -> Batch:
        sink.set_source(self.source)
        return Batch(self.source, list(self.filters), sink, resume=self.resume)

    def __len__(self) -> int:
        return len(self.source)

    def __getitem__(self, index: int) -> list[str]:
        items = self.source[index]
        for step in self.filters:
            items = step(items)
        return self.sink(items, index)  # type: ignore[no-any-return]
