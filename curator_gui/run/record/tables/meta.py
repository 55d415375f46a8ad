"""What a record knows about the run as a whole."""

from __future__ import annotations

import json
import platform
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui import __version__
from curator_gui.core.document_code.kept import KeptCode
from curator_gui.core.message import Message
from curator_gui.core.trust.strangers import parse_json
from curator_gui.run.events import RunState, Status
from curator_gui.run.record.tables.code_rows import read_code_rows, store_code
from curator_gui.run.record.tables.schema import CLOCK, has_table

IndexArray = npt.NDArray[np.int64]

_LIBRARIES = (
    "numpy", "joblib", "cloudpickle", "PySide6-Essentials", "pyvista", "vtk", "meshio", "h5py",
    "xarray", "netCDF4", "zarr", "cfgrib", "ase", "lmdb", "distributed",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class RunMeta:
    """The run as a whole, as it was when it started.

    Parameters
    ----------
    run_id
        Unique among all runs.
    document
        The text of the pipeline document; "" for a run from a script.
    options
        Backend, workers, index expression and the backend's options, as JSON data.
    steps
        `core.fingerprint.describe_pipeline`, by which a later run says what changed.
    fingerprint
        `core.fingerprint.pipeline_fingerprint`.
    total
        How many items the source has.
    indices
        The indices chosen for the run.
    versions
        See `environment_versions`.
    code
        The code that its steps run from beside the document.
    behind
        By how many seconds the clock was behind the runs before, see `record.order`.
    """

    run_id: str
    document: str
    options: Mapping[str, Any]
    steps: Sequence[Mapping[str, Any]]
    fingerprint: str
    total: int
    indices: Sequence[int] | IndexArray
    versions: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    document_path: str = ""
    created: float = 0.0
    code: Sequence[KeptCode] = ()
    behind: float = 0.0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RunMeta):
            return NotImplemented
        names = [field.name for field in fields(self) if field.name != "indices"]
        same = all(getattr(self, name) == getattr(other, name) for name in names)
        return same and np.array_equal(index_array(self.indices), index_array(other.indices))

    __hash__ = None  # type: ignore[assignment]  # its parts can be changed


LIVE: tuple[RunState, ...] = (
    "starting", "running", "pausing", "paused", "stopping", "stopping now",
)  # fmt: skip
"""States of a run whose record is being written."""


@dataclass(frozen=True)
class RunSummary:
    """One line of the history of runs.

    `state` is that of the last event, or "interrupted" if the application was killed during the
    run. `total` counts the chosen indices, `counts` those of each status.
    """

    path: Path
    run_id: str
    name: str
    state: str
    created: float
    finished: float | None
    elapsed: float
    total: int
    counts: Mapping[Status, int]
    fingerprint: str
    document_path: str
    foreign: bool = False
    """Whether it is a run database of physicsnemo-curator, which is only read."""
    behind: float = 0.0

    @property
    def order(self) -> float:
        """What runs are ordered by: when it began, also where the clock was set back before."""
        return self.created + self.behind

    @property
    def live(self) -> bool:
        """Whether its record is being written."""
        return self.state in LIVE

    @property
    def resumable(self) -> bool:
        """Whether indices are left that a resumed run could finish."""
        if self.foreign:
            return False
        complete = self.counts.get("done", 0) + self.counts.get("skipped", 0)
        return self.state not in ("running", "starting") and complete < self.total


def environment_versions() -> dict[str, str]:
    """Return the versions of Curator, Python, the system and the libraries that are installed."""
    return dict(_installed_versions())


@lru_cache(maxsize=1)  # looking all of them up takes 5 ms
def _installed_versions() -> dict[str, str]:
    found = {
        "curator": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
    }
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def index_array(indices: Sequence[int] | IndexArray) -> IndexArray:
    """Return indices as an array of 64-bit integers."""
    if isinstance(indices, range):
        return np.arange(indices.start, indices.stop, indices.step, dtype=np.int64)
    return np.asarray(indices, dtype=np.int64)


def pack_indices(indices: IndexArray) -> bytes:
    """Pack indices into few bytes: a million in a row take about 8 KB."""
    differences = np.diff(indices, prepend=np.int64(0)).astype("<i8")
    return zlib.compress(differences.tobytes(), level=1)


