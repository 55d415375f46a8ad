"""The step whose code stands in the document's own folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.components import Filter
from curator_gui.core.document_code.loading import Watched, is_plain, load_filter, located
from curator_gui.core.document_code.reading import CodeError, line_error, own_modules, read_code
from curator_gui.core.document_code.signature import Callee, callee_of
from curator_gui.core.document_code.trust import is_trusted, why_not_trusted
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at, quoted
from curator_gui.core.params.param import Param
from curator_gui.core.registration.own_code import CODE


class PythonStep(Filter[Any]):
    """Give every item to a function of a file in the pipeline's own folder.

    The function takes the item first and gives back an item, None to leave it out, or an iterator
    of several; its other arguments are the parameters of the step. A class is made with these, and
    called with the iterator of items, as every filter is. Relative paths among them start from the
    file's folder.

    The file is read when the step is made, with those beside it that it imports; these texts are
    what runs, in every worker. Nothing of them is run before the person has agreed to exactly them,
    in the window, with `curator-gui trust`, or in a script with `trust_code`.
    """

    name = "Python step"
    description = (
        "Gives every item to a function of your own, in a Python file beside the pipeline. The "
        "code is shown, and runs only after you have agreed to it."
    )

    version = "1"

    def __init__(
        self,
        file: Annotated[
            Path,
            Param(
                "The Python file, in the folder of the pipeline or below it.",
                suffixes=(".py",),
                widget="code",
            ),
        ],
        function: Annotated[
            str,
            Param(
                "The function that gets each item, or a class of filters.", widget="code_function"
            ),
        ],
        arguments: Annotated[
            dict[str, Any] | None,
            Param("What else the function is given, by name.", widget="code_arguments"),
        ] = None,
    ) -> None:
        self.code = read_code(Path(file))
        self.function = function
        self.given = dict(arguments or {})
        # Asked here, in the person's own process: workers on other machines have no settings.
        self.trusted = is_trusted(self.code)
        setattr(self, CODE, " ".join([self.code.digest, *own_modules(self.code)]))

    def input_files(self) -> Sequence[str]:
        """Name the files among the arguments: another content gives other results."""
        try:
            values = self._arguments().values()
        except CodeError:  # a problem
            return ()
        paths = (path for value in values for path in _paths_in(value))
        return [str(path) for path in paths if path.is_file()]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Say what the text alone tells to be wrong, and that nobody has agreed to it."""
        try:
            callee = callee_of(self.code, self.function)
        except CodeError as error:
            yield "function", str(error)
        else:
            yield from (("arguments", words) for words in argument_problems(callee, self.given))
        if not self.trusted and (why := why_not_trusted(self.code)) is not None:
            yield "file", why

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield what the code makes of the items.

        Raises
        ------
        CodeError
            If nobody has agreed to the code, or where it failed, with file and line.
        """
        if not self.trusted and (why := why_not_trusted(self.code)) is not None:
            raise CodeError(why)
        arguments = self._arguments()
        made = load_filter(self.code, self.function)
        watched = Watched(items)
        try:
            for item in made(**arguments)(watched):
                self._check(item, watched)
                yield item
        except (Exception, SystemExit) as error:
            if error is watched.error or isinstance(error, CodeError):
                raise
            raise located(self.code, error) from error

    def _check(self, item: Any, watched: Watched) -> None:
        """Refuse what can be no item: the step behind would fail at it, and seem to be to blame."""
        if watched.are_objects and is_plain(item):
            callee = callee_of(self.code, self.function)
            words = Message(
                "{name} gave back no item but a Python {kind}: give back an item, None to leave it "
                "out, or yield several",
                name=callee.name,
                kind=type(item).__name__,
            )
            raise line_error(self.code.path, callee.line, words)

    def _arguments(self) -> dict[str, Any]:
        """Return what the function is given, of the types that it declares."""
        callee = callee_of(self.code, self.function)
        wrong = list(argument_problems(callee, self.given))
        if wrong:
            raise CodeError(wrong[0])
        return {name: self._value(callee.param(name), v) for name, v in self.given.items()}

    def _value(self, param: Param | None, value: Any) -> Any:
        assert param is not None  # an unknown one is a problem
        return _placed(param.coerce(value), self.code.path.parent)


def _placed(value: Any, folder: Path) -> Any:
    """Let relative paths in a value start from a folder."""
    if isinstance(value, Path):
        return folder / value
    if isinstance(value, (list, tuple)):
        return type(value)(_placed(each, folder) for each in value)
    if isinstance(value, dict):
        return {name: _placed(each, folder) for name, each in value.items()}
    return value


def _paths_in(value: Any) -> Iterator[Path]:
    if isinstance(value, Path):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _paths_in(each)


def argument_problems(callee: Callee, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the arguments that a step gives to its function."""
    for name in given:
        if callee.param(name) is None:
            yield Message("{name} takes no {argument}", name=callee.name, argument=quoted(name))
    for param in callee.params:
        if param.required and param.name not in given:
            words = Message("needs a value: {accepts}", accepts=param.accepts())
            yield at(param.name, words)
        elif param.name in given:
            try:
                param.coerce(given[param.name])
            except ParamError as error:
                yield at(param.name, error)
