"""What a stranger's document names on the network is contacted only after Connect."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from curator_gui.app.runs.recorded_document import read_recorded_document, reopen
from curator_gui.core import Registry
from curator_gui.core.documents.document_io import document_text, read_document
from curator_gui.core.trust import servers
from curator_gui.core.trust.servers import (
    agreed_servers,
    ask_first,
    ask_no_more,
    servers_file,
)
from curator_gui.domains import register_all
from curator_gui.run.helper.process import HELPER
from curator_gui.run.record import RecordWriter, RunMeta
from curator_gui.ui.common.messages.message_box import MessageBox
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
    assert "press Connect" in bench.previewing.controller.state.problem
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
    bench.notices.notices[0].buttons[0].click()
    bench.checker.stop()
    bench.surveyor.stop()
    shown = server_list()
    qtbot.addWidget(shown)
    shown.buttons["s3://strange"].click()
    assert shown.buttons == {}
    qtbot.waitUntil(lambda: len(asked(bench)) == 1)


def field_table(folder: Path) -> dict:
    (folder / "table.csv").write_text("path,v\ns3://strange/a.nc,1\n")
    return {
        "source": "grid.FieldTableSource",
        "params": {"table": "table.csv", "path_column": "path"},
    }


@pytest.mark.workers
def test_nothing_of_a_stranger_is_contacted_whatever_names_the_server(
    qtbot, make_window, tmp_path: Path, listener: Listener
) -> None:
    """A record, a data set, the rows of a table, filters, sinks and chained addresses."""
    bench = make_window(register_all(Registry())).bench
    folder = tmp_path / "p"
    folder.mkdir()
    values = {"folder": "s3://strange/era5", "dimension": "time"}
    fields = {"source": "grid.SyntheticFieldSource", "params": {}}
    mask = {"filter": "grid.ApplyMask", "params": {"file": "s3://strange/mask.nc"}}
    (folder / "out").mkdir()
    (folder / "out" / "items.csv").write_text("index,outputs\n0,s3://strange/a.nc\n")
    documents = {
        "netcdf": (True, {"source": "grid.NetCDFSource", "params": values}),
        "chain": (True, zarr("simplecache::s3://strange/a.zarr")),
        "references": (True, zarr("s3://strange/a.json")),
        "filter": (True, fields, mask),
        "sink": (True, fields, {"sink": "grid.GridZarrSink", "params": {"path": "s3://strange/z"}}),
        "table": (False, field_table(folder)),
    }
    for name, (asks, *steps) in documents.items():
        path = write(folder / f"{name}.curator.yaml", *steps)
        meta = RunMeta(
            name, document_text(read_document(path)), {}, [], "f", 1, [0], document_path=str(path)
        )
        RecordWriter.create(folder / f"{name}.curator-run", meta).close()
        assert bench.open(path)
        assert bool(asked(bench)) == asks, name
        wait_looked(qtbot, bench)
        bench.show_view("dataset")
        qtbot.waitUntil(lambda: not bench.curating.data.busy, timeout=WAIT)
        path.unlink()  # of the record alone is known what it was
        reopen(bench.session, read_recorded_document(folder / f"{name}.curator-run"))
        assert bool(asked(bench)) == asks, name
        wait_looked(qtbot, bench)
        assert listener.count == 0, name
        bench.session.undo_stack.setClean()
    bench.curating.open(folder / "out")
    qtbot.waitUntil(lambda: bench.curating.data.there, timeout=WAIT)
    assert bench.curating.pictures.image(0) is None
    qtbot.waitUntil(lambda: not bench.curating.pictures.busy, timeout=WAIT)
    assert listener.count == 0


@pytest.mark.workers
def test_an_address_that_the_person_types_is_asked_for(
    qtbot, make_window, document: Path, listener: Listener
) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(document)
    source = bench.session.document.source
    bench.edits.set_value(source.id, "pattern", "*.nc")
    assert len(asked(bench)) == 1  # an edit elsewhere is none of the address
    bench.edits.set_value(source.id, "folder", "s3://mine/era5")
    assert asked(bench) == []
    qtbot.waitUntil(lambda: listener.count > 0, timeout=WAIT)
    assert agreed_servers() == []  # for good only by the button
    bench.session.undo_stack.undo()
    assert "s3://strange" in asked(bench)[0]
    bench.session.undo_stack.setClean()


@pytest.mark.workers
def test_a_share_in_the_rows_of_a_table_is_asked_for(
    qtbot, make_window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where the rows are read by another process."""
    monkeypatch.setattr(servers, "_SHARES", True)
    folder = tmp_path / "p"
    folder.mkdir()
    source = field_table(folder)
    (folder / "table.csv").write_text("path,v\n//Nas/data/a.nc,1\n")
    bench = make_window(register_all(Registry())).bench
    assert bench.open(write(folder / "t.curator.yaml", source))
    qtbot.waitUntil(lambda: len(asked(bench)) == 1, timeout=WAIT)
    assert r"\\nas" in asked(bench)[0]
    assert any("row 1: not connected yet to" in text for text in messages(bench))
    bench.notices.notices[0].buttons[0].click()
    assert [each.server for each in agreed_servers()] == [r"\\nas"]
    qtbot.waitUntil(
        lambda: (
            bench.checker.report.complete
            and not any("not connected" in text for text in messages(bench))
        ),
        timeout=WAIT,
    )
    assert asked(bench) == []


