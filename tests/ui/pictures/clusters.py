"""The options of job systems."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from curator_gui.core.message import Message
from tests.ui.pictures.photographer import DAM_BREAK, Photographer, Scene

CLUSTERS = {
    "slurm": {"partition": "night"},
    "pbs": {"partition": "workq", "account": "mesh", "directives": "-W group_list=mesh"},
    "lsf": {"partition": "normal", "workers_per_job": 4},
    "sge": {"workers_per_job": 4, "parallel_environment": "smp", "memory_resource": "mem_free"},
}


def _scroll_to(person: Photographer, widget: QWidget) -> None:
    """Bring a widget near the top of the page that it stands on."""
    person.settle()
    area = widget.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    area.verticalScrollBar().setValue(widget.mapTo(area.widget(), QPoint()).y() - 80)


def cluster(person: Photographer) -> Scene:
    """Show the options of each job system and what trying the cluster says."""
    bench = person.window.bench
    document = bench.session.document
    for system, options in CLUSTERS.items():
        given = {"cluster": system, "walltime": "04:00:00", **options}
        bench.session.adopt(document.with_run(backend="dask", n_jobs=16, options=given), None)
        bench.commands["options"].trigger()
        _scroll_to(person, bench.build.options.options.rows["walltime"].editor)
        yield f"options-cluster-{system}"
    panel = bench.build.options.cluster
    full = "all queues dropped because of overload or full"
    waits = "jobs of {system} wait ({numbers}): {reason}"
    panel.add(None, Message(waits, system="SGE", numbers="4711", reason=full))
    came = "a worker came after {time} ({worker})"
    panel.add(True, Message(came, time="4.21 s", worker="tls://10.1.0.7:40123"))
    wrong = "workers cannot read {path}: use a folder that all nodes share"
    panel.add(False, Message(wrong, path=DAM_BREAK))
    _scroll_to(person, bench.build.options.heading)
    yield "options-cluster"
    bench.session.adopt(
        document.with_run(
            backend="dask", n_jobs=4, options={"cluster": "sge", "cores_per_worker": 2}
        ),
        None,
    )
    _scroll_to(person, bench.build.options.options.rows["parallel_environment"].editor)
    yield "options-cluster-problem"
