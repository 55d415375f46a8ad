"""A resumed run does again what other code would do: of own files, and of functions as filters."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cloudpickle
import pytest

from curator_gui.core import Pipeline, Registry, filter_component
from curator_gui.core.fingerprint import describe_step, pipeline_fingerprint
from curator_gui.core.registration import own_code
from curator_gui.domains.mesh import SyntheticSource
from curator_gui.run import RunConfig, RunResult, execute
from tests.run.toys import Files, Names, Numbers

FILE = """
from curator_gui.core import Domain, Filter, filter_component

class Scale(Filter):
    name, description = "Scale", "Scales."
    def __call__(self, items):
        return (item * {factor} for item in items)

class Twice(Scale):
    name, description = "Twice", "Scales as well."

@filter_component
def shifted(item: int):
    "Shift."
    return item + {factor}

def register(registry):
    registry.add_domain(Domain("own", "Own", "int"))
    for cls in (Scale, Twice, shifted):
        registry.add("own", cls)
"""
KEYS = ("own.Scale", "own.Twice", "own.shifted")


def loaded(folder: Path, factor: int, key: str) -> Pipeline[Any]:
    folder.mkdir(exist_ok=True)
    (folder / "mine.py").write_text(FILE.format(factor=factor))
    registry = Registry()
    registry.load_folder(folder)
    assert not registry.failures
    return Numbers(3).filter(registry.get(key).cls()).write(Files(folder / "out"))


def run(pipeline: Pipeline[Any], record: Path, **config: Any) -> RunResult:
    return execute(pipeline, RunConfig(backend="sequential", record=record, **config))


def resumed(pipeline: Pipeline[Any], record: Path) -> RunResult:
    return execute(pipeline, RunConfig(backend="sequential", resume=record))


@pytest.fixture(autouse=True)
def _runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "runs"))


@pytest.mark.parametrize("key", KEYS)
def test_a_file_of_ones_own_that_changed(tmp_path: Path, key: str) -> None:
    record = tmp_path / "a.curator-run"
    run(loaded(tmp_path / "own", 2, key), record)
    same = loaded(tmp_path / "own", 2, key)
    assert len(resumed(same, record).skipped) == 3
    other = loaded(tmp_path / "own", 3, key)
    result = resumed(other, record)
    assert (len(result.skipped), result.completed) == (0, 3)


IMPORTING = FILE.replace("{factor}", "factor()")


@pytest.mark.parametrize(
    "line", ["from .a_helper import factor", "from other_lab import tools; factor = tools.factor"]
)
def test_a_file_that_imports_one_that_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """In a new process: there is no other way to have a module of Python's path loaded anew."""
    folder, lab = tmp_path / "own", tmp_path / "path" / "other_lab"
    folder.mkdir()
    lab.mkdir(parents=True)
    (folder / "mine.py").write_text(f"{line}\n{IMPORTING}")
    (lab / "__init__.py").touch()
    (lab / "tools.py").write_text("from .deep import factor")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(lab.parent), *sys.path]))

    def code(factor: int) -> str:
        for helper in (folder / "a_helper.py", lab / "deep.py"):
            helper.write_text(f"def factor(): return {factor}\n# {'x' * factor}")
        asked = [sys.executable, "-c", DIGEST, str(folder)]
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout

    assert code(2) == code(2)
    assert code(2) != code(3)


DIGEST = """
import sys
from pathlib import Path
from curator_gui.core import Registry
from curator_gui.core.fingerprint import describe_step
registry = Registry()
registry.load_folder(Path(sys.argv[1]))
print(describe_step(registry.get("own.Scale").cls())["code"])
"""


