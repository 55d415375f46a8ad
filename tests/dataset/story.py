"""A data set of real files: 60 meshes of three tanks, with what a person has to find."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.dataset.tables import _measures_of, write

TANKS, STEPS = 4, 15
OUTLIERS = ((1, 6), (2, 9), (3, 4))
"""Tank and step of U x 100, of one wrong pressure, and of U x 2.6."""

COPIES = ((0, 5), (0, 7))
"""Of the first tank; the copies stand in the last one, which makes it leak."""


def make_sources(folder: Path) -> None:
    """Write the 60 meshes as the input of a pipeline, a folder for each tank."""
    for tank in range(TANKS):
        for step in range(STEPS):
            path = folder / f"tank_{tank + 1:02d}" / f"dambreak_{step + 1:03d}.vtu"
            path.parent.mkdir(parents=True, exist_ok=True)
            _mesh(tank, step).save(path)


def make_story(folder: Path, suffix: str = ".vtu") -> Path:
    """Write 60 meshes and the table of the data set; returns its folder.

    They are made once in a process: the next stories are copies, with the times of their files.
    """
    shutil.copytree(_story(suffix), folder)
    return folder


@cache
def _story(suffix: str) -> Path:
    private = tempfile.mkdtemp(prefix="curator-story-")
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    folder = Path(private, "output")  # the card names it
    columns: dict[str, list[Any]] = {}
    for tank in range(TANKS):
        for step in range(STEPS):
            name = f"tank_{tank + 1:02d}/dambreak_{step + 1:03d}{suffix}"
            mesh = _mesh(tank, step)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            mesh.save(path)
            _measure(columns, mesh, path, name)
    return write(columns, folder)


def _mesh(tank: int, step: int) -> Any:
    import pyvista as pv

    from curator_gui.core.storage.resources import resource_path

    if tank == TANKS - 1 and (0, step) in COPIES:
        return _mesh(0, step)
    files = sorted(resource_path("samples", "dam-break").rglob("*.vtu"))
    mesh = pv.read(files[step + 2])
    factor = 0.9 + 0.07 * tank
    noise = np.random.default_rng(100 * tank + step).normal(1, 0.01, mesh.n_cells)
    for name in ("U", "p", "p_rgh"):
        values = mesh.cell_data[name]
        scale = noise[:, None] if values.ndim > 1 else noise
        mesh.cell_data[name] = (values * factor * scale).astype(np.float32)
    return _planted(mesh.scale([1 + 0.05 * tank, 1, 1], inplace=False), tank, step)


def _planted(mesh: Any, tank: int, step: int) -> Any:
    if (tank, step) == OUTLIERS[0]:
        mesh.cell_data["U"] = mesh.cell_data["U"] * np.float32(100)
    elif (tank, step) == OUTLIERS[1]:
        pressure = mesh.cell_data["p_rgh"].copy()
        pressure[77] = 98_100
        mesh.cell_data["p_rgh"] = pressure
    elif (tank, step) == OUTLIERS[2]:
        mesh.cell_data["U"] = mesh.cell_data["U"] * np.float32(2.6)
    return mesh


def _measure(columns: dict[str, list[Any]], mesh: Any, path: Path, name: str) -> None:
    plain = {
        "source": name,
        "outputs": name,
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "cells": float(mesh.n_cells),
        "width": float(mesh.bounds[1] - mesh.bounds[0]),
    }
    for key, value in {**plain, **_measures_of(mesh)}.items():
        columns.setdefault(key, []).append(value)
