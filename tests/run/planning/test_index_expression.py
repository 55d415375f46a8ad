from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import ParamError
from curator_gui.run.planning.indices import parse_indices


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", list(range(12))),
        ("all", list(range(12))),
        (" ALL ", list(range(12))),
        ("7", [7]),
        ("-1", [11]),
        ("0-3", [0, 1, 2, 3]),
        ("3 - 5", [3, 4, 5]),
        ("2:8:2", [2, 4, 6]),
        (":3", [0, 1, 2]),
        ("-2:", [10, 11]),
        ("::5", [0, 5, 10]),
        ("100:200", []),
        ("every 5th", [0, 5, 10]),
        ("Every 1st", list(range(12))),
        ("0-2, 2-4 ,, -1", [0, 1, 2, 3, 4, 11]),
        ("5, 3, 5", [3, 5]),
        ("9:0:-3, 1", [1, 3, 6, 9]),
        ("8:2:-2", [4, 6, 8]),
        ("3, all", list(range(12))),
    ],
)
def test_expressions(text: str, expected: list[int]) -> None:
    assert list(parse_indices(text, 12)) == expected


@pytest.mark.parametrize(
    "text, words",
    [
        ("12", "12 is outside: the source has 12 items \\(0 to 11\\)"),
        ("-13", "-13 is outside"),
        ("5-20", "20 is outside"),
        ("5-2", "'5-2' ends before it begins"),
        ("1:5:0", "has step 0"),
        ("every 0th", "every 0th is nothing"),
        ("seven", "'seven' cannot be read; write for example all, 0-9"),
        ("1-2-3", "cannot be read"),
        ("1.5", "cannot be read"),
        (",", "names no index"),
        ("failed of last run", "cannot be read"),
    ],
)
def test_errors_name_the_part(text: str, words: str) -> None:
    with pytest.raises(ParamError, match=words):
        parse_indices(text, 12)


def test_an_empty_source_says_so() -> None:
    assert list(parse_indices("all", 0)) == []
    with pytest.raises(ParamError, match="the source has no items"):
        parse_indices("0", 0)


def test_named_indices_are_bounded_by_the_source() -> None:
    named = {"failed of last run": lambda: [3, 1, 99]}
    assert list(parse_indices("Failed of last run, 2", 12, named)) == [1, 2, 3]


@given(
    st.integers(0, 60),
    st.none() | st.integers(-70, 70),
    st.none() | st.integers(-70, 70),
    st.none() | st.integers(-9, 9).filter(bool),
)
def test_slices_are_those_of_python(
    size: int, start: int | None, stop: int | None, step: int | None
) -> None:
    text = ":".join("" if number is None else str(number) for number in (start, stop, step))
    assert list(parse_indices(text, size)) == sorted(range(size)[slice(start, stop, step)])


@given(st.text(max_size=30), st.integers(0, 50))
def test_any_text_gives_valid_indices_or_a_clear_error(text: str, size: int) -> None:
    try:
        found = list(parse_indices(text, size))
    except ParamError as error:
        message = str(error)
    else:
        message = "indices: "
        assert found == sorted(set(found))
        assert all(0 <= index < size for index in found)
    assert message.startswith("indices: ")


def test_a_million_indices_stay_a_range() -> None:
    assert isinstance(parse_indices("0-999999", 10**6), range)
    assert isinstance(parse_indices("::2", 10**6), range)
