"""Libraries that die of a damaged file while it is counted do not take the command line along."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from curator_gui.core import Pipeline
from curator_gui.domains.atoms import ASELMDBSink, ExtXYZSource
from curator_gui.run import run_pipeline

pytestmark = [pytest.mark.workers, pytest.mark.fault]

Program = Callable[..., "subprocess.CompletedProcess[str]"]

FRAME = "2\nProperties=species:S:1:pos:R:3\nH 0 0 0\nH 0 0 0.7\n"
PAGE, HEAD = 4096, 16
"""Bytes of a page of LMDB, and of what stands before its table of places."""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document whose source is a database of 40 structures."""
    (tmp_path / "frames.xyz").write_text(FRAME * 40)
    pipeline: Pipeline[object] = ExtXYZSource(tmp_path / "frames.xyz").write(
        ASELMDBSink(tmp_path / "db")
    )
    run_pipeline(pipeline, backend="sequential")
    data = {
        "format": "curator-pipeline",
        "version": 1,
        "steps": [
            {"source": "atoms.ASELMDBSource", "params": {"path": "db"}},
            {"sink": "atoms.ExtXYZSink", "params": {"folder": "out"}},
        ],
        "run": {"n_jobs": 1},
    }
    path = tmp_path / "a.curator.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    return path


def damage(folder: Path) -> None:
    """Let all places in all pages but the first two lie beyond the end of the file."""
    (file,) = folder.glob("*.aselmdb")
    content = bytearray(file.read_bytes())
    for page in range(2 * PAGE, len(content), PAGE):
        content[page + HEAD : page + 400] = b"\xff" * (400 - HEAD)
    file.write_bytes(content)


def test_a_sound_database_is_counted_and_run(document: Path, program: Program) -> None:
    done = program("run", document, "-q")
    assert done.returncode == 0, done.stderr
    assert "40 done" in done.stdout


@pytest.mark.parametrize("command", ["run", "plan", "preview"])
def test_one_that_kills_its_reader_is_an_error_in_words(
    document: Path, program: Program, command: str
) -> None:
    damage(document.parent / "db")
    done = program(command, document)
    assert done.returncode == 2, done.stderr
    assert "the process that was counting the items of ASE LMDB databases was killed by" in (
        done.stderr
    )
    assert "one of its files may be damaged: leave it out or make it anew" in done.stderr
    assert "Traceback" not in done.stderr
