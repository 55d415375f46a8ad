from __future__ import annotations

import os
import pickle
from pathlib import Path

import ase.io
import numpy as np
import pytest
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator
from ase.constraints import FixAtoms, FixBondLength, FixCartesian
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from curator_gui.core import ParamError
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.xyz.extxyz import frame_text
from curator_gui.domains.atoms.sinks.extxyz import ExtXYZSink
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource, parse_frame
from tests.domains.atoms.comparing import assert_same_structure, assert_same_value


def write_frames(path: Path, count: int, atoms: int = 3) -> Path:
    rows = "".join(f"H {n}.0 0.5 0.25\n" for n in range(atoms))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{atoms}\nstep={n} energy=-{n}.5\n{rows}" for n in range(count)))
    return path


def test_every_frame_survives_source_and_sink(qm9: Path, tmp_path: Path) -> None:
    source = ExtXYZSource(qm9)
    pipeline = source.write(ExtXYZSink(tmp_path / "output", "molecule_{index:03d}.xyz"))
    expected = ase.io.read(qm9, ":", format="extxyz")
    assert len(pipeline) == len(expected) == 100
    for index, wanted in enumerate(expected):
        (path,) = pipeline[index]
        assert_same_structure(ase.io.read(path, format="extxyz"), wanted, path)
    assert max(p.name for p in (tmp_path / "output").iterdir()) == "molecule_099.xyz"


def test_each_index_is_its_frame(qm9: Path) -> None:
    source = ExtXYZSource(qm9)
    for index in (0, 50, 99):
        (found,) = source[index]
        assert_same_structure(found, ase.io.read(qm9, index, format="extxyz"))
    assert source.label(12) == "qm9_reduced_100.xyz frame 12"
    assert source.inputs(12) == (str(qm9),)


def test_listing_travels_with_the_source(tmp_path: Path) -> None:
    source = ExtXYZSource(write_frames(tmp_path / "a.xyz", 5))
    assert len(source) == 5
    shipped = pickle.loads(pickle.dumps(source, protocol=5))
    write_frames(tmp_path / "a.xyz", 9)  # a worker must not count again
    assert len(shipped) == 5


def test_folders_files_and_frames_are_counted_in_natural_order(tmp_path: Path) -> None:
    for name, count in (("run_10.xyz", 1), ("run_9.xyz", 2), ("deep/run_1.extxyz", 3)):
        write_frames(tmp_path / name, count)
    write_frames(tmp_path / ".hidden.xyz", 4)
    (tmp_path / "notes.txt").write_text("no structure")
    flat = ExtXYZSource(tmp_path)
    assert [flat.label(i) for i in range(len(flat))] == [
        "run_9.xyz frame 0",
        "run_9.xyz frame 1",
        "run_10.xyz",
    ]
    assert len(ExtXYZSource(tmp_path, recursive=True)) == 6
    assert len(ExtXYZSource(tmp_path, pattern="*_9.xyz")) == 2


@pytest.mark.parametrize(
    ("frames", "steps"),
    [("all", [0, 1, 2, 3, 4]), ("-1", [4]), ("0", [0]), ("1:4", [1, 2, 3]), ("::2", [0, 2, 4])],
)
def test_frames_of_each_file(tmp_path: Path, frames: str, steps: list[int]) -> None:
    source = ExtXYZSource(write_frames(tmp_path / "a.xyz", 5), frames=frames)
    assert [next(source[i]).info["step"] for i in range(len(source))] == steps


@pytest.mark.parametrize("frames", ["x", "1:2:3:4", "::0", "1.5"])
def test_a_wrong_choice_of_frames_is_refused(frames: str) -> None:
    with pytest.raises(ParamError, match="frames"):
        ExtXYZSource(Path("a.xyz"), frames=frames)


