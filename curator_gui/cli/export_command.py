"""`curator-gui export`: a document as a Python script, or as a pipeline of physicsnemo-curator."""

from __future__ import annotations

from pathlib import Path

from curator_gui.app.document.script import python_script
from curator_gui.cli.loading import filled_registry, read_given
from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_DONE, ProblemsError
from curator_gui.core.documents.reference_export import reference_text
from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_write_text

SUFFIXES = (".py", ".yaml", ".yml", ".json")


def export_document(document: Path, target: Path) -> int:
    """Write a document in the format that the suffix of the target names.

    Raises
    ------
    CuratorError
        If the document cannot be read or written in that format.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES or target.name.lower().endswith((".curator.yaml", ".curator.json")):
        kinds = "a Python script is .py, a pipeline of physicsnemo-curator .yaml or .json"
        raise ProblemsError([f"{target}: {kinds}"])
    path = document.absolute()
    if target.resolve() == path.resolve():
        raise ProblemsError([f"{target}: is the document itself; choose another name"])
    registry = filled_registry()
    found = read_given(path, registry)
    said: list[Message] = []
    if suffix == ".py":
        text = python_script(found, registry, path.parent)
    else:
        text, said = reference_text(found, registry, path.parent, as_json=suffix == ".json")
    try:
        atomic_write_text(target, text)
    except OSError as error:
        raise ProblemsError([f"{target}: {error.strerror or error}"]) from error
    for words in said:
        complain(f"warning: {words}")
    say(str(target))
    return EXIT_DONE
