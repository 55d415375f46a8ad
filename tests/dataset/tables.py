"""Tables of items for tests: made of the dam-break sample, or of random numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.measuring.measures import MeasureInfo
from curator_gui.dataset.handing_over.gathered import Gathered, ItemRow
from curator_gui.dataset.handing_over.writing import write_dataset
from curator_gui.dataset.items.table import Column, Items, as_texts, with_axes
from curator_gui.run.record.queries.item_measures import MeasureColumn
from curator_gui.run.record.tables.meta import RunMeta

UNITS = {"U": "m/s", "p": "Pa", "p_rgh": "Pa", "alpha.water": ""}
STATISTICS = ("min", "max", "mean", "std", "nan_share", "zero_share")


def table(columns: Mapping[str, Sequence[Any]], folder: Path | None = None, **units: str) -> Items:
    """Make items of plain columns; `index` is added where it is missing."""
    size = len(next(iter(columns.values())))
    whole = {"index": range(size), **columns}
    return with_axes(Items({k: _column(k, v, units.get(k, "")) for k, v in whole.items()}, folder))


def _column(key: str, values: Sequence[Any], unit: str) -> Column:
    texts = len(values) > 0 and any(isinstance(value, str) for value in values)
    return Column(key, as_texts(values) if texts else np.asarray(values, np.float64), unit=unit)


def dam_break(runs: int = 12, steps: int = 21, seed: int = 0) -> dict[str, list[Any]]:
    """Measure the dam-break sample as if it had been run in tanks of different width.

    Each run has its own factor and clock, so that no two are alike; step 0 has only zeros.
    """
    measured = _measured()
    rng = np.random.default_rng(seed)
    columns: dict[str, list[Any]] = {}
    for run in range(runs):
        factor, width = rng.uniform(0.8, 1.25), 0.5 + 0.02 * run
        clock = np.clip(np.linspace(0, 20, steps) * rng.uniform(0.9, 1.0), 0, 20)
        noise = rng.normal(1, 0.02, (steps, 40))
        for step in range(steps):
            _add_item(columns, run, step, {"width": width})
            _add_measures(columns, measured, clock[step], factor, noise[step], step)
    return columns


def random_items(size: int, measures: int = 8, seed: int = 0) -> Items:
    """Make many items of many tanks, in clusters, with a few far out; no files belong to them."""
    rng = np.random.default_rng(seed)
    cluster = rng.integers(0, 3, size)
    columns: dict[str, Any] = {
        "U.mean": np.array([0.5, 1.0, 1.4])[cluster] + rng.normal(0, 0.1, size),
        "U.max": np.array([3.0, 7.0, 5.0])[cluster] + rng.normal(0, 0.6, size),
    }
    for number in range(2, measures):
        columns[f"f{number}.max"] = rng.normal(number, 1, size) + 0.3 * cluster
    columns["U.max"][:: size // 9] = 40 + np.arange(len(columns["U.max"][:: size // 9]))
    names = as_texts([f"tank_{n // 21:05d}/dambreak_{n % 21:03d}.vtu" for n in range(size)])
    numbers = {
        k: Column(k, v.astype(np.float32), unit=UNITS.get(k[:1], "")) for k, v in columns.items()
    }
    plain = {"index": Column("index", np.arange(size, dtype=np.float64))}
    return with_axes(Items({**plain, "source": Column("source", names), **numbers}))


def _add_item(columns: dict[str, list[Any]], run: int, step: int, more: Mapping[str, Any]) -> None:
    name = f"tank_{run + 1:02d}/dambreak_{step:03d}"
    plain = {"source": f"{name}.vtu", "outputs": f"{name}.npz", "bytes": 300_000 + 10 * step}
    digest = hashlib.sha256(name.encode()).hexdigest()
    for key, value in {**plain, "sha256": digest, "cells": 2268.0, **more}.items():
        columns.setdefault(key, []).append(value)


def _add_measures(
    columns: dict[str, list[Any]],
    measured: Mapping[str, np.ndarray],
    clock: float,
    factor: float,
    noise: np.ndarray,
    step: int,
) -> None:
    for place, (key, values) in enumerate(measured.items()):
        value = float(np.interp(clock, np.arange(len(values)), values))
        moved = value if key.endswith("_share") or key.startswith("alpha") else value * factor
        columns.setdefault(key, []).append(moved * (noise[place] if step else 1.0))


@cache
def _measured() -> dict[str, np.ndarray]:
    """Measure every step of the sample: U by its magnitude."""
    import pyvista as pv

    from curator_gui.core.storage.resources import resource_path

    files = sorted(resource_path("samples", "dam-break").rglob("*.vtu"))
    rows = [_measures_of(pv.read(path)) for path in files]
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return {key: np.array([row.get(key, 0.0) for row in rows]) for key in keys}


def _measures_of(mesh: Any) -> dict[str, float]:
    found: dict[str, float] = {}
    for name in mesh.cell_data:
        values = np.asarray(mesh.cell_data[name], np.float64)
        size = np.linalg.norm(values, axis=1) if values.ndim > 1 else values
        numbers = size.min(), size.max(), size.mean(), size.std(), 0.0, float((size == 0).mean())
        found |= {f"{name}.{s}": float(n) for s, n in zip(STATISTICS, numbers, strict=True)}
    return found


def write(columns: Mapping[str, Sequence[Any]], folder: Path) -> Path:
    """Write a data set's folder with all its files, as a run does; small NPZ files as outputs."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in columns["outputs"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists():
            np.savez(folder / name, U=np.zeros((4, 3), np.float32))
    size = len(columns["outputs"])
    plain = {**{"sha256": [""] * size, "bytes": [1] * size}, **columns}
    places = zip(*(plain[k] for k in ("source", "outputs", "bytes", "sha256")), strict=True)
    rows = [ItemRow(n, s, [o], int(b), [h]) for n, (s, o, b, h) in enumerate(places)]
    known = ("source", "outputs", "bytes", "sha256")
    measures = [_measure(key, values) for key, values in columns.items() if key not in known]
    meta = RunMeta("", "", {}, (), "", 0, (), name="Dam break")
    write_dataset(Gathered(meta, folder, rows, measures, [], {}, [], []))
    return folder


def _measure(key: str, values: Sequence[Any]) -> MeasureColumn:
    name, _, statistic = key.rpartition(".")
    texts = any(isinstance(value, str) for value in values)
    kind: Any = "text" if texts else "share" if statistic.endswith("_share") else "number"
    info = MeasureInfo(key, key, UNITS.get(name, "") if kind == "number" else "", kind)
    found = list(values) if texts else np.asarray(values, np.float64)
    return MeasureColumn(info, found, np.ones(len(values), bool), {})
