"""The sink whose code stands beside the document: what it wrote, named, and left."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.components import Pipeline, Source
from curator_gui.core.document_code import trust
from curator_gui.core.document_code.python_sink import PythonSink
from curator_gui.core.document_code.reading import CodeError, read_code
from curator_gui.core.notes import noting
from curator_gui.core.storage.outputs import Written
from tests.core.document_code.conftest import Put

WRITES = """
def write(items, index, folder, name: str = "item"):
    "Write texts."
    for number, item in enumerate(items):
        path = folder / f"{name}-{index}-{number}.txt"
        path.write_text(str(item))
        yield path

def texts(items, index, folder):
    (folder / f"{index}.txt").write_text(" ".join(map(str, items)))
    return f"{index}.txt"

def stores(items, index, folder):
    for item in items:
        store = folder / "stores" / str(index)
        store.mkdir(parents=True)
        (store / "a").write_text(str(item))
        (store / "b").write_text("1234")
    return [store]

class Writer:
    def __init__(self, name: str):
        self.name = name
    def __call__(self, items, index, folder):
        return list(write(items, index, folder, self.name))
"""


@pytest.fixture
def writes(put: Put) -> Path:
    return put(WRITES)


def _sink(file: Path, function: str, folder: Path, **given: Any) -> PythonSink:
    trust.keep_trust(read_code(file))
    return PythonSink(file, function, folder, given)


def _left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_nothing_runs_before_the_person_agrees(put: Put, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    path = put(f"open({str(mark)!r}, 'w').close()\ndef f(items, index, folder): return []\n")
    sink = PythonSink(path, "f", tmp_path / "out")
    assert [place for place, _ in sink.problems()] == ["file"]
    with pytest.raises(CodeError, match="not agreed to"):
        sink(iter([1]), 0)
    assert not mark.exists()
    assert not (tmp_path / "out").exists()


def test_functions_and_classes_write_below_the_folder(writes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name, given in (("write", {}), ("Writer", {"name": "w"})):
        sink = _sink(writes, name, out, **given)
        assert list(sink.problems()) == []
        first = given.get("name", "item")
        outputs = pickle.loads(pickle.dumps(sink))(iter(["a", "b"]), 7)
        assert outputs == [str(out / f"{first}-7-{number}.txt") for number in range(2)]
        assert Path(outputs[1]).read_text() == "b"
    assert _sink(writes, "texts", out)(iter([1, 2]), 0) == [str(out / "0.txt")]
    assert (out / "0.txt").read_text() == "1 2"
    assert len(_left(out)) == 5


def test_a_folder_is_an_output_and_is_replaced_as_a_whole(writes: Path, tmp_path: Path) -> None:
    sink = _sink(writes, "stores", tmp_path / "out")
    (tmp_path / "out" / "stores" / "3").mkdir(parents=True)
    for item in ("ab", "cde"):
        (output,) = sink(iter([item]), 3)
        assert isinstance(output, Written)
        assert (output, output.size) == (str(tmp_path / "out" / "stores" / "3"), len(item) + 4)
    assert _seen(tmp_path / "out") == ["stores", "stores/3", "stores/3/a", "stores/3/b"]
    moved = (tmp_path / "out").rename(tmp_path / "moved")
    assert _sink(writes, "stores", moved)(iter(["f"]), 3)


def _seen(folder: Path) -> list[str]:
    return [name for name in _left(folder) if not name.startswith(".")]


def test_a_folder_of_somebody_else_is_left_alone(writes: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "out" / "stores" / "3"
    theirs.mkdir(parents=True)
    (theirs / "thesis.txt").write_text("years")
    with pytest.raises(CodeError, match=r"3 is a folder that this sink has not made.*left as"):
        _sink(writes, "stores", tmp_path / "out")(iter(["ab"]), 3)
    assert _left(tmp_path / "out") == ["stores", "stores/3", "stores/3/thesis.txt"]


def test_a_link_to_a_folder_of_somebody_else_is_left_alone(writes: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "thesis.txt").write_text("years")
    (tmp_path / "out" / "stores").mkdir(parents=True)
    (tmp_path / "out" / "stores" / "3").symlink_to(tmp_path / "theirs")
    with pytest.raises(CodeError, match="3 is a folder that this sink has not made"):
        _sink(writes, "stores", tmp_path / "out")(iter(["ab"]), 3)
    assert _left(tmp_path / "theirs") == ["thesis.txt"]


def test_a_file_is_not_replaced_by_a_folder(writes: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "stores").mkdir(parents=True)
    (tmp_path / "out" / "stores" / "3").write_text("years")
    with pytest.raises(CodeError, match="3 is a file where a folder is to be"):
        _sink(writes, "stores", tmp_path / "out")(iter(["ab"]), 3)
    assert (tmp_path / "out" / "stores" / "3").read_text() == "years"


def test_a_file_that_is_replaced_is_told_of(writes: Path, tmp_path: Path) -> None:
    sink = _sink(writes, "texts", tmp_path / "out")
    pipeline: Pipeline[Any] = Pipeline(Reads([], [])).write(sink)
    assert list(sink.look_ahead(pipeline, [4])) == []
    said: list[str] = []
    for _ in range(2):
        with noting(lambda kind, words: said.append(words)):
            sink(iter(["a"]), 4)
    assert said == ["an output took the place of a file that was there before"]
    (ahead,) = sink.look_ahead(pipeline, [4])
    assert "is not empty: files there that have the names of new outputs are replaced" in ahead


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "gave back a NoneType: give back the paths"),
        ("return 3", "gave back a int"),
        ("return [3]", "3 is no path"),
        ("return ['a.txt']", "line 2: a.txt is named, but not there"),
        ("return ['../a.txt']", "does not lie in the folder that f was given"),
        ("return [folder]", "does not lie in the folder that f was given"),
        ("return [__file__]", "does not lie in the folder that f was given"),
        ("(folder / 'a').write_text('1'); return []", "f wrote a, but did not name it"),
        ("(folder / 'b').mkdir(); (folder / 'b' / 'a').write_text(''); return []", "f wrote b.a"),
        ("p = folder / 'a'; p.mkdir(); (p / 'b').touch(); return [p, p / 'b']", "its folder a"),
        ("next(items); return []", "f left items of index 4 unread"),
        ("(folder / 'a').touch(); raise KeyError('x')", r"steps.py, line 4: KeyError: 'x'"),
        ("(folder / 'a').touch(); yield 'a'; raise KeyError('x')", r"line 4: KeyError: 'x'"),
    ],
)
def test_what_is_wrong_leaves_nothing_and_is_the_fault_of_the_code(
    put: Put, tmp_path: Path, body: str, words: str
) -> None:
    read = "" if "next" in body else "for item in items: pass"
    text = f"import os\ndef f(items, index, folder):\n    {read}\n    {body}\n"
    out = tmp_path / "out"
    with pytest.raises(CodeError, match=words):
        _sink(put(text), "f", out)(iter([1, 2]), 4)
    assert _left(out) == []


@pytest.mark.skipif(os.name != "posix", reason="links that everybody may make")
def test_a_link_out_of_the_folder_is_refused(put: Put, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    link = f"os.symlink({str(tmp_path / 'secret')!r}, folder / 'a')"
    path = put(f"import os\ndef f(items, index, folder):\n    {link}\n    return [folder / 'a']\n")
    with pytest.raises(CodeError, match="does not lie in the folder"):
        _sink(path, "f", tmp_path / "out")(iter(()), 0)
    assert (tmp_path / "secret").read_text() == "x"


def test_an_error_before_the_sink_is_told_as_it_is(writes: Path, tmp_path: Path) -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    for name in ("write", "texts"):
        with pytest.raises(OSError, match="the disk is gone"):
            _sink(writes, name, tmp_path / "out")(broken(), 0)
    assert _left(tmp_path / "out") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def f(items): ...", "has no argument for the index, folder"),
        ("class f:\n    pass", "the class f has no __call__"),
        (
            "class f:\n    def __call__(self, items, i, folder): ...\n    def finish(self): ...",
            "gathers something over all items",
        ),
        ("def f(items, index, folder, n: int): ...", "n: needs a value"),
    ],
)
def test_the_text_alone_tells_what_can_be_no_sink(
    put: Put, tmp_path: Path, text: str, words: str
) -> None:
    sink = PythonSink(put(text + "\n"), "f", tmp_path / "out")
    found = [word for place, word in sink.problems() if place != "file"]
    assert len(found) == 1
    assert words in found[0]


def test_what_the_source_reads_is_never_written_over(put: Put, tmp_path: Path) -> None:
    text = (
        "def f(items, index, folder, name: str):\n"
        "    list(items)\n    path = folder / name\n"
        "    path.mkdir() if '.' not in name else path.write_text('new')\n"
        "    return [path]\n"
    )
    (tmp_path / "cases").mkdir()
    read, table = tmp_path / "cases" / "a.txt", tmp_path / "table.csv"
    read.write_text("old")
    table.write_text("old")
    file = put(text)
    for name in ("cases", "table.csv", "steps.py", "cases/a.txt"):
        folder, _, last = name.rpartition("/")
        sink = _sink(file, "f", tmp_path / folder, name=last)
        sink.set_source(Reads([read], [table]))
        with pytest.raises(CodeError, match=r"line 1: .*, which the pipeline reads"):
            sink(iter([1]), 0)
    assert [path.read_text() for path in (read, table)] == ["old", "old"]
    assert file.read_text() == text
    assert _sink(file, "f", tmp_path / "out", name="cases")(iter([1]), 0)


class Reads(Source[int]):
    """Reads files."""

    name = "Reads"
    description = "Reads."

    def __init__(self, files: list[Path], tables: list[Path]) -> None:
        self.files, self.tables = files, tables

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index

    def inputs(self, index: int) -> list[str]:
        return [str(self.files[index])]

    def input_files(self) -> list[str]:
        return [str(path) for path in self.tables]


def test_outputs_get_their_places_all_or_none(put: Put, tmp_path: Path) -> None:
    path = put(
        "def f(items, index, folder):\n"
        "    list(items)\n    (folder / 'x').mkdir()\n"
        "    for name in ('a', 'x/g'):\n        (folder / name).touch()\n"
        "    return ['a', 'x/g']\n"
    )
    out = tmp_path / "out"
    out.mkdir()
    (out / "x").write_text("of another index")
    with pytest.raises(CodeError, match=r"line 1: .*x is a file, so nothing can be written below"):
        _sink(path, "f", out)(iter([1]), 1)
    assert _left(out) == ["x"]


@pytest.mark.skipif(os.name != "posix", reason="links that everybody may make")
@pytest.mark.parametrize(
    "body",
    [
        "os.symlink(folder / 'a', folder / 'l'); return ['a', 'l']",
        "os.mkdir(folder / 'd'); os.symlink(folder / 'a', folder / 'd' / 'l'); return ['a', 'd']",
    ],
)
def test_links_that_would_lead_nowhere_are_refused(put: Put, tmp_path: Path, body: str) -> None:
    text = "import os\ndef f(items, index, folder):\n    list(items); (folder / 'a').touch()\n"
    with pytest.raises(CodeError, match=r"line 2: .*l is a link to a place that will be gone"):
        _sink(put(f"{text}    {body}\n"), "f", tmp_path / "out")(iter(()), 0)
    assert _left(tmp_path / "out") == []


@pytest.mark.skipif(os.name != "posix", reason="pipes with names")
def test_what_is_neither_file_nor_folder_is_refused(put: Put, tmp_path: Path) -> None:
    text = "import os\ndef f(items, index, folder):\n    os.mkfifo(folder / 'p'); return ['p']\n"
    with pytest.raises(CodeError, match=r"p is neither a file nor a folder"):
        _sink(put(text), "f", tmp_path / "out")(iter(()), 0)
