"""Every type of property under many names, through every sink, against ASE's own reading."""

from __future__ import annotations

import datetime
import json
import warnings
import zlib
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import ase.io
import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.singlepoint import SinglePointCalculator
from ase.constraints import FixAtoms, FixBondLength, FixCartesian
from ase.db.row import AtomsRow
from ase.io.extxyz import key_val_str_to_dict, read_xyz
from ase.io.jsonio import decode
from ase.spacegroup import Spacegroup, crystal
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.filters.information import StructureInfo
from curator_gui.domains.atoms.filters.shape.supercell import Supercell
from curator_gui.domains.atoms.filters.values.convert_units import ConvertUnits
from curator_gui.domains.atoms.filters.values.properties import SelectProperties
from curator_gui.domains.atoms.formats.lmdb import decode_row, encode_row
from curator_gui.domains.atoms.formats.packing import pack, structure_of, unpack
from curator_gui.domains.atoms.formats.ragged.hdf5_file import read_file
from curator_gui.domains.atoms.formats.ragged.zarr_store import read_store
from curator_gui.domains.atoms.formats.xyz.extxyz import frame_text
from curator_gui.domains.atoms.formats.xyz.key_values import entries_text, parse_entries
from curator_gui.domains.atoms.formats.xyz.parsing import parse_plain
from curator_gui.domains.atoms.inspection.describe import describe
from curator_gui.domains.atoms.sinks.database import ASEDatabaseSink
from curator_gui.domains.atoms.sinks.hdf5 import AtomsHDF5Sink
from curator_gui.domains.atoms.sinks.npz import AtomsNPZSink, read_archive
from curator_gui.domains.atoms.sinks.zarr import AtomsZarrSink
from curator_gui.domains.atoms.sources.database import ASEDatabaseSource
from curator_gui.domains.atoms.sources.extxyz import parse_frame
from tests.domains.atoms.comparing import as_array, assert_same_structure

TEXTS = [
    "0042", "42", "-1.5e3", "1_000", "nan", "inf", "T", "true", "FALSE", "T F", "1 2 3", "[1, 2]",
    "{}", "null", "", " ", ",", "=", "a=", "=a", "a = b", "it's", 'say "so"', "_JSON 1", "_JSON",
    "Grüße, 水", "C:\\data\\run", "two\nlines", "tab\there", "\u2028", "\u00a0", "e\u0301",
    "x" * 999, "[H]O[H]", "C=C(=O)[O-]", "١٢", "\\", "\\n", '"',
]  # fmt: skip
NUMBERS = [
    0, 1, -7, 2**31, -(2**63), 2**63 - 1, True, False, 0.0, -0.0, 1.0, 1 / 3, 1e-300, 1e22,
    float("inf"), np.float64(2.5), np.float32(0.1), np.float16(0.5), np.int8(-3), np.int64(9),
    np.uint8(200), np.bool_(True),
]  # fmt: skip
LARGE = [2**63, 2**70, -(2**64), np.uint64(2**64 - 1)]
ARRAYS = [
    np.arange(1), np.array([0.5]), np.array([True]), np.arange(4), np.arange(6).reshape(2, 3),
    np.arange(8.0).reshape(2, 2, 2), np.array([True, False]), np.array([[True], [False]]),
    np.array([1.0, 2.0]), np.array([1.5, np.inf]), np.array([0.1, 0.2], np.float32),
    np.array([1, 255], np.uint8), np.array([-1, 1], np.int16), np.zeros(0), np.array(7),
    np.array(["a", "0042", "T"]), np.array(["x"]), np.array([["a b", ""]]),
]  # fmt: skip
NESTED = [
    [], {}, [1, 2, 3], [1.5, 2.0], ["a", "b"], ["1", "2"], [1, "a", None],
    {"a": {"b": [1, {"c": 2}]}},
    {"k": np.arange(2), "f": np.float64(0.5), "i": np.int64(3), "b": np.bool_(True)},
    {"text": 'C:\\x "quoted" = \n {y}'}, [["a"], ["b", "c"]][:1], {"1": "one", "é": [None, True]},
    (1, 2), None, [2**70],
]  # fmt: skip
NAMES = [
    "name", "two words", "a[0]", "it's", "{brace}", "é", "水", "<R2>", "a/b", "a.b", "..", "CON",
    "Energy", "charges", "spins", "tags", "forces", "index", "arrays_", "json", "T", "1", "UID2",
    "REF_energy", "cell", "comment", "Time", "virials",
]  # fmt: skip


