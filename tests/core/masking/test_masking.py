"""What is masked in any text, and what stays."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from curator_gui.core import message
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.masking import texts as masking
from curator_gui.core.masking.texts import masked, note_value
from curator_gui.core.masking.words import has_named_secret
from curator_gui.core.message import MAX_VALUE, Message, from_record, recorded

ADDRESS = "s3://key:abcdef@bucket"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_known", masking._Known())


@pytest.mark.parametrize(
    "text",
    [
        "opened with {'key': 'AKIA', 'secret': 'abcdef'}",
        '{"words": "{\\"password\\": \\"abcdef\\"}"}',
        "client(aws_secret_access_key='abcdef')",
        "api_key = 'abcdef'",
        "token=abcdef, region=eu",
        "password=b'abcdef'",
    ],
)
def test_values_under_names_of_secrets_are_masked(text: str) -> None:
    assert "abcdef" not in masked(text)
    assert masked(text) == text.replace("abcdef", "***")


@pytest.mark.parametrize(
    "text",
    [
        "{'Authorization': 'Bearer abcdef'}",
        '{"proxy-authorization": "Basic abcdef"}',
        "Authorization: Bearer abcdef",
        "< Set-Cookie: session=abcdef; Path=/",
        "X-Api-Key: abcdef12",
        "{'X-Api-Key': 'abcdef'}",
        "denied for Bearer abcdef1234.x-y_z=",
        "AccountName=n;AccountKey=abcdef==;EndpointSuffix=core.windows.net",
        "{'connection_string': 'AccountName=n;AccountKey=abcdef'}",
        "aws_secret_access_key = abcdef/12",
        "password: abcdef12",
        "login --password abcdef1 host",
        """password='it\\'s abcdef'""",
        """password="it's abcdef\"""",
        "password=a,abcdef",
        "words=password=abcdef",
        "{'clientSecret': 'abcdef', 'secretAccessKey': 'abcdef', 'private_key': 'abcdef'}",
        "{'refresh_token': 'abcdef'}, hf_token='abcdef', passphrase=abcdef",
        "-----BEGIN RSA PRIVATE KEY-----\nabcdef\nabcdef\n-----END RSA PRIVATE KEY-----",
        "'" + "x" * 500 + "', secret='" + "y" * 500 + "abcdef'",
        "no access for ghp_abcdef0123456789abcdef",
        "eyJhbGciOiJI.eyJzdWIiOiIx.abcdef is no more valid",
        "Max retries exceeded with url: /x.nc?time=1&sig=abcdef&a=1 (Caused by",
        "GET /a/b?X-Amz-Signature=abcdef HTTP/1.1",
    ],
)
def test_other_ways_to_write_secrets_are_masked(text: str) -> None:
    told = masked(text)
    assert "abcdef" not in told
    assert "***" in told
    assert masked(told) == told


