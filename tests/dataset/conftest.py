"""Data sets of all kinds that are made once, for tests that only read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curator_gui.dataset.handing_over.writing import HandedOver
from tests.dataset.made import make

Ready = Callable[[str], HandedOver]


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    """Return a function that tells what `make` gave for a kind; nobody may change its files."""
    made: dict[str, HandedOver] = {}
    before: dict[str, dict[Path, bytes]] = {}

    def of(kind: str) -> HandedOver:
        if kind not in made:
            made[kind] = make(kind, tmp_path_factory.mktemp("ready") / "out")
            before[kind] = _files(made[kind])
        return made[kind]

    yield of
    for kind, found in made.items():
        assert _files(found) == before[kind], f"a test has changed the files of {kind}"


def _files(found: HandedOver) -> dict[Path, bytes]:
    assert found.folder is not None
    return {path: path.read_bytes() for path in found.folder.rglob("*") if path.is_file()}