def water(**info: Any) -> Atoms:
    atoms = Atoms("OH2", [[0, 0, 0.1], [0, 0.76, -0.47], [0, -0.76, -0.47]])
    atoms.info.update(info)
    return atoms


def through_extxyz(atoms: Atoms, folder: Path) -> list[Atoms]:
    """ASE's reading of a file of two frames, and that of the source."""
    path = folder / "a.xyz"
    text = frame_text(atoms)
    path.write_text(text + text, encoding="utf-8", newline="\n")
    return [*ase.io.read(path, ":", format="extxyz"), parse_frame(text)]


def through_lmdb(atoms: Atoms, folder: Path) -> list[Atoms]:
    value = encode_row(atoms)
    return [decode_row(value)]


def through_packing(atoms: Atoms, folder: Path) -> list[Atoms]:
    return [structure_of(unpack(pack(atoms)))]


def through_npz(atoms: Atoms, folder: Path) -> list[Atoms]:
    return _through(AtomsNPZSink(folder / "a.npz"), atoms, lambda: read_archive(folder / "a.npz"))


def through_zarr(atoms: Atoms, folder: Path) -> list[Atoms]:
    return _through(AtomsZarrSink(folder / "a.zarr"), atoms, lambda: read_store(folder / "a.zarr"))


def through_hdf5(atoms: Atoms, folder: Path) -> list[Atoms]:
    return _through(AtomsHDF5Sink(folder / "a.h5"), atoms, lambda: read_file(folder / "a.h5"))


def through_database(atoms: Atoms, folder: Path) -> list[Atoms]:
    path = folder / "a.db"
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*key-value pair|.*reads like a formula")
        _through(ASEDatabaseSink(path), atoms, dict)
    source = ASEDatabaseSource(path)
    return [found for number in range(len(source)) for found in source[number]]


def _through(sink: Any, atoms: Atoms, read: Callable[[], Any]) -> list[Atoms]:
    sink.prepare(range(2))
    for index in range(2):
        sink(iter([atoms]), index)
    sink.finish(range(2))
    return [structure_of(table) for tables in read().values() for table in tables]


QUICK = [through_extxyz, through_lmdb, through_packing]
EVERY = [
    through_extxyz, through_lmdb, through_npz, through_zarr, through_hdf5, through_database
]  # fmt: skip
Quick = pytest.mark.parametrize("way", QUICK, ids=lambda way: way.__name__)
Every = pytest.mark.parametrize("way", EVERY, ids=lambda way: way.__name__)
Way = Callable[[Atoms, Path], list[Atoms]]


def same(found: Any, wanted: Any) -> bool:
    """Equal value and kind; lists and arrays of numbers count as the same."""
    if isinstance(wanted, dict):
        return set(found) == set(wanted) and all(same(found[k], wanted[k]) for k in wanted)
    if wanted is None or isinstance(wanted, str):
        return type(found) in (type(wanted), np.str_) and found == wanted
    if isinstance(wanted, (list, tuple)) and as_array_or_none(wanted) is None:
        return len(found) == len(wanted) and all(map(same, found, wanted))
    one, other = as_array(found), as_array(wanted)
    kinds = {"u": "i"}
    fits = kinds.get(one.dtype.kind, one.dtype.kind) == kinds.get(
        other.dtype.kind, other.dtype.kind
    )
    empty = one.size == other.size == 0  # which have no kind in JSON
    return one.shape == other.shape and (empty or (fits and bool((one == other).all())))


