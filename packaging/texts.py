"""Find every text that a person can read, with the context in which its translation is looked up.

Window: literals of `tr`, `mark` and `count`, and the tables of commands, views and columns. Below:
titles, descriptions and help of all components, and sentences in the source, where a value in
braces stands for anything (see `curator_gui/app/words.py` for how they find each other again).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from curator_gui.app.document.samples import list_samples
from curator_gui.app.language import words
from curator_gui.app.planning.backend_choices import run_params
from curator_gui.core.param import Param
from curator_gui.core.registry import Entry, Registry
from curator_gui.domains import register_all
from curator_gui.run import get_backend, list_backends
from curator_gui.run.events import STATUSES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "curator_gui"
WINDOW = ("ui", "app")
BELOW = ("core", "run", "app", "domains")
SINGLE_WORDS = (
    *("a text", "a number", "a path", "a list"),
    *("array", "atom", "cell", "global", "point", "structure", "variable"),  # where a field is
    *("atoms", "bounds", "cell types", "cells", "dimensions", "entries", "formula", "periodic"),
    *("points", "value", "volume"),  # facts of an item
)
"""Messages that are too short to be told from keys of the program."""
COMPOSED = (
    *(
        f"{{accepts}} {part}"
        for part in ("in {unit}", "of at least {minimum}", "of at most {maximum}")
    ),
    "{accepts} from {minimum} to {maximum}",
    "a text or a whole number",
    "a list of numbers",
    "a list of paths",
    "a list of texts",
    "a list of whole numbers",
    "one of {choices}",
    "step {number}",
    "step {number} ({component})",
    "needs {accepts}, not {value} ({detail})",
    "the {backend} backend has no option {option}; did you mean {near}?",
    "the {backend} backend has no option {option}; it has {known}",
    "{{{unknown}}} is no field; there are {fields}",
    "Run: {name}",
    "{n} done",
    "{n} failed",
    "{n} skipped",
    "{n} not run",
    "{state} after {time}: {words}",
)
"""Messages that the source puts together from pieces."""
NOT_SHOWN = (
    "app/export.py",
    "app/messages.py",
    "app/platform_probe.py",
    "run/dask_",
    "run/hosts.py",
    "run/outcome.py",
    "run/parallel.py",
    "run/partition.py",
    "run/record/batch.py",
    "run/record/journal.py",
    "run/record/reader.py",
    "run/record/writer.py",
    "run/report",
    "run/runstate.py",
    "run/settling.py",
    "run/stages.py",
    "run/watching.py",
    "run/worker.py",
)
"""What these write goes into the record, the log or a report, which stay English."""
TABLES = {
    "ActionSpec": (1, 2, 5),
    "ViewSpec": (1,),
    "Column": (0, 1, 2),
    "_number": (1, 2),
}
"""Rows of tables that are shown, with the positions of the arguments that may be texts."""
TABLE_FIELDS = ("text", "menu", "tip", "title", "help", "detail")
_SILENT_CALLS = re.compile(
    r"(_log|log|logger|logging)\.|re\.compile|\.execute|\.add_constructor|warn|\.(join|split|strip"
    r"|startswith|endswith|removeprefix|removesuffix|replace|glob|partition|format|connect|get"
    r"|with_name|setStyleSheet|pack|unpack|unpack_from)$|^(tr|mark|count|LatestCall|len|getattr"
    r"|Param|Domain|isinstance|TypeVar|Column|_number|field|query|EngineError|WireError|TypeError"
    r"|KeyError|LookupError|AttributeError|IndexError|NotImplementedError)$"
)
_TEXT_METHODS = ("lower", "upper", "strip", "decode", "capitalize", "title", "removeprefix")
_NO_SENTENCE = re.compile(r"<\w|SELECT|INSERT|UPDATE|DELETE|PRAGMA|^--|^[/.*]|\x00|^\s*$")
_TWO_WORDS = re.compile(r"[A-Za-z]{2,}.*\s\S*[A-Za-z]{2,}", re.DOTALL)
_ARGUMENT = re.compile(r"(?:[a-z_]+: )+")


@dataclass(frozen=True)
class Text:
    """A text: its context, its source and whether it has forms for numbers or places for values."""

    context: str
    source: str
    file: str
    plural: bool = False
    template: bool = False


def all_texts() -> list[Text]:
    """Return all texts, each once, in a lasting order: window, components, messages."""
    found: dict[tuple[str, str], Text] = {}
    for text in (*window_texts(), *component_texts(), *message_texts()):
        found.setdefault((text.context, text.source), text)
    return list(found.values())


def _modules(folders: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"))


# The window ----------------------------------------------------------------------------------


def window_texts() -> Iterator[Text]:
    """Find the literals of `tr`, `mark`, `count` and of the tables in the window's layers."""
    for word in (*STATUSES, "finished", "stopped", "interrupted"):
        yield Text(words.CONTEXT, word, "curator_gui/run/events.py")
    for file, tree in _modules(WINDOW):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _texts_of_call(node, f"curator_gui/{file}")


