"""What the steps share whose code stands in the document's own folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, ClassVar

from curator_gui.core.components import Component
from curator_gui.core.document_code.loading import Watched, located
from curator_gui.core.document_code.reading import CodeError, own_modules, read_code
from curator_gui.core.document_code.roles import ROLES, argument_problems, used_callees
from curator_gui.core.document_code.signature import Callee
from curator_gui.core.document_code.trust import is_trusted, why_not_trusted
from curator_gui.core.params.param import Param
from curator_gui.core.registration.entry import Kind
from curator_gui.core.registration.own_code import CODE

CodeFile = Annotated[
    Path,
    Param(
        "The Python file, in the folder of the pipeline or below it.",
        suffixes=(".py",),
        widget="code",
    ),
]
Arguments = Annotated[
    dict[str, Any] | None,
    Param("What else the function is given, by name.", widget="code_arguments"),
]


class CodeStep(Component):
    """A step that runs code beside the document; stands before `Source`, `Filter` or `Sink`.

    The file is read when the step is made, with those beside it that it imports; these texts are
    what runs, in every worker. Nothing of them is run before the person has agreed to exactly them,
    in the window, with `curator-gui trust`, or in a script with `trust_code`.

    Relative paths among the arguments start from the file's folder.
    """

    kind: ClassVar[Kind]

    def _take(self, file: Path, arguments: dict[str, Any] | None) -> None:
        """Read the code; called by the constructor."""
        self.code = read_code(Path(file))
        self.given = dict(arguments or {})
        # Asked here, in the person's own process: workers on other machines have no settings.
        self.trusted = is_trusted(self.code)
        setattr(self, CODE, " ".join([self.code.digest, *own_modules(self.code)]))

    def callees(self) -> list[Callee]:
        """Return the functions that the step uses, in the order of `ROLES`.

        Raises
        ------
        CodeError
            If there is none of a name, or it cannot do what the step needs.
        """
        values = {param: self.arguments.get(param) for param in ROLES[self.kind]}
        return used_callees(self.code, self.kind, values)

    def input_files(self) -> Sequence[str]:
        """Name the files among the arguments: another content gives other results."""
        try:
            values = [v for callee in self.callees() for v in self._arguments(callee).values()]
        except CodeError:  # a problem
            return ()
        paths = dict.fromkeys(path for value in values for path in paths_in(value))
        return [str(path) for path in paths if path.is_file()]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Say what the text alone tells to be wrong, and that nobody has agreed to it."""
        try:
            found = self.callees()
        except CodeError as error:
            yield "function", str(error)
        else:
            yield from (("arguments", words) for words in argument_problems(found, self.given))
        if not self.trusted and (why := why_not_trusted(self.code)) is not None:
            yield "file", why

    def _agreed(self) -> list[Callee]:
        """Return the functions that the step uses, once the person has agreed to the code.

        Raises
        ------
        CodeError
            If nobody has, or they cannot be used as they are told to.
        """
        if not self.trusted and (why := why_not_trusted(self.code)) is not None:
            raise CodeError(why)
        found = self.callees()
        if wrong := list(argument_problems(found, self.given)):
            raise CodeError(wrong[0])
        return found

    def _arguments(self, callee: Callee) -> dict[str, Any]:
        """Return what a function is given of the form, of the types that it declares."""
        taken = ((callee.param(name), value) for name, value in self.given.items())
        folder = self.code.path.parent
        return {p.name: placed(p.coerce(value), folder) for p, value in taken if p is not None}

    @contextmanager
    def _located(self, watched: Watched | None = None) -> Iterator[None]:
        """Let what the code raises inside the block say its file and line.

        What the items that reach it came with is told as it is, not as a fault of the code.
        """
        try:
            yield
        except (Exception, SystemExit) as error:
            of_items = watched is not None and error is watched.error
            if of_items or isinstance(error, CodeError):
                raise
            raise located(self.code, error) from error


def placed(value: Any, folder: Path) -> Any:
    """Let relative paths in a value start from a folder."""
    if isinstance(value, Path):
        return folder / value
    if isinstance(value, (list, tuple)):
        return type(value)(placed(each, folder) for each in value)
    if isinstance(value, dict):
        return {name: placed(each, folder) for name, each in value.items()}
    return value


def paths_in(value: Any) -> Iterator[Path]:
    """Yield the paths in a value, also those in lists and tables."""
    if isinstance(value, Path):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from paths_in(each)
