"""Passwords and keys in addresses are not handed on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.storage import secrets
from curator_gui.core.storage.secrets import expanded, holds_secret, masked

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
]


@pytest.fixture(autouse=True)
def nothing_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "_values", {})


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
