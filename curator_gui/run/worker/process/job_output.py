"""Mask what a process prints where its output is the file of a job system, such as slurm-7.out.

Nobody reads that file for us, so all goes through a process beside it that masks and passes on:
what Python prints, compiled libraries, and programs that are started. It lives as long as anybody
can print, so that last words arrive whatever ends the worker.

`python -m curator_gui.run.worker.process.job_output` is that process: it reads its standard input.
"""

from __future__ import annotations

import codecs
import logging
import os
import subprocess
import sys
from threading import Lock

from curator_gui.core.masking.streams import MaskedStream
from curator_gui.run.worker.process.output import mask_streams

logger = logging.getLogger(__name__)

IN_JOB = "CURATOR_JOB"
"""Variable that jobs of ours have: other clusters' workers print where their owners want it."""

_APART = """trap '' INT TERM HUP; exec 3<&0; "$@" <&3 3<&- &"""
"""Starts a program that is no child of this process: else it would count as its memory, and be
killed with it. Signals are for who prints. A shell gives nothing to read to what runs beside it,
unless that is said."""

_READ_BYTES = 1 << 16
_once = Lock()
_masked = False


def mask_job_output() -> None:
    """Mask what this process prints from now on, if it runs in a job of ours; once."""
    global _masked
    with _once:
        if _masked or not os.environ.get(IN_JOB) or sys.platform == "win32":
            return
        _masked = True
        mask_streams()  # it knows of more secrets than the environment tells another process
        try:
            _mask_descriptors()
        except (OSError, subprocess.SubprocessError) as error:
            logger.warning("what libraries that are no Python print is not masked: %s", error)


def _mask_descriptors() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    one_file = os.path.samestat(os.fstat(1), os.fstat(2))  # then the order of lines is kept
    out = _filtered(1)
    err = os.dup(out) if one_file else _filtered(2)
    for descriptor, number in ((out, 1), (err, 2)):
        os.dup2(descriptor, number)
        os.close(descriptor)


def _filtered(number: int) -> int:
    """Return the end of a pipe of which all goes on to a descriptor, masked."""
    read, write = os.pipe()
    command = [sys.executable, "-m", __name__]
    try:
        subprocess.run(
            ["/bin/sh", "-c", _APART, "sh", *command], stdin=read, stdout=number, check=True
        )
    except BaseException:
        os.close(write)
        raise
    finally:
        os.close(read)
    return write


def main() -> None:
    """Pass on what is read, until nobody can write any more."""
    with open(1, "w", encoding="utf-8", errors="surrogateescape", newline="") as out:
        stream = MaskedStream(out)
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        while data := os.read(0, _READ_BYTES):
            stream.write(decoder.decode(data))
            out.flush()
        stream.write(decoder.decode(b"", final=True))
        stream.flush()


if __name__ == "__main__":
    main()
