"""What is raised with values is a template: told from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import curator_gui

FOLDER = Path(curator_gui.__file__).parent
LAYERS = ("core", "run", "app", "domains")
HOME = {FOLDER / "core" / name for name in ("errors.py", "message.py")}
FILES = sorted({path for layer in LAYERS for path in (FOLDER / layer).rglob("*.py")} - HOME)
KNOWN_ERRORS = {"CuratorError", "ParamError", "DocumentError", "RegistryError", "RecordError"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_finished_text_is_raised(path: Path) -> None:
    found = [
        f"{path.name}:{line}: write {name}('... {{value}}', value=value), no finished text"
        for line, name in finished_texts(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("raise ParamError(f'needs {value}')", 1),
        ("raise ParamError('needs {value}', value=value)", 0),
        ("raise ParamError('needs ' + value)", 1),
        ("raise ParamError('needs {}'.format(value))", 1),
        ("raise ParamError(at(f'{n}', Message(f'needs {n}')))", 1),
        ("raise ParamError(text)", 0),
        ("x = Message(text)", 1),
        ("raise ValueError(f'{x}')", 0),
        ("return MeshError(f'{x} is bad')", 1),
    ],
)
def test_the_rule_sees_what_it_should(source: str, number: int) -> None:
    assert len(list(finished_texts(ast.parse(source)))) == number


def finished_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Find messages and errors of Curator that are made from a text that is finished already."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            name = _last_name(call.func)
            if _is_ours(name) and _is_finished(call.args[0], literal_only=name == "Message"):
                yield call.lineno, name


def _last_name(node: ast.expr) -> str:
    return str(getattr(node, "attr", "") or getattr(node, "id", ""))


def _is_ours(name: str) -> bool:
    return name in KNOWN_ERRORS | {"Message", "MeshError", "GridError", "StructureError"}


def _is_finished(node: ast.expr, *, literal_only: bool) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.Constant) for part in node.values)
    formatted = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".format")
    if isinstance(node, ast.BinOp) or formatted:
        return True
    return literal_only and not (isinstance(node, ast.Constant) and isinstance(node.value, str))
