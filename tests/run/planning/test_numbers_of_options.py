"""Whatever is given in the place of a number is taken as that number, or refused in words."""

from __future__ import annotations

import math
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import ParamError
from curator_gui.core.params.param import Param
from curator_gui.run import RunConfig
from curator_gui.run.control import MAX_WORKERS
from curator_gui.run.planning.options import DASK_OPTIONS, LOKY_OPTIONS, coerce_options

OPTIONS = {param.name: param for param in (*LOKY_OPTIONS, *DASK_OPTIONS)}

NO_NUMBERS = (
    True, False, np.True_, b"2", [2], (2,), {2}, {}, object, 1 + 2j, math.nan, math.inf, -math.inf,
    np.array([3, 4]), np.array(3), range(3), int, "two", "nan", "1e400", Decimal("nan"),
)  # fmt: skip
"""What is no number of anything, though Python makes one of some."""

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(),
    st.complex_numbers(), st.decimals(), st.fractions(), st.lists(st.integers()),
    st.just(10**400), st.just(-(10**400)),
    st.sampled_from([*NO_NUMBERS, np.int64(3), np.float32(2.5), "2", "2.5"]),
)  # fmt: skip


def outcome(param: Param, value: Any) -> Any:
    """Return what an option becomes, or the refusal."""
    try:
        return coerce_options({param.name: value}, (param,), "any")[param.name]
    except ParamError as error:
        return error


@pytest.mark.parametrize("name", OPTIONS)
@given(value=ANYTHING)
def test_anything_is_taken_or_refused_in_words(name: str, value: Any) -> None:
    found = outcome(OPTIONS[name], value)
    assert isinstance(found, (str, int, float, bool, type(None), ParamError)) or name in PLACES
    if isinstance(found, ParamError):
        assert name in str(found)
    if isinstance(found, float):
        assert math.isfinite(found)


PLACES = [name for name, param in OPTIONS.items() if "Path" in str(param.type)]
NUMBERS = [name for name, p in OPTIONS.items() if p.type in (int, float, int | None, float | None)]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", NO_NUMBERS, ids=repr)
def test_what_is_no_number_is_refused(name: str, value: Any) -> None:
    assert isinstance(outcome(OPTIONS[name], value), ParamError)


@pytest.mark.parametrize("value", [np.int64(3), Decimal(3), Fraction(3), 3, "3", " 3 "], ids=repr)
@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_of_any_kind_is_taken(name: str, value: Any) -> None:
    assert outcome(OPTIONS[name], value) == 3


@pytest.mark.parametrize(
    "value", ["2", "", 2.5, 2.0, None, 0, MAX_WORKERS + 1, *NO_NUMBERS], ids=repr
)
def test_a_configuration_refuses_other_workers_when_it_is_made(value: Any) -> None:
    with pytest.raises(ParamError, match=r"^n_jobs: "):
        RunConfig(n_jobs=value)


@given(value=ANYTHING)
def test_a_configuration_is_made_or_refused_in_words(value: Any) -> None:
    for name in ("n_jobs", "on_error", "backend"):
        with suppress(ParamError):
            RunConfig(**{name: value})
