"""Commands of PBS, LSF and SGE that run jobs on this machine at once: no such system is at hand."""

from __future__ import annotations

import importlib.util
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

_SUBMIT = """#!/bin/sh
# Takes a file's name (PBS, SGE) or the script itself (LSF).
cd {folder}
number=$(($(ls *.pid 2>/dev/null | wc -l) + 1))
cat "${{1:-/dev/stdin}}" > $number.sh
setsid sh $number.sh > $number.out 2> $number.err < /dev/null &
echo $! > $number.pid
grep '^#' $number.sh > $number.asked
echo "{answer}"
"""
_LOOK = """#!/bin/sh
for last; do :; done
number=${{last%%.*}}
kill -0 "$(cat {folder}/$number.pid)" 2>/dev/null || {{ echo "{gone}"; exit {code}; }}
echo "RUN here"
"""
_CANCEL = """#!/bin/sh
number=${{1%%.*}}
kill -TERM "-$(cat {folder}/$number.pid)"
"""
_SYSTEMS = {
    "pbs": ("qsub", "qstat", "qdel", "$number.server", "qstat: Unknown Job Id", 35),
    "sge": (
        "qsub",
        "qstat",
        "qdel",
        "Your job $number (curator) has been submitted",
        "Following jobs do not exist:",
        1,
    ),
    "lsf": ("bsub", "bjobs", "bkill", "Job <$number> is submitted to queue <normal>.", "EXIT", 0),
}


def needs_job_queue() -> None:
    """Skip a test without dask-jobqueue, and do not import it: that would take Ctrl-C from all."""
    if importlib.util.find_spec("dask_jobqueue") is None:
        pytest.skip("needs dask-jobqueue")


class QueueStandIn:
    """The commands of a job system in a folder of their own, and what was asked of them."""

    def __init__(self, system: str, folder: Path) -> None:
        self.bin, self.jobs = folder / "bin", folder / "jobs"
        self.bin.mkdir(parents=True)
        self.jobs.mkdir()
        submit, look, cancel, answer, gone, code = _SYSTEMS[system]
        values = {"folder": self.jobs, "answer": answer, "gone": gone, "code": code}
        for name, text in ((submit, _SUBMIT), (look, _LOOK), (cancel, _CANCEL)):
            path = self.bin / name
            path.write_text(text.format(**values))
            path.chmod(0o755)

    def asked(self) -> list[str]:
        """Return the directives of each job."""
        return [path.read_text() for path in sorted(self.jobs.glob("*.asked"))]

    def groups(self) -> list[int]:
        return [int(path.read_text()) for path in self.jobs.glob("*.pid")]

    def alive(self) -> list[int]:
        return [group for group in self.groups() if _lives(group)]

    def end(self) -> None:
        for group in self.groups():
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
