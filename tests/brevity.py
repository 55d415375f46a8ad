"""What `--fast` spares beside examples: messages about tests that pass, threads for small files.

The complete suite has both as they are, CI the threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest


def say_less(config: pytest.Config) -> None:
    """Let a process of pytest-xdist send three messages about a test that passes, not six.

    Each wakes a thread on either side, and with 13,000 tests they take more time than many of
    these. What fails, is skipped or ends its process is reported as before.
    """
    if not hasattr(config, "workerinput") or _wants_all(config.option):
        return
    plugins = config.pluginmanager
    [reporter] = [found for found in plugins.get_plugins() if hasattr(found, "sendevent")]
    plugins.unregister(reporter)
    reporter.__class__ = _brief(type(reporter))
    plugins.register(reporter)


def _wants_all(option: Any) -> bool:
    """Whether durations, names or prints of passed tests, or a file of results is wanted."""
    listed = set(option.reportchars) & set("pPA")
    return bool(option.verbose > 0 or option.durations is not None or option.xmlpath or listed)


def _brief(base: type[Any]) -> type[Any]:
    """Derive it from the class at hand: xdist sends its source, so it stands in no module."""

    class Brief(base):  # type: ignore[misc]
        @pytest.hookimpl
        def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
            """Say nothing: only `-v` shows which test has begun."""

        @pytest.hookimpl
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.passed and report.when != "call":
                return
            if report.passed:
                report.keywords = {}
            super().pytest_runtest_logreport(report)

    return Brief


def hand_nothing_over() -> None:
    """Let an event loop do itself what it would give to a pool of threads.

    Zarr gives away every file and every packed chunk. Here they are so small that the handover
    takes a sixth of the time of tests that write stores.
    """
    asyncio.to_thread = _at_once


async def _at_once(function: Callable[..., Any], /, *args: Any, **options: Any) -> Any:
    return function(*args, **options)
