"""Packed files of simulation programs are read as the plain ones, and no further than texts go."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("ase")

from ase import Atoms
from ase.io import write

from curator_gui.core.storage.containers import packed_text
from curator_gui.core.storage.containers.packed_text import PackedTextError
from curator_gui.domains.atoms import ASESource

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}
FORMS = ["extxyz", "xyz", "vasp", "cif", "json", "cube", "proteindatabank", "res", "traj"]


def frames() -> list[Atoms]:
    atoms = Atoms("OH2", [[0, 0, 0], [0.75, 0.6, 0], [-0.75, 0.6, 0]], cell=[8, 9, 10], pbc=True)
    return [atoms]


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("form", FORMS)
def test_packed_files_hold_the_same(tmp_path: Path, form: str, suffix: str) -> None:
    plain = tmp_path / "a"
    write(plain, frames(), format=form)
    packed = tmp_path / f"b{suffix}"
    packed.write_bytes(PACK[suffix](plain.read_bytes()))
    want, found = (_read(path, form) for path in (plain, packed))
    if isinstance(want, str):
        pytest.fail(want)
    if form == "res":  # whose reader in ASE unpacks nothing
        assert isinstance(found, str)
        return
    assert not isinstance(found, str), found
    assert [a.get_chemical_symbols() for a in found] == [a.get_chemical_symbols() for a in want]
    for one, other in zip(found, want, strict=True):
        np.testing.assert_array_equal(one.positions, other.positions)


def _read(path: Path, form: str) -> Any:
    try:
        return list(ASESource(path, form)[0])
    except Exception as error:
        return str(error)


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("form", ["extxyz", "xyz", "json", "aims", "struct"])
def test_a_line_without_an_end_is_refused(
    tmp_path: Path, form: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_text, "_LINE", 1 << 20)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(PACK[suffix](b"1\nProperties=species:S:1:pos:R:3 note=" + b"a" * (2 << 20)))
    with pytest.raises(PackedTextError, match=r"a\.\w+ is damaged, or made to fill the memory"):
        list(ASESource(path, form)[0])
