from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.events import IndexStarted
from curator_gui.run.wire.frames import MAX_FRAME, Begin, End, Hello, encode
from curator_gui.run.wire.hub import Connection, Hub


class Ears:
    """A hub with everything it told."""

    def __init__(self, folder: Path) -> None:
        self.hellos: list[Any] = []
        self.frames: list[Any] = []
        self.ends = 0
        self.hub = Hub(folder, self._hello, self._frame, self._end)

    def _hello(self, connection: Connection, frame: Any) -> bool:
        self.hellos.append(frame)
        connection.owner = "somebody"
        return frame.slot == 1

    def _frame(self, connection: Connection, frame: Any) -> None:
        self.frames.append(frame)

    def _end(self, connection: Connection) -> None:
        self.ends += 1

    def connect(self) -> socket.socket:
        address = self.hub.address
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.connect(address)
        sock.settimeout(10)
        return sock

    def hear(self, until: Any) -> None:
        for _ in range(1000):
            if until():
                return
            self.hub.wait(1)
        raise AssertionError("nothing came")

    def closed(self, sock: socket.socket) -> bool:
        """Whether the hub has hung up; it is given the chance to."""
        sock.setblocking(False)
        for _ in range(1000):
            self.hub.wait(0.01)
            try:
                return sock.recv(1) == b""
            except BlockingIOError:
                continue
            except ConnectionResetError:
                return True
        return False


@pytest.fixture(params=["unix", "tcp"])
def ears(request: pytest.FixtureRequest) -> Iterator[Ears]:
    with tempfile.TemporaryDirectory() as folder:
        if request.param == "tcp":
            made = Ears(Path(folder) / ("long" * 40))  # no socket has so long a name
        else:
            made = Ears(Path(folder))
        yield made
        made.hub.close()


def test_long_folder_names_fall_back_to_loopback(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    ears = Ears(deep)
    assert ears.hub.address[0] == "127.0.0.1"
    ears.hub.close()


def test_frames_come_after_a_hello_with_the_token(ears: Ears) -> None:
    with ears.connect() as sock:
        sock.sendall(encode(Hello(ears.hub.token, 1, 1, 99)) + encode(Begin(5)))
        ears.hear(lambda: ears.frames)
        assert ears.frames == [Begin(5)]
        assert ears.hellos[0].pid == 99
    ears.hear(lambda: ears.ends == 1)


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        (MAX_FRAME + 1).to_bytes(4, "little"),
        encode(Hello("0" * 32, 1, 1, 99)),
        b"\x17\0\0\0" + b'["hello",null,1,1,99]  ',
        encode(Begin(5)),
        (1 << 17).to_bytes(4, "little") + b"[" * (1 << 17),
        b"\xff" * 64,
    ],
)
def test_strangers_are_hung_up_on_and_harm_nobody(ears: Ears, data: bytes) -> None:
    with ears.connect() as worker, ears.connect() as stranger:
        worker.sendall(encode(Hello(ears.hub.token, 1, 1, 99)))
        stranger.sendall(data)
        assert ears.closed(stranger)
        worker.sendall(encode(Begin(5)))
        ears.hear(lambda: ears.frames)
    assert ears.frames == [Begin(5)]
    assert len(ears.hellos) == 1


def test_a_worker_of_another_generation_is_hung_up_on(ears: Ears) -> None:
    with ears.connect() as sock:
        sock.sendall(encode(Hello(ears.hub.token, 2, 1, 99)))
        assert ears.closed(sock)
    assert ears.frames == []


def test_what_was_sent_before_the_end_is_read_first(ears: Ears) -> None:
    with ears.connect() as sock:
        sock.sendall(encode(Hello(ears.hub.token, 1, 1, os.getpid())))
        sock.sendall(b"".join(encode(IndexStarted(0.0, i, 1, 1)) for i in range(500)))
    ears.hear(lambda: ears.ends == 1)
    assert [frame.index for frame in ears.frames] == list(range(500))


def test_a_dead_worker_that_was_never_heard_is_heard_at_once(ears: Ears) -> None:
    """The message of its death may be read before its connection is even accepted."""
    with ears.connect() as sock:
        sock.sendall(encode(Hello(ears.hub.token, 1, 1, 99)))
        sock.sendall(encode(IndexStarted(0.0, 0, 1, 1)))
    ears.hub.catch_up()
    assert ears.frames == [IndexStarted(0.0, 0, 1, 1)]
    assert ears.ends == 1


def test_posts_wake_the_waiting_thread_and_keep_their_order(ears: Ears) -> None:
    def post() -> None:
        for number in range(1000):
            ears.hub.post(number)

    thread = threading.Thread(target=post)
    thread.start()
    got: list[int] = []
    while len(got) < 1000:
        messages = ears.hub.wait(30)
        assert messages or got, "the wake-up was lost"
        got += messages
    thread.join()
    assert got == list(range(1000))


