"""Workers stay warm from test to test; the last one ends them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from curator_gui.run import shutdown_workers


@pytest.fixture(scope="session", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    shutdown_workers()


@pytest.fixture(autouse=True)
def _same_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are kept only while the environment stays the same; pytest changes this variable."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
