"""Which servers a value names, and which of them may be contacted."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from curator_gui.app.preview.reading import read_file
from curator_gui.core.errors import CuratorError
from curator_gui.core.frozen import freeze
from curator_gui.core.message import Message
from curator_gui.core.trust import servers
from curator_gui.core.trust.servers import (
    ServerError,
    agreed_servers,
    agreement,
    ask_first,
    end_agreement,
    keep_servers,
    not_agreed,
    note_named,
    servers_file,
    servers_in,
    servers_said,
    share_problem,
    take_over,
    why_not_connected,
)
from curator_gui.domains.common.row_tables import RowTable, TableError
from curator_gui.run.record.tables.inputs import file_size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3://Era5/a/b.zarr", ["s3://era5"]),
        ("https://example.org:8443/a?b=c", ["https://example.org:8443"]),
        ("https://example.org?b=c", ["https://example.org"]),
        ("https://[::1]:80/x", ["https://[::1]:80"]),
        ("gs://b", ["gs://b"]),
        ("simplecache::s3://one/x::https://two/y", ["s3://one", "https://two"]),
        ("zip://a.nc::s3://one/x.zip", ["s3://one"]),
        (" s3://b/x", ["s3://b"]),
        ("https://${TOKEN}@host/x", ["https://host"]),
        ("${NOTHING}https://evil/x", ["${NOTHING}https://evil"]),
        ("https://${SECRET}.evil/x", ["https://${SECRET}.evil"]),
        ("file://host/share/x", ["file://host"]),
        ("s3:///x", ["s3://"]),
        ("file:///home/a", []),
        ("memory://a/b", []),
        ("/home/a/b", []),
        ("C:\\a\\b", []),
        ("//host/share", []),
        ("read more, see https://example.org", []),
    ],
)
def test_servers_of_addresses(text: str, expected: list[str]) -> None:
    assert list(servers_in(text)) == expected


@pytest.mark.parametrize("hosts", [("good\\@evil", "bad\\@evil"), ("a@b@c", "d@b@c")])
def test_what_libraries_may_read_in_several_ways_is_told_apart(hosts: tuple[str, str]) -> None:
    one, two = (next(servers_in(f"https://{host}/x")) for host in hosts)
    assert one != two
    assert one.startswith("https://***@")


def test_servers_are_found_in_tables_lists_and_paths() -> None:
    value = freeze({"a": [1, {"s3://k/x": "gs://b/x"}], "c": None})
    assert list(servers_in(value)) == ["s3://k", "gs://b"]
    assert list(servers_in(Path("/a/b"))) == []


@pytest.mark.parametrize("path", ["\\\\Nas\\data\\x", "//nas/data/x", " \\\\nas"])
def test_shares_of_other_computers_count_on_windows(monkeypatch, path: str) -> None:
    monkeypatch.setattr(servers, "_SHARES", True)
    assert list(servers_in(path)) == ["\\\\nas"]
    assert list(servers_in("C:\\data")) == []


def test_a_server_too_long_to_be_read_is_told_apart_from_others_that_begin_and_end_alike() -> None:
    ends = ("a" * 300, "b" * 300)
    one, two = (next(servers_in(f"s3://{'x' * 200}{end}{'y' * 200}/f")) for end in ends)
    assert one != two
    assert len(one) < 200


def test_what_cannot_be_seen_in_a_server_is_written_out() -> None:
    assert list(servers_in("https://good\u202e.evil/x")) == ["https://good\\u202e.evil"]


def test_only_a_window_asks_and_what_was_named_or_kept_is_not_asked_for() -> None:
    named = ["s3://a", "s3://b", "s3://c", "s3://a"]
    assert not_agreed(named) == []
    ask_first()
    assert not_agreed(named) == ["s3://a", "s3://b", "s3://c"]
    note_named(["s3://b"])
    keep_servers(["s3://c"])
    assert not_agreed(named) == ["s3://a"]
    assert why_not_connected("s3://c/x") is None
    assert str(why_not_connected("s3://a/x")) == "not connected yet to s3://a: press Connect"
    assert [each.server for each in agreed_servers()] == ["s3://c"]
    assert len(agreed_servers()[0].day) == 10
    end_agreement("s3://c")
    assert not_agreed(named) == ["s3://a", "s3://c"]


def test_a_damaged_file_agrees_to_nothing_and_is_not_replaced() -> None:
    ask_first()
    keep_servers(["s3://a"])
    servers_file().write_text("{")
    assert not_agreed(["s3://a"]) == ["s3://a"]
    for action in (agreed_servers, lambda: keep_servers(["s3://a"])):
        with pytest.raises(ServerError, match="it is damaged"):
            action()
    assert servers_file().read_text() == "{"


@pytest.mark.parametrize("entry", [None, 1, {"time": "x"}, {"time": 1e300}])
def test_what_stands_beside_a_server_does_no_harm(entry: object) -> None:
    keep_servers(["s3://a"])
    servers_file().write_text(json.dumps({"version": 1, "servers": {"s3://a": entry}}))
    assert [(each.server, each.day) for each in agreed_servers()] == [("s3://a", "")]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_SHARES", True)
    monkeypatch.setattr(servers, "_asking", True)
    monkeypatch.setattr(servers, "_here", set())


@pytest.mark.parametrize("path", ["\\\\Nas\\data\\x", "//nas/data/x"])
def test_a_share_is_looked_at_only_when_it_is_agreed_to(windows: None, path: str) -> None:
    words = share_problem(path)
    assert words == "not connected yet to \\\\nas: press Connect"
    assert list(servers_said(words)) == ["\\\\nas"]
    note_named(["\\\\nas"])
    assert share_problem(path) is None
    assert share_problem("C:\\data") is None


def test_what_is_said_of_a_row_tells_the_server(windows: None) -> None:
    inner = why_not_connected(["s3://a/x", "//nas/x"])
    assert list(servers_said(Message("{path}: {words}", path="x", words=inner))) == [
        "s3://a", "\\\\nas"
    ]  # fmt: skip
    assert list(servers_said("not connected yet to \\\\nas: press Connect")) == []


def test_without_a_window_every_share_is_looked_at(
    windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "_asking", False)
    assert share_problem("//nas/data/x") is None


def test_another_process_asks_as_this_one_does(
    windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_named(["\\\\nas"])
    told = agreement()
    monkeypatch.setattr(servers, "_asking", False)
    monkeypatch.setattr(servers, "_here", {"s3://old"})
    take_over(told)
    assert share_problem("//nas/x") is None
    assert share_problem("//other/x") is not None
    assert why_not_connected("s3://old/x") is not None


def test_rows_of_a_table_lead_to_no_share_unasked(windows: None, tmp_path: Path) -> None:
    table = RowTable(tmp_path / "t.csv", ("path",), [("a.nc",), ("\\\\nas\\data\\b.nc",)])
    with pytest.raises(TableError, match="row 2: not connected yet to") as caught:
        table.files("path")
    assert list(servers_said(str(caught.value))) == ["\\\\nas"]
    beside = replace(table, path=Path("//nas/tables/t.csv"))
    assert len(beside.files("path")) == 2  # the table itself lies there, and was read
    keep_servers(["\\\\nas"])
    assert len(table.files("path")) == 2


def test_outputs_of_a_strangers_record_are_not_looked_at(
    windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = os.stat

    def look(path: Any, **more: Any) -> os.stat_result:
        looked.append(str(path))
        return real(path, **more)

    monkeypatch.setattr(os, "stat", look)
    assert file_size("//nas/out/a.npz") is None
    with pytest.raises(CuratorError, match="not connected yet"):
        read_file("//nas/out/a.npz", "mesh")
    assert not [path for path in looked if "nas" in path]
