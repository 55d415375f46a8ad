"""The options of a job system, and trying a cluster from the window."""

from __future__ import annotations

import os
import sys

import pytest
from PySide6.QtWidgets import QLabel

from curator_gui.app.document.edits import Edits
from curator_gui.core import PipelineDocument, make_step
from curator_gui.run.planning.job_options import JOB_OPTIONS, OF_SGE
from tests.run.hosts.dask_lab import ROOT
from tests.run.hosts.jobs.queue_stand_in import QueueStandIn, needs_job_queue

JOB_ROWS = ("partition", "walltime", "prologue", "python")


@pytest.fixture
def page(window, tmp_path):
    window.bench.session.adopt(
        PipelineDocument(
            source=make_step("source", "mesh.SyntheticSource"),
            sinks=(make_step("sink", "mesh.VTUSink", {"folder": str(tmp_path / "out")}),),
        ).with_run(backend="dask", n_jobs=1),
        None,
    )
    window.bench.commands["options"].trigger()
    return window.bench.build.options


def set_options(window, **options):
    for name, value in options.items():
        Edits(window.bench.session).set_option(name, value)


def lines(panel) -> list[str]:
    rows = [panel.lines.itemAt(n).layout() for n in range(panel.lines.count())]
    return [row.itemAt(1).widget().text() for row in rows]


def test_options_of_jobs_are_seen_where_a_job_system_is_chosen(window, page):
    rows = page.options.rows
    assert not any(rows[name].editor.isVisibleTo(page) for name in JOB_ROWS)
    assert not page.cluster.isVisibleTo(page)
    set_options(window, cluster="slurm")
    assert all(rows[name].editor.isVisibleTo(page) for name in JOB_ROWS)
    assert page.cluster.isVisibleTo(page)


@pytest.mark.parametrize("system", [None, "slurm", "pbs", "lsf", "sge"])
def test_only_what_the_job_system_has_is_on_the_page(window, page, system):
    """Label, field and help of an option are there together or not at all."""
    set_options(window, cluster=system)
    wanted = {p.name for p in JOB_OPTIONS[1:]} if system else set()
    wanted -= set(() if system == "sge" else OF_SGE)
    for param in JOB_OPTIONS[1:]:
        row = page.options.rows[param.name]
        seen = [w.isVisibleTo(page) for w in (row.label, row.editor, row.help)]
        assert seen == [param.name in wanted] * 3, param.name


def test_several_cores_of_sge_ask_for_a_parallel_environment_at_its_field(window, page):
    set_options(window, cluster="sge", cores_per_worker=2)
    row = page.options.rows["parallel_environment"]
    assert row.message.text.startswith("SGE gives a job one core, and this one needs 2")
    set_options(window, parallel_environment="smp")
    assert not row.message.text


def test_what_another_job_system_has_no_use_for_stays_seen(window, page):
    set_options(window, cluster="sge", memory_resource="mem_free")
    set_options(window, cluster="slurm")
    row = page.options.rows["memory_resource"]
    assert row.editor.isVisibleTo(page)
    assert row.message.text == "Slurm has none; it is for SGE"


def test_what_excludes_each_other_is_said_beside_the_option(window, page):
    set_options(window, cluster="slurm", scheduler="tcp://127.0.0.1:1")
    texts = [w.text() for w in page.options.findChildren(QLabel) if w.isVisibleTo(page)]
    assert any("exclude each other" in text for text in texts)


def test_a_second_try_takes_away_what_the_first_has_found(window, page, qtbot):
    def seen() -> list[str]:
        return [w.text() for w in page.cluster.findChildren(QLabel) if w.isVisibleTo(page)]

    set_options(window, cluster="slurm")
    page.cluster.add(False, "one")
    qtbot.waitUntil(lambda: "one" in seen())
    set_options(window, partition="night")
    page.cluster.add(False, "two")
    qtbot.waitUntil(lambda: "two" in seen())
    assert "one" not in seen()
    assert lines(page.cluster) == ["two"]


