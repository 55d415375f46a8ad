"""What the job systems say of jobs, in the forms of their manual pages, is understood."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.run.hosts.jobs import states as job_states
from curator_gui.run.hosts.jobs.states import OVER, JobState, states_of, why_not_running
from curator_gui.run.hosts.jobs.systems import SYSTEMS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")

SLURM = """12|RUNNING|n1|None
13|PENDING||Resources
14|COMPLETING|n2|None
15|CANCELLED||None
"""
OPENPBS = """Job Id: 12.server
    Job_Name = curator
    job_state = R
    exec_host = node7/0*2+node8/0
    comment = Job run at Mon Nov 30 on (node7:ncpus=2:mem=4194304kb)+(n
\tode8:ncpus=2)
    Variable_List = PBS_O_HOME=/home/ada,
\tPBS_O_PATH=/usr/bin

Job Id: 13.server
    job_state = Q
    comment = Not Running: Insufficient amount of resource: ncpus

Job Id: 14.server
    job_state = E
    exec_host = node7/1

Job Id: 15.server
    job_state = C
    exit_status = 271
"""
TORQUE_BEFORE_SLURM = "Job Id:\t12\n\tJob_Name = curator\n\tjob_state = R\n\texec_host = n1/1\n"
SGE = """<?xml version='1.0'?>
<job_info><queue_info>
<job_list state="running"><JB_job_number>12</JB_job_number><state>r</state>
<queue_name>all.q@n1.lab</queue_name></job_list>
<job_list state="running"><JB_job_number>14</JB_job_number><state>dr</state>
<queue_name>all.q@n2.lab</queue_name></job_list>
</queue_info><job_info>
<job_list state="pending"><JB_job_number>13</JB_job_number><state>qw</state>
<queue_name></queue_name></job_list>
<job_list state="pending"><JB_job_number>16</JB_job_number><state>Eqw</state></job_list>
</job_info></job_info>
"""
LSF = "12    RUN   hostA\n13    PEND  -\n15    EXIT  hostB\n"
ASKED = ["12", "13", "14", "15", "16", "17"]


def put(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: int) -> None:
    """Put a command on the path that says a text, and nothing else."""
    (folder / "said").write_text(text)
    command = folder / name
    command.write_text(f"#!/bin/sh\ncat {folder}/said\nexit {code}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("system", "command", "text", "known"),
    [
        (
            "slurm",
            "squeue",
            SLURM,
            {
                "12": JobState("runs", "RUNNING", "n1"),
                "13": JobState("waits", "PENDING", "", "Resources"),
                "14": JobState("ends", "COMPLETING", "n2"),
                "15": JobState("over", "CANCELLED"),
            },
        ),
        (
            "pbs",
            "qstat",
            OPENPBS,
            {
                "12": JobState(
                    "runs",
                    "R",
                    "node7",
                    "Job run at Mon Nov 30 on (node7:ncpus=2:mem=4194304kb)+(node8:ncpus=2)",
                ),
                "13": JobState(
                    "waits", "Q", "", "Not Running: Insufficient amount of resource: ncpus"
                ),
                "14": JobState("ends", "E", "node7"),
                "15": JobState("over", "C"),
            },
        ),
        ("pbs", "qstat", TORQUE_BEFORE_SLURM, {"12": JobState("runs", "R", "n1")}),
        (
            "sge",
            "qstat",
            SGE,
            {
                "12": JobState("runs", "r", "n1.lab"),
                "13": JobState("waits", "qw"),
                "14": JobState("ends", "dr", "n2.lab"),
                "16": JobState("stuck", "Eqw"),
            },
        ),
        (
            "lsf",
            "bjobs",
            LSF,
            {
                "12": JobState("runs", "RUN", "hostA"),
                "13": JobState("waits", "PEND"),
                "15": JobState("over", "EXIT", "hostB"),
            },
        ),
    ],
)
def test_states_are_read_and_what_is_not_listed_is_over(
    system: str,
    command: str,
    text: str,
    known: dict[str, JobState],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(command, tmp_path, monkeypatch, text, 0)
    assert states_of(system, ASKED) == dict.fromkeys(ASKED, OVER) | known


@pytest.mark.parametrize(
    ("system", "command", "words", "gone"),
    [
        ("slurm", "squeue", "slurm_load_jobs error: Socket timed out on send/recv operation", 0),
        ("slurm", "squeue", "slurm_load_jobs error: Invalid job id specified", 1),
        ("pbs", "qstat", "qstat: Unknown Job Id 17.server", 1),
        ("pbs", "qstat", "qstat: 17.server Job has finished, use -x or -H to obtain", 1),
        ("pbs", "qstat", "pbs_connect: Connection refused\nqstat: cannot connect to server", 0),
        ("sge", "qstat", "error: unable to contact qmaster using port 6444 on host", 0),
        ("lsf", "bjobs", "Job <17> is not found", 1),
        ("lsf", "bjobs", "LSF is down. Please wait ...", 0),
    ],
)
def test_a_job_is_over_only_if_the_job_system_says_so(
    system: str,
    command: str,
    words: str,
    gone: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(command, tmp_path, monkeypatch, words, 1)
    assert states_of(system, ["17"]) == ({"17": OVER} if gone else {})


@pytest.mark.parametrize("system", SYSTEMS)
def test_without_its_commands_nothing_is_known(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert states_of(system, ["1"]) == {}
    assert why_not_running(system, "1") == ""


@pytest.mark.parametrize(
    ("system", "command", "text", "why"),
    [
        (
            "sge",
            "qstat",
            "job_number:   16\nerror reason    1:          can't chdir to /gone: No such file\n"
            "scheduling info:            Job is in error state\n",
            "can't chdir to /gone: No such file",
        ),
        (
            "sge",
            "qstat",
            'scheduling info:    queue "all.q@n1" dropped because it is full\n'
            "                    All queues dropped because of overload or full\n",
            'queue "all.q@n1" dropped because it is full All queues dropped because of overload '
            "or full",
        ),
        (
            "lsf",
            "bjobs",
            "JOBID USER STAT QUEUE FROM_HOST JOB_NAME SUBMIT_TIME\n"
            "13 ada PEND normal n1 curator Nov 30 10:14\n"
            " Job's requirements for reserving resource (mem) not satisfied: 2 hosts;\n",
            "Job's requirements for reserving resource (mem) not satisfied: 2 hosts;",
        ),
        ("slurm", "squeue", "12|PENDING||Resources", ""),
    ],
)
def test_why_a_job_waits(
    system: str,
    command: str,
    text: str,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(command, tmp_path, monkeypatch, text, 0)
    assert why_not_running(system, "13") == why


@pytest.mark.parametrize("system", [name for name in SYSTEMS if name != "sge"])
@given(text=st.text() | st.text(alphabet="Job Id:|=\n\t 12._stateR"))
def test_any_text_is_read(system: str, text: str) -> None:
    """SGE's answer is XML: what is none says nothing."""
    for number, state in job_states._SYSTEMS[system].read(text):
        assert isinstance(number, str)
        assert state.phase in ("waits", "runs", "ends", "stuck", "over")
