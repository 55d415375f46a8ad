"""`curator-gui trust`, and what every command says of code that nobody has agreed to."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from curator_gui.cli import main
from curator_gui.core.document_code import trust
from curator_gui.core.document_code.reading import read_code
from curator_gui.run.record.library import list_runs

Program = Callable[..., "subprocess.CompletedProcess[str]"]

STEPS = '''
from pathlib import Path

def touched(mesh, folder: Path, fail: bool = False):
    """Leave a trace."""
    (folder / "ran").touch()
    if fail:
        raise ValueError("as it was told")
    return mesh
'''


@pytest.fixture(autouse=True)
def nothing_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "_here", set())
    monkeypatch.setattr(trust, "_met", set())


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    path = tmp_path / "steps.py"
    path.write_text(STEPS)
    return path


@pytest.fixture
def with_code(steps: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a document with a step of code."""

    def write(*, backend: str = "sequential", n: int = 3, **arguments: object) -> Path:
        step = {
            "file": "steps.py",
            "function": "touched",
            "arguments": {"folder": ".", **arguments},
        }
        data = {
            "format": "curator-pipeline", "version": 2, "name": "coded",
            "steps": [
                {"source": "mesh.SyntheticSource", "params": {"count": n, "resolution": 3}},
                {"filter": "mesh.PythonStep", "params": step},
                {"sink": "mesh.NPZSink", "params": {"folder": "out"}},
                {"sink": "mesh.VTUSink", "params": {"folder": "more"}},
            ],
            "run": {"backend": backend, "n_jobs": 2},
        }  # fmt: skip
        path = tmp_path / "coded.curator.yaml"
        path.write_text(yaml.safe_dump(data, sort_keys=False))
        return path

    return write


@pytest.mark.parametrize("words", [["run", "-q"], ["plan"], ["preview"], ["export"]])
def test_commands_refuse_code_that_nobody_has_agreed_to(
    with_code: Callable[..., Path],
    tmp_path: Path,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = [str(tmp_path / "script.py")] if words == ["export"] else []
    assert main([*words, str(with_code()), *target]) == 2
    said = capsys.readouterr().err
    assert "steps.py is code that you have not agreed to" in said
    assert "curator-gui trust" in said
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "out").exists()


def test_trust_shows_the_code_and_asks_nobody_who_is_not_there(
    with_code: Callable[..., Path], steps: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    document, digest = with_code(), read_code(steps).digest
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["trust", str(document)]) == 2
    shown = capsys.readouterr()
    for line in STEPS.splitlines():
        assert line in shown.out
    assert f"--sha256 {digest}" in shown.err
    assert main(["trust", str(document), "--sha256", "0" * 12]) == 2
    assert main(["trust", str(document), "--sha256", "no"]) == 2
    assert not trust.is_trusted(read_code(steps))
    assert main(["trust", str(document), "--sha256", digest[:12]]) == 0
    assert trust.is_trusted(read_code(steps))
    # Another version is agreed to for good: what was said here is not what runs.
    assert main(["plan", str(document), "--trust", "0" * 12, "--trust", digest[:14].upper()]) == 0
    assert capsys.readouterr().err.count("no code here has this digest") == 1
    assert main(["trust", str(steps)]) == 0
    assert "agreed to before" in capsys.readouterr().out
    assert main(["trust", str(steps), "--forget"]) == 0
    assert not trust.is_trusted(read_code(steps))


