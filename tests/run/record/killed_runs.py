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

from curator_gui.run.events import IndexStarted, RunStarted
from curator_gui.run.record import JournalWriter, RecordWriter, RunMeta, encode_frame, writer
from curator_gui.run.record.journal import event_from_frame

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
        fields = make_fields(chance, index, worker + 1)
        frame = encode_frame(fields)
        if not journals[worker].append(frame):
            os._exit(2)
        os.write(send, json.dumps([index, fields[0]]).encode() + b"\n")
        record.write(event_from_frame(fields))
    signal.pause()  # a slow parent has not killed us yet


def make_fields(chance: random.Random, index: int, worker: int) -> list:
    now = time.time()
    if chance.random() < 0.2:
        return ["fail", index, 1, now, 0.0, "error", "E", f"no {index}", "trace", "A", worker]
    outputs = [f"/out/{index}/{n}.vtu" for n in range(chance.randrange(3))]
    return ["done", index, 1, now, 0.0, outputs, 10, [0.5], 100, worker]


if __name__ == "__main__":
    main(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
