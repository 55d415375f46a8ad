"""Fingerprints: equal where results are, different where they could differ, in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import Filter, Registry
from curator_gui.core.fingerprint import (
    describe_step,
    input_fingerprint,
    pipeline_fingerprint,
    plain,
)
from curator_gui.moved import recorded_name

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
from pathlib import Path
from curator_gui.core import Filter, Sink, Source
from curator_gui.core.fingerprint import pipeline_fingerprint
import numpy as np

class Numbers(Source):
    name = "Numbers"
    description = ""
    def __init__(self, **anything): pass
    params = classmethod(lambda cls: [])
    def __len__(self): return 3
    def __getitem__(self, index): yield index

class Out(Sink):
    name = "Out"
    description = ""
    def __init__(self, chooser, folder): pass
    params = classmethod(lambda cls: [])
    def __call__(self, items, index): return []

def outer(n):
    def factorial(k):
        return 1 if k < 2 else k * factorial(k - 1) + n
    return factorial

species = ["".join(["C", "l"]) for _ in range(20_001)]
source = Numbers(
    names={"alpha", "beta", "gamma", "delta"},
    table={"b": 1, "a": frozenset("xyz")},
    array=np.arange(12.0).reshape(3, 4),
    objects=np.array(["Cl", None, {"a", "b"}], dtype=object),
    many=species,
    when=np.datetime64("2017-01-01"),
)
print(pipeline_fingerprint(source.write(Out(outer(3), Path("out")))))
"""


def fingerprint_in_new_process(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", SCRIPT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.workers
def test_the_same_in_every_process() -> None:
    found = {fingerprint_in_new_process(seed) for seed in ("0", "1", "4711")}
    assert len(found) == 1
    (digest,) = found
    assert len(digest) == 32
    assert int(digest, 16)


def make(registry: Registry, **values: Any) -> str:
    cls = {key: registry.get(f"numbers.{key}").cls for key in ("Numbers", "Scale", "TextFiles")}
    defaults: dict[str, Any] = {
        "size": 3, "start": 0.0, "per_index": 1,
        "factor": 2.0, "mode": "all", "weights": None,
        "folder": Path("out"), "template": "{index}",
    }  # fmt: skip
    v = {**defaults, **values}
    source = cls["Numbers"](v["size"], v["start"], per_index=v["per_index"])
    scale = cls["Scale"](v["factor"], v["mode"], v["weights"])
    return pipeline_fingerprint(
        source.filter(scale).write(cls["TextFiles"](v["folder"], v["template"]))
    )


CHANGES: dict[str, Any] = {
    "size": 4,
    "start": 0.5,
    "per_index": 2,
    "factor": 2.0000000000000004,
    "mode": "odd",
    "weights": [1.0],
    "folder": Path("other"),
    "template": "{stem}",
}


@pytest.mark.parametrize("name", CHANGES)
def test_any_changed_parameter_changes_it(registry: Registry, name: str) -> None:
    assert make(registry) == make(registry)
    assert make(registry, **{name: CHANGES[name]}) != make(registry)


def test_the_declared_version_counts(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make(registry)
    monkeypatch.setattr(registry.get("numbers.Scale").cls, "version", "2")
    assert make(registry) != before


def test_giving_a_default_changes_nothing(registry: Registry) -> None:
    cls = registry.get("numbers.Numbers").cls
    sink = registry.get("numbers.TextFiles").cls(Path("out"))
    assert pipeline_fingerprint(cls(3).write(sink)) == pipeline_fingerprint(
        cls(size=3, start=0.0).write(sink)
    )


def test_a_list_changed_by_its_component_is_fingerprinted_as_given(registry: Registry) -> None:
    cls = registry.get("numbers.Scale").cls
    weights = [1.0]
    scale = cls(2.0, weights=weights)
    weights.append(5.0)
    assert scale.arguments["weights"] == [1.0]


ARRAYS: list[tuple[Any, Any]] = [
    (np.zeros(3), np.zeros(4)),
    (np.zeros(4), np.zeros((2, 2))),
    (np.zeros(2), np.zeros(2, np.float32)),
    (np.array([1, 2]), np.array([2, 1])),
    (np.array(["a", None], object), np.array(["b", None], object)),
    ({"a": 1}, {"a": 2}),
    ([1, 2], [2, 1]),
    ((), [None]),
    (True, 1),
    ("1", 1),
    (list(range(20_000)), list(range(1, 20_001))),
]


@pytest.mark.parametrize("pair", ARRAYS, ids=repr)
def test_values_that_differ(pair: tuple[Any, Any]) -> None:
    assert json.dumps(plain(pair[0])) != json.dumps(plain(pair[1]))


def test_memory_layout_does_not_count() -> None:
    array = np.arange(12).reshape(3, 4)
    assert plain(array) == plain(np.asfortranarray(array)) == plain(array.copy())
    assert plain(array[::2]) == plain(array[::2].copy())


def test_equal_texts_in_a_long_list_count_as_equal() -> None:
    shared = ["Cl"] * 20_000
    separate = ["".join(["C", "l"]) for _ in range(20_000)]
    assert plain(shared) == plain(separate)


def test_what_a_function_does_counts() -> None:
    def adder(n: int) -> Callable[[int], int]:
        return lambda x: x + n

    first, second = (lambda x: x + 1), (lambda x: x + 2)
    assert plain(first) != plain(second)
    assert plain(adder(1)) == plain(adder(1))
    assert plain(adder(1)) != plain(adder(2))


def test_things_that_cannot_be_pickled_still_have_a_description() -> None:
    class Local:
        def __reduce__(self) -> str:
            raise TypeError("no")

    assert plain(Local()) == {"object": f"{Local.__qualname__}"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_plain_data_stays_what_it_is(value: Any) -> None:
    assert plain(value) == value


def test_inputs_are_told_apart_by_name_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    os.utime(path, ns=(10**18, 10**18))
    first = input_fingerprint([str(path)])
    assert first == input_fingerprint([str(path)])
    os.utime(path, ns=(10**18, 10**18 + 1))
    second = input_fingerprint([str(path)])
    path.write_text("longer")
    os.utime(path, ns=(10**18, 10**18))
    third = input_fingerprint([str(path)])
    path.unlink()
    missing = input_fingerprint([str(path)])
    assert len({first, second, third, missing, input_fingerprint([])}) == 5


def test_names_that_are_no_valid_unicode_are_told_apart(tmp_path: Path) -> None:
    assert input_fingerprint(["a\udce9"]) != input_fingerprint(["a\udcea"])


def test_a_component_given_as_an_argument_counts_with_its_own_arguments(registry: Registry) -> None:
    class Both(Filter[float]):
        name, description = "Both", "Applies another filter."

        def __init__(self, inner: Filter[float]) -> None:
            self.inner = inner

        def __call__(self, items: Any) -> Any:
            return self.inner(items)

    scale = registry.get("numbers.Scale").cls
    described = [describe_step(Both(scale(factor))) for factor in (2.0, 3.0, 2.0)]
    assert described[0] == described[2] != described[1]
    inner = described[0]["arguments"]["inner"]
    assert (inner["component"], inner["arguments"]["factor"]) == (recorded_name(scale), 2.0)
    assert json.loads(json.dumps(described[0])) == described[0]