def as_array_or_none(value: Any) -> np.ndarray | None:
    array = np.array(value)
    return array if array.dtype.kind in "biuf" else None


@Quick
@pytest.mark.parametrize("value", [*TEXTS, *NUMBERS, *LARGE, *ARRAYS, *NESTED], ids=repr)
def test_every_value_survives(way: Way, value: Any, tmp_path: Path) -> None:
    for name in ("value", "a name"):
        for found in way(water(**{name: value, "after": 1}), tmp_path):
            assert set(found.info) == {name, "after"}
            assert same(found.info[name], value), found.info[name]
            assert found.info["after"] == 1


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
@Every
def test_all_names_and_types_survive_together(way: Way, tmp_path: Path) -> None:
    values: list[Any] = ["0042", 3, 0.5, True, np.arange(3), {"a": [1, "x"]}, ["T"]]
    info = {name: values[n % len(values)] for n, name in enumerate(NAMES)}
    for found in way(water(**info), tmp_path):
        assert set(found.info) == set(info)
        for name, value in info.items():
            assert same(found.info[name], value), (name, found.info[name])


@Every
def test_arrays_results_and_constraints_survive(way: Way, tmp_path: Path) -> None:
    atoms = bulk("Cu", cubic=True)
    atoms.rattle(seed=1)
    random = np.random.default_rng(3)
    atoms.set_tags([0, 1, 2, 3])
    atoms.set_initial_charges(random.normal(size=4))
    atoms.set_initial_magnetic_moments(random.normal(size=4))
    atoms.set_momenta(random.normal(size=(4, 3)))
    atoms.set_masses([1.0, 2.5, 3.0, 4.0])
    atoms.arrays["spins"] = np.array([1, -1, 0, 2])
    atoms.arrays["label"] = np.array(["a", "0042", "T", "é"])
    atoms.arrays["mask"] = np.array([True, False, True, True])
    atoms.arrays["tensor"] = random.normal(size=(4, 9))
    atoms.info.update(virial=random.normal(size=(3, 3)), charge=-1, spin=2, uid="0042")
    atoms.set_constraint([FixAtoms([1])])
    atoms.calc = SinglePointCalculator(
        atoms, energy=-1 / 7, free_energy=-0.25, forces=random.normal(size=(4, 3)),
        stress=random.normal(size=6), charges=random.normal(size=4), magmoms=random.normal(size=4),
        magmom=0.5, dipole=random.normal(size=3), energies=random.normal(size=4),
    )  # fmt: skip
    for found in way(atoms, tmp_path):
        assert_same_structure(found, atoms)
        assert [c.index.tolist() for c in found.constraints] == [[1]]
        assert found.info["uid"] == "0042"


@Every
def test_every_constraint_is_kept_or_refused(way: Way, tmp_path: Path) -> None:
    atoms = water()
    atoms.set_constraint([FixCartesian(2, mask=(True, False, True))])
    for found in way(atoms, tmp_path):
        mask = np.zeros((3, 3), dtype=bool)
        for constraint in found.constraints:
            mask[constraint.index] = constraint.mask
        assert mask.tolist() == [[False] * 3, [False] * 3, [True, False, True]]
    atoms.set_constraint([FixBondLength(0, 1)])
    if way is through_extxyz:
        with pytest.raises(StructureError, match="FixBondLength"):
            way(atoms, tmp_path)
        return
    for found in way(atoms, tmp_path / "again"):
        assert [c.todict()["name"] for c in found.constraints] == ["FixBondLengths"]


