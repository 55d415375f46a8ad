"""The data set that a run leaves: its items and their measures, decisions, splits, card and loader.

Knows no Qt, and nothing of how a run is executed: of `run` it reads records only. To load one:

    from curator_gui import dataset

    data = dataset.open("output")
    data[0]["point_data/U"]
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
