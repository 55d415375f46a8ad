"""Why an item failed, in words that begin with what happened; where it stands comes after that."""

from __future__ import annotations

import re
from collections.abc import Callable

from curator_gui.app.language.words import tr

_LEADING = re.compile(
    r"""^(["']?)((?:[A-Za-z]:)?[\\/][^"'\n]*?|[\w. -]*[\w-]\.[A-Za-z]\w{0,9})\1: (?=\S)"""
)
_QUOTED = re.compile(r"""(["'])((?:[A-Za-z]:)?[\\/][^"'\n]*)\1""")
_BARE = re.compile(r"""(?<![\w./\\:"'<])(?:[A-Za-z]:)?[\\/][^\s:;,()"'/\\]+[\\/][^\s:;,()"']*""")
_NAME = re.compile(r"^(['\"]).*\1$")


def reason(error_type: str, message: str) -> str:
    """Write a failure in one line: "the file ends too early (dambreak_008.vtu)".

    A path in front goes to the end, and of all paths only the names are left; a bare name, which is
    all that a KeyError says, becomes a sentence.
    """
    text = " ".join(message.split())
    found = _LEADING.match(text)
    if found is None:
        return _sentence(error_type, _short(text))
    name, rest = _last(found[2]), _short(text[found.end() :])
    rest = _sentence(error_type, rest)
    return rest if not name or name in rest else f"{rest} ({name})"


def _sentence(error_type: str, text: str) -> str:
    if not text:
        return error_type
    sentence = _SENTENCES.get(error_type)
    return sentence(text) if sentence and _NAME.match(text) else text


def _missing(name: str) -> str:
    return tr("there is no {name}").format(name=name)


_SENTENCES: dict[str, Callable[[str], str]] = {"KeyError": _missing, "AttributeError": _missing}


def _short(text: str) -> str:
    """Leave of absolute paths the names: the table has the item, the detail all of it."""
    text = _QUOTED.sub(lambda found: _last(found[2]), text)
    return _BARE.sub(lambda found: _last(found[0]), text)


def _last(path: str) -> str:
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1]
