"""Shards for WebDataset: the bytes, what is in them, and that nothing is lost or doubled."""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import Source
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.notes import noting
from curator_gui.core.storage.containers.tar_samples import (
    Sample,
    SampleError,
    entry_names,
    iterate,
    sample_bytes,
    scan,
)
from curator_gui.dataset.loading.reading import read_output as load
from curator_gui.dataset.own_files import DatasetError
from curator_gui.domains.common.outputs import read_output
from curator_gui.domains.common.webdataset import staging
from curator_gui.domains.common.webdataset.sink import ShardSink
from curator_gui.run import run_pipeline
from tests.domains.common.killed import killed_before


class Numbers(Source[Any]):
    """Index i gives i % 3 tables of arrays, marked by `mark`."""

    name = "Numbers"
    description = "For tests."

    def __init__(self, count: int = 12, mark: float = 0.0) -> None:
        self.count = count
        self.mark = mark

    def __len__(self) -> int:
        return self.count

    def label(self, index: int) -> str:
        return f"number {index}"

    def __getitem__(self, index: int) -> Iterator[Any]:
        for item in range(index % 3):
            yield table(index, item, self.mark)


def table(index: int, item: int, mark: float = 0.0) -> dict[str, Any]:
    values = np.random.default_rng([index, item]).normal(size=(index + 1, 3))
    return {"data/U": values, "mark": np.float64(mark), "name": np.array(f"é {index}")}


class Shards(ShardSink):
    name = "Shards"
    description = "For tests."

    def __init__(
        self,
        folder: Path,
        prefix: str = "shard",
        size: int = 5,
        entries: str = "npz",
        compress: bool = False,
    ) -> None:
        super().__init__(folder, prefix, size, entries, compress)

    def sample(self, item: Any) -> Sample:
        return Sample(item, {"kind": "numbers", "limit": float("nan")})


def run(sink: Shards, source: Source[Any], indices: Any, *, failing: Any = ()) -> None:
    pipeline = source.write(sink)
    sink.prepare(list(indices))
    for index in indices:
        if index not in failing:
            pipeline[index]


def marks(folder: Path) -> list[tuple[int, int, float]]:
    """Return (index, item, mark) of all samples, each compared value by value."""
    found = []
    for path in sorted(folder.glob("shard-*.tar")):
        for arrays, about in iterate(path):
            wanted = table(about["index"], about["item"], float(arrays["mark"]))
            assert list(arrays) == list(wanted)
            for name, values in wanted.items():
                np.testing.assert_array_equal(arrays[name], values)
                assert arrays[name].dtype == np.asarray(values).dtype
            assert about["source"] == f"number {about['index']}"
            assert about["items"] == about["index"] % 3
            found.append((about["index"], about["item"], float(arrays["mark"])))
    return found


def finished(sink: Shards, indices: Any) -> list[str]:
    """End a run; return the remarks."""
    said: list[str] = []
    with noting(lambda kind, words: said.append(words)):
        sink.finish(list(indices))
    return said