def test_posting_after_the_end_is_harmless(tmp_path: Path) -> None:
    ears = Ears(tmp_path)
    ears.hub.close()
    ears.hub.post("too late")


class Alarm:
    """The selector of a nap, telling when it begins."""

    def __init__(self, real: Any, at_nap: Callable[[], None]) -> None:
        self.real, self.at_nap = real, at_nap
        self.naps: list[float] = []

    def select(self, timeout: float) -> Any:
        self.naps.append(timeout)
        self.at_nap()
        return self.real.select(timeout)

    def close(self) -> None:
        self.real.close()


@pytest.fixture
def alarm(ears: Ears) -> Alarm:
    ears.hub._alarm = Alarm(ears.hub._alarm, lambda: None)  # type: ignore[assignment]
    return ears.hub._alarm  # type: ignore[return-value]


def greet(ears: Ears, sock: socket.socket) -> None:
    sock.sendall(encode(Hello(ears.hub.token, 1, 1, 99)))
    ears.hear(lambda: ears.hellos)


def test_what_is_sent_during_a_nap_is_dealt_with_at_once_after_it(ears: Ears, alarm: Alarm) -> None:
    with ears.connect() as sock:
        greet(ears, sock)

        def say() -> None:
            for number in range(5):
                sock.sendall(encode(IndexStarted(0.0, number, 1, 1)))
                assert ears.frames == []

        alarm.at_nap = say
        assert ears.hub.wait(60, nap=0.05) == []
        assert [frame.index for frame in ears.frames] == list(range(5))
        assert alarm.naps == [0.05]


def test_a_message_ends_a_nap_and_all_frames_sent_before_are_read(ears: Ears, alarm: Alarm) -> None:
    """The news that a task is over comes as a message; its last frames must be there with it."""
    with ears.connect() as sock:
        greet(ears, sock)

        def end() -> None:
            sock.sendall(encode(End(7, "ok")))
            ears.hub.post("the task is over")

        thread = threading.Thread(target=end)
        alarm.at_nap = thread.start
        assert ears.hub.wait(None, nap=3600) == ["the task is over"]
        assert ears.frames == [End(7, "ok")]
        assert alarm.naps == [3600]
        thread.join()


def test_no_message_is_lost_among_many_of_several_threads(ears: Ears) -> None:
    room = threading.Semaphore(4)  # so that there are naps between

    def post(kind: int) -> None:
        for number in range(300):
            room.acquire()
            ears.hub.post((kind, number))

    began = time.monotonic()
    with ears.connect() as sock:
        greet(ears, sock)
        threads = [threading.Thread(target=post, args=(kind,)) for kind in range(4)]
        for thread in threads:
            thread.start()
        got: list[tuple[int, int]] = []
        while len(got) < 4 * 300:
            if len(got) % 3:
                sock.sendall(encode(Begin(5)))  # so that it naps
            messages = ears.hub.wait(100, nap=0.002)
            got += messages
            for _ in messages:
                room.release()
        for thread in threads:
            thread.join()
    for kind in range(4):
        assert [number for k, number in got if k == kind] == list(range(300))
    assert time.monotonic() - began < 100, "a wake-up was lost"


def test_all_who_call_are_taken_in_at_once(ears: Ears) -> None:
    """Between two naps only one would be, otherwise: thousands would wait for minutes."""
    with contextlib.ExitStack() as calls:
        for _ in range(30):
            sock = calls.enter_context(ears.connect())
            sock.sendall(encode(Hello(ears.hub.token, 1, 1, 99)))
        for _ in range(2):
            ears.hub.wait(30)
        assert len(ears.hellos) == 30


def test_nobody_naps_who_was_not_talked_to_or_has_messages(ears: Ears, alarm: Alarm) -> None:
    with ears.connect() as sock:
        greet(ears, sock)
        ears.hub.wait(0)
        sock.sendall(encode(Begin(5)))
        assert ears.hub.wait(60, nap=3600) == []  # nothing had been heard just before
        ears.hub.post("waiting")
        assert ears.hub.wait(None, nap=3600) == ["waiting"]
        assert alarm.naps == []


def test_naps_are_so_short_that_no_socket_runs_full(ears: Ears, alarm: Alarm) -> None:
    with ears.connect() as sock:
        greet(ears, sock)
        alarm.at_nap = lambda: sock.sendall(encode(IndexStarted(0.0, 1, 1, 1)) * 500)
        while len(alarm.naps) < 4:
            ears.hub.wait(60, nap=0.064)
        assert alarm.naps == [0.064, 0.032, 0.016, 0.008]
        alarm.at_nap = lambda: sock.sendall(encode(IndexStarted(0.0, 1, 1, 1)))
        while len(alarm.naps) < 8:
            ears.hub.wait(60, nap=0.064)
        assert alarm.naps[4:] == [0.004, 0.008, 0.016, 0.032]
