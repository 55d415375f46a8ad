from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.record import RecordWriter, RunMeta

BEGIN = 1_700_000_000.0


@pytest.fixture(scope="session")
def make_meta() -> Callable[..., RunMeta]:
    def make(count: int = 10, **changes: Any) -> RunMeta:
        values: dict[str, Any] = {
            "run_id": "run-1",
            "document": "curator: 1\n",
            "options": {"backend": "loky", "n_jobs": 2},
            "steps": [{"name": "Numbers", "arguments": {}}, {"name": "Save", "arguments": {}}],
            "fingerprint": "f" * 32,
            "total": count,
            "indices": range(count),
        }
        return RunMeta(**(values | changes))

    return make


@pytest.fixture(scope="session")
def make_done() -> Callable[..., IndexFinished]:
    def make(index: int, **changes: Any) -> IndexFinished:
        values: dict[str, Any] = {
            "time": BEGIN + index,
            "index": index,
            "worker": 1 + index % 2,
            "attempt": 1,
            "duration": 0.5,
            "outputs": (f"/out/item_{index}.vtu",),
            "output_bytes": 1000 + index,
            "stages": (0.25, 0.125),
            "rss": 1 << 20,
        }
        return IndexFinished(**(values | changes))

    return make


@pytest.fixture(scope="session")
def make_failure() -> Callable[..., IndexFailed]:
    def make(index: int, **changes: Any) -> IndexFailed:
        values: dict[str, Any] = {
            "time": BEGIN + index,
            "index": index,
            "worker": 1,
            "attempt": 1,
            "duration": 0.1,
            "status": "failed",
            "cause": "error",
            "error_type": "ValueError",
            "message": f"/data/case_{index}/U: {index} values missing",
            "traceback": "Traceback: same for all",
            "stage": "Save",
        }
        return IndexFailed(**(values | changes))

    return make


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    return tmp_path / "night.curator-run"


@pytest.fixture
def warnings_seen() -> list[str]:
    return []


@pytest.fixture
def writer(
    record_path: Path, make_meta: Callable[..., RunMeta], warnings_seen: list[str]
) -> Iterator[RecordWriter]:
    made = RecordWriter.create(record_path, make_meta(), on_warning=warnings_seen.append)
    yield made
    made.close()
