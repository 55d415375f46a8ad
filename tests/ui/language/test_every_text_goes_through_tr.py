"""No text of the window is written past the translation: told from the source itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import curator_gui.ui

FOLDER = Path(curator_gui.ui.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
TRANSLATORS = {"tr", "mark", "count", "say", "plain"}
SHOWN = {
    *("setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName"),
    *("setAccessibleDescription", "setStatusTip", "setWhatsThis", "setInformativeText", "setTitle"),
    *("addItem", "addAction", "addMenu", "addButton", "addTab", "addRow", "complain", "add"),
    *("setHorizontalHeaderLabels", "setHeaderLabels", "setLabel", "show_message", "setHtml"),
    *("getOpenFileName", "getSaveFileName", "getExistingDirectory", "warning", "question"),
    *("QAction", "QCheckBox", "QDockWidget", "QGroupBox", "QLabel", "QMessageBox", "QPushButton"),
    *("QRadioButton", "QTableWidgetItem", "QListWidgetItem", "QTreeWidgetItem", "label", "LinkRow"),
    *("ElidedLabel", "EmptyState", "PaletteEntry"),
}
"""Calls whose literal arguments a person sees."""
KEY_FIRST = {"EmptyState", "setLabel"}
"""Of these the first argument is an icon or an axis."""
SAME_EVERYWHERE = {"Curator", "[*] - Curator", "results.csv"}
"""The product's name, and a file name that is offered."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True)
class Faults:
    """What is wrong in a file, in words."""

    untranslated: list[str]
    too_early: list[str]
    finished: list[str]


@cache
def faults(path: Path) -> Faults:
    """Look a file over for all three rules: its tree is made once, and not kept."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return Faults(
        [
            f"{path.name}:{node.lineno}: {text!r} is shown as it is; write tr({text!r})"
            for node, text in untranslated(tree)
        ],
        [
            f"{path.name}:{call.lineno}: use mark(...) here, and tr(...) where it is shown"
            for call in calls_at_import(tree)
            if name_of(call) in ("tr", "count", "say")
        ],
        [
            f"{path.name}:{call.lineno}: write tr('... {{name}}').format(name=name)"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and name_of(call) in ("tr", "mark")
            if isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))
        ],
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_shown_literal_is_translated(path: Path) -> None:
    found = faults(path).untranslated
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_text_is_looked_up_when_it_is_shown(path: Path) -> None:
    """What is translated while a module is imported stays English: no language is chosen yet."""
    found = faults(path).too_early
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_translated_text_is_a_literal(path: Path) -> None:
    """An f-string is finished before it is looked up, so that no translation could fit it."""
    found = faults(path).finished
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("label.setText('Two words')", 1),
        ("label.setText(tr('Two words'))", 0),
        ("label.setText(f'{n} items')", 1),
        ("label.setText(f'{n} {words}')", 0),
        ("label.setText('' if ok else 'Wrong')", 1),
        ("label('text', 'muted')", 1),
        ("label(tr('text'), 'muted')", 0),
        ("box.addItem(tr('A'), 'key')", 0),
        ("row = [QLabel('one'), QLabel(tr('two'))]", 1),
    ],
)
def test_the_rule_sees_what_it_should(source: str, number: int) -> None:
    assert len(list(untranslated(ast.parse(source)))) == number


def untranslated(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Find the literals with words that are given to a call that shows them."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and name_of(call) in SHOWN:
            for position, argument in enumerate(call.args):
                for node, text in literals(argument):
                    may_be_key = position > 0 or name_of(call) in KEY_FIRST
                    is_key = may_be_key and _NAME.fullmatch(text)
                    if not is_key and text not in SAME_EVERYWHERE:
                        yield node, text


def literals(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """List the texts in an expression, but not those inside another call or a comparison."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _WORD.search(node.value) and "://" not in node.value:
            yield node, node.value
    elif isinstance(node, ast.JoinedStr):
        fixed = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        if _WORD.search(re.sub(r"<[^>]*>|&\w+;", "", fixed)):
            yield node, fixed.strip()
    elif isinstance(node, (ast.IfExp, ast.BoolOp, ast.BinOp, ast.List, ast.Tuple)):
        for child in ast.iter_child_nodes(node):
            if child is not getattr(node, "test", None):
                yield from literals(child)


def calls_at_import(tree: ast.Module) -> Iterator[ast.Call]:
    """Find the calls outside of functions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting += ast.iter_child_nodes(node)


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]