def _texts_of_call(call: ast.Call, file: str) -> Iterator[Text]:
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in ("tr", "mark") and call.args:
        literal = _literal(call.args[0])
        if literal:
            yield Text(words.CONTEXT, literal, file)
    elif name == "count" and len(call.args) == 3:
        many = _literal(_inner(call.args[2]))
        if many:
            yield Text(words.CONTEXT, words.numerus_source(many), file, plural=True)
    elif name in TABLES:
        for literal in _fields(call, name):
            yield Text(words.CONTEXT, literal, file)


def _inner(node: ast.expr) -> ast.expr:
    return node.args[0] if isinstance(node, ast.Call) and node.args else node


def _fields(call: ast.Call, name: str) -> Iterator[str]:
    """List the texts of a row; what begins in lower case is a key of the program."""
    values = [value for place, value in enumerate(call.args) if place in TABLES[name]]
    values += [keyword.value for keyword in call.keywords if keyword.arg in TABLE_FIELDS]
    for literal in map(_literal, values):
        if literal and not literal[0].islower():
            yield literal


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


# Components ----------------------------------------------------------------------------------


def component_texts() -> Iterator[Text]:
    """List what the catalogue and the forms show of components and of the run's options."""
    for sample in list_samples():
        yield Text(words.COMPONENTS, sample.name, "samples")
        yield Text(words.COMPONENTS, " ".join(sample.description.split()), "samples")
    entries = register_all(Registry()).select()
    for entry in entries:
        if entry.cls.__module__.startswith("curator_gui."):  # not of an installed add-on
            yield Text(words.COMPONENTS, entry.domain.title, f"domain {entry.domain.key}")
            yield from _entry_texts(entry)
    for param in (*run_params(), *(p for b in list_backends() for p in get_backend(b).options())):
        yield from _param_texts(param, "run options")


def _entry_texts(entry: Entry) -> Iterator[Text]:
    yield Text(words.COMPONENTS, entry.title, entry.key)
    yield Text(words.COMPONENTS, entry.description, entry.key)
    first = entry.description.partition("\n")[0]
    yield Text(words.COMPONENTS, first, entry.key)
    for param in entry.params:
        yield from _param_texts(param, entry.key)


def _param_texts(param: Param, place: str) -> Iterator[Text]:
    yield Text(words.COMPONENTS, param.label, place)
    yield Text(words.COMPONENTS, param.description, place)
    if re.search(r"[a-z]{3}", param.unit):
        yield Text(words.COMPONENTS, param.unit, place)


# Messages ------------------------------------------------------------------------------------


def message_texts() -> Iterator[Text]:
    """Find the sentences in the layers below the window."""
    for word in SINGLE_WORDS:
        yield Text(words.MESSAGES, word, "types of values, and facts of items")
    for source in COMPOSED:
        yield Text(words.MESSAGES, source, "curator_gui/core/param.py", template="{" in source)
    for file, tree in _modules(BELOW):
        if not file.startswith(NOT_SHOWN):
            for source, template in _Sentences().of(tree, only_checks=_is_component(file)):
                plain = _without_argument(source)
                yield Text(words.MESSAGES, plain, f"curator_gui/{file}", template=template)


