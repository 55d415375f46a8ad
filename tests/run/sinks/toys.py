"""Sinks for runs with several of them; importable in workers because they are pickled by value."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cloudpickle

from curator_gui.core import Param, Sink, Source
from curator_gui.core.storage.files import atomic_path

cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Lists(Source[list[int]]):
    """Index i has `counts[i]` items, each a list that can be changed."""

    name = "Lists"
    description = "Makes lists."

    def __init__(self, counts: list[int], groups: list[list[int]] | None = None) -> None:
        self.counts, self.groups = counts, groups

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("counts", "How many items", list[int])]

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, index: int) -> Iterator[list[int]]:
        for number in range(self.counts[index]):
            yield [index, number]

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        return together(self.groups, indices)


def together(groups: list[list[int]] | None, indices: Sequence[int]) -> list[list[int]] | None:
    """Return the groups without indices that were not asked for."""
    if groups is None:
        return None
    wanted = set(indices)
    return [kept for group in groups if (kept := [i for i in group if i in wanted])]


class Lines(Sink[list[int]]):
    """Writes one file per index, a line for each item; `misdeeds` says what it does at an index."""

    name = "Lines"
    description = "Writes lines."
    changes_items = False

    def __init__(
        self,
        folder: Path,
        most: int | None = None,
        groups: list[list[int]] | None = None,
        misdeeds: dict[int, str] | None = None,
    ) -> None:
        self.folder, self.most, self.groups = folder, most, groups
        self.misdeeds = misdeeds or {}

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("folder", "Where", Path, widget="output_folder"),
            Param("most", "How many at most", int | None, None),
            Param("groups", "What stays together", list[list[int]] | None, None),
            Param("misdeeds", "What goes wrong", dict[int, str] | None, None),
        ]

    def __call__(self, items: Iterator[list[int]], index: int) -> list[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{index}.txt"
        with atomic_path(path) as part, part.open("w") as file:
            for number, item in enumerate(items):
                self._misbehave(index)
                file.write(self.line(item))
                if number + 1 == self.most:
                    break
        return [str(path)]

    def _misbehave(self, index: int) -> None:
        what = self.misdeeds.get(index, "")
        marker = self.folder / f".once-{index}"
        if what.startswith("once ") and marker.exists():
            return
        if what.startswith("once "):
            marker.touch()
        if what.endswith("raise"):
            raise ValueError("this sink cannot")
        if what.endswith("exit"):
            os._exit(3)

    def line(self, item: Any) -> str:
        return f"{item}\n"

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        return together(self.groups, indices)

    def planned_outputs(self, index: int) -> Sequence[str]:
        return [str(self.folder / f"{index}.txt")]


class Spoiling(Lines):
    """Changes the items after it has written them."""

    name = "Spoiling"
    changes_items = True

    def line(self, item: Any) -> str:
        found = super().line(item)
        item.append("spoilt")
        return found


class Shared(Sink[list[int]]):
    """Appends to one file that it makes before the run; knows its indices when it is finished."""

    name = "Shared"
    description = "Writes into one file."
    changes_items = False
    one_store = True

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("path", "Where", Path, widget="output_file")]

    def prepare(self, indices: Sequence[int]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()

    def __call__(self, items: Iterator[list[int]], index: int) -> list[str]:
        text = "".join(f"{item}\n" for item in items)
        with self.path.open("a") as file:
            file.write(text)
        return [str(self.path)]

    def finish(self, indices: Sequence[int]) -> list[str]:
        path = self.path.with_suffix(".done")
        path.write_text(" ".join(map(str, indices)))
        return [str(path)]


def files_in(folder: Path) -> dict[str, str]:
    """Return what stands in the files of a folder."""
    if not folder.is_dir():
        return {}
    names = (path for path in folder.iterdir() if not path.name.startswith("."))
    return {path.name: path.read_text() for path in names if path.is_file()}
