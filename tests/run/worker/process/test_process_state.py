"""A module that an index took away is put back, also if the next one has loaded it anew."""

import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Literal

import pytest

from curator_gui.run.worker.process.state import ProcessState

WORDS = "the modules that are loaded"


def take_away() -> None:
    del sys.modules["json"]


def load_anew() -> None:
    take_away()
    import_module("json")


def put_another_in_its_place() -> None:
    sys.modules["json"] = ModuleType("json")


@pytest.mark.parametrize("change", [take_away, load_anew, put_another_in_its_place])
def test_a_module_that_is_gone_or_another_comes_back(change: Callable[[], None]) -> None:
    genuine = import_module("json")
    state = ProcessState()
    try:
        change()
        assert list(state.set_back()) == [(WORDS, True)]
        assert sys.modules["json"] is genuine
        assert list(state.set_back()) == []
    finally:
        sys.modules["json"] = genuine


def test_what_libraries_load_and_replace_while_they_load_is_theirs() -> None:
    genuine = import_module("json")
    state = ProcessState()
    try:
        load_anew()
        sys.modules["curator_test_new"] = ModuleType("curator_test_new")
        assert list(state.set_back()) == []
        assert list(state.set_back()) == []
    finally:
        sys.modules["json"] = genuine
        del sys.modules["curator_test_new"]


@pytest.mark.parametrize(
    ("action", "said"), [("ignore", []), ("error", [("the filters for warnings", True)])]
)
def test_filters_that_hide_warnings_are_set_back_without_a_word(
    action: Literal["ignore", "error"], said: list[tuple[str, bool]]
) -> None:
    with warnings.catch_warnings():
        state = ProcessState()
        before = list(warnings.filters)
        warnings.simplefilter(action, ResourceWarning)
        assert warnings.filters != before
        assert list(state.set_back()) == said
        assert warnings.filters == before
