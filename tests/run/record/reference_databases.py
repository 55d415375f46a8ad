"""A run database as physicsnemo-curator writes it, with invented runs."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

TABLES = {
    "pipeline_runs": "run_id INTEGER, config_hash TEXT, config_json TEXT, started_at TEXT",
    "index_results": (
        "idx INTEGER, run_id INTEGER, status TEXT, output_paths TEXT, completed_at TEXT, "
        "wall_time_ns INTEGER, peak_memory_bytes INTEGER, gpu_memory_bytes INTEGER, error TEXT"
    ),
    "stage_metrics": (
        "idx INTEGER, run_id INTEGER, stage_order INTEGER, stage_name TEXT, wall_time_ns INTEGER"
    ),
    "workers": "worker_id TEXT, run_id INTEGER, pid INTEGER, hostname TEXT",
    "output_files": "path TEXT, idx INTEGER, run_id INTEGER, seq INTEGER",
    "filter_artifacts": "path TEXT, idx INTEGER, run_id INTEGER, filter_name TEXT",
}
MESH = "physicsnemo_curator.domains.mesh"


def step(module: str, name: str, **params: Any) -> dict[str, Any]:
    return {"class": name, "module": f"{MESH}.{module}", "name": name, "params": params}


CONFIG = {
    "source": step("sources.vtk", "VTKSource", input_path="/data"),
    "filters": [step("filters.precision", "PrecisionFilter", target_dtype="float32")],
    "sink": step("sinks.mesh_vtu", "MeshVTUSink", output_dir="/out"),
}


def make_database(path: Path, runs: int = 1) -> Path:
    """Write a database in which index 2 has failed and 0, 1, 4 are done, in each run."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    for name, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    for run in range(1, runs + 1):
        when = f"2026-03-0{run}T10:00:00+00:00"
        row = (run, f"{run:064x}", json.dumps(CONFIG), when)
        connection.execute("INSERT INTO pipeline_runs VALUES (?, ?, ?, ?)", row)
        for index in (0, 1, 4):
            add_done(connection, run, index)
        later = f"2026-03-0{run}T10:00:09+00:00"
        failed = (2, run, "error", None, later, 5_000_000, None, None, "no field 'p'")
        connection.execute("INSERT INTO index_results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", failed)
    connection.commit()
    connection.close()
    return path


def add_done(connection: sqlite3.Connection, run: int, index: int) -> None:
    when = f"2026-03-0{run}T10:00:0{index}+00:00"
    paths = json.dumps([f"/out/mesh_{index:04d}.vtu"])
    done = (index, run, "completed", paths, when, 3_000_000_000, 2048, None, None)
    connection.execute("INSERT INTO index_results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", done)
    for order, seconds in enumerate((1, 0.5, 1.5)):
        stage = (index, run, order, "stage", int(seconds * 1e9))
        connection.execute("INSERT INTO stage_metrics VALUES (?, ?, ?, ?, ?)", stage)
