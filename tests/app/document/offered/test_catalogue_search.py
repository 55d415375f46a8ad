from __future__ import annotations

from curator_gui.app.document.offered.catalogue import reason_against, search
from curator_gui.core import PipelineDocument
from curator_gui.core.storage.installed import to_add


def titles(offers):
    return [offer.entry.title for offer in offers]


def test_empty_document_offers_everything_that_is_installed(registry):
    offers = search(registry, PipelineDocument())
    assert len(offers) == len(registry)
    assert [o.entry.title for o in offers if not o.possible] == ["Lost"]


def test_what_does_not_fit_comes_last_with_the_reason(registry, document):
    offers = search(registry, document, kind="filter")
    assert titles(offers)[-1] == "Lost"
    assert to_add("lost") in offers[-1].reason
    other = registry.find("other.Mesh")
    assert reason_against(other, document) == "works on others, but this pipeline has text data"


def test_source_alone_can_be_replaced_by_one_of_another_domain(registry, document):
    alone = document.remove(document.filters[0].id).remove(document.sinks[0].id)
    assert reason_against(registry.find("other.Mesh"), alone) == ""


def test_all_words_are_needed_and_the_title_counts_most(registry):
    empty = PipelineDocument()
    assert titles(search(registry, empty, "text folder"))[0] == "Text folder"
    assert titles(search(registry, empty, "REPEATS")) == ["Repeat"]
    assert search(registry, empty, "repeat mesh") == []