def test_keys_become_results(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text(
        '2\nLattice="5 0 0 0 5 0 0 0 5" Properties=species:S:1:pos:R:3:REF_forces:R:3 '
        'dft=-3.5 sigma="1 2 3 2 4 5 3 5 6"\nH 0 0 0 1 2 3\nO 0 0 1 4 5 6\n'
    )
    keys = {"energy_key": "dft", "forces_key": "REF_forces", "stress_key": "sigma"}
    (atoms,) = ExtXYZSource(path, **keys)[0]
    assert atoms.get_potential_energy() == -3.5
    assert atoms.get_forces().tolist() == [[1, 2, 3], [4, 5, 6]]
    assert atoms.get_stress().tolist() == [1, 4, 6, 5, 3, 2]
    assert atoms.info == {}
    assert set(atoms.arrays) == {"numbers", "positions"}


def test_a_missing_key_lists_those_there_are(qm9: Path) -> None:
    with pytest.raises(StructureError, match=r"xyz frame 3: .* no property 'E'; it has .*U0"):
        next(ExtXYZSource(qm9, energy_key="E")[3])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "number of atoms"),
        (b"3\nstep=0\nH 0 0 0\n", "ends 2 lines too early"),
        (b"1\nstep=0\nH 0 0 zero\n", "could not convert string to float"),
        (b"1\nstep=0\nH 0 0\n", "Badly|pattern|fields|tuple"),
        (b"1\nstep=0\nXy 0 0 0\n", "'Xy' is no element"),
        (b"1\nname=\xff\xfe\nH 0 0 0\n", "no text in UTF-8"),
        (
            b"1\nProperties=species:S:1:pos:R:3:a:R:99999999999\nH 0 0 0\n",
            "there are 99999999999 c",
        ),
        (b'1\nx="_JSON ' + b"[" * 9000 + b'"\nH 0 0 0\n', "recursion|Expecting value"),
        (b'1\nLattice="1 2 3"\nH 0 0 0\n', "Lattice"),
    ],
)
def test_a_damaged_file_costs_its_own_index(tmp_path: Path, content: bytes, reason: str) -> None:
    write_frames(tmp_path / "a.xyz", 1)
    (tmp_path / "b.xyz").write_bytes(content)
    write_frames(tmp_path / "c.xyz", 1)
    source = ExtXYZSource(tmp_path)
    assert len(source) == 3
    with pytest.raises(StructureError, match=reason) as caught:
        next(source[1])
    assert f"{tmp_path / 'b.xyz'} frame 0: " in str(caught.value)
    assert len(next(source[0])) == len(next(source[2])) == 3


def test_a_frame_with_more_atoms_than_lines_is_refused_at_once() -> None:
    with pytest.raises(StructureError, match=r"has 3 lines for 10\^400 atoms"):
        parse_frame(f"{10**400}\nstep=0\nH 0 0 0\n")


def test_frames_before_the_damage_are_read(tmp_path: Path) -> None:
    path = write_frames(tmp_path / "a.xyz", 3)
    path.write_bytes(path.read_bytes()[:-20])
    source = ExtXYZSource(path)
    assert [next(source[i]).info["step"] for i in (0, 1)] == [0, 1]
    with pytest.raises(StructureError, match="frame 2: ends 1 lines too early"):
        next(source[2])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_forbidden_file_costs_its_own_index(tmp_path: Path) -> None:
    write_frames(tmp_path / "a.xyz", 1)
    write_frames(tmp_path / "b.xyz", 1).chmod(0)
    source = ExtXYZSource(tmp_path)
    with pytest.raises(StructureError, match=r"b.xyz frame 0: cannot be read: Permission denied"):
        next(source[1])
    assert len(next(source[0])) == 3


def test_a_file_removed_after_listing_is_named(tmp_path: Path) -> None:
    path = write_frames(tmp_path / "a.xyz", 2)
    source = ExtXYZSource(path)
    assert len(source) == 2
    path.unlink()
    with pytest.raises(StructureError, match="frame 1: cannot be read: No such file"):
        next(source[1])


def test_a_file_that_shrank_after_listing_is_named(tmp_path: Path) -> None:
    path = write_frames(tmp_path / "a.xyz", 2)
    source = ExtXYZSource(path)
    assert len(source) == 2
    write_frames(path, 1)
    with pytest.raises(StructureError, match=r"frame 1: .*changed since it was listed"):
        next(source[1])


