"""A run is steered by another process through a file beside its record."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.errors import CuratorError
from curator_gui.run import remote_control
from curator_gui.run.control import Command, RunControl
from curator_gui.run.remote_control import (
    MAX_LINE,
    RemoteControl,
    _Heard,
    announce,
    control_path,
    is_heard,
    listening,
    user_name,
)
from tests.fast import tried


@pytest.fixture(autouse=True)
def hears_at_once(monkeypatch):
    monkeypatch.setattr(remote_control, "LISTEN_SECONDS", 0.01)


@pytest.fixture
def heard():
    control, got = RunControl(), list[Command]()
    control.attach(got.append)
    return control, got


def wait_for(condition) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_words_arrive_once_and_in_order(tmp_path, heard):
    control, got = heard
    record = tmp_path / "night of ä.curator-run"
    remote = RemoteControl(record)
    with listening(record, control):
        remote.pause()
        wait_for(lambda: len(got) == 1)
        remote.resume()
        remote.stop_after_current()
        wait_for(lambda: len(got) == 3)
    assert [command.action for command in got] == ["pause", "resume", "stop_after_current"]
    assert not control_path(record).exists()


def test_what_was_said_to_an_earlier_run_is_not_heard(tmp_path, heard):
    control, got = heard
    record = tmp_path / "a.curator-run"
    RemoteControl(record).stop_now()
    with listening(record, control):
        RemoteControl(record).pause()
        wait_for(lambda: len(got) > 0)
    assert [command.action for command in got] == ["pause"]


def test_what_is_said_while_the_process_starts_is_heard(tmp_path, heard):
    control, got = heard
    record = tmp_path / "a.curator-run"
    announce(record)
    RemoteControl(record).pause()
    with listening(record, control):
        wait_for(lambda: len(got) > 0)
    assert [command.action for command in got] == ["pause"]


def test_what_was_said_to_a_process_that_died_is_not_heard(tmp_path, heard):
    control, got = heard
    record = tmp_path / "a.curator-run"
    control_path(record).write_text("announced\nlistening\nstop_now\n")
    with listening(record, control):
        RemoteControl(record).pause()
        wait_for(lambda: len(got) > 0)
    assert [command.action for command in got] == ["pause"]


@pytest.mark.parametrize("text", ["nonsense\n", "\n\n", "rm -rf\npause\n", "__init__\npause\n"])
def test_other_words_are_not_obeyed(tmp_path, heard, text):
    control, got = heard
    record = tmp_path / "a.curator-run"
    with listening(record, control):
        with control_path(record).open("a") as file:
            file.write(text + "pause\n")
        wait_for(lambda: len(got) >= 1)
    assert {command.action for command in got} == {"pause"}


def test_a_retry_is_refused_and_an_unreachable_folder_is_said(tmp_path):
    with pytest.raises(CuratorError, match="retry when it is over"):
        RemoteControl(tmp_path / "a").retry([1])
    with pytest.raises(CuratorError, match="cannot be reached"):
        RemoteControl(tmp_path / "nowhere" / "a").pause()


def test_another_number_of_workers_arrives_with_who_asked(tmp_path, heard):
    control, got = heard
    record = tmp_path / "a.curator-run"
    with listening(record, control):
        assert is_heard(record)
        RemoteControl(record).set_workers(3, "Ada\nLovelace")
        RemoteControl(record).set_workers(2)
        RemoteControl(record).pause()
        wait_for(lambda: len(got) == 3)
    assert got[:2] == [
        Command("set_workers", workers=3, by="Ada Lovelace"),
        Command("set_workers", workers=2, by=user_name()),
    ]
    assert control.workers == 2
    assert not is_heard(record)


@pytest.mark.parametrize("line", ["workers", "workers x", "workers -1", "workers 0 a", "workers ²"])
def test_numbers_that_are_none_are_not_obeyed(tmp_path, heard, line):
    control, got = heard
    record = tmp_path / "a.curator-run"
    with listening(record, control):
        with control_path(record).open("a", encoding="utf-8") as file:
            file.write(f"{line}\nworkers 99999999999999 a\npause\n")
        wait_for(lambda: len(got) >= 1)
    assert [command.action for command in got] == ["pause"]


def test_a_file_that_has_become_long_is_read_on(tmp_path, heard):
    control, got = heard
    record = tmp_path / "a.curator-run"
    with listening(record, control):
        with control_path(record).open("ab") as file:
            file.write(b"nonsense\n" * 400_000)
            file.write(b"stop_now" * 400_000 + b"\n")
        RemoteControl(record).pause()
        wait_for(lambda: len(got) > 0)
    assert [command.action for command in got] == ["pause"]


def test_what_an_ended_process_has_begun_hides_nothing(tmp_path, heard):
    control, got = heard
    record = tmp_path / "a.curator-run"
    with listening(record, control):
        with control_path(record).open("ab") as file:
            file.write(b"resu")
        RemoteControl(record).pause()
        wait_for(lambda: len(got) > 0)
    assert [command.action for command in got] == ["pause"]


@pytest.mark.parametrize("kind", ["gone", "replaced", "folder", "bytes"])
def test_whatever_happens_to_the_file_later_requests_are_heard(tmp_path, heard, kind):
    control, got = heard
    record = tmp_path / "a.curator-run"
    path = control_path(record)
    with listening(record, control):
        RemoteControl(record).pause()
        wait_for(lambda: len(got) == 1)
        if kind == "bytes":
            path.write_bytes(bytes(range(256)) * 10 + b"\n")
        else:
            path.unlink()
        if kind == "folder":
            path.mkdir()
            with pytest.raises(CuratorError, match="cannot be reached"):
                RemoteControl(record).resume()
            path.rmdir()
        if kind == "replaced":
            path.write_bytes(b"\n")
        RemoteControl(record).resume()
        wait_for(lambda: len(got) == 2)
    assert [command.action for command in got] == ["pause", "resume"]


@settings(max_examples=tried(60), deadline=None)
@given(
    pieces=st.lists(st.binary(max_size=30) | st.sampled_from([b"pause\n", b"x" * 1500, b"\n"])),
    cuts=st.lists(st.integers(0, 400), max_size=5),
)
def test_lines_come_whole_however_they_are_written(tmp_path_factory, pieces, cuts):
    path = tmp_path_factory.mktemp("control") / "a.control"
    text = b"".join(pieces)
    lines, heard, place = [], _Heard(path), 0
    for cut in [*sorted(cuts), len(text)]:
        with path.open("ab") as file:
            file.write(text[place:cut])
        place = max(place, cut)
        lines += heard.new_lines()
    wanted = [line for line in text.split(b"\n")[:-1] if len(line) <= MAX_LINE]
    assert lines == [line.decode("utf-8", "replace") for line in wanted]
