"""What becomes of the jobs of a run: refused, waiting, running, ended too early, still there.

dask-jobqueue neither tells that a submission was refused nor notices a job that ends before its
worker is there: both are looked for here, in a thread of its own that asks the job system.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.plain_text import printable
from curator_gui.run.hosts.jobs.states import WAITING, JobState, states_of, why_not_running
from curator_gui.run.hosts.jobs.systems import SYSTEMS, Jobs

LOOK_SECONDS = 5.0
SUBMIT_SECONDS = 60.0
GONE_SECONDS = 20.0
"""So long jobs that were cancelled may take until the job system has them on their way out."""

FAILURES = 3
"""So many jobs in a row may end before their worker is there: so long others take their place.

A first one that has begun, and ended by itself, would be followed by more of its kind.
"""

_CANCELLED = re.compile(
    r"cancell?ed|killed by|job_?kill|terminated by owner|\bqdel\b", re.IGNORECASE
)
"""What Slurm, LSF and others write into the log of a job that somebody has cancelled."""

LOG_LINES = 3
NAMED = 5


def is_of_job(worker: str, name: str) -> bool:
    """Whether a worker is the job of a name, or one of several in it."""
    return worker == name or worker.startswith(f"{name}-")


@dataclass
class SeenJob:
    """One job as it is known; until it is asked for it waits."""

    number: str
    name: str
    state: JobState = WAITING
    joined: bool = False

    @property
    def over(self) -> bool:
        return self.state.phase == "over"

    def has(self, worker: str) -> bool:
        """Whether a worker of this name is one of the job's."""
        return is_of_job(worker, self.name)


