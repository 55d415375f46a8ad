"""What is masked in any text, and what stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core import masking
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.masking import has_named_secret, masked
from curator_gui.core.message import Message

ADDRESS = "s3://key:abcdef@bucket"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_values", {})


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
