"""Texts of a million rows in a few large buffers instead of a million objects.

A short path as a Python string in a tuple costs about 170 bytes; here it costs its name and 20
bytes. Texts are appended as they arrive, in any order of rows; setting a row again leaves the old
bytes behind (rows are set again only by a retry).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_SEPARATOR = b"\0"
_MANY_FOLDERS = 65_536
_SORTED_BYTES = 64
_SAMPLE = 65_536


class _Growing:
    """A numpy array that grows by doubling."""

    def __init__(self, dtype: type[np.generic]) -> None:
        self._data: NDArray[np.int64] = np.zeros(64, dtype)
        self.size = 0

    def append(self, value: int) -> None:
        if self.size == len(self._data):
            self._data = np.concatenate([self._data, np.zeros_like(self._data)])
        self._data[self.size] = value
        self.size += 1

    def extend(self, values: NDArray[np.int64]) -> None:
        size = self.size + len(values)
        if size > len(self._data):
            grown = np.zeros(max(size, 2 * len(self._data)), self._data.dtype)
            grown[: self.size] = self.view()
            self._data = grown
        self._data[self.size : size] = values
        self.size = size

    def view(self) -> NDArray[np.int64]:
        return self._data[: self.size]


class PackedTexts:
    """One optional text per row, searchable and sortable as a whole.

    Parameters
    ----------
    rows
        Number of rows; all start without a text.
    """

    def __init__(self, rows: int) -> None:
        self._blob = bytearray()
        self._segment = np.full(rows, -1, np.int32)
        self._starts = _Growing(np.int64)
        self._owners = _Growing(np.int32)

    def set(self, row: int, text: str) -> None:
        self._append(row, text.encode("utf-8", "surrogatepass"))

    def set_many(self, rows: Rows, texts: Sequence[str]) -> None:
        """Give many different rows their texts, in a fraction of the time that `set` takes."""
        if not texts:
            return
        data = "\0".join(texts).encode("utf-8", "surrogatepass")
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        if len(data) != int(sizes.sum()) + len(texts) - 1:  # a character is not always a byte
            sizes[:] = [len(text.encode("utf-8", "surrogatepass")) for text in texts]
        ends = np.cumsum(sizes + 1)
        self._segment[rows] = np.arange(self._starts.size, self._starts.size + len(texts))
        self._starts.extend(len(self._blob) + ends - sizes - 1)
        self._owners.extend(rows)
        self._blob += _SEPARATOR + data

    def get(self, row: int) -> str:
        """Return the text of a row, "" if it has none."""
        return self._bytes(row).decode("utf-8", "surrogatepass")

    def clear(self, row: int) -> None:
        self._segment[row] = -1

    def find(self, text: str) -> Mask:
        """Mark the rows whose text contains `text`; the case of a-z does not matter."""
        return self._rows_with(text.encode("utf-8", "surrogatepass"))

    def sort_keys(self) -> list[NDArray[np.uint64]]:
        """Return sort keys, the most significant first: the texts' first 64 bytes as numbers.

        Rows without a text come first; what all texts have in common gives no key.
        """
        filled = np.flatnonzero(self._segment >= 0)
        if not len(filled):
            return []
        present = np.zeros(len(self._segment), np.uint64)
        present[filled] = 1
        keys = [present]
        starts, ends = self._bounds(filled)
        padded = np.frombuffer(bytes(self._blob) + bytes(8), np.uint8)
        for offset in range(0, min(_SORTED_BYTES, int((ends - starts).max())), 8):
            words = _words(padded, starts + offset, ends)
            if words.min() != words.max():
                key = np.zeros(len(self._segment), np.uint64)
                key[filled] = words
                keys.append(key)
        return keys

    def _append(self, row: int, data: bytes) -> None:
        self._segment[row] = self._starts.size
        self._starts.append(len(self._blob))
        self._owners.append(row)
        self._blob += _SEPARATOR + data

    def _bytes(self, row: int) -> bytes:
        segment = int(self._segment[row])
        if segment < 0:
            return b""
        starts = self._starts.view()
        end = int(starts[segment + 1]) if segment + 1 < len(starts) else len(self._blob)
        return bytes(self._blob[int(starts[segment]) + 1 : end])

    def _bounds(self, rows: Rows) -> tuple[Rows, Rows]:
        starts = self._starts.view()
        ends = np.append(starts[1:], len(self._blob))
        segments = self._segment[rows]
        return starts[segments] + 1, ends[segments]

    def _rows_with(self, needle: bytes) -> Mask:
        mask = np.zeros(len(self._segment), np.bool_)
        hits = _find_all(self._blob, needle)
        found = np.zeros(self._starts.size, np.bool_)
        found[np.searchsorted(self._starts.view(), hits, side="right") - 1] = True
        segments = np.flatnonzero(found)
        owners = self._owners.view()[segments]
        mask[owners[self._segment[owners] == segments]] = True
        return mask


class PackedPaths(PackedTexts):
    """Any number of paths per row; the folder that they share is stored once."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self._folders: dict[str, int] = {"": 0}
        self._folder_of = _Growing(np.int32)  # per segment

    def set_paths(self, row: int, paths: Sequence[str]) -> None:
        if not paths:
            self.clear(row)
            return
        cut = _folder_length(paths[0])
        number = self._folder_number(paths[0][:cut])
        if number and len(paths) == 1:  # by far the most frequent case
            names = paths[0][cut:]
        else:
            number, names = self._joined(paths, cut, number)
        self._folder_of.append(number)
        self.set(row, names)

    def set_single_paths(self, rows: Rows, folders: Sequence[str], names: Sequence[str]) -> None:
        """Give many different rows one path each, as its folder and its name in it."""
        folded = {folder: self._folder_number(folder) for folder in dict.fromkeys(folders)}
        parted = _folder_length("".join(names)) > 0
        if parted or not all(folded.values()):  # a name, or a folder, that we would cut elsewhere
            for row, folder, name in zip(rows, folders, names, strict=True):
                self.set_paths(int(row), [folder + name])
            return
        numbers = np.fromiter(map(folded.__getitem__, folders), np.int64, len(names))
        self._folder_of.extend(numbers)
        self.set_many(rows, names)

    def paths(self, row: int) -> list[str]:
        if self._segment[row] < 0:
            return []
        folder = self.folders[self._folder_of.view()[self._segment[row]]]
        return [folder + name for name in self.get(row).split("\0")]

    def first(self, row: int) -> tuple[str, int]:
        """Return the file name of a row's first path and how many paths it has."""
        names = self.get(row).split("\0")
        return names[0], len(names) if names[0] else 0

    @property
    def folders(self) -> list[str]:
        """The folders that occur, each with its separator at the end."""
        return list(self._folders)

    def find(self, text: str) -> Mask:
        """Mark the rows with a path that contains `text`; the case of a-z does not matter."""
        mask = super().find(text)
        mask |= self._in_folder([text.lower() in folder.lower() for folder in self.folders])
        cut = _folder_length(text)
        if cut:  # the text may reach from a folder's end into a name
            ends = [folder.lower().endswith(text[:cut].lower()) for folder in self.folders]
            if any(ends):
                tail = _SEPARATOR + text[cut:].encode("utf-8", "surrogatepass")
                mask |= self._in_folder(ends) & self._rows_with(tail)
        return mask

    def rows_of(self, path: str) -> Rows:
        """Return the rows that have exactly this path among theirs, in their order."""
        cut = _folder_length(path)
        mask = np.zeros(len(self._segment), np.bool_)
        mask[self._rows_named(path, 0)] = True  # where the paths of a row have different folders
        if number := self._folders.get(path[:cut]):
            mask[self._rows_named(path[cut:], number)] = True
        return np.flatnonzero(mask)

    def sort_keys(self) -> list[NDArray[np.uint64]]:
        """Return sort keys: the folder's rank, then the names' first bytes."""
        keys = super().sort_keys()
        if not keys:
            return keys
        names = self.folders
        ranks = np.empty(len(names), np.uint64)
        ranks[np.argsort(np.array(names, dtype=object))] = np.arange(1, len(names) + 1)
        key = np.zeros(len(self._segment), np.uint64)
        filled = np.flatnonzero(self._segment >= 0)
        key[filled] = ranks[self._folder_of.view()[self._segment[filled]]]
        return [key, *keys]

    def _joined(self, paths: Sequence[str], cut: int, number: int) -> tuple[int, str]:
        """Join the names in one folder; whole paths (of "no folder", 0) if they have several."""
        folder = paths[0][:cut]
        if any(_folder_length(path) != cut or path[:cut] != folder for path in paths):
            number = 0
        return number, "\0".join(path[cut:] if number else path for path in paths)

    def _folder_number(self, folder: str) -> int:
        number = self._folders.get(folder)
        if number is None:
            if len(self._folders) >= _MANY_FOLDERS:
                return 0
            number = self._folders[folder] = len(self._folders)
        return number

    def _rows_named(self, name: str, folder: int) -> Rows:
        """Return the rows with a name in a folder; each name ends where another one begins."""
        needle = _SEPARATOR + name.encode("utf-8", "surrogatepass") + _SEPARATOR
        hits = _find_all(self._blob + _SEPARATOR, needle, exactly=True)
        segments = np.searchsorted(self._starts.view(), hits, side="right") - 1
        owners = self._owners.view()[segments]
        current = self._segment[owners] == segments
        here = self._folder_of.view()[segments] == folder
        rows: Rows = owners[current & here]
        return rows

    def _in_folder(self, chosen: Sequence[bool]) -> Mask:
        mask = np.zeros(len(self._segment), np.bool_)
        if any(chosen):
            filled = np.flatnonzero(self._segment >= 0)
            folders = self._folder_of.view()[self._segment[filled]]
            mask[filled] = np.asarray(chosen)[folders]
        return mask


