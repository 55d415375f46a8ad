"""What sources of stored datasets share: a listing, one open file per worker, loading an item."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from curator_gui.core import Pipeline, Source
from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import (
    FRESH_SECONDS,
    is_address,
    told_of,
)
from curator_gui.core.remote.copies import copies_folder, most_bytes
from curator_gui.core.remote.damage import reading
from curator_gui.core.remote.remote_errors import asking, is_outage
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.quantities import bytes_text
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, unreadable
from curator_gui.domains.grid.formats.headers import Header
from curator_gui.domains.grid.formats.layout import LASTING, without_mask
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK
from curator_gui.domains.grid.listing import Axis, Listing, list_files, relative_name
from curator_gui.domains.grid.sources.contents import (
    check_contents,
    check_dimension,
    picked,
    say_left_out,
    say_rounded,
)

if TYPE_CHECKING:
    import xarray as xr


class DatasetSource(Source["xr.Dataset"]):
    """Items are whole datasets, or their positions along one dimension.

    The listing is made once, in the process that asks for the length, and travels to the workers.
    A worker keeps the file it read last open, because neighboring indices mostly share it.
    """

    measurer = "curator_gui.domains.grid.measures:measure_item"
    counting_may_crash = True  # coordinates of a few bytes can promise, and be, gigabytes

    _folders: ClassVar[bool] = False
    """Whether one dataset is a folder (a Zarr store) rather than a file."""

    def __init__(
        self,
        folder: str,
        pattern: str,
        recursive: bool,
        dimension: str | None,
        variables: Sequence[str] | None,
        group: str | None = None,
    ) -> None:
        self._folder = os.fspath(folder)
        self._pattern = pattern
        self._recursive = recursive
        self._dimension = dimension or None
        self._variables = list(variables or ())
        self._group = group or None
        self._listing: Listing | None = None
        self._open: tuple[object, xr.Dataset, bool] | None = None
        """What of the file it is, its open dataset, and whether that may stay open."""
        self._headers: dict[object, Header | None] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_open": None, "_headers": {}}

    @abstractmethod
    def _open_dataset(self, path: str) -> xr.Dataset:
        """Open one dataset lazily; raises GridError naming it."""

    @abstractmethod
    def _read_axis(self, path: str, dimension: str) -> Axis:
        """Read the positions of one dataset along the dimension."""

    def _paths(self) -> list[str]:
        return list_files(
            self._folder, self._pattern, recursive=self._recursive, folders=self._folders
        )

    @abstractmethod
    def _groups(self, path: str) -> list[str]:
        """List the groups of a path that hold variables."""

    def listing(self) -> Listing:
        """Return the files and their indices; made once.

        Raises
        ------
        GridError
            If the folder cannot be listed or nothing in it fits the pattern.
        """
        if self._listing is None:
            self._listing = self._make_listing()
        return self._listing

    def _make_listing(self) -> Listing:
        paths = self._paths()
        if not paths:
            raise GridError(
                "{folder} has nothing that fits {pattern}",
                folder=self._folder,
                pattern=repr(self._pattern),
            )
        if self._dimension is None:
            return Listing.of(paths)
        return Listing.of(paths, [self._axis(path, self._dimension) for path in paths])

    def _axis(self, path: str, dimension: str) -> Axis:
        """Return a file's positions; one that cannot be read is one index, which says why."""
        try:
            return self._read_axis(path, dimension)
        except Exception as error:  # noqa: BLE001 - readers raise anything
            if is_address(path) and is_outage(error):  # of the store, not of this file
                unreadable(path, error)
            return Axis(1)  # the others are not held up

    def __len__(self) -> int:
        return len(self.listing())

    def __getitem__(self, index: int) -> Iterator[xr.Dataset]:
        number, position = self.listing().locate(index)
        yield self._loaded(self.listing().paths[number], position)

    def _loaded(self, path: str, position: int) -> xr.Dataset:
        with reading(GridError, lambda: path):
            return self._load(path, position)

    def inputs(self, index: int) -> Sequence[str]:
        """Name the file or store that the index is read from."""
        return (self.listing().paths[self.listing().locate(index)[0]],)

    def input_part(self, index: int) -> str:
        """Tell the position along the dimension, if files are divided and this is not the first."""
        position = self.listing().locate(index)[1]
        if self._dimension is None or position == index:
            return ""
        return f"position {position}"

    def label(self, index: int) -> str:
        """Name the index by its file and position: `file.nc time=2017-01-01T12:00`."""
        number, position = self.listing().locate(index)
        name = relative_name(self.listing().paths[number], self._folder)
        if self._dimension is None:
            return name
        return f"{name} {self._dimension}={self.listing().axes[number].label(position)}"

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a missing folder, an empty pattern, and names that the first file lacks."""
        try:
            paths = self._paths()
        except GridError as error:
            yield "folder", str(error)
            return
        if not paths:
            yield (
                "pattern",
                Message(
                    "{folder} has nothing that fits {pattern}",
                    folder=self._folder,
                    pattern=repr(self._pattern),
                ),
            )
        else:
            yield from self._header_problems(paths[0])

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say which files give no items, and which groups of the first file are not read."""
        yield from self._empty()
        path = self.listing().paths[self.listing().locate(indices[0])[0]]
        if is_address(path) and not self._folders:
            yield Message(
                "files of {folder} are copied to {copies} before they are read; those used last "
                "stay there, up to {most}",
                folder=self._folder,
                copies=copies_folder(),
                most=bytes_text(most_bytes()),
            )
        if self._group is not None:
            return
        try:
            groups = self._groups(path)
        except READ_ERRORS:
            return  # reading the item says why
        if groups:
            yield Message(
                "variables in groups are not read, such as those of {groups} in {path}; to read "
                "them, set the group",
                groups=listed_names(groups),
                path=path,
            )

    def _empty(self) -> Iterator[str]:
        """Say which files have no position along the dimension, as a run that was ended leaves."""
        pairs = zip(self.listing().paths, self.listing().axes, strict=False)
        names = [relative_name(path, self._folder) for path, axis in pairs if axis.size == 0]
        if names:
            yield Message(
                "no item comes of {names}: without any position along {dimension}",
                names=listed_names(names),
                dimension=self._dimension,
            )

    def _header_problems(self, path: str) -> Iterable[tuple[str, str]]:
        try:
            dataset = self._open_dataset(path)
        except GridError:
            return  # one damaged file does not stop the others: its index will say so
        with LIBRARY_LOCK, dataset:
            for param, check in (
                ("group", partial(check_contents, group=self._group, groups=self._groups)),
                ("dimension", partial(check_dimension, dimension=self._dimension)),
                ("variables", partial(picked, names=self._variables)),
            ):
                try:
                    check(dataset, path)
                except GridError as error:
                    yield param, str(error)
                    if param == "group":
                        return

    @abstractmethod
    def _read_header(self, path: str, varying: frozenset[str]) -> Header | None:
        """Read what a path's header says; None if that fails or costs too much."""

    def _header(self, path: str, dimension: str) -> Header | None:
        """Return the header of a path; read once, as long as the file stays the same."""
        try:
            key = _identity(path), dimension
        except GridError:
            return None
        if key not in self._headers:
            varying = frozenset({dimension, self._dimension or dimension})
            self._headers[key] = self._read_header(path, varying)
        return self._headers[key]

    def kinds(self, indices: Iterable[int], dimension: str) -> dict[Hashable, int]:
        """Return the first index of each kind of file, for items to be stacked along a dimension.

        Files that cannot be read, and remote ones, are left out.
        """
        found: dict[Hashable, int] = {}
        for number, index in self._first_indices(indices).items():
            header = self._header(self.listing().paths[number], dimension)
            if header is not None:
                found.setdefault(header.kind, index)
        return found

    def _first_indices(self, indices: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for index in indices:
            found.setdefault(self.listing().locate(index)[0], index)
        return found

    def twice(self, indices: Iterable[int], dimension: str) -> Iterator[tuple[int, int, str]]:
        """Yield (index, other index, label) for items with the same label along a dimension."""
        axes = self.axes_along(dimension)
        plain = len({(axis.units, axis.calendar) for axis in axes.values()}) < 2
        seen: dict[object, int] = {}
        for index in indices:
            number, position = self.listing().locate(index)
            axis = axes.get(number)
            if axis is None or axis.values is None:
                continue
            key = axis.values[position].item() if plain else axis.label(position)
            if seen.setdefault(key, index) != index:
                yield seen[key], index, axis.label(position)

    def axes_along(self, dimension: str) -> dict[int, Axis]:
        """Return what headers tell of the positions along a dimension, by number of the file."""
        listing = self.listing()
        if self._dimension == dimension:
            return dict(enumerate(listing.axes))
        if self._dimension is not None:
            return {}
        headers = (self._header(path, dimension) for path in listing.paths)
        return {n: h.label for n, h in enumerate(headers) if h is not None and h.label is not None}

    def file_name(self, index: int) -> str:
        """Name the file of an index, below the source's folder."""
        return relative_name(self.inputs(index)[0], self._folder)

    def template(self, index: int) -> xr.Dataset:
        """Return an item with its coordinates, and zeros for numbers, which are not read.

        Raises
        ------
        GridError
            If the file cannot be read.
        """
        number, position = self.listing().locate(index)
        path = self.listing().paths[number]
        place = None if self._dimension is None else position
        with LIBRARY_LOCK, self._open_dataset(path) as dataset:
            item = self._chosen(dataset, path, place)
            numbers = {n: v for n, v in item.data_vars.items() if v.dtype.kind in "biuf"}
            item = item.assign({n: v.copy(data=_zeros(v)) for n, v in numbers.items()}).load()
        item.encoding["source"] = path
        return item

    def _load(self, path: str, position: int) -> xr.Dataset:
        if self._dimension is None:
            with LIBRARY_LOCK, self._open_dataset(path) as dataset:
                return self._read(dataset, path, None)
        with LIBRARY_LOCK:
            dataset, stays_open = self._opened(path)
            try:
                return self._read(dataset, path, position)
            finally:
                if not stays_open:
                    self._close()

    def _opened(self, path: str) -> tuple[xr.Dataset, bool]:
        """Return the open dataset of a path, and whether it may stay so.

        Another one, or one of a file that has changed, is closed first.
        """
        identity = _identity(path)
        if self._open is None or self._open[0] != identity:
            self._close()
            dataset = self._open_dataset(path)
            self._open = identity, dataset, self._may_stay_open(dataset)
        return self._open[1:]

    def _may_stay_open(self, dataset: xr.Dataset) -> bool:
        return True

    def _close(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _read(self, dataset: xr.Dataset, path: str, position: int | None) -> xr.Dataset:
        item = self._chosen(dataset, path, position)
        if not self._variables:
            say_left_out(dataset)
        try:
            item = item.load()
        except READ_ERRORS as error:
            unreadable(path, error)
        say_rounded(item)
        item.encoding["source"] = path
        return item

    def _chosen(self, dataset: xr.Dataset, path: str, position: int | None) -> xr.Dataset:
        """Return the item at a position, or (None) the whole dataset, without reading values."""
        check_contents(dataset, path, self._group, self._groups)
        plain = without_mask(dataset, path, self._dimension, position)
        item = picked(plain, path, self._variables)
        if position is not None:
            check_dimension(item, path, self._dimension)
            lasting = [name for name in item.data_vars if self._dimension not in item[name].dims]
            item = item.isel({self._dimension: position})
            if len(self.listing().paths) == 1:
                for name in lasting:
                    item[name].encoding[LASTING] = True
        return item


def _zeros(variable: xr.DataArray) -> Any:
    import numpy as np

    return np.zeros(variable.shape, variable.dtype)


def _identity(path: str) -> object:
    if is_address(path):
        with asking(path):
            told = told_of(path, older_than=FRESH_SECONDS)
        return path, told.identity
    try:
        status = os.stat(path)  # noqa: PTH116 - once per item
    except OSError as error:
        unreadable(path, error)
    return path, status.st_size, status.st_mtime_ns
