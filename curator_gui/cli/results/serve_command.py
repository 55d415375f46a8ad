"""`curator-gui serve RECORD`: a page about a run for a browser elsewhere, to be read only.

Only GET is answered, for four fixed addresses, and only to who brings the token; nothing is
executed, and no file but the record and its data set's tables is read. The Host header has to be
this server's own, so that no web site can reach it through a name of its own (DNS rebinding).
"""

from __future__ import annotations

import argparse
import hmac
import ipaddress
import json
import os
import re
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from curator_gui import __version__
from curator_gui.cli.printing import complain, hand_out
from curator_gui.cli.problems import EXIT_DONE, ProblemsError
from curator_gui.cli.results.serve_page import STYLE, read_status, render
from curator_gui.cli.results.serve_words import Words, wanted_language
from curator_gui.core.errors import CuratorError
from curator_gui.core.masking.texts import masked
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.report.html import render_report

TOKEN_VARIABLE = "CURATOR_SERVE_TOKEN"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
MOST_AT_ONCE = 8
"""Requests that are answered at the same time; others wait."""
PATIENCE = 10.0
"""Seconds that a browser may take for its request."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "


class Server(ThreadingHTTPServer):
    """Serves one record.

    Parameters
    ----------
    record
        The record's file.
    address, port
        What it listens at; port 0 takes any that is free.
    token
        What a browser has to bring.
    language
        The language of the page; "" for that of each browser.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(
        self, record: Path, address: str, port: int, token: str, language: str = ""
    ) -> None:
        self.record, self.token, self.language = record, token, language
        self.places = threading.BoundedSemaphore(MOST_AT_ONCE)
        if ":" in address:
            self.address_family = socket.AF_INET6
        super().__init__((address, port), Handler)
        self.hosts = _own_hosts(address, self.server_port)

    @property
    def cookie(self) -> str:
        """The name under which a browser keeps the token; two servers on a machine differ."""
        return f"curator-{self.server_port}"

    @property
    def url(self) -> str:
        """The address to open, with the token."""
        address = str(self.server_address[0])
        host = socket.gethostname() if address in ("0.0.0.0", "::") else address
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.server_port}/?token={self.token}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes away is no fault here."""


def _own_hosts(address: str, port: int) -> set[str]:
    names = {address, "localhost", "127.0.0.1", "[::1]", socket.gethostname(), f"[{address}]"}
    return {f"{name.lower()}:{port}" for name in names} | (
        {name.lower() for name in names} if port == 80 else set()
    )


class Handler(BaseHTTPRequestHandler):
    """Answers GET; every other method is refused by the base class."""

    server: Server
    server_version = f"Curator/{__version__}"
    sys_version = ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Answer with a page, the report, the figures or the style."""
        with self.server.places:
            try:
                parts = urlsplit(self.path)
            except ValueError:
                self._send_text(HTTPStatus.BAD_REQUEST, self._words("this is no address"))
                return
            if not self._own_host():
                self._send_text(
                    HTTPStatus.MISDIRECTED_REQUEST, self._words("this is another server")
                )
            elif not self._trusted(parts.query):
                self._send_text(HTTPStatus.FORBIDDEN, self._words("the address needs its token"))
            elif parts.query:  # out of the address, and so out of histories and pictures of it
                self._redirect()
            else:
                self._answer(parts.path)

    def _own_host(self) -> bool:
        """Whether the browser means this server; any number is fine where all are listened at."""
        host = (self.headers.get("Host") or "").lower()
        if host in self.server.hosts:
            return True
        name = host.rpartition(":")[0].strip("[]")
        return self.server.server_address[0] in ("0.0.0.0", "::") and _is_number(name)

    def _trusted(self, query: str) -> bool:
        given = [*parse_qs(query).get("token", []), *self._cookies()]
        token = self.server.token.encode()
        return any(hmac.compare_digest(one.encode("utf-8", "replace"), token) for one in given)

    def _cookies(self) -> Iterator[str]:
        try:
            found = SimpleCookie(self.headers.get("Cookie", ""))
        except CookieError:
            return
        if (known := found.get(self.server.cookie)) is not None:
            yield known.value

    def _redirect(self) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        cookie = f"{self.server.cookie}={self.server.token}; HttpOnly; SameSite=Strict; Path=/"
        self.send_header("Set-Cookie", cookie)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, path: str) -> None:
        try:
            page = _PAGES.get(path)
            if page is None:
                self._send_text(HTTPStatus.NOT_FOUND, self._words("there is no such page"))
                return
            kind, make, policy = page
            self._send(HTTPStatus.OK, make(self.server.record, self._words), kind, policy)
        except CuratorError as error:
            self._send_text(HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    @property
    def _words(self) -> Words:
        """The words of the server's language, or of the one that the browser asks for."""
        asked = self.headers.get("Accept-Language") or ""
        return Words(self.server.language or wanted_language(asked))

    def _send_text(self, status: HTTPStatus, text: str) -> None:
        self._send(status, f"{masked(text)}\n", "text/plain", "")

    def _send(self, status: HTTPStatus, text: str, kind: str, policy: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", _POLICY + policy)
        self.send_header("Vary", "Accept-Language")
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the address of the first request holds the token."""


_PAGES: dict[str, tuple[str, Callable[[Path, Words], str], str]] = {
    "/": ("text/html", lambda path, words: render(read_status(path), words), "style-src 'self'"),
    "/style.css": ("text/css", lambda path, words: STYLE, ""),
    "/report": ("text/html", lambda path, words: _report(path), "style-src 'unsafe-inline'"),
    "/status.json": ("application/json", lambda path, words: _figures(path), ""),
}


def _report(path: Path) -> str:
    with RunRecord.open(path) as record:
        return render_report(record)


def _figures(path: Path) -> str:
    return json.dumps(read_status(path).plain())


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def serve_record(arguments: argparse.Namespace) -> int:
    """Serve the page of a record until Ctrl-C or SIGTERM.

    Raises
    ------
    CuratorError
        If the record cannot be read, or nothing can listen at the address.
    """
    path: Path = arguments.record.absolute()
    read_status(path)
    token = _token()
    try:
        server = Server(path, arguments.address, arguments.port, token, arguments.language)
    except OSError as error:
        place = f"{arguments.address}:{arguments.port}"
        raise ProblemsError([f"{place}: cannot be listened at: {error}"]) from error
    if not _is_loopback(arguments.address):
        complain("warning: others on the network can reach the page; it is not encrypted")
    hand_out(server.url)
    with server, _ended_by_signals(server):
        server.serve_forever()
    return EXIT_DONE


def _token() -> str:
    """Return what browsers have to bring: a new one, or that of the environment.

    Raises
    ------
    ProblemsError
        If that of the environment could be guessed, or is no word.
    """
    given = os.environ.get(TOKEN_VARIABLE)
    if given is not None and not _TOKEN.fullmatch(given):
        raise ProblemsError([f"{TOKEN_VARIABLE}: needs 16 letters, digits, - or _ at least"])
    return given or secrets.token_urlsafe(24)


def _is_loopback(address: str) -> bool:
    return address == "localhost" or (
        _is_number(address) and ipaddress.ip_address(address).is_loopback
    )


@contextmanager
def _ended_by_signals(server: Server) -> Iterator[None]:
    def end(number: int, frame: object) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
