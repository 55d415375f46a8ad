from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, Slot

from curator_gui.app.run import relay as relay_module
from curator_gui.app.run.relay import CHUNK, SLICE_SECONDS, Relay


class Receiver(QObject):
    """Collects what arrives, and can be slow."""

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__()
        self.delay = delay
        self.got: list[int] = []
        self.calls: list[tuple[float, float]] = []

    @Slot(list)
    def receive(self, items: list[int]) -> None:
        begin = time.perf_counter()
        self.got += items
        if self.delay:
            time.sleep(self.delay)
        self.calls.append((begin, time.perf_counter()))


def connected(delay: float = 0.0) -> tuple[Relay, Receiver]:
    relay, receiver = Relay(), Receiver(delay)
    relay.received.connect(receiver.receive)
    return relay, receiver


def test_everything_arrives_in_order_from_another_thread(qtbot):
    relay, receiver = connected()
    relay.start()
    thread = threading.Thread(target=lambda: [relay.post(n) for n in range(50_000)])
    thread.start()
    qtbot.waitUntil(lambda: len(receiver.got) == 50_000, timeout=20_000)
    thread.join()
    relay.stop()
    assert receiver.got == list(range(50_000))


def test_slow_receivers_end_the_tick_early(qtbot):
    relay, receiver = connected(delay=SLICE_SECONDS * 1.5)
    for number in range(3 * CHUNK):
        relay.post(number)
    relay._tick()
    assert len(receiver.calls) == 1
    assert relay.pending == 2 * CHUNK
    relay.start()
    qtbot.waitUntil(lambda: relay.pending == 0)
    relay.stop()
    assert receiver.got == list(range(3 * CHUNK))


def test_a_crowded_queue_slows_the_poster_but_never_stops_it(monkeypatch):
    relay, _ = connected()
    pauses: list[float] = []
    monkeypatch.setattr(relay_module, "CROWDED", 100)
    monkeypatch.setattr(relay_module.time, "sleep", pauses.append)
    for number in range(150):
        relay.post(number)
    assert pauses == []  # the window's own thread must not wait for itself
    thread = threading.Thread(target=lambda: [relay.post(n) for n in range(50)])
    thread.start()
    thread.join()
    assert len(pauses) == 50
    assert relay.pending == 200


def test_what_is_posted_while_stopped_waits(qtbot):
    relay, receiver = connected()
    relay.post(1)
    assert relay.pending == 1
    relay.start()
    qtbot.waitUntil(lambda: receiver.got == [1])
    relay.stop()