def unpack_indices(data: bytes, count: int) -> IndexArray:
    """Undo `pack_indices` of so many indices; a list that says more is never unpacked in full.

    Raises
    ------
    ValueError
        If the data is damaged.
    """
    try:
        unpacked = zlib.decompressobj().decompress(data, 8 * count + 1)
        differences = np.frombuffer(unpacked, dtype="<i8")
    except (zlib.error, ValueError, OverflowError, MemoryError) as error:
        raise ValueError(Message("the list of indices is damaged: {error}", error=error)) from None
    found: IndexArray = np.cumsum(differences, dtype=np.int64)
    if len(found) != count or (found < 0).any():
        raise ValueError(Message("the list of indices is damaged"))
    return found


def join_indices(known: IndexArray, more: IndexArray) -> IndexArray:
    """Append the indices of `more` that `known` lacks."""
    return np.concatenate([known, more[~np.isin(more, known)]])


def insert_run(connection: sqlite3.Connection, meta: RunMeta) -> None:
    """Write the row of a new run, in state "starting"."""
    indices = index_array(meta.indices)
    connection.execute(
        "INSERT INTO run (id, name, created, state, total, chosen, indices, document,"
        " document_path, options, versions, steps, fingerprint)"
        " VALUES (?, ?, ?, 'starting', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            meta.run_id, meta.name, meta.created, meta.total, len(indices), pack_indices(indices),
            meta.document, meta.document_path, _json(dict(meta.options)),
            _json(dict(meta.versions)), _json([dict(step) for step in meta.steps]),
            meta.fingerprint,
        ),
    )  # fmt: skip
    store_code(connection, meta.code)
    if meta.behind:
        connection.execute(CLOCK)
        connection.execute("INSERT INTO clock VALUES (?)", (meta.behind,))


def read_behind(connection: sqlite3.Connection) -> float:
    """Read by how many seconds the clock was behind the runs before."""
    if not has_table(connection, "clock"):
        return 0.0
    numbers = "behind > 0 AND behind < 1e12 AND typeof(behind) = 'real'"  # it may be somebody's
    row = connection.execute(f"SELECT behind FROM clock WHERE {numbers}").fetchone()
    return row[0] if row else 0.0


def read_run(connection: sqlite3.Connection) -> RunMeta:
    """Read the row of the run.

    Raises
    ------
    ValueError
        If it is missing or damaged.
    """
    row = connection.execute(
        "SELECT id, document, options, steps, fingerprint, total, indices, versions, name,"
        " document_path, created, chosen FROM run"
    ).fetchone()
    if row is None:
        raise ValueError(Message("the file has no run in it"))
    return replace(_run_of(row, read_code_rows(connection)), behind=read_behind(connection))


def read_steps(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Read the steps of the run alone.

    Raises
    ------
    ValueError
        If they are missing or damaged.
    """
    row = connection.execute("SELECT steps FROM run").fetchone()
    if row is None:
        raise ValueError(Message("the file has no run in it"))
    return _steps(row[0])


def _run_of(row: Sequence[Any], code: Sequence[KeptCode]) -> RunMeta:
    return RunMeta(
        run_id=row[0],
        document=row[1],
        options=_table(row[2], "options"),
        steps=_steps(row[3]),
        fingerprint=row[4],
        total=row[5],
        indices=unpack_indices(row[6], row[11]),
        versions=_texts(row[7]),
        name=row[8],
        document_path=row[9],
        created=row[10],
        code=code,
    )


def _table(text: str, name: str) -> dict[str, Any]:
    found = parse_json(text)
    if not isinstance(found, dict):
        raise ValueError(Message("{name} is no table", name=name))  # noqa: TRY004 - a damaged file
    return found


def _texts(text: str) -> dict[str, str]:
    return {name: str(value) for name, value in _table(text, "versions").items()}


def _steps(text: str) -> list[dict[str, Any]]:
    """Read the steps as they were described; what is used of them has to be of the right type."""
    found = parse_json(text)
    if not isinstance(found, list) or not all(map(_is_step, found)):
        raise ValueError(Message("the list of steps is damaged"))
    return found


def _is_step(step: Any) -> bool:
    if not isinstance(step, dict) or not isinstance(step.get("arguments", {}), dict):
        return False
    return all(isinstance(step.get(name, ""), str) for name in ("name", "component"))


def extend_run(connection: sqlite3.Connection, meta: RunMeta) -> None:
    """Open the run's row again for a resumed run: more indices, new options and versions."""
    indices = join_indices(index_array(read_run(connection).indices), index_array(meta.indices))
    connection.execute(
        "UPDATE run SET state = 'starting', finished = NULL, total = ?, chosen = ?, indices = ?,"
        " options = ?, versions = ?",
        (
            meta.total, len(indices), pack_indices(indices),
            _json(dict(meta.options)), _json(dict(meta.versions)),
        ),
    )  # fmt: skip
    store_code(connection, meta.code)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=isinstance(value, dict), default=str)
