from __future__ import annotations

import pytest

from curator_gui.app.results.causes import fold_message
from curator_gui.app.results.failure_groups import group_failures, group_rows
from curator_gui.app.results.store import ResultsStore
from tests.app.fake_engine import failed, finished


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/data/a/step_1.vtu: no field p", "/data/b/step_27.vtu: no field p"),
        ("cannot open '/data/my case/x 1.nc'", "cannot open '/data/other/y.nc'"),
        ("cannot open 'C:\\data\\x.nc'", "cannot open 'D:\\y\\z.nc'"),
        ("took 31.7 s, limit -3e-05", "took 2 s, limit 4.5E+10"),
        ("object at 0x7f3a is gone", "object at 0x99 is gone"),
        ("runs/a/x.vtk is empty", "runs/b/y.vtk is empty"),
    ],
)
def test_messages_of_one_cause_fold_to_the_same(one, other):
    assert fold_message(one) == fold_message(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("no field p", "no field U"), ("x.vtu: no field", "x.vtu: no points"), ("P1 bad", "P2 bad")],
)
def test_messages_of_different_causes_stay_different(one, other):
    assert fold_message(one) != fold_message(other)


def test_groups_are_counted_and_the_largest_comes_first():
    store = ResultsStore()
    store.reset(range(10, 20), ("Numbers", "Texts"))
    store.apply([failed(11, "disk full", kind="OSError"), finished(12)])
    store.apply([failed(i, f"/in/{i}.vtu: no field p") for i in (13, 15, 14)])
    store.apply([failed(16, "died", quarantined=True)])
    groups = group_failures(store)
    assert [group.count for group in groups] == [3, 1, 1]
    assert store.indices_of(group_rows(store, groups[0].key)) == [13, 14, 15]
    assert groups[0].example == "/in/13.vtu: no field p"
    assert groups[0].key.message == "…/: no field p"
    assert {group.key.cause for group in groups} == {"error", "crash"}
    assert group_failures(store, 2) == groups[:2]
    store.apply([finished(13)])
    assert store.indices_of(group_rows(store, groups[0].key)) == [14, 15]
    assert group_failures(store)[0].example == "/in/14.vtu: no field p"


def test_no_failures_no_groups():
    store = ResultsStore()
    store.reset(range(3))
    store.apply([finished(0)])
    assert group_failures(store) == []
