"""The source whose code stands beside the document: what it lists, reads, and refuses."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Pipeline
from curator_gui.core.document_code import trust
from curator_gui.core.document_code.loading import PACKAGE
from curator_gui.core.document_code.python_source import PythonSource
from curator_gui.core.document_code.reading import CodeError, read_code
from curator_gui.core.fingerprint import describe_step, input_fingerprint
from tests.core.document_code.conftest import Put

READS = """
from pathlib import Path

def listed(folder: Path, pattern: str = "*.txt"):
    "List the files."
    return sorted(folder.glob(pattern))

def named(folder: Path):
    return [str(path) for path in listed(folder)]

def numbers(count: int):
    return range(count)

def rows(folder: Path):
    return [{"file": Path("data/a.txt"), "row": 1}, ("b", [2.5, None, True])]

def read(entry, times: int = 1):
    "Read one."
    return entry if isinstance(entry, int) else (entry, times)

def texts(entry):
    yield from Path(entry).read_text().split()

def nothing(entry):
    yield from ()

def fails(entry):
    yield 1
    raise ValueError(f"no {entry}")

class Numbers:
    def __init__(self, count: int = 3):
        self.count = count
    def __len__(self):
        return self.count
    def __getitem__(self, index):
        return index * 10

class Told(Numbers):
    def label(self, index):
        return f"number {index}"
    def inputs(self, index):
        return [f"/data/{index}.txt"]
