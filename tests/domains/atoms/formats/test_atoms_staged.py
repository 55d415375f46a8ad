"""Journals, `.aselmdb` files and Zarr stores: nothing is lost, nothing is written twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import zarr
from ase import Atoms
from ase.build import bulk
from ase.calculators.singlepoint import SinglePointCalculator
from ase.constraints import FixAtoms
from ase.db.row import AtomsRow
from ase.io.jsonio import decode
from hypothesis import given
from hypothesis import strategies as st
from joblib import Parallel, delayed

from curator_gui.core import Pipeline
from curator_gui.core.components import Source
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats import staging
from curator_gui.domains.atoms.formats.lmdb import decode_row, encode_row
from curator_gui.domains.atoms.formats.lmdb_sizes import SIZES
from curator_gui.domains.atoms.formats.packing import Packed, named_arrays, pack, unpack
from curator_gui.domains.atoms.formats.ragged.hdf5_file import read_file
from curator_gui.domains.atoms.formats.ragged.zarr_store import read_store
from curator_gui.domains.atoms.sinks.base import StagedSink
from curator_gui.domains.atoms.sinks.database import ASEDatabaseSink
from curator_gui.domains.atoms.sinks.hdf5 import AtomsHDF5Sink
from curator_gui.domains.atoms.sinks.lmdb import ASELMDBSink
from curator_gui.domains.atoms.sinks.npz import AtomsNPZSink, read_archive
from curator_gui.domains.atoms.sinks.zarr import AtomsZarrSink
from curator_gui.domains.atoms.sources.database import ASEDatabaseSource
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource
from curator_gui.domains.atoms.sources.lmdb import ASELMDBSource
from tests.domains.atoms.comparing import assert_same_structure

lmdb = pytest.importorskip("lmdb")


class NumberedSource(Source[Atoms]):
    """Index i gives i % 3 structures of i + 1 atoms, marked by i."""

    name = "Numbered"
    description = "For tests."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __init__(self, count: int = 12, mark: float = 0.0) -> None:
        self.count = count
        self.mark = mark

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        for item in range(index % 3):
            yield numbered(index, item, self.mark)


def numbered(index: int, item: int, mark: float = 0.0) -> Atoms:
    random = np.random.default_rng([index, item])
    size = index + 1
    atoms = Atoms(numbers=random.integers(1, 90, size), positions=random.normal(size=(size, 3)))
    atoms.info.update(index=index, item=item, mark=mark, name=f"structure {index}")
    atoms.calc = SinglePointCalculator(
        atoms, energy=random.normal(), forces=random.normal(size=(size, 3))
    )
    return atoms


def lmdb_sink(folder: Path) -> StagedSink:
    return ASELMDBSink(folder, indices_per_file=5)


def zarr_sink(folder: Path) -> StagedSink:
    return AtomsZarrSink(folder / "data.zarr", chunk_mb=0.01)


def npz_sink(folder: Path) -> StagedSink:
    return AtomsNPZSink(folder / "data.npz", compressed=True)


def hdf5_sink(folder: Path) -> StagedSink:
    return AtomsHDF5Sink(folder / "data.h5")


def database_sink(folder: Path) -> StagedSink:
    return ASEDatabaseSink(folder / "data.db")


def read_hdf5(folder: Path) -> list[tuple[int, int, float]]:
    return checked(read_file(folder / "data.h5"))


def read_database(folder: Path) -> list[tuple[int, int, float]]:
    return of_source(ASEDatabaseSource(folder))


def read_lmdb(folder: Path) -> list[tuple[int, int, float]]:
    return of_source(ASELMDBSource(folder))


def of_source(source: Source[Atoms]) -> list[tuple[int, int, float]]:
    found = []
    for position in range(len(source)):
        (atoms,) = source[position]
        assert_same_structure(
            atoms, numbered(atoms.info["index"], atoms.info["item"], atoms.info["mark"])
        )
        found.append((atoms.info["index"], atoms.info["item"], atoms.info["mark"]))
    return found


def read_zarr(folder: Path) -> list[tuple[int, int, float]]:
    return checked(read_store(folder / "data.zarr"))


def read_npz(folder: Path) -> list[tuple[int, int, float]]:
    return checked(read_archive(folder / "data.npz"))


def checked(stored: dict[int, list[dict[str, Packed]]]) -> list[tuple[int, int, float]]:
    found = []
    for index, tables in sorted(stored.items()):
        for table in tables:
            item = int(table["structure/item"].array)
            mark = float(table["structure/mark"].array)
            wanted = named_arrays(numbered(index, item, mark))
            assert set(table) == set(wanted)
            for name, value in wanted.items():
                np.testing.assert_array_equal(table[name].array, value.array, err_msg=name)
            found.append((index, item, mark))
    return found


Sinks = pytest.mark.parametrize(
    ("make", "read"),
    [
        (lmdb_sink, read_lmdb),
        (zarr_sink, read_zarr),
        (npz_sink, read_npz),
        (hdf5_sink, read_hdf5),
        (database_sink, read_database),
    ],
    ids=["lmdb", "zarr", "npz", "hdf5", "database"],
)
Make = Callable[[Path], StagedSink]
Read = Callable[[Path], list[tuple[int, int, float]]]


def expected(indices: Any, mark: float = 0.0) -> list[tuple[int, int, float]]:
    return [(i, item, mark) for i in sorted(indices) for item in range(i % 3)]


def run(pipeline: Pipeline[Atoms], indices: Any) -> None:
    for index in indices:
        pipeline[index]


@Sinks
def test_everything_comes_out_in_order(make: Make, read: Read, tmp_path: Path) -> None:
    sink = make(tmp_path)
    pipeline = NumberedSource().write(sink)
    sink.prepare(range(12))
    run(pipeline, [7, 3, 11, 0, 1, 2, 4, 5, 6, 8, 9, 10])
    written = sink.finish(range(12))
    assert read(tmp_path) == expected(range(12))
    sizes = {str(tmp_path / SIZES)} if isinstance(sink, ASELMDBSink) else set()
    assert sorted(written) == sorted({pipeline[i][0] for i in range(12)} | sizes)
    assert sink.finish(range(12)) == written


def open_product(path: str) -> Any:
    if path.endswith(".zarr"):
        return zarr.open_group(path, mode="r")
    if path.endswith(".npz"):
        return np.load(path)
    if path.endswith(".h5"):
        return h5py.File(path)
    if path.endswith(".db"):
        with closing(sqlite3.connect(path)) as database:  # ASE leaves that of a torn one open
            return database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    return lmdb.open(path, subdir=False, readonly=True, lock=False)


@Sinks
def test_nothing_looks_finished_before_the_end(make: Make, read: Read, tmp_path: Path) -> None:
    sink = make(tmp_path)
    pipeline = NumberedSource().write(sink)
    sink.prepare(range(12))
    (output,) = pipeline[2]
    assert Path(output).exists()
    with pytest.raises((lmdb.Error, OSError, EOFError, sqlite3.DatabaseError)):
        open_product(output)


@Sinks
def test_no_journal_is_left(make: Make, read: Read, tmp_path: Path) -> None:
    sink = make(tmp_path)
    sink.prepare(range(3))
    run(NumberedSource().write(sink), range(3))
    assert sink.staging.is_dir()
    sink.finish(range(3))
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@Sinks
def test_resumed_run_gives_what_an_uninterrupted_one_gives(
    make: Make, read: Read, tmp_path: Path
) -> None:
    first = make(tmp_path)
    first.prepare(range(12))
    run(NumberedSource().write(first), [0, 4, 5])  # killed here: finish is never called
    second = make(tmp_path)
    second.prepare([i for i in range(12) if i not in (0, 4, 5)])
    run(NumberedSource().write(second), [i for i in range(12) if i not in (0, 4, 5)])
    second.finish(range(12))
    assert read(tmp_path) == expected(range(12))


@Sinks
def test_stopped_finished_and_continued(make: Make, read: Read, tmp_path: Path) -> None:
    for part in (range(4), range(4, 12)):
        sink = make(tmp_path)
        sink.prepare(part)
        run(NumberedSource().write(sink), part)
        sink.finish(range(part.stop))
        assert read(tmp_path) == expected(range(part.stop))


@Sinks
def test_a_later_record_replaces_an_earlier_one(make: Make, read: Read, tmp_path: Path) -> None:
    sink = make(tmp_path)
    sink.prepare(range(6))
    run(NumberedSource(mark=1.0).write(sink), range(6))
    run(NumberedSource(mark=2.0).write(sink), [2, 5])
    sink.finish(range(6))
    marks = {index: mark for index, _, mark in read(tmp_path)}
    assert marks == {1: 1.0, 2: 2.0, 4: 1.0, 5: 2.0}


@Sinks
def test_running_some_again_replaces_exactly_those(make: Make, read: Read, tmp_path: Path) -> None:
    sink = make(tmp_path)
    sink.prepare(range(12))
    run(NumberedSource(mark=1.0).write(sink), range(12))
    sink.finish(range(12))
    again = make(tmp_path)
    again.prepare([4, 8])
    run(NumberedSource(mark=2.0).write(again), [4])  # 8 fails this time
    again.finish([4])
    marks = {index: mark for index, _, mark in read(tmp_path)}
    assert marks[4] == 2.0
    assert 8 not in marks
    assert set(marks) == {1, 2, 4, 5, 7, 10, 11}


@Sinks
def test_failed_indices_do_not_get_in(make: Make, read: Read, tmp_path: Path) -> None:
    sink = make(tmp_path)
    sink.prepare(range(6))
    run(NumberedSource().write(sink), range(6))
    sink.finish([0, 1, 2, 4])  # the engine gave 5 up after it was written
    assert read(tmp_path) == expected([0, 1, 2, 4])


@Sinks
def test_structures_of_a_larger_earlier_run_go(make: Make, read: Read, tmp_path: Path) -> None:
    for count in (12, 8):
        sink = make(tmp_path)
        pipeline = NumberedSource(count).write(sink)
        sink.prepare(range(count))
        run(pipeline, range(count))
        sink.finish(range(count))
    products = {index for index, _, _ in read(tmp_path)}
    assert products - {10, 11} == {1, 2, 4, 5, 7}


@Sinks
def test_lost_data_are_an_error_that_names_the_index(
    make: Make, read: Read, tmp_path: Path
) -> None:
    sink = make(tmp_path)
    sink.prepare(range(3))
    run(NumberedSource().write(sink), range(3))
    with pytest.raises(StructureError, match="index 7 were finished but are gone"):
        sink.finish([0, 1, 2, 7])
    assert [i for i, _, _ in read(tmp_path)] == [1, 2, 2]


@Sinks
def test_a_failing_index_stages_nothing(make: Make, read: Read, tmp_path: Path) -> None:
    def broken() -> Iterator[Atoms]:
        yield numbered(1, 0)
        raise RuntimeError("reader died")

    sink = make(tmp_path)
    sink.prepare(range(3))
    with pytest.raises(RuntimeError, match="reader died"):
        sink(broken(), 1)
    run(NumberedSource().write(sink), [2])
    sink.finish([2])
    assert read(tmp_path) == expected([2])


@Sinks
def test_foreign_files_are_never_overwritten(make: Make, read: Read, tmp_path: Path) -> None:
    sink = make(tmp_path)
    product = sink.product_of(0)
    if product.suffix == ".zarr":
        zarr.open_group(str(product), mode="w").create_array("mine", shape=(3,), dtype="f8")
    elif product.suffix == ".npz":
        np.savez(product, mine=np.zeros(3))
    else:
        env = lmdb.open(str(product), subdir=False, lock=False)
        with env.begin(write=True) as transaction:
            transaction.put(b"nextid", zlib.compress(b"1"))
        env.close()
    ((_, message),) = sink.problems()
    assert str(product) in message
    with pytest.raises(StructureError, match=r"not written by this sink|has other contents"):
        sink.prepare(range(3))  # before the work is done
    assert not sink.staging.exists()
    run(NumberedSource().write(sink), range(3))
    with pytest.raises(StructureError, match="not written by this sink"):
        sink.finish(range(3))
    assert sink.staging.is_dir()


def run_group(pipeline: Pipeline[Atoms], indices: list[int]) -> list[str]:
    return [path for index in indices for path in pipeline[index]]


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
@pytest.mark.fault
@Sinks
def test_two_processes_lose_nothing(make: Make, read: Read, qm9: Path, tmp_path: Path) -> None:
    """Many small groups on two real processes."""
    sink = make(tmp_path)
    source = ExtXYZSource(qm9)
    pipeline = source.write(sink)
    sink.prepare(range(len(source)))
    groups = [list(range(start, min(start + 3, 100))) for start in range(0, 100, 3)]
    Parallel(n_jobs=2, backend="loky")(delayed(run_group)(pipeline, group) for group in groups)
    assert len(staging.journals(sink.staging)) == 2
    sink.finish(range(100))
    names = [next(source[i]).info["U0"] for i in range(100)]
    if sink.product_of(0).suffix == ".zarr":
        group = zarr.open_group(str(tmp_path / "data.zarr"), mode="r")
        assert group["index"][:].tolist() == list(range(100))
        assert group["structure/U0"][:].tolist() == names
    elif sink.product_of(0).suffix == ".npz":
        with np.load(tmp_path / "data.npz") as archive:
            assert archive["index"].tolist() == list(range(100))
            assert archive["structure/U0"].tolist() == names
    elif sink.product_of(0).suffix == ".h5":
        with h5py.File(tmp_path / "data.h5") as file:
            assert file["index"][:].tolist() == list(range(100))
            assert file["structure/U0"][:].tolist() == names
    else:
        of_database = sink.product_of(0).suffix == ".db"
        stored = (ASEDatabaseSource if of_database else ASELMDBSource)(tmp_path)
        assert [next(stored[i]).info["U0"] for i in range(len(stored))] == names


KILLED = """
import os, sys
from pathlib import Path
from curator_gui.domains.atoms.sinks.lmdb import ASELMDBSink
from tests.domains.atoms.formats.test_atoms_staged import NumberedSource
sink = ASELMDBSink(Path(sys.argv[1]), indices_per_file=5)
pipeline = NumberedSource(1000).write(sink)
for index in range(1000):
    pipeline[index % 12]
    print(index, flush=True)
