"""Read the code of a step, with the files beside it that it imports; nothing of it is run.

What is read here is what is shown, what the digest is of and what is run later: the texts travel
with the step, and no file is opened a second time. So a file that is exchanged in between changes
nothing, and one that is exchanged before has another digest.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.registration.own_code import imported_names, is_installed, module_digest
from curator_gui.core.trust.strangers import read_stranger

MAX_BYTES = 1 << 18
"""Larger files are data: nobody reads 256 KiB of code before agreeing to it."""
MAX_FILES = 32
SHOWN_DIGITS = 12
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"  # controls: some delete what a terminal shows
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
    r"|(?<![^\w\s\ufe0e\ufe0f])[\ufe0e\ufe0f]"  # these follow symbols, as in an emoji
)
"""Characters by which code could look another way than it runs (CVE-2021-42574).

They are those of Unicode's property Default_Ignorable_Code_Point, which nothing is drawn for, those
that turn the direction of writing, and those that break a line for the eye, but not for Python.
"""
_TOO_DEEP = (RecursionError, MemoryError)


class CodeError(CuratorError):
    """Code beside a document that cannot be used, or that failed; with its file and line."""


@dataclass(frozen=True)
class Code:
    """The texts that a step runs.

    Parameters
    ----------
    path
        The file that the step names.
    texts
        Its text under its stem, and that of each file beside it that it imports, directly or not.
    """

    path: Path
    texts: tuple[tuple[str, str], ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all names and texts, in 64 hexadecimal digits."""
        whole = hashlib.sha256()
        for name, text in self.texts:
            for part in (name, text):
                data = part.encode("utf-8", "surrogatepass")
                whole.update(b"%d:" % len(data) + data)
        return whole.hexdigest()

    @property
    def short_digest(self) -> str:
        """The first twelve digits: enough to tell two versions apart by eye."""
        return self.digest[:SHOWN_DIGITS]

    @property
    def text(self) -> str:
        """The text of the file that the step names."""
        return self.texts[0][1]

    def file(self, name: str) -> Path:
        """Return the file of one of the names in `texts`."""
        return self.path.with_name(f"{name}.py")

    @property
    def files(self) -> list[Path]:
        """All files, the one that the step names first."""
        return [self.path, *(self.file(name) for name, _ in self.texts[1:])]


def read_code(path: Path) -> Code:
    """Read a file of code and those beside it that it imports.

    Raises
    ------
    CodeError
        If one cannot be read, is no code, or imports what no question could cover: a folder beside
        it, or a file from elsewhere that is not installed.
    """
    texts: dict[str, str] = {}
    waiting = [path.stem]
    while waiting:
        name = waiting.pop(0)
        if name in texts:
            continue
        if len(texts) == MAX_FILES:
            raise CodeError("{path}: imports more than {n} files", path=path, n=MAX_FILES)
        file = path if name == path.stem else path.with_name(f"{name}.py")
        texts[name] = code_text(file)
        waiting += _beside(file, texts[name])
    first, *others = texts
    return Code(path, tuple((name, texts[name]) for name in (first, *sorted(others))))


def own_modules(code: Code) -> list[str]:
    """Tell the texts of modules of the person's own that code imports, as from a folder of theirs.

    They are not shown: they are found as they are by every program. But results depend on them.
    """
    beside = {name for name, _ in code.texts}
    names = {n for _, text in code.texts for n in imported_names(text.encode(), "")} - beside
    return [found for name in sorted(names) if (found := module_digest(name))]


def parsed(file: Path, text: str) -> ast.Module:
    """Parse a text as Python does; nothing of it is run.

    Raises
    ------
    CodeError
        With the line of a syntax error.
    """
    try:
        return ast.parse(text, str(file))
    except SyntaxError as error:
        raise line_error(file, error.lineno or 1, Message("{error}", error=error.msg)) from error
    except (ValueError, *_TOO_DEEP) as error:
        words = str(error) or type(error).__name__
        raise CodeError("{path}: {error}", path=file, error=words) from error


def line_error(file: Path, line: int, error: object) -> CodeError:
    """Say what is wrong in a line."""
    return CodeError("{path}, line {line}: {error}", path=file, line=line, error=error)


def code_text(file: Path) -> str:
    """Read the text of one file, with the line ends of Python.

    Raises
    ------
    CodeError
        If it cannot be read, is too large or no text, or shows other than it runs.
    """
    try:
        text = read_stranger(file, MAX_BYTES)
    except FileNotFoundError:
        raise CodeError("{path}: there is no such file", path=file) from None
    except OSError as error:
        words = error.strerror or error
        raise CodeError("{path}: cannot be read: {error}", path=file, error=words) from error
    except ValueError as error:
        raise CodeError("{path}: {error}", path=file, error=error) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := _HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        code = f"U+{ord(hidden[0]):04X}"
        words = Message("has the invisible character {code}, which may hide code", code=code)
        raise line_error(file, line, words)
    return text


def shows_what_it_is(text: str) -> bool:
    """Whether a text, such as that of `code_text`, shows everything that is in it."""
    return "\r" not in text and _HIDDEN.search(text) is None


def _beside(file: Path, text: str) -> Iterator[str]:
    """Name the files beside this one that it imports, anywhere in it."""
    for line, name in _imported(file, text):
        beside = file.with_name(f"{name}.py")
        if beside.is_file():
            if not _lies_in(str(beside), file.parent):
                words = Message("imports {name}, a link that leads out of the folder", name=name)
                raise line_error(file, line, words)
            yield name
        elif (file.parent / name / "__init__.py").is_file():
            words = Message(
                "imports the folder {name}: put what it needs into single files beside it",
                name=name,
            )
            raise line_error(file, line, words)
        else:
            _refuse_elsewhere(file, line, name)


@lru_cache(maxsize=2 * MAX_FILES)  # the window reads the code again with every edit
def _imported(file: Path, text: str) -> tuple[tuple[int, str], ...]:
    """Tell the line and the first name of each import: the text alone says it."""
    return tuple(_imports_in(file, parsed(file, text)))


def _imports_in(file: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                words = Message("imports with a dot: write the name of the file alone")
                raise line_error(file, node.lineno, words)
            yield node.lineno, (node.module or "").partition(".")[0]


def _refuse_elsewhere(file: Path, line: int, name: str) -> None:
    """Refuse code that would be found where the program was started, or is not found at all."""
    places = _places(name)
    if places is None:
        words = Message("imports {name}, which is not installed here", name=name)
        raise line_error(file, line, words)
    for place in places:
        if is_installed(place):
            continue
        if any(_lies_in(place, folder) for folder in (Path.cwd(), file.parent)):
            words = Message(
                "imports {name} from {place}, which would not be shown: put it beside the file",
                name=name,
                place=place,
            )
            raise line_error(file, line, words)


def _places(name: str) -> list[str] | None:
    """Return the files or folders that a module would come from; None if there is no such one."""
    module = sys.modules.get(name)
    try:
        spec = module.__spec__ if module is not None else importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        return None
    if spec is None:
        return [] if module is not None else None
    if spec.origin in ("built-in", "frozen"):
        return []
    found = [spec.origin] if spec.origin else list(spec.submodule_search_locations or ())
    return [str(place) for place in found]


def _lies_in(place: str, folder: Path) -> bool:
    try:
        return Path(place).resolve().is_relative_to(folder.resolve())
    except OSError:
        return True
