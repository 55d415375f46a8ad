"""What a run took, index by index, under the names of physicsnemo-curator's metrics."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from curator_gui.core.storage.files import atomic_write_text

Costs = tuple[int, float, int, Mapping[str, float]]
"""An index, its seconds, the bytes of memory of its worker and the seconds of each step."""
_COLUMNS = ("index", "wall_time_ns", "peak_memory_bytes", "gpu_memory_bytes")


@dataclass(frozen=True)
class StageMetrics:
    """The nanoseconds that one step took."""

    name: str
    wall_time_ns: int


@dataclass(frozen=True)
class IndexMetrics:
    """The nanoseconds that an index took, in all and by step; `peak_memory_bytes` of its worker.

    Memory of a GPU is not measured here: `gpu_memory_bytes` is None.
    """

    index: int
    stages: tuple[StageMetrics, ...]
    wall_time_ns: int
    peak_memory_bytes: int
    gpu_memory_bytes: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        stages = [{"name": each.name, "wall_time_ns": each.wall_time_ns} for each in self.stages]
        return {name: getattr(self, name) for name in _COLUMNS} | {"stages": stages}


@dataclass(frozen=True)
class PipelineMetrics:
    """What the finished indices took, in ascending order."""

    indices: Sequence[IndexMetrics] = field(default_factory=tuple)

    @classmethod
    def of(cls, costs: Iterable[Costs]) -> PipelineMetrics:
        """Make them of what a record has."""
        return cls(tuple(_index_metrics(*each) for each in costs))

    @property
    def total_wall_time_ns(self) -> int:
        """The nanoseconds of all indices together; they may have run at the same time."""
        return sum(each.wall_time_ns for each in self.indices)

    @property
    def mean_index_time_ns(self) -> float:
        """The nanoseconds of an index on average, 0 without any."""
        return self.total_wall_time_ns / max(1, len(self.indices))

    @property
    def total_peak_memory_bytes(self) -> int:
        """The most memory that a worker had, in bytes."""
        return max((each.peak_memory_bytes for each in self.indices), default=0)

    def summary(self) -> dict[str, Any]:
        """Return all of it as plain data."""
        return {
            "num_indices": len(self.indices),
            "total_wall_time_ns": self.total_wall_time_ns,
            "mean_index_time_ns": self.mean_index_time_ns,
            "total_peak_memory_bytes": self.total_peak_memory_bytes,
            "indices": [each.to_dict() for each in self.indices],
        }

    def to_json(self, path: str | Path) -> None:
        """Write the summary as JSON.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        _write(Path(path), json.dumps(self.summary(), indent=2) + "\n")

    def to_csv(self, path: str | Path) -> None:
        """Write a line for each index, with a column `stage_NAME_ns` for each step.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        names = dict.fromkeys(stage.name for each in self.indices for stage in each.stages)
        text = StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*_COLUMNS, *(f"stage_{name}_ns" for name in names)])
        writer.writerows(_line(each, list(names)) for each in self.indices)
        _write(Path(path), text.getvalue())

    def to_console(self) -> None:
        """Print the figures of the whole and the average of each step."""
        print("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        yield f"{len(self.indices)} indices, {self.mean_index_time_ns / 1e6:,.2f} ms each"
        yield f"largest worker: {self.total_peak_memory_bytes / 1e6:,.0f} MB"
        sums: dict[str, int] = {}
        for stage in (stage for each in self.indices for stage in each.stages):
            sums[stage.name] = sums.get(stage.name, 0) + stage.wall_time_ns
        for name, total in sums.items():
            yield f"  {name}: {total / len(self.indices) / 1e6:,.2f} ms"


def _index_metrics(
    index: int, seconds: float, memory: int, stages: Mapping[str, float]
) -> IndexMetrics:
    steps = tuple(StageMetrics(name, round(value * 1e9)) for name, value in stages.items())
    return IndexMetrics(index, steps, round(seconds * 1e9), memory)


def _line(metrics: IndexMetrics, names: Sequence[str]) -> list[Any]:
    known = {stage.name: stage.wall_time_ns for stage in metrics.stages}
    values = [getattr(metrics, column) for column in _COLUMNS]
    return [*values, *(known.get(name) for name in names)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_write_text(path, text)
