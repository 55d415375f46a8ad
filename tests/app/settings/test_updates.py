"""Looking for a newer version, in real folders and from a real web server on this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui import __version__
from curator_gui.app.settings import updates
from curator_gui.app.settings.updates import UpdateError, newest_release

NAMES = (
    "curator-gui_{}_amd64.deb",
    "curator-gui-slim_{}_amd64.deb",
    "curator-{}-linux-x86_64.run",
    "curator-slim-{}-linux-x86_64.run",
    "curator-{}-windows-x86_64-setup.exe",
    "curator-{}-macos-arm64.dmg",
    "curator_gui-{}-py3-none-any.whl",
)


class _Page(BaseHTTPRequestHandler):
    text = ""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/latest.txt" else 404)
        self.end_headers()
        self.wfile.write(self.text.encode())

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def page() -> Iterator[tuple[str, type[_Page]]]:
    handler = type("Page", (_Page,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/latest.txt", handler
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_installer_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    for version in ("9.9.0", "9.10.0", "9.2"):
        (tmp_path / name.format(version)).touch()
    found = newest_release(str(tmp_path))
    assert found is not None
    assert (str(found.version), Path(found.place).name) == ("9.10.0", name.format("9.10.0"))
    assert found.is_newer


def test_the_version_that_runs_is_not_newer(tmp_path: Path) -> None:
    (tmp_path / NAMES[0].format(__version__)).touch()
    found = newest_release(str(tmp_path))
    assert found is not None
    assert not found.is_newer


def test_previews_and_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "curator-gui_9.0rc1_amd64.deb",
        "curator.txt",
        "other_9.9_amd64.deb",
        "curator-x-y",
    ):
        (tmp_path / name).touch()
    assert newest_release(str(tmp_path)) is None


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(UpdateError, match="gone"):
        newest_release(str(tmp_path / "gone"))


def test_a_page_says_version_and_place(page: tuple[str, type[_Page]]) -> None:
    address, handler = page
    handler.text = "9.1\nhttps://example.org/curator\n"
    found = newest_release(address)
    assert found is not None
    assert (str(found.version), found.place) == ("9.1", "https://example.org/curator")


def test_no_other_kind_of_address_is_ever_offered(page: tuple[str, type[_Page]]) -> None:
    address, handler = page
    handler.text = "9.1\nfile:///bin/sh\n"
    found = newest_release(address)
    assert found is not None
    assert found.place == address


@pytest.mark.parametrize("text", ["", "\n9.1", "<html>", "9.1 and more"])
def test_a_page_without_a_version_is_refused(page: tuple[str, type[_Page]], text: str) -> None:
    address, handler = page
    handler.text = text
    with pytest.raises(UpdateError, match="first line is no version"):
        newest_release(address)


def test_a_page_that_is_not_there_is_named(page: tuple[str, type[_Page]]) -> None:
    address, _ = page
    with pytest.raises(UpdateError, match=r"nothing\.txt.*404") as raised:
        newest_release(address.replace("latest", "nothing"))
    answer = raised.value.__context__
    assert isinstance(answer, HTTPError)
    assert answer.closed


@given(st.text(max_size=40))
def test_no_text_of_a_page_raises_anything_else(text: str) -> None:
    with contextlib.suppress(UpdateError):
        updates._announced("https://example.org/latest.txt", text)


def test_a_mark_of_the_byte_order_is_no_part_of_the_version(page: Any) -> None:
    address, handler = page
    handler.text = "\ufeff99.1\r\nhttps://example.org/get"
    found = newest_release(address)
    assert found is not None
    assert (str(found.version), found.place) == ("99.1", "https://example.org/get")


def test_a_checksum_or_half_a_copy_is_no_installer(tmp_path: Path) -> None:
    for suffix in (".sha256", ".part", ".asc"):
        (tmp_path / f"curator-gui_99.0_amd64.deb{suffix}").touch()
    assert newest_release(str(tmp_path)) is None


def test_the_password_of_a_place_is_not_told() -> None:
    with pytest.raises(UpdateError) as caught:
        newest_release("http://me:SECRET@127.0.0.1:1/latest?token=SECRET")
    assert "SECRET" not in str(caught.value)
