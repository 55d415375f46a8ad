"""Mask passwords and keys in whatever is said, shown or kept.

Texts come from components and libraries, which tell what they were given: addresses, the options of
a store, what they found in the environment. It knows no other part of the application, so that
every message can be masked where it is made.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from time import monotonic
from urllib.parse import quote, unquote

from curator_gui.core.masking.words import HIDDEN, NAMED, WAYS, words_masked

_USER = re.compile(rf"(?<=://)([^\s/@:]*):(?!{NAMED}@)([^\s/]+)@")
_AS_USER = re.compile(rf"(?i)(?<=http://|ttps://)(?!{NAMED}:)([^\s/@:?#]+)(?=:(?:x-oauth-basic)?@)")
"""A token in the place of a name, with no password, or with what GitHub takes for none."""

_ENCODED = re.compile(r"(?i)%(?:25)*(?:3a|3d|40)")
_MOST_ENCODED = 4
"""An address is within another, that within a third: deeper than that nobody looks."""

_LONE = re.compile(rf"(?i)(?<=http://|ttps://)(?!{NAMED}@)([^\s/@:?#]+)@")
"""A name alone in front of the host: on the web that is a token, as those of GitHub."""

_BEGUN = re.compile(rf"(?<=://)([^\s/@:]*:)(?!\d{{1,5}}$)(?!{NAMED}$)[^\s/@]+$")
"""A password that ends with the text, as its address may go on; a port is none."""

_LONE_BEGUN = re.compile(r"(?<=http://|ttps://)(?=\D*\d)[^\s/@:?#.]{12,}$")
"""What may be a token whose @ is to come; most hosts have a point, no number, or are shorter."""

_LEAST_BEGUN = 4
"""Characters of a known value by which its beginning is recognized."""

_KEYED = re.compile(
    r"(?i)([?&;#](?:(?:[a-z]+[_-])*(?:sig|signature|credential|(?:access|refresh|id|auth|session)?token)"
    r"|key|api_?key|(?:account|access|secret|auth)_?key"
    r"|(?:[a-z]+[_-])*secret(?:_access_key)?|password|passwd|pwd|auth|tempauth"
    r"|(?:[a-z]+-)*(?:api|subscription)-key|sas|jwt|(?:client_)?assertion|code_verifier|hdn(?:ts|ea))=)"
    rf"(?!{NAMED}(?:[&;#\s'\"]|$))([^&;#\s'\"]+)"
)
"""Names of keys and signatures in the query of an address: of Azure, AWS, Google, OAuth 2."""

_RANDOM_KEYED = re.compile(
    r"([?&;#](?i:code|ticket|session(?:_?id)?|sid|hmac|otp|(?:rl|resource)key)=)"
    r"((?:(?=[^&;#\s'\"]*\d)(?=[^&;#\s'\"]*[a-z])(?=[^&;#\s'\"]*[A-Z])[\w.~%+/=-]{16,}"
    r"|[0-9a-f]{24,})(?=[&;#\s'\"]|$))"
)
"""Names that also codes of stations and of errors stand under: secrets are those that look so."""

_NO_USERS = r"(?:mail(?:to)?|e-?mail|contact|author|maintainer|sips?|xmpp|to|from|cc|bcc)"
_SIGNED_IN = re.compile(
    rf"(?<![\w./:@\\-])(?!(?i:{_NO_USERS}):)([\w.+-]{{1,64}}):(?!{NAMED}@)([^\s/@:'\"\\]{{3,128}})"
    r"@(?=(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?!\w)|localhost(?!\w)|\d{1,3}(?:\.\d{1,3}){3}(?!\w)"
    r"|[\w-]+:\d{1,5}(?!\w))"
)
"""A name and a password in front of a host, with no scheme, as FTP and proxies take them."""

_OF_ENVIRONMENT = re.compile(
    r"(?i)(?:^|_)(?:secret|secret_(?:access_)?key|passw(?:or)?d|token|api_?key|access_key"
    r"|account_key|storage_key|private_key|connection_string)$|^(?:pgpassword|mysql_pwd)$"
)
"""Names of variables whose values are secrets, whoever reads them."""

_SHORTEST = 3
"""A value of two letters is masked nowhere: it would be found in every word."""

_LONG = 8
"""A shorter value is masked where it stands alone, not within words.

