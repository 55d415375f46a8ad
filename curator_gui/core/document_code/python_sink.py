"""The sink whose code stands in the document's own folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar

from curator_gui.core.components import Pipeline, Sink, Source
from curator_gui.core.document_code.code_step import Arguments, CodeFile, CodeStep
from curator_gui.core.document_code.loading import Watched, load
from curator_gui.core.document_code.reading import CodeError, line_error
from curator_gui.core.document_code.signature import Callee
from curator_gui.core.inputs import inputs_of
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.core.registration.entry import Kind
from curator_gui.core.remote.addresses import is_address
from curator_gui.core.storage.atomic_folders import put_in_place, staging_folder
from curator_gui.core.storage.made_folders import is_strange, note_made
from curator_gui.core.storage.outputs import Written, folder_size

_END = object()


class PythonSink(CodeStep, Sink[Any]):
    """Write items with a function, or a class, of a file in the pipeline's own folder.

    The function is given the iterator of the items of an index, the number of that index, and an
    empty folder to write into. It returns or yields the paths of what it wrote there. These get
    their places below the output folder when all of it is written, so an index that fails, or whose
    worker is killed, leaves nothing behind. A class is made with the arguments, and called so.
    """

    kind: ClassVar[Kind] = "sink"
    name = "Python sink"
    description = (
        "Writes items with a function of your own, in a Python file beside the pipeline. The code "
        "is shown, and runs only after you have agreed to it."
    )

    def __init__(
        self,
        file: CodeFile,
        function: Annotated[
            str,
            Param(
                "The function that gets the items, their index and a folder, and gives back the "
                "paths that it wrote there; or a class that is called so.",
                widget="code_function",
            ),
        ],
        folder: Annotated[
            Path,
            Param("Folder of the outputs; made if it is not there.", widget="output_folder"),
        ],
        arguments: Arguments = None,
    ) -> None:
        self._take(file, arguments)
        self.folder = Path(folder)
        self._source: Source[Any] | None = None

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        """Let the code write the items of an index; return the paths of its outputs.

        Raises
        ------
        CodeError
            If nobody has agreed to the code, where it failed, or that it did not name what it
            wrote, named something else, or left items unread.
        """
        (callee,) = self._agreed()
        watched = Watched(items)
        with staging_folder(self.folder) as part:
            with self._located(watched):
                found = self._named(self._write(callee)(watched, index, part), part, callee)
                if next(watched, _END) is not _END:
                    words = Message(
                        "{name} left items of index {index} unread: read all of them, or leave "
                        "them out in a filter",
                        name=callee.name,
                        index=index,
                    )
                    raise self._fault(callee, words)
            self._refuse_unnamed(found, part, callee)
            for path in found:
                self._refuse_place(self.folder / path.relative_to(part), path.is_dir(), callee)
            return [self._put(path, part) for path in found]

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say that there are files already: which of them are replaced is known to the code alone.

        Raises
        ------
        OSError
            If the output folder cannot be listed.
        """
        if self.folder.is_dir() and any(self.folder.iterdir()):
            yield Message(
                "{folder} is not empty: files there that have the names of new outputs are "
                "replaced, and folders if this sink has made them",
                folder=self.folder,
            )

    def set_source(self, source: Source[Any]) -> None:
        """Remember the source: what it reads is not written over."""
        self._source = source

    @cached_property
    def _read(self) -> frozenset[Path]:
        """Every file that the pipeline is known to read, and the folders that these are in."""
        files = [*map(str, self.code.files), *self.input_files()]
        if self._source is not None:
            files += _inputs_of_all(self._source)
        real = lru_cache(maxsize=None)(Path.resolve)  # many files are in one folder
        found = [Path(path) for path in files if not is_address(path)]
        folders = {real(path.parent) for path in found}
        above = {each for folder in folders for each in (folder, *folder.parents)}
        return frozenset(above.union(real(path.parent) / path.name for path in found))

    def _refuse_place(self, place: Path, is_folder: bool, callee: Callee) -> None:
        """Refuse an output where the pipeline reads, or where something else would be removed."""
        if not place.exists():
            outer = next((above for above in place.parents if above.exists()), None)
            if outer is not None and not outer.is_dir():
                words = Message("{path} is a file, so nothing can be written below it", path=outer)
                raise self._fault(callee, words)
        elif place.parent.resolve() / place.name in self._read:
            words = Message(
                "would write over {path}, which the pipeline reads: choose another output folder",
                path=place,
            )
            raise self._fault(callee, words)
        elif is_strange(self.folder, place):
            words = Message(
                "{path} is a folder that this sink has not made, and was left as it is: remove it, "
                "or choose another name or output folder",
                path=place,
            )
            raise self._fault(callee, words)
        elif is_folder and not place.is_dir():
            words = Message(
                "{path} is a file where a folder is to be, and was left as it is: remove it, or "
                "choose another name or output folder",
                path=place,
            )
            raise self._fault(callee, words)

    def _write(self, callee: Callee) -> Any:
        found, arguments = load(self.code, callee.name), self._arguments(callee)
        if callee.is_class:
            return found(**arguments)
        return lambda items, index, folder: found(items, index, folder, **arguments)

    def _named(self, given: Any, part: Path, callee: Callee) -> list[Path]:
        """Return what the code says that it wrote, each once."""
        if isinstance(given, (str, os.PathLike)):
            given = [given]
        if not isinstance(given, Iterable):
            words = Message(
                "{name} gave back a {kind}: give back the paths that it wrote, or an empty list",
                name=callee.name,
                kind=type(given).__name__,
            )
            raise self._fault(callee, words)
        paths = dict.fromkeys(self._checked(path, part, callee) for path in given)
        for path in paths:
            if outer := next((above for above in path.parents if above in paths), None):
                names = path.relative_to(part), outer.relative_to(part)
                words = Message(
                    "names {path}, and its folder {outer} as well", path=names[0], outer=names[1]
                )
                raise self._fault(callee, words)
        return list(paths)

    def _checked(self, given: Any, part: Path, callee: Callee) -> Path:
        """Return a path that the code gave back, if it wrote there and into the folder."""
        if not isinstance(given, (str, os.PathLike)):
            words = Message("{path} is no path", path=f"{given!r:.80}")
            raise self._fault(callee, words)
        path = Path(os.path.normpath(part / os.fspath(given)))
        below = path.resolve().is_relative_to(part.resolve()) and part in path.parents
        if not below:
            words = Message(
                "{path} does not lie in the folder that {name} was given: write there",
                path=path,
                name=callee.name,
            )
            raise self._fault(callee, words)
        if not path.exists():
            words = Message("{path} is named, but not there", path=path.relative_to(part))
            raise self._fault(callee, words)
        self._refuse_kind(path, part, callee)
        return path

    def _refuse_kind(self, path: Path, part: Path, callee: Callee) -> None:
        """Refuse pipes, and links into the folder, which will be gone."""
        for each in [path, *path.rglob("*")]:
            name = each.relative_to(part)
            if each.is_symlink() and each.readlink().is_relative_to(part):
                words = Message(
                    "{path} is a link to a place that will be gone: link to a relative path, or "
                    "write the file twice",
                    path=name,
                )
                raise self._fault(callee, words)
            if not each.is_symlink() and not each.is_file() and not each.is_dir():
                words = Message("{path} is neither a file nor a folder", path=name)
                raise self._fault(callee, words)

    def _refuse_unnamed(self, found: list[Path], part: Path, callee: Callee) -> None:
        """Refuse to throw away what the code wrote, but did not name."""
        named = set(found)
        for place, _, files in os.walk(part):
            for path in (Path(place, file) for file in files):
                if not named & {path, *path.parents}:
                    words = Message(
                        "{name} wrote {path}, but did not name it: give back its path, or that of "
                        "its folder",
                        name=callee.name,
                        path=path.relative_to(part),
                    )
                    raise self._fault(callee, words)

    def _put(self, path: Path, part: Path) -> str:
        place = self.folder / path.relative_to(part)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            note_made(self.folder, place)
        elif place.is_file():
            remark(Message("an output took the place of a file that was there before"))
        put_in_place(path, place)
        return Written(place, folder_size(place)) if place.is_dir() else str(place)

    def _fault(self, callee: Callee, words: Message) -> CodeError:
        return line_error(self.code.path, callee.line, words)


def _inputs_of_all(source: Source[Any]) -> list[str]:
    """Name the files that the indices of a source read, and those that all of them depend on."""
    shared = getattr(source, "input_files", None)  # sources of others may not have it
    found = list(shared()) if shared is not None else []
    inputs = inputs_of(source)
    if inputs is not None:
        found += [path for index in range(len(source)) for path in inputs(index)]
    return found
