"""The step whose code stands beside the document: what runs is what was agreed to."""

from __future__ import annotations

import json
import os
import pickle
import traceback
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Source
from curator_gui.core.document_code import trust
from curator_gui.core.document_code.python_step import PythonStep
from curator_gui.core.document_code.reading import CodeError, read_code
from curator_gui.core.document_code.trust import trust_code
from curator_gui.core.fingerprint import describe_step, pipeline_fingerprint
from curator_gui.core.registration import own_code
from curator_gui.run.planning.resuming.changes import pipeline_changes
from tests.core.document_code.conftest import Put

TWICE = """
from typing import Annotated
from curator_gui.core import Param
import near

def twice(item, times: Annotated[int, Param("How often.", minimum=1)] = 2):
    "Multiply."
    return near.product(item, times)

def left_out(item):
    return None if item == 1 else item

def several(item):
    yield from (item, -item)

def bad(item):
    if item == 1:
        raise ValueError(f"no {item}")
    return item

class Sums:
    def __init__(self, start: float = 0.0):
        self.total = start
    def __call__(self, items):
        for item in items:
            self.total += item
            yield self.total
"""


class Numbers(Source[Any]):
    """Three items of one index; `broken` fails after the first."""

    name, description = "Numbers", "Three numbers."

    def __init__(self, broken: bool = False) -> None:
        self.broken = broken

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Any:
        yield 0.0
        if self.broken:
            raise OSError("the disk is gone")
        yield 1.0
        yield 2.0


@pytest.fixture
def steps(put: Put) -> Path:
    put("def product(a, b):\n    return a * b\n", "near.py")
    return put(TWICE)


def _agreed(steps: Path, name: str, arguments: dict[str, Any] | None = None) -> PythonStep:
    trust.keep_trust(read_code(steps))
    return PythonStep(steps, name, arguments)


def _items(step: PythonStep, *, broken: bool = False) -> list[Any]:
    return list(Numbers(broken).filter(step).items(0))


