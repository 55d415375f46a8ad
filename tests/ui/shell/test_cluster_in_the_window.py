"""The options of a job system, and trying a cluster from the window."""

from __future__ import annotations

import os
import sys

import pytest
from PySide6.QtWidgets import QLabel

from curator_gui.app.document.edits import Edits
from curator_gui.core import PipelineDocument, make_step
from tests.run.hosts.dask_lab import ROOT
from tests.run.hosts.queue_stand_in import QueueStandIn, needs_job_queue

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
def test_a_job_system_that_is_not_here_is_said(window, page, monkeypatch, tmp_path, qtbot):
    needs_job_queue()
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    set_options(window, cluster="sge", address="127.0.0.1")
    page.cluster.button.click()
    qtbot.waitUntil(lambda: not page.cluster.check.running, timeout=60_000)
    (words,) = lines(page.cluster)
    assert "SGE takes no job of this run" in words
    assert "qsub" in words


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
