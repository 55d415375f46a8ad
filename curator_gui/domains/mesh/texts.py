"""Names and texts of meshes that stand in a file as bytes of another encoding than UTF-8.

VTK hands such bytes out as they are, where numpy, pyvista, JSON and every format that is written
want text. They are read as Latin-1, in which programs of before wrote, and which takes any byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names


def as_text(raw: str | bytes) -> str:
    """Return a name or text that VTK gives, which is bytes where those are no UTF-8."""
    return raw if isinstance(raw, str) else raw.decode("latin-1")


def decoded(raw: bytes) -> str:
    """Return the text of bytes, as `as_text` gives it of what VTK has read from the same file."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return as_text(raw)


def make_texts(mesh: Any) -> None:
    """Turn names of arrays, and texts in them, into UTF-8 in place; a remark names them."""
    fields = (mesh.GetPointData(), mesh.GetCellData(), mesh.GetFieldData())
    say_guessed([text for attributes in fields for text in _guessed(attributes)])


def say_guessed(texts: Iterable[str]) -> None:
    """Remark on texts that were read as Latin-1, if there are any."""
    names = [repr(text[:80]) for text in dict.fromkeys(texts)]
    if names:
        remark(
            Message(
                "names or texts that are no UTF-8 are read as Latin-1: {names}",
                names=listed_names(names),
            )
        )


def _guessed(attributes: Any) -> Iterator[str]:
    for number in range(attributes.GetNumberOfArrays()):
        array = attributes.GetAbstractArray(number)
        name = array.GetName()
        if isinstance(name, bytes):
            array.SetName(as_text(name))
            yield as_text(name)
        if array.IsA("vtkStringArray"):
            yield from _guessed_values(array)


def _guessed_values(array: Any) -> Iterator[str]:
    for number in range(array.GetNumberOfValues()):
        value = array.GetValue(number)
        if isinstance(value, bytes):
            array.SetValue(number, as_text(value))
            yield as_text(value)
