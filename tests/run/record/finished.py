"""What a record says is finished, told from its columns."""

from __future__ import annotations

import numpy as np

from curator_gui.run.record import RunRecord
from curator_gui.run.record.tables.schema import CODES


def finished_in(record: RunRecord) -> list[int]:
    """List, ascending, the indices that are done, or skipped because an earlier run did them."""
    columns = record.columns()
    over = np.isin(columns["status"], [CODES["done"], CODES["skipped"]])
    return [int(index) for index in columns["index"][over]]
