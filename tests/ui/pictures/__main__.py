"""Take a picture of every view of the real window, after real runs of the sample projects.

    python -m tests.ui.pictures OUT [--theme dark] [--size 1280x800] [--language de]
                                    [--only results]

The size is in device-independent pixels: with QT_SCALE_FACTOR=2 the pictures are twice as large.
Needs a real platform, for example `xvfb-run -s "-screen 0 2560x1600x24"`; settings, runs and
copies of the samples go to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":  # before Qt or a worker could read them
    PRIVATE = Path(tempfile.mkdtemp(prefix="curator-pictures-"))
    for variable, place in {
        "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "CURATOR_RUNS": "runs",
        "CURATOR_SAMPLES": "samples",
    }.items():  # fmt: skip
        os.environ[variable] = str(PRIVATE / place)
    os.environ.setdefault("OMP_NUM_THREADS", "1")

from PySide6.QtWidgets import QApplication

from tests.ui.pictures import (
    agreements,
    clusters,
    data_sets,
    help_pages,
    outputs,
    own_code,
    pipelines,
    runs,
)
from tests.ui.pictures.photographer import Photographer, Scene

SCENES: tuple[Callable[[Photographer], Scene], ...] = (
    pipelines.first_start,
    pipelines.building,
    pipelines.previewing,
    pipelines.planning,
    pipelines.passes,
    outputs.sinks,
    outputs.series,
    runs.running,
    runs.troubles,
    runs.history,
    data_sets.dataset,
    clusters.cluster,
    agreements.code,
    agreements.connecting,
    own_code.ends,
    help_pages.rest,
)


def main() -> None:
    """Take the pictures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--theme", default="light")
    arguments.add_argument("--size", default="1280x800")
    arguments.add_argument("--language", default="system", help="en, de, or that of the system")
    arguments.add_argument("--only", default="", help="a scene, such as building")
    chosen = arguments.parse_args()
    width, height = map(int, chosen.size.split("x"))
    person = Photographer(chosen.folder, chosen.theme, (width, height), PRIVATE, chosen.language)
    try:
        for scene in SCENES:
            if chosen.only in ("", scene.__name__):
                for name in scene(person):
                    person.take(name)
                    print(name, flush=True)
    finally:
        person.close()
        QApplication.processEvents()


if __name__ == "__main__":
    main()