def another_day() -> None:
    """Forget what was named in this process, as another start of the window does."""
    ask_no_more()
    ask_first()


def test_ones_own_document_asks_no_more_once_it_is_saved(make_window, document: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(document)
    source = bench.session.document.source
    bench.edits.set_value(source.id, "folder", "s3://mi")
    bench.edits.set_value(source.id, "folder", "s3://mine/era5")
    bench.session.save()
    assert [each.server for each in agreed_servers()] == ["s3://mine"]  # as it stands there
    another_day()
    assert bench.open(document)
    assert asked(bench) == []
    bench.checker.stop()
    bench.surveyor.stop()


def test_a_strangers_document_asks_though_it_was_saved_here(make_window, document: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(document)
    bench.edits.set_value(bench.session.document.source.id, "pattern", "*.nc")
    bench.session.save()
    bench.session.save(document.with_name("copy.curator.yaml"))
    assert agreed_servers() == []
    another_day()
    assert bench.open(document.with_name("copy.curator.yaml"))
    assert len(asked(bench)) == 1


def test_a_document_is_saved_though_nothing_can_be_kept(make_window, document: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(document)
    servers_file().parent.mkdir(parents=True, exist_ok=True)
    servers_file().write_text("{")
    bench.edits.set_value(bench.session.document.source.id, "folder", "s3://mine/era5")
    said: list[str] = []
    bench.session.remarked.connect(said.append)
    bench.session.save()
    assert "s3://mine" in document.read_text()
    assert ["could not be kept" in text for text in said] == [True]
    bench.checker.stop()
    bench.surveyor.stop()


def test_what_a_recipe_brings_in_is_not_the_persons_own(make_window, tmp_path: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    session = bench.session
    made = read_document(write(tmp_path / "r" / "r.curator.yaml", zarr("s3://strange/era5")))
    session.push(made, "make", own=False)
    assert len(asked(bench)) == 1
    session.push(session.document.set_enabled(session.document.source.id, False), "disable")
    assert asked(bench) == []
    session.push(session.document.set_enabled(session.document.source.id, True), "enable")
    assert len(asked(bench)) == 1  # to enable a step is not to name its server
    bench.checker.stop()
    session.undo_stack.setClean()


def test_no_more_servers_are_agreed_to_than_are_shown(make_window, tmp_path: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    address = "::".join(f"s3://strange{number}" for number in range(7))
    assert bench.open(write(tmp_path / "m" / "m.curator.yaml", zarr(address)))
    (words,) = asked(bench)
    assert "s3://strange4" in words
    assert "s3://strange5" not in words
    bench.agreeing.connecting._look_again = lambda: None  # this test contacts nobody
    bench.notices.notices[0].buttons[0].click()
    bench.checker.stop()
    assert [each.server for each in agreed_servers()] == [f"s3://strange{n}" for n in range(5)]
    (words,) = asked(bench)
    assert "s3://strange5, s3://strange6" in words
    bench.surveyor.stop()


def test_a_choice_that_cannot_be_kept_counts_for_this_window(
    qtbot, make_window, document: Path
) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(document)
    servers_file().parent.mkdir(parents=True, exist_ok=True)
    servers_file().write_text("{")
    bench.agreeing.connecting._look_again = lambda: None
    bench.notices.notices[0].buttons[0].click()
    box = bench.notices.window().findChild(MessageBox)
    assert "it is damaged" in box.text()
    box.close()
    assert asked(bench) == []
    bench.checker.stop()
    bench.surveyor.stop()
