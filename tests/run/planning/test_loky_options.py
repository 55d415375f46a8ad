from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import ParamError
from curator_gui.run.engine.supervising.run_state import Limits
from curator_gui.run.planning.options import (
    DASK_OPTIONS,
    LOKY_OPTIONS,
    coerce_options,
    parse_pre_dispatch,
    parse_size,
)

DEFAULTS = {
    "prefer": None,
    "require": None,
    "verbose": 0,
    "batch_size": "auto",
    "pre_dispatch": "2*n_jobs",
    "temp_folder": None,
    "timeout": None,
    "max_nbytes": "1M",
    "mmap_mode": "c",
    "inner_max_num_threads": None,
    "priority": "normal",
    "max_attempts": 2,
    "recycle_after": None,
    "memory_limit": None,
    "durable": True,
    "taken_output": "refuse",
    "idle_step": "warning",
    "measure": "basic",
    "dataset": True,
}


def coerce(**options: Any) -> dict[str, Any]:
    return coerce_options(options, LOKY_OPTIONS, "loky")


def test_the_defaults() -> None:
    assert coerce() == DEFAULTS


def test_every_option_says_what_it_does() -> None:
    for param in LOKY_OPTIONS:
        assert len(param.description) > 40, param.name


@pytest.mark.parametrize(
    "name, value, expected",
    [
        ("prefer", "threads", "threads"),
        ("prefer", "processes", "processes"),
        ("prefer", "", None),
        ("require", None, None),
        ("verbose", "10", 10),
        ("batch_size", "auto", "auto"),
        ("batch_size", "16", 16),
        ("batch_size", 16, 16),
        ("pre_dispatch", "all", "all"),
        ("pre_dispatch", "3 * n_jobs", "3 * n_jobs"),
        ("pre_dispatch", "0.5*n_jobs", "0.5*n_jobs"),
        ("temp_folder", "/somewhere", Path("/somewhere")),
        ("timeout", "30", 30.0),
        ("timeout", 0.5, 0.5),
        ("timeout", "", None),
        ("max_nbytes", 1000, 1000),
        ("max_nbytes", None, None),
        ("mmap_mode", "r", "r"),
        ("inner_max_num_threads", "4", 4),
        ("max_attempts", 1, 1),
        ("recycle_after", "100", 100),
        ("memory_limit", "4G", "4G"),
    ],
)
def test_values_are_read_from_text_too(name: str, value: Any, expected: Any) -> None:
    found = coerce(**{name: value})[name]
    assert str(found) == str(expected)
    if name != "batch_size" or expected == "auto":
        assert type(found) is type(expected) or name in ("max_nbytes", "pre_dispatch")


@pytest.mark.parametrize(
    "name, value",
    [
        ("prefer", "fibres"),
        ("require", "sharedmem"),
        ("verbose", -1),
        ("verbose", "much"),
        ("batch_size", 0),
        ("batch_size", "0"),
        ("batch_size", "-3"),
        ("batch_size", "some"),
        ("batch_size", 2.5),
        ("pre_dispatch", "0"),
        ("pre_dispatch", "n_jobs + 1"),
        ("pre_dispatch", "__import__('os')"),
        ("pre_dispatch", ""),
        ("timeout", 0),
        ("timeout", -1),
        ("timeout", "soon"),
        ("timeout", float("nan")),
        ("max_nbytes", "1 X"),
        ("max_nbytes", "-1M"),
        ("mmap_mode", "w+"),
        ("mmap_mode", None),
        ("inner_max_num_threads", 0),
        ("max_attempts", 0),
        ("recycle_after", 0),
        ("memory_limit", "lots"),
    ],
)
def test_a_bad_value_is_refused_and_the_option_named(name: str, value: Any) -> None:
    with pytest.raises(ParamError, match=f"option {name}: "):
        coerce(**{name: value})


def test_sharedmem_is_refused_with_a_way_out() -> None:
    with pytest.raises(ParamError, match="use the sequential backend"):
        coerce(require="sharedmem")


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("time_out", "timeout"),
        ("batchsize", "batch_size"),
        ("predispatch", "pre_dispatch"),
        ("max_bytes", "max_nbytes"),
        ("memory", "memory_limit"),
        ("attempts", "max_attempts"),
    ],
)
def test_an_unknown_option_names_the_nearest(wrong: str, right: str) -> None:
    with pytest.raises(ParamError, match=f"no option '{wrong}'; did you mean '{right}'"):
        coerce(**{wrong: 1})


