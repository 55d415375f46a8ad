"""Words of EnSight are found wherever they stand among numbers, and nothing else is."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator_gui.domains.mesh.formats.programs.ensight_words import _BLOCK, counts, part_words

NEAR = st.sampled_from([0, _BLOCK, 2 * _BLOCK]).flatmap(lambda n: st.integers(n, n + 200))
WORDS = ["part", "coordinates", "tria3", "g_tria3", "hexa20", "g_pyramid13", "nfaced"]
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@contextmanager
def mapped(path: Path, content: bytes) -> Iterator[mmap.mmap]:
    path.write_bytes(content)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


@ONCE
@given(
    before=NEAR,
    word=st.sampled_from(WORDS),
    filling=st.sampled_from([b" ", b"\0", b" \0"]),
    number=st.sampled_from([b"\0", b" ", b"\x01\0\0\0", b"?\x80\0\0"]),
    fortran=st.booleans(),
)
def test_words_of_binary_files(
    tmp_path: Path, before: int, word: str, filling: bytes, number: bytes, fortran: bool
) -> None:
    """Also among zeros, which fill words as well."""
    head = b"C Binary".ljust(80)
    mark = b"\x50\0\0\0" if fortran else b""
    record = (word.encode() + filling * 80)[:80]
    numbers = (number * _BLOCK * 4)[: before * 4 // 4 * 4]
    content = mark + head + mark + numbers + mark + record + mark * 2 + b"\x07\0\0\0" + numbers
    with mapped(tmp_path / "m.geo", content) as data:
        assert set(counts(data, len(data))) == {(word.encode(), 7)}


@ONCE
@given(
    before=NEAR,
    word=st.sampled_from(WORDS),
    blanks=st.sampled_from(["", "   ", " " * _BLOCK]),
    end=st.sampled_from(["\n", "\r\n", "  \n"]),
)
def test_words_of_texts(tmp_path: Path, before: int, word: str, blanks: str, end: str) -> None:
    numbers = "1 " * (before // 2) + "\n"
    content = f"a\n{numbers}{blanks}{word}{end}{blanks}         7{end}{numbers}".encode()
    with mapped(tmp_path / "m.geo", content) as data:
        assert set(counts(data, len(data))) == {(word.encode(), 7)}


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("before", [0, 4, _BLOCK - 4, _BLOCK, 3 * _BLOCK + 8])
def test_parts(tmp_path: Path, binary: bool, before: int) -> None:
    content = b"\n" * before + b"part\npart" + b"\n" * 7 + b"par"
    with mapped(tmp_path / "m.p", content) as data:
        every = [before] if binary else [before, before + 5]
        assert list(part_words(data, binary, 0)) == every
        assert list(part_words(data, binary, before + 1)) == every[1:]


def test_only_so_many_bytes_are_looked_at(tmp_path: Path) -> None:
    with mapped(tmp_path / "m.geo", b"a\n" * _BLOCK + b"part\n1\n") as data:
        assert list(counts(data, _BLOCK)) == []
        assert list(counts(data, len(data))) == [(b"part", 1)]
