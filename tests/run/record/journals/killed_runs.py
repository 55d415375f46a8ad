"""Writes records in child processes that are killed; run by `test_record_kills.py`.

For each seed it prints one line of JSON: the record's path and the indices that the child had
reported as finished or failed before the SIGKILL.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted, RunStarted
from curator_gui.run.record import JournalWriter, RecordWriter, RunMeta, writer
from curator_gui.run.wire.frames import Settled, encode

INDICES = 2_000


def main(folder: Path, seeds: range) -> None:
    for seed in seeds:
        path = folder / f"run-{seed}.curator-run"
        print(json.dumps({"path": str(path), "reported": killed_run(seed, path)}), flush=True)


def killed_run(seed: int, path: Path) -> list[list]:
    chance = random.Random(seed)
    wanted = chance.choice([0, 1, chance.randrange(50), chance.randrange(INDICES)])
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        write_run(chance, path, send)
        os._exit(1)
    os.close(send)
    reports = read_reports(receive, child, wanted, chance.random() * 0.01)
    os.waitpid(child, 0)
    return reports


def read_reports(receive: int, child: int, wanted: int, delay: float) -> list[list]:
    data = b""
    killed = False
    while chunk := os.read(receive, 1 << 16):
        data += chunk
        if not killed and data.count(b"\n") > wanted:
            time.sleep(delay)  # not a synchronisation: the moment of the kill shall be random
            os.kill(child, signal.SIGKILL)
            killed = True
    os.close(receive)
    return [json.loads(line) for line in data.splitlines()[1:] if line.endswith(b"]")]


def write_run(chance: random.Random, path: Path, send: int) -> None:
    writer.BATCH_SECONDS = chance.choice([0.0, 0.002, 0.02, 0.1])
    meta = RunMeta("r", "", {}, [{"name": "A"}], "f", INDICES, range(INDICES))
    record = RecordWriter.create(path, meta)
    record.write(RunStarted(time.time(), "r", INDICES, 2, ("A",)))
    journals = [JournalWriter(record.new_journal_path(worker)) for worker in (1, 2)]
    os.write(send, b"ready\n")
    for index in range(INDICES):
        worker = chance.randrange(2)
        record.write(IndexStarted(time.time(), index, worker + 1, 1))
        event = make_event(chance, index, worker + 1)
        if not journals[worker].append(encode(event)):
            os._exit(2)
        word = "done" if isinstance(event, IndexFinished) else "fail"
        os.write(send, json.dumps([index, word]).encode() + b"\n")
        record.write(event)
    signal.pause()  # a slow parent has not killed us yet


def make_event(chance: random.Random, index: int, worker: int) -> Settled:
    head = (time.time(), index, worker, 1, 0.0)
    if chance.random() < 0.2:
        return IndexFailed(*head, "failed", "error", "E", f"no {index}", "trace", "A")
    outputs = tuple(f"/out/{index}/{n}.vtu" for n in range(chance.randrange(3)))
    return IndexFinished(*head, outputs, 10, (0.5,), 100, b"i" * 16)


if __name__ == "__main__":
    main(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
