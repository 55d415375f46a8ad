"""The filter whose code stands in the document's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from curator_gui.core.components import Filter
from curator_gui.core.document_code.code_step import Arguments, CodeFile, CodeStep
from curator_gui.core.document_code.loading import Watched, is_plain, load_filter
from curator_gui.core.document_code.reading import line_error
from curator_gui.core.document_code.signature import Callee
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.registration.entry import Kind


class PythonStep(CodeStep, Filter[Any]):
    """Give every item to a function of a file in the pipeline's own folder.

    The function takes the item first and gives back an item, None to leave it out, or an iterator
    of several; its other arguments are the parameters of the step. A class is made with these, and
    called with the iterator of items, as every filter is.
    """

    kind: ClassVar[Kind] = "filter"
    name = "Python step"
    description = (
        "Gives every item to a function of your own, in a Python file beside the pipeline. The "
        "code is shown, and runs only after you have agreed to it."
    )

    version = "1"

    def __init__(
        self,
        file: CodeFile,
        function: Annotated[
            str,
            Param(
                "The function that gets each item, or a class of filters.", widget="code_function"
            ),
        ],
        arguments: Arguments = None,
    ) -> None:
        self._take(file, arguments)

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield what the code makes of the items.

        Raises
        ------
        CodeError
            If nobody has agreed to the code, or where it failed, with file and line.
        """
        (callee,) = self._agreed()
        made = load_filter(self.code, callee.name)
        watched = Watched(items)
        with self._located(watched):
            for item in made(**self._arguments(callee))(watched):
                self._check(item, watched, callee)
                yield item

    def _check(self, item: Any, watched: Watched, callee: Callee) -> None:
        """Refuse what can be no item: the step behind would fail at it, and seem to be to blame."""
        if watched.are_objects and is_plain(item):
            words = Message(
                "{name} gave back no item but a Python {kind}: give back an item, None to leave it "
                "out, or yield several",
                name=callee.name,
                kind=type(item).__name__,
            )
            raise line_error(self.code.path, callee.line, words)
