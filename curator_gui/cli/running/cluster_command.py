"""`curator-gui cluster DOC`: does the cluster of a document have and see what its run needs?"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from curator_gui.cli.loading import LoadedPipeline, load_pipeline, stdout_kept_clean
from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_DONE, EXIT_SOME_FAILED
from curator_gui.cli.running.run_command import override
from curator_gui.cli.signals import stop_on_signals
from curator_gui.core.document import RunOptions
from curator_gui.core.documents.paths import is_path_param
from curator_gui.core.frozen import thaw
from curator_gui.core.message import recorded
from curator_gui.core.params.param import params_of
from curator_gui.run.worker.redirect import output_paths

if TYPE_CHECKING:
    from curator_gui.run.engine.backends.cluster_check import ClusterFinding

ALWAYS = ("curator-gui", "distributed", "joblib", "numpy")
OF_DOMAINS = {
    "mesh": ("pyvista", "vtk", "meshio"),
    "grid": ("xarray", "netCDF4", "zarr"),
    "atoms": ("ase", "lmdb"),
}


MARKS = {True: "ok", False: "FAILED", None: "note"}


class _Enough:
    """What Ctrl-C ends: the wait for a job."""

    def __init__(self) -> None:
        self.said = threading.Event()

    def stop_now(self) -> None:
        self.said.set()


def check(arguments: argparse.Namespace) -> int:
    """Print what each check found; exit code 3 if one of them is not well.

    Raises
    ------
    CuratorError
        If the document is wrong, names no cluster, or the job system takes no job.
    """
    with stdout_kept_clean():
        loaded = load_pipeline(arguments.document, arguments.document_path)
    well = True
    for finding in _findings(loaded, override(loaded.document.run, arguments)):
        well = well and finding.ok is not False
        say(_as_json(finding) if arguments.json else _as_line(finding))
    return EXIT_DONE if well else EXIT_SOME_FAILED


def _as_line(finding: ClusterFinding) -> str:
    return f"{MARKS[finding.ok]:<7} {finding.words}"


def _as_json(finding: ClusterFinding) -> str:
    """Write a finding with the parts of its words, which a window translates."""
    words = finding.words
    return json.dumps({"ok": finding.ok, "words": str(words), "parts": recorded(words)})


def _findings(loaded: LoadedPipeline, run: RunOptions) -> Iterator[ClusterFinding]:
    from curator_gui.run.engine.backends.cluster_check import Needs, check_cluster
    from curator_gui.run.planning.options import DASK_OPTIONS, checked_options

    options = checked_options(thaw(run.options), DASK_OPTIONS, "dask", run.n_jobs)
    reads, writes = paths_of(loaded)
    domain = loaded.document.domain
    needs = Needs(reads, writes, (*ALWAYS, *OF_DOMAINS.get(domain, ())))
    base = Path(options["temp_folder"] or user_cache_path("curator"))
    base.mkdir(parents=True, exist_ok=True)
    enough = _Enough()
    with (
        tempfile.TemporaryDirectory(prefix="cluster-", dir=base) as folder,
        stop_on_signals(enough),
    ):
        yield from check_cluster(options, run.n_jobs, needs, Path(folder), enough.said.is_set)


def paths_of(loaded: LoadedPipeline) -> tuple[list[Path], list[Path]]:
    """Return what the steps read and what they write, by their parameters; no addresses."""
    reads: list[Path] = []
    writes: list[Path] = []
    for step in loaded.pipeline.steps:
        written = output_paths(step)
        writes += written.values()
        arguments = getattr(step, "arguments", {})
        for param in params_of(step):
            value = arguments.get(param.name)
            if value and is_path_param(param) and param.name not in written:
                reads += [Path(value)] if "://" not in str(value) else []
    return reads, writes
