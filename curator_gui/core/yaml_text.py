"""YAML as people expect it in a document: only plain data, by the rules of YAML 1.2's core schema.

PyYAML follows YAML 1.1, where an unquoted `20:40:2` is the number 74402 (base 60), `010` is 8,
`2017-01-01` is a date, `no` is false and `1e5` is a text. Here they are a text, a text, a text, a
text and a number. Aliases (`*name`) are refused, because a few lines of them can expand to more
than the memory holds, and so are repeated keys, of which YAML libraries silently keep the last.

Source: YAML 1.2.2 specification, section 10.3 (core schema).
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import yaml

from curator_gui.core.message import Message

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
        rule = (f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"))
        for character in first_characters:
            found.setdefault("" if character == "\0" else character, []).append(rule)
    return found


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = _resolvers()

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node unless it is an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, Message("aliases are not accepted"), mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Construct a table unless a key is repeated."""
        seen = set()
        for key_node, _ in node.value:
            key = (key_node.tag, str(key_node.value))
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None,
                    None,
                    Message("the key {value} is repeated", value=repr(key_node.value)),
                    key_node.start_mark,
                )
            seen.add(key)
        return super().construct_mapping(node, deep)

    def construct_number(self, node: yaml.ScalarNode) -> int:
        """Read a whole number; a leading 0 alone does not make it octal."""
        return int(self.construct_scalar(node), 0)


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers = _resolvers()

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything in full."""
        return True


def _text_node(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    # PyYAML 6 folds these line breaks into spaces unless they are escaped.
    style = '"' if _LINE_BREAKS.intersection(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _refuse(loader: _Loader, node: yaml.Node) -> None:
    tag = node.tag.removeprefix("tag:yaml.org,2002:")
    raise yaml.constructor.ConstructorError(
        None,
        None,
        Message("values of the type {tag} are not accepted", tag=repr(tag)),
        node.start_mark,
    )


_LINE_BREAKS = frozenset("\r\x85\u2028\u2029\ufeff")
_Dumper.add_representer(str, _text_node)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_number)
for _tag in ("timestamp", "binary", "set", "omap", "pairs"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _refuse)


def load_yaml(text: str) -> Any:
    """Parse one YAML document into dicts, lists, texts, numbers, booleans and None.

    Raises
    ------
    yaml.YAMLError
        With line and column, if the text is malformed or holds anything else.
    RecursionError
        If it is nested too deeply.
    """
    return yaml.load(text, Loader=_Loader)  # a SafeLoader, made stricter


def dump_yaml(data: Any) -> str:
    """Write plain data so that `load_yaml` gives it back unchanged, in the order given."""
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text
