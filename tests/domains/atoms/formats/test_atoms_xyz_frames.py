from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from ase.io.extxyz import read_xyz
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.atoms.formats.xyz import frames
from curator_gui.domains.atoms.formats.xyz.frames import find_frames

SIZES = st.lists(st.integers(0, 7), min_size=1, max_size=12)


def frame_of(size: int, end: str = "\n") -> bytes:
    lines = [str(size), f"step={size}", *("H 0.0 0.0 1.5" for _ in range(size))]
    return "".join(line + end for line in lines).encode()


@given(sizes=SIZES, end=st.sampled_from(["\n", "\r\n"]), cut_end=st.booleans())
def test_frames_partition_the_file(sizes: list[int], end: str, cut_end: bool) -> None:
    frames = [frame_of(size, end) for size in sizes]
    text = b"".join(frames)
    found = find_frames(BytesIO(text.rstrip(b"\r\n") if cut_end else text))
    starts = np.cumsum([0, *(len(frame) for frame in frames)])
    assert found.damage == ""
    assert found.bounds[:-1].tolist() == starts[:-1].tolist()


@given(sizes=SIZES, block=st.integers(8, 64))
def test_small_blocks_give_the_same_frames(sizes: list[int], block: int) -> None:
    text = b"".join(frame_of(size) for size in sizes)
    whole = find_frames(BytesIO(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "BLOCK_BYTES", block)
        assert find_frames(BytesIO(text)).bounds.tolist() == whole.bounds.tolist()


@given(sizes=SIZES, lost=st.integers(1, 400))
def test_a_cut_off_file_costs_one_frame(sizes: list[int], lost: int) -> None:
    text = b"".join(frame_of(size) for size in sizes)
    kept = text[: max(1, len(text) - lost)]
    found = find_frames(BytesIO(kept))
    whole = sum(1 for bound in np.cumsum([len(frame_of(s)) for s in sizes]) if bound <= len(kept))
    assert whole <= len(found) <= whole + 1
    assert found.bounds[-1] == len(kept)
    if found.damage:
        assert "lines too early" in found.damage or "number of atoms" in found.damage


@given(data=st.binary(max_size=300))
def test_any_bytes_give_ascending_frames(data: bytes) -> None:
    found = find_frames(BytesIO(data))
    assert len(found) >= 1
    assert (np.diff(found.bounds) >= 0).all()
    assert found.bounds[-1] == len(data)


def test_vec_lines_belong_to_their_frame() -> None:
    vec = b"1\ncell\nH 0 0 0\nVEC1 4 0 0\nVEC2 0 5 0\nVEC3 0 0 6\n"
    text = vec + frame_of(2) + vec
    found = find_frames(BytesIO(text))
    assert found.bounds.tolist() == [0, len(vec), len(vec) + len(frame_of(2)), len(text)]


def test_frames_after_an_empty_line_are_not_lost() -> None:
    text = frame_of(2) + b"\n" + frame_of(1) + b"\n\n"
    assert len(find_frames(BytesIO(text))) == 2


def test_damage_names_what_it_found() -> None:
    found = find_frames(BytesIO(frame_of(2) + b"H 0 0 0\n" + frame_of(1)))
    assert len(found) == 2
    assert found.damage == "should give a number of atoms, but reads 'H 0 0 0'"


def test_a_file_of_one_endless_line_is_damaged() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "BLOCK_BYTES", 8192)
        found = find_frames(BytesIO(b"x" * 100_000))
    assert "number of atoms" in found.damage


def test_sample_has_the_frames_that_ase_finds(qm9) -> None:
    with qm9.open("rb") as file:
        found = find_frames(file)
    with qm9.open() as text:
        assert len(found) == sum(1 for _ in read_xyz(text, slice(None))) == 100