"""


@pytest.mark.fault
def test_a_killed_process_loses_no_finished_index(tmp_path: Path) -> None:
    root = Path(__file__).parents[4]
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    seen = [int(process.stdout.readline()) for _ in range(30)]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    sink = lmdb_sink(tmp_path)
    sink.set_source(NumberedSource(12))
    sink.prepare([])
    sink.finish(range(12))
    assert seen[-1] == 29
    assert read_lmdb(tmp_path) == expected(range(12))


@given(
    items=st.lists(st.lists(st.binary(max_size=40), max_size=4), min_size=1, max_size=6),
    lost=st.integers(0, 200),
)
def test_a_torn_journal_keeps_its_whole_records(
    tmp_path_factory: pytest.TempPathFactory, items: list[list[bytes]], lost: int
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    ends = []
    for index, entry in enumerate(items):
        staging.append(folder, index, entry)
        (journal,) = staging.journals(folder)
        ends.append(journal.stat().st_size)
    kept = max(0, ends[-1] - lost)
    os.truncate(journal, kept)
    found = staging.read_journals(folder)
    assert sorted(found) == [i for i, end in enumerate(ends) if end <= kept]
    assert all(found[i].load() == items[i] for i in found)


def test_damaged_data_are_noticed(tmp_path: Path) -> None:
    staging.append(tmp_path, 4, [b"positions"])
    (journal,) = staging.journals(tmp_path)
    data = bytearray(journal.read_bytes())
    data[-6] ^= 1
    journal.write_bytes(data)
    with pytest.raises(StructureError, match="index 4 are damaged"):
        staging.read_journals(tmp_path)[4].load()


def copper() -> Atoms:
    atoms = bulk("Cu", cubic=True)
    atoms.rattle(seed=1)
    atoms.set_tags([0, 1, 2, 3])
    atoms.set_constraint(FixAtoms([2]))
    atoms.info.update(sid="abc", table=np.eye(2), number=1 / 3, flag=True)
    atoms.arrays["charge_guess"] = np.arange(4) / 3
    atoms.calc = SinglePointCalculator(
        atoms, energy=-1 / 3, forces=np.ones((4, 3)) / 7, stress=np.arange(6) / 9
    )
    return atoms


def test_rows_read_back_to_the_last_bit() -> None:
    atoms = decode_row(encode_row(copper()))
    assert_same_structure(atoms, copper())
    assert atoms.constraints[0].index.tolist() == [2]


def test_rows_are_what_ase_makes_of_them() -> None:
    """The row, decoded by ASE's own code alone."""
    row = AtomsRow(decode(zlib.decompress(encode_row(copper())).decode()))
    wanted = copper()
    assert row.energy == wanted.calc.results["energy"]
    np.testing.assert_array_equal(row.forces, wanted.calc.results["forces"])
    np.testing.assert_array_equal(row.toatoms().positions, wanted.positions)
    assert row.constraints[0].index.tolist() == [2]
    assert row.data["sid"] == "abc"
    assert len(row.unique_id) == 32


