"""One extended XYZ file for each part of the split of structures, as MACE and others train from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from curator_gui.core.message import Message, plural
from curator_gui.core.storage.files import atomic_path
from curator_gui.dataset.handing_over.writing import HandedOver
from curator_gui.dataset.loading.item_rows import Item
from curator_gui.dataset.loading.loader import open_dataset
from curator_gui.dataset.own_files import DatasetError

_SUFFIXES = (".xyz", ".extxyz")
_TRAIN = "train"
_ISOLATED = b"config_type=IsolatedAtom"


def export_xyz(folder: Path, target: Path) -> HandedOver:
    """Write `PART.xyz` for every part of the split into a new folder; texts stay byte for byte.

    Items that were left out stay out. Isolated atoms, which say where the zero of the energy is,
    go to the part `train` whichever they are in.

    Raises
    ------
    DatasetError
        If the data set was not split, its outputs are no extended XYZ files or damaged, or the
        target is not empty. Nothing is written then.
    OSError
        If the disk refuses.
    """
    data = open_dataset(folder)
    parts = list(data.splits)
    _check(data.items, parts, folder, target)
    counts: Counter[str] = Counter()
    target.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        paths = {part: stack.enter_context(atomic_path(target / f"{part}.xyz")) for part in parts}
        files = {part: stack.enter_context(path.open("wb")) for part, path in paths.items()}
        for part, frame in _placed(data.folder, data.items, parts):
            counts[part] += 1
            if part in files:
                files[part].write(frame)
    return HandedOver(target, tuple(_words(target, parts, counts)), sum(counts.values()))


def _check(items: tuple[Item, ...], parts: list[str], folder: Path, target: Path) -> None:
    if not parts:
        raise DatasetError(
            "{folder} was not split; `dataset split` it first, or take its files as they are",
            folder=folder,
        )
    odd = [p for item in items for p in item.outputs if not p.lower().endswith(_SUFFIXES)]
    if odd:
        raise DatasetError("{path} is no extended XYZ file", path=odd[0])
    wrong = [part for part in parts if Path(part).name != part]
    if wrong:
        raise DatasetError("the part {part} cannot be the name of a file", part=repr(wrong[0]))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DatasetError("{target} is not empty; choose another folder", target=target)


def _placed(folder: Path, items: tuple[Item, ...], parts: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the frames of all items, each with its part; "" for none."""
    of_index = {item.index: item.split for item in items}
    shared = {path: _owners(folder / path) for item in items for path in item.outputs}
    for path in shared:
        if shared[path] is not None:
            yield from _frames_of(folder / path, shared[path] or [], of_index, parts)
    for item in items:
        for path in item.outputs:
            if shared[path] is None:
                for frame in _frames(folder / path):
                    yield _part(frame, item.split, parts), frame


def _frames_of(
    path: Path, owners: list[int], of_index: dict[int, str], parts: list[str]
) -> Iterator[tuple[str, bytes]]:
    for owner, frame in zip(owners, _frames(path), strict=True):
        if owner in of_index:  # else it was left out
            yield _part(frame, of_index[owner], parts), frame


def _part(frame: bytes, part: str, parts: list[str]) -> str:
    isolated = _ISOLATED in frame.split(b"\n", 2)[1]
    return _TRAIN if isolated and _TRAIN in parts else part


def _owners(path: Path) -> list[int] | None:
    """Return the index of every frame of a file of all structures; None for a file of one item."""
    table = path.with_name(f".{path.name}.frames.json")
    if not table.is_file():
        return None
    size = path.stat().st_size
    known = json.loads(table.read_text(encoding="utf-8"))["files"].values()
    entry = next((entry for entry in known if entry["size"] == size), None)
    if entry is None:
        raise DatasetError("{table} tells of another file: run the pipeline again", table=table)
    pairs = zip(entry["indices"], entry["counts"], strict=True)
    return [int(index) for index, count in pairs for _ in range(count)]


def _frames(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while line := file.readline():
            yield line + _rest(file, line, path)


def _rest(file: BinaryIO, line: bytes, path: Path) -> bytes:
    """Read the comment and the atoms of a frame whose first line has their number."""
    count = int(line) if line.strip().isdigit() else -1
    lines = list(islice(file, count + 1))
    if count < 0 or len(lines) <= count:
        raise DatasetError("{path} is no extended XYZ file, or is cut off", path=path)
    return b"".join(lines)


def _words(target: Path, parts: list[str], counts: Counter[str]) -> Iterator[Message]:
    said = ", ".join(f"{part}.xyz {counts[part]:,}" for part in parts)
    yield Message("{target} has a file for each part: {said}", target=target, said=said)
    if counts[""]:
        yield plural(
            counts[""],
            "one structure is in no part and was not written",
            "{n} structures are in no part and were not written",
        )
