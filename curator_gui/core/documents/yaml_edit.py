"""Change a YAML text as little as possible: comments, order and quotes of a person stay.

ruamel.yaml keeps them; what it writes is believed only if it reads as what was to be written (see
`document_io`), because its rules for plain texts are not quite those of documents.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from curator_gui.core.documents.yaml_text import load_yaml

Table = dict[Any, Any]
Signature = Callable[[Any], Hashable]
_DASH = re.compile(r"^( *)[^\s#][^\n]*:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)
_TABLE = re.compile(r"^( *)[\w.]+:[ \t]*(?:#[^\n]*)?\n(\1 +)[^\s#-]", re.MULTILINE)
_WIDTH = 1 << 20
"""Lines are never folded: their breaks are the person's."""


def edit_yaml(text: str, before: Any, after: Any, signature: Signature, ordered_from: int) -> str:
    """Return the text of a document with what differs between two contents of it changed.

    Parameters
    ----------
    text
        YAML of a table.
    before, after
        What is read from the text, with whatever it leaves to defaults, and what shall be.
    signature
        Tells which entries of two lists are the same thing, though their details differ.
    ordered_from
        From which level on the order of a table's names says something.

    Raises
    ------
    ValueError
        If the text has another structure than `before`, such as steps in another order, or
        ruamel.yaml cannot read or write it.
    """
    yaml = _round_trip(text)
    out = io.StringIO()
    try:
        tree = yaml.load(text)
        _Editor(signature, ordered_from).change_table(tree, before, after, 0)
        yaml.dump(tree, out)
    except Exception as error:
        # Its round trip has gaps, and none of them may keep a document from being saved.
        raise ValueError(f"cannot be changed in place: {error}") from error
    return out.getvalue()


def _round_trip(text: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    found = _DASH.search(text)
    offset = max(0, len(found[2]) - len(found[1])) if found else 0
    yaml.indent(mapping=_indent(text), sequence=offset + 2, offset=offset)
    return yaml


def _indent(text: str) -> int:
    """Return by how much the person indents a table in another: as the first one that is."""
    found = _TABLE.search(text)
    return max(1, len(found[2]) - len(found[1])) if found else 2


class _Editor:
    def __init__(self, signature: Signature, ordered_from: int) -> None:
        self._signature, self._ordered_from = signature, ordered_from

    def change(self, node: Any, before: Any, after: Any, level: int) -> Any:
        """Return what stands for `after`: the node itself with its inner parts changed, or new."""
        if isinstance(node, CommentedMap) and isinstance(after, dict) and isinstance(before, dict):
            if level < self._ordered_from or _in_order(before, after):
                self.change_table(node, before, after, level)
                return node
        elif isinstance(node, CommentedSeq) and type(before) is type(after) is list:
            self.change_list(node, before, after, level)
            return node
        return _new(after)

    def change_table(self, node: Any, before: Table, after: Table, level: int) -> None:
        for key in before.keys() - after.keys():
            node.pop(key, None)
        for key, value in after.items():
            if key in before and _same(before[key], value):
                continue
            if key in node:
                node[key] = self.change(node[key], before.get(key), value, level + 1)
            else:
                node.insert(_place(node, list(after), key), key, _new(value))

    def change_list(self, node: Any, before: list[Any], after: list[Any], level: int) -> None:
        old, new = list(map(self._signature, before)), list(map(self._signature, after))
        if list(map(self._signature, node)) != old:
            raise ValueError("the entries stand in another order")
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for action, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
            if action == "equal":
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                    if not _same(before[i], after[j]):
                        node[i] = self.change(node[i], before[i], after[j], level + 1)
                continue
            for i in reversed(range(i1, i2)):
                del node[i]
            for value in reversed(after[j1:j2]):
                node.insert(i1, _new(value))


def _in_order(before: Table, after: Table) -> bool:
    """Whether the names that both have stand in the same order, and new ones behind them."""
    return list(after)[: len(before)] == [name for name in before if name in after]


def _place(node: CommentedMap, order: Sequence[Any], key: Any) -> int:
    """Return where a new entry goes: behind those that stand before it in the usual order."""
    before = set(order[: order.index(key)])
    known = [position for position, name in enumerate(node) if name in before]
    return known[-1] + 1 if known else len(node)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: 1 and 1.0 and true are not, nor two orders."""
    return type(one) is type(other) and repr(one) == repr(other)


def _new(value: Any) -> Any:
    if isinstance(value, dict):
        return CommentedMap((_new(key), _new(item)) for key, item in value.items())
    if isinstance(value, list):
        return CommentedSeq(_new(item) for item in value)
    return _new_text(value) if isinstance(value, str) else value


def _new_text(text: str) -> str:
    """Quote a text that would be read as something else."""
    plain = (
        text.isprintable() and text == text.strip() and not set(text) & set("'\"#:{}[],&*!|>%@`")
    )
    return text if plain and load_yaml(text or "''") == text else DoubleQuotedScalarString(text)
