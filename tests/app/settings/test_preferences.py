from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.settings.preferences import MAX_RECENT, Preferences, Settings, _from_data

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "preferences.json"


def test_changes_are_there_next_time(qapp, path):
    Settings(path).update(theme="dark")
    assert Settings(path).preferences.theme == "dark"


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", "\x00\xff"])
def test_damaged_file_is_set_aside_and_said(qapp, path, content):
    path.parent.mkdir()
    path.write_text(content)
    settings = Settings(path)
    assert settings.preferences == Preferences()
    assert "damaged" in settings.problem
    assert path.with_name("preferences.json.damaged").read_text() == content


def test_wrong_entries_fall_back_alone_and_unknown_ones_survive(qapp, path):
    path.parent.mkdir()
    path.write_text(json.dumps({"theme": 3, "last_folder": "/tmp", "future": [1], "recent": [1]}))
    settings = Settings(path)
    assert settings.problem == ""
    assert (settings.preferences.theme, settings.preferences.last_folder) == ("system", "/tmp")
    settings.update(theme="light")
    assert json.loads(path.read_text())["future"] == [1]


@given(st.dictionaries(st.sampled_from(["theme", "recent", "last_folder", "x"]), JSON))
def test_any_table_gives_preferences_of_the_right_types(data):
    preferences = _from_data(data)
    assert isinstance(preferences.theme, str)
    assert isinstance(preferences.last_folder, str)
    assert all(isinstance(path, str) for path in preferences.recent)


def test_recent_files_are_few_and_the_last_is_first(tmp_path):
    preferences = Preferences()
    for number in range(MAX_RECENT + 5):
        preferences = preferences.with_recent(tmp_path / f"{number}.curator.yaml")
    preferences = preferences.with_recent(tmp_path / f"{MAX_RECENT}.curator.yaml")
    assert len(preferences.recent) == MAX_RECENT
    assert preferences.recent[0] == str(tmp_path / f"{MAX_RECENT}.curator.yaml")
    assert len(set(preferences.recent)) == MAX_RECENT


def test_unwritable_folder_is_said_and_harmless(qapp, tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    settings = Settings(blocker / "preferences.json")
    settings.update(theme="dark")
    assert settings.preferences.theme == "dark"
    assert "cannot be saved" in settings.problem
