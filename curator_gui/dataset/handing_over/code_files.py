"""The code that steps ran from beside the pipeline, in the folder of the data set they made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from curator_gui.core.document_code.kept import MAX_KEPT, KeptCode, checked, file_names
from curator_gui.core.document_code.reading import Code
from curator_gui.core.message import Message
from curator_gui.core.trust.strangers import read_stranger
from curator_gui.dataset.layout import CODE
from curator_gui.dataset.own_files import OwnFiles


def write_code(files: OwnFiles, codes: Iterable[KeptCode]) -> list[Message]:
    """Write code into the folder of a data set; return what was left out, in words."""
    return [word for kept in codes for word in _write(files, kept)]


def _write(files: OwnFiles, kept: KeptCode) -> Iterator[Message]:
    if kept.code is None:
        yield kept.why_left_out()
        return
    names = _names(kept, kept.code)
    taken = [name for name in names if not _is_free(files, name)]
    if taken:
        yield Message(
            "{name} was not written: that of the folder is somebody else's", name=taken[0]
        )
        return
    for name, (_, text) in zip(names, kept.code.texts, strict=True):
        files.write(name, text.encode())


def _is_free(files: OwnFiles, name: str) -> bool:
    folders = [str(folder) for folder in PurePosixPath(name).parents][:-1]
    return all(map(files.has_room, folders)) and files.is_free(name)


def _names(kept: KeptCode, code: Code) -> list[str]:
    return [f"{CODE}/{kept.short_digest}/{name}" for name in file_names(code)]


def written_code(written: Mapping[str, str], codes: Iterable[KeptCode]) -> dict[str, str]:
    """Return where the code of each digest stands, of what was written."""
    firsts = {kept.digest: _names(kept, kept.code)[0] for kept in codes if kept.code}
    return {digest: name for digest, name in firsts.items() if name in written}


def code_data(codes: Sequence[KeptCode]) -> list[dict[str, Any]]:
    """Return as JSON data which files are the code of which digest, or why there are none."""
    return [
        {
            "digest": kept.digest,
            "file": kept.file,
            "names": [name for name, _ in kept.texts],
            "why": kept.why,
        }
        for kept in codes
    ]


def read_code_files(folder: Path, run: Mapping[str, Any]) -> tuple[KeptCode, ...]:
    """Read the code of a data set back; without texts that are not those of their digest.

    Raises
    ------
    ValueError
        If what the data set says of it is damaged.
    """
    return tuple(_read(folder, said) for said in run.get("code", ()))


def _read(folder: Path, said: Mapping[str, Any]) -> KeptCode:
    digest, file, names = str(said["digest"]), str(said["file"]), list(map(str, said["names"]))
    bare = KeptCode(digest, file)
    code = Code(Path(file), tuple((name, "") for name in names))
    if not names or not set(digest) <= set("0123456789abcdef"):
        return checked(digest, file, (), str(said["why"]))
    try:
        paths = [folder / name for name in _names(bare, code)]
        texts = [read_stranger(path, MAX_KEPT) for path in paths]
    except (OSError, ValueError):  # gone or another one: `verify` names it
        return checked(digest, file, ())
    return checked(digest, file, zip(names, texts, strict=True))
