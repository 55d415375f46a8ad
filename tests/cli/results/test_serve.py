"""`serve`: a page for a browser elsewhere that gives nothing away and executes nothing."""

from __future__ import annotations

import ast
import http.client
import json
import re
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import pytest

from curator_gui import dataset
from curator_gui.cli.results import serve_command, serve_page
from curator_gui.cli.results.serve_command import Server
from curator_gui.cli.results.serve_page import Status, read_status, render
from curator_gui.cli.results.serve_words import ENGLISH, TABLES, Words, wanted_language
from curator_gui.core import filter_component
from curator_gui.domains.mesh import NPZSink, SyntheticSource
from curator_gui.run import RunConfig, execute
from curator_gui.run.events import STATUSES, RunState

PLACE = re.compile(r"\{\w+\}")
TOKEN = "a-token-of-enough-letters"


@filter_component
def picky(mesh: Any, most: int = 2) -> Any:
    """Refuse a mesh."""
    picky.seen = getattr(picky, "seen", 0) + 1
    if picky.seen > most:
        raise ValueError("<script>alert(1)</script> no https://user:hunter2@host")
    return mesh


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    picky.seen = 0
    pipeline = SyntheticSource(count=3, resolution=4).filter(picky()).write(NPZSink(folder / "out"))
    result = execute(
        pipeline,
        RunConfig(backend="sequential", record=folder / "run.curator-run", name="<b>my run</b>"),
    )
    assert result.record is not None
    dataset.hand_over(pipeline, result.record)
    return result.record


@pytest.fixture
def server(record: Path) -> Iterator[Server]:
    found = Server(record, "127.0.0.1", 0, TOKEN)
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()


def ask(
    server: Server, path: str = "/", method: str = "GET", *, cookie: bool = True, **headers: str
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    given = {"Cookie": f"{server.cookie}={TOKEN}"} if cookie else {}
    connection.request(method, path, headers={**given, **headers})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, dict(answer.getheaders())


def test_the_page_shows_progress_failures_and_data_set(server: Server, record: Path) -> None:
    status, page, headers = ask(server)
    assert status == 200
    assert "&lt;b&gt;my run&lt;/b&gt;" in page
    assert "<b>" not in page
    assert '<span class="percent">100 %</span>3 of 3, finished' in page
    assert 'aria-label="2 done, 1 failed"' in page
    assert "&lt;script&gt;alert(" in page
    assert '<p class="soft">item 2</p>' in page
    assert "<script" not in page
    assert "hunter2" not in page
    assert "Data set" in page
    assert str(record.parent / "out") in page
    assert "http-equiv" not in page  # the run is over
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_every_data_set_of_several_sinks_is_shown(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    source = SyntheticSource(count=2, resolution=4)
    pipeline = source.write(*(NPZSink(folder) for folder in folders))
    path = tmp_path / "run.curator-run"
    execute(pipeline, RunConfig(backend="sequential", record=path))
    dataset.hand_over(pipeline, path)
    status = read_status(path)
    page = render(status, Words("de"))
    assert "<h2>Datensätze</h2>" in page
    assert all(f">{folder}<" in page for folder in folders)
    plain = status.plain()
    assert list(plain["datasets"]) == [str(folder) for folder in folders]
    assert plain["dataset"] == str(folders[0])
    assert plain["dataset_facts"]["items"] == "2"


def test_the_other_pages(server: Server) -> None:
    assert "<h2>Failures by cause</h2>" in ask(server, "/report")[1]
    assert "hunter2" not in ask(server, "/report")[1]
    figures = json.loads(ask(server, "/status.json")[1])
    assert (figures["total"], figures["counts"]) == (3, {"done": 2, "failed": 1})
    assert figures["failures"][0]["count"] == 1
    assert ask(server, "/style.css")[2]["Content-Type"] == "text/css; charset=utf-8"


def test_the_token_is_wanted_and_leaves_the_address(server: Server) -> None:
    assert ask(server, cookie=False)[0] == 403
    assert ask(server, "/status.json?token=wrong", cookie=False)[0] == 403
    assert ask(server, "/?token=%FF%C3", cookie=False)[0] == 403
    status, text, headers = ask(server, f"/?token={TOKEN}", cookie=False)
    assert (status, text, headers["Location"]) == (303, "", "/")
    assert headers["Set-Cookie"] == f"{server.cookie}={TOKEN}; HttpOnly; SameSite=Strict; Path=/"
    assert urlsplit(server.url).query == f"token={TOKEN}"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "", "[::1"])
def test_another_host_is_refused(server: Server, host: str) -> None:
    assert ask(server, Host=host)[0] == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH"])
def test_only_get_is_answered(server: Server, method: str) -> None:
    assert ask(server, method=method)[0] == 501


