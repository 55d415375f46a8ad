"""What the engine relies on, checked on a component's own items."""

from __future__ import annotations

import copy
import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import cloudpickle

from curator_gui.core.components import Pipeline, Sink, Source
from curator_gui.core.filters.stateful import check_stateful, is_stateful, output_of, point_to
from curator_gui.core.params.param import params_of
from curator_gui.core.pickling import keep_thread_locals
from curator_gui.run import RunConfig, execute
from curator_gui.run.planning.collisions import same_outputs
from curator_gui.testing.same import same

Make = Callable[[], Any]

MOST_GROWN = 1.2
"""By how much a file may grow when it is written anew, where its contents differ each time."""


class _BrokenError(RuntimeError):
    """Raised by the check itself, in the middle of the items."""


class _Given(Source[Any]):
    """The items of the check, one an index; at `broken` comes an error, before it or `after` it."""

    name, description = "Items of the check", "Gives the items of the check."

    def __init__(
        self, items: Sequence[Any], broken: int = -1, after: bool = True, copied: bool = True
    ) -> None:
        self.items, self.broken, self.after, self.copied = items, broken, after, copied

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Iterator[Any]:
        if index == self.broken and not self.after:
            raise _BrokenError
        yield copy.deepcopy(self.items[index]) if self.copied else self.items[index]
        if index == self.broken:
            raise _BrokenError


class _Kept(Sink[Any]):
    """Counts the items; it writes nothing."""

    name, description = "Count", "Writes nothing."

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        for _ in items:
            pass
        return []


def check_source(make: Make) -> None:
    """Check a source: length, each index by itself, and that it reaches a worker.

    Raises
    ------
    AssertionError
        Saying what does not hold.
    """
    source = make()
    _check_described(source)
    size = len(source)
    assert size >= 0, "__len__ gives a negative number"
    for index in {0, size - 1} if size else ():
        first, again = _items(source, index), _items(source, index)
        assert first, f"index {index} gives no item"
        assert same(first, again), f"index {index} gives other items the second time"
        assert same(first, _items(_sent(source), index)), f"a worker gets others at index {index}"
    _check_groups(source, list(range(size)))
    _check_groups(source, list(range(0, size, 2)))  # as in a resume


def _items(source: Any, index: int) -> list[Any]:
    found = source[index]
    assert hasattr(found, "__iter__"), (
        f"index {index} gives {found!r:.80}, not its items: use yield"
    )
    return list(found)


def _check_groups(component: Any, indices: list[int]) -> None:
    groups = component.partition_indices(indices) if _can_group(component) and indices else None
    if groups is not None:
        found = sorted(index for group in groups for index in group)
        assert found == indices, (
            f"partition_indices loses or repeats indices, or adds indices: of {indices}"
        )


def check_filter(make: Make, items: Sequence[Any]) -> None:
    """Check a filter on items of its domain; it may gather, too.

    Nothing is read before it is asked for; no item gives nothing; each item gives the same alone,
    after another, after a pass that was broken off, and in a worker; an error of the source passes
    through it. One that gathers writes the
    same result in one go, with a failed index in between, and after a stop and a resume.

    Give it an item with NaN or infinity in values or coordinates, too, unless the filter refuses
    these: equal places count as equal. Those derived from `MeshFilter` refuse such coordinates
    themselves unless they say `ignores_places`; other base classes refuse nothing.

    Raises
    ------
    AssertionError
        Saying what does not hold.
    """
    assert items, "the check needs an item at least"
    _check_described(make())
    check_stateful(make())
    _check_lazy(make)
    assert list(make()(iter(()))) == [], "it gives an item although none came"
    alone = [_passed(make(), [item]) for item in items]
    whole = _passed(make(), items)
    flat = [found for each in alone for found in each]
    assert same(whole, flat), "an item gives something else when another came before it"
    _check_broken_off(make, items, whole)
    _check_errors_pass(make, items)
    assert same(_passed(_sent(make()), items), whole), "a worker would give something else"
    if is_stateful(make()):
        _check_gathering(make, items)


def check_sink(make: Callable[[Path], Any], items: Sequence[Any]) -> None:
    """Check a sink that `make` gives for a folder: outputs, repetition, and broken-off writing.

    What an index writes is there when it is over, is not there under its name if an error came in
    place of the first item, and has the same contents when it is written again over what is there:
    a sink that adds to it is found. Of one whose contents differ each time anyway, such as by a
    date in them, the size tells that. One that says that it changes no items (`changes_items`)
    leaves them as they were.

    Raises
    ------
    AssertionError
        Saying what does not hold.
    """
    assert items, "the check needs an item at least"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _check_described(make(folder / "first"))
        _check_changes(make(folder / "changes"), items, folder)
        first = _run(_Given(items).write(make(folder / "first")), folder)
        assert not first.failures, _words(first)
        missing = [p for paths in first.outputs.values() for p in paths if not _is_there(p)]
        assert not missing, f"named among the outputs, but not there: {missing}"
        named = [path for paths in first.outputs.values() for path in set(paths)]
        assert len(named) == len(set(named)) or _shares(make(folder / "shared")), (
            f"several indices named the same output: {sorted(set(named))[:3]}"
        )
        written = _contents(first)
        again = _run(_Given(items).write(_sent(make(folder / "first"))), folder, "again")
        assert again.outputs == first.outputs, "the second run, in a worker, wrote other files"
        anew = _run(_Given(items).write(make(folder / "other")), folder, "other")
        _check_replaced(written, _contents(again), _contents(anew))
        broken = _run(
            _Given(items, broken=0, after=False).write(make(folder / "broken")), folder, "broken"
        )
        assert 0 in broken.failures, "it went on although its items ended with an error"
        left = [Path(path).name for path in first.outputs.get(0, ())]
        found = [path for path in (folder / "broken").rglob("*") if path.name in left]
        assert not found, f"it left a file that looks complete: {found[:3]}"