def test_nothing_runs_before_the_person_agrees(put: Put, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    path = put(f"open({str(mark)!r}, 'w').close()\ndef f(item): return item + 1\n")
    step = PythonStep(path, "f")
    assert [place for place, _ in step.problems()] == ["file"]
    with pytest.raises(CodeError, match="not agreed to"):
        _items(step)
    describe_step(step)
    assert not mark.exists()
    assert _items(_agreed(path, "f")) == [1.0, 2.0, 3.0]
    assert mark.exists()


@pytest.mark.parametrize(
    "name, arguments, items",
    [
        ("twice", {}, [0.0, 2.0, 4.0]),
        ("twice", {"times": "3"}, [0.0, 3.0, 6.0]),
        ("left_out", {}, [0.0, 2.0]),
        ("several", {}, [0.0, -0.0, 1.0, -1.0, 2.0, -2.0]),
        ("Sums", {"start": 10}, [10.0, 11.0, 13.0]),
    ],
)
def test_functions_and_classes_in_this_process_and_from_a_pickle(
    steps: Path, name: str, arguments: dict[str, Any], items: list[float]
) -> None:
    step = _agreed(steps, name, arguments)
    assert list(step.problems()) == []
    assert _items(step) == items
    for path in steps.parent.glob("*.py"):
        path.unlink()  # a worker on another machine has no such file
    assert _items(pickle.loads(pickle.dumps(step))) == items


@pytest.mark.parametrize(
    "arguments, words",
    [
        ({"times": 0}, "times: needs a whole number of at least 1"),
        ({"times": "many"}, "times: needs a whole number"),
        ({"nothing": 1}, "twice takes no 'nothing'"),
    ],
)
def test_arguments_are_checked_without_running_anything(
    steps: Path, arguments: dict[str, Any], words: str
) -> None:
    found = dict(PythonStep(steps, "twice", arguments).problems())
    assert words in found["arguments"]
    with pytest.raises(CodeError, match=words.split(":")[0]):
        _items(_agreed(steps, "twice", arguments))


def test_an_error_names_the_file_and_its_line_and_shows_the_line_that_ran(steps: Path) -> None:
    step = _agreed(steps, "bad")
    steps.write_text("# another text by now\n" * 30)
    with pytest.raises(CodeError) as caught:
        _items(step)
    assert str(caught.value) == f"{steps}, line 18: ValueError: no 1.0"
    shown = "".join(traceback.format_exception(caught.value))
    assert "raise ValueError(f" in shown


def test_an_error_before_the_step_is_told_as_it_is(steps: Path) -> None:
    for name in ("twice", "Sums"):
        with pytest.raises(OSError, match="the disk is gone"):
            _items(_agreed(steps, name), broken=True)


def test_code_that_fails_as_a_whole_says_where(put: Put) -> None:
    put("x = 1\nraise RuntimeError('while it is read')\n", "near.py")
    path = put("import near\ndef f(item): return item\n")
    with pytest.raises(CodeError, match=r"near.py, line 2: RuntimeError: while it is read"):
        _items(_agreed(path, "f"))


def test_the_texts_that_were_agreed_to_are_those_that_run(put: Put, tmp_path: Path) -> None:
    put("def value(): return 1\n", "near.py")
    path = put("def f(item):\n    import near\n    return near.value()\n")
    step = _agreed(path, "f")
    put("def value(): return 2\n", "near.py")
    put("def f(item): return 3\n")
    assert _items(step) == [1, 1, 1]
    assert not PythonStep(path, "f").trusted


class Things(Numbers):
    """Items that are objects, as all of the domains are."""

    def __getitem__(self, index: int) -> Any:
        yield Path("a")


@pytest.mark.parametrize(
    "body, kind",
    [("return [item, item]", "list"), ("return 3", "int"), ("return {}", "dict"),
     ("yield from [item, 'b']", "str")],
)  # fmt: skip
def test_what_is_no_item_is_the_fault_of_the_code(put: Put, body: str, kind: str) -> None:
    step = _agreed(put(f"def f(item):\n    {body}\n"), "f")
    with pytest.raises(CodeError, match=rf"steps.py, line 1: f gave back no .* Python {kind}: "):
        list(Things().filter(step).items(0))


def test_code_that_exits_says_where(put: Put) -> None:
    step = _agreed(put("import sys\ndef f(item):\n    sys.exit(0)\n"), "f")
    with pytest.raises(CodeError, match=r"steps.py, line 3: SystemExit: 0"):
        _items(step)


def test_a_file_among_the_arguments_and_a_module_of_ones_own_count(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("x = 1\n", "elsewhere/curator_test_mine.py")
    monkeypatch.syspath_prepend(str(tmp_path / "elsewhere"))
    text = "from pathlib import Path\nfrom curator_test_mine import x\n"
    path = put(text + "def f(item, p: Path, more: list[Path]): return more[0]\n", "doc/steps.py")
    tables = [put("1", f"doc/{name}.csv") for name in "ab"]
    arguments = {"p": "a.csv", "more": ["b.csv"]}
    steps = [_agreed(path, "f", arguments)]
    assert steps[0].input_files() == [str(table) for table in tables]
    assert _items(steps[0]) == [tables[1]] * 3
    told = [describe_step(steps[0])]
    tables[1].write_text("22")
    told.append(describe_step(steps[0]))
    put("x = 22\n", "elsewhere/curator_test_mine.py")
    monkeypatch.setattr(own_code, "_loaded", {})  # as in another process
    steps.append(PythonStep(path, "f", arguments))
    told.append(describe_step(steps[1]))
    assert told[0]["files"] != told[1]["files"] == told[2]["files"]
    assert told[0]["code"] == told[1]["code"] != told[2]["code"]


@pytest.mark.parametrize("body", ["def flush(self): ...", ""])
def test_what_gathers_over_items_is_refused(put: Put, body: str) -> None:
    base = "" if body else "(FittedFilter)"
    text = f"from curator_gui.core import FittedFilter\nclass G{base}:\n    x = 1\n    {body}\n"
    with pytest.raises(CodeError, match="gathers something over all items"):
        _items(_agreed(put(text), "G"))


def test_changed_code_is_another_pipeline_and_is_said(steps: Path) -> None:
    before = PythonStep(steps, "twice")
    same = PythonStep(steps, "twice")
    fingerprint = pipeline_fingerprint(Numbers().filter(before))
    assert pipeline_fingerprint(Numbers().filter(same)) == fingerprint
    (steps.parent / "near.py").write_text("def product(a, b):\n    return a + b\n")
    after = PythonStep(steps, "twice")
    assert pipeline_fingerprint(Numbers().filter(after)) != fingerprint
    said = pipeline_changes([describe_step(before)], [describe_step(after)])
    assert said == ["the code of Python step changed"]


def test_paths_among_the_arguments_start_from_the_files_folder(put: Put) -> None:
    path = put("from pathlib import Path\ndef f(item, table: Path): return table\n", "sub/s.py")
    assert _items(_agreed(path, "f", {"table": "a.csv"}))[0] == path.parent / "a.csv"


def test_agreement_is_kept_for_the_person_alone_and_can_be_ended(steps: Path) -> None:
    code = read_code(steps)
    trust.keep_trust(code)
    file = trust.trusted_file()
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    assert trust.is_trusted(code)
    trust.end_trust(code.digest)
    assert not trust.is_trusted(code)
    assert json.loads(file.read_text())["trusted"] == {}


@pytest.mark.parametrize("text", ["{", "[]", '{"trusted": 3}', '{"trusted": {"a": NaN}', ""])
def test_a_damaged_file_of_agreements_agrees_to_nothing_and_is_not_overwritten(
    steps: Path, text: str
) -> None:
    file = trust.trusted_file()
    file.parent.mkdir(parents=True)
    file.write_text(text)
    code = read_code(steps)
    assert not trust.is_trusted(code)
    with pytest.raises(CodeError, match=r"trusted-code\.json"):
        trust.keep_trust(code)
    assert file.read_text() == text


@pytest.mark.skipif(os.name != "posix", reason="rights of others")
def test_a_file_of_agreements_that_others_may_write_agrees_to_nothing(steps: Path) -> None:
    code = read_code(steps)
    trust.keep_trust(code)
    trust.trusted_file().chmod(0o666)
    assert not trust.is_trusted(code)
    with pytest.raises(CodeError, match="others may write"):
        trust.keep_trust(code)


def test_a_script_agrees_to_exactly_one_version(steps: Path) -> None:
    digest = read_code(steps).digest
    trust_code(steps, digest[:16])
    assert _items(PythonStep(steps, "twice")) == [0.0, 2.0, 4.0]
    assert not trust.trusted_file().exists()
    steps.write_text(TWICE + "\n")
    assert not PythonStep(steps, "twice").trusted
    with pytest.raises(CodeError, match="is not the code that was agreed to"):
        trust_code(steps, digest)


@pytest.mark.parametrize("text", ["", "abc", "g" * 12, "0" * 65, "0x1234567890ab"])
def test_what_is_no_digest_agrees_to_nothing(text: str) -> None:
    with pytest.raises(CodeError, match="no digest"):
        trust.allow_digest(text)