def expected(indices: Any, mark: float = 0.0) -> list[tuple[int, int, float]]:
    return [(i, item, mark) for i in sorted(indices) for item in range(i % 3)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("entries", ["npz", "npy"])
def test_all_samples_come_out_in_order(entries: str, tmp_path: Path) -> None:
    sink = Shards(tmp_path, entries=entries)
    run(sink, Numbers(), [7, 3, 11, 0, 1, 2, 4, 5, 6, 8, 9, 10])
    written = sink.finish(range(12))
    assert marks(tmp_path) == expected(range(12))
    names = [f"shard-00000{n}.tar" for n in range(3)] + ["shard-table.json"]
    assert [Path(path).name for path in written] == names
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    described = json.loads((tmp_path / names[-1]).read_text())
    assert [row["samples"] for row in described["shards"]] == [4, 5, 3]
    assert described["samples"] == len(expected(range(12)))
    assert described["empty_indices"] == [0, 3, 6, 9]
    before = contents(tmp_path)
    assert sink.finish(range(12)) == written
    assert contents(tmp_path) == before


def test_the_bytes_do_not_depend_on_the_order_or_the_time(tmp_path: Path) -> None:
    for name, order in (("one", range(12)), ("other", [5, 9, 7, 6, 8, 2, 1, 0, 4, 3, 11, 10])):
        sink = Shards(tmp_path / name)
        run(sink, Numbers(), order)
        sink.finish(range(12))
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_members_are_as_webdataset_groups_them(tmp_path: Path) -> None:
    """Read by the standard library alone: keys end at the first dot of the name."""
    sink = Shards(tmp_path, entries="npy")
    run(sink, Numbers(), range(3))
    sink.finish(range(3))
    with tarfile.open(tmp_path / "shard-000000.tar") as tar:
        members = tar.getmembers()
        assert [m.name for m in members] == [
            "00000001.data_U.npy", "00000001.mark.npy", "00000001.name.npy", "00000001.json",
            "00000002_0000.data_U.npy", "00000002_0000.mark.npy", "00000002_0000.name.npy",
            "00000002_0000.json", "00000002_0001.data_U.npy", "00000002_0001.mark.npy",
            "00000002_0001.name.npy", "00000002_0001.json",
        ]  # fmt: skip
        assert {(m.mtime, m.uid, m.gid, m.uname, m.mode) for m in members} == {(0, 0, 0, "", 420)}
        file = tar.extractfile(members[0])
        assert file is not None
        np.testing.assert_array_equal(np.load(io.BytesIO(file.read())), table(1, 0)["data/U"])
        about = tar.extractfile(members[3])
        assert about is not None
        assert json.loads(about.read(), parse_constant=pytest.fail) == {
            "index": 1, "item": 0, "items": 1, "source": "number 1", "kind": "numbers",
            "limit": "nan",
            "arrays": {"data_U.npy": "data/U", "mark.npy": "mark", "name.npy": "name"},
        }  # fmt: skip


def test_nothing_looks_finished_before_the_end(tmp_path: Path) -> None:
    sink = Shards(tmp_path)
    run(sink, Numbers(), range(4))
    [path] = tmp_path.glob("*.tar")
    assert path.stat().st_size == 0
    with pytest.raises(tarfile.ReadError), tarfile.open(path):
        pass


@pytest.mark.parametrize("cut", [1, 512, 700, 1024, 2000, -300, -1, 0])
def test_what_a_kill_left_is_cut_off_and_written_again(cut: int, tmp_path: Path) -> None:
    first = Shards(tmp_path / "killed")
    run(first, Numbers(), range(12), failing=range(3, 12))
    [staged] = (tmp_path / "killed" / ".shard.staged").glob("*.tar")
    os.truncate(staged, staged.stat().st_size - cut if cut > 0 else -cut)
    done = [0, 1] if cut > 0 else [0]
    again = Shards(tmp_path / "killed")
    run(again, Numbers(), [i for i in range(12) if i not in done])
    again.finish(range(12))
    whole = Shards(tmp_path / "whole")
    run(whole, Numbers(), range(12))
    whole.finish(range(12))
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")


@given(
    items=st.lists(st.integers(0, 3), min_size=1, max_size=5),
    lost=st.integers(0, 6000),
)
def test_a_torn_shard_keeps_its_complete_indices(
    tmp_path_factory: pytest.TempPathFactory, items: list[int], lost: int
) -> None:
    path = tmp_path_factory.mktemp("torn") / "staged" / "shard-000000.tar"
    ends = {}
    for index, count in enumerate(items):
        how: Any = {"source": "", "entries": "npz", "compress": False}
        rows = [
            sample_bytes(Sample(table(index, i), {}), index, i, count, **how) for i in range(count)
        ]
        if rows:
            staging.append(path, [piece for row in rows for piece in row])
            ends[index] = path.stat().st_size
    if not ends:
        return
    kept = max(0, max(ends.values()) - lost)
    os.truncate(path, kept)
    assert sorted(staging.stretches(path)) == [i for i, end in ends.items() if end <= kept]


def test_a_full_disk_takes_the_beginning_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = Shards(tmp_path)
    run(sink, Numbers(), range(2))
    [staged] = (tmp_path / ".shard.staged").glob("*.tar")
    size = staged.stat().st_size
    real = staging._write_all

    def full(file: Any, piece: Any) -> None:
        real(file, memoryview(piece)[:700])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging, "_write_all", full)
    with pytest.raises(OSError, match="No space"):
        Numbers().write(sink)[2]
    assert staged.stat().st_size == size


