"""The data set that a run leaves: its items and their measures, decisions, splits, card and loader.

Knows no Qt, and nothing of how a run is executed: of `run` it reads records only. To load one:

    from curator_gui import dataset

    data = dataset.open("output")
    data[0]["point_data/U"]

To make one of a run that a script has carried out: `dataset.hand_over(pipeline, result.record)`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curator_gui.core import Pipeline
    from curator_gui.dataset.handing_over.writing import HandedOver
    from curator_gui.dataset.loading.loader import Dataset


def open(folder: str | Path, *, left_out: bool = False) -> Dataset:
    """Open the data set in a folder.

    Parameters
    ----------
    folder
        The output folder of a run.
    left_out
        Whether items are there as well that were decided to be left out.

    Raises
    ------
    DatasetError
        If the folder holds no data set, one of another version, or its table is damaged.
    """
    from curator_gui.dataset.loading.loader import open_dataset

    return open_dataset(Path(folder), left_out=left_out)


def hand_over(pipeline: Pipeline[object], record: str | Path) -> HandedOver:
    """Make the output folder of a run a data set, as window and command line do after each run.

    Parameters
    ----------
    pipeline
        The pipeline that was run: its sink says where, its source names the items.
    record
        The record of the run (`RunResult.record`).

    Returns
    -------
    HandedOver
        `folder`, None if there is no data set, and `words`, which say why and what else there is
        to know. Nothing is raised: the run is over, whatever becomes of its description.
    """
    from curator_gui.dataset.handing_over.writing import hand_over as write

    return write(pipeline, Path(record))
