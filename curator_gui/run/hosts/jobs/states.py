"""What a job system says of the jobs of a run: one command for all of them.

Sources: the manual pages of squeue (Slurm 22.05), qstat (OpenPBS 23, Torque 6), qstat (Grid Engine
8.1.9) and bjobs (LSF 10.1).
"""

from __future__ import annotations

import getpass
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from curator_gui.core.text.plain_text import printable

Phase = Literal["waits", "runs", "ends", "stuck", "over"]
"""`stuck` jobs do not start before somebody mends something; `ends` is on its way out."""

COMMAND_SECONDS = 30.0
_UNKNOWN = re.compile(r"invalid job|unknown job|has finished|not exist|not found", re.IGNORECASE)
"""How Slurm, PBS and LSF say that there is no such job any more; SGE lists what there is."""


@dataclass(frozen=True)
class JobState:
    """The state of a job: the job system's own word, the node, and why the job waits."""

    phase: Phase
    word: str = ""
    node: str = ""
    reason: str = ""


WAITING, OVER = JobState("waits"), JobState("over")


@dataclass(frozen=True)
class _Asking:
    """The commands that tell the states of jobs and why one waits, and what reads their answers."""

    states: Callable[[Sequence[str]], list[str]]
    read: Callable[[str], Iterator[tuple[str, JobState]]]
    why: tuple[str, ...] = ()
    read_why: Callable[[str], str] = str


def states_of(system: str, numbers: Sequence[str]) -> dict[str, JobState]:
    """Ask for the states of jobs; those of which nothing is known now are missing.

    A job system that does not answer says nothing about any job: that is no end of them.
    """
    asking = _SYSTEMS[system]
    done = _answer(asking.states(numbers))
    if done is None:
        return {}
    try:
        found = dict(asking.read(done.stdout))
    except ElementTree.ParseError:
        return {}
    gone = not done.returncode or bool(_UNKNOWN.search(done.stdout + done.stderr))
    rest = dict.fromkeys(numbers, OVER) if gone else {}
    return rest | {number: state for number, state in found.items() if number in numbers}


def why_not_running(system: str, number: str) -> str:
    """Ask why a job does not run, where its state does not tell; "" if nobody says."""
    asking = _SYSTEMS[system]
    done = _answer([*asking.why, number]) if asking.why else None
    return printable(asking.read_why(done.stdout)) if done is not None else ""


def _answer(command: list[str]) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None


# ---- Slurm -----------------------------------------------------------------------------------

_SLURM: Mapping[str, Phase] = {
    "PENDING": "waits",
    "CONFIGURING": "waits",
    "REQUEUED": "waits",
    "REQUEUE_HOLD": "waits",
    "SPECIAL_EXIT": "stuck",
    "COMPLETING": "ends",
    **dict.fromkeys(
        ("BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL"), "over"
    ),
    **dict.fromkeys(("OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT"), "over"),
}


def _slurm(text: str) -> Iterator[tuple[str, JobState]]:
    for line in text.splitlines():
        number, _, rest = line.partition("|")
        if rest.count("|") == 2:
            word, node, reason = rest.split("|")
            reason = "" if reason == "None" else reason
            yield number, JobState(_SLURM.get(word, "runs"), word, node, reason)


# ---- PBS -------------------------------------------------------------------------------------

_PBS: Mapping[str, Phase] = {
    **dict.fromkeys("QHWTM", "waits"),
    "E": "ends",
    **dict.fromkeys("CFX", "over"),  # Torque shows finished jobs for some minutes, PBS with -x
}
_WRAPPED = re.compile(r"\n\t(?!\w+(?:\.\w+)? = )")
_PBS_ID = re.compile(r"^Job Id:\s*(\d+)", re.MULTILINE)


def _pbs(text: str) -> Iterator[tuple[str, JobState]]:
    parts = _PBS_ID.split(_WRAPPED.sub("", text))
    for number, block in zip(parts[1::2], parts[2::2], strict=True):
        word = _pbs_field(block, "job_state")
        node = _pbs_field(block, "exec_host").partition("/")[0]
        reason = _pbs_field(block, "comment")
        yield number, JobState(_PBS.get(word, "runs"), word, node, reason)


def _pbs_field(block: str, name: str) -> str:
    found = re.search(rf"^\s+{name} = (.*)$", block, re.MULTILINE)
    return found[1].strip() if found else ""


# ---- SGE -------------------------------------------------------------------------------------


def _sge_states(numbers: Sequence[str]) -> list[str]:
    return ["qstat", "-xml", "-u", getpass.getuser()]


def _sge(text: str) -> Iterator[tuple[str, JobState]]:
    for job in ElementTree.fromstring(text).iter("job_list"):
        word = job.findtext("state") or ""
        node = (job.findtext("queue_name") or "").partition("@")[2]
        yield job.findtext("JB_job_number") or "", JobState(_sge_phase(word), word, node)


def _sge_phase(word: str) -> Phase:
    if "E" in word:
        return "stuck"
    if "d" in word:
        return "ends"
    return "waits" if "q" in word else "runs"


def _sge_why(text: str) -> str:
    """Read the error of a job, or what its scheduler noted; notes go on in lines further below."""
    found = re.search(r"^error reason\s+\d+:\s*(.*)$", text, re.MULTILINE)
    found = found or re.search(r"^scheduling info:\s*(.*(?:\n\s+\S.*)*)", text, re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


# ---- LSF -------------------------------------------------------------------------------------

_LSF: Mapping[str, Phase] = {
    **dict.fromkeys(("PEND", "PSUSP", "WAIT", "PROV"), "waits"),
    **dict.fromkeys(("DONE", "EXIT", "ZOMBI"), "over"),
}


def _lsf(text: str) -> Iterator[tuple[str, JobState]]:
    for line in text.splitlines():
        words = line.split()
        if len(words) > 1 and words[0].isdecimal():
            node = words[2] if len(words) > 2 and words[2] != "-" else ""
            yield words[0], JobState(_LSF.get(words[1], "runs"), words[1], node)


def _lsf_why(text: str) -> str:
    """Read what stands below the two lines that `bjobs -p` gives the job itself."""
    return " ".join(" ".join(text.splitlines()[2:]).split())


_SYSTEMS = {
    "slurm": _Asking(
        lambda numbers: ["squeue", "-h", "-o", "%i|%T|%N|%r", "-j", ",".join(numbers)], _slurm
    ),
    "pbs": _Asking(lambda numbers: ["qstat", "-f", *numbers], _pbs),
    "sge": _Asking(_sge_states, _sge, ("qstat", "-j"), _sge_why),
    "lsf": _Asking(
        lambda numbers: ["bjobs", "-noheader", "-o", "jobid stat exec_host", *numbers],
        _lsf,
        ("bjobs", "-p"),
        _lsf_why,
    ),
}