Values of variables that nobody has named are masked from this length on: `PASSWORD=data` is no
word to hide.
"""

_LEAST_DIFFERENT = 4
"""Letters that such a value has at least: eight blanks or zeros are found in every table."""

_LINE = 16
"""A line of a value of several, such as a private key, is masked from this length on."""


class _Known:
    """The values that this process has put in, or was given by its environment.

    `spellings` has each as it may be written, the longest first, with the name of its variable and
    how it is found if not everywhere. It is replaced as a whole: other threads go through it.
    """

    def __init__(self) -> None:
        self.spellings: tuple[tuple[str, str, re.Pattern[str] | None], ...] = ()
        self._values: dict[str, str] = {}
        self._names: tuple[str, ...] = ()
        self._values_seen: list[str | None] = []
        self._count, self._listed = -1, 0.0

    def add(self, name: str, value: str) -> None:
        """Mask a value from now on."""
        if self._values.get(value) == name:
            return
        self._values[value] = name
        counted = 0
        while counted != len(self._values):  # another thread may have added one, too
            known = dict(self._values)
            self.spellings, counted = _ordered(known), len(known)

    def look_around(self) -> None:
        """Add what the environment has now, unless it is what it had at the last look.

        To list it takes ten times longer than a message: that is done again if their number is
        another, one is gone, or after a second.
        """
        count, now = len(os.environ), monotonic()
        seen = [os.environ.get(name) for name in self._names]
        if count != self._count or None in seen or now > self._listed + 1:
            self._names = tuple(name for name in os.environ if _OF_ENVIRONMENT.search(name))
            self._count, self._listed = count, now
            seen = [os.environ.get(name) for name in self._names]
        if seen == self._values_seen:
            return
        for name, value in zip(self._names, seen, strict=True):
            if value is not None and value not in self._values and _is_hidden(value):
                self.add(name, value)
        self._values_seen = seen


def _ordered(known: Mapping[str, str]) -> tuple[tuple[str, str, re.Pattern[str] | None], ...]:
    every = {each: name for value, name in known.items() for each in _spellings(value)}
    longest_first = sorted(every.items(), key=lambda pair: -len(pair[0]))
    return tuple((each, f"${{{name}}}", _alone(each)) for each, name in longest_first)


def _spellings(value: str) -> Iterator[str]:
    """Yield a value as it may be printed: as it is, in code, JSON or an address, or its lines."""
    yield from {value, repr(value)[1:-1], json.dumps(value)[1:-1], quote(value, safe="")}
    lines = value.splitlines()
    if len(lines) > 1:
        yield from (line for line in lines if len(line) >= _LINE)


def _alone(value: str) -> re.Pattern[str] | None:
    """Return a pattern for a short value that is not part of a word; None for a long one."""
    if len(value) >= _LONG:
        return None
    before = r"(?<!\w)" if re.match(r"\w", value) else ""
    after = r"(?!\w)" if re.match(r"\w", value[-1]) else ""
    return re.compile(f"{before}{re.escape(value)}{after}")


_known = _Known()


def secrets_in(text: str) -> Iterator[str]:
    """Yield what stands in the place of a secret in the addresses of a text."""
    for _ in range(_MOST_ENCODED):
        for pattern in (_USER, _KEYED, _RANDOM_KEYED, _SIGNED_IN):
            yield from (value for _, value in pattern.findall(text) if value != HIDDEN)
        yield from (*_LONE.findall(text), *_AS_USER.findall(text))
        if not _ENCODED.search(text):
            return
        text = unquote(text)


def _encoded_masked(text: str) -> str:
    """Mask secrets of addresses that stand in others, where their marks are percent-encoded."""
    result = text
    for value in secrets_in(text):
        if value != HIDDEN and len(value) >= _SHORTEST:
            for each in (value, quote(value), quote(value, safe=""), quote(quote(value, safe=""))):
                result = result.replace(each, HIDDEN)
    return result


def note_value(name: str, value: str) -> None:
    """Mask the value of a variable from now on."""
    if len(value) >= _SHORTEST:
        _known.add(name, value)


def masked(text: str) -> str:
    """Return a text with its secrets masked.

    These are the values of variables that were put into addresses, and of variables that are named
    like secrets; passwords and keys in addresses; and what stands under the name of a secret.
    """
    _known.look_around()
    result = text
    for value, variable, alone in _known.spellings:
        if value in result:
            result = alone.sub(variable, result) if alone else result.replace(value, variable)
    if "://" in result:
        result = _USER.sub(rf"\1:{HIDDEN}@", _AS_USER.sub(HIDDEN, result))
        result = _LONE.sub(f"{HIDDEN}@", result)
    if "=" in result and any(mark in result for mark in ("://", "?", "&")):
        result = _RANDOM_KEYED.sub(rf"\1{HIDDEN}", _KEYED.sub(rf"\1{HIDDEN}", result))
    if "@" in result:
        result = _SIGNED_IN.sub(rf"\1:{HIDDEN}@", result)
    if _ENCODED.search(result):
        result = _encoded_masked(result)
    result = words_masked(result)
    return text if result == text else result  # a message stays one


def masked_so_far(text: str) -> str:
    """Return a text that may go on with its secrets masked, also such as have only begun."""
    result = masked(text)
    for value, variable, _ in _known.spellings:
        begun = _begun(value, result)
        if begun:
            result = result[:-begun] + variable
    if "://" in result:
        result = _LONE_BEGUN.sub(HIDDEN, _BEGUN.sub(rf"\1{HIDDEN}", result))
    return result


def _begun(value: str, text: str) -> int:
    """Return how many characters of a value a text ends with; 0 for too few to tell."""
    start = text.find(value[:_LEAST_BEGUN], max(0, len(text) - len(value) + 1))
    while start >= 0:
        if value.startswith(text[start:]) and len(text) - start >= _LEAST_BEGUN:
            return len(text) - start
        start = text.find(value[:_LEAST_BEGUN], start + 1)
    return 0


def _is_hidden(value: str) -> bool:
    if len(value) < _LONG or len(set(value)) < _LEAST_DIFFERENT or value in WAYS:
        return False
    return not os.path.exists(value)  # noqa: PTH110 - any text
