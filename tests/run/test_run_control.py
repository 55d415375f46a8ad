from __future__ import annotations

import threading

from curator_gui.run.control import Command, RunControl


def test_commands_before_the_run_are_delivered_in_order() -> None:
    control, got = RunControl(), []
    control.pause()
    control.resume()
    control.retry([3, 4])
    control.attach(got.append)
    control.stop_now()
    assert [command.action for command in got] == ["pause", "resume", "retry", "stop_now"]
    assert got[2] == Command("retry", (3, 4))


def test_commands_after_the_end_do_nothing() -> None:
    control, got = RunControl(), []
    control.attach(got.append)
    control.detach()
    control.stop_after_current()
    assert got == []


def test_nothing_is_delivered_once_detach_has_returned() -> None:
    """The next run on the same workers must not get a late stop of this one."""
    control, inside, go_on = RunControl(), threading.Event(), threading.Event()
    delivered: list[str] = []

    def deliver(command: Command) -> None:
        inside.set()
        go_on.wait(10)
        delivered.append(command.action)

    control.attach(deliver)
    sender = threading.Thread(target=control.stop_now)
    sender.start()
    assert inside.wait(10)
    detached = threading.Event()

    def detach() -> None:
        control.detach()
        detached.set()

    leaver = threading.Thread(target=detach)
    leaver.start()
    assert not detached.wait(0.05)  # it waits for the delivery under way
    go_on.set()
    assert detached.wait(10)
    assert delivered == ["stop_now"]
    sender.join()
    leaver.join()
