"""What only a person knows of a data set: the table `dataset` of its pipeline document."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.document_io import edited_text, parse_document
from curator_gui.core.errors import CuratorError
from curator_gui.core.frozen import thaw
from curator_gui.dataset.own_files import DatasetError

logger = logging.getLogger(__name__)

TABLE = "dataset"


@dataclass(frozen=True)
class Described:
    """What only a person knows of a data set, from its document; "" where nothing is said."""

    name: str
    description: str = ""
    license: str = ""
    cite_as: str = ""
    creators: tuple[str, ...] = ()
    known_gaps: str = ""


@dataclass(frozen=True)
class Told:
    """The table as a form shows it: a text for each entry, creators separated by commas."""

    title: str = ""
    description: str = ""
    creators: str = ""
    license: str = ""
    cite: str = ""
    gaps: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The entries without which others cannot use or cite the data set."""
        needed = ("creators", "license", "cite")
        return tuple(name for name in needed if not getattr(self, name))


def describe(document: str, name: str) -> Described:
    """Take what only a person knows from the text of a document; `name` is said without a title."""
    parsed = _parsed(document)
    if parsed is None:
        return Described(name)
    own = _table(parsed)
    return Described(
        name=_text(own, "title") or parsed.name or name,
        description=_text(own, "description") or parsed.description,
        license=_text(own, "license"),
        cite_as=_text(own, "cite"),
        creators=_texts(own, "creators"),
        known_gaps=_text(own, "gaps"),
    )


def told(document: PipelineDocument) -> Told:
    """Return what a document says in its table."""
    own = _table(document)
    texts = {one.name: _text(own, one.name) for one in fields(Told)}
    return Told(**{**texts, "creators": ", ".join(_texts(own, "creators"))})


def with_told(document: PipelineDocument, words: Told) -> PipelineDocument:
    """Return a document that says this; entries of others in its table stay, empty ones go."""
    own = _table(document)
    new = {one.name: getattr(words, one.name).strip() for one in fields(Told)}
    names = [part.strip() for part in new["creators"].split(",") if part.strip()]
    table = {**own, **new, "creators": names}
    table = {key: value for key, value in table.items() if value or key not in new}
    if not table:
        return replace(document, extra=document.extra.without(TABLE))
    return replace(document, extra=document.extra.with_item(TABLE, table))


def told_in(document: str) -> Told:
    """Return what the text of a document says in its table; nothing if it cannot be read."""
    parsed = _parsed(document)
    return Told() if parsed is None else told(parsed)


def text_with_told(document: str, words: Told) -> str:
    """Return the text of a document with this in its table.

    Raises
    ------
    DatasetError
        If there is no document, or one that this version cannot read.
    """
    parsed = _parsed(document)
    if parsed is None:
        raise DatasetError(
            "the data set has no pipeline document that can be read, so there is no place for its "
            "description; run it from a document"
        )
    return edited_text(with_told(parsed, words), document)


def _parsed(document: str) -> PipelineDocument | None:
    try:
        return parse_document(document) if document else None
    except CuratorError as error:  # of a newer version, say: the run has read it before
        logger.debug("the document is not described: %s", error)
        return None


def _table(document: PipelineDocument) -> dict[str, Any]:
    table = thaw(document.extra).get(TABLE)
    return table if isinstance(table, dict) else {}


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, ())
    found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(str(one) for one in found)