def write_raw_lmdb(path: Path, values: dict[bytes, bytes]) -> None:
    env = lmdb.open(str(path), subdir=False, lock=False, map_size=1 << 20)
    with env.begin(write=True) as transaction:
        for key, value in values.items():
            transaction.put(key, zlib.compress(value))
    env.close()


def test_rows_of_earlier_fairchem_versions_and_deleted_ids(tmp_path: Path) -> None:
    """Plain lists for arrays, key-value pairs, holes in the numbering."""
    row = (
        b'{"numbers": [8, 1], "positions": [[0, 0, 0.1], [0, 0, 1]], "cell": [[3,0,0],[0,3,0],'
        b'[0,0,3]], "pbc": [true, true, false], "energy": -1.5, "forces": [[0,0,1],[0,0,-1]],'
        b'"calculator": "unknown", "calculator_parameters": {}, "unique_id": "x", "ctime": 1.0,'
        b'"mtime": 1.0, "user": "u", "key_value_pairs": {"kind": "slab"}, "data": {"sid": 7}}'
    )
    path = tmp_path / "old.aselmdb"
    write_raw_lmdb(path, {b"1": row, b"3": row, b"nextid": b"4", b"deleted_ids": b"[2]"})
    source = ASELMDBSource(path)
    assert len(source) == 2
    (atoms,) = source[1]
    assert atoms.get_potential_energy() == -1.5
    assert atoms.get_forces().tolist() == [[0, 0, 1], [0, 0, -1]]
    assert atoms.info == {"kind": "slab", "sid": 7}
    assert atoms.pbc.tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: b"", "it is empty"),
        (lambda data: b"text" * 3000, "cannot be opened as LMDB"),
        (lambda data: data[: len(data) // 2], "is cut off"),
        (lambda data: data[:100], "cannot be opened as LMDB"),
    ],
)
def test_damaged_databases_cost_one_index(
    tmp_path: Path, damage: Callable[[bytes], bytes], reason: str
) -> None:
    for name in ("a", "b", "c"):
        sink = ASELMDBSink(tmp_path, name)
        sink.prepare([4])
        run(NumberedSource().write(sink), [4])
        sink.finish([4])
    bad = tmp_path / "b_0000.aselmdb"
    bad.write_bytes(damage(bad.read_bytes()))
    source = ASELMDBSource(tmp_path)
    assert len(source) == 3
    with pytest.raises(StructureError, match=reason) as caught:
        next(source[1])
    assert str(bad) in str(caught.value)
    assert len(next(source[2])) == 5


