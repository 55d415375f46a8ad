from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from curator_gui.app.runs.comparison import NOTHING, compare_runs, differing, read_facts
from curator_gui.app.runs.history import (
    COLUMNS,
    RunHistoryModel,
    document_name,
    left_count,
    outcome_of,
)
from curator_gui.run.events import STATUSES
from curator_gui.run.record.library import list_runs, summarize
from curator_gui.run.record.tables.meta import RunSummary
from tests.app.runs.toys import record_run


def summary(number=0, *, state="finished", document="", **counts):
    return RunSummary(
        path=Path(f"/runs/{number}.curator-run"),
        run_id=f"id{number}",
        name=f"name{number}",
        state=state,
        created=1.7e9 + number,
        finished=1.7e9 + number + 5,
        elapsed=5.0,
        total=sum(counts.values()),
        counts=dict.fromkeys(STATUSES, 0) | counts,
        fingerprint="f",
        document_path=document,
    )


@pytest.mark.parametrize(
    "run, outcome",
    [
        (summary(done=3), "finished"),
        (summary(done=3, failed=1), "failures"),
        (summary(done=3, quarantined=1), "failures"),
        (summary(done=1, failed=1, waiting=4, state="stopped"), "stopped"),
        (summary(done=1, waiting=4, state="interrupted"), "interrupted"),
        (summary(running=1, waiting=4, state="pausing"), "running"),
    ],
)
def test_outcome(run, outcome):
    assert outcome_of(run) == outcome


def test_model_of_real_records(qtbot, qtmodeltester, tmp_path):
    record_run(tmp_path, name="first")
    record_run(tmp_path, name="second", refused=[0, 3])
    model = RunHistoryModel()
    qtmodeltester.check(model)
    model.show_runs(list_runs())
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(COLUMNS))]
    assert titles[2] == "Started  \u25bc"
    cells = [model.data(model.index(0, n)) for n in range(len(COLUMNS))]
    assert cells[:2] == ["With failures", "second"]
    assert cells[4:] == ["6", "4", "2", "–", "–"]


def test_search_needs_all_words():
    model = RunHistoryModel()
    model.show_runs(
        [
            summary(1, done=1, document="/lab/dam-break.curator.yaml"),
            summary(2, done=1, failed=1, document="/lab/dam-break.curator.yaml"),
            summary(3, done=1, failed=1, document="/lab/alloys.curator.yaml"),
        ]
    )
    model.search("dam FAILURES")
    assert [model.run(row).run_id for row in range(model.rowCount())] == ["id2"]
    model.search("")
    assert model.rowCount() == 3
    model.show_runs([])
    assert (model.rowCount(), model.total) == (0, 0)


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(0, len(COLUMNS) - 1), st.booleans())
def test_order_is_stable_and_complete(done, column, descending):
    runs = [summary(number, done=count, waiting=1) for number, count in enumerate(done)]
    model = RunHistoryModel()
    model.show_runs(runs)
    orders = Qt.SortOrder
    model.sort(column, orders.DescendingOrder if descending else orders.AscendingOrder)
    shown = [model.run(row) for row in range(model.rowCount())]
    assert sorted(run.run_id for run in shown) == sorted(run.run_id for run in runs)
    keys = [COLUMNS[column].key(run) for run in shown]
    assert keys == sorted(keys, reverse=descending)
    for one, other in itertools.pairwise(shown):
        if COLUMNS[column].key(one) == COLUMNS[column].key(other):
            assert one.created > other.created


def test_name_of_a_run(tmp_path):
    assert document_name(summary(document="/lab/dam-break.curator.yaml")) == "dam-break"
    assert document_name(summary(4)) == "name4"
    assert document_name(replace(summary(4), name="")) == "id4"
    assert left_count(summary(waiting=3, running=1, done=5)) == 4


def test_comparison_of_real_records(tmp_path):
    first = read_facts(record_run(tmp_path, n=10, refused=[1, 2]))
    second = read_facts(record_run(tmp_path, n=12, refused=[2, 3, 11]))
    found = compare_runs(first, second)
    assert found.fixed.tolist() == [1]
    assert found.broken.tolist() == [3]
    assert found.failed_twice.tolist() == [2]
    assert found.common == 7
    assert found.ratio > 0
    settings = {line.name: (line.first, line.second) for line in found.settings}
    assert settings == {
        "Numbers: n": ("10", "12"),
        "Refuse: numbers": ("[1, 2]", "[2, 3, 11]"),
    }
    figures = {line.name: (line.first, line.second) for line in found.figures}
    assert figures["Indices"] == ("10", "12")
    assert figures["Failed"] == ("2", "3")
    assert figures["Written"] == ("8 B", "10 B")


def test_throughput_and_ratio_are_computed_from_the_record(tmp_path):
    facts = read_facts(record_run(tmp_path, n=4))
    columns = dict(facts.columns)
    columns["duration"] = np.array([0.1, 0.2, 0.3, 0.4])
    slower = columns | {"duration": columns["duration"] * 3}
    known = replace(facts, summary=replace(facts.summary, elapsed=2.0), columns=columns)
    found = compare_runs(known, replace(known, columns=slower))
    assert found.ratio == pytest.approx(3.0)
    figures = {line.name: line for line in found.figures}
    assert figures["Throughput"].first == "2.00 items/s"
    assert figures["Median per index"].first == "250 ms"
    assert figures["Median per index"].second == "750 ms"
    assert figures["Slowest index"].first == "400 ms"
    assert found.settings == []


def test_runs_that_share_no_index(tmp_path):
    first = read_facts(record_run(tmp_path, n=10, indices=[0, 1]))
    second = read_facts(record_run(tmp_path, n=10, indices=[7]))
    found = compare_runs(first, second)
    assert found.common == 0
    assert np.isnan(found.ratio)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.text(min_size=1, max_size=3)),
    st.dictionaries(st.sampled_from("abcdef"), st.text(min_size=1, max_size=3)),
)
def test_differing_lists_what_is_not_the_same(first, second):
    found = {line.name: (line.first, line.second) for line in differing(first, second)}
    for name in first.keys() | second.keys():
        pair = first.get(name, NOTHING), second.get(name, NOTHING)
        assert (name in found) == (pair[0] != pair[1])
        assert found.get(name, pair) == pair


def test_summary_and_history_agree(tmp_path):
    path = record_run(tmp_path)
    assert list_runs() == [summarize(path)]