def test_agreements_are_listed_and_forgotten_by_digest_and_by_file(
    with_code: Callable[..., Path], steps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trust", "--list"]) == 0
    assert capsys.readouterr().out == "no code was agreed to for good\n"
    texts = [STEPS, STEPS + "# two\n", STEPS + "# three\n", STEPS + "# four\n"]
    digests = []
    for text in texts:
        steps.write_text(text)
        digests.append(read_code(steps).digest)
        assert main(["trust", str(steps), "--sha256", digests[-1]]) == 0
    capsys.readouterr()
    assert main(["trust", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1:] for line in lines] == [[d, str(steps)] for d in reversed(digests)]
    assert main(["trust", digests[0][:12].upper(), "--forget"]) == 0
    assert digests[0] in capsys.readouterr().out
    assert [each.digest for each in trust.agreements()] == digests[:0:-1]
    assert main(["trust", digests[0][:12], "--forget"]) == 2  # not any more
    assert "was not agreed to for good" in capsys.readouterr().err
    assert main(["trust", "no-digest", "--forget"]) == 2
    assert "no digest of code" in capsys.readouterr().err

    assert main(["trust", str(with_code()), "--forget"]) == 0  # all texts that it ever had
    assert capsys.readouterr().out.count("no longer agreed to") == 3
    assert trust.agreements() == []
    assert main(["trust", str(steps), "--sha256", read_code(steps).digest]) == 0
    steps.unlink()  # also of a file that is gone
    assert main(["trust", str(steps), "--forget"]) == 0
    assert trust.agreements() == []


@pytest.mark.parametrize("words", [[], ["--list", "--forget"], ["a.py", "--list"], ["--forget"]])
def test_trust_says_what_it_has_to_be_given(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trust", *words]) == 2
    assert "--list" in capsys.readouterr().err


@pytest.mark.parametrize("answer, code", [("y", 0), ("Yes", 0), ("", 2), ("n", 2), ("yep", 2)])
def test_the_answer_to_the_question_counts(
    steps: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert main(["trust", str(steps)]) == code
    assert trust.is_trusted(read_code(steps)) is (code == 0)


def test_a_document_without_code_and_code_that_is_none_are_named(
    with_code: Callable[..., Path], steps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = with_code()
    steps.write_text("def broken(:\n")
    assert main(["trust", str(document)]) == 2
    assert "steps.py, line 1" in capsys.readouterr().err
    document.write_text("format: curator-pipeline\nversion: 1\nname: a\nsteps: []\n")
    assert main(["trust", str(document)]) == 2
    assert "none of its steps runs code" in capsys.readouterr().err


@pytest.mark.workers
@pytest.mark.parametrize("backend", ["loky", "sequential"])
def test_agreed_code_runs_in_workers_and_again_when_it_changes(
    with_code: Callable[..., Path], steps: Path, program: Program, tmp_path: Path, backend: str
) -> None:
    document = with_code(backend=backend)
    assert program("run", document, "-q").returncode == 2
    digest = read_code(steps).digest
    done = program("run", document, "-q", "--json", "--trust", digest[:12])
    assert (done.returncode, json.loads(done.stdout)["completed"]) == (0, 3), done.stderr
    assert (tmp_path / "ran").exists()
    assert len(list((tmp_path / "more").glob("*.vtu"))) == 3
    for folder in ("out", "more"):  # who gets the data has to know what made them
        card = (tmp_path / folder / "README.md").read_text()
        kept = f"code/{digest[:12]}/steps.py"
        assert f"Python step ran `touched` of `{kept}`, as it was then" in card
        assert digest in card
        assert (tmp_path / folder / kept).read_text() == STEPS
    assert program("run", document, "-q").returncode == 2  # it was for that command alone
    assert program("trust", document, "--sha256", digest).returncode == 0
    again = json.loads(program("run", document, "-q", "--json", "--resume").stdout)
    assert (again["completed"], again["skipped"]) == (0, 3)
    steps.write_text(STEPS.replace("as it was told", "in other words"))
    refused = program("run", document, "-q", "--resume")
    assert (refused.returncode, "not agreed to" in refused.stderr) == (2, True)
    assert program("trust", document, "--sha256", read_code(steps).digest).returncode == 0
    (record,) = (each.path for each in list_runs() if each.document_path == str(document))
    shown = program("runs", record, "--code").stdout  # nothing of it is run
    assert all(line in shown for line in STEPS.splitlines())
    assert f"the code of {steps} is another one now ({read_code(steps).short_digest})" in shown
    plan = program("plan", document, "--resume")
    assert "the code of Python step changed" in plan.stdout
    assert json.loads(program("run", document, "-q", "--json", "--resume").stdout)["completed"] == 3


@pytest.mark.workers
def test_what_fails_in_a_worker_is_told_with_file_and_line(
    with_code: Callable[..., Path], steps: Path, program: Program
) -> None:
    document = with_code(backend="loky", n=1, fail=True)
    done = program("run", document, "-q", "--trust", read_code(steps).digest)
    assert done.returncode == 3
    assert f"{steps}, line 8: ValueError: as it was told" in done.stderr


@pytest.mark.workers
def test_an_exported_script_runs_exactly_the_code_of_then(
    with_code: Callable[..., Path], steps: Path, program: Program, tmp_path: Path
) -> None:
    import sys

    document, script = with_code(backend="loky"), tmp_path / "script.py"
    digest = read_code(steps).digest
    exported = program("export", document, script, "--trust", digest)
    assert exported.returncode == 0, exported.stderr
    run = [sys.executable, str(script)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "3 indices, 6 outputs" in done.stdout
    steps.write_text(STEPS + "# changed\n")
    done = subprocess.run(run, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 1
    assert "is not the code that was agreed to" in done.stderr
