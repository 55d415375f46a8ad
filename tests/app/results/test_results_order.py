from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.results.columns import COLUMNS
from curator_gui.app.results.order import (
    ResultFilter,
    filter_mask,
    parse_query,
    sorted_rows,
)
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.errors import ParamError
from tests.app.fake_engine import STEPS, failed, finished, started


@pytest.fixture
def store() -> ResultsStore:
    store = ResultsStore()
    store.reset(range(100, 108), STEPS)
    store.apply(
        [
            finished(100, duration=3.0, worker=1, size=10),
            finished(101, duration=1.0, worker=2, size=30, outputs=("/out/zeta.vtu",)),
            failed(102, "no field p"),
            failed(103, "killed by SIGSEGV", quarantined=True, kind="WorkerDied"),
            started(104, worker=2),
            finished(105, duration=1.0, attempt=3, outputs=("/out/Alpha.vtu", "/out/b.vtu")),
        ]
    )
    return store


def chosen(store: ResultsStore, query: str) -> list[int]:
    mask = filter_mask(store, parse_query(query))
    rows = range(len(store)) if mask is None else np.flatnonzero(mask)
    return store.indices_of(rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", list(range(100, 108))),
        ("status:failed", [102]),
        ("status:done status:quarantined", [100, 101, 103, 105]),
        ("worker:2", [101, 104]),
        ("duration>2", [100]),
        ("duration<0.5", [102, 103]),
        ("attempts>1", [105]),
        ("cause:crash", [103]),
        ("type:keyerror", [102]),
        ("step:numbers", [102, 103]),
        ("alpha", [105]),
        ("/out/z", [101]),
        ("SIGSEGV", [103]),
        ("#104", [104]),
        ("104", [104]),
        ('"no field" status:failed', [102]),
        ("no field", [102]),
        ("status:done zeta", [101]),
        ("nothing like it", []),
        ('"unfinished quote', []),
    ],
)
def test_queries(store, query, expected):
    assert chosen(store, query) == expected


@pytest.mark.parametrize("query", ["status:broken", "worker:two", "duration>long"])
def test_a_term_that_cannot_be_read_says_so(query):
    with pytest.raises(ParamError, match=query.split(":")[0].split(">")[0]):
        parse_query(query)


def test_a_failure_group_can_be_shown(store):
    group = store.groups[store.group[store.row_of(102)]]
    mask = filter_mask(store, ResultFilter(group=group))
    assert store.indices_of(np.flatnonzero(mask)) == [102]


def test_a_group_that_no_longer_exists_shows_nothing(store):
    group = store.groups[store.group[store.row_of(102)]]
    store.reset(range(3), STEPS)
    assert not filter_mask(store, ResultFilter(group=group)).any()


@pytest.mark.parametrize(
    ("key", "descending", "expected"),
    [
        ("index", True, [107, 106, 105, 104, 103, 102, 101, 100]),
        ("duration", False, [102, 103, 101, 105, 100, 104, 106, 107]),
        ("duration", True, [100, 101, 105, 102, 103, 104, 106, 107]),
        ("size", True, [105, 101, 100, 102, 103, 104, 106, 107]),
        ("outputs", False, [105, 100, 101, 102, 103, 104, 106, 107]),
        ("outputs", True, [101, 100, 105, 102, 103, 104, 106, 107]),
        ("message", False, [103, 102, 100, 101, 104, 105, 106, 107]),
        ("status", False, [106, 107, 104, 100, 101, 105, 102, 103]),
    ],
)
def test_order_of_a_column(store, key, descending, expected):
    assert store.indices_of(sorted_rows(store, key, descending)) == expected


@given(st.lists(st.floats(0, 1e6, width=32), min_size=1, max_size=50))
def test_durations_are_sorted_as_python_sorts_them(durations):
    store = ResultsStore()
    store.reset(range(len(durations)), STEPS)
    store.apply([finished(index, duration=value) for index, value in enumerate(durations)])
    rows = range(len(durations))
    ascending = sorted(rows, key=lambda row: durations[row])
    descending = sorted(rows, key=lambda row: -durations[row])
    assert sorted_rows(store, "duration", False).tolist() == ascending
    assert sorted_rows(store, "duration", True).tolist() == descending


@given(st.data())
def test_every_order_is_a_permutation_and_stable(data):
    store = ResultsStore()
    store.reset(range(12), STEPS)
    events = st.builds(
        lambda i, d, w: finished(i, duration=d, worker=w),
        st.integers(0, 11),
        st.sampled_from([0.5, 1.0, 2.0]),
        st.integers(1, 3),
    )
    store.apply(data.draw(st.lists(events, max_size=20)))
    for key in (column.key for column in COLUMNS):
        for descending in (False, True):
            assert sorted(sorted_rows(store, key, descending).tolist()) == list(range(12))
    order = sorted_rows(store, "worker", True).tolist()
    keys = [(-int(store.worker[row]) or 1, row) for row in order]
    assert keys == sorted(keys)


@pytest.mark.parametrize("query", ["worker:inf", "worker:nan", "attempts>1e400", "duration>nan"])
def test_a_number_that_is_none_is_refused(query):
    with pytest.raises(ParamError, match="needs a number"):
        parse_query(query)


def test_a_thousand_broken_queries_give_a_filter_or_one_error(store):
    pieces = [
        *("status:", "worker:", "duration>", "duration<", "attempts>", "cause:", "type:", "step:"),
        *(
            "1e300",
            "-1",
            "9" * 500,
            "inf",
            "0x1",
            "\u0661",
            "²",
            "#",
            '"',
            "'",
            "\\",
            "\0",
            "\ud800",
            " ",
        ),
        *("failed", "quarantined", "alpha", "=", ":", "<", ">", "ü", "1.5", "104", "#104"),
    ]
    rng = random.Random(3)
    for _ in range(1_000):
        query = "".join(rng.choices(pieces, k=rng.randint(1, 6)))
        try:
            wanted = parse_query(query)
        except ParamError as error:
            said = str(error)
        else:
            said = ""
        assert len(said) < 1_000, query
        mask = None if said else filter_mask(store, wanted)
        assert mask is None or mask.shape == (len(store),)
