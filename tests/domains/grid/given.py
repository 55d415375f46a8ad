"""A source of datasets as they are, and runs of it without the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import xarray as xr

from curator_gui.core import Pipeline, Source


class Given(Source[xr.Dataset]):
    """Datasets as they are; None is an index that gives nothing."""

    name = "Given"
    description = ""

    def __init__(self, *items: xr.Dataset | None) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def label(self, index: int) -> str:
        return f"file_{index}.nc"

    def __getitem__(self, index: int) -> Iterator[xr.Dataset]:
        item = self.items[index]
        if item is not None:
            yield item


def day(number: int, dtype: str = "f4", **attributes: Any) -> xr.Dataset:
    field = np.full((2, 3), number, dtype=dtype)
    time = np.datetime64("2020-01-01", "ns") + np.timedelta64(number, "D")
    return xr.Dataset(
        {"t": (("lat", "lon"), field, {"units": "K"})},
        {"lat": [1.0, 2], "lon": [1.0, 2, 3], "time": time},
        attributes,
    )


def run(
    pipeline: Pipeline[xr.Dataset],
    indices: Sequence[int] | None = None,
    failing: Sequence[int] = (),
) -> list[list[str]]:
    """Do what the engine does; another sink fails on some indices when this one is done."""
    chosen = list(range(len(pipeline)) if indices is None else indices)
    pipeline.sink.prepare(chosen)
    outputs = [pipeline[index] for index in chosen]
    pipeline.sink.finish([index for index in chosen if index not in failing])
    return outputs
