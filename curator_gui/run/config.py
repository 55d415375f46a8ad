"""RunConfig: everything about a run that is not the pipeline; RunResult: what came of it.

The configuration has three parts, and whoever needs one of them takes only that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from pathlib import Path
from typing import Any, Literal, get_args

from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message, at, quoted
from curator_gui.run.control import MAX_WORKERS, RunControl
from curator_gui.run.errors import EngineError
from curator_gui.run.events import Event, IndexFailed, RunState, split_outputs

OnError = Literal["continue", "stop", "raise"]

SEQUENTIAL = "sequential"
"""The backend that runs in the calling process, and so has one worker."""


class RunFailedError(CuratorError, RuntimeError):
    """Raised under the error policy "raise": the first index that failed, with its traceback."""

    def __init__(self, failure: IndexFailed) -> None:
        place = f" in {failure.stage}" if failure.stage else ""
        super().__init__(
            f"index {failure.index} failed{place}: {failure.error_type}: {failure.message}\n"
            f"{failure.traceback}".rstrip()
        )
        self.failure = failure


class MergeFailedError(CuratorError, RuntimeError):
    """All indices were carried out, but something is wrong with the run as a whole.

    Merging shared results failed, or a step did nothing for any item and that is an error (option
    `idle_step`). `result` has what was done.
    """

    def __init__(self, result: RunResult) -> None:
        super().__init__(result.problem)
        self.result = result


@dataclass(frozen=True)
class EngineConfig:
    """What the engine needs to know about a run.

    Parameters
    ----------
    backend
        A name from `list_backends()`.
    n_jobs
        Number of workers; -1 means all cores, -2 all but one (joblib's rule). The sequential
        backend always has one.
    indices
        The indices to run, in the order of the result; None means all.
    on_error
        "continue" with the others, "stop" (finish what runs, begin nothing more) or "raise".
    options
        The backend's own options (`curator_gui.run.planning.options`).
    on_event
        Called with every event, in order and never by two threads at once: by the caller's at
        the beginning and end of the run, by the engine's in between.
    control
        Pause, resume, stop.
    progress
        Show a progress bar on stderr.
    collect
        Keep the output paths in the result; without, they are only in events and record, and a
        run of a million indices needs less memory.
    learn_from
        Indices from which filters gather their constants; None means the training items.
    helper
        Let components list, plan, prepare and merge in the helper process instead of this one: for
        a window, which they would freeze.
    """

    backend: str = "loky"
    n_jobs: int = -1
    indices: Sequence[int] | None = None
    on_error: OnError = "continue"
    options: Mapping[str, Any] = field(default_factory=dict)
    on_event: Callable[[Event], None] | None = None
    control: RunControl = field(default_factory=RunControl)
    progress: bool = False
    collect: bool = True
    helper: bool = False
    learn_from: Sequence[int] | None = None

    def __post_init__(self) -> None:
        """Refuse at once what no run takes.

        Raises
        ------
        ParamError
            If `n_jobs` is no whole number, is 0, or more than any cluster has; if `on_error` is no
            policy, or `backend` no name.
        """
        self._check_workers()
        if not isinstance(self.backend, str):
            words = Message("needs the name of one, not {value}", value=quoted(self.backend))
            raise ParamError(at("backend", words))
        if not isinstance(self.on_error, str) or self.on_error not in get_args(OnError):
            words = Message(
                "needs one of {choices}, not {value}",
                choices=", ".join(get_args(OnError)),
                value=quoted(self.on_error),
            )
            raise ParamError(at("on_error", words))

    def _check_workers(self) -> None:
        whole = isinstance(self.n_jobs, Integral) and not isinstance(self.n_jobs, bool)
        if not whole:
            words = Message(
                "needs a whole number of workers, or -1 for all cores, not {value}",
                value=quoted(self.n_jobs),
            )
            raise ParamError(at("n_jobs", words))
        if self.n_jobs == 0:
            raise ParamError(
                at("n_jobs", Message("needs at least one worker, or -1 for all cores"))
            )
        if self.n_jobs > MAX_WORKERS:
            few = Message("one run has at most {most} workers", most=f"{MAX_WORKERS:,}")
            raise ParamError(at("n_jobs", few))

    def workers(self) -> int:
        """Return the number of workers that `n_jobs` means on this machine."""
        if self.backend == SEQUENTIAL:
            return 1
        if self.n_jobs > 0:
            return int(self.n_jobs)
        import joblib  # takes 0.2 s, which the window's start need not wait for

        return max(1, int(joblib.cpu_count()) + 1 + self.n_jobs)


@dataclass(frozen=True)
class Origin:
    """What a record says about where the pipeline comes from: a document's text, file and name."""

    document: str = ""
    document_path: str = ""
    name: str = ""


@dataclass(frozen=True)
class RecordConfig:
    """Which record a run keeps, and which it goes on from.

    Parameters
    ----------
    record
        File of the run record; None keeps none.
    resume
        Record of an earlier run: what it finished and is still current is skipped.
    rerun
        With `resume`: go on in its record, but run all chosen indices, finished or not.
    resume_all
        With `resume`: what other runs finished counts, too, whose records are in the same folder
        (`*.curator-run`, or ending as this one) and that are of the same document or pipeline, or
        wrote to the same outputs. The run goes on in the record that `resume` names.
    """

    record: Path | None = None
    resume: Path | None = None
    rerun: bool = False
    resume_all: bool = False


@dataclass(frozen=True)
class RunConfig(RecordConfig, Origin, EngineConfig):
    """How to run a pipeline: all of `EngineConfig`, `Origin` and `RecordConfig`, in this order."""


@dataclass
class RunResult:
    """What came of a run: per index its outputs, its failure, or the reason why it was skipped.

    `items_in` came out of the source and `items_out` reached the sink, in the indices that this run
    finished; `dropped` says how many each filter left out. `passes` says what filters learned
    before the run proper, and from what. `problem` says what went wrong with
    the run as a whole, "" if nothing did: merging shared results, a step that did nothing for any
    item where that is an error, or (`error` too) the engine, which had no workers left. `datasets`
    are the folders that were handed over as data sets, `handed_over` what is to be said about that.
    `sinks` names the sinks, and `sink_outputs` says where there are several how many of the outputs
    of an index are of each (see `outputs_by_sink`).
    """

    indices: Sequence[int]
    state: RunState | None = None
    run_id: str = ""
    elapsed: float = 0.0
    outputs: dict[int, list[str]] = field(default_factory=dict)
    failures: dict[int, IndexFailed] = field(default_factory=dict)
    skipped: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    items_in: int = 0
    items_out: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    record: Path | None = None
    problem: str = ""
    error: EngineError | None = None
    datasets: list[Path] = field(default_factory=list)
    handed_over: list[str] = field(default_factory=list)
    sinks: tuple[str, ...] = ()
    sink_outputs: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def dataset(self) -> Path | None:
        """The folder that was handed over as a data set, that of the first sink if it has one."""
        return self.datasets[0] if self.datasets else None

    def outputs_by_sink(self, index: int) -> list[list[str]]:
        """Return the paths that each sink has written for an index, in the order of `sinks`."""
        counts = self.sink_outputs.get(index, ())
        return split_outputs(self.outputs.get(index, []), counts, len(self.sinks))

    @property
    def completed(self) -> int:
        """How many indices this run finished (skipped ones not counted)."""
        return len(self.outputs) - len(self.skipped.keys() & self.outputs.keys())

    @property
    def unrun(self) -> int:
        """How many indices were never finished, failed or skipped, because the run was stopped."""
        return len(self.indices) - self.completed - len(self.failures) - len(self.skipped)

    def in_order(self) -> list[list[str]]:
        """Return the outputs in the order of the indices; empty for a failed or unrun index."""
        return [self.outputs.get(index, []) for index in self.indices]
