"""Where Curator keeps what it writes by itself: settings, records, recovery, reports, caches."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from curator_gui.core.storage.folders import component_folder, config_folder


@dataclass(frozen=True)
class Place:
    """A folder, the variable that moves it ("" if none does), and whether Curator needs it."""

    name: str
    path: Path
    variable: str
    required: bool = False


def places() -> list[Place]:
    """Return every folder that Curator writes to without being told."""
    runs = os.environ.get("CURATOR_RUNS")
    samples = os.environ.get("CURATOR_SAMPLES")
    data = platformdirs.user_data_path("curator", appauthor=False)
    return [
        Place("settings", config_folder(), "CURATOR_CONFIG_DIR", required=True),
        Place("own components", component_folder(), "CURATOR_CONFIG_DIR"),
        Place("run records", Path(runs) if runs else data / "runs", "CURATOR_RUNS", required=True),
        Place("recovery, crash reports", state_folder(), "XDG_STATE_HOME"),
        Place("small pictures, copies of remote files", cache_folder(), "XDG_CACHE_HOME"),
        Place("added packages", data / "packages", "XDG_DATA_HOME"),
        Place(
            "sample projects",
            Path(samples) if samples else platformdirs.user_documents_path() / "Curator",
            "CURATOR_SAMPLES",
        ),
        Place("temporary files", Path(tempfile.gettempdir()), "TMPDIR", required=True),
    ]


def state_folder() -> Path:
    """Return the folder of recovery copies and crash reports."""
    return platformdirs.user_state_path("curator")


def cache_folder() -> Path:
    """Return the folder of what can be made again, such as small pictures of items."""
    return platformdirs.user_cache_path("curator", appauthor=False)


def crash_folder() -> Path:
    """Return the folder of crash reports."""
    return state_folder() / "crashes"


def make_private() -> None:
    """Make the folders that do not exist yet, for this user alone; what exists is left as it is.

    A folder that cannot be made is told by whoever needs it.
    """
    for folder in (config_folder(), state_folder(), platformdirs.user_data_path("curator", False)):
        with contextlib.suppress(OSError):
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
