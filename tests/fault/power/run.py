"""A run whose disk is watched: started by `test_power_loss.py` with `shim.c` loaded."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "run"))

import toys

from curator_gui.core import Pipeline
from curator_gui.run.config import RunConfig
from curator_gui.run.engine.runner import execute
from curator_gui.run.record import writer
from curator_gui.run.record.journals import safe_queue

INDICES = 60


def watched(root: Path) -> Pipeline[int]:
    table = dict.fromkeys(range(INDICES), "sleep 0.01")
    steps = (
        toys.Numbers(INDICES).filter(toys.Misbehave(table)).filter(toys.Total(root / "sum.json"))
    )
    return steps.write(toys.Files(root / "out"))


def main(root: Path, durable: str) -> None:
    writer.BATCH_SECONDS = safe_queue.SYNC_SECONDS = 0.02  # more moments in a short run
    config = RunConfig(
        n_jobs=2, record=root / "run.curator-run", options={"durable": durable, "batch_size": 3}
    )
    result = execute(watched(root), config)
    assert result.completed == INDICES, result


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