"""


@pytest.fixture
def reads(put: Put) -> Path:
    put("one two", "data/a.txt")
    put("three", "data/b.txt")
    return put(READS)


def _source(file: Path, *names: str, **given: Any) -> PythonSource:
    trust.keep_trust(read_code(file))
    return PythonSource(file, *names, arguments=given)


def _items(source: PythonSource) -> list[list[Any]]:
    return [list(source[index]) for index in range(len(source))]


def test_nothing_runs_before_the_person_agrees(put: Put, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    run = f"open({str(mark)!r}, 'w').close()\n"
    path = put(run + "def f(): return [1]\ndef g(entry): return entry\n")
    source = PythonSource(path, "f", "g")
    assert [place for place, _ in source.problems()] == ["file"]
    with pytest.raises(CodeError, match="not agreed to"):
        len(source)
    with pytest.raises(CodeError, match="not agreed to"):
        source[0]
    describe_step(source)
    assert source.label(0) == ""
    assert not mark.exists()
    assert _items(_source(path, "f", "g")) == [[1]]
    assert mark.exists()


@pytest.mark.parametrize("names", [("listed", "texts"), ("named", "texts")])
def test_listed_files_name_their_indices_and_are_their_inputs(
    reads: Path, names: tuple[str, str]
) -> None:
    source = _source(reads, *names, folder="data")
    assert list(source.problems()) == []
    assert _items(source) == [["one", "two"], ["three"]]
    assert [source.label(index) for index in range(2)] == ["a.txt", "b.txt"]
    assert [source.inputs(index) for index in range(2)] == [
        (str(reads.parent / "data" / name),) for name in ("a.txt", "b.txt")
    ]
    assert list(source.look_ahead(Pipeline(source), [0, 1])) == []


def test_arguments_go_to_each_function_that_asks_for_them(reads: Path) -> None:
    source = _source(reads, "listed", "read", folder="data", pattern="b*", times=2)
    assert _items(source) == [[reads.parent / "data" / "b.txt", 2]]
    (words,) = (w for _, w in _source(reads, "listed", "read", folder="data", n=1).problems())
    assert words == "listed, read takes no 'n'"


def test_entries_are_tables_lists_and_numbers_with_paths_from_the_files_folder(reads: Path) -> None:
    source = _source(reads, "rows", "read", folder="data")
    data = reads.parent / "data" / "a.txt"
    assert [items[0] for items in _items(source)] == [
        {"file": data, "row": 1}, ("b", [2.5, None, True]),
    ]  # fmt: skip
    assert [source.label(index) for index in range(2)] == ["a.txt", "('b', [2.5, None, True])"]
    assert [source.inputs(index) for index in range(2)] == [(str(data),), ()]
    (words,) = source.look_ahead(Pipeline(source), [0, 1])
    assert "does not tell the files of one index," in words


def test_a_class_lists_reads_and_tells(reads: Path) -> None:
    plain, told = _source(reads, "Numbers", count=2), _source(reads, "Told")
    assert (_items(plain), plain.label(0), plain.inputs(0)) == ([[0], [10]], "", ())
    assert (_items(told), told.label(1), told.inputs(2)) == (
        [[0], [10], [20]], "number 1", ("/data/2.txt",),
    )  # fmt: skip
    with pytest.raises(IndexError):
        told[3]


@pytest.mark.parametrize(
    ("names", "given"), [(("listed", "texts"), {"folder": "data"}), (("Told",), {"count": 2})]
)
def test_it_travels_with_its_listing_and_without_any_object_of_the_code(
    reads: Path, names: tuple[str, ...], given: dict[str, Any]
) -> None:
    source = _source(reads, *names, **given)
    items, label = _items(source), source.label(0)
    sent = pickle.dumps(source)
    assert PACKAGE.encode() not in sent
    reads.unlink()
    (reads.parent / "data" / "c.txt").write_text("late")
    copy = pickle.loads(sent)
    assert (_items(copy), copy.label(0), len(copy)) == (items, label, 2)


def test_a_class_that_lists_others_in_a_worker_says_so(put: Put) -> None:
    body = (
        "from pathlib import Path\n"
        "class S:\n"
        "    def __init__(self): self.n = len(list(Path(__file__).parent.glob('*.csv')))\n"
        "    def __len__(self): return self.n\n"
        "    def __getitem__(self, i): yield i\n"
    )
    path = put(body)
    put("", "a.csv")
    source = _source(path, "S")
    assert len(source) == 1
    put("", "b.csv")
    with pytest.raises(CodeError, match="S lists 2 items now, not 1 as before"):
        list(pickle.loads(pickle.dumps(source))[0])


@pytest.mark.parametrize(
    ("names", "given", "words"),
    [
        (("listed",), {"folder": "data"}, "line 4: listed lists the entries: name the function"),
        (("Numbers", "read"), {}, "the class Numbers reads its items itself: name no reader"),
        (("listed", "Numbers"), {"folder": "data"}, "Numbers is a class: name a function"),
        (("missing", "read"), {}, "there is no function or class missing"),
        (("numbers", "read"), {}, "count: needs a value"),
        (("numbers", "nothing"), {"count": 1}, "nothing gave no item for index 0"),
        (("numbers", "fails"), {"count": 1}, r"steps.py, line 29: ValueError: no 0"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    reads: Path, names: tuple[str, ...], given: dict[str, Any], words: str
) -> None:
    source = _source(reads, *names, **given)
    told = [str(words) for _, words in source.problems()]
    with pytest.raises(CodeError, match=words):
        _items(source)
    if "line 29" not in words and "gave no" not in words:
        assert len(told) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return 'abc'", "gave back a str: give back a list"),
        ("return {}", "gave back a dict"),
        ("return 3", "gave back a int"),
        ("return None", "gave back a NoneType"),
        ("return [1, {2}]", "gave a set as entry 1"),
        ("return [[object()]]", "gave a list as entry 0"),
        ("import sys; sys.exit(1)", "line 1: SystemExit: 1"),
    ],
)
def test_a_listing_that_is_none_is_refused(put: Put, body: str, words: str) -> None:
    source = _source(put(f"def f(): {body}\ndef g(entry): return entry\n"), "f", "g")
    with pytest.raises(CodeError, match=words):
        len(source)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("class S:\n    def __len__(self): return 1\n", "the class S has no __getitem__"),
        ("class S(object): pass\n", "the class S has no __len__, __getitem__"),
    ],
)
def test_a_class_without_the_contract_is_known_from_its_text(
    put: Put, text: str, words: str
) -> None:
    source = PythonSource(put(text), "S")
    assert words in dict(source.problems())["function"]


@pytest.mark.parametrize("negative", ["-1", "1.5", "'a'"])
def test_a_class_that_cannot_count_says_so(put: Put, negative: str) -> None:
    text = (
        f"class S:\n    def __len__(self): return {negative}\n"
        "    def __getitem__(self, i): yield 1\n"
    )
    with pytest.raises(CodeError, match=r"steps.py: (ValueError|TypeError)"):
        len(_source(put(text), "S"))


def test_an_item_of_another_kind_is_the_fault_of_the_code(put: Put) -> None:
    class OfPaths(PythonSource):
        item_type = "pathlib.Path"

    path = put("def f(): return [1]\ndef g(entry): return entry\n")
    trust.keep_trust(read_code(path))
    with pytest.raises(CodeError, match=r"line 2: g gave a int, but an item is a pathlib.Path"):
        list(OfPaths(path, "f", "g")[0])


def test_changed_code_or_another_reader_is_another_source(reads: Path) -> None:
    first = describe_step(PythonSource(reads, "numbers", "read", {"count": 1}))
    other = describe_step(PythonSource(reads, "numbers", "texts", {"count": 1}))
    reads.write_text(READS + "\n")
    changed = describe_step(PythonSource(reads, "numbers", "read", {"count": 1}))
    assert first["arguments"] != other["arguments"]
    assert first["code"] == other["code"] != changed["code"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("'a.txt'", ["a.txt"]),
        ("Path('a.txt')", ["a.txt"]),
        ("[Path('a.txt'), 'sub/b.txt']", ["a.txt", "sub/b.txt"]),
        ("(n for n in ['s3://bucket/a.nc'])", []),
    ],
)
def test_files_that_a_class_tells_start_from_its_folder(
    put: Put, tmp_path: Path, given: str, told: list[str]
) -> None:
    text = (
        "from pathlib import Path\nclass S:\n    def __len__(self): return 1\n"
        f"    def __getitem__(self, i): return i\n    def inputs(self, i): return {given}\n"
    )
    path = put(text)
    trust.keep_trust(read_code(path))
    wanted = tuple(str(tmp_path / name) for name in told) or ("s3://bucket/a.nc",)
    assert PythonSource(path, "S").inputs(0) == wanted


@pytest.mark.parametrize("name", ["inputs", "label"])
def test_what_should_be_a_method_and_is_none_is_said(put: Put, name: str) -> None:
    text = (
        "class S:\n    def __len__(self): return 1\n"
        f"    def __getitem__(self, i): return i\n    {name} = ['a']\n"
    )
    path = put(text)
    trust.keep_trust(read_code(path))
    with pytest.raises(CodeError, match=f"{name} is no method: write def {name}"):
        len(PythonSource(path, "S"))


@pytest.mark.parametrize("as_text", [False, True])
def test_a_change_within_a_folder_that_is_an_entry_is_seen(put: Put, as_text: bool) -> None:
    text = "def cases(folder: Path):\n    return [{}(folder)]\ndef read(entry):\n    return 1\n"
    path = put("from pathlib import Path\n" + text.format("str" if as_text else "Path"))
    inside = put("one", "case/constant/mesh.txt")

    def identity() -> str:
        source = _source(path, "cases", "read", folder=str(inside.parents[1]))
        assert list(source.look_ahead(Pipeline(source), [0])) == []
        assert source.label(0) == "case"
        return input_fingerprint(source.inputs(0), source.input_part(0))

    before = identity()
    assert identity() == before
    inside.write_text("three")
    assert identity() != before


def test_what_a_resumed_run_does_not_see_is_said(reads: Path) -> None:
    source = _source(reads, "numbers", "read", count=3)
    (words,) = source.look_ahead(Pipeline(source), [0, 2])
    assert "does not tell the files of 2 indices, so a resumed run does not see when" in words
    seen = input_fingerprint(source.inputs(0), source.input_part(0))
    assert seen != input_fingerprint(source.inputs(1), source.input_part(1))  # another entry
