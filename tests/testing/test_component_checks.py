"""The checks for components of one's own pass sound ones and name what others do wrong."""

from __future__ import annotations

import contextlib
import json
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import ase
import numpy as np
import pytest
import pyvista as pv
import xarray as xr

from curator_gui.core import Filter, Param, Sink, Source, StatefulFilter
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.atoms import ExtXYZSink, StructureStatistics
from curator_gui.domains.mesh import (
    Clean,
    CropBox,
    FieldStatistics,
    NPZSink,
    SyntheticSource,
    VTUSink,
)
from curator_gui.testing import check_filter, check_sink, check_source, same
from tests.run.reference_stand_ins import Means, Only, Texts, Unmergeable, Waves

MESHES = [pv.Sphere(), pv.Cube().triangulate()]
ROWS = [{"index": n, "value": float(n)} for n in range(3)]


@pytest.fixture(autouse=True)
def fields() -> None:
    for mesh in MESHES:
        mesh.point_data["p"] = np.arange(mesh.n_points, dtype=float)


def test_sound_ones_pass() -> None:
    check_source(lambda: SyntheticSource(count=3, resolution=4))
    check_filter(Clean, MESHES)
    check_filter(lambda: CropBox(x_min=0.0), MESHES)
    check_filter(lambda: FieldStatistics(Path("statistics.json")), MESHES)
    check_sink(VTUSink, [mesh.cast_to_unstructured_grid() for mesh in MESHES])
    check_sink(NPZSink, MESHES)


def test_sound_ones_of_atoms_pass() -> None:
    items = [ase.Atoms("H2", [[0, 0, 0], [0, 0, 0.74]]), ase.Atoms("He")]
    check_filter(lambda: StructureStatistics(Path("statistics.json")), items)
    check_sink(ExtXYZSink, items)


def test_those_of_physicsnemo_curator_pass() -> None:
    check_source(lambda: Waves(4))
    check_filter(Only, ROWS)
    check_filter(lambda: Means("means.json"), ROWS)


class Plain(Filter[Any]):
    name, description = "Plain", "Passes items on."

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        yield from items


class Greedy(Plain):
    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        return iter(list(items))


class Inventing(Plain):
    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        yield from items
        yield {"made": "up"}


class Remembering(Plain):
    def __init__(self) -> None:
        self.seen = 0

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            self.seen += 1
            yield {**item, "seen": self.seen}


class Nameless(Plain):
    name = ""


class Rows(StatefulFilter[Any]):
    """Gathers rows; `forgets` and `appends` say which promise it keeps."""

    name, description = "Rows", "Gathers rows."

    def __init__(
        self,
        output: Annotated[str, Param("Where the rows go.")] = "rows.json",
        forgets: Annotated[bool, Param("Whether a failed index is forgotten.")] = True,
    ) -> None:
        self.output_path, self.forgets = Path(output), forgets
        self.rows: list[Any] = []

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            self.rows.append(item)
            yield item

    def flush(self) -> None:
        with atomic_path(self.output_path) as part:
            part.write_text(json.dumps(self.rows))
        self.rows = []

    def reset(self) -> None:
        if self.forgets:
            self.rows = []

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        output.write_text(json.dumps([row for p in parts for row in json.loads(p.read_text())]))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Greedy, "reads items before they are asked for"),
        (Inventing, "gives an item although none came"),
        (Remembering, "something else when another came before it"),
        (Nameless, "has no name"),
        (lambda: Rows(forgets=False), "what a failed index has gathered is in the result"),
    ],
)
def test_what_a_filter_does_wrong_is_named(make: Callable[[], Any], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        check_filter(make, ROWS)


def test_a_filter_that_gathers_and_keeps_its_promises_passes() -> None:
    check_filter(Rows, ROWS)


def test_one_that_cannot_be_put_together_is_refused() -> None:
    with pytest.raises(ValueError, match="has flush but no merge"):
        check_filter(lambda: Unmergeable("means.json"), ROWS)


class Changing(Source[Any]):
    name, description = "Changing", "Gives other items each time."
    count = 0

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: int) -> Iterator[Any]:
        self.count += 1
        yield self.count


class Losing(Changing):
    def __getitem__(self, index: int) -> Iterator[Any]:
        yield index

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]]:
        return [list(indices[:1])]


