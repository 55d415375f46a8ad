"""What a stranger's document names on the network is contacted only after Connect."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from curator_gui.core import Registry
from curator_gui.core.storage.servers import agreed_servers
from curator_gui.domains import register_all
from curator_gui.run.helper.process import HELPER
from curator_gui.ui.files.agreements import server_list

WAIT = 60_000


@dataclass
class Listener:
    """Counts who connects, and hangs up."""

    port: int = 0
    count: int = 0


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    server = socket.create_server(("127.0.0.1", 0))
    found = Listener(server.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            found.count += 1
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    variables = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{found.port}",
        "AWS_ACCESS_KEY_ID": "someone",
        "AWS_SECRET_ACCESS_KEY": "something",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    HELPER.kill()  # one that earlier tests have left knows nothing of the variables
    yield found
    HELPER.kill()
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def write(path: Path, source: dict, *more: dict) -> Path:
    sink = {"sink": "grid.NetCDFSink", "params": {"folder": "out"}}
    data = {"format": "curator-pipeline", "version": 1, "steps": [source, *more, sink]}
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    return path


def zarr(address: str) -> dict:
    return {"source": "grid.GridZarrSource", "params": {"folder": address}}


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return write(tmp_path / "p" / "doc.curator.yaml", zarr("s3://strange/era5"))


def notices(bench) -> list[str]:
    return [notice.text for notice in bench.notices.notices]


def asked(bench) -> list[str]:
    return [text for text in notices(bench) if "before you connect" in text]


def wait_looked(qtbot, bench) -> None:
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=WAIT)
    qtbot.waitUntil(lambda: not bench.surveyor.state.busy, timeout=WAIT)


def messages(bench) -> list[str]:
    return [str(issue.message) for issue in bench.checker.report.issues]


@pytest.mark.workers
def test_a_document_is_contacted_only_after_connect(
    qtbot, make_window, document: Path, listener: Listener
) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(document)
    (words,) = asked(bench)
    assert "s3://strange" in words
    wait_looked(qtbot, bench)
    assert messages(bench) == ["not connected yet to s3://strange: press Connect"]
    assert "press Connect" in bench.surveyor.state.problem
    bench.show_view("plan")
    qtbot.waitUntil(lambda: not bench.running.plan.planner.busy, timeout=WAIT)
    assert "press Connect" in bench.running.plan._planned.problem
    bench.show_view("preview")
    bench.commands["preview"].trigger()
    qtbot.waitUntil(lambda: not bench.previewing.controller.state.busy, timeout=WAIT)
    assert listener.count == 0
    assert [button.text() for button in bench.notices.notices[0].buttons] == ["Connect"]

    bench.notices.notices[0].buttons[0].click()
    qtbot.waitUntil(lambda: listener.count > 0, timeout=WAIT)
    assert asked(bench) == []
    assert [each.server for each in agreed_servers()] == ["s3://strange"]
    qtbot.waitUntil(lambda: "does not answer" in " ".join(messages(bench)), timeout=WAIT)
    assert bench.open(document)
    assert asked(bench) == []  # once is enough


def test_what_was_taken_back_is_asked_for_again_at_once(qtbot, make_window, document: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(document)
    bench.checker.stop()  # this test contacts nobody
    bench.agreeing.connecting._watch()
    bench.notices.notices[0].buttons[0].click()
    bench.checker.stop()
    bench.surveyor.stop()
    shown = server_list()
    qtbot.addWidget(shown)
    shown.buttons["s3://strange"].click()
    assert shown.buttons == {}
    qtbot.waitUntil(lambda: len(asked(bench)) == 1)