@Every
def test_space_groups_are_text(way: Way, tmp_path: Path) -> None:
    atoms = crystal(
        "NaCl", [(0, 0, 0), (0.5, 0.5, 0.5)], spacegroup=225, cellpar=[5.64] * 3 + [90] * 3
    )
    assert isinstance(atoms.info["spacegroup"], Spacegroup)
    for found in way(atoms, tmp_path):
        wanted = {"number": 225, "setting": 1} if way is through_lmdb else "F m -3 m"
        assert found.info["spacegroup"] == wanted
        assert len(found) == len(atoms)


def test_rows_are_the_same_to_ase() -> None:
    """ASE alone gives texts and numbers back as they were, but whole-number keys as numbers."""
    atoms = water(uid="0042", n=3, nested={"a": [1, {"1": "x"}]}, table=np.eye(2))
    row = AtomsRow(decode(zlib.decompress(encode_row(atoms)).decode()))
    assert row.data["uid"] == "0042"
    assert row.data["nested"]["a"] == [1, {1: "x"}] or row.data["nested"]["a"][1] == {"1": "x"}
    np.testing.assert_array_equal(row.data["table"], np.eye(2))
    (found,) = through_lmdb(atoms, Path())
    assert found.info["nested"] == {"a": [1, {"1": "x"}]}


@pytest.mark.parametrize("value", ["0042", "0042x", "T", "_JSON 1", "two words", "é"])
def test_a_uid_is_written_as_it_is(value: str, tmp_path: Path) -> None:
    for key in ("uid", "UID"):
        for found in through_extxyz(water(**{key: value}), tmp_path):
            assert found.info == {key: value}


def test_what_changes_is_said(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="uid is a number, but extended XYZ has it as text"):
        assert through_extxyz(water(uid=42), tmp_path)[0].info == {"uid": "42"}
    with pytest.warns(UserWarning, match="energy is not set"):
        assert through_extxyz(water(energy=None), tmp_path)[0].calc is None
    with pytest.warns(UserWarning, match=r"edges has shape \(0, 2\)"):
        through_extxyz(water(edges=np.zeros((0, 2))), tmp_path)
    for way in (through_extxyz, through_packing):
        with pytest.warns(UserWarning, match="'table' has keys that are no text"):
            assert way(water(table={1: "a"}), tmp_path)[0].info == {"table": {"1": "a"}}
    atoms = water()
    atoms.arrays["charge"] = np.arange(3.0)
    with pytest.warns(UserWarning, match="charge reads back as the result charges"):
        assert through_extxyz(atoms, tmp_path)[0].get_charges().tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("info", "arrays", "word"),
    [
        ({"ragged": [[1], [1, 2]]}, {}, "'ragged'"),
        ({"when": np.datetime64("2020-01-01", "ns")}, {}, "datetime64"),
        ({"when": np.zeros(2, "M8[ns]")}, {}, "datetime64"),
        ({"z": 1j}, {}, "'z'"),
        ({"raw": b"x"}, {}, "'raw'"),
        ({"some": {1, 2}}, {}, "'some'"),
        ({"dipole": "x"}, {}, "'dipole'"),
        ({"uid": ""}, {}, "'uid'"),
        ({"uid": [1]}, {}, "'uid'"),
        ({"a\nb": 1}, {}, "rename"),
        ({5: 1}, {}, "rename"),
        ({}, {"pos": np.zeros((2, 3))}, "'pos' cannot be the name"),
        ({}, {"Z": np.zeros(2)}, "'Z' cannot be the name"),
        ({}, {"move_mask": np.zeros(2, bool)}, "'move_mask' cannot be the name"),
        ({}, {"a": np.zeros((2, 2)), "a0": np.zeros(2)}, "both be called a0"),
        ({}, {"it's": np.zeros(2)}, "cannot be the name"),
        ({}, {"ids": np.array([1, 2**31])}, "'ids' of shape"),
        ({}, {"mixed": np.array(["a", None], object)}, "'mixed'"),
        ({}, {"wide": np.zeros(2, np.longdouble)}, "'wide' of shape"),
    ],
)
def test_what_extended_xyz_cannot_hold_is_refused(info: dict, arrays: dict, word: str) -> None:
    atoms = Atoms("H2", np.eye(3)[:2])
    atoms.info.update(info)
    atoms.arrays.update(arrays)
    with pytest.raises(StructureError, match=word):
        frame_text(atoms)