def test_the_plan_says_why(tmp_path: Path) -> None:
    from curator_gui.run.planning.resuming.resume import plan_resume
    from curator_gui.run.record import RunRecord

    record = tmp_path / "a.curator-run"
    run(loaded(tmp_path / "own", 2, "own.Scale"), record)
    with RunRecord.open(record) as earlier:
        plan = plan_resume(earlier, loaded(tmp_path / "own", 3, "own.Scale"), range(3))
    assert {str(words) for words in plan.rerun.values()} == {"the code of Scale changed"}


def made(factor: int) -> Callable[..., Any]:
    def scaled(item: int) -> int:
        """Scale."""
        return item * factor

    return scaled


def typed_in() -> Callable[..., Any]:
    """Return a function as of a notebook: sent by value, with what it uses of its module only."""
    text = "FACTOR = 2\nimag = 3\ndef scale(x): return x * FACTOR\n"
    text += "def scaled(x: int):\n    'Scale.'\n    return scale(x) + x.imag"
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(text, names)
    function: Callable[..., Any] = names["scaled"]
    return function


def digest(function: Callable[..., Any]) -> Any:
    return describe_step(filter_component(function)()).get("code")


def test_a_function_of_a_script() -> None:
    assert digest(made(2)) == digest(made(2))
    assert digest(made(2)) != digest(made(3))  # what it holds on to counts


OFFSET = 1
OTHERS: list[int] = []


def plus_offset(item: int) -> int:
    return item + OFFSET


def calling(item: int) -> int:
    """Call a function of the same file, which uses a number of it."""
    OTHERS.append(item)
    return plus_offset(item)


def test_what_a_function_calls_and_the_numbers_of_its_file_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = digest(calling)
    calling(1)
    assert digest(calling) == before  # what it collects is none of its code
    monkeypatch.setitem(plus_offset.__globals__, "OFFSET", 2)
    changed = digest(calling)
    assert changed != before
    monkeypatch.setitem(plus_offset.__globals__, "plus_offset", lambda item: item - OFFSET)
    assert digest(calling) not in (before, changed)


def test_functions_that_a_function_holds_on_to_count() -> None:
    def holding(called: Callable[..., Any]) -> Callable[..., Any]:
        def outer(item: int) -> Any:
            """Call."""
            return outer(0) if item < 0 else called(item)

        return outer

    assert digest(holding(made(2))) == digest(holding(made(2)))
    assert digest(holding(made(2))) != digest(holding(made(3)))


def test_it_is_the_same_in_another_process(tmp_path: Path) -> None:
    pipeline = Numbers(3).filter(filter_component(made(2))()).write(Names())
    sent = pickle.loads(cloudpickle.dumps(pipeline))
    assert pipeline_fingerprint(sent) == pipeline_fingerprint(pipeline)
    pipeline = Numbers(3).filter(filter_component(typed_in())()).write(Names())
    sent = pickle.loads(cloudpickle.dumps(pipeline))
    assert pipeline_fingerprint(sent) == pipeline_fingerprint(pipeline)
    own = loaded(tmp_path / "own", 2, "own.Scale")
    sent = pickle.loads(cloudpickle.dumps(own))
    assert pipeline_fingerprint(sent) == pipeline_fingerprint(own)


def test_what_is_installed_keeps_to_its_version() -> None:
    import textwrap

    assert "code" not in describe_step(filter_component(textwrap.dedent)())
    assert "code" not in describe_step(SyntheticSource())


