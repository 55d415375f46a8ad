"""Workers need shared memory (/dev/shm): when it is full or read-only, the run says so.

It is so for one process only, in a mount namespace of its own (mount_namespaces(7)).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
RUN = """
import json, sys
from pathlib import Path
from curator_gui.run import RunConfig, execute
from tests.run.toys import Files, Numbers
if __name__ == "__main__":
    result = execute(Numbers(4).write(Files(Path(sys.argv[1]))), RunConfig(n_jobs=2))
    print(json.dumps([result.completed, result.unrun, result.problem, result.warnings]))
"""


def is_allowed() -> bool:
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        return False
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "none", "/dev/shm"]
    return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0


pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(not is_allowed(), reason="no user and mount namespaces here"),
]


@pytest.mark.parametrize(
    "options, words",
    [("size=64k", "No space left on device"), ("ro", "Read-only file system"), ("size=64m", "")],
)
def test_the_cause_is_said(options: str, words: str, tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN)
    fill = "head -c 1M /dev/zero > /dev/shm/filled || true;" if "64k" in options else ""
    shell = f'mount -t tmpfs -o {options} none /dev/shm; {fill} exec "$@"'
    command = [*NAMESPACE, "sh", "-c", shell, "sh", sys.executable, script, tmp_path / "out"]
    done = subprocess.run(
        list(map(str, command)),
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    completed, unrun, problem, warnings = json.loads(done.stdout.splitlines()[-1])
    assert (completed, unrun) == ((0, 4) if words else (4, 0))
    assert ("no worker process could be started" in problem) is bool(words)
    assert words in problem
    assert ("shared memory (/dev/shm)" in problem) is bool(words)
    assert bool(warnings) is bool(words)