def _contents(result: Any) -> dict[str, bytes]:
    """Return the digest of each file that was written, by its path, behind its size in 8 bytes."""
    paths = {path for paths in result.outputs.values() for path in paths} | set(result.artifacts)
    files = chain.from_iterable(_files(Path(path)) for path in paths if "://" not in path)
    return {
        str(file): file.stat().st_size.to_bytes(8, "big")
        + hashlib.sha256(file.read_bytes()).digest()
        for file in files
    }


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _check_replaced(
    first: Mapping[str, bytes], again: Mapping[str, bytes], anew: Mapping[str, bytes]
) -> None:
    """Compare what was written once, twice to the same place, and once to another place."""
    assert first.keys() == again.keys(), (
        "when it writes again over what is there, files are more or fewer: "
        f"{sorted(first.keys() ^ again.keys())[:3]}"
    )
    differ = [path for path in sorted(first) if first[path] != again[path]]
    if sorted(first.values()) != sorted(anew.values()):  # they do each time, as by a date
        differ = [path for path in differ if _size(again[path]) > MOST_GROWN * _size(first[path])]
    assert not differ, (
        "when it writes again over what is there, the contents differ: does it add to them instead "
        f"of replacing them? {differ[:3]}"
    )


def _size(content: bytes) -> int:
    return int.from_bytes(content[:8], "big")


def _check_changes(sink: Any, items: Sequence[Any], folder: Path) -> None:
    if getattr(sink, "changes_items", True):
        return
    given = copy.deepcopy(list(items))
    _run(_Given(given, copied=False).write(sink), folder, "changes")
    assert same(given, list(items)), "it changes its items, but says that it does not"


def _check_described(component: Any) -> None:
    cls = type(component)
    for name in ("name", "description"):
        assert str(getattr(cls, name, "")).strip(), f"{cls.__name__} has no {name}"
    for param in params_of(cls):
        assert param.description, f"the parameter {param.name} has no description"


def _check_lazy(make: Make) -> None:
    asked: list[int] = []

    def stream() -> Iterator[Any]:
        asked.append(1)
        yield from ()

    make()(stream())
    assert not asked, "it reads items before they are asked for: use yield, or return an iterator"


def _check_broken_off(make: Make, items: Sequence[Any], whole: list[Any]) -> None:
    step = make()
    stream = iter(step(iter(copy.deepcopy(list(items)))))
    next(stream, None)
    del stream
    assert same(_passed(step, items), whole), "it remembers a pass that was broken off"


def _check_errors_pass(make: Make, items: Sequence[Any]) -> None:
    try:
        list(make()(_Given(items[:1], broken=0)[0]))
    except _BrokenError:
        return
    raise AssertionError(
        "it hides an error of the source: an index would be done without its items"
    )


def _check_gathering(make: Make, items: Sequence[Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = _gathered(make, folder / "whole", items)
        assert whole, "it gathers, but writes no result"
        with_failure = _gathered(make, folder / "failure", [items[0], *items], broken=0)
        assert with_failure == whole, "what a failed index has gathered is in the result"
        resumed = _gathered(make, folder / "resumed", items, first=1)
        assert resumed == whole, "the result is another one after a stop and a resume"


def _gathered(
    make: Make, folder: Path, items: Sequence[Any], broken: int = -1, first: int = 0
) -> bytes:
    """Run and return the bytes of the result; with `first`, that many indices in a run before."""
    folder.mkdir()
    step = make()
    output = folder / output_of(step).name
    point_to(step, output)
    pipeline = _Given(items, broken).filter(step).write(_Kept())
    record = folder / "run.curator-run"
    if first:
        execute(pipeline, _config(record, indices=range(first)))
    execute(pipeline, _config(record, resume=record if first else None))
    return output.read_bytes() if output.exists() else b""


def _run(pipeline: Pipeline[Any], folder: Path, name: str = "run") -> Any:
    return execute(pipeline, _config(folder / f"{name}.curator-run"))


def _config(record: Path, **more: Any) -> RunConfig:
    options = {"dataset": False, "measure": "off"}
    return RunConfig(backend="sequential", n_jobs=1, options=options, record=record, **more)


def _words(result: Any) -> str:
    index, failure = next(iter(result.failures.items()))
    return f"item {index}: {failure.message}\n{failure.traceback}"


def _passed(step: Any, items: Sequence[Any]) -> list[Any]:
    return list(step(iter(copy.deepcopy(list(items)))))


def _sent(component: Any) -> Any:
    """Return the component as a worker gets it."""
    keep_thread_locals()
    try:
        return cloudpickle.loads(cloudpickle.dumps(component))
    except Exception as error:
        raise AssertionError(f"it cannot be sent to a worker (pickled): {error}") from error


def _shares(sink: Any) -> bool:
    """Whether a sink says that its indices share what it writes."""
    return same_outputs(_Given([0]).write(sink), [0]) is None


def _can_group(component: Any) -> bool:
    return callable(getattr(component, "partition_indices", None))


def _is_there(path: str) -> bool:
    return "://" in path or Path(path).exists()
