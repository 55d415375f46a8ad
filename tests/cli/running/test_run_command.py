"""`curator-gui run` against the real engine: results, exit codes, bad input, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.workers

Document = Callable[..., Path]
Program = Callable[..., "subprocess.CompletedProcess[str]"]


def result_of(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    lines = done.stdout.splitlines()
    assert len(lines) == 1, done.stdout + done.stderr
    data = json.loads(lines[0])
    assert isinstance(data, dict)
    return data


def test_all_done(document: Document, program: Program, tmp_path: Path) -> None:
    done = program("run", document(), "--n-jobs", 2, "--json")
    result = result_of(done)
    assert done.returncode == 0
    assert (result["completed"], result["failed"], result["skipped"]) == (5, 0, 0)
    assert result["state"] == "finished"
    assert result["elapsed_s"] > 0
    assert result["run_id"]
    assert result["outputs"] == {str(i): [str(tmp_path / "out" / f"{i}.txt")] for i in range(5)}
    assert [(tmp_path / "out" / f"{i}.txt").read_text() for i in range(5)] == list("01234")
    assert "5/5" in done.stderr  # the progress bar
    assert "Traceback" not in done.stderr


@pytest.mark.fault
@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("raise", "no field 'p' in item 2"),
        ("exit", "exited with code 7"),
        ("segv", "SIGSEGV"),
        ("hang", "took longer than 1 s (timeout)"),
    ],
)
def test_one_bad_index_fails_alone(
    document: Document, program: Program, how: str, words: str
) -> None:
    path = document(at=2, how=how)
    done = program("run", path, "--json", "-q", "-o", "timeout=1", "-o", "max_attempts=1")
    result = result_of(done)
    assert done.returncode == 3
    assert sorted(result["outputs"]) == ["0", "1", "3", "4"]
    assert list(result["errors"]) == ["2"]
    assert words in result["errors"]["2"]
    assert (result["completed"], result["failed"]) == (4, 1)


def test_failures_are_listed_for_people(document: Document, program: Program) -> None:
    done = program("run", document(at=2), "-q")
    assert done.returncode == 3
    assert done.stdout.startswith("4 done, 1 failed in ")
    assert "index 2 failed in Trouble: no field 'p' in item 2 it has: U" in done.stderr
    assert "item/s" not in done.stderr


def test_the_command_line_overrides_the_document(document: Document, program: Program) -> None:
    path = document(size=30, run={"indices": "0-3", "backend": "nonsense", "options": {"x": 1}})
    done = program("run", path, "--json", "--indices", "5,10:20:5", "--backend", "sequential")
    assert done.returncode == 2
    assert "no option 'x'" in done.stderr
    path = document(size=30, run={"indices": "0-3", "backend": "nonsense"})
    done = program("run", path, "--json", "--indices", "5,10:20:5", "--backend", "sequential")
    assert sorted(map(int, result_of(done)["outputs"])) == [5, 10, 15]


def test_relative_paths_start_from_the_document(
    document: Document, program: Program, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = os.path.relpath(document(), elsewhere)
    assert program("run", path, "-q", cwd=elsewhere).returncode == 0
    assert len(list((tmp_path / "out").glob("*.txt"))) == 5
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("policy", ["stop", "raise"])
def test_a_policy_that_ends_the_run_leaves_the_rest_unrun(
    document: Document, program: Program, policy: str
) -> None:
    path = document(size=200, at=0, seconds=0.05)
    done = program("run", path, "--json", "-q", "-j", 1, "--on-error", policy)
    result = result_of(done)
    assert done.returncode == 3
    assert result["failed"] == 1
    assert result["unrun"] > 0
    assert result["completed"] + result["failed"] + result["unrun"] == 200


BAD = {
    "indices outside": (["--indices", "0-9"], {}, "indices: 9 is outside: the source has 5 items"),
    "indices unreadable": (["--indices", "some"], {}, "'some' cannot be read"),
    "indices empty": (["--indices", "3:3"], {}, "'3:3' chooses none of the 5"),
    "unknown option": (["-o", "timout=3"], {}, "did you mean 'timeout'?"),
    "bad option": (["-o", "timeout=soon"], {}, "option timeout: needs a number"),
    "no equals sign": (["-o", "timeout"], {}, "no NAME=VALUE"),
    "unknown backend": (["--backend", "cloud"], {}, "cloud"),
    "no workers": (["-j", "0"], {}, "n_jobs: needs at least one worker"),
    "words for workers": (["-j", "two"], {}, "invalid int value: 'two'"),
    "unknown argument": (["--fast"], {}, "unrecognized arguments: --fast"),
    "wrong type": ([], {"size": "many"}, "toy.Count: size: needs a whole number of at least 0"),
    "out of range": ([], {"size": -1}, "toy.Count: size: needs a whole number of at least 0"),
    "wrong choice": ([], {"how": "bang"}, "toy.Trouble: how: needs one of raise, exit, segv, hang"),
    "unknown parameter": ([], {"colour": 1}, "toy.Trouble: colour: has no parameter 'colour'"),
    "problem of the component": ([], {"at": 1000}, "toy.Trouble: at: 1000 is one too many"),
    "empty source": ([], {"size": 0}, "toy.Count: the source is empty: there is nothing to run"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line_and_exit_code_2(
    document: Document, program: Program, tmp_path: Path, case: str
) -> None:
    words, values, expected = BAD[case]
    done = program("run", document(**values), "--json", *words)
    said = [line for line in done.stderr.splitlines() if line.startswith("curator-gui")]
    assert done.returncode == 2, done.stderr
    assert len(said) == 1
    assert expected in said[0]
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_every_problem_gets_its_line(document: Document, program: Program) -> None:
    done = program("run", document(size="many", at="x", how="bang"))
    said = [line for line in done.stderr.splitlines() if line.startswith("curator-gui")]
    assert [line.split(": ")[1:4] for line in said] == [
        ["toy.curator.yaml", "toy.Count", "size"],
        ["toy.curator.yaml", "toy.Trouble", "at"],
        ["toy.curator.yaml", "toy.Trouble", "how"],
    ]
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format: curator-pipeline\nversion: 9\nsteps: []\n", "update Curator to open it"),
        ("format: curator-pipeline\nversion: 1\nsteps: [\n", "line 4, column 1: is not valid YAML"),
        ("hello: world\n", "is not a pipeline document"),
        ("format: curator-pipeline\nversion: 1\n", "the pipeline has no source: add one"),
    ],
)
def test_a_bad_document_is_refused(
    program: Program, tmp_path: Path, text: str, expected: str
) -> None:
    path = tmp_path / "bad.curator.yaml"
    path.write_text(text)
    done = program("run", path)
    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_document_is_refused(program: Program, tmp_path: Path) -> None:
    done = program("run", tmp_path / "none.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.yaml: cannot be read: No such file or directory" in done.stderr


def test_an_output_folder_that_is_a_file_is_refused(
    document: Document, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "out").touch()
    done = program("run", document())
    assert done.returncode == 2
    assert "toy.Files: folder: " in done.stderr
    assert "is a file, so nothing can be written into it" in done.stderr


def test_a_component_file_that_is_broken_is_named_and_the_rest_works(
    document: Document, program: Program, toys: Path
) -> None:
    (toys / "broken.py").write_text("import no_such_library\n")
    done = program("run", document(), "-q")
    assert done.returncode == 0
    assert (
        "broken.py: line 1: ModuleNotFoundError: No module named 'no_such_library'" in done.stderr
    )


@pytest.mark.fault
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("whole_group", [False, True], ids=["process", "terminal"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_the_run_and_tells_what_was_done(
    document: Document,
    started: Callable[..., subprocess.Popen[str]],
    tmp_path: Path,
    number: int,
    code: int,
    whole_group: bool,
) -> None:
    process = started("run", document(size=5000, seconds=0.05), "--json")
    wait_until(lambda: len(list((tmp_path / "out").glob("*.txt"))) >= 3)
    send = os.killpg if whole_group else os.kill
    send(process.pid, number)
    output, errors = process.communicate(timeout=30)
    result = json.loads(output)
    assert process.returncode == code, errors
    assert "Traceback" not in errors
    assert result["state"] == "stopped"
    assert 0 < result["completed"] < 5000
    assert result["completed"] + result["unrun"] == 5000
    assert len(result["outputs"]) == result["completed"]
    assert all(Path(path).exists() for (path,) in result["outputs"].values())
    wait_until(lambda: not living(process.pid))


@pytest.mark.fault
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_second_signal_ends_a_run_that_does_not_stop(
    document: Document, started: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    process = started("run", document(size=5000, seconds=0.05), "--json")
    wait_until(lambda: len(list((tmp_path / "out").glob("*.txt"))) >= 3)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode in (143, -signal.SIGTERM)
    wait_until(lambda: not living(process.pid))


def living(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