def test_running_some_again_replaces_exactly_those(tmp_path: Path) -> None:
    run(sink := Shards(tmp_path), Numbers(mark=1.0), range(12))
    sink.finish(range(12))
    run(again := Shards(tmp_path), Numbers(mark=2.0), [4, 8], failing=[8])
    again.finish([i for i in range(12) if i != 8])
    found = {index: mark for index, _, mark in marks(tmp_path)}
    assert found == {1: 1.0, 2: 1.0, 4: 2.0, 5: 1.0, 7: 1.0, 10: 1.0, 11: 1.0}


def test_an_index_that_gives_nothing_any_more_goes(tmp_path: Path) -> None:
    run(sink := Shards(tmp_path), Numbers(), range(6))
    sink.finish(range(6))

    class Nothing(Numbers):
        def __getitem__(self, index: int) -> Iterator[Any]:
            yield from ()

    run(again := Shards(tmp_path), Nothing(6), [2, 5])
    said = finished(again, range(6))
    assert marks(tmp_path) == expected([0, 1, 3, 4])
    assert json.loads((tmp_path / "shard-table.json").read_text())["empty_indices"] == [0, 2, 3, 5]
    assert not (tmp_path / "shard-000001.tar").exists()
    assert said == []


def test_missing_numbers_and_shards_of_others_are_said(tmp_path: Path) -> None:
    """Indices 0 to 4 fail: there is no first shard. The source was larger once."""
    run(sink := Shards(tmp_path), Numbers(20), range(20))
    assert finished(sink, range(20)) == []
    run(again := Shards(tmp_path), Numbers(12), range(12), failing=range(5))
    [gap, old] = finished(again, range(5, 12))
    assert "left out (1 of the numbers)" in gap
    assert "shard-000003.tar" in old
    assert "delete them" in old
    assert marks(tmp_path)[:2] == [(5, 0, 0.0), (5, 1, 0.0)]


def test_a_stopped_run_keeps_what_was_finished_and_goes_on(tmp_path: Path) -> None:
    for part in (range(4), range(4, 12)):
        run(sink := Shards(tmp_path), Numbers(), part)
        sink.finish(range(part.stop))
        assert marks(tmp_path) == expected(range(part.stop))


@pytest.mark.fault
@pytest.mark.parametrize("number", range(8))
def test_an_end_that_was_killed_is_done_again(number: int, tmp_path: Path) -> None:
    """Before any one of the changes to names; the bytes are those of an end that was not."""
    run(sink := Shards(tmp_path / "killed"), Numbers(), range(12))
    run(whole := Shards(tmp_path / "whole"), Numbers(), range(12))
    whole.finish(range(12))
    with killed_before(number, "replace", "unlink"):
        sink.finish(range(12))
    again = Shards(tmp_path / "killed")
    again.set_source(Numbers())
    again.prepare([])
    again.finish(range(12))
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
    assert marks(tmp_path / "killed") == expected(range(12))


def test_failed_indices_do_not_get_in(tmp_path: Path) -> None:
    """The engine gave 4 and 5 up after they were written."""
    run(sink := Shards(tmp_path), Numbers(), range(6))
    sink.finish(range(4))
    assert marks(tmp_path) == expected(range(4))