@pytest.mark.parametrize(
    "path", ["/../run.curator-run", "/etc/passwd", "//evil.example/", "/%2e%2e/", "/report/", "/x"]
)
def test_there_are_no_other_pages(server: Server, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_what_is_no_address_is_answered(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(b"GET http://[::1 HTTP/1.1\r\n\r\n")
        assert b" 400 " in connection.recv(1000)


def test_a_record_that_goes_is_told(server: Server, record: Path) -> None:
    moved = record.rename(record.with_suffix(".away"))
    try:
        status, text, _ = ask(server)
    finally:
        moved.rename(record)
    assert status == 503
    assert "run.curator-run" in text


def test_a_run_that_goes_on_is_renewed() -> None:
    status = Status("n", "running", 10, {"done": 4, "running": 2, "waiting": 4}, 8, 12, (), {})
    page = render(status)
    assert '<meta http-equiv="refresh" content="5">' in page
    assert "4 of 10, running, 8.00 s, about 12.0 s left" in page


def test_reading_changes_nothing(record: Path) -> None:
    before = record.read_bytes()
    assert read_status(record).over
    assert record.read_bytes() == before


@pytest.mark.workers
def test_the_program_serves_until_it_is_told_to_end(
    record: Path, started: Callable[..., subprocess.Popen[str]]
) -> None:
    process = started("serve", record)
    assert process.stdout is not None
    url = urlsplit(process.stdout.readline().strip())
    connection = http.client.HTTPConnection("127.0.0.1", int(url.port or 0), timeout=30)
    connection.request("GET", f"/?{url.query}")
    assert connection.getresponse().status == 303
    connection.close()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, "")


@pytest.mark.workers
def test_what_cannot_be_served_is_told(program: Callable[..., Any], tmp_path: Path) -> None:
    done = program("serve", tmp_path / "none.curator-run")
    assert done.returncode == 2
    assert "none.curator-run" in done.stderr
    done = program("serve", tmp_path / "none.curator-run", "--port", "70000")
    assert (done.returncode, "is no port" in done.stderr) == (2, True)


@pytest.mark.workers
def test_a_token_that_could_be_guessed_is_refused(
    program: Callable[..., Any], record: Path
) -> None:
    done = program("serve", record, CURATOR_SERVE_TOKEN="short")
    assert done.returncode == 2
    assert "CURATOR_SERVE_TOKEN: needs 16" in done.stderr


def test_each_browser_has_its_language(server: Server) -> None:
    _, page, headers = ask(server, **{"Accept-Language": "fr, de-CH;q=0.8, en;q=0.5"})
    assert '<html lang="de">' in page
    assert "3 von 3, abgeschlossen" in page
    assert 'aria-label="2 fertig, 1 fehlgeschlagen"' in page
    for words in ("Fehler nach Ursache", "Element 2", "Datensatz", "Elemente</li>", "Bericht"):
        assert words in page
    assert "Stand " in page
    assert headers["Vary"] == "Accept-Language"
    assert '<html lang="en">' in ask(server, **{"Accept-Language": "fr"})[1]
    german = {"Accept-Language": "de"}
    assert ask(server, "/x", **german)[1] == "diese Seite gibt es nicht\n"
    assert ask(server, cookie=False, **german)[1] == "zur Adresse gehört ihr Token\n"


def test_the_language_can_be_set(server: Server) -> None:
    server.language = "de"
    assert '<html lang="de">' in ask(server, **{"Accept-Language": "en"})[1]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("DE-at", "de"),
        ("en, de", "en"),
        ("en;q=0.3, de;q=0.7", "de"),
        ("de;q=0, fr", "en"),
        ("*", "en"),
        ("de;q=x, ;;;, \x00", "en"),
        (",".join(["fr"] * 10_000) + ",de", "en"),
    ],
)
def test_the_language_that_a_browser_likes_best(header: str, language: str) -> None:
    assert wanted_language(header) == language


def test_all_words_of_the_page_are_translated() -> None:
    """Those of calls in the source, the states of a run and of an item, and facts of data sets."""
    wanted: set[str] = {*STATUSES, *get_args(RunState), "interrupted", "items", "size", "parts"}
    for module in (serve_page, serve_command):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            called = getattr(node, "func", None)
            if getattr(called, "id", getattr(called, "attr", "")) in ("words", "_words"):
                texts = (one for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant))
                wanted |= {one.value for one in texts if isinstance(one.value, str)}
    assert len(wanted) > 25
    for language, table in TABLES.items():
        assert language == ENGLISH or not wanted - set(table)
        assert all(set(PLACE.findall(k)) == set(PLACE.findall(v)) for k, v in table.items())