SCRIPT = """
import sys
from pathlib import Path
from curator_gui.core import Filter, Sink, Source
from curator_gui.run import RunConfig, execute
import beside

START = 1
RADII = {"H": 0.3}
READ = []

class Helper:
    step = 1
    def count(self): return self.step

class Base(Source):
    name, description = "Numbers", "Counts."
    def __init__(self, n: int = 3): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, index):
        READ.append(index)
        yield self.value(index) + START

class Numbers(Base):
    table = {"a": 1}
    @staticmethod
    def value(index): return index + Helper().count()

class Scale(Filter):
    name, description = "Scale", "Scales."
    def __call__(self, items):
        from later import shift
        for item in items:
            yield shift(beside.twice(item)) * RADII["H"]

class Text(Sink):
    name, description = "Text", "Writes."
    def __init__(self, folder: Path): self.folder = folder
    def __call__(self, items, index):
        path = self.folder / f"{index}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(list(items)))
        return [str(path)]

if __name__ == "__main__":
    n_jobs, backend = 1, sys.argv[1]
    record = Path("a.curator-run")
    config = {"resume": record} if record.exists() else {"record": record}
    pipeline = Numbers().filter(Scale()).write(Text(Path("out")))
    result = execute(pipeline, RunConfig(backend=backend, n_jobs=1, **config))
    print(result.completed, len(result.skipped))
"""
BESIDE = "def twice(item): return 2 * item"
LATER = "def shift(item): return item + 1"
CHANGES = {
    "a method": ("yield self.value(index) + START", "yield self.value(index) + START + 1"),
    "a method of a child": ("return index + Helper", "return 5 + index + Helper"),
    "a number of the file": ("START = 1", "START = 2"),
    "a table of the file": ("0.3", "0.4"),
    "a table of the class": ('"a": 1', '"a": 2'),
    "another class": ("step = 1", "step = 2"),
    "a module beside it": ("2 * item", "3 * item"),
    "a module imported late": ("item + 1", "item + 2"),
}
SAME = {
    "a comment": ("START = 1", "START = 1  # begin"),
    "the number of workers": ("n_jobs, backend = 1", "n_jobs, backend = 2"),
    "the description": ("Scales.", "Scales all."),
    "what is collected": ("READ = []", "READ = [] "),
}


def written(folder: Path, old: str = "", new: str = "") -> None:
    for name, text in (("script", SCRIPT), ("beside", BESIDE), ("later", LATER)):
        (folder / f"{name}.py").write_text(text.replace(old, new) if old else text)


def ran(folder: Path, backend: str = "sequential") -> str:
    command = [sys.executable, "-B", "script.py", backend]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.workers
@pytest.mark.parametrize("backend", ["sequential", "loky"])
def test_classes_of_a_script(tmp_path: Path, backend: str) -> None:
    written(tmp_path)
    assert ran(tmp_path, backend) == "3 0"
    assert ran(tmp_path, backend) == "0 3"
    for old, new in SAME.values():
        written(tmp_path, old, new)
        assert ran(tmp_path, backend) == "0 3"
    written(tmp_path, *CHANGES["a method"])
    assert ran(tmp_path, backend) == "3 0"


def code_of_script(folder: Path) -> dict[str, str]:
    """Return the codes of the three steps, of modules that are loaded anew."""
    import linecache

    linecache.checkcache()
    own_code._loaded.clear()
    for name in ("script", "beside", "later"):
        sys.modules.pop(name, None)
    script = __import__("script")
    steps = (script.Numbers(), script.Scale(), script.Text(Path("out")))
    return {step.name: describe_step(step)["code"] for step in steps}


@pytest.mark.parametrize("change", CHANGES)
def test_each_part_of_a_class_of_a_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    written(tmp_path)
    before = code_of_script(tmp_path)
    assert code_of_script(tmp_path) == before
    written(tmp_path, *CHANGES[change])
    after = code_of_script(tmp_path)
    changed = [name for name in before if before[name] != after[name]]
    late = {"a table of the file", "a module beside it", "a module imported late"}
    assert changed == ["Scale" if change in late else "Numbers"]


def test_a_class_of_a_notebook_is_the_same_where_it_is_sent() -> None:
    text = SCRIPT.partition("if __name__")[0].replace("import beside", "")
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(text, names)
    pipeline = names["Numbers"](3).write(names["Text"](Path("out")))
    sent = pickle.loads(cloudpickle.dumps(pipeline))
    assert pipeline_fingerprint(sent) == pipeline_fingerprint(pipeline)
