"""Relative paths of a document: they start from the document's own folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.params.coercion import expand_home, strip_optional
from curator_gui.core.params.param import Param


def is_path_param(param: Param) -> bool:
    """Whether the parameter's value is a path on this machine."""
    path_widgets = ("folder", "file", "output_folder", "output_file", "path", "code")
    return strip_optional(param.type) is Path or param.widget in path_widgets


def resolve_path(value: str | Path, base: Path | None) -> Path:
    """Make a path absolute; `~` is the home folder, a relative path starts from `base`.

    Raises
    ------
    ParamError
        If it starts with `~user` and there is no such user.
    """
    path = expand_home(Path(value))
    return path if path.is_absolute() else (base or Path.cwd()) / path


def code_path(value: str | Path, base: Path | None) -> Path:
    """Return a file of code in the document's folder, `base`, or below it.

    Code from elsewhere would come and go without the document, and a document of somebody else
    could name any file of this computer.

    Raises
    ------
    ParamError
        If it is not there: by its name, or because a link leads elsewhere.
    """
    path = Path(value)
    if base is None:
        raise ParamError("save the pipeline first: its code stands in the same folder")
    if path.anchor or ".." in path.parts:
        raise ParamError(
            "{path} is not written as a path within the pipeline's folder: put the file there",
            path=path,
        )
    real = (base / path).resolve()
    if not real.is_relative_to(base.resolve()):
        raise ParamError(
            "{path} leads out of the pipeline's folder, to {real}: put the file there",
            path=path,
            real=real,
        )
    return base / path


def portable_path(path: Path, base: Path | None) -> str:
    """Write a path relative to the document's folder if it lies below it, else as it is.

    Forward slashes are used on every system, so that a document can be moved between them.
    """
    if base is not None and path.is_absolute() and path.is_relative_to(base):
        return path.relative_to(base).as_posix()
    return path.as_posix()


def resolve_value(param: Param, value: Any, base: Path | None) -> Any:
    """Coerce a value and make it absolute if it is a local path.

    Raises
    ------
    ParamError
        If the value does not fit the parameter.
    """
    result = param.coerce(value)
    if param.widget == "code":
        return code_path(result, base)
    if result is None or not is_path_param(param) or "://" in str(result):
        return result
    if not isinstance(result, (str, Path)):
        return result
    resolved = Path(os.path.normpath(resolve_path(result, base)))
    return resolved if isinstance(result, Path) else str(resolved)
