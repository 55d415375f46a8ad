"""The source whose code stands in the document's own folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, ClassVar

from curator_gui.core.components import Pipeline, Source
from curator_gui.core.document_code.code_step import (
    Arguments,
    CodeFile,
    CodeStep,
    placed,
)
from curator_gui.core.document_code.loading import load
from curator_gui.core.document_code.reading import line_error
from curator_gui.core.document_code.signature import Callee
from curator_gui.core.message import Message, plural
from curator_gui.core.params.param import Param
from curator_gui.core.registration.entry import Kind
from curator_gui.core.remote.addresses import is_address

_PLAIN = (str, int, float, bool, Path, type(None))


@dataclass(frozen=True)
class _Listing:
    """What the code has listed: plain values alone, so that no process runs code to get them.

    Parameters
    ----------
    size
        How many indices there are.
    entries
        What the reader is given for each index; empty for a class.
    labels, inputs
        The name and the files of each index; empty where the code does not tell them.
    """

    size: int
    entries: tuple[Any, ...] = ()
    labels: tuple[str, ...] = ()
    inputs: tuple[tuple[str, ...], ...] = ()


class PythonSource(CodeStep, Source[Any]):
    """Read items with functions, or a class, of a file in the pipeline's own folder.

    A function lists the entries, one for each index: paths, or texts, numbers, lists and tables of
    these. The reader takes an entry first and gives back its item, or yields several. Of an entry,
    paths (`pathlib.Path`) and texts that are the whole path of a file or folder are the files of
    its index: they name it, and a resumed run looks whether they, or files in them, have changed.

    A class has `__len__`, and `__getitem__` that gives back or yields the items of an index; its
    `label` and `inputs`, if it has them, name the index and its files as those of `Source` do.

    The other arguments of both functions, or those of the class, are the parameters of the step.
    """

    kind: ClassVar[Kind] = "source"
    name = "Python source"
    description = (
        "Reads items with functions of your own, in a Python file beside the pipeline: one lists "
        "the entries, one reads an entry; or a class does both. The code is shown, and runs only "
        "after you have agreed to it."
    )
    counting_may_crash = True  # it is anybody's code
    item_type: ClassVar[str] = ""
    """Dotted name of the class that items have to be of; "" for any."""

    def __init__(
        self,
        file: CodeFile,
        function: Annotated[
            str,
            Param(
                "The function that lists the entries, one for each index, or a class of sources.",
                widget="code_function",
            ),
        ],
        reader: Annotated[
            str | None,
            Param(
                "The function that is given an entry and gives back its item, or yields several; "
                "a class reads its items itself.",
                widget="code_function",
            ),
        ] = None,
        arguments: Arguments = None,
    ) -> None:
        self._take(file, arguments)
        self._listing: _Listing | None = None
        self._instance: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """Travel with the listing, without the object of the code: each process makes its own."""
        return {**self.__dict__, "_instance": None}

    def __len__(self) -> int:
        """Count the indices, once; this runs the code.

        Raises
        ------
        CodeError
            If nobody has agreed to the code, or where it failed, with file and line.
        """
        return self._listed().size

    def label(self, index: int) -> str:
        """Name an index, once the items were counted."""
        return self._listing.labels[index] if self._listing and self._listing.labels else ""

    def inputs(self, index: int) -> Sequence[str]:
        """Name the files of an index, as far as the code tells them, and those in its folders.

        Raises
        ------
        OSError
            If a folder cannot be listed.
        """
        return tuple(chain.from_iterable(map(_with_content, self._told(index))))

    def _told(self, index: int) -> tuple[str, ...]:
        """Return the paths that the code tells of an index."""
        found = self._listed().inputs
        return found[index] if found else ()

    def input_part(self, index: int) -> str:
        """Tell the entry, unless it is nothing but a file."""
        entries = self._listed().entries
        if not entries or self._told(index) == (str(entries[index]),):
            return ""
        return repr(entries[index])

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say that a resumed run will not see a change of files that nothing tells of."""
        unknown = sum(not self._told(index) for index in indices)
        if unknown:
            yield plural(
                unknown,
                "{name}: the code does not tell the files of one index, so a resumed run does not "
                "see when those change: list paths, or give the class a method inputs(index)",
                "{name}: the code does not tell the files of {n} indices, so a resumed run does "
                "not see when those change: list paths, or give the class a method inputs(index)",
                name=self.arguments["function"],
            )

    def __getitem__(self, index: int) -> Iterator[Any]:
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} is out of range: {self.name} has {len(self)} items")
        return self.read(index)

    def read(self, index: int) -> Iterator[Any]:
        """Yield the items of an index, as the code gives them.

        Raises
        ------
        CodeError
            Where the code failed, or that it gave something that is no item.
        """
        *_, callee = self._agreed()
        empty = True
        with self._located():
            for item in _several(self._given(index, callee)):
                self._check(item, callee)
                empty = False
                yield item
        if empty:
            words = Message("{name} gave no item for index {index}", name=callee.name, index=index)
            raise line_error(self.code.path, callee.line, words)

    def _given(self, index: int, callee: Callee) -> Any:
        listing = self._listed()
        if callee.is_class:
            return self._object(callee, listing.size)[index]
        read = load(self.code, callee.name)
        return read(listing.entries[index], **self._arguments(callee))

    def _object(self, callee: Callee, size: int) -> Any:
        """Return the object of the class in this process, which has to list as many items."""
        if self._instance is None:
            made = load(self.code, callee.name)(**self._arguments(callee))
            if len(made) != size:
                words = Message(
                    "{name} lists {n} items now, not {size} as before: have them listed again",
                    name=callee.name,
                    n=len(made),
                    size=size,
                )
                raise line_error(self.code.path, callee.line, words)
            self._instance = made
        return self._instance

    def _check(self, item: Any, callee: Callee) -> None:
        """Refuse what can be no item: the step behind would fail at it, and seem to be to blame."""
        module, _, name = self.item_type.rpartition(".")
        if module and not isinstance(item, getattr(import_module(module), name)):
            words = Message(
                "{name} gave a {kind}, but an item is a {wanted}: give back one, or yield several",
                name=callee.name,
                kind=f"{type(item).__module__}.{type(item).__qualname__}".removeprefix("builtins."),
                wanted=self.item_type,
            )
            raise line_error(self.code.path, callee.line, words)

    def _listed(self) -> _Listing:
        if self._listing is None:
            callee = self._agreed()[0]
            folder = self.code.path.parent
            with self._located():
                made = load(self.code, callee.name)(**self._arguments(callee))
                found = _told(made, folder) if callee.is_class else self._entries(made, callee)
            self._listing = found
        return self._listing

    def _entries(self, made: Any, callee: Callee) -> _Listing:
        """Take over what a function lists, with paths as such and from its file's folder."""
        if isinstance(made, (str, bytes, dict)) or not isinstance(made, Iterable):
            words = Message(
                "{name} gave back a {kind}: give back a list of entries, one for each index",
                name=callee.name,
                kind=type(made).__name__,
            )
            raise line_error(self.code.path, callee.line, words)
        entries = tuple(made)
        for number, entry in enumerate(entries):
            if not _is_plain(entry):
                words = Message(
                    "{name} gave a {kind} as entry {number}: entries are paths, texts, numbers, "
                    "lists and tables of these",
                    name=callee.name,
                    kind=type(entry).__name__,
                    number=number,
                )
                raise line_error(self.code.path, callee.line, words)
        return _listing(tuple(placed(entry, self.code.path.parent) for entry in entries))


