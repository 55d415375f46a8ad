"""Passwords and keys in addresses: kept out of whatever is written or shown.

An address names a variable, `s3://${BUCKET_KEY}@host/data`; its value is put in where the address
is used, in the worker, and nowhere else. Whatever is told about the address, also by the libraries
that got it, is masked on its way out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at

HIDDEN = "***"

_NAMED = r"(?:\$\{[A-Za-z_]\w*\})+"
"""Nothing but variables: no secret."""

_USER = re.compile(rf"(?<=://)([^\s/@:]*):(?!{_NAMED}@)([^\s/]+)@")
_LONE = re.compile(rf"(?<=http://|ttps://)(?!{_NAMED}@)([^\s/@:?#]+)@")
"""A name alone in front of the host: on the web that is a token, as those of GitHub."""

_KEYED = re.compile(
    r"(?i)([?&;#](?:sig|signature|(?:[a-z]+[_-])?token|key|api_?key|(?:account|access|secret)_?key"
    r"|(?:[a-z]+[_-])*secret(?:_access_key)?|password|passwd|pwd|x-amz-signature"
    r"|x-amz-credential|x-amz-security-token)=)"
    rf"(?!{_NAMED}(?:[&;#\s'\"]|$))([^&;#\s'\"]+)"
)
_VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)\}")
_SECRET_NAME = re.compile(
    r"(?i)(?:key|secret|token|pass(?!e[sd])|pwd|credential|auth|signature|connection_?string)|^(?:sas|pat)$"
)
_SHORTEST = 3
"""A value of two letters is masked nowhere: it would be found in every word."""

_values: dict[str, str] = {}
"""What this process has put in: value -> name of the variable."""


def holds_secret(text: str) -> bool:
    """Whether an address has a password, key or token written out in it."""
    found = (*_USER.findall(text), *_KEYED.findall(text))
    values = (*(value for _, value in found), *_LONE.findall(text))
    return any(value != HIDDEN for value in values)


def secret_words() -> Message:
    """Say why such an address is refused, and what to write in its place."""
    return Message(
        "holds a password or key, which documents and records would hand on: write {example} in "
        "its place, and set the environment variable NAME",
        example="${NAME}",
    )


def refuse_secrets(component: Any) -> None:
    """Refuse a component that was given a secret.

    Raises
    ------
    ParamError
        Naming the component and the parameter.
    """
    for name, value in getattr(component, "arguments", {}).items():
        if any(holds_secret(text) for text in _texts(value)):
            step = getattr(component, "name", type(component).__name__)
            raise ParamError(at(f"{step}: {name}", secret_words()))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, (str, Path)):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for own in value:
            yield from _texts(own)


def masked(text: str) -> str:
    """Return a text with the secrets of addresses in it masked, and those that were put in."""
    result = text
    for value, name in sorted(_values.items(), key=lambda pair: -len(pair[0])):
        result = result.replace(value, f"${{{name}}}")
    if "://" in result:
        result = _LONE.sub(f"{HIDDEN}@", _USER.sub(rf"\1:{HIDDEN}@", result))
        result = _KEYED.sub(rf"\1{HIDDEN}", result)
    return text if result == text else result  # a message stays one


def masked_value(name: str, value: Any) -> str:
    """Return the text of an argument: hidden if it is named like a secret, or a table of any."""
    if isinstance(value, Mapping):
        shown = ", ".join(f"{key}: {masked_value(str(key), own)}" for key, own in value.items())
        return f"{{{shown}}}"
    return HIDDEN if _SECRET_NAME.search(name) else masked(str(value))


def expanded(address: str) -> str:
    """Put the values of variables of the environment into an address.

    Raises
    ------
    ParamError
        If a variable is not set; the message names it.
    """
    return _VARIABLE.sub(lambda found: _value(found[1], address), address)


def _value(name: str, address: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ParamError(
            "{address}: the environment variable {name} is not set", address=address, name=name
        )
    if len(value) >= _SHORTEST:
        _values[value] = name
    return value