def _folder_length(path: str) -> int:
    """Count the characters of a path up to and including its last separator."""
    return max(path.rfind("/"), path.rfind("\\")) + 1


def _words(padded: NDArray[np.uint8], starts: Rows, ends: Rows) -> NDArray[np.uint64]:
    """Read 8 bytes at each start as one big-endian number; bytes at or behind `ends` count as 0."""
    overlapping: NDArray[np.uint64] = np.ndarray(
        (len(padded) - 7,), ">u8", padded.data, strides=(1,)
    )
    inside = np.clip(ends - starts, 0, 8)
    words: NDArray[np.uint64] = overlapping[np.minimum(starts, len(overlapping) - 1)]
    words = words.astype(np.uint64)
    shift = (8 * (8 - np.maximum(inside, 1))).astype(np.uint64)
    words = (words >> shift) << shift
    words[inside == 0] = 0
    return words


def _find_all(blob: bytearray, needle: bytes, exactly: bool = False) -> Rows:
    """Return all positions of `needle`; ASCII letters match in both cases unless `exactly`.

    Compares the rarest byte everywhere, the others only where the ones before fitted: about 20 ms
    for 20 MB, however many hits there are.
    """
    data = np.frombuffer(blob, np.uint8)
    if not needle or len(data) < len(needle):
        return np.empty(0, np.int64)
    lower, upper = (needle, needle) if exactly else (needle.lower(), needle.upper())
    often = np.bincount(data[-_SAMPLE:], minlength=256)
    first, *others = sorted(range(len(needle)), key=lambda n: often[lower[n]] + often[upper[n]])
    fitting = data[first : len(data) - len(needle) + 1 + first]
    hits = np.flatnonzero(_either(fitting, lower[first], upper[first]))
    for offset in others:
        hits = hits[_either(data[hits + offset], lower[offset], upper[offset])]
    return hits


def _either(data: NDArray[np.uint8], lower: int, upper: int) -> Mask:
    fits: Mask = data == lower
    return fits if lower == upper else fits | (data == upper)