@pytest.mark.parametrize(
    ("info", "arrays", "word"),
    [
        ({"when": np.zeros(2, "M8[ns]")}, {}, "'when'"),
        ({"z": 1j}, {}, "'z'"),
        ({"raw": b"x"}, {}, "'raw'"),
        ({"wide": np.longdouble(1)}, {}, "'wide'"),
        ({}, {"mixed": np.array(["a", None], object)}, "'mixed'"),
    ],
)
def test_what_stores_cannot_hold_is_refused(info: dict, arrays: dict, word: str) -> None:
    atoms = Atoms("H2", np.eye(3)[:2])
    atoms.info.update(info)
    atoms.arrays.update(arrays)
    with pytest.raises(StructureError, match=word):
        pack(atoms)


def test_what_rows_cannot_hold_is_refused(tmp_path: Path) -> None:
    for value in (datetime.datetime(2020, 1, 1), b"x", {1, 2}, np.zeros(2, "M8[ns]")):
        with pytest.raises(StructureError, match="cannot hold a property"):
            encode_row(water(value=value))
    with pytest.raises(StructureError, match="NPZ"):
        through_npz(water(**{"a\0b": 1}), tmp_path)


def test_columns_of_a_store_keep_meaning_and_digits(tmp_path: Path) -> None:
    pairs = [(True, 2), (2**60 + 1, 0.5), (np.uint64(2**64 - 1), -1), ("1", 1), (3, 0.5), ([1], 2)]
    for number, pair in enumerate(pairs):
        path = tmp_path / f"{number}.npz"
        sink = AtomsNPZSink(path)
        sink.prepare(range(2))
        for index, value in enumerate(pair):
            sink(iter([water(value=value)]), index)
        sink.finish(range(2))
        found = [structure_of(tables[0]).info["value"] for tables in read_archive(path).values()]
        assert found == list(pair)
        assert number == 4 or all(map(same, found, pair))  # 3 beside 0.5 is 3.0


# Reading ------------------------------------------------------------------------------------


def assert_reads_as_ase(text: str) -> None:
    found = parse_plain(text)
    if found is not None:
        wanted = next(read_xyz(StringIO(text), 0))
        assert_same_structure(found, wanted)
        types = [(type(found.info[key]), type(wanted.info[key])) for key in wanted.info]
        assert all(one is other for one, other in types), types


LINES = [
    "", "a comment", "flag", "a=1 b", "a = 1", "a= 1", "energy=-1", 'Lattice="5 0 0 0 5 0 0 0 5"',
    'Lattice="5 0 0 0 5 0 0 0 5" pbc="T F T"', "pbc=T", "uid=0042 mpid=0042", "x='1 2'", "x={1 2}",
    "x=[1,2]", 'x="1, 2"', "x=1,2", "x=T,F", "x=yes", 'x="_JSON {}"', "x=\\n", "a=1 a=2", 'a=""',
    'virial="1 2 3 4 5 6 7 8 9" stress="1 2 3 2 5 6 3 6 9"', "x=9223372036854775808", "x=1_0",
    "dipole='1 2 3'", "x=١٢", "x=..", "x=nano", "x=i", 'x=" "', "magmom=1 charges=3",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("", ""),
        ("species:S:1:pos:R:3:forces:R:3:tags:I:1", " 1 2e-3 .5 7"),
        ("species:S:1:pos:R:3:charge:R:1:on:L:1:kind:S:1:two:I:2", " .5 T ab 1 -2"),
        ("species:S:1:pos:R:3:initial_charges:R:1:names:S:2", " .5 x y"),
    ],
)
def test_plain_frames_are_read_as_by_ase(line: str, columns: str, cells: str) -> None:
    head = f"{line} Properties={columns}" if columns else line
    assert_reads_as_ase(
        f"2\n{head}\nH 0 0.5 1\n".replace("1\n", f"1{cells}\n", 1) + f"he 1 2 3{cells}\n"
    )


