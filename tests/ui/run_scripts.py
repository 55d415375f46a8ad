"""What the scripted engine does in the tests of the views."""

from __future__ import annotations

from curator_gui.run.events import (
    GatheringStarted,
    IndexGathered,
    IndexRetried,
    LogLine,
    PassStarted,
    WorkerEnded,
    WorkerStarted,
)
from tests.app.fake_engine import Stage, failed, finished, started

T = 1_700_000_000.0


def mixed(stage: Stage) -> None:
    """Of ten indices, 3 and 7 lack a field, 5 kills its worker, the others are done."""
    stage.begin()
    stage.emit(WorkerStarted(T, 1, 1234))
    stage.emit(LogLine(T, 1, "info", "reader says hello"))
    for index in stage.indices:
        stage.emit(started(index, time=T + index))
        if index in (3, 7):
            stage.emit(failed(index, f"/data/case_{index}.vtu has no field p", time=T + index + 1))
        elif index == 5:
            stage.emit(IndexRetried(T + index, 5, 1, 1, "crash", "killed by SIGSEGV"))
            stage.emit(WorkerEnded(T + index, 1, 1234, "killed by SIGSEGV"))
            stage.emit(started(index, attempt=2, time=T + index))
            stage.emit(
                failed(index, "killed by SIGSEGV", attempt=2, quarantined=True, kind="WorkerDied")
            )
        else:
            stage.emit(finished(index, time=T + index + 1, duration=0.1 * (index + 1)))
    stage.end(done=7, failures=3)


def half_way(stage: Stage) -> None:
    """Half of the indices are done, the next one runs until a command comes."""
    stage.begin()
    half = len(stage.indices) // 2
    for index in stage.indices[:half]:
        stage.emit(started(index, time=T + index))
        stage.emit(finished(index, time=T + index + 1))
    stage.emit(started(stage.indices[half], worker=2, time=T + half))
    stage.command()
    stage.end("stopped", done=half)


def in_a_pass(stage: Stage) -> None:
    """A filter has gathered from two indices, two are in hand until a command comes."""
    stage.begin()
    stage.emit(PassStarted(T, 1, 2, "Standardize", 6))
    for worker in (1, 2):
        stage.emit(WorkerStarted(T, worker, 1233 + worker))
        stage.emit(GatheringStarted(T, worker, worker, 1))
        stage.emit(IndexGathered(T + 5 * worker, worker, worker, 5.0 * worker))
        stage.emit(GatheringStarted(T + 5 * worker, 2 + worker, worker, 1))
    stage.command()
    stage.end("stopped", done=0)
