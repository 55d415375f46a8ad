"""What a function asks for is told from its text as it would be by running it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.document_code.loading import load_filter
from curator_gui.core.document_code.reading import CodeError, read_code
from curator_gui.core.document_code.signature import callee_of, callees
from curator_gui.core.params.param import REQUIRED
from tests.core.document_code.conftest import Put

MANY = """
from __future__ import annotations
from pathlib import Path
from typing import Annotated, Literal, Optional, Union
import typing as t
import curator_gui.core as core
from curator_gui.core import Param, filter_component

Factor = Annotated[float, Param("How much.", unit="K", minimum=0, maximum=9)]
USUAL = 2.0

def plain(item, a, b=1, c=1.5, d="x", e=True, f=None):
    "Take what has no types."

def typed(item, a: int, b: float | None = None, c: Optional[str] = None,
          d: Union[int, str] = 1, e: t.List[int] = [1], *, f: dict[str, float] = {}): ...

def literal(item, mode: Literal["a", "b"] = "a", maybe: Literal[1, 2] | None = None): ...

def annotated(item, factor: Factor = USUAL, x: "int" = 3,
              y: Annotated[int, core.Param("why", "Why not.", minimum=1)] = 1): ...

def path(item, /, file: Path, *,
         fields: Annotated[list[str] | None, Param("Which.", role="field")] = None): ...

@filter_component(name="Made")
def made(item, factor: float = 2.0):
    "Made with the decorator."
    return item

class Chosen:
    "A class of filters."
    def __init__(self, n: int = 3) -> None: ...
    def __call__(self, items): return items
"""


@pytest.mark.parametrize("name", ["plain", "typed", "literal", "annotated", "path", "made"])
def test_it_agrees_with_what_running_the_file_would_tell(put: Put, name: str) -> None:
    code = read_code(put(MANY))
    told = {p.name: p for p in callees(code)[name].params}
    run = {p.name: p for p in load_filter(code, name).params()}
    assert list(told) == list(run)
    for key, param in run.items():
        found = told[key]
        for field in ("default", "unit", "minimum", "maximum", "role", "description"):
            assert getattr(found, field) == getattr(param, field), (key, field)
        assert list(found.choices or ()) == list(param.choices or ())
        for value in (1, 2.5, "x", None, [1], ["a"], {"a": 1.0}, True, "a"):
            assert _taken(found, value) == _taken(param, value), (key, value)


def _taken(param: Any, value: object) -> object:
    try:
        return param.coerce(value)
    except ValueError:
        return ValueError


def test_a_class_is_described_by_its_constructor(put: Put) -> None:
    callee = callees(read_code(put(MANY)))["Chosen"]
    assert (callee.description, [(p.name, p.type, p.default) for p in callee.params]) == (
        "A class of filters.", [("n", int, 3)],
    )  # fmt: skip


def test_a_default_that_only_running_would_tell_is_named_and_left_to_the_code(put: Put) -> None:
    (param,) = callees(read_code(put("import math\ndef f(x, a: float = math.pi): ...\n")))[
        "f"
    ].params
    assert (param.default, param.required) == (None, False)
    assert param.description == "By default what the code says: math.pi."
    assert param.coerce(None) is None


@pytest.mark.parametrize(
    "text, words",
    [
        ("async def f(x): ...", "asynchronous"),
        ("def f(x, *a): ...", "any arguments"),
        ("def f(x, **a): ...", "any arguments"),
        ("def f(): ...", "no argument for the item"),
        ("def g(x): ...\nclass _H: ...", "there is no function or class f; there are g"),
        ("", "there is no function or class f"),
    ],
)
def test_what_cannot_be_a_step_says_why(put: Put, text: str, words: str) -> None:
    with pytest.raises(CodeError, match=r"steps.py, line 1: .*") as caught:
        callee_of(read_code(put(text)), "f")
    assert words in str(caught.value)


def test_nothing_of_an_annotation_is_run(put: Put, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    run = f"open({str(mark)!r}, 'w')"
    text = f"{run}\ndef f(x, a: {run} = {run}, b: \"__import__('os')\" = 1): ...\n"
    params = callees(read_code(put(text)))["f"].params
    assert [p.default is REQUIRED for p in params] == [False, False]
    assert not mark.exists()


def test_constructors_that_stand_elsewhere_in_the_file_are_found(put: Put) -> None:
    path = put(
        """
        import dataclasses
        from dataclasses import dataclass, field
        from typing import ClassVar

        class Base:
            def __init__(self, factor: float = 2.0): ...
        class Child(Base): ...
        class Other(Child):
            def __init__(self, n: int): ...
        class Loop(Loop): ...
        @dataclass
        class Data:
            kind: ClassVar[int] = 1
            _: dataclasses.KW_ONLY
            factor: float
            names: list[str] = field(default_factory=list)
            total: float = field(default=0.0, init=False)
        @dataclasses.dataclass(frozen=True)
        class More(Data):
            factor: int = 3
            last: bool = field(default=True)
        class Plain(More):
            unused: int = 1
        """
    )
    found = {name: {p.name: p for p in c.params} for name, c in callees(read_code(path)).items()}
    assert {name: list(params) for name, params in found.items()} == {
        "Base": ["factor"], "Child": ["factor"], "Other": ["n"], "Loop": [],
        "Data": ["factor", "names"], "More": ["factor", "names", "last"],
        "Plain": ["factor", "names", "last"],
    }  # fmt: skip
    assert found["Data"]["factor"].required
    assert found["Child"]["factor"].default == 2.0
    assert (found["More"]["factor"].type, found["More"]["last"].default) == (int, True)
    assert not found["Data"]["names"].required