def test_a_database_of_something_else_is_named(tmp_path: Path) -> None:
    write_raw_lmdb(tmp_path / "a.aselmdb", {b"picture": b"1"})
    with pytest.raises(StructureError, match="no ASE database"):
        next(ASELMDBSource(tmp_path)[0])


def test_a_damaged_row_costs_its_index(tmp_path: Path) -> None:
    write_raw_lmdb(tmp_path / "a.aselmdb", {b"1": b"{", b"2": b"[1]", b"nextid": b"4"})
    source = ASELMDBSource(tmp_path)
    for index, reason in enumerate(["damaged or no structure", "damaged or no", "has no row 3"]):
        with pytest.raises(StructureError, match=f"frame {index}: .*{reason}"):
            next(source[index])


def test_objects_are_refused_in_the_worker(tmp_path: Path) -> None:
    atoms = Atoms("H", info={"thing": object()})
    for sink in (lmdb_sink(tmp_path), zarr_sink(tmp_path)):
        with pytest.raises(StructureError, match=r"property|thing"):
            sink(iter([atoms]), 0)
    atoms = Atoms("H2", positions=np.eye(3)[:2])
    atoms.arrays["phase"] = np.zeros(2, dtype=complex)
    with pytest.raises(StructureError, match="'phase' is of type complex128"):
        zarr_sink(tmp_path)(iter([atoms]), 0)


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=8)
values = st.one_of(
    st.floats(), st.integers(-(2**62), 2**62), st.booleans(), st.text(max_size=9),
    st.lists(st.integers(0, 9), max_size=3), st.none(), st.dictionaries(names, st.integers(0, 9)),
)  # fmt: skip