def test_what_is_tried_is_known_to_the_registry_of_the_window(window, page, monkeypatch):
    """Its steps' relative paths are rewritten for the copy; another registry may not know them."""
    used = []
    monkeypatch.setattr(page.cluster.check, "start", lambda *given: used.append(given))
    set_options(window, cluster="slurm")
    page.cluster.button.click()
    ((document, base, registry),) = used
    session = window.bench.session
    assert (document, base) == (session.document, session.base)
    assert registry is session.registry


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_the_cluster_is_tried_from_the_window(window, page, tmp_path, monkeypatch, qtbot):
    needs_job_queue()
    queue = QueueStandIn("pbs", tmp_path / "queue")
    monkeypatch.setenv("PATH", f"{queue.bin}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    set_options(window, cluster="pbs", address="127.0.0.1", memory_per_job="500M")
    panel = page.cluster
    panel.button.click()
    assert panel.button.text() == "Stop trying"
    qtbot.waitUntil(lambda: not panel.check.running, timeout=60_000)
    said = lines(panel)
    assert said[0].startswith("a worker came after")
    assert any("can write to" in line for line in said)
    assert said[-1].startswith("workers reach this machine")
    assert panel.button.text() == "Try the cluster"
    qtbot.waitUntil(lambda: not queue.alive(), timeout=20_000)
    set_options(window, walltime="02:00:00")
    assert lines(panel) == []


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
@pytest.mark.parametrize(
    ("system", "name", "command"),
    [
        ("slurm", "Slurm", "sbatch"),
        ("pbs", "PBS", "qsub"),
        ("lsf", "LSF", "bsub"),
        ("sge", "SGE", "qsub"),
    ],
)
def test_a_job_system_that_is_not_here_is_said(
    window, page, monkeypatch, tmp_path, qtbot, system, name, command
):
    needs_job_queue()
    monkeypatch.setenv("PATH", str(tmp_path))  # this machine may have one
    set_options(window, cluster=system, address="127.0.0.1", memory_resource=None)
    page.cluster.button.click()
    qtbot.waitUntil(lambda: not page.cluster.check.running, timeout=60_000)
    words = lines(page.cluster)[-1]
    assert f"{name} is not on this machine" in words
    assert f"(no command {command})" in words


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
@pytest.mark.parametrize("system", ["pbs", "lsf", "sge"])
def test_a_queue_that_is_not_there_is_said_in_the_systems_words(
    window, page, monkeypatch, tmp_path, qtbot, system
):
    needs_job_queue()
    queue = QueueStandIn(system, tmp_path / "queue")
    monkeypatch.setenv("PATH", f"{queue.bin}:{os.environ['PATH']}")
    set_options(window, cluster=system, address="127.0.0.1", partition="moon")
    page.cluster.button.click()
    qtbot.waitUntil(lambda: not page.cluster.check.running, timeout=60_000)
    words = lines(page.cluster)[-1]
    assert "takes no job of this run" in words
    assert "queue" in words.lower().partition("run: ")[2]


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
@pytest.mark.parametrize("system", ["pbs", "sge", "lsf"])
def test_a_job_that_waits_is_said_with_its_reason(
    window, page, monkeypatch, tmp_path, qtbot, system
):
    needs_job_queue()
    queue = QueueStandIn(system, tmp_path / "queue", waits="not enough free cores")
    monkeypatch.setenv("PATH", f"{queue.bin}:{os.environ['PATH']}")
    set_options(window, cluster=system, address="127.0.0.1")
    panel = page.cluster
    panel.button.click()
    qtbot.waitUntil(lambda: any("wait (1)" in line for line in lines(panel)), timeout=60_000)
    assert "not enough free cores" in lines(panel)[-1]
    panel.button.click()
    qtbot.waitUntil(lambda: not panel.check.running, timeout=30_000)
    assert lines(panel)[-1] == "no worker came"


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_waiting_for_a_job_can_be_stopped_and_the_job_is_gone(
    window, page, tmp_path, monkeypatch, qtbot
):
    needs_job_queue()
    queue = QueueStandIn("pbs", tmp_path / "queue")
    monkeypatch.setenv("PATH", f"{queue.bin}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    set_options(window, cluster="pbs", address="127.0.0.1", prologue="sleep 600")
    panel = page.cluster
    panel.button.click()
    qtbot.waitUntil(lambda: bool(queue.alive()), timeout=60_000)
    panel.button.click()
    qtbot.waitUntil(lambda: not panel.check.running, timeout=30_000)
    assert lines(panel)[-1] == "no worker came"
    qtbot.waitUntil(lambda: not queue.alive(), timeout=20_000)
