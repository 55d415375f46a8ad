from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from curator_gui.core import REQUIRED, Param, ParamError

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.complex_numbers()
    | st.just(10**400)
    | st.just("~no-such-user/x"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
TYPES = st.sampled_from(
    [
        str,
        int,
        float,
        bool,
        Path,
        list,
        dict,
        list[int],
        list[str],
        list[float] | None,
        tuple[int, int],
        dict[str, float],
        str | int,
        int | None,
        str | int | None,
        float | str,
        Path | None,
        dict[str, list[int]],
    ]
)


@given(kind=TYPES, value=ANYTHING)
def test_any_value_is_either_coerced_or_refused_in_words(kind: Any, value: Any) -> None:
    try:
        result = Param("x", "", kind).coerce(value)
    except ParamError as error:
        message = str(error)
        event("refused")
    else:
        event("coerced")
        assert repr(Param("x", "", kind).coerce(result)) == repr(result)
        return
    assert message.startswith("needs ")


@given(st.integers())
def test_an_int_survives_as_number_text_and_whole_float(number: int) -> None:
    param = Param("n", "", int)
    assert (
        param.coerce(number) == param.coerce(str(number)) == param.coerce(f" {number} ") == number
    )
    if abs(number) < 2**53:
        assert param.coerce(float(number)) == number


@given(st.floats(allow_nan=False))
def test_a_float_survives_as_text(number: float) -> None:
    assert Param("x", "", float).coerce(repr(number)) == number


@given(st.lists(st.integers()))
def test_a_list_of_ints_survives_as_texts_and_tuple(numbers: list[int]) -> None:
    param = Param("n", "", list[int])
    assert param.coerce([str(n) for n in numbers]) == param.coerce(tuple(numbers)) == numbers


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (int, 3.5, "needs a whole number, not 3.5 (not whole)"),
        (int, True, "true and false are no numbers"),
        (int, math.inf, "infinite"),
        (int, "three", "needs a whole number, not 'three'"),
        (float, 10**400, "too large"),
        (float, "1,5", "needs a number, not '1,5'"),
        (bool, "perhaps", "needs true or false"),
        (str, ["a"], "needs a text, not ['a']"),
        (list[int], "12", "a list has several entries"),
        (list[int], [1, "b"], "entry 2 is 'b'"),
        (tuple[int, int], [1], "exactly 2 entries"),
        (dict[str, int], [1], "a table has names and values"),
        (Path, "~no-such-user/data", "~no-such-user is no home folder here"),
        (str | int, [1], "needs a text or a whole number"),
        (int, None, "needs a value: a whole number"),
        (int, REQUIRED, "needs a value: a whole number"),
        (str, "", "needs a value: a text"),
    ],
)
def test_a_refusal_says_what_is_accepted(kind: Any, value: Any, words: str) -> None:
    with pytest.raises(ParamError) as caught:
        Param("x", "", kind).coerce(value)
    assert words in str(caught.value)


@pytest.mark.parametrize("word", ["true", "Yes", "ON", "1", True, 1])
def test_words_that_mean_true(word: Any) -> None:
    assert Param("x", "", bool).coerce(word) is True


@pytest.mark.parametrize("word", ["false", "No", "off", "0", False, 0])
def test_words_that_mean_false(word: Any) -> None:
    assert Param("x", "", bool).coerce(word) is False


def test_a_union_prefers_the_exact_type() -> None:
    param = Param("batch", "", str | int, "auto")
    assert param.coerce(5) == 5
    assert param.coerce("5") == "5"


def test_numpy_numbers_are_numbers() -> None:
    assert Param("n", "", int).coerce(np.int64(4)) == 4
    assert type(Param("x", "", float).coerce(np.float32(0.5))) is float


def test_home_is_expanded() -> None:
    assert Param("p", "", Path).coerce("~/data") == Path.home() / "data"


def test_none_is_accepted_where_it_is_the_default() -> None:
    assert Param("x", "", float, None).coerce(None) is None
    assert Param("x", "", float | None).coerce(None) is None


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan])
def test_the_range_is_kept(value: float) -> None:
    param = Param("x", "", float, minimum=0.0, maximum=1.0, unit="m")
    assert param.coerce(1.0) == 1.0
    with pytest.raises(ParamError, match=r"needs a number from 0 to 1 in m, not"):
        param.coerce(value)


def test_the_range_holds_for_each_entry_of_a_list() -> None:
    with pytest.raises(ParamError, match="of at least 0"):
        Param("x", "", list[float], minimum=0).coerce([1.0, -1.0])


def test_only_choices_are_accepted() -> None:
    param = Param("mode", "", str, "a", choices=("a", "b"))
    assert param.coerce("b") == "b"
    with pytest.raises(ParamError, match="needs one of a, b, not 'c'"):
        param.coerce("c")
    with pytest.raises(ParamError, match="one of"):
        Param("modes", "", list[str], choices=("a", "b")).coerce(["a", "c"])


def test_an_unknown_widget_is_a_programming_error() -> None:
    with pytest.raises(ParamError, match="dial"):
        Param("x", "", widget="dial")


def test_the_label_reads_as_words() -> None:
    assert Param("cell_fields", "").label == "Cell fields"


def test_required_survives_pickling_as_the_same_object() -> None:
    import pickle

    assert pickle.loads(pickle.dumps(REQUIRED)) is REQUIRED
    assert not REQUIRED


@pytest.mark.parametrize(
    ("kind", "default", "optional"),
    [
        (int | None, REQUIRED, True),
        (int | None, 3, True),
        (int, None, True),
        (int, 3, False),
        (int | str, REQUIRED, False),
        (list[int] | str, "a", False),
        (int | str | None, REQUIRED, True),
    ],
)
def test_none_is_a_value_only_of_what_is_optional(kind: Any, default: Any, optional: bool) -> None:
    param = Param("x", "A thing.", kind, default)
    assert param.optional is optional
    if optional:
        assert param.coerce(None) is None
    else:
        with pytest.raises(ParamError, match="needs a value"):
            param.coerce(None)


@pytest.mark.parametrize("kind", [int | None, float | None, bool | None, list[int] | None])
def test_an_optional_value_that_is_given_is_of_its_type(kind: Any) -> None:
    for value in ("abc", object(), {"a": 1}):
        with pytest.raises(ParamError, match="needs "):
            Param("x", "A thing.", kind, None).coerce(value)
    assert Param("x", "A thing.", int | None, None).coerce("7") == 7