@given(info=st.dictionaries(names, values, max_size=5))
def test_packing_loses_nothing(info: dict[str, Any]) -> None:
    atoms = Atoms("HO", positions=[[0, 0, 0], [0, 0, 1.5]], info=info)
    wanted, found = named_arrays(atoms), unpack(pack(atoms))
    assert set(found) == set(wanted)
    for name in wanted:
        assert found[name].is_json == wanted[name].is_json
        np.testing.assert_array_equal(found[name].array, wanted[name].array)
        assert found[name].array.dtype == wanted[name].array.dtype


def store_of(structures: list[Atoms], tmp_path: Path, **options: Any) -> Any:
    sink = AtomsZarrSink(tmp_path / "data.zarr", **options)
    indices = range(len(structures))
    sink.prepare(indices)
    for index, atoms in enumerate(structures):
        sink(iter([atoms]), index)
    sink.finish(indices)
    return zarr.open_group(str(tmp_path / "data.zarr"), mode="r")


def test_the_store_has_the_documented_layout(tmp_path: Path) -> None:
    frames = [copper(), copper() * (2, 1, 1)]
    frames[1].calc = SinglePointCalculator(frames[1], energy=2.0)
    group = store_of(frames, tmp_path)
    assert dict(group.attrs) == {
        "format": "curator-ragged-atoms", "version": 1, "structures": 2, "atoms": 12
    }  # fmt: skip
    assert group["offsets"][:].tolist() == [0, 4, 12]
    assert group["index"][:].tolist() == [0, 1]
    assert group["numbers"].dtype == np.int32
    np.testing.assert_array_equal(
        group["positions"][:], np.concatenate([f.positions for f in frames])
    )
    np.testing.assert_array_equal(group["cell"][:], [f.cell.array for f in frames])
    assert group["structure/energy"][:].tolist() == [-1 / 3, 2.0]
    assert group["present/atom/forces"][:].tolist() == [True, False]
    assert np.isnan(group["atom/forces"][4:]).all()
    assert group["structure/sid"][:].tolist() == ["abc", "abc"]
    assert group["structure/table"].shape == (2, 2, 2)
    assert group["structure/flag"].dtype == bool


