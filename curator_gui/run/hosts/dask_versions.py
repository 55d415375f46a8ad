"""Whether the workers of a dask cluster can run what this process sends them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Mapping
from importlib.metadata import version
from typing import Any

import curator_gui
from curator_gui.core.errors import error_words
from curator_gui.core.message import Message

SAME = {"distributed": version("distributed"), "curator_gui": curator_gui.__version__}
"""Packages that must be the same there: dask's own protocol, and ours."""


class Unanswered(Message):
    """A worker did not say its versions: it may be busy, and do so later."""


async def check_workers(
    client: Any, addresses: Collection[str], seconds: float
) -> dict[str, Message]:
    """Return what is wrong with workers, by their addresses; those that fit are left out."""
    message = {"op": "versions", "packages": list(SAME)}
    asked = {a: asyncio.create_task(_ask(client, a, message, seconds)) for a in addresses}
    answers = {address: await task for address, task in asked.items()}
    found = {address: _misfit(address, answer) for address, answer in answers.items()}
    return {address: words for address, words in found.items() if words is not None}


async def _ask(client: Any, address: str, message: dict[str, Any], seconds: float) -> Any:
    """Ask a worker by way of its scheduler, which reaches it wherever it is."""
    try:
        broadcast = client.scheduler.broadcast(msg=message, workers=[address], on_error="return")
        return (await asyncio.wait_for(broadcast, seconds)).get(address)
    except (TimeoutError, OSError) as error:
        return error


def _misfit(address: str, answer: Any) -> Message | None:
    if isinstance(answer, BaseException) or not isinstance(answer, Mapping):
        words = error_words(answer) if isinstance(answer, BaseException) else repr(answer)
        return Unanswered(
            "{worker} does not say its versions: {words}", worker=address, words=words
        )
    python = ".".join(str(part) for part in sys.version_info[:2])
    there = str(answer.get("host", {}).get("python", ""))
    if there.split(".")[:2] != python.split("."):
        return _differs(address, "Python", there, python)
    packages = dict(answer.get("packages", {}))
    for name, here in SAME.items():
        if packages.get(name) != here:
            return _differs(address, name, packages.get(name), here)
    return None


def _differs(address: str, name: str, there: str | None, here: str) -> Message:
    if not there:
        return Message(
            "{worker} has no {name}; install version {here} there",
            worker=address,
            name=name,
            here=here,
        )
    return Message(
        "{worker} has {name} {there}, this machine {here}; install the same on both",
        worker=address,
        name=name,
        there=there,
        here=here,
    )
