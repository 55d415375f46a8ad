"""Passwords and keys in addresses: kept out of whatever is written or shown.

An address names a variable, `s3://${BUCKET_KEY}@host/data`; its value is put in where the address
is used, in the worker, and nowhere else. Whatever is told about the address, also by the libraries
that got it, is masked on its way out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.masking.texts import masked, note_value, secrets_in
from curator_gui.core.masking.words import HIDDEN, NAMED, WAYS, names_secret
from curator_gui.core.message import Message, at

_VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)\}")
_PRIVATE = re.compile(r"(?<=http://|ttps://)[^\s/@:]+@|(?<=:)[^\s/]+@|(?<=[?&;#])[^\s&;#]+")
"""Where in an address secrets stand: before the host, and behind the path."""

_SECRET_NAME = re.compile(
    r"(?i)(?:key|secret|token|pass(?!e[sd])|pwd|credential|auth|signature|connection_?string)|^(?:sas|pat)$"
)
_MARKS = ("=", "://", "%", "@")
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.~+/=-]{12,}")
_PAIR = re.compile(r"(?i)(?:^|_)auth$")
"""A name and a password, as requests and aiohttp take them."""

_COOKIES = re.compile(r"(?i)(?:^|_)cookies$")

_STORE = re.compile(
    r"(?i)^(?:storage|store|client|connection|fs|fsspec|filesystem|remote|target|s3|gcs|gs|azure"
    r"|abfs|http|ftp|sftp|ssh)_?(?:options|kwargs)$"
)
"""Tables that are handed to a library for stores, such as fsspec."""


def holds_secret(text: str) -> bool:
    """Whether an address has a password, key or token written out in it."""
    if not any(mark in text for mark in _MARKS):  # no pattern finds anything, in many texts
        return False
    return any(value != HIDDEN for value in secrets_in(text))


def secret_words() -> Message:
    """Say why such an address is refused, and what to write in its place."""
    return Message(
        "holds a password or key, which documents and records would hand on: write {example} in "
        "its place, and set the environment variable NAME",
        example="${NAME}",
    )


def refuse_secrets(component: Any) -> None:
    """Refuse a component that was given a secret; note the variables that its addresses name.

    So what its workers print is masked where it is read, though they alone have put the values in.

    Raises
    ------
    ParamError
        Naming the component and the parameter.
    """
    for name, value in getattr(component, "arguments", {}).items():
        for text in _texts(value):
            for variable in _VARIABLE.findall(text) if "${" in text else ():
                _note(variable, os.environ.get(variable, ""), text)
        if is_secret(name, value):
            step = getattr(component, "name", type(component).__name__)
            raise ParamError(at(f"{step}: {name}", secret_words()))


def is_secret(name: str, value: Any) -> bool:
    """Whether an argument holds a secret: an address with one, or an option that is one.

    An option is one by its name: `password` anywhere, `key` and the like in options of a store.
    """
    if any(holds_secret(text) for text in _texts(value)):
        return True
    return any(_is_written_out(own) for own in _named_secrets(name, value, _STORE.search(name)))


def _named_secrets(name: str, value: Any, of_store: object) -> Iterator[str]:
    """Yield the texts that stand under names of secrets, deeply."""
    if isinstance(value, Mapping):
        if _COOKIES.search(name):  # whatever their names are
            yield from (own for own in value.values() if isinstance(own, str))
        for key, own in value.items():
            yield from _named_secrets(str(key), own, of_store or _STORE.search(str(key)))
    elif isinstance(value, (list, tuple, Set)):
        named = _is_named(name, of_store) or (len(value) == 2 and _PAIR.search(name) is not None)
        for own in value:
            if not isinstance(own, str):
                yield from _named_secrets(name, own, of_store)
            elif named:
                yield own
    elif isinstance(value, str) and (_is_named(name, of_store) or _is_token(name, value)):
        yield value


def _is_named(name: str, of_store: object) -> bool:
    return _SECRET_NAME.search(name) is not None if of_store else names_secret(name)


def _is_token(name: str, value: str) -> bool:
    """Whether a text under a name that also texts of language models have is one to sign in."""
    return name.lower() in ("token", "bearer") and _RANDOM.fullmatch(value) is not None


def _is_written_out(text: str) -> bool:
    """Whether a text under such a name is a secret: no variable, way to sign in, or file."""
    if not text or text in WAYS or re.fullmatch(NAMED, text):
        return False
    return "/" not in text or not Path(text).expanduser().is_file()


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts and paths in a value, however deep, in any order."""
    left = [value]
    while left:
        own = left.pop()
        if isinstance(own, (str, Path)):
            yield str(own)
        elif isinstance(own, bytes):
            yield own.decode("utf-8", "replace")
        elif isinstance(own, Mapping):
            left += own.values()
        elif isinstance(own, (list, tuple, Set)):
            left += own


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
    _note(name, value, address)
    return value


def _note(name: str, value: str, text: str) -> None:
    """Mask the value of a variable that stands in a text, unless everybody may see it there.

    `${YEAR}` in a path would else be found in every time, `${USER}` in every folder.
    """
    is_public = "/" in text and f"${{{name}}}" in _PRIVATE.sub("", text)
    if not is_public or _SECRET_NAME.search(name):
        note_value(name, value)