def test_properties_that_fit_no_array_become_json(tmp_path: Path) -> None:
    frames = [Atoms("H", info={"v": v}) for v in ([1, 2], np.arange(3), "text", {"a": 1}, 5)]
    group = store_of(frames, tmp_path)
    assert group["structure/v"].attrs["encoding"] == "json"
    assert group["structure/v"][:].tolist() == ["[1, 2]", "[0, 1, 2]", '"text"', '{"a": 1}', "5"]


def test_what_some_structures_lack_is_marked(tmp_path: Path) -> None:
    infos = [{"name": "ab", "n": 3, "flag": True}, {"energy": 1.0}, {"name": "abcdef", "v": [0.5]}]
    group = store_of([Atoms("H", info=info) for info in infos], tmp_path)
    assert group["structure/name"][:].tolist() == ["ab", "", "abcdef"]
    assert group["structure/n"][:].tolist() == [3, 0, 0]
    assert group["structure/flag"][:].tolist() == [True, False, False]
    assert np.isnan(group["structure/energy"][:]).tolist() == [True, False, True]
    assert group["present/structure/name"][:].tolist() == [True, False, True]
    stored = read_store(tmp_path / "data.zarr")
    names = [set(stored[i][0]) - {"numbers", "positions", "cell", "pbc"} for i in range(3)]
    assert names == [{f"structure/{name}" for name in info} for info in infos]


def test_mixed_number_types_are_widened(tmp_path: Path) -> None:
    group = store_of([Atoms("H", info={"mu": mu}) for mu in (0, 0.5)], tmp_path)
    assert group["structure/mu"][:].tolist() == [0.0, 0.5]


