"""Damage the files of every reader, thousands of times each, and say what came of it as a table.

`python -m tests.fault.readers.campaign --count 10000 [--first 0] [PART OF A READER'S NAME ...]`
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.fault.readers.reading import COUNTING
from tests.fault.readers.targets import TARGETS

SECONDS = 30.0
"""No input may take longer; on a loaded machine most take some hundredths."""

START_SECONDS = 120.0
ROOT = Path(__file__).parents[3]
DEATHS = 40
"""A campaign ends after so many deaths, and one more for 20 inputs: each costs a new process."""


@dataclass
class Tally:
    """What came of the inputs of one reader: their number by outcome, and the faults in words."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    crashes: list[tuple[int, str, str]] = field(default_factory=list)
    seconds: float = 0.0


def run(name: str, first: int, count: int) -> Tally:
    """Try inputs of a reader in processes that may die; each death costs one input."""
    tally, began = Tally(name), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="curator-readers-") as work:
        number, last = first, first + count
        while number < last and len(tally.crashes) < DEATHS + count // 20:
            number = _run_some(tally, number, last - number, Path(work))
    tally.seconds = time.monotonic() - began
    return tally


def _run_some(tally: Tally, first: int, count: int, work: Path) -> int:
    """Let one process try inputs until it is done or dies; return the next input's number."""
    log = work / "stderr"
    command = [sys.executable, "-m", "tests.fault.readers.reading", tally.name]
    with log.open("w") as errors:
        process = subprocess.Popen(
            [*command, str(first), str(count), str(work)],
            stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT, env=_environment(),
        )  # fmt: skip
    place, number, after = "", first, first
    try:
        for number, outcome, words in _lines(process):
            if outcome == "began":
                place = words
                continue
            if outcome == "counted":
                place = place.partition(" (counting")[0]
                continue
            after = number + 1
            tally.counts[outcome] += 1
            if outcome == "fault":
                tally.faults.append((number, place, words))
    except TimeoutError:
        _lose(tally, number, place, "hangs")
        return number + 1
    finally:
        if after == number:  # an input was begun: it hangs or has died
            process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(START_SECONDS)
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    if process.returncode == 0 or after == first + count:
        return after
    said = " ".join(log.read_text(errors="replace").split()[-20:])
    if not place:
        raise RuntimeError(f"{tally.name}: its process does not begin: {log.read_text()[-2000:]}")
    _lose(tally, number, place, f"died {process.returncode}: {said[-200:]}")
    return number + 1


def _lose(tally: Tally, number: int, place: str, words: str) -> None:
    """Keep what a process was lost of; where no other process counts in its place, as a fault."""
    hangs = not words.startswith("died")
    bad = place.endswith(COUNTING) or (hangs and " (counting" in place)
    tally.counts["fault" if bad else "hang" if hangs else "crash"] += 1
    (tally.faults if bad else tally.crashes).append((number, place, words))


def _lines(process: subprocess.Popen[str]) -> Iterator[tuple[int, str, str]]:
    """Yield what the process says.

    Raises
    ------
    TimeoutError
        If it says nothing for too long.
    """
    said: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        assert process.stdout is not None
        with suppress(ValueError):
            for line in process.stdout:
                said.put(line)
        said.put(None)

    threading.Thread(target=listen, daemon=True).start()
    patience = START_SECONDS
    while True:
        try:
            line = said.get(timeout=patience)
        except queue.Empty:
            raise TimeoutError from None
        if line is None:
            return
        patience = SECONDS
        number, outcome, words = json.loads(line)
        yield number, outcome, words


def _environment() -> dict[str, str]:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": str(ROOT), "MALLOC_ARENA_MAX": "2"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    outcomes = ("read", "error", "memory", "crash", "hang", "fault")
    print("| reader | inputs | " + " | ".join(outcomes) + " | seconds |")
    for name in TARGETS:
        if asked.names and not any(part in name for part in asked.names):
            continue
        tally = run(name, asked.first, asked.count)
        numbers = " | ".join(f"{tally.counts[o]}" for o in outcomes)
        print(
            f"| {name} | {sum(tally.counts.values())} | {numbers} | {tally.seconds:.0f} |",
            flush=True,
        )
        for number, place, words in (*tally.faults, *tally.crashes):
            print(f"  {name} {number} {place}: {words}", flush=True)


if __name__ == "__main__":
    main()