def test_most_lines_need_no_help_of_ase() -> None:
    plainly = '3\nProperties=species:S:1:pos:R:3 a=1 b=0.5 c=text d="1 2" pbc="F F F"\n'
    found = parse_plain(plainly + "H 0 0 0\n" * 3)
    assert found is not None
    assert found.info.keys() == {"a", "b", "c", "d"}


entry_values = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=8), st.integers(), st.floats(allow_nan=False),
    st.booleans(), st.text("0123456789.eE+-TF ,_=\\\"'[]{}", max_size=8),
    st.lists(st.integers(-9, 9), max_size=4), st.lists(st.booleans(), max_size=3), st.none(),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["a", "b c", "d", "é"]), entry_values, max_size=4))
def test_entries_survive_ase_and_our_reading(info: dict[str, Any]) -> None:
    text = entries_text(info)
    found = key_val_str_to_dict(text) if text else {}  # for no text ASE gives a key ""
    assert set(found) == set(info)
    for key, value in info.items():
        assert same(found[key], value), (key, value, found[key])
    ours = parse_entries(text)
    assert ours is None or json.dumps(ours, default=repr) == json.dumps(found, default=repr)


@given(st.text(st.sampled_from("ab=1.5eTF,_\"'\\ \t{}[]-+nif\u00e9\u0661\u2003"), max_size=30))
def test_any_comment_line_is_read_as_by_ase(line: str) -> None:
    try:
        ours = parse_entries(line.strip())
    except ValueError:
        ours = None
    if ours is None:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = key_val_str_to_dict(line.strip()) if line.strip() else {}
    assert json.dumps(ours, default=repr) == json.dumps(wanted, default=repr)


def test_a_logical_column_with_other_words_is_refused() -> None:
    """ASE takes every other word for False."""
    text = "1\nProperties=species:S:1:pos:R:3:on:L:1\nH 0 0 0 1\n"
    with pytest.raises(StructureError, match="column on has '1'; it needs T or F"):
        parse_frame(text)


def odd() -> Atoms:
    """What rows of databases can have: lists of different lengths, tables, numbers as names."""
    atoms = water(ragged=[[1], [1, 2]], table={"a": [1]}, energy_parts=[[1.0], [2.0, 3.0]])
    atoms.info[7] = "seven"
    return atoms


def test_filters_and_previews_bear_odd_values(tmp_path: Path) -> None:
    info = StructureInfo(tmp_path / "s.csv", ["*"])
    with pytest.warns(UserWarning, match="ragged, table is not one number"):
        StructureInfo(tmp_path / "s.csv", ["ragged", "table"]).record(odd())
    assert info.record(odd())["formula"] == "H2O"
    names = {field.name for field in describe(odd()).fields}
    assert {"ragged", "table", "7"} <= names
    with pytest.raises(StructureError, match="'ragged' is"):
        list(ConvertUnits(["ragged"], "eV", "meV")(iter([odd()])))
    periodic = odd()
    periodic.set_cell(np.eye(3) * 9)
    periodic.pbc = True
    (found,) = Supercell([1, 1, 2])(iter([periodic]))
    assert found.info["energy_parts"] == [[1.0], [2.0, 3.0]]
    (found,) = SelectProperties(drop=["7", "r*"])(iter([odd()]))
    assert set(found.info) == {"table", "energy_parts"}


@Quick
def test_a_lost_origin_of_the_cell_is_said(way: Way, tmp_path: Path) -> None:
    atoms = water()
    atoms.set_celldisp([1.0, 0, 0])
    with pytest.warns(UserWarning, match="origin of the cell"):
        way(atoms, tmp_path)