def test_a_hopeless_option_lists_all() -> None:
    with pytest.raises(ParamError, match="it has prefer, require, verbose"):
        coerce(zzz=1)
    with pytest.raises(ParamError, match="it has none"):
        coerce_options({"timeout": 1}, (), "plain")


@pytest.mark.parametrize(
    "text, size",
    [
        ("1M", 1 << 20),
        ("4G", 4 << 30),
        ("4 GiB", 4 << 30),
        ("4gb", 4 << 30),
        ("1.5K", 1536),
        ("2T", 2 << 40),
        ("512", 512),
        ("100 B", 100),
        (12, 12),
        ("", None),
        (None, None),
    ],
)
def test_sizes(text: Any, size: int | None) -> None:
    assert parse_size(text) == size


@given(st.text(max_size=12))
def test_any_text_is_a_size_or_a_clear_error(text: str) -> None:
    try:
        size = parse_size(text)
    except ParamError:
        return
    assert size is None or size >= 0


@pytest.mark.parametrize(
    "text, n_jobs, expected",
    [
        ("all", 4, None),
        ("2*n_jobs", 4, 8),
        ("n_jobs", 3, 3),
        (5, 4, 5),
        ("1.5*n_jobs", 4, 6),
        ("n_jobs*3", 2, 6),
    ],
)
def test_pre_dispatch(text: str | int, n_jobs: int, expected: int | None) -> None:
    assert parse_pre_dispatch(text, n_jobs) == expected


def test_limits_come_from_the_options() -> None:
    limits = Limits.from_options(coerce(timeout=2, memory_limit="1G", recycle_after=3))
    assert limits == Limits(timeout=2.0, memory=1 << 30, recycle_after=3, max_attempts=2)
    assert limits.load_timeout == 60
    assert Limits(timeout=100).load_timeout == 1000
    assert Limits().load_timeout is None


ALL_OPTIONS = {param.name: param for param in (*LOKY_OPTIONS, *DASK_OPTIONS)}
NUMBERS = [name for name, param in ALL_OPTIONS.items() if "float" in str(param.type)]


@pytest.mark.parametrize("value", ["1e400", "inf", "-inf", "nan", float("inf"), 1e300, 10**400])
@pytest.mark.parametrize("name", NUMBERS)
def test_no_time_is_infinite_or_none(name: str, value: Any) -> None:
    with pytest.raises(ParamError, match=f"option {name}: needs "):
        coerce_options({name: value}, (ALL_OPTIONS[name],), "loky")


@pytest.mark.parametrize("name", ["max_nbytes", "memory_limit"])
@pytest.mark.parametrize("value", ["9" * 400, "9999999999T", 10**400], ids=["long", "T", "int"])
def test_no_size_is_beyond_all_machines(name: str, value: Any) -> None:
    with pytest.raises(ParamError, match=f"option {name}: .* is more than any machine has"):
        coerce(**{name: value})


def test_a_huge_product_of_tasks_is_a_number() -> None:
    assert parse_pre_dispatch("*".join(["999999999"] * 40), 2) == 1 << 60


@pytest.mark.parametrize(
    ("value", "n_jobs", "expected"),
    [("0.5*n_jobs", 8, 4), ("0.5*n_jobs", 1, 1), ("n_jobs", 3, 3), ("1.5*n_jobs", 3, 4), (7, 2, 7)],
)
def test_tasks_ahead_are_counted_in_workers(value: Any, n_jobs: int, expected: int) -> None:
    assert parse_pre_dispatch(value, n_jobs) == expected


@pytest.mark.parametrize("value", ["0*n_jobs", "0.5", "-1*n_jobs", "n_jobs*", "", "n_jobs+1"])
def test_what_is_no_number_of_tasks_is_refused(value: str) -> None:
    with pytest.raises(ParamError, match='needs "all", a number'):
        parse_pre_dispatch(value, 4)


@pytest.mark.parametrize(
    ("name", "instead"),
    [("use_tui", "progress=True"), ("record", "RunConfig"), ("resume", "RunConfig")],
)
def test_names_that_people_bring_along_get_an_answer(name: str, instead: str) -> None:
    with pytest.raises(ParamError, match=instead):
        coerce(**{name: True})
