"""The few words of pages that are made, in every language of the window."""

from __future__ import annotations

from collections.abc import Mapping

from curator_gui.manual.page import ENGLISH

_WORDS: Mapping[str, Mapping[str, str]] = {
    ENGLISH: {
        "source": "Source",
        "filter": "Filter",
        "sink": "Sink",
        "picture of a source": "An item that it gives.",
        "picture of a filter": "An item before this step and after it",
        "document": "In a document",
        "parameters": "Parameters",
        "required": "required",
        "default": "default",
        "not here": "Not available here.",
        "former": "former",
        "former intro": "Documents of before open with this step and run as they did; it is not "
        "offered any more.",
        "components": "Components",
        "components intro": "Everything that can be a step of a pipeline. A source gives items, a "
        "filter changes or drops them, a sink writes them.",
        "options": "Options of the backends",
        "options intro": "In a document below `run: options:`, on the command line as "
        "`--option NAME=VALUE`, in Python as keyword arguments of `run_pipeline`. An unknown one "
        "is an error.",
        "dask intro": "The dask backend has these besides; see [On a cluster](cluster).",
        "welcome": "First steps",
        "views": "The views",
        "how-to": "How to",
        "more": "In depth",
        "reference": "Reference",
    },
    "de": {
        "source": "Quelle",
        "filter": "Filter",
        "sink": "Senke",
        "picture of a source": "Ein Element, das sie liefert.",
        "picture of a filter": "Ein Element vor diesem Schritt und danach",
        "document": "In einem Dokument",
        "parameters": "Parameter",
        "required": "erforderlich",
        "default": "Vorgabe",
        "not here": "Hier nicht verfügbar.",
        "former": "früher",
        "former intro": "Frühere Dokumente öffnen mit diesem Schritt und laufen wie zuvor; er wird "
        "nicht mehr angeboten.",
        "components": "Komponenten",
        "components intro": "Alles, was ein Schritt einer Pipeline sein kann. Eine Quelle liefert "
        "Elemente, ein Filter ändert sie oder lässt sie weg, eine Senke schreibt sie.",
        "options": "Optionen der Backends",
        "options intro": "In einem Dokument unter `run: options:`, auf der Befehlszeile als "
        "`--option NAME=WERT`, in Python als benannte Argumente von `run_pipeline`. Eine "
        "unbekannte ist ein Fehler.",
        "dask intro": "Das dask-Backend hat zusätzlich diese; siehe [Auf einem Cluster](cluster).",
        "welcome": "Erste Schritte",
        "views": "Die Ansichten",
        "how-to": "Anleitungen",
        "more": "Im Einzelnen",
        "reference": "Nachschlagen",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """Return the words of a language, or the English ones."""
    return _WORDS.get(language, _WORDS[ENGLISH])