def test_lost_samples_are_an_error_that_names_them(tmp_path: Path) -> None:
    run(sink := Shards(tmp_path), Numbers(), range(6))
    (tmp_path / ".shard.staged" / "shard-000000.tar").unlink()
    with pytest.raises(SampleError, match=r"4 finished indices are gone \(1, 2, 4, 7\)"):
        finished(sink, [*range(6), 7])
    assert marks(tmp_path) == expected([5])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (b"no tar at all", "is no tar file"),
        (None, "has the member 'mine.txt'"),
    ],
)
def test_files_of_others_are_never_written_over(
    wrong: bytes | None, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "shard-000000.tar"
    if wrong is None:
        with tarfile.open(path, "w") as tar:
            tar.addfile(tarfile.TarInfo("mine.txt"))
    else:
        path.write_bytes(wrong)
    before = path.read_bytes()
    sink = Shards(tmp_path)
    [(parameter, message)] = sink.problems()
    assert parameter == "folder"
    assert words in message
    with pytest.raises(SampleError, match=words):
        sink.prepare([0])
    assert path.read_bytes() == before


def test_another_division_and_other_entries_are_refused(tmp_path: Path) -> None:
    run(sink := Shards(tmp_path), Numbers(), range(12))
    sink.finish(range(12))
    with pytest.raises(SampleError, match="another shard with 4 indices in each"):
        Shards(tmp_path, size=4).prepare([0])
    assert [name for name, _ in Shards(tmp_path, size=4).problems()] == ["folder"]
    with pytest.raises(SampleError, match="npz entries that would stay beside new ones with npy"):
        Shards(tmp_path, entries="npy").prepare([1])
    run(other := Shards(tmp_path, entries="npy"), Numbers(), range(12))
    other.finish(range(12))
    assert marks(tmp_path) == expected(range(12))


def test_wrong_parameters_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match="letters, digits"):
        Shards(tmp_path, prefix="a/b")
    with pytest.raises(ParamError, match="npz entries"):
        Shards(tmp_path, entries="npy", compress=True)


def test_a_damaged_table_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "shard-table.json").write_text("[]")
    [(_, message)] = Shards(tmp_path).problems()
    assert "delete it and run all indices again" in message


@pytest.mark.parametrize("place", [100, 600, 2000, -1500, -600])
def test_a_damaged_shard_is_never_read_as_a_shorter_one(place: int, tmp_path: Path) -> None:
    """A flipped byte in a head ends a tar file for Python's reader without a word."""
    run(sink := Shards(tmp_path), Numbers(), range(5))
    sink.finish(range(5))
    path = tmp_path / "shard-000000.tar"
    whole = bytearray(path.read_bytes())
    samples = list(iterate(path))
    whole[place] ^= 0x40
    path.write_bytes(whole)
    found: list[Any] = []
    with suppress(SampleError):
        found = list(iterate(path))
    assert len(found) in (0, len(samples))


@pytest.mark.parametrize("cut", [1, 512, 1024, 1500, 4000])
def test_a_shard_that_was_cut_off_says_so(cut: int, tmp_path: Path) -> None:
    run(sink := Shards(tmp_path), Numbers(), range(5))
    sink.finish(range(5))
    path = tmp_path / "shard-000000.tar"
    os.truncate(path, path.stat().st_size - cut)
    with pytest.raises(SampleError, match="damaged or cut off: the last index"):
        list(iterate(path))
    with pytest.raises(DatasetError, match="damaged or cut off"):
        load(path, 1)
    with pytest.raises(CuratorError, match="damaged or cut off"):
        list(read_output(path, "").items)


def test_names_that_webdataset_could_not_tell_apart_are_refused() -> None:
    assert entry_names(["a/b", "p.rgh", "T_2m", "x?"]) == {
        "a/b": "a_b.npy", "p.rgh": "p.rgh.npy", "T_2m": "T_2m.npy", "x?": "x%3F.npy",
    }  # fmt: skip
    with pytest.raises(SampleError, match="'U' and 'u' would be the same entry"):
        entry_names(["U", "p", "u"])
    with pytest.raises(SampleError, match="'a/b' and 'a_b'"):
        entry_names(["a/b", "a_b"])