def test_missing_folder_and_empty_pattern_are_problems(tmp_path: Path) -> None:
    missing = ExtXYZSource(tmp_path / "nowhere")
    assert dict(missing.problems()) == {"path": f"{tmp_path / 'nowhere'} does not exist"}
    with pytest.raises(StructureError, match="nowhere does not exist"):
        len(missing)
    empty = ExtXYZSource(tmp_path, recursive=True)
    assert list(dict(empty.problems())) == ["pattern"]
    with pytest.raises(StructureError, match="no file in"):
        len(empty)


def full_structure() -> Atoms:
    random = np.random.default_rng(7)
    atoms = Atoms(
        "H2OAu", random.normal(size=(4, 3)), cell=random.normal(size=(3, 3)), pbc=(1, 0, 1)
    )
    atoms.info.update(
        name="water on gold",
        step=3,
        weight=1 / 3,
        flag=True,
        vector=random.normal(size=4),
        table=random.normal(size=(2, 2)),
        nested={"a": [1, 2.5, "x"]},
        quote='say "so"',
    )
    atoms.set_tags([0, 1, 2, 3])
    atoms.set_initial_charges(random.normal(size=4))
    atoms.set_momenta(random.normal(size=(4, 3)))
    atoms.arrays["kind"] = np.array(["a", "bb", "c", "d"])
    atoms.arrays["mask"] = np.array([True, False, True, True])
    atoms.calc = SinglePointCalculator(
        atoms, energy=-1 / 7, forces=random.normal(size=(4, 3)), stress=random.normal(size=6),
        dipole=random.normal(size=3), charges=random.normal(size=4),
    )  # fmt: skip
    return atoms


def test_everything_reads_back_to_the_last_bit() -> None:
    atoms = full_structure()
    assert_same_structure(parse_frame(frame_text(atoms)), atoms)


def test_decimals_round_as_asked() -> None:
    atoms = full_structure()
    found = parse_frame(frame_text(atoms, decimals=3))
    assert_same_value(found.positions, np.round(atoms.positions, 3), "positions")


@given(
    positions=hnp.arrays(float, (3, 3), elements=st.floats(allow_nan=False, allow_infinity=False)),
    energy=st.floats(allow_nan=False, allow_infinity=False),
    text=st.text(st.characters(codec="utf-8")),
)
def test_any_numbers_and_texts_survive(positions: np.ndarray, energy: float, text: str) -> None:
    atoms = Atoms("H3", positions)
    atoms.calc = SinglePointCalculator(atoms, energy=energy)
    atoms.info["note"] = text
    found = parse_frame(frame_text(atoms))
    assert_same_value(found.positions, positions, "positions")
    assert found.get_potential_energy() == energy
    assert found.info["note"] == text


@pytest.mark.parametrize(
    "text",
    [
        "0042",
        "T",
        "T F",
        "",
        "1 2",
        "nan",
        "1e5",
        "_JSON x",
        "true",
        "it's",
        "{x}",
        "a=b",
        "=",
        "a=",
        "two\nlines",
        "C:\\x",
    ],
)
def test_texts_that_look_like_something_else_stay_texts(text: str) -> None:
    atoms = Atoms("H", info={"id": text, "after": 1})
    assert parse_frame(frame_text(atoms)).info == {"id": text, "after": 1}


def test_constraints_become_a_move_mask() -> None:
    atoms = Atoms("H3", np.eye(3), constraint=[FixAtoms([1])])
    assert [c.index.tolist() for c in parse_frame(frame_text(atoms)).constraints] == [[1]]
    atoms.set_constraint([FixCartesian(2, mask=(True, False, True)), FixAtoms([0])])
    found = parse_frame(frame_text(atoms))
    fixed = np.array([c.mask for c in found.constraints])
    assert fixed.reshape(3, 3).tolist() == [[True] * 3, [False] * 3, [True, False, True]]
    atoms.set_constraint([FixBondLength(0, 1)])
    with pytest.raises(StructureError, match="FixBondLength"):
        frame_text(atoms)


