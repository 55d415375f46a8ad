"""The step that places the items of a run in the parts of the data set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, ClassVar

from curator_gui.core.components import Filter, Pipeline
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param

TOGETHER = ("nothing", "folder", "blocks", "pattern")


class Split(Filter[Any]):
    """Place every item in a part: for training, validation and test, or in folds.

    It does so before the run, by the names of the items, and stores that beside the output
    (`split.csv`): what has a part keeps it when items are added. Filters that learn from the data
    set learn from the part `train`. The parts can have alike shares of what the names tell, or of
    a measure that an earlier run left in the data set. What is only known when the items were
    read, such as copies, the view Data set and `curator-gui dataset split` take into account.
    """

    name = "Split"
    description = (
        "Places every item in a part of the data set (training, validation, test, or folds) before "
        "the run, and stores that. Items pass unchanged."
    )
    version = "1"
    placer: ClassVar[str] = "curator_gui.dataset.splits.at_run"
    """Module that splits; it stands above the engine, and is imported when a run needs it."""

    def __init__(
        self,
        parts: Annotated[
            str,
            Param(
                "Shares or counts: 70%,15%,15% for train, validation and test, or "
                "train=100,test=20."
            ),
        ] = "70%,15%,15%",
        folds: Annotated[
            int | None,
            Param("This many folds of the same size instead of parts.", minimum=2, maximum=1000),
        ] = None,
        together: Annotated[
            str,
            Param(
                "What is never in two parts: items of a folder, blocks of consecutive items, or "
                "items in whose names the pattern finds the same.",
                choices=TOGETHER,
            ),
        ] = "nothing",
        pattern: Annotated[
            str | None,
            Param(
                "Regular expression for `pattern`, such as run_([0-9]+): what its parentheses, or "
                "all of it, match in an item's name is the group."
            ),
        ] = None,
        block: Annotated[int, Param("Items in a block.", minimum=1)] = 10,
        gap: Annotated[
            int, Param("Items between two blocks of different parts, in no part.", minimum=0)
        ] = 0,
        seed: Annotated[int, Param("Another one places the items otherwise.", minimum=0)] = 0,
        even_in: Annotated[
            str | None,
            Param(
                "What the parts have alike shares of: `folder`, or a measure that an earlier run "
                "left in the data set, such as U.max."
            ),
        ] = None,
        even_pattern: Annotated[
            str | None,
            Param(
                "The same by the items' names: a regular expression, such as Re_([0-9.]+). Where "
                "all that its parentheses match are numbers, they are spread as numbers."
            ),
        ] = None,
    ) -> None:
        if together == "pattern" and not pattern:
            raise ParamError("pattern: needs a regular expression to keep items together by")
        if even_in and even_pattern:
            raise ParamError("even_pattern: the parts can be even in one thing only")
        self.parts = parts
        self.folds = folds
        self.together = together
        self.pattern = pattern
        self.block = block
        self.gap = gap
        self.seed = seed
        self.even_in = even_in
        self.even_pattern = even_pattern

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report sizes that are none, and a pattern that cannot be read."""
        try:
            self._module().plan_of(self)
        except CuratorError as error:
            yield "parts", str(error)
        for name in ("pattern", "even_pattern"):
            try:
                re.compile(getattr(self, name) or "")
            except re.error as error:
                yield name, Message("this is no regular expression: {error}", error=error)

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Pass the items on as they are."""
        return items

    def place(
        self, folder: Path | None, names: Sequence[str], away: Iterable[int], *, write: bool
    ) -> tuple[Mapping[int, str], Sequence[Message]]:
        """Return the part of each index, and what is to be said; with `write`, store it.

        `folder` is that of the data set, where a stored split is looked for; `away` are the indices
        that are left out.

        Raises
        ------
        CuratorError
            If the split cannot be made, read or stored.
        """
        found: tuple[Mapping[int, str], Sequence[Message]] = self._module().place(
            self, folder, names, set(away), write=write
        )
        return found

    def _module(self) -> Any:
        return import_module(self.placer)


def split_step(pipeline: Pipeline[Any]) -> Split | None:
    """Return the step of a pipeline that splits, None if there is none.

    Raises
    ------
    ParamError
        If there are several.
    """
    found = [step for step in pipeline.filters if isinstance(step, Split)]
    if len(found) > 1:
        raise ParamError("there are {n} steps that split; one is enough", n=len(found))
    return found[0] if found else None
