"""Which servers the person lets Curator contact: by kind and host or bucket, such as `s3://era5`.

Only a window asks: what it opens may come from strangers, and is looked at without being told to.
On the command line, who names a document wants what is in it.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.plain_text import one_line
from curator_gui.core.trust.agreed_file import AgreedFile

_ADDRESS = re.compile(r"(?:^|::)\s*([\w+.${}-]+)://((?:\[[^\]]*\]|(?!::)[^/?#])*)")
"""The scheme and the host of each part of a chain of addresses; variables may stand in them."""

_SHARE = re.compile(r"\s*[\\/]{2}([^\\/]+)")
"""The computer of a path such as `\\\\nas\\data`."""

_LOCAL = ("file", "local")
"""Schemes of this computer, unless a host stands behind them, of which Windows makes a share."""

_HERE = (*_LOCAL, "memory", "zip", "tar")
"""Schemes that lead to no server; what stands behind zip:// is in the archive."""

SHOWN = 5
"""Servers that are named, and agreed to, at once."""

_LONGEST = 200
_SHARES = os.name == "nt"


class ServerError(CuratorError):
    """What was agreed to cannot be read or kept; the message names the file."""


_FILE = AgreedFile("trusted-servers.json", "servers", ServerError)
_asking = False
_here: set[str] = set()
"""Servers that the person has named in this process."""


def servers_file() -> Path:
    """Return the file that keeps which servers the person has agreed to."""
    return _FILE.path


def servers_in(value: Any) -> Iterator[str]:
    """Yield the servers of all addresses in a value, also within tables and lists."""
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from servers_in(each)
    elif isinstance(value, (str, os.PathLike)):
        yield from _servers_of(str(value))


def _servers_of(text: str) -> Iterator[str]:
    if share := share_of(text):
        yield share
    if "://" not in text:
        return
    for scheme, host in _ADDRESS.findall(text):
        server = _without_user(host)
        if scheme.lower() not in _HERE or (scheme.lower() in _LOCAL and server):
            yield _shown(f"{scheme}://{server}")


def _without_user(host: str) -> str:
    """Leave out name and password; of what libraries may read in several ways nothing."""
    if host.count("@") == 1 and "\\" not in host:
        return host.rpartition("@")[2]
    return host


def _shown(server: str) -> str:
    """Write a server as it is shown and kept; a digest stands for what is hidden or too long."""
    text = one_line(masked(server))
    text = text if "$" in text else text.lower()  # names of variables are not alike in small
    if len(text) <= _LONGEST and masked(server) == server:
        return text
    digest = hashlib.sha256(server.encode("utf-8", "surrogatepass")).hexdigest()
    ends = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}...{text[-_LONGEST // 4 :]}"
    return f"{ends} ({digest[:12]})"


@dataclass(frozen=True)
class Agreement:
    """What a process that works for a window is told: whether to ask, and what was named there."""

    asking: bool
    shares: bool
    named: frozenset[str]


def agreement() -> Agreement:
    """Return what another process has to know before it looks at anything for this one."""
    return Agreement(_asking, _SHARES, frozenset(_here))


def take_over(told: Agreement) -> None:
    """Ask, or do not, as the process does that this one works for."""
    global _asking, _SHARES
    _asking, _SHARES = told.asking, told.shares
    _here.clear()
    _here.update(told.named)


def share_of(path: str) -> str:
    """Return the computer of a path on Windows, such as `\\\\nas`; "" if it is this one."""
    found = _SHARE.match(path) if _SHARES else None
    return rf"\\{_shown(found[1])}" if found else ""


def share_problem(path: str) -> Message | None:
    """Say that a path leads to a computer that is not connected yet; None if it may be looked at.

    To look whether a file is there sends it the person's name, and what proves the password.
    """
    if not (_asking and _SHARES):
        return None
    share = share_of(path)
    return _why(not_agreed([share])) if share else None


def servers_said(message: object) -> Iterator[str]:
    """Yield the servers that a message says are not connected yet, as `why_not_connected` does."""
    if not isinstance(message, Message):
        return
    if message.template == _NOT_CONNECTED:
        yield from message.values["servers"].split(", ")
    for value in message.values.values():
        yield from servers_said(value)


def ask_first() -> None:
    """From now on contact only what the person has agreed to, or has named in this process."""
    global _asking
    _asking = True


def ask_no_more() -> None:
    """Contact every server again, and forget which were named in this process."""
    global _asking
    _asking = False
    _here.clear()


def note_named(servers: Iterable[str]) -> None:
    """Take servers for agreed to in this process: the person has typed, chosen or pasted them."""
    _here.update(servers)


def keep_named(servers: Iterable[str]) -> None:
    """Remember those of the servers for good that the person has named in this process.

    Raises
    ------
    ServerError
        As `keep_servers` does.
    """
    named = [server for server in servers if server in _here]
    if _asking and named and (new := set(named) - _FILE.entries().keys()):
        keep_servers(new)


def not_agreed(servers: Iterable[str]) -> list[str]:
    """Return those of the servers that are not to be contacted yet, each once."""
    if not _asking:
        return []
    found = [server for server in dict.fromkeys(servers) if server not in _here]
    kept = _FILE.entries() if found else {}
    return [server for server in found if server not in kept]


def why_not_connected(value: Any) -> Message | None:
    """Say that the servers in a value are not connected yet, and what to do; None if all are."""
    return _why(not_agreed(servers_in(value)))


def _why(servers: list[str]) -> Message | None:
    if not servers:
        return None
    shown = listed_names(servers, SHOWN)
    return Message("not connected yet to {servers}: press Connect", servers=shown)


_NOT_CONNECTED = "not connected yet to {servers}: press Connect"


def keep_servers(servers: Iterable[str]) -> None:
    """Remember for good that the person lets these servers be contacted.

    Raises
    ------
    ServerError
        If the file that keeps it cannot be written, or somebody else could write to it.
    """
    new = {server: {"time": time.time()} for server in servers}
    _FILE.change(lambda known: {**known, **new})


def end_agreement(server: str) -> None:
    """Forget that the person lets a server be contacted.

    Raises
    ------
    ServerError
        If the file that keeps it cannot be written.
    """
    _here.discard(server)
    _FILE.change(lambda known: {key: entry for key, entry in known.items() if key != server})


@dataclass(frozen=True)
class AgreedServer:
    """A server that the person has agreed to for good; `day` is as 2026-11-30, "" if not known."""

    server: str
    day: str


def agreed_servers() -> list[AgreedServer]:
    """List the servers that the person has agreed to for good, by name.

    Raises
    ------
    ServerError
        If the file that keeps it is damaged, or somebody else could write to it.
    """
    entries = _FILE.entries(strict=True)
    return [AgreedServer(name, _day(entries[name])) for name in sorted(entries)]


def _day(entry: Any) -> str:
    when = entry.get("time") if isinstance(entry, dict) else None
    try:
        return time.strftime("%Y-%m-%d", time.localtime(when)) if isinstance(when, float) else ""
    except (OverflowError, ValueError, OSError):  # no year of any calendar
        return ""