def test_names_that_are_no_file_names_are_changed_and_said(tmp_path: Path) -> None:
    info = {"<R2>": 1.0, "_R2_": 2.0, "a/b": 3.0, "..": 4.0, "é": 5.0, "x" * 300: 6.0}
    with pytest.warns(UserWarning, match=r"as they were: structure/<R2> as structure/_R2_, "):
        group = store_of([Atoms("H", info=info)], tmp_path)
    found = {
        array.attrs.get("name", f"structure/{n}"): array[0]
        for n, array in group["structure"].arrays()
    }
    assert found == {f"structure/{name}": value for name, value in info.items()}
    assert all(set(name) <= set("_R2abc.0123456789x") for name, _ in group["structure"].arrays())
    (table,) = read_store(tmp_path / "data.zarr")[0]
    assert float(table["structure/<R2>"].array) == 1.0


def test_float_type_and_no_compression(tmp_path: Path) -> None:
    group = store_of([copper()], tmp_path, float_type="float32", compression="none")
    assert {group[n].dtype for n in ("positions", "cell", "atom/forces")} == {np.dtype("float32")}
    assert group["positions"].compressors == ()


def test_the_archive_has_the_documented_arrays(tmp_path: Path) -> None:
    frames = [copper(), Atoms("HO", positions=[[0, 0, 0], [0, 0, 1]], info={"v": [1, "x"]})]
    sink = AtomsNPZSink(tmp_path / "data.npz", float_type="float32")
    sink.prepare(range(3))
    for index, items in enumerate([[frames[0]], [], [frames[1]]]):
        sink(iter(items), index)
    assert sink.finish(range(3)) == [str(tmp_path / "data.npz")]
    with np.load(tmp_path / "data.npz", allow_pickle=False) as found:
        assert found["offsets"].tolist() == [0, 4, 6]
        assert (found["index"].tolist(), found["empty_index"].tolist()) == ([0, 2], [1])
        assert found["positions"].dtype == np.float32
        np.testing.assert_array_equal(found["positions"][4:], frames[1].positions)
        assert found["structure/sid"].tolist() == ["abc", ""]
        assert found["present/structure/sid"].tolist() == [True, False]
        assert found["json"].tolist() == ["structure/v"]
        assert found["structure/v"].tolist() == ["", '[1, "x"]']
        assert found["atom/forces"].shape == (6, 3)


def test_chunks_have_the_size_asked_for(tmp_path: Path) -> None:
    group = store_of([bulk("Cu", cubic=True) * 7] * 3, tmp_path, chunk_mb=0.01)
    assert group["positions"].chunks == (416, 3)
    assert group["positions"].shape == (4116, 3)


def test_unequal_per_atom_shapes_are_named(tmp_path: Path) -> None:
    frames = [Atoms("H2", positions=np.eye(3)[:2]) for _ in range(2)]
    frames[0].arrays["tensor"] = np.zeros((2, 3))
    frames[1].arrays["tensor"] = np.zeros((2, 6))
    with pytest.raises(StructureError, match="'tensor' has different shapes"):
        store_of(frames, tmp_path)


def test_a_store_without_structures(tmp_path: Path) -> None:
    sink = AtomsZarrSink(tmp_path / "data.zarr")
    sink.prepare([0, 3])
    run(NumberedSource().write(sink), [0, 3])
    sink.finish([0, 3])
    group = zarr.open_group(str(tmp_path / "data.zarr"), mode="r")
    assert group["empty_index"][:].tolist() == [0, 3]
    assert group["offsets"][:].tolist() == [0]
    assert sink.read_product(tmp_path / "data.zarr") == {0: [], 3: []}


def test_an_interrupted_exchange_is_undone(tmp_path: Path) -> None:
    store_of([copper()], tmp_path)
    (tmp_path / "data.zarr").rename(tmp_path / ".data.zarr.previous")
    sink = AtomsZarrSink(tmp_path / "data.zarr")
    sink.prepare([1])
    assert len(sink.read_product(tmp_path / "data.zarr")) == 1


def test_values_are_packed_as_they_are() -> None:
    table = named_arrays(Atoms("H", info={"big": 2**70, "half": np.float32(0.5)}))
    assert table["structure/big"] == Packed(np.array("1180591620717411303424"), True)
    assert table["structure/half"].array.dtype == np.float32


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leave the output folder"):
        ASELMDBSink(tmp_path, "../data")