class JobWatch:
    """Watches the jobs of one run, and says what keeps them from work."""

    def __init__(self, jobs: Jobs, logs: Path) -> None:
        self.jobs = jobs
        self.say: Callable[[str], None] = lambda text: None
        self.on_lost: Callable[[str], None] = lambda text: None
        self.names: Callable[[], list[str]] = list
        self._logs = logs
        self._lock = threading.Lock()
        self._seen: dict[str, SeenJob] = {}
        self._dismissed: set[str] = set()
        self._came: set[str] = set()
        self._ended_early: set[str] = set()
        self._refused = ""
        self._told: set[str] = set()
        self._given_up: set[str] = set()
        self._failures = 0
        self._ever = False
        self._news = threading.Event()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="curator-jobs", daemon=True)

    # ---- told by the jobs, in the cluster's thread -------------------------------------------

    def submitted(self, number: str, name: str) -> None:
        with self._lock:
            self._seen[number] = SeenJob(number, name)
        self._news.set()

    def came(self, worker: str) -> None:
        """Note that a worker of this name is there; it may be gone again before anybody looks."""
        self._came.add(worker)

    def dismissed(self, name: str) -> None:
        """Note that a job is not needed any more: its end is no failure."""
        self._dismissed.add(name)

    def refused(self, words: str) -> None:
        self._refused = words
        self._news.set()

    # ---- for the run -------------------------------------------------------------------------

    def begin(self) -> None:
        """Wait until the first job is accepted, and watch from then on.

        Raises
        ------
        ParamError
            If it is refused, with what the job system says.
        """
        answered = self._news.wait(SUBMIT_SECONDS)
        if self._refused or not answered:
            words = self._refused or Message("no answer in {n} s", n=f"{SUBMIT_SECONDS:g}")
            raise ParamError(
                "option cluster: {system} takes no job of this run: {words}",
                system=self.jobs.name,
                words=words,
            )
        self._thread.start()

    def end(self) -> None:
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()

    def known(self) -> list[SeenJob]:
        """Return the jobs so far, in the order of their submission."""
        with self._lock:
            return list(self._seen.values())

    def job_of(self, worker: str) -> str:
        """Return the number of the job that a worker of this name belongs to; "" if of none."""
        found = [job.number for job in self.known() if job.has(worker)]
        return found[-1] if found else ""

    def take_ended(self) -> set[str]:
        """Return the names of jobs that ended before their worker was there, each once.

        The library takes them for jobs that begin, and asks for no other in their place.
        """
        with self._lock:
            found, self._ended_early = self._ended_early, set()
            return found

    def lack_words(self) -> Message:
        """Say why there is no worker."""
        waiting = self._waiting()
        alive = [job for job in self._wanted() if not job.over]
        if waiting:
            return self._wait_words(waiting)
        return Message(
            "no job of {system} has a worker yet; {n} begin ({numbers})",
            system=self.jobs.name,
            n=len(alive),
            numbers=_numbers(alive),
        )

    def check_gone(self) -> None:
        """Say which jobs are still there when all are cancelled.

        The library takes a command that fails for a job that has ended already.
        """
        deadline = time.monotonic() + GONE_SECONDS
        while left := self._left():
            if time.monotonic() > deadline:
                self.say(
                    Message(
                        "jobs of {system} are still there after the run ({numbers}); end them with "
                        "{command}",
                        system=self.jobs.name,
                        numbers=_numbers(left),
                        command=" ".join([SYSTEMS[self.jobs.system].cancel, *_named(left)]),
                    )
                )
                return
            time.sleep(1)

    def _left(self) -> list[SeenJob]:
        """Return the jobs that are not known to be over or on their way out."""
        self._ask([job for job in self.known() if not job.over])
        return [job for job in self.known() if job.state.phase not in ("over", "ends")]

    # ---- in the thread of its own ------------------------------------------------------------

    def _run(self) -> None:
        while not self._end.wait(LOOK_SECONDS):
            if self._refused:
                self._tell(
                    Message(
                        "{system} takes no more jobs, so the run goes on with fewer: {words}",
                        system=self.jobs.name,
                        words=self._refused,
                    )
                )
            self._look()

    def _look(self) -> None:
        asked = [job for job in self._wanted() if not job.over and job.number not in self._given_up]
        self._ask(asked)
        names = self.names()  # afterwards: a worker that joined meanwhile counts
        for job in asked:
            if not self._end.is_set() and job.name not in self._dismissed:
                self._judge(job, names)
        waiting = self._waiting()
        if waiting and not names and not self._end.is_set():
            self._tell(self._wait_words(waiting))

    def _ask(self, asked: list[SeenJob]) -> None:
        """Take over what the job system says; of what it does not speak, nothing new is known."""
        if asked:
            states = states_of(self.jobs.system, [job.number for job in asked])
            for job in asked:
                job.state = states.get(job.number, job.state)

    def _judge(self, job: SeenJob, names: list[str]) -> None:
        if not job.joined and any(map(job.has, list(self._came))):
            job.joined = self._ever = True
            self._failures = 0
        elif job.state.phase == "stuck":
            self._given_up.add(job.number)
            self._failed(self._stuck_words(job), alone=not names)
        elif job.over and not job.joined:
            self._judge_early(job, alone=not names)

    def _wanted(self) -> list[SeenJob]:
        return [job for job in self.known() if job.name not in self._dismissed]

    def _waiting(self) -> list[SeenJob]:
        return [job for job in self._wanted() if job.state.phase == "waits" and job.state.word]

    def _wait_words(self, waiting: list[SeenJob]) -> Message:
        return Message(
            "jobs of {system} wait ({numbers}): {reason}",
            system=self.jobs.name,
            numbers=_numbers(waiting),
            reason=self._why(waiting[0]) or Message("it does not say for what"),
        )

    def _why(self, job: SeenJob) -> str:
        return job.state.reason or why_not_running(self.jobs.system, job.number)

    def _stuck_words(self, job: SeenJob) -> Message:
        return Message(
            "job {number} of {system} cannot start, its state is {state}: {reason}",
            number=job.number,
            system=self.jobs.name,
            state=job.state.word,
            reason=self._why(job) or Message("it does not say why"),
        )

    def _cancelled_words(self, job: SeenJob) -> Message:
        return Message(
            "job {number} of {system} was cancelled before its worker was ready: another one takes "
            "its place",
            number=job.number,
            system=self.jobs.name,
        )

    def _early_words(self, job: SeenJob, log: str) -> Message:
        return Message(
            "job {number} of {system} ended before its worker was ready: {log}; look at the "
            "options prologue and python",
            number=job.number,
            system=self.jobs.name,
            log=log or Message("it left no log in {folder}", folder=self._logs),
        )

    def _judge_early(self, job: SeenJob, *, alone: bool) -> None:
        """Say that a job has ended too early; until too many have, another one is asked for."""
        log = self._log_of(job)
        cancelled = not log or _CANCELLED.search(log) is not None
        again = self._failures + 1 < FAILURES
        words = self._cancelled_words(job) if cancelled and again else self._early_words(job, log)
        self._failed(words, alone=alone, hopeless=not cancelled)
        if again:
            with self._lock:
                self._ended_early.add(job.name)

    def _failed(self, words: Message, *, alone: bool, hopeless: bool = True) -> None:
        """Say why a job is of no use; end the run if the next ones will be of none either."""
        self._failures += 1
        if alone and ((hopeless and not self._ever) or self._failures >= FAILURES):
            self.on_lost(words)
        else:
            self._tell(words)

    def _tell(self, words: str) -> None:
        if words not in self._told:
            self._told.add(words)
            self.say(words)

    def _log_of(self, job: SeenJob) -> str:
        """Return the last lines that a job wrote, the errors first."""
        whole = re.compile(rf"(?<!\d){job.number}(?!\d)")  # 12 is not in 312
        files = [path for path in self._logs.iterdir() if whole.search(path.name)]
        for path in sorted(files, key=lambda path: path.suffix.lower() not in (".err", ".er")):
            lines = path.read_text(errors="replace")[-4000:].strip().splitlines()
            if lines:
                return printable(" | ".join(line.strip() for line in lines[-LOG_LINES:]))
        return ""


def _named(jobs: list[SeenJob]) -> list[str]:
    return [job.number for job in jobs]


def _numbers(jobs: list[SeenJob]) -> str:
    return listed_names(_named(jobs), NAMED) if jobs else "-"
