"""What the head of a job says to its job system, by the systems' own documentation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run.hosts.jobs.cluster import library, make_kind, unasked_words
from curator_gui.run.planning.job_options import jobs_of
from curator_gui.run.planning.options import DASK_OPTIONS, checked_options
from tests.run.hosts.jobs.queue_stand_in import needs_job_queue

ASKED = {
    "partition": "night",
    "account": "mesh",
    "walltime": "1-02:30:01",
    "workers_per_job": 4,
    "cores_per_worker": 2,
    "memory_per_job": "6G",
    "prologue": "module load python; export LANG=C",
}


@pytest.fixture(autouse=True)
def _library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take no settings of the person who tests, nor of the machine's LSF."""
    needs_job_queue()
    monkeypatch.setenv("LSF_ENVDIR", str(tmp_path))


def jobs(system: str, n_jobs: int = 8, **options: Any) -> Any:
    given = {"cluster": system, **options}
    return jobs_of(checked_options(given, DASK_OPTIONS, "dask", n_jobs), n_jobs)


def script(folder: Path, system: str, **options: Any) -> list[str]:
    """Return the lines of the job script, as the job system gets it."""
    kind, given = make_kind(jobs(system, **{**ASKED, **options}), folder)
    job = kind.job_cls(scheduler="tls://10.1.0.1:8786", name="0", **given)
    return str(job.job_script()).splitlines()


def head(folder: Path, system: str, mark: str, **options: Any) -> list[str]:
    lines = script(folder, system, **options)
    return [line.removeprefix(mark).strip() for line in lines if line.startswith(mark)]


def test_slurm(tmp_path: Path) -> None:
    lines = head(tmp_path, "slurm", "#SBATCH", directives="--gres=gpu:1")
    for line in ("-J curator", "-p night", "-A mesh", "-n 1", "--cpus-per-task=8", "--mem=6G"):
        assert line in lines
    assert "-t 26:30:01" in lines
    assert "--gres=gpu:1" in lines


def test_pbs(tmp_path: Path) -> None:
    lines = head(tmp_path, "pbs", "#PBS", directives="-W group_list=mesh; -m n")
    for line in ("-N curator", "-q night", "-A mesh", "-W group_list=mesh", "-m n"):
        assert line in lines
    assert "-l select=1:ncpus=8:mem=6144MB" in lines
    assert "-l walltime=26:30:01" in lines


def test_sge(tmp_path: Path) -> None:
    options = {"parallel_environment": "smp", "memory_resource": "h_vmem"}
    lines = head(tmp_path, "sge", "#$", directives="-l gpu=1", **options)
    for line in ("-N curator", "-q night", "-P mesh", "-S /bin/bash", "-l gpu=1"):
        assert line in lines
    assert "-pe smp 8" in lines
    assert "-l h_vmem=768M" in lines  # per slot: 6G / 8
    assert "-l h_rt=26:30:01" in lines


@pytest.mark.parametrize(
    ("settings", "memory"),
    [("", 6291456), ("LSF_UNIT_FOR_LIMITS=MB\n", 6144), ("LSF_UNIT_FOR_LIMITS = GB\n", 6)],
)
def test_lsf(settings: str, memory: int, tmp_path: Path) -> None:
    """-W has no seconds; -M is in the unit of lsf.conf, kilobytes without one."""
    (tmp_path / "lsf.conf").write_text(settings)
    lines = head(tmp_path, "lsf", "#BSUB", directives="-x")
    for line in ("-J curator", "-q night", '-P "mesh"', "-n 8", '-R "span[hosts=1]"', "-x"):
        assert line in lines
    assert "-W 26:31" in lines
    (asked,) = [int(line.split()[1]) for line in lines if line.startswith("-M")]
    assert asked == memory


@pytest.mark.parametrize("system", ["slurm", "pbs", "lsf", "sge"])
def test_the_prologue_comes_before_the_workers(system: str, tmp_path: Path) -> None:
    own = {"parallel_environment": "smp"} if system == "sge" else {}
    lines = [line for line in script(tmp_path, system, **own) if line and line[0] != "#"]
    assert lines[:2] == ["module load python", "export LANG=C"]
    assert lines[2] == "export CURATOR_JOB=1", "what they print is masked"
    assert "--nworkers 4" in lines[3]
    assert "--nthreads 2" in lines[3]


def test_settings_of_the_person_are_kept(tmp_path: Path) -> None:
    library()
    import dask

    with dask.config.set({"jobqueue.sge.job-extra-directives": ["-r y"]}):
        lines = head(tmp_path, "sge", "#$", parallel_environment="smp", directives="-m n")
    assert [line for line in lines if line in ("-r y", "-m n")] == ["-r y", "-m n"]


def test_memory_that_is_not_asked_for_is_said() -> None:
    words = unasked_words(jobs("sge"))
    assert words is not None
    assert "memory_resource" in words
    assert unasked_words(jobs("sge", memory_resource="mem_free")) is None
    assert unasked_words(jobs("sge", directives="-l mem_free=4G")) is None
    assert unasked_words(jobs("pbs")) is None


@pytest.mark.parametrize(
    ("system", "options", "words"),
    [
        ("sge", {"cores_per_worker": 2}, "parallel_environment: SGE gives a job one core.*needs 2"),
        ("sge", {"workers_per_job": 3}, "parallel_environment: .* needs 3"),
        ("pbs", {"parallel_environment": "smp"}, "parallel_environment: PBS has none"),
        ("slurm", {"memory_resource": "h_vmem"}, "memory_resource: Slurm has none"),
    ],
)
def test_what_a_system_would_not_give_is_refused(
    system: str, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(ParamError, match=words):
        jobs(system, **options)


def test_a_parallel_environment_may_stand_in_the_directives() -> None:
    assert jobs("sge", cores_per_worker=2, directives="-pe mpi 2").slots == 2
