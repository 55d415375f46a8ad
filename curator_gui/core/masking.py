"""Mask passwords and keys in whatever is said, shown or kept.

Texts come from components and libraries, which tell what they were given: addresses, the options of
a store, what they found in the environment. It knows no other part of the application, so that
every message can be masked where it is made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

HIDDEN = "***"

NAMED = r"(?:\$\{[A-Za-z_]\w*\})+"
"""Nothing but variables: no secret."""

WAYS = ("anon", "anonymous", "browser", "cache", "cloud", "google_default")
"""What stands in the place of a token in gcsfs and the like, and is none."""

SURELY = re.compile(
    r"(?i)^(?:[a-z0-9]+[_-])*(?:secret|secret_key|secret_access_key|password|passwd|pwd|api_?key"
    r"|account_key|access_key|(?:api|access|session|auth|security|sas)[_-]?token)$"
)
"""Names of what is a secret wherever it stands."""

_USER = re.compile(rf"(?<=://)([^\s/@:]*):(?!{NAMED}@)([^\s/]+)@")
_LONE = re.compile(rf"(?<=http://|ttps://)(?!{NAMED}@)([^\s/@:?#]+)@")
"""A name alone in front of the host: on the web that is a token, as those of GitHub."""

_KEYED = re.compile(
    r"(?i)([?&;#](?:sig|signature|(?:[a-z]+[_-])?token|key|api_?key|(?:account|access|secret)_?key"
    r"|(?:[a-z]+[_-])*secret(?:_access_key)?|password|passwd|pwd|x-amz-signature"
    r"|x-amz-credential|x-amz-security-token)=)"
    rf"(?!{NAMED}(?:[&;#\s'\"]|$))([^&;#\s'\"]+)"
)
_HINT = re.compile(r"(?i)secret|passw|pwd|token|api_?key|account_key|access_key")
_QUOTED = re.compile(
    r"(?<![\w-])([\w-]{3,60}+)((?:\\?['\"])?\s?[:=]\s?b?\\?['\"])([^'\"\\\n]{1,400})"
)
"""A name and a quoted value, as options are printed or written in code: `'secret': 'abc'`."""

_PLAIN = re.compile(r"(?<![\w-])([\w-]{3,60}+)(=)([^\s'\"\\,;&()\[\]{}<>]{3,400})")
_NO_VALUES = (HIDDEN, "None", "True", "False", *WAYS)

_OF_ENVIRONMENT = re.compile(
    r"(?i)(?:^|_)(?:secret|secret_(?:access_)?key|passw(?:or)?d|token|api_?key|access_key"
    r"|account_key|storage_key|private_key|connection_string)$|^(?:pgpassword|mysql_pwd)$"
)
"""Names of variables whose values are secrets, whoever reads them."""

_SHORTEST = 3
"""A value of two letters is masked nowhere: it would be found in every word."""

_SHORTEST_FOUND = 8
"""The same for values of variables that nobody has named: `PASSWORD=data` is no word to hide."""

_values: dict[str, str] = {}
"""What this process has put in, or was given by its environment: value -> name of the variable."""


def secrets_in(text: str) -> Iterator[str]:
    """Yield what stands in the place of a secret in the addresses of a text."""
    yield from (value for _, value in (*_USER.findall(text), *_KEYED.findall(text)))
    yield from _LONE.findall(text)


def has_named_secret(text: str) -> bool:
    """Whether a quoted value stands under the name of a secret, as in code or printed options."""
    return any(_is_secret_pair(found) for found in _QUOTED.finditer(text))


def note_value(name: str, value: str) -> None:
    """Mask the value of a variable from now on."""
    if len(value) >= _SHORTEST:
        _values[value] = name


def masked(text: str) -> str:
    """Return a text with its secrets masked.

    These are the values of variables that were put into addresses, and of variables that are named
    like secrets; passwords and keys in addresses; and what stands under the name of a secret.
    """
    _note_environment()
    result = text
    for value, name in sorted(_values.items(), key=lambda pair: -len(pair[0])):
        result = result.replace(value, f"${{{name}}}")
    if "://" in result:
        result = _LONE.sub(f"{HIDDEN}@", _USER.sub(rf"\1:{HIDDEN}@", result))
        result = _KEYED.sub(rf"\1{HIDDEN}", result)
    if _HINT.search(result):
        result = _PLAIN.sub(_pair_masked, _QUOTED.sub(_pair_masked, result))
    return text if result == text else result  # a message stays one


def _pair_masked(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{HIDDEN}" if _is_secret_pair(found) else found[0]


def _is_secret_pair(found: re.Match[str]) -> bool:
    name, value = found[1], found[3]
    is_named = SURELY.match(name) is not None or name.lower() == "token"
    return is_named and value not in _NO_VALUES and re.fullmatch(NAMED, value) is None


def _note_environment() -> None:
    for name in _secret_variables(len(os.environ)):
        value = os.environ.get(name, "")
        if value not in _values and _is_hidden(value):
            _values[value] = name


@lru_cache(maxsize=8)
def _secret_variables(_: int) -> tuple[str, ...]:
    """Return the variables that are named like secrets; found again when their number changes."""
    return tuple(name for name in os.environ if _OF_ENVIRONMENT.search(name))


def _is_hidden(value: Any) -> bool:
    return len(value) >= _SHORTEST_FOUND and value not in WAYS and not os.path.exists(value)  # noqa: PTH110 - any text
