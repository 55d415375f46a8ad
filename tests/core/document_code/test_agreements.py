"""What was agreed to is kept, listed and taken back, also by several processes at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from curator_gui.core.document_code import trust
from curator_gui.core.document_code.reading import Code, CodeError
from curator_gui.core.storage.locks import FileLock
from curator_gui.core.trust import agreed_file

EACH = 10
AGREEING = """
import sys
from pathlib import Path
from curator_gui.core.document_code.reading import Code
from curator_gui.core.document_code import trust
from curator_gui.core.document_code.trust import end_trust, keep_trust
from curator_gui.core.trust import agreed_file

agreed_file.LOCK_SECONDS = 100.0  # a disk that others keep busy may take seconds for each change
name, count = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    code = Code(Path(f"/{name}/{number}.py"), ((str(number), f"{name} = {number}"),))
    keep_trust(code)
    if number % 2:
        end_trust(code.digest)
"""


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATOR_CONFIG_DIR", str(tmp_path / "settings"))


def _code(text: str, name: str = "steps") -> Code:
    return Code(Path(f"/project/{name}.py"), ((name, text),))


def test_agreements_are_listed_newest_first_and_ended_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert trust.agreements() == []
    one, two = _code("a = 1"), _code("a = 2", "other")
    for now, code in ((1e9, one), (1.1e9, two)):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        trust.keep_trust(code)
    newest, oldest = trust.agreements()
    assert (newest.digest, newest.file, newest.time) == (two.digest, two.path, 1.1e9)
    assert oldest.short_digest == one.short_digest
    assert oldest.day == time.strftime("%Y-%m-%d", time.localtime(1e9))
    trust.end_trust(one.digest)
    assert not trust.is_trusted(one)
    assert [each.digest for each in trust.agreements()] == [two.digest]
    assert [path.name for path in trust.trusted_file().parent.iterdir()] == [
        trust.trusted_file().name
    ]


@pytest.mark.parametrize(
    "entry", [None, 1, [], {}, {"file": 3, "time": "x"}, {"file": "", "time": 1e300}]
)
def test_an_agreement_that_counts_is_listed_whatever_stands_beside_it(entry: object) -> None:
    code = _code("a = 1")
    trust.keep_trust(code)
    data = {"version": 1, "trusted": {code.digest: entry}}
    trust.trusted_file().write_text(json.dumps(data))
    assert trust.is_trusted(code)
    (found,) = trust.agreements()
    assert (found.digest, found.file, found.day) == (code.digest, None, "")


def test_a_damaged_file_is_named_and_left_as_it_is() -> None:
    code = _code("a = 1")
    trust.keep_trust(code)
    trust.trusted_file().write_text("{")
    for action in (trust.agreements, lambda: trust.end_trust(code.digest)):
        with pytest.raises(CodeError, match=r"trusted-code\.json cannot be used: it is damaged"):
            action()
    assert trust.trusted_file().read_text() == "{"


def test_who_holds_the_file_for_long_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    trust.keep_trust(_code("a = 1"))
    monkeypatch.setattr(agreed_file, "LOCK_SECONDS", 0.05)
    file = trust.trusted_file()
    other = FileLock(file.with_name(f"{file.name}.lock"))
    assert other.acquire()
    with pytest.raises(CodeError, match="another Curator is changing it: try again"):
        trust.keep_trust(_code("a = 2"))
    other.release(remove=True)
    trust.keep_trust(_code("a = 2"))
    assert len(trust.agreements()) == 2


@pytest.mark.workers
def test_processes_that_agree_and_withdraw_at_once_lose_nothing() -> None:
    names = ("one", "two", "three")
    started = [
        subprocess.Popen(
            [sys.executable, "-c", AGREEING, name, str(EACH)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in names
    ]  # fmt: skip
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in started:
        process.communicate(timeout=120)
        assert process.returncode == 0
    kept = {str(each.file) for each in trust.agreements()}
    assert kept == {f"/{name}/{number}.py" for name in names for number in range(0, EACH, 2)}
