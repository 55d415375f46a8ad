"""Passwords and keys in addresses are not handed on."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.documents.validation import param_problem
from curator_gui.core.errors import ParamError
from curator_gui.core.masking import texts as masking
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.trust import secrets
from curator_gui.core.trust.secrets import (
    expanded,
    holds_secret,
    is_secret,
    refuse_secrets,
)
from curator_gui.run.hosts.worker_log import WorkerLog

WRITTEN_OUT = [
    "memory://user:SECRET@bucket/era5",
    "sftp://user:SECRET@host:22/data",
    "https://account.blob.example/data.nc?sv=2024&sig=SECRET",
    "https://host/data.nc?Token=SECRET&x=1",
    "s3://b/k?X-Amz-Signature=SECRET",
    "sftp://user:half@SECRET@host/data",
    "sftp://user:${HALF}SECRET@host/data",
    "https://host/data.nc?token=${HALF}SECRET",
    "https://host/data.nc?client_secret=SECRET",
    "https://host/data.nc?pwd=SECRET",
    "https://host/data.nc?secret_key=SECRET",
    "https://host/data.nc?aws_secret_access_key=SECRET",
    "https://host/data.nc?accesskey=SECRET&x=1",
    "https://host/data.nc#access_token=SECRET",
    "https://host/data.nc;password=SECRET",
    "https://host/data.nc?a=1;token=SECRET;b=2",
    "https://SECRET@host/data",
    "http://SECRET@host:80",
    "https://${HALF}SECRET@host/data",
    "HTTPS://SECRET@host/data",
    "https://SECRET:@host/data",
    "https://SECRET:x-oauth-basic@host/data",
    "https://host/data.nc?X-Goog-Signature=SECRET&x=1",
    "https://host/data.nc?X-Goog-Credential=SECRET",
    "https://host/data.nc?Ocp-Apim-Subscription-Key=SECRET",
    "https://host/data.nc?auth=SECRET",
    "https://proxy/?url=https%3A%2F%2Fuser%3ASECRET%40host",
    "https://proxy/?url=https%3a%2f%2fhost%2Fa%3Fsig%3DSECRET%26x%3D1",
    "https://proxy/?url=https%253A%252F%252Fhost%252Fa%253Ftoken%253DSECRET",
]
HARMLESS = [
    "s3://bucket/era5",
    "sftp://user@host/data",
    "https://${TOKEN}@host/data",
    "https://host:8443/data?time=12:00",
    "C:\\data\\user:name@host",
    "memory://user:${PASSWORD}@bucket/era5",
    "https://host/data.nc?sig=${SIGNATURE}",
    "https://host/data.nc?sig=${ONE}${TWO}&x=1",
    "memory://user:${ONE}${TWO}@bucket/era5",
    "/data/run:1@2.nc",
    "https://host/run%3A1%402.nc",
    "https://${TOKEN}:@host/data",
    "https://host/data.nc?Key-Pair-Id=a",
    "https://host/data.nc?sort-key=a",
    "https://host/a%" + "25" * 5000 + "3A",
]


@pytest.fixture(autouse=True)
def nothing_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_known", masking._Known())


@pytest.mark.parametrize("address", WRITTEN_OUT)
def test_what_is_written_out_is_found_and_masked(address: str) -> None:
    assert holds_secret(address)
    told = masked(f"{address} cannot be read: no route to {address}")
    assert "SECRET" not in told
    assert not holds_secret(masked(address))


@pytest.mark.parametrize("address", HARMLESS)
def test_what_is_no_secret_stays(address: str) -> None:
    assert not holds_secret(address)
    assert masked(address) == address


def test_a_variable_is_put_in_and_taken_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKET_KEY", "hunter2")
    address = "s3://me:${BUCKET_KEY}@host/data"
    assert expanded(address) == "s3://me:hunter2@host/data"
    assert masked("no such bucket: s3://me:hunter2@host/data (hunter2)") == (
        f"no such bucket: {address} (${{BUCKET_KEY}})"
    )


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUCKET_KEY", raising=False)
    with pytest.raises(ParamError, match="variable BUCKET_KEY is not set"):
        expanded("s3://me:${BUCKET_KEY}@host/data")


def test_a_message_without_secrets_stays_one() -> None:
    message = Message("{path} is gone", path="s3://bucket/era5")
    assert masked(message) is message


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_a_value_that_begins_like_another_is_masked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHORT_KEY", "hunter")
    monkeypatch.setenv("LONG_KEY", "hunter2more")
    expanded("s3://${SHORT_KEY}:${LONG_KEY}@host/data")
    assert masked("no access with hunter2more") == "no access with ${LONG_KEY}"


@pytest.mark.parametrize(
    "name", ["password", "pass", "sas", "connection_string", "account_key", "signature", "pat"]
)
def test_a_value_that_is_named_like_a_secret_is_hidden(name: str) -> None:
    assert secrets.masked_value("storage_options", {name: "SECRET"}) == f"{{{name}: ***}}"


@pytest.mark.parametrize("name", ["passes", "path", "pattern", "sash", "endpoint_url"])
def test_a_value_of_another_name_is_shown(name: str) -> None:
    assert secrets.masked_value(name, "shown") == "shown"


SECRET_OPTIONS = [
    ("storage_options", {"key": "AKIA", "secret": "abcdef"}),
    ("storage_options", {"client_kwargs": {"aws_session_token": "abcdef"}}),
    ("storage_options", {"account_key": "abcdef=="}),
    ("fs_kwargs", {"token": "abcdef"}),
    ("options", {"s3_options": {"key": "abcdef"}}),
    ("stores", [{"storage_options": {"password": "abcdef"}}]),
    ("password", "abcdef"),
    ("api_key", "abcdef"),
    ("mine", {"secret_access_key": "abcdef"}),
    ("places", ["s3://user:abcdef@host/data"]),
    ("places", {"a": "https://host/?sig=abcdef"}),
    ("places", {"https://user:abcdef@host/data"}),
    ("places", [b"https://user:abcdef@host/data"]),
    ("headers", {"Authorization": "Bearer abcdef"}),
    ("headers", {"X-Api-Key": "abcdef"}),
    ("auth", ("user", "abcdef")),
    ("proxy", "http://user:abcdef@proxy:3128"),
    ("remote_options", {"key": "abcdef"}),
    ("private_key", "abcdef"),
    ("clientSecret", "abcdef"),
    ("passphrase", "abcdef"),
    ("token", "hf_abcdef012345"),
]
OTHER_OPTIONS = [
    ("storage_options", {"anon": True, "token": "anon", "endpoint_url": "http://host"}),
    ("storage_options", {"key": "${KEY}", "secret": "${SECRET}"}),
    ("storage_options", {"token": __file__}),
    ("storage_options", None),
    ("key", "temperature"),
    ("sort_keys", ["a", "b"]),
    ("names", {"key": "energy", "token": "a"}),
    ("password", ""),
    ("token", "[CLS]"),
    ("pad_token", "abcdef012345"),
    ("headers", {"Accept": "text/csv"}),
    ("headers", ["key", "author"]),
    ("auth", "basic"),
    ("author", ("a", "b")),
]


@pytest.mark.parametrize(("name", "value"), SECRET_OPTIONS)
def test_options_that_are_secrets_are_refused(name: str, value: object) -> None:
    class Given:
        arguments = MappingProxyType({name: value})

    assert is_secret(name, value)
    with pytest.raises(ParamError, match=rf"Given: {name}: holds a password or key"):
        refuse_secrets(Given())
    param = Param(name, "", object)
    assert "holds a password or key" in param_problem(param, value, None)


@pytest.mark.parametrize(("name", "value"), OTHER_OPTIONS)
def test_options_that_are_none_are_not(name: str, value: object) -> None:
    assert not is_secret(name, value)


def test_what_a_worker_may_print_is_known_to_whoever_reads_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOG_KEY", "correct-horse")

    class Given:
        arguments = MappingProxyType({"options": {"places": ["s3://${LOG_KEY}@host"]}})

    refuse_secrets(Given())
    path = tmp_path / "worker.log"
    path.write_text("opened correct-horse\nat https://user:battery@host\n")
    log = WorkerLog(path)
    assert log.since_mark(1000).splitlines() == [
        "opened ${LOG_KEY}",
        "at https://user:***@host",
    ]
    assert log.new_lines() == ["opened ${LOG_KEY}", "at https://user:***@host"]


DEEP = st.recursive(
    st.text("ab/:@?&=;#x", max_size=12) | st.sampled_from(["s3://u:pw1@h", "a?token=abc", "x"]),
    lambda own: (
        st.lists(own, max_size=3)
        | st.tuples(own, own)
        | st.dictionaries(st.sampled_from(["a", "password", "storage_options", "key"]), own)
    ),
    max_leaves=12,
)


def leaves(name: str, value: object, of_store: bool) -> list[tuple[str, str, bool]]:
    """Return each text in a value, the name that it stands under, and whether for a store."""
    if isinstance(value, str):
        return [(name, value, of_store)]
    if isinstance(value, dict):
        inside = [(key, own, of_store or key == "storage_options") for key, own in value.items()]
        return [leaf for each in inside for leaf in leaves(*each)]
    assert isinstance(value, (list, tuple))
    return [leaf for own in value for leaf in leaves(name, own, of_store)]


@given(name=st.sampled_from(["a", "password", "storage_options", "key"]), value=DEEP)
def test_secrets_are_found_however_deep_they_are(name: str, value: object) -> None:
    """A value holds one if a text in it does, alone under its own name."""
    expected = False
    for own, text, of_store in leaves(name, value, name == "storage_options"):
        told = {own: text} if of_store else text
        expected |= secrets.is_secret("options" if not of_store else "storage_options", told)
        expected |= not of_store and secrets.is_secret(own, text)
    assert secrets.is_secret(name, value) == expected


@given(text=st.text("ab/:@?&=;#${} \n") | st.from_regex(r"[a-z]*(://)?[a-z:@]*[?&;#]?key=?[a-z]*"))
def test_a_quick_look_misses_no_secret(text: str) -> None:
    patterns = (masking._USER, masking._LONE, masking._KEYED)
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    values = [match[match.re.groups] for match in found]
    assert secrets.holds_secret(text) == any(value != masking.HIDDEN for value in values)


def test_a_place_that_everybody_may_see_is_not_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEAR", "2020")
    monkeypatch.setenv("USERS", "anna.schmidt")
    monkeypatch.setenv("PW", "hunter2")
    expanded("s3://bucket/${YEAR}/${USERS}")
    expanded("sftp://${USERS}:${PW}@host/${YEAR}")
    expanded("sftp://${USERS}@host/data")
    assert masked("/home/anna.schmidt/2020-01-01") == "/home/anna.schmidt/2020-01-01"
    assert masked("denied: hunter2") == "denied: ${PW}"


def test_a_short_secret_is_masked_where_it_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PW", "data")
    expanded("sftp://me:${PW}@host/set")
    assert masked("sftp://me:data@host: no dataset") == "sftp://me:${PW}@host: no dataset"


@pytest.mark.parametrize(
    "address", ["https://${ABC}@host/x", "https://host/x?sig=${ABC}", "${ABC}", "s3://a:b${ABC}@c/"]
)
def test_where_a_variable_may_be_a_secret_it_is_masked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ABC", "hunter2")
    expanded(address)
    assert masked("no access: hunter2") == "no access: ${ABC}"
