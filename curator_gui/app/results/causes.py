"""What failures have in common: ten thousand messages that differ in a number are one problem."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_QUOTED_PATH = re.compile(r"""(["'])[^"'\n]*[/\\][^"'\n]*\1""")
_PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\.{0,2}/|[\w.~-]+[\\/])[^\s:;,()\"']*")
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|(?<![A-Za-z])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


class FailureHead(NamedTuple):
    """What failures of the same cause have in common; the messages are kept apart.

    A traceback usually ends with the message. Without it (`cut`) thousands of failures share one.
    """

    cause: str
    error_type: str
    stage: str
    traceback: str
    cut: bool


class GroupKey(NamedTuple):
    """What failures of one cause share; in `message` numbers and paths are folded."""

    cause: str
    error_type: str
    stage: str
    message: str


NO_FAILURE = FailureHead("", "", "", "", False)
NO_GROUP = GroupKey("", "", "", "")


@lru_cache(maxsize=4096)
def fold_message(message: str) -> str:
    """Replace paths by "…/" and numbers by "#", so that messages of one cause become equal."""
    folded = _QUOTED_PATH.sub("…/", message)
    folded = _PATH.sub("…/", folded)
    return _NUMBER.sub("#", folded)
