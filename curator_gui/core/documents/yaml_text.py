"""YAML as people expect it in a document: only plain data, by the rules of YAML 1.2's core schema.

PyYAML follows YAML 1.1, where an unquoted `20:40:2` is the number 74402 (base 60), `010` is 8,
`2017-01-01` is a date, `no` is false and `1e5` is a text. Here they are a text, a text, a text, a
text and a number. Aliases (`*name`) are refused, because a few lines of them can expand to more
than the memory holds, and so are repeated keys, of which YAML libraries silently keep the last.

Source: YAML 1.2.2 specification, section 10.3 (core schema).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml

from curator_gui.core.message import Message, quoted
from curator_gui.core.trust.strangers import MAX_DEPTH, MAX_DIGITS

_TAG = "tag:yaml.org,2002:"
_RULES: tuple[tuple[str, str, str], ...] = (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
        r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
)


def _resolvers() -> dict[str | None, list[tuple[str, re.Pattern[str]]]]:
    found: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {}
    for tag, pattern, first_characters in _RULES:
        rule = (_TAG + tag, re.compile(rf"(?:{pattern})\Z"))
        for character in first_characters:
            found.setdefault("" if character == "\0" else character, []).append(rule)
    return found


_RESOLVERS = _resolvers()
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml is 15 times faster than the parser in Python; its wheels bring it everywhere."""

_SHORT = 1 << 16


@dataclass
class _Collection:
    """A list or table that is being read."""

    data: list[Any] | dict[Hashable, Any]
    key: Any = None
    awaits_value: bool = False
    seen: set[tuple[type, str]] = field(default_factory=set)


class _Reader:
    """Makes plain data of the events of a text, without recursion: nothing is too deep for it."""

    def __init__(self) -> None:
        self._open: list[_Collection] = []
        self._documents = 0
        self.result: Any = None

    def take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._add(_scalar(event), event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = self._open.pop().data
                self._add(done, event)
            case yaml.AliasEvent():
                raise _error(Message("aliases are not accepted"), event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _error(Message("there is more than one document in it"), event)

    def _begin(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _error(Message("nested more than {n} levels deep", n=MAX_DEPTH), event)
        table = isinstance(event, yaml.MappingStartEvent)
        kind = "map" if table else "seq"
        if event.tag not in (None, "!", _TAG + kind):
            raise _refusal(event)
        self._open.append(_Collection({} if table else []))

    def _add(self, value: Any, event: Any) -> None:
        if not self._open:
            self.result = value
            return
        parent = self._open[-1]
        if isinstance(parent.data, list):
            parent.data.append(value)
        elif parent.awaits_value:
            parent.data[parent.key] = value
            parent.awaits_value = False
        else:
            self._take_key(parent, value, event)

    def _take_key(self, parent: _Collection, value: Any, event: Any) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise _error(Message("a name in a table has to be a text or a number"), event)
        key = (type(value), event.value)
        if key in parent.seen:
            raise _error(Message("the key {value} is repeated", value=quoted(event.value)), event)
        parent.seen.add(key)
        parent.key, parent.awaits_value = value, True


def _scalar(event: Any) -> Any:
    tag = event.tag
    if tag in (None, "!"):
        tag = _resolved(event.value) if event.implicit[0] and tag is None else _TAG + "str"
    convert = _CONVERTERS.get(tag.removeprefix(_TAG))
    if convert is None or not tag.startswith(_TAG):
        raise _refusal(event)
    if len(event.value) > MAX_DIGITS and convert is not str:
        raise _error(Message("a number of {n} digits is not accepted", n=len(event.value)), event)
    try:
        return convert(event.value)
    except (ValueError, KeyError):
        raise _refusal(event) from None


def _resolved(text: str) -> str:
    """Return the tag of a text without quotes."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return tag
    return _TAG + "str"


def _float(text: str) -> float:
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


_CONVERTERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "null": lambda text: None,
    "bool": lambda text: {"true": True, "false": False}[text.lower()],
    "int": lambda text: int(text, 0),
    "float": _float,
}


def _error(problem: Message, event: Any) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, event.start_mark)


def _refusal(event: Any) -> yaml.YAMLError:
    tag = str(event.tag or _resolved(event.value)).removeprefix(_TAG)
    return _error(Message("values of the type {tag} are not accepted", tag=quoted(tag)), event)


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers = _RESOLVERS

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything in full."""
        return True


def _text_node(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    # PyYAML 6 folds these line breaks into spaces unless they are escaped.
    style = '"' if _LINE_BREAKS.intersection(text) else None
    return dumper.represent_scalar(_TAG + "str", text, style)


_LINE_BREAKS = frozenset("\r\x85\u2028\u2029\ufeff")
_Dumper.add_representer(str, _text_node)


def load_yaml(text: str) -> Any:
    """Parse one YAML document into dicts, lists, texts, numbers, booleans and None.

    Raises
    ------
    yaml.YAMLError
        With line and column, if the text is malformed, nested too deeply or holds anything else.
    """
    try:
        return _read(text, _PARSER)
    except yaml.YAMLError:
        if len(text) > _SHORT:
            raise
        return _read(text, yaml.SafeLoader)  # says better what is wrong, and where


def _read(text: str, loader: Any) -> Any:
    reader = _Reader()
    for event in yaml.parse(text, Loader=loader):
        reader.take(event)
    return reader.result


def dump_yaml(data: Any) -> str:
    """Write plain data so that `load_yaml` gives it back unchanged, in the order given."""
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text
