"""Commands of PBS, LSF and SGE that run jobs on this machine at once: no such system is at hand."""

from __future__ import annotations

import importlib.util
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

_SUBMIT = """#!/bin/sh
# Takes a file's name (PBS, SGE) or the script itself (LSF); there is no queue named moon.
cd {folder}
number=$(($(ls *.pid 2>/dev/null | wc -l) + 1))
cat "${{1:-/dev/stdin}}" > $number.sh
if grep -q '^#.* -q moon$' $number.sh; then echo "{refusal}" >&2; exit 255; fi
{begin} > $number.out 2> $number.err < /dev/null &
echo $! > $number.pid
grep '^#' $number.sh > $number.asked
echo "{answer}"
"""
_LOOK = """#!/bin/sh
# Takes numbers behind its options; SGE's lists all.
lives() {{ kill -0 "$(cat {folder}/$1.pid)" 2>/dev/null; }}
{look}
"""
_LOOKS = {
    "pbs": """
for number; do
    number=${number%%.*}
    if [ $number = -f ]; then continue; fi
    if lives $number; then printf 'Job Id: %s.server\\n    job_state = R\\n\\n' $number
    else echo "qstat: Unknown Job Id $number.server" >&2; code=35; fi
done
exit $code""",
    "sge": """
if [ "$1" = -j ]; then exit 1; fi
echo '<job_info><queue_info>'
for path in FOLDER/*.pid; do
    number=$(basename $path .pid)
    if lives $number; then
        echo "<job_list><JB_job_number>$number</JB_job_number><state>r</state></job_list>"
    fi
done
echo '</queue_info></job_info>'""",
    "lsf": """
for number; do
    case $number in *[!0-9]*) continue;; esac
    if lives $number; then echo "$number RUN here"; else echo "$number EXIT here"; fi
done""",
}
_WAITS = {
    "pbs": """printf 'Job Id: 1.server\\n    job_state = Q\\n    comment = REASON\\n'""",
    "sge": """
if [ "$1" = -j ]; then echo "scheduling info:    REASON"; exit; fi
echo '<job_info><job_info><job_list><JB_job_number>1</JB_job_number><state>qw</state>'
echo '</job_list></job_info></job_info>'""",
    "lsf": """
if [ "$1" = -p ]; then printf 'JOBID USER STAT\\n1 ada PEND\\n REASON;\\n'; exit; fi
echo "1 PEND -" """,
}
"""What is said of the first job while it waits."""

_CANCEL = """#!/bin/sh
number=${{1%%.*}}
kill -TERM "-$(cat {folder}/$number.pid)"
"""
_SYSTEMS = {
    "pbs": ("qsub", "qstat", "qdel", "$number.server", "qsub: Unknown queue"),
    "sge": (
        "qsub",
        "qstat",
        "qdel",
        "Your job $number (curator) has been submitted",
        "Unable to run job: Job was rejected because job requests unknown queue moon.",
    ),
    "lsf": (
        "bsub",
        "bjobs",
        "bkill",
        "Job <$number> is submitted to queue <normal>.",
        "moon: No such queue. Job not submitted.",
    ),
}


def needs_job_queue() -> None:
    """Skip a test without dask-jobqueue, and do not import it: that would take Ctrl-C from all."""
    if importlib.util.find_spec("dask_jobqueue") is None:
        pytest.skip("needs dask-jobqueue")


class QueueStandIn:
    """The commands of a job system in a folder of their own, and what was asked of them.

    With `waits` no job begins, and that is the reason.
    """

    def __init__(self, system: str, folder: Path, waits: str = "") -> None:
        self.bin, self.jobs = folder / "bin", folder / "jobs"
        self.bin.mkdir(parents=True)
        self.jobs.mkdir()
        submit, look, cancel, answer, refusal = _SYSTEMS[system]
        asking = _LOOKS[system]
        if waits:  # one that is cancelled is gone, as from a real queue
            asking = f"if lives 1; then\n{_WAITS[system]}\nelse\n{asking}\nfi"
        asking = asking.replace("FOLDER", str(self.jobs)).replace("REASON", waits)
        begin = "setsid sleep 300" if waits else "setsid sh $number.sh"
        values = {"folder": self.jobs, "answer": answer, "refusal": refusal}
        values |= {"look": asking, "begin": begin}
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