def _is_component(file: str) -> bool:
    """Whether most sentences of a module tell of an item, which stands in the record as it is."""
    return file.startswith("domains") and not file.endswith("listing.py")


class _Sentences(ast.NodeVisitor):
    """Collects literals with at least two words that are no docstrings, queries or patterns.

    Of a component only what its checks say, and what its constructor refuses: `only_checks`.
    """

    def of(self, tree: ast.Module, *, only_checks: bool) -> list[tuple[str, bool]]:
        self._only_checks, self._collects = only_checks, not only_checks
        self.found: list[tuple[str, bool]] = []
        self.visit(tree)
        return self.found

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        if not _SILENT_CALLS.search(ast.unparse(node.func)):
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self._visit_statement(node, "ParamError" in ast.unparse(node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name == "problems":  # a component's checks of itself
            self._visit_statement(node, True)
        else:
            self.generic_visit(node)

    def visit_Yield(self, node: ast.Yield) -> None:
        self._visit_statement(node, True)

    def _visit_statement(self, node: ast.AST, wanted: bool) -> None:
        """Look into a statement whose text is shown; elsewhere in a component nothing is."""
        if wanted or not self._only_checks:
            inside, self._collects = self._collects, True
            self.generic_visit(node)
            self._collects = inside

    def visit_Compare(self, node: ast.Compare) -> None: ...

    def visit_Assert(self, node: ast.Assert) -> None: ...

    def visit_Constant(self, node: ast.Constant) -> None:
        if self._collects and isinstance(node.value, str) and _is_sentence(node.value):
            self.found.append((node.value, False))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        template = template_of(node)
        if self._collects and _is_sentence(re.sub(r"\{\w+\}", "0", template)):
            self.found.append((template, True))
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value.value)


def template_of(node: ast.JoinedStr) -> str:
    """Write an f-string with names for its values: "no file matches {pattern}"."""
    parts, used = [], set[str]()
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            name = _place_name(value.value, used)
            used.add(name)
            parts.append(f"{{{name}}}")
        else:
            assert isinstance(value, ast.Constant)
            parts.append(value.value.replace("{", "{{").replace("}", "}}"))
    return "".join(parts)


def _place_name(value: ast.expr, used: set[str]) -> str:
    """Name a value after what it is in the source; a second one of the name gets a number."""
    base = _name_of(value).strip("_").lower() or "value"
    name, number = base, 2
    while name in used:
        name, number = f"{base}{number}", number + 1
    return name


def _name_of(value: ast.expr) -> str:
    match value:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=inner, attr="__name__" | "__qualname__"):
            return _name_of(inner)
        case ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Name(id="len" | "min" | "max")):
            return "n"
        case ast.Call(func=ast.Name(id="str" | "repr" | "sorted" | "list"), args=[inner, *_]):
            return _name_of(inner)
        case ast.Call(func=ast.Attribute(attr="join"), args=[inner, *_]):
            return _name_of(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in _TEXT_METHODS:
            return _name_of(inner)
        case ast.Call(func=inner):
            return _name_of(inner)
        case ast.IfExp(body=inner) | ast.Subscript(value=inner) | ast.BinOp(left=inner):
            return _name_of(inner)
        case ast.BoolOp(values=values):
            return _name_of(values[-1])
    return "value"


def _without_argument(text: str) -> str:
    """Leave out "n_jobs: ": a form writes what is wrong below the field, without its name."""
    match = _ARGUMENT.match(text)
    rest = text[match.end() :] if match else text
    return rest if _is_sentence(re.sub(r"\{\w+\}", "0", rest)) else text


def _is_sentence(text: str) -> bool:
    whole = text == text.strip() and not text.startswith(";")  # else a part of another message
    return whole and bool(_TWO_WORDS.search(text)) and not _NO_SENTENCE.search(text)