@pytest.mark.parametrize(
    ("make", "words"),
    [(Changing, "other items the second time"), (Losing, "loses or repeats indices")],
)
def test_what_a_source_does_wrong_is_named(make: Callable[[], Any], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        check_source(make)


class Hasty(Sink[Any]):
    name, description = "Hasty", "Writes to the final name at once."

    def __init__(self, folder: Annotated[Path, Param("Where the files go.")]) -> None:
        self.folder = folder

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{index}.txt"
        with path.open("w") as file:
            for item in items:
                file.write(str(item))
        return [str(path)]


def test_what_a_sink_does_wrong_is_named() -> None:
    with pytest.raises(AssertionError, match="left a file that looks complete"):
        check_sink(Hasty, ROWS)
    check_sink(lambda folder: Texts(str(folder)), ROWS)


def test_a_sink_that_changes_its_items_and_denies_it() -> None:
    class Spoiling(Texts):
        changes_items = False

        def __call__(self, items: Iterator[Any], index: int) -> list[str]:
            def spoilt() -> Iterator[Any]:
                for item in items:
                    item["spoilt"] = 1.0
                    yield item

            return super().__call__(spoilt(), index)

    with pytest.raises(AssertionError, match="it changes its items, but says that it does not"):
        check_sink(lambda folder: Spoiling(str(folder)), ROWS)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (np.array([1.0]), np.array([1], dtype=np.int64), False),
        ({"a": [1, np.zeros(2)]}, {"a": [1, np.zeros(2)]}, True),
        ({"a": 1}, {"b": 1}, False),
        (xr.Dataset({"t": ("x", [1.0])}), xr.Dataset({"t": ("x", [1.0])}), True),
        (xr.Dataset({"t": ("x", [1.0])}), xr.Dataset({"t": ("x", [2.0])}), False),
        (ase.Atoms("H"), ase.Atoms("H"), True),
        (ase.Atoms("H"), ase.Atoms("He"), False),
        (pv.Sphere(), pv.Sphere(), True),
        (pv.Sphere(), pv.Cube(), False),
    ],
)
def test_items_of_every_domain_are_compared(one: Any, other: Any, expected: bool) -> None:
    assert same(one, other) is expected


class Hiding(Plain):
    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        with contextlib.suppress(RuntimeError):
            yield from items


class Locked(Plain):
    def __init__(self) -> None:
        self.lock = threading.Lock()


def test_a_filter_that_hides_errors_is_named() -> None:
    with pytest.raises(AssertionError, match="it hides an error of the source"):
        check_filter(Hiding, ROWS)


def test_what_cannot_be_sent_is_named() -> None:
    with pytest.raises(AssertionError, match="it cannot be sent to a worker"):
        check_filter(Locked, ROWS)


class Numbers(Source[int]):
    name, description = "Numbers", "Gives numbers."

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index


class Returning(Numbers):
    def __getitem__(self, index: int) -> Any:
        return None


class FixedGroups(Numbers):
    def partition_indices(self, indices: Sequence[int]) -> list[list[int]]:
        return [[0, 1], [2]]


@pytest.mark.parametrize(
    ("cls", "words"), [(Returning, "gives None, not its items"), (FixedGroups, "adds indices")]
)
def test_a_source_that_the_engine_cannot_use_is_named(cls: type[Numbers], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        check_source(cls)


class OneFile(Sink[Any]):
    name, description = "One file", "Writes each index to the same file."

    def __init__(self, folder: Annotated[Path, Param("Where it goes.")]) -> None:
        self.folder = folder

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "all.txt"
        with atomic_path(path) as part:
            part.write_text(str(list(items)))
        return [str(path)]


class LockedSink(OneFile):
    def __init__(self, folder: Annotated[Path, Param("Where it goes.")]) -> None:
        super().__init__(folder)
        self.lock = threading.Lock()

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        path = self.folder / f"{index}.txt"
        self.folder.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as part:
            part.write_text(str(list(items)))
        return [str(path)]


@pytest.mark.parametrize(
    ("cls", "words"),
    [(OneFile, "several indices named the same output"), (LockedSink, "cannot be sent")],
)
def test_a_sink_that_the_engine_cannot_use_is_named(cls: type[OneFile], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        check_sink(cls, ROWS)


class Appending(OneFile):
    """Adds to what is there, under a name of each index; `dated` puts something else in each."""

    dated, mode = False, "a"

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        path = self.place(index)
        found = list(items)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(self.mode) as file:
            file.write(f"{found} {uuid.uuid4() if self.dated else ''}\n")
        return [str(path if self.place(0).name[0].isdigit() else path.parent)]

    def place(self, index: int) -> Path:
        return self.folder / f"{index}.txt"


class AppendingDated(Appending):
    dated = True


class AppendingInFolders(Appending):
    def place(self, index: int) -> Path:
        return self.folder / str(index) / "items.txt"


class AddingFiles(AppendingInFolders):
    """Leaves what was in its folder, and adds another file."""

    def place(self, index: int) -> Path:
        return self.folder / str(index) / f"items-{uuid.uuid4()}.txt"


class Dated(Appending):
    dated, mode = True, "w"


@pytest.mark.parametrize("cls", [Appending, AppendingDated, AppendingInFolders, AddingFiles])
def test_a_sink_that_adds_to_what_is_there_is_named(cls: type[OneFile]) -> None:
    with pytest.raises(AssertionError, match="when it writes again over what is there"):
        check_sink(cls, ROWS)


def test_contents_that_differ_each_time_are_no_fault() -> None:
    check_sink(Dated, ROWS)
