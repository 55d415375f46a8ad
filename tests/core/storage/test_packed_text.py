"""Packed texts unpack as far as texts do, and no further."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.storage.containers import packed_text
from curator_gui.core.storage.containers.packed_text import (
    PackedTextError,
    is_packed,
    open_packed,
)

OPEN: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
TEXT = "".join(f"{random.Random(n).random()} é\n" for n in range(20_000)).encode()


def write(path: Path, block: bytes, times: int = 1) -> Path:
    with OPEN[path.suffix](path, "wb") as file:
        for _ in range(times):
            file.write(block)
    return path


@pytest.mark.parametrize("suffix", OPEN)
def test_honest_texts_are_read(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", TEXT)
    assert is_packed(path)
    with open_packed(path) as file:
        assert file.read() == TEXT
    with io.TextIOWrapper(open_packed(path), encoding="utf-8") as lines:
        assert lines.readlines() == TEXT.decode().splitlines(keepends=True)


@pytest.mark.parametrize("suffix", OPEN)
def test_places_are_those_of_the_text(tmp_path: Path, suffix: str) -> None:
    with open_packed(write(tmp_path / f"a{suffix}", TEXT)) as file:
        for place in (100_000, 17, 300_000, 0):
            assert file.seek(place) == place
            assert file.read(10) == TEXT[place : place + 10]
            assert file.tell() == place + 10
        assert file.seek(0, io.SEEK_END) == len(TEXT)
        assert file.seek(-5, io.SEEK_END) == len(TEXT) - 5
        assert file.read() == TEXT[-5:]


@pytest.mark.parametrize("suffix", OPEN)
def test_a_line_that_fills_the_memory_is_refused(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_text, "_LINE", 16 << 20)
    path = write(tmp_path / f"a{suffix}", b"a" * (1 << 20), 20)
    tracemalloc.start()
    try:
        with open_packed(path) as file, pytest.raises(PackedTextError, match=r"of more than 16\.0"):
            list(iter(lambda: len(file.read(1 << 20)), 0))
        assert tracemalloc.get_traced_memory()[1] < 12 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("suffix", OPEN)
def test_more_lines_than_a_text_of_its_size_has_are_refused(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_text, "_WHOLE", 1 << 20)
    path = write(tmp_path / f"a{suffix}", b"0\n" * (1 << 19), 5)
    with open_packed(path) as file, pytest.raises(PackedTextError, match="to more than"):
        file.read()


def test_raw_numbers_have_no_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gz", bytes(1 << 20), 80)
    with open_packed(path, lines=False) as file:
        assert sum(len(block) for block in iter(lambda: file.read(1 << 20), b"")) == 80 << 20


def test_large_files_may_have_long_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What packs as texts do is a text, however large."""
    monkeypatch.setattr(packed_text, "_LINE", 1000)
    monkeypatch.setattr(packed_text, "_WHOLE", 1000)
    text = TEXT.replace(b"\n", b" ")
    with open_packed(write(tmp_path / "a.gz", text)) as file:
        assert file.read() == text
    bomb = write(tmp_path / "b.gz", b"a" * 100_000)
    with open_packed(bomb) as file, pytest.raises(PackedTextError, match=r"b\.gz is damaged"):
        file.read()


@pytest.mark.parametrize("suffix", OPEN)
def test_damage_is_the_readers_error(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", TEXT)
    path.write_bytes(path.read_bytes()[:-20])
    with open_packed(path) as file, pytest.raises((EOFError, OSError)):
        file.read()
