"""Names and forms by which a secret is recognized, wherever it stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

HIDDEN = "***"

NAMED = r"(?:\$\{[A-Za-z_]\w*\})+"
"""Nothing but variables: no secret."""

WAYS = ("anon", "anonymous", "browser", "cache", "cloud", "google_default")
"""What stands in the place of a token in gcsfs and the like, and is none."""

_SURELY = re.compile(
    r"(?i)^(?:[a-z0-9]+[_-])*(?:secret|secret[_-]key|secret[_-]access[_-]key|password|passwd|pwd"
    r"|passphrase|(?:api|account|access|private|shared|subscription)[_-]?key"
    r"|connection[_-]?string|authorization|cookie|(?:api|access|session|auth|security|sas|refresh"
    r"|id|bearer|oauth|hf|github|gitlab)[_-]?token)$"
)
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HINTS = (
    "secret", "passw", "passphrase", "pwd", "token", "_key", "-key", "apikey", "accountkey",
    "accesskey", "sharedkey", "privatekey", "authorization", "cookie", "connection_string",
    "connectionstring",
)  # fmt: skip
"""Without one of these, in small letters, no name of a secret is in a text."""

_BEGINNINGS = (
    "Bearer ", "bearer ", "Basic ", "basic ", "PRIVATE KEY-", "gh", "hf_", "glpat-", "xox", "AIza",
    "eyJ",
)  # fmt: skip
"""Without one of these no form of a secret is in a text."""

_NAME = r"(?<![\w-])([\w-]{3,60}+)"
_QUOTED = re.compile(rf"{_NAME}(?:\\?['\"])?\s?[:=]\s?b?(\\?['\"])")
_IN_QUOTES = {
    quote: re.compile(rf"(?:(?!{re.escape(quote)})(?:\\.|[^\\\n])){{1,8000}}")
    for quote in ("'", '"', "\\'", '\\"')
}
"""A name and a quoted value, as options are printed or written in code: `'secret': 'abc'`."""

_UNQUOTED = (
    (
        re.compile(rf"{_NAME}="),
        re.compile(r"(?:[^\s'\"\\,;&()\[\]{}<>]|[,()\[\]{}](?!\s|\w+=|$)){3,400}"),
    ),
    (
        re.compile(rf"{_NAME}(?:\s=\s|:\s{{1,4}})"),
        re.compile(r"(?=\S*\d)[^\s'\"\\,;&()\[\]{}<>.=]{6,400}={0,2}(?=[\s,;]|$)"),
    ),
    (re.compile(r"(?<!\S)--([\w-]{3,60}+)\s+"), re.compile(r"(?=\S*\d)[^\s'\"]{3,400}")),
)
"""A name, what stands behind it, and values; where words may follow as well, these have a digit."""

_HEADER = re.compile(
    r"(?i)(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie)(\s?:\s?(?:(?:basic|bearer)\s+)?+)"
    r"(?!\*)([^\s'\"][^\r\n'\"]*)"
)
_SCHEME = re.compile(r"(?i)\b(bearer|basic)(\s+)(?=[\w.~+/-]*\d)([\w.~+/-]{8,}={0,2})")
_FORM = re.compile(
    r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|hf_[A-Za-z0-9]{20,}|glpat-[\w-]{16,}"
    r"|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)"
)
"""Tokens of well-known services, and those of JSON (RFC 7519), by how they begin."""

_KEY_FILE = re.compile(r"(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----)(?!\*)(?:(?!-----END).)+")
_TEXT = r"(?:\\?(?:'[^'\n]{0,400}'|\"[^\"\n]{0,400}\"))"
_SIGN_IN = re.compile(
    rf"(?:\w*(?:Basic|Digest|Proxy|NTLM|AWS4|Netrc)Auth\(\s*(?:login=|username=)?{_TEXT}\s*,\s*"
    r"|\w*(?:Key|Sas|Token)Credential\(\s*|\w*Bearer\w*\(\s*"
    rf"|(?<![A-Za-z])auth['\"]?\s?[=:]\s?[(\[]\s*{_TEXT}\s*,\s*)b?(['\"])"
)
"""What signs in with values by their places: those of requests, httpx, aiohttp and Azure."""

_COOKIES = re.compile(r"(?i)(?<![A-Za-z])cookies['\"]?\s?[=:]\s?\{([^{}\n]{1,4000})\}")
_COOKIE = re.compile(r"['\"]\s?:\s?b?(['\"])")
_NO_VALUES = (HIDDEN, "None", "True", "False", *WAYS)


def names_secret(name: str) -> bool:
    """Whether a name is that of a secret wherever it stands: `api_key`, `apiKey`, `X-Api-Key`."""
    return _SURELY.match(_HUMPS.sub("_", name)) is not None


def has_named_secret(text: str) -> bool:
    """Whether a quoted value stands under the name of a secret, as in code or printed options."""
    return next(_quoted(text), None) is not None


def words_masked(text: str) -> str:
    """Mask what stands under the name of a secret, or has the form of one."""
    result = text
    if "uth" in text or "Credential(" in text or "Bearer" in text or "ookies" in text:
        result = _without(text, _signing_in(text))
        text = result
    if any(each in text for each in _BEGINNINGS):
        result = _FORM.sub(HIDDEN, _KEY_FILE.sub(rf"\1{HIDDEN}", text))
        result = _SCHEME.sub(rf"\1\2{HIDDEN}", result)
    if _may_name_secrets(result):
        result = _without(result, _quoted(result))
        for heads, values in _UNQUOTED:
            result = _without(result, _values(result, heads, values))
        result = _HEADER.sub(rf"\1\2{HIDDEN}", result)
    return result


def _may_name_secrets(text: str) -> bool:
    """Whether a look for pairs of names and values is worth its time, for every message has one."""
    if not any(mark in text for mark in ("=", ":", "--")):
        return False
    lower = text.lower()
    return any(hint in lower for hint in _HINTS)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in spans:
        if start >= last:  # else it is a part of one that is gone
            parts += [text[last:start], HIDDEN]
            last = end
    return "".join([*parts, text[last:]])


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Find quoted values under names of secrets."""
    for head in _QUOTED.finditer(text):
        if _names_value(head[1]):
            yield from _secret_at(text, head.end(), _IN_QUOTES[head[2]])


def _signing_in(text: str) -> Iterator[tuple[int, int]]:
    """Find passwords that are told by their place in a call, and the values of cookies."""
    spans = [
        span
        for head in _SIGN_IN.finditer(text)
        for span in _secret_at(text, head.end(), _IN_QUOTES[head[1]])
    ]
    for table in _COOKIES.finditer(text):
        for head in _COOKIE.finditer(text, table.start(1), table.end(1)):
            spans += _secret_at(text, head.end(), _IN_QUOTES[head[1]])
    return iter(sorted(spans))


def _values(
    text: str, heads: re.Pattern[str], values: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    for head in heads.finditer(text):
        if _names_value(head[1]):
            yield from _secret_at(text, head.end(), values)


def _secret_at(text: str, place: int, values: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    found = values.match(text, place)
    if found is not None and found[0] not in _NO_VALUES and not re.fullmatch(NAMED, found[0]):
        yield found.span()


def _names_value(name: str) -> bool:
    return names_secret(name) or name.lower() == "token"
