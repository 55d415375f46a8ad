"""The queue on the disk: order, changes by several at once, what was killed, damage."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from curator_gui.core.errors import CuratorError
from curator_gui.run.run_queue import Queue, QueueFile


@pytest.fixture
def file(tmp_path):
    return QueueFile(tmp_path / "state of ä" / "queue.json")


def names(queue: Queue) -> list[str]:
    return [Path(entry.path).stem for entry in queue.entries]


def test_it_is_kept_and_reordered(file):
    assert file.load() == Queue()
    queue = file.edit(lambda q: q.add([Path("/a.yaml"), Path("/b.yaml"), Path("/c.yaml")]))
    a, b, c = (entry.id for entry in queue.entries)
    file.edit(lambda q: q.change(a, state="running"))
    file.edit(lambda q: q.order([c, a, b]))
    assert names(QueueFile(file.path).load()) == ["a", "c", "b"]  # what runs stays in front
    assert names(file.edit(lambda q: q.remove(a))) == ["a", "c", "b"]  # and is not taken out
    assert names(file.edit(lambda q: q.remove(c))) == ["a", "b"]
    file.edit(lambda q: q.change(a, state="finished"))
    assert names(file.edit(Queue.clear_done)) == ["b"]


def test_many_at_once_lose_nothing(file):
    def add(number: int) -> None:
        file.edit(lambda q: q.add([Path(f"/{number}.yaml")]))

    threads = [threading.Thread(target=add, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(names(file.load()), key=int) == [str(n) for n in range(12)]


def test_only_one_works_it_off_and_what_was_killed_comes_first(file):
    queue = file.edit(lambda q: q.add([Path("/a"), Path("/b"), Path("/c")]))
    file.edit(lambda q: q.change(queue.entries[1].id, state="running"))  # its process is gone
    assert not file.worked_off
    with file.working() as mine:
        assert mine
        assert file.worked_off
        assert names(Queue(tuple(file.load().waiting))) == ["b", "a", "c"]
        assert file.load().waiting[0].resume
        with QueueFile(file.path).working() as other:
            assert not other
    assert not file.worked_off


ODD = '{"path": "a", "state": "odd", "words": "", "resume": false, "id": "1"}'


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"entries": 3}', '{"entries": [{"path": 3}]}', f'{{"entries": [{ODD}]}}'],
)
def test_a_damaged_file_is_said_and_left_as_it_is(file, text):
    file.path.parent.mkdir()
    file.path.write_text(text)
    with pytest.raises(CuratorError, match="the queue cannot be read"):
        file.load()
    with pytest.raises(CuratorError, match="the queue cannot be read"):
        file.edit(lambda q: q.add([Path("/a")]))
    assert file.path.read_text() == text