def test_objects_are_refused_by_their_name() -> None:
    with pytest.raises(SampleError, match="'things' has type object"):
        sample_bytes(
            Sample({"things": np.array([{}, []], object)}, {}),
            0, 0, 1, source="", entries="npz", compress=False,
        )  # fmt: skip


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
def test_an_array_may_have_any_name_and_no_values(tmp_path: Path) -> None:
    arrays = {"file": np.zeros((0, 3), "f4"), "args": np.float16(2), "ü/ x": np.array(True)}
    for entries in ("npz", "npy"):
        pieces = sample_bytes(
            Sample(arrays, {}), 3, 0, 1, source="", entries=entries, compress=False
        )
        path = tmp_path / f"{entries}.tar"
        staging.append(tmp_path / "s" / f"{entries}.tar", pieces)
        staging.write_shard(path, staging.stretches(tmp_path / "s" / f"{entries}.tar"))
        [(found, _)] = iterate(path)
        assert {n: (v.dtype, v.shape) for n, v in found.items()} == {
            n: (np.asarray(v).dtype, np.shape(v)) for n, v in arrays.items()
        }


def test_the_loader_finds_each_item(tmp_path: Path) -> None:
    run(sink := Shards(tmp_path), Numbers(), range(12))
    sink.finish(range(12))
    arrays = load(tmp_path / "shard-000001.tar", 8)
    np.testing.assert_array_equal(arrays["data/U"], table(8, 0)["data/U"])
    np.testing.assert_array_equal(arrays["1/data/U"], table(8, 1)["data/U"])
    with pytest.raises(DatasetError, match="no item of index 6"):
        load(tmp_path / "shard-000001.tar", 6)


def test_it_ships_without_the_announced_indices(tmp_path: Path) -> None:
    sink = Shards(tmp_path)
    run(sink, Numbers(20_000), range(20_000), failing=range(20_000))
    assert len(pickle.dumps(sink)) < 2_000


@pytest.mark.workers
def test_workers_write_the_same_bytes_whatever_their_number(tmp_path: Path) -> None:
    folders = []
    for jobs in (1, 2):
        folders.append(tmp_path / str(jobs))
        pipeline = Numbers(40).write(Shards(folders[-1], size=7))
        outputs = run_pipeline(pipeline, n_jobs=jobs, backend="loky")
        for index, paths in enumerate(outputs):
            wanted = [str(folders[-1] / f"shard-{index // 7:06d}.tar")] if index % 3 else []
            assert paths == wanted
    assert contents(folders[0]) == contents(folders[1])
    assert marks(folders[0]) == expected(range(40))


KILLED = """
import sys
from pathlib import Path
from tests.domains.common.test_webdataset import Numbers, Shards
pipeline = Numbers(1000).write(Shards(Path(sys.argv[1])))
for index in range(1000):
    pipeline[index]
    print(index, flush=True)
"""


@pytest.mark.workers
def test_a_killed_process_loses_no_finished_index(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    seen = [int(process.stdout.readline()) for _ in range(30)]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    sink = Shards(tmp_path)
    sink.set_source(Numbers(1000))
    sink.prepare([])
    with noting(lambda *_: None):  # it may have been further than it has said: other shards
        sink.finish(seen)
    assert marks(tmp_path) == expected(range(30))


def test_a_scan_says_where_each_member_stands(tmp_path: Path) -> None:
    run(sink := Shards(tmp_path), Numbers(), range(2))
    sink.finish(range(2))
    path = tmp_path / "shard-000000.tar"
    found = scan(path)
    with tarfile.open(path) as tar:
        wanted = [(m.offset_data, m.size) for m in tar.getmembers()]
    assert [(m.data, m.size) for m in found.members] == wanted
    assert found.is_closed
