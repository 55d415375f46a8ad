from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import curator_gui
from curator_gui.core.errors import ParamError
from curator_gui.run.engine.scratch import make_folder, remove_folder

ROOT = Path(curator_gui.__file__).parents[1]

OWNER = """
import os, signal, sys
from pathlib import Path
from joblib.externals.loky.backend import resource_tracker
from curator_gui.run.engine.scratch import make_folder
folder = make_folder(Path(sys.argv[1]))
(folder / "a.pipeline").write_text("left")
print(folder, flush=True)
sys.stdin.readline()
os.kill(resource_tracker._resource_tracker._pid, signal.SIGKILL)  # as if the power failed
os.kill(os.getpid(), signal.SIGKILL)
"""


def age(folder: Path) -> None:
    os.utime(folder, (1e9, 1e9))


@pytest.mark.skipif(sys.platform == "win32", reason="no flock")
@pytest.mark.fault
def test_what_a_dead_owner_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    foreign = tmp_path / "curator-run-notours"
    foreign.mkdir()
    age(foreign)
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    left = Path(owner.stdout.readline().strip())
    age(left)
    first = make_folder(tmp_path)
    age(first)
    assert left.exists(), "its owner still lives"
    owner.communicate("\n")
    age(left)
    second = make_folder(tmp_path)
    assert not left.exists()
    assert first.exists()
    assert foreign.exists()
    remove_folder(first)
    remove_folder(second)
    assert list(tmp_path.iterdir()) == [foreign]


def test_a_young_folder_is_left_alone(tmp_path: Path) -> None:
    young = tmp_path / "curator-run-12345678"
    young.mkdir()
    remove_folder(make_folder(tmp_path))
    assert young.exists()
    age(young)
    remove_folder(make_folder(tmp_path))
    assert not young.exists()


def test_an_unusable_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ParamError, match=r"file.*choose another temp_folder"):
        make_folder(tmp_path / "file" / "below")