def _listing(entries: tuple[Any, ...]) -> _Listing:
    files = [tuple(dict.fromkeys(_files_in(entry))) for entry in entries]
    folder = _common_folder({Path(paths[0]).parent for paths in files if paths})
    labels = (_label(*pair, folder) for pair in zip(entries, files, strict=True))
    return _Listing(len(entries), entries, tuple(labels), tuple(files))


def _common_folder(folders: set[Path]) -> Path | None:
    try:
        return Path(os.path.commonpath(folders)) if folders else None
    except ValueError:  # on several drives
        return None


def _label(entry: Any, files: Sequence[str], folder: Path | None) -> str:
    """Name an index by its first file, below the folder of all, or by the entry itself."""
    if not files:
        return f"{entry!s:.200}"
    path = Path(files[0])
    return path.relative_to(folder).as_posix() if folder is not None else path.name


def _told(made: Any, folder: Path) -> _Listing:
    """Take over what an object of a class tells of its indices; paths start from a folder."""
    size = len(made)
    label, inputs = _method(made, "label"), _method(made, "inputs")
    labels = tuple(str(label(index)) for index in range(size)) if label else ()
    files = tuple(_paths(inputs(index), folder) for index in range(size)) if inputs else ()
    return _Listing(size, (), labels, files)


def _method(made: Any, name: str) -> Callable[[int], Any] | None:
    found = getattr(made, name, None)
    if found is not None and not callable(found):
        raise TypeError(Message("{name} is no method: write def {name}(self, index)", name=name))
    return found


def _paths(given: Any, folder: Path) -> tuple[str, ...]:
    """Return paths as texts; one alone is no list of its characters."""
    found = [given] if isinstance(given, (str, os.PathLike)) else given
    return tuple(str(path) if is_address(str(path)) else str(folder / path) for path in found)


def _several(given: Any) -> Iterable[Any]:
    """Return items as such: an iterator or list has several, anything else is one itself."""
    if given is None:
        return ()
    return given if isinstance(given, (Iterator, list, tuple)) else [given]


def _is_plain(entry: Any) -> bool:
    if type(entry) in (list, tuple):
        return all(map(_is_plain, entry))
    if type(entry) is dict:
        return all(map(_is_plain, [*entry, *entry.values()]))
    return type(entry) in _PLAIN or isinstance(entry, Path)


def _files_in(entry: Any) -> Iterator[str]:
    """Yield the paths in an entry, and texts that are the whole path of something, as of `glob`.

    A path counts although no file is there: it may come.
    """
    if isinstance(entry, Path):
        yield str(entry)
    elif isinstance(entry, str):
        if os.path.isabs(entry) and os.path.exists(entry):  # noqa: PTH110, PTH117 - once per index
            yield entry
    elif isinstance(entry, (list, tuple, dict)):
        for each in entry.values() if isinstance(entry, dict) else entry:
            yield from _files_in(each)


def _with_content(path: str) -> Iterator[str]:
    """Yield a path, and every file below it: the time of a folder does not tell of a change there.

    Raises
    ------
    OSError
        If a folder cannot be listed.
    """
    yield path
    if not is_address(path):
        for place, folders, files in os.walk(path, onerror=_refuse):
            folders.sort()
            yield from (os.path.join(place, name) for name in sorted(files))  # noqa: PTH118


def _refuse(error: OSError) -> None:
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        raise error