@pytest.mark.parametrize(
    ("info", "arrays", "word"),
    [
        ({"two\nlines": 1}, {}, "rename"),
        ({"a=b": 1}, {}, "rename"),
        ({"Lattice": 1}, {}, "format itself"),
        ({"virial": np.zeros(4)}, {}, "6 or 9"),
        ({"thing": [object()]}, {}, "'thing'"),
        ({"energy": 5.0}, {}, "both a result"),
        ({}, {"tensor": np.zeros((2, 3, 3))}, "'tensor' of shape"),
        ({}, {"phase": np.zeros(2, complex)}, "'phase'"),
        ({}, {"label": np.array(["a b", "c"])}, "has a space"),
        ({}, {"two words": np.zeros(2)}, "name of a column"),
    ],
)
def test_what_the_format_cannot_hold_is_an_error(info: dict, arrays: dict, word: str) -> None:
    atoms = Atoms("H2", np.eye(3)[:2])
    atoms.calc = SinglePointCalculator(atoms, energy=1.0)
    atoms.info.update(info)
    atoms.arrays.update(arrays)
    with pytest.raises(StructureError, match=word):
        frame_text(atoms)


def test_several_items_share_a_file_or_not(tmp_path: Path) -> None:
    items = [Atoms("H", info={"time": 0.5}), Atoms("He", info={"time": 1.5})]
    (shared,) = ExtXYZSink(tmp_path, "a_{index}.xyz")(iter(items), 4)
    assert [len(a) for a in ase.io.read(shared, ":", format="extxyz")] == [1, 1]
    apart = ExtXYZSink(tmp_path, "b_{index}_{item}.xyz")(iter(items), 4)
    assert [Path(p).name for p in apart] == ["b_4_0.xyz", "b_4_1.xyz"]
    timed = ExtXYZSink(tmp_path, "c_{time:.1f}.xyz")(iter(items), 4)
    assert [Path(p).name for p in timed] == ["c_0.5.xyz", "c_1.5.xyz"]
    with pytest.raises(StructureError, match="time"):
        ExtXYZSink(tmp_path, "c_{time:.1f}.xyz")(iter([Atoms("H")]), 0)


def test_an_index_without_items_leaves_no_file(tmp_path: Path) -> None:
    sink = ExtXYZSink(tmp_path, "a_{index}.xyz")
    assert len(sink(iter([Atoms("H")]), 0)) == 1
    assert sink(iter([]), 0) == []
    assert list(tmp_path.iterdir()) == []


def test_a_failed_index_leaves_no_file(tmp_path: Path) -> None:
    def broken():
        yield Atoms("H")
        raise RuntimeError("reader died")

    with pytest.raises(RuntimeError, match="reader died"):
        ExtXYZSink(tmp_path, "a_{index}.xyz")(broken(), 0)
    assert list(tmp_path.iterdir()) == []


def test_names_follow_the_input(tmp_path: Path) -> None:
    write_frames(tmp_path / "in" / "deep" / "a.xyz", 2)
    source = ExtXYZSource(tmp_path / "in", recursive=True)
    pipeline = source.write(ExtXYZSink(tmp_path / "out", "{relpath}_{index}.xyz"))
    assert pipeline[1] == [str(tmp_path / "out" / "deep" / "a_1.xyz")]
    assert pipeline.sink.planned_outputs(1) == (pipeline[1][0],)


def test_colliding_names_are_a_problem(tmp_path: Path) -> None:
    source = ExtXYZSource(write_frames(tmp_path / "a.xyz", 2))
    sink = ExtXYZSink(tmp_path / "out", "{stem}.xyz")
    assert list(sink.problems()) == []
    sink.set_source(source)
    ((param, message),) = sink.problems()
    assert param == "template"
    assert "indices 0 and 1 would both write" in message


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "other ü"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "m.xyz").write_text("1\n\nH 0 0 0\n", encoding="utf-8")
    source = ExtXYZSource(tmp_path, recursive=True)
    assert [source.label(i) for i in range(2)] == ["one/m.xyz", "other ü/m.xyz"]
    assert ExtXYZSource(tmp_path / "one" / "m.xyz").label(0) == "m.xyz"


def test_an_empty_word_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("1\nProperties=species:S:1:pos::3\nH 0 0 0\n")
    with pytest.raises(StructureError, match=r"a\.xyz frame 0: Unknown property type: ''$"):
        list(ExtXYZSource(tmp_path)[0])
