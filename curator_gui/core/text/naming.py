"""Naming templates of sinks: `{stem}_{index:05d}.vtu` made into a path inside the output folder."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, quoted
from curator_gui.core.text.stored_names import MAX_NAME

FIELDS = {
    "index": Message("the number of the index"),
    "item": Message("the number of the item within its index"),
    "stem": Message("the input file's name without suffix"),
    "relpath": Message("the input file's folder and stem below the source folder"),
    "time": Message("the item's time"),
}
_FORBIDDEN = '<>:"|?*\0'
RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
"""Stems that no file may have on Windows."""


def check_template(template: str, shared: bool = False) -> None:
    """Refuse a template with an unknown field, a wrong format or no field at all that differs.

    With `shared` a template without any field is accepted: the name of one file for all indices.

    Raises
    ------
    ParamError
        Saying what is wrong and which fields there are.
    """
    names = template_fields(template)
    _check_fields(names)
    if not names & {"index", "stem", "relpath", "time"} and (names or not shared):
        raise ParamError("gives every index the same name; add {index} or {stem}")
    render_template(template, index=0, item=0, stem="name", relpath="folder/name", time=0.0)


def _check_fields(names: frozenset[str]) -> None:
    unknown = names - set(FIELDS)
    if unknown:
        raise ParamError(
            "{{{unknown}}} is no field; there are {fields}",
            unknown=sorted(unknown)[0],
            fields=", ".join(f"{{{field}}}" for field in FIELDS),
        )


@lru_cache(maxsize=256)
def template_fields(template: str) -> frozenset[str]:
    """Return the names of the fields that a template uses.

    Raises
    ------
    ParamError
        If a brace is not closed.
    """
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise ParamError("is no template: {error}", error=error) from None
    for _, _, spec, _ in parts:
        _check_width(spec or "")
    return frozenset(name for _, name, _, _ in parts if name is not None)


def _check_width(spec: str) -> None:
    """Refuse a width that no file name could have: filling it would take all memory."""
    if "{" in spec or any(int(width[:9]) > MAX_NAME for width in re.findall(r"\d+", spec)):
        raise ParamError(
            "the format {spec} is wider than a file name may be", spec=quoted(spec[:MAX_NAME])
        )


def render_template(template: str, **values: Any) -> PurePosixPath:
    """Fill a template in; the result is a clean relative path.

    Raises
    ------
    ParamError
        If a field is unknown, a format does not fit or the path would leave its folder.
    """
    template_fields(template)
    try:
        text = template.format(**values)
    except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise ParamError(
            "cannot fill in {template}: {error}", template=quoted(template), error=error
        ) from None
    path = PurePosixPath(text.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.name:
        raise ParamError("{text} would leave the output folder", text=quoted(text))
    for part in path.parts:
        _check_part(part)
    return path


def output_path(folder: Path, template: str, **values: Any) -> Path:
    """Return the path below `folder` that a template gives for one item.

    Raises
    ------
    ParamError
        As `render_template`.
    """
    return folder.joinpath(*render_template(template, **values).parts)


def _check_part(part: str) -> None:
    if any(char in _FORBIDDEN or ord(char) < 32 for char in part) or part != part.rstrip(" ."):
        raise ParamError("{part} is no file name on every system", part=quoted(part))
    if part.partition(".")[0].lower() in RESERVED:
        raise ParamError("{part} is a reserved name on Windows", part=quoted(part))
    size = len(part.encode("utf-8", "surrogatepass"))
    if size > MAX_NAME:
        raise ParamError(
            "{part} would be a file name of {size} bytes, and file systems take {most}: shorten "
            "the template, or what stands in it",
            part=quoted(part),
            size=size,
            most=MAX_NAME,
        )
