"""What the WebDataset sinks of all domains share: which shard an index goes to, and its end."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from curator_gui.core.components import Sink, Source
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.params.param import Param
from curator_gui.core.storage.containers.tar_samples import (
    Buffer,
    Sample,
    SampleError,
    refuse_damaged,
    sample_bytes,
    scan,
)
from curator_gui.core.storage.outputs import Written
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.common.webdataset import staging
from curator_gui.domains.common.webdataset.staging import Stretch
from curator_gui.domains.common.webdataset.table import (
    read_empty,
    remark_gaps,
    remark_strangers,
    table_path,
    write_table,
)

Folder = Annotated[
    Path, Param("Folder of the shards; made if it is not there.", widget="output_folder")
]
Prefix = Annotated[
    str, Param("What the names of the shards begin with: shard gives shard-000000.tar.")
]
PerShard = Annotated[
    int,
    Param(
        "How many neighboring indices share a shard; they run one after another in one worker. "
        "Readers like shards of 100 MB to 1 GB, and at least as many as they have workers.",
        minimum=1,
        maximum=10_000_000,
    ),
]
Entries = Annotated[
    str,
    Param(
        "npz puts all arrays of an item into one entry; npy gives each array an entry of its own, "
        "named point_data_U.npy for point_data/U, so that readers decode only what they take.",
        choices=("npz", "npy"),
    ),
]
Compress = Annotated[
    bool, Param("Deflate the arrays of npz entries: smaller, but many times slower.")
]


class _Shard(NamedTuple):
    """A shard as it is before and after the end of a run."""

    path: Path
    before: int
    kept: dict[int, Stretch]
    new: dict[int, Stretch]
    empty: set[int]


class ShardSink(Sink[Any]):
    """Tar files of samples (see `containers.tar_samples`), `per_shard` indices in each.

    The indices of a shard are a partition group. Running some of them again replaces exactly
    theirs: an index that now fails loses its old samples, those that were not asked for keep
    theirs. Interrupted and resumed, with any number of workers, the bytes are those of one
    uninterrupted run. Subclasses say what an item is, in `sample`.
    """

    changes_items = False

    def __init__(
        self,
        folder: Folder,
        prefix: Prefix = "shard",
        items_per_shard: PerShard = 100,
        entries: Entries = "npz",
        compress: Compress = False,
    ) -> None:
        if not re.fullmatch(r"[\w-]+", prefix):
            raise ParamError(
                at("prefix", Message("may have letters, digits, - and _; readers number the rest"))
            )
        if compress and entries != "npz":
            raise ParamError(
                at("compress", Message("is for npz entries; readers expect plain npy"))
            )
        self._folder = Path(folder)
        self._prefix = prefix
        self._size = items_per_shard
        self._entries = entries
        self._compress = compress
        self._source: Source[Any] | None = None
        self._announced: frozenset[int] | range = frozenset()

    @abstractmethod
    def sample(self, item: Any) -> Sample:
        """Return the arrays of an item, and what else is to be known of it."""

    def __getstate__(self) -> dict[str, Any]:
        """Ship without the announced indices: only the parent needs them."""
        return {**self.__dict__, "_announced": frozenset()}

    def set_source(self, source: Source[Any]) -> None:
        self._source = source

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Group the indices that share a shard."""
        return None if self._size == 1 else list(self._groups(indices).values())

    def _groups(self, indices: Iterable[int]) -> dict[int, list[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for index in indices:
            groups[index // self._size].append(index)
        return groups

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._prefix}-{number:06d}.tar"

    def _staged(self, number: int) -> Path:
        return self._folder / f".{self._prefix}.staged" / self._path(number).name

    def planned_outputs(self, index: int) -> Sequence[str]:
        """Name none: the shard of an index is meant to be shared."""
        return ()

    def shared_outputs(self, index: int) -> Sequence[str]:
        """Name the shard of an index, and the table of all shards."""
        return (str(self._path(index // self._size)), str(table_path(self._folder, self._prefix)))

    def problems(self) -> Iterable[tuple[str, str]]:
        """Find shards of this name that another program or another division into shards wrote."""
        try:
            for number, _ in self._shards_there()[:1]:
                self._old(number)
            read_empty(self._folder, self._prefix)
        except (SampleError, OSError) as error:
            yield "folder", str(error)

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse shards of another division, with other entries, damaged ones, or not ours."""
        for number, members in self._groups(indices).items():
            self._kept(number, set(members))

    def prepare(self, indices: Sequence[int]) -> None:
        """Make the shards, empty; take these indices out of those that are there and that grow.

        Raises
        ------
        SampleError
            If there are shards of another division, with other entries, damaged, or not ours.
        """
        self._announced = indices if isinstance(indices, range) else frozenset(indices)
        groups = {number: set(members) for number, members in self._groups(indices).items()}
        kept = {number: self._kept(number, members) for number, members in groups.items()}
        for number, members in groups.items():
            staging.forget(self._staged(number), members)
            self._reduce(number, kept[number])

    def _kept(self, number: int, going: set[int]) -> dict[int, Stretch] | None:
        """Return what stays of a finished shard; None if all of it does."""
        old = self._old(number)
        kept = {index: stretch for index, stretch in old.items() if index not in going}
        self._check_kept(number, kept.keys())
        return kept if len(kept) < len(old) else None

    def _reduce(self, number: int, kept: dict[int, Stretch] | None) -> None:
        path = self._path(number)
        if kept:
            staging.write_shard(path, kept)
        elif kept is not None:
            path.unlink()
        self._ensure(number)

    def _ensure(self, number: int) -> None:
        path = self._path(number)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        """Append the samples of an index to its shard, which is returned."""
        number = index // self._size
        pieces = self._pieces([self.sample(item) for item in items], index)
        if not pieces:
            staging.note_dropped(self._staged(number), index)
            return []
        staging.append(self._staged(number), pieces)
        self._ensure(number)
        return [Written(self._path(number), sum(map(len, pieces)))]

    def _pieces(self, samples: Sequence[Sample], index: int) -> list[Buffer]:
        source = self._source.label(index) if self._source is not None else ""
        pieces: list[Buffer] = []
        for item, sample in enumerate(samples):
            pieces += sample_bytes(
                sample,
                index,
                item,
                len(samples),
                source=source,
                entries=self._entries,
                compress=self._compress,
            )
        return pieces

    def _old(self, number: int) -> dict[int, Stretch]:
        """Return the indices of a finished shard; none if it is not there or has not begun."""
        path = self._path(number)
        if not path.is_file():
            return {}
        found = scan(path)
        refuse_damaged(path, found)
        for member in found.members:
            if member.owner // self._size != number:
                self._refuse_division(path, member.owner)
        return staging.finished_stretches(found.members, path)

    def _check_kept(self, number: int, kept: Set[int]) -> None:
        """Insist that samples which stay in a shard have the same entries as new ones."""
        path = self._path(number)
        if not kept:
            return
        suffixes = {member.suffix for member in scan(path).members if member.owner in kept}
        has = "npz" if "npz" in suffixes else "npy"
        if has != self._entries:
            raise SampleError(
                "{path} has samples with {has} entries that would stay beside new ones with {own} "
                "entries; run all its indices again, or take another folder",
                path=path,
                has=has,
                own=self._entries,
            )

    def _refuse_division(self, path: Path, index: int) -> None:
        raise SampleError(
            "{path} has index {index}, which has its place in another shard with {size} indices "
            "in each; take the number of before, or another folder",
            path=path,
            index=index,
            size=self._size,
        )

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Complete the shards of all finished indices, in ascending order; write their table.

        Raises
        ------
        SampleError
            If the samples of a finished index are gone; the shards hold all others.
        """
        finished, announced = set(indices), set(self._announced)
        empty = read_empty(self._folder, self._prefix) & finished
        missing: list[int] = []
        samples: dict[int, int] = {}
        for number, members in sorted(self._groups(finished | announced).items()):
            here = finished & set(members)
            shard = self._shard(number, here)
            samples[number] = _complete(shard)
            empty = (empty | shard.empty) - shard.new.keys()
            missing += here - shard.kept.keys() - shard.new.keys() - empty
        written = self._described(samples, empty)
        for number in samples:  # only now: if it is killed before, it can be done again
            staging.remove(self._staged(number))
        if missing:
            self._refuse_missing(sorted(missing))
        return written

    def _shard(self, number: int, finished: set[int]) -> _Shard:
        staged = self._staged(number)
        new = {i: s for i, s in staging.stretches(staged).items() if i in finished}
        empty = (staging.dropped(staged) & finished) - new.keys()
        old = self._old(number)
        gone = empty | new.keys()
        kept = {i: s for i, s in old.items() if i not in gone and i < self._count()}
        return _Shard(self._path(number), len(old), kept, new, empty)

    def _count(self) -> float:
        return len(self._source) if self._source is not None else float("inf")

    def _described(self, samples: dict[int, int], empty: set[int]) -> list[str]:
        """Write the table and say what a reader has to know; return the paths written."""
        there = {self._path(number): count for number, count in samples.items() if count}
        if not there and not empty:
            table_path(self._folder, self._prefix).unlink(missing_ok=True)
            return []
        table = write_table(self._folder, self._prefix, there, empty)
        remark_gaps([number for number, count in samples.items() if count])
        remark_strangers({path for _, path in self._shards_there()} - there.keys())
        return [*map(str, sorted(there)), str(table)]

    def _shards_there(self) -> list[tuple[int, Path]]:
        pattern = re.compile(rf"{self._prefix}-(\d{{6,}})\.tar")
        found = [(pattern.fullmatch(path.name), path) for path in self._folder.glob("*.tar")]
        return sorted((int(match[1]), path) for match, path in found if match)

    def _refuse_missing(self, indices: list[int]) -> None:
        raise SampleError(
            "the samples of {count} finished indices are gone ({shown}): delete {path} and run "
            "its indices again",
            count=len(indices),
            shown=listed_names(indices),
            path=self._path(indices[0] // self._size),
        )


def _complete(shard: _Shard) -> int:
    """Bring a shard up to date, or remove it if nothing is in it; return its samples."""
    found = shard.kept | shard.new
    if not found:
        shard.path.unlink(missing_ok=True)
    elif shard.new or len(shard.kept) < shard.before:
        staging.write_shard(shard.path, found)
    return sum(stretch.samples for stretch in found.values())
