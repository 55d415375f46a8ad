"""What signs somebody in is masked in whatever a library prints of it, and refused in documents."""

from __future__ import annotations

import pytest

from curator_gui.core.masking.texts import masked
from curator_gui.core.masking.words import HIDDEN
from curator_gui.core.trust.secrets import holds_secret, is_secret

RANDOM = "aZ3dQ9xP1mK7vB2w"

NAMES = (
    "code", "authkey", "tempauth", "assertion", "client_assertion", "code_verifier", "ticket",
    "session", "sessionid", "session_id", "sid", "hmac", "jwt", "rlkey", "resourcekey",
    "X-Amz-Signature", "X-Goog-Signature", "x-oss-signature", "q-signature",
    "X-Amz-Security-Token", "x-cos-security-token", "X-Amz-Credential", "client_secret",
    "refresh_token", "X-Plex-Token", "sas", "skoid_sig", "hdnts", "AccessToken", "otp",
)  # fmt: skip
"""Names of the query of signed addresses: Azure, AWS, Google, Alibaba, Tencent, OAuth 2, SAML."""


@pytest.mark.parametrize("name", NAMES)
def test_a_query_that_signs_in_is_masked_and_refused(name: str) -> None:
    address = f"https://host.example/data.nc?version=2&{name}={RANDOM}&x=1"
    assert masked(f"404 for {address}") == f"404 for {address}".replace(RANDOM, HIDDEN)
    assert holds_secret(address)


@pytest.mark.parametrize(
    "query",
    [
        "code=404", "code=DWD-10381", "session=2024", "code=${CODE}", "st=2024-01-01T00:00:00Z",
        "station=aZ3dQ9xP1mK7vB2w", "ticket=open", "sid=12", "code=temperature_2m_above_ground",
        "sv=2022-11-02&se=2030-01-01&sp=r",
    ],
)  # fmt: skip
def test_a_query_that_signs_nobody_in_stays(query: str) -> None:
    address = f"https://host.example/data?{query}"
    assert masked(address) == address
    assert not holds_secret(address)


@pytest.mark.parametrize(
    "text",
    [
        "BasicAuth('user', 'abc!def')",
        'aiohttp.BasicAuth("user","abc!def")',
        "HTTPDigestAuth( 'user' , 'abc!def' )",
        "AWS4Auth('AKIA', 'abc!def', 'eu-central-1', 's3')",
        "AzureKeyCredential('abc!def')",
        "AzureSasCredential(\"abc!def\")",
        "{'auth': ('user', 'abc!def')}",
        "auth=('user', 'abc!def')",
        "cannot open user:abc!def@ftp.example.org/data",
        "connect user:abc!def@10.0.0.2:22",
        "proxy user:abc!def@localhost",
        "cookies={'any': 'abc!def', 'other': 'abc!def'}",
        "{'cookies': {'any': 'abc!def'}}",
    ],
)  # fmt: skip
def test_other_ways_to_sign_in_are_masked(text: str) -> None:
    assert masked(text) == text.replace("abc!def", HIDDEN)
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "mailto:anna@host.example", "mail:anna@host.example", "write to anna@host.example",
        "git@github.com:owner/name.git", "at 12:30@noon", "BasicAuth('user', '${PASSWORD}')",
        "auth=('user', None)", "cookies={}", "cookies={'a': '${COOKIE}'}", "image:v1@sha256:0a1b2c",
        "fields p:U@cells", "C:\\data@host.example", "a::b@c.d", "user:${PASSWORD}@host.example",
    ],
)  # fmt: skip
def test_what_signs_nobody_in_stays(text: str) -> None:
    assert masked(text) == text
    assert not holds_secret(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cookies", {"session": "abcdef"}),
        ("client_kwargs", {"cookies": {"anything": "abcdef"}}),
        ("host", "user:abcdef@ftp.example.org"),
    ],
)
def test_arguments_that_sign_in_are_refused(name: str, value: object) -> None:
    assert is_secret(name, value)


def test_cookies_that_name_variables_are_taken() -> None:
    assert not is_secret("cookies", {"session": "${SESSION}"})
