"""Passwords and keys in addresses: kept out of whatever is written or shown.

An address names a variable, `s3://${BUCKET_KEY}@host/data`; its value is put in where the address
is used, in the worker, and nowhere else. Whatever is told about the address, also by the libraries
that got it, is masked on its way out.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at

HIDDEN = "***"

_USER = re.compile(r"(?<=://)([^\s/@:]*):(?!\$\{)([^\s/@]+)@")
_KEYED = re.compile(
    r"(?i)([?&](?:sig|signature|token|access_token|key|api_key|apikey|secret|password|passwd"
    r"|x-amz-signature|x-amz-credential|x-amz-security-token)=)(?!\$\{)([^&\s'\"]+)"
)
_VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)\}")
_SHORTEST = 3
"""A value of two letters is masked nowhere: it would be found in every word."""

_values: dict[str, str] = {}
"""What this process has put in: value -> name of the variable."""


def holds_secret(text: str) -> bool:
    """Whether an address has a password, key or token written out in it."""
    found = (*_USER.findall(text), *_KEYED.findall(text))
    return any(value != HIDDEN for _, value in found)


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
        if isinstance(value, (str, Path)) and holds_secret(str(value)):
            step = getattr(component, "name", type(component).__name__)
            raise ParamError(at(f"{step}: {name}", secret_words()))


def masked(text: str) -> str:
    """Return a text with the secrets of addresses in it masked, and those that were put in."""
    result = text
    for value, name in _values.items():
        result = result.replace(value, f"${{{name}}}")
    if "://" in result:
        result = _KEYED.sub(rf"\1{HIDDEN}", _USER.sub(rf"\1:{HIDDEN}@", result))
    return text if result == text else result  # a message stays one


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
