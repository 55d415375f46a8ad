"""Count, look at and read damaged files, as a worker and the helper do; in a process to lose.

`python -m tests.fault.readers.reading TARGET FIRST COUNT FOLDER` prints a line before each input,
and what came of it as JSON behind it. Whoever started it knows of which input it died.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from curator_gui.core import Pipeline, Sink
from curator_gui.core.errors import CuratorError
from curator_gui.domains.common.inspectors import inspector
from curator_gui.run.events import IndexFailed
from curator_gui.run.worker.index_runner import IndexRunner, index_label
from tests.fault.readers.targets import SOUND, TARGETS, Target

MEMORY = 3 << 30
"""Bytes of addresses that the process may have beyond those of its libraries."""

MOST = 4
"""Items of a file that are read."""


COUNTING = " (counting)"
"""Stands behind the name of the damaged file until the items are counted."""

OF_THE_SYSTEM = {kind.__name__ for kind in (OSError, *OSError.__subclasses__())}
"""Errors that name a file and have the system's own words."""


class Look(Sink[Any]):
    """Takes items as a sink does, and looks at them as the helper does."""

    name, description = "Look", "Looks at each item."

    def __init__(self, domain: str) -> None:
        self.domain = domain

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        found = 0
        for item in items:
            found += 1
            if self.domain == "plain":  # described where it was read, if at all
                continue
            with suppress(CuratorError):
                inspector(self.domain).describe(item)
        if not found:
            raise NothingError(f"index {index} gave no item and no error")
        return []


class NothingError(Exception):
    """An index that gives nothing and says nothing."""


def words_known() -> set[str]:
    """Return the names of all errors that are written for people."""
    waiting, found = [CuratorError], set()
    while waiting:
        kind = waiting.pop()
        found.add(kind.__qualname__)
        waiting += kind.__subclasses__()
    return found


def try_one(
    target: Target, folder: Path, damaged: Path, number: int, say: Callable[[list[Any]], None]
) -> tuple[str, str]:
    """Return what came of a folder with a damaged file: a word, and words about it."""
    try:
        source = target.source(folder)
        list(source.problems())
        size = len(source)
        labels = [index_label(Pipeline(source), n) for n in range(size)]
        inputs = [source.inputs(n) for n in range(size)]
        for n in range(size):
            getattr(source, "origin", int)(n)
    except CuratorError as error:
        if not target.alone:
            return "fault", f"counting ended: {error}"
        named = any(p.name in str(error) for p in (damaged, *damaged.parents, folder))
        return ("error", "") if named else ("fault", f"counting: no file is named: {error}")
    except MemoryError:
        return "memory", "counting"
    except Exception as error:
        return "fault", f"counting: {place(error)}"
    say([number, "counted", ""])
    return read_all(target, source, size, labels, inputs)


def place(error: BaseException) -> str:
    """Say what was raised and where."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "curator_gui" in f.filename]
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    where = f"{last.filename.rpartition('curator_gui/')[2]}:{last.lineno}"
    return f"{type(error).__name__}: {str(error)[:150]} at {where}"


def read_all(
    target: Target, source: Any, size: int, labels: Sequence[str], inputs: Sequence[Sequence[str]]
) -> tuple[str, str]:
    of_sound = [n for n in range(size) if any(SOUND in p for p in inputs[n])]
    others = [n for n in range(size) if n not in of_sound]
    if not target.alone and not of_sound:
        return "fault", f"the sound file is not listed: {labels}"
    if not target.alone and not others:
        return "fault", f"the damaged file is not listed: {labels}"
    runner = IndexRunner(source.write(Look(target.domain)), 0, lambda words: None)
    outcome = "read"
    for n in (*others[:MOST], *others[MOST:][-1:]):
        settled = runner.run(n, 1)
        if isinstance(settled, IndexFailed):
            found = judge(settled, labels[n])
            if found[0] in ("fault",):
                return found
            outcome = found[0] if outcome != "memory" else outcome
    for n in of_sound[:1]:
        settled = runner.run(n, 1)
        if isinstance(settled, IndexFailed):
            return "fault", f"the sound file cannot be read any more: {settled.message[:200]}"
    return outcome, ""


def judge(failed: IndexFailed, label: str) -> tuple[str, str]:
    message = str(failed.message)
    if failed.error_type == "MemoryError":
        return "memory", ""
    if failed.error_type in OF_THE_SYSTEM and "[Errno" in message and label in message:
        return "error", ""
    if failed.error_type not in words_known():
        where = [line.strip() for line in failed.traceback.splitlines() if "curator_gui" in line]
        return "fault", (
            f"{failed.stage}: {failed.error_type}: {message[-150:]} at "
            f"{(where or failed.traceback.splitlines()[-3:])[-1].rpartition('curator_gui/')[2]}"
        )
    if not label or label not in message:
        return "fault", f"no file is named: {message[:200]}"
    if message.rstrip().endswith(":"):
        return "fault", f"says nothing: {message[-200:]}"
    return "error", message if "--words" in sys.argv else ""


def everything(folder: Path) -> set[str]:
    return {f"{place}/{name}" for place, _, names in os.walk(folder) for name in names}


def main(name: str, first: int, count: int, work: Path) -> None:
    target, say = TARGETS[name], _apart()
    sound, folder, beside = work / "sound", work / "in", work / "cwd"
    for path in (sound, beside):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
    os.chdir(beside)
    target.make(sound)
    warnings.simplefilter("ignore")
    check_sound(target, sound)
    used = addresses()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    files = sorted(p.relative_to(sound) for p in sound.glob(target.damaged) if chosen(target, p))
    counting = " (counting, which may)" if may_crash(target, sound) else COUNTING
    for number in range(first, first + count):
        chance = random.Random(f"{name} {number}")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sound, folder)
        damaged = folder / chance.choice(files)
        target.by(damaged, chance)
        before = everything(work)
        say([number, "began", f"{damaged.relative_to(folder)}{counting}"])
        outcome, words = try_one(target, folder, damaged, number, say)
        more = everything(work) - before
        if more:
            outcome, words = "fault", f"wrote {sorted(more)[:3]}"
        # netCDF leaks without end over some files: then nothing else can be opened, and a worker
        # has its memory limit.
        worn = addresses() > used + MEMORY // 2
        say([number, "memory" if worn and outcome == "fault" else outcome, words])
        if worn:
            break


def _apart() -> Callable[[list[Any]], None]:
    """Return what writes to the starter; what libraries print goes nowhere."""
    out = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)

    def say(words: list[Any]) -> None:
        out.write(json.dumps(words) + "\n")
        out.flush()

    return say


def may_crash(target: Target, sound: Path) -> bool:
    return bool(target.source(sound).counting_may_crash)


def addresses() -> int:
    """Return the bytes of addresses that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def chosen(target: Target, path: Path) -> bool:
    return path.is_file() or target.by.__name__ == "damage_folder"


def check_sound(target: Target, sound: Path) -> None:
    """Insist that the sound files are read: damage to what nobody reads says nothing."""
    source = target.source(sound)
    runner = IndexRunner(source.write(Look(target.domain)), 0, lambda words: None)
    for index in range(len(source)):
        settled = runner.run(index, 1)
        assert not isinstance(settled, IndexFailed), settled.message + settled.traceback


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
