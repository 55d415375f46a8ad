from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.results.packed_texts import PackedPaths, PackedTexts

NAMES = st.text(st.characters(blacklist_characters="\0/\\", codec="utf-8"), min_size=1, max_size=12)
PATHS = st.builds(lambda f, n: f + n, st.sampled_from(["", "/out/", "/out/b/", "C:\\x\\"]), NAMES)


@given(st.lists(st.lists(PATHS, max_size=3), min_size=1, max_size=20), st.randoms())
def test_paths_come_back_whatever_the_order_of_arrival(rows, random):
    packed = PackedPaths(len(rows))
    for row in random.sample(range(len(rows)), len(rows)):
        packed.set_paths(row, rows[row])
    assert [packed.paths(row) for row in range(len(rows))] == rows
    assert [packed.first(row)[1] for row in range(len(rows))] == [len(paths) for paths in rows]


PARTS = st.tuples(
    st.sampled_from(["", "/out/", "/out/b/", "C:\\x\\", "é/"]), NAMES | st.just("a\\b")
)


@given(st.lists(st.tuples(PARTS, st.booleans()), min_size=1, max_size=20))
def test_many_single_paths_at_once_are_as_one_by_one(parts):
    packed, expected = PackedPaths(len(parts) + 1), PackedPaths(len(parts) + 1)
    for row, ((folder, name), _) in enumerate(parts):
        expected.set_paths(row, [folder + name])
    for chosen in (True, False):
        rows = [row for row, (_, first) in enumerate(parts) if first == chosen]
        folders, names = ([parts[row][0][part] for row in rows] for part in (0, 1))
        packed.set_single_paths(np.array(rows, np.int64), folders, names)
    for row in range(len(parts) + 1):
        assert packed.paths(row) == expected.paths(row)
        assert packed.first(row) == expected.first(row)
    for needle in ("out", "b/", "é", "A"):
        assert packed.find(needle).tolist() == expected.find(needle).tolist()


@given(
    st.lists(st.text("abcAB12/", min_size=1, max_size=9), min_size=1, max_size=20),
    st.text("abA1/", min_size=1, max_size=4),
)
def test_find_agrees_with_in(paths, needle):
    packed = PackedPaths(len(paths))
    for row, path in enumerate(paths):
        packed.set_paths(row, [path])
    expected = [needle.lower() in path.lower() for path in paths]
    assert packed.find(needle).tolist() == expected


NAME_LIKE = st.sampled_from(["a", "A", "aa", "a.nc", "a.nc.old", "é"])
PATH_LIKE = st.builds(lambda f, n: f + n, st.sampled_from(["", "/o/", "/O/", "/o/a/"]), NAME_LIKE)


@given(st.lists(st.lists(PATH_LIKE, max_size=3), min_size=1, max_size=12), PATH_LIKE, st.data())
def test_rows_of_a_path_are_those_that_have_it(rows, path, data):
    packed = PackedPaths(len(rows))
    for row, paths in enumerate(rows):
        packed.set_paths(row, paths)
    again = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    for row in again:  # as a retry does
        rows[row] = data.draw(st.lists(PATH_LIKE, max_size=2))
        packed.set_paths(row, rows[row])
    expected = [row for row, paths in enumerate(rows) if path in paths]
    assert packed.rows_of(path).tolist() == expected


def test_find_ignores_texts_that_were_replaced():
    packed = PackedTexts(3)
    packed.set(1, "old reason")
    packed.set(2, "other")
    packed.set(1, "new reason")
    assert packed.find("old").tolist() == [False, False, False]
    assert packed.find("NEW").tolist() == [False, True, False]
    packed.clear(1)
    assert packed.get(1) == ""
    assert not packed.find("new").any()


@given(st.lists(st.text("ab\x01é", max_size=70), min_size=1, max_size=30, unique=True))
def test_sort_keys_order_texts_by_their_bytes(texts):
    packed = PackedTexts(len(texts) + 1)
    for row, text in enumerate(texts):
        packed.set(row, text)
    order = np.lexsort(packed.sort_keys()[::-1]).tolist()
    assert order[0] == len(texts)  # the row without a text comes first
    encoded = [text.encode()[:64] for text in texts]
    assert [encoded[row] for row in order[1:]] == sorted(encoded)


def test_sort_keys_put_folders_before_names():
    packed = PackedPaths(4)
    for row, path in enumerate(["/b/1", "/a/2", "/a/1", "/c/0"]):
        packed.set_paths(row, [path])
    assert np.lexsort(packed.sort_keys()[::-1]).tolist() == [2, 1, 0, 3]


def test_nothing_set_gives_no_keys_and_no_hits():
    packed = PackedPaths(2)
    assert packed.sort_keys() == []
    assert not packed.find("x").any()