@pytest.mark.parametrize(
    "text",
    [
        "password: must have 8 letters",
        "Basic statistics of 2 fields",
        "Authorization is needed",
        "step 2: key: holds no value",
        "tokens: 4096",
        "the token: expected a name",
        "--token NAME",
        "{'key': 'temperature', 'token': 'anon'}",
        "secret = os.environ['NAME']",
        "secret='${NAME}'",
        "password: write ${NAME} in its place",
        "pad_token='[PAD]'",
        "f(token=None)",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text
    assert not has_named_secret(text)


def test_variables_named_like_secrets_are_masked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secrets = {
        "AWS_SECRET_ACCESS_KEY": "abcdefgh",
        "HF_TOKEN": "ijklmnop",
        "PGPASSWORD": "qrstuvwx",
    }
    others = {"AWS_PROFILE": "groundwater", "MY_TOKEN": str(tmp_path), "DB_PASSWORD": "data"}
    for name, value in {**secrets, **others}.items():
        monkeypatch.setenv(name, value)
    told = " ".join([*secrets.values(), *others.values()])
    assert masked(told) == " ".join([*(f"${{{name}}}" for name in secrets), *others.values()])


def test_messages_and_errors_are_masked_where_they_are_made() -> None:
    error = OSError(f"no route to {ADDRESS}")
    for words in (
        Message("{path}: {error}", path=ADDRESS, error=error),
        str(CuratorError(f"no route to {ADDRESS}")),
        error_words(error),
        error_words(CuratorError("{why}", why=error)),
    ):
        assert "abcdef" not in words
        assert "s3://key:***@bucket" in words
    message = Message("{error}", error=Message("{n} files", n=3))
    assert masked(message) is message


@pytest.mark.parametrize("value", ["--------", "        ", "00000000", "abababab"])
def test_a_variable_with_what_stands_in_every_table_is_not_masked(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", value)
    assert masked(f"name{value}1") == f"name{value}1"


@pytest.mark.parametrize("write", [str, repr, json.dumps, lambda value: quote(value, safe="")])
def test_a_secret_is_masked_in_whatever_way_it_is_written(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[str], str]
) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "p@ss\\wö/rd\t!")
    told = masked(f"denied: {write('p@ss' + chr(92) + 'wö/rd' + chr(9) + '!')}")
    assert told.replace("'", "").replace('"', "") == "denied: ${ADMIN_PASSWORD}"


def test_each_line_of_a_secret_of_several_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "-----BEGIN PRIVATE KEY-----",
        "MIIEvQIBADANBgkqhkiG9w0BAQ",
        "-----END PRIVATE KEY-----",
    ]
    monkeypatch.setenv("STORE_PRIVATE_KEY", "\n".join(lines))
    assert masked("\n".join(lines)) == "${STORE_PRIVATE_KEY}"
    assert [masked(line) for line in lines] == ["${STORE_PRIVATE_KEY}"] * 3


def test_numbers_are_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "12345678")
    assert Message("{n} bytes", n=12345678) == "12345678 bytes"
    assert Message("{n} bytes", n="12345678") == "${ADMIN_PASSWORD} bytes"


@pytest.mark.parametrize("place", [0, MAX_VALUE - 6, MAX_VALUE + 1994, MAX_VALUE + 5000])
def test_of_an_endless_text_no_more_is_looked_at_than_is_shown(
    monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "abcdefghijkl")
    looked: list[int] = []
    monkeypatch.setattr(message, "masked", lambda text: (looked.append(len(text)), masked(text))[1])
    text = "." * place + "abcdefghijkl" + "." * 10 * MAX_VALUE
    for words in (str(CuratorError(text)), Message("{error}", error=OSError(text))):
        assert "abc" not in words
        assert words.endswith("…")
        assert MAX_VALUE / 2 < len(words) <= MAX_VALUE
    assert max(looked) < 2 * MAX_VALUE


def test_a_recorded_message_is_masked_where_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from_record.cache_clear()
    words = Message("no access: {why}", why="abcdefghijkl")
    parts = recorded(words)
    monkeypatch.setenv("ADMIN_PASSWORD", "abcdefghijkl")
    read = from_record(str.__str__(words), parts)
    assert read == "no access: ${ADMIN_PASSWORD}"
    assert isinstance(read, Message)
    assert from_record("no access: abcdefghijkl", "") == read
    from_record.cache_clear()


def test_messages_are_equal_and_masked_in_whatever_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "abcdefghijkl")
    words = Message("{place}: {why}", place="a", why=Message("{why}", why="abcdefghijkl"))
    sent = pickle.loads(pickle.dumps(words))
    assert sent == words == "a: ${ADMIN_PASSWORD}"
    assert {words: 1}[sent] == 1
    assert sent.template == words.template


def test_a_variable_that_takes_the_place_of_another_is_masked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "abcdefghijkl")
    assert masked("abcdefghijkl") == "${ADMIN_PASSWORD}"
    monkeypatch.delenv("ADMIN_PASSWORD")
    monkeypatch.setenv("OTHER_PASSWORD", "mnopqrstuvwx")
    assert masked("mnopqrstuvwx") == "${OTHER_PASSWORD}"
    monkeypatch.setenv("OTHER_PASSWORD", "yzyzyzabcdef")
    assert masked("yzyzyzabcdef") == "${OTHER_PASSWORD}"


def test_values_that_threads_note_at_once_are_all_masked() -> None:
    values = [f"secret-of-{number:04d}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda value: note_value("KEY", value), values))
    assert masked(" ".join(values)) == " ".join(["${KEY}"] * len(values))
