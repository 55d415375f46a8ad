"""What films show: the items of a pipeline, or the output files of a run."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from curator_gui.app.preview.item_contents import ItemOutput, read_output_of
from curator_gui.app.preview.process import START_SECONDS
from curator_gui.app.preview.request import Request, build_ready
from curator_gui.core.message import Message

if TYPE_CHECKING:
    from curator_gui.run.helper.film import Frame, Take
    from curator_gui.run.helper.process import HelperProcess


class Scene(Protocol):
    """What a film shows. Scenes of equal `subject` have equal frames."""

    @property
    def size(self) -> int:
        """The number of frames; they count from 0."""

    @property
    def subject(self) -> tuple[Any, ...]:
        """What the frames depend on."""

    def make(self, helper: HelperProcess, number: int) -> Frame:
        """Make a frame in the helper process; waits."""


@dataclass(frozen=True)
class PipelineScene:
    """The items of a pipeline behind one of its steps.

    `seconds` is what a step may take.
    """

    request: Request
    size: int
    take: Take
    seconds: float
    key: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def subject(self) -> tuple[Any, ...]:
        return self.request.essence, self.take

    def make(self, helper: HelperProcess, number: int) -> Frame:
        """Run, describe and draw an item.

        Raises
        ------
        NotReadyError
            If the source is missing or not ready.
        HelperError
            If the process died or the time was up.
        """
        from curator_gui.run.helper.film import make_frame

        what = Message("running the steps on index {index}", index=number)
        seconds = len(self.request.document.steps) * self.seconds + START_SECONDS
        frame = helper.call(what, make_frame, self.key, number, self.take, timeout=seconds)
        while frame is None:  # a new process, or the first frame
            self._load(helper, seconds)
            frame = helper.call(what, make_frame, self.key, number, self.take, timeout=seconds)
        return frame

    def _load(self, helper: HelperProcess, seconds: float) -> None:
        from curator_gui.domains.common.inspectors import inspector
        from curator_gui.run.helper.film import load_film

        pipeline, _ = build_ready(self.request)
        found = inspector(self.request.document.domain, self.request.registry)
        what = Message("opening the film")
        helper.call(what, load_film, self.key, pipeline, found, timeout=seconds)


@dataclass(frozen=True)
class OutputScene:
    """Outputs that a pipeline of this domain wrote, one after another."""

    outputs: tuple[ItemOutput, ...]
    domain: str
    take: Take
    seconds: float

    @property
    def size(self) -> int:
        return len(self.outputs)

    @property
    def subject(self) -> tuple[Any, ...]:
        return self.outputs, self.domain, self.take

    def make(self, helper: HelperProcess, number: int) -> Frame:
        """Read, describe and draw an output.

        Raises
        ------
        HelperError
            If the process died or the time was up.
        """
        from curator_gui.run.helper.film import output_frame

        output = self.outputs[number]
        what = Message("reading {path}", path=output.path)
        arguments = (read_output_of, self.take, output, self.domain)
        return helper.call(what, output_frame, *arguments, timeout=self.seconds + START_SECONDS)
