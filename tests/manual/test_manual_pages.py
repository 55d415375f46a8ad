"""What the manual says is there: pages, links, languages, keys, messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curator_gui.core.registration.registry import REGISTRY
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.manual import Manual, Page, TopicError
from curator_gui.manual.book import SECTIONS
from curator_gui.manual.words import words_of
from tests.app.document.components import make_registry
from tests.manual.blocks import blocks_of

LANGUAGES = ("en", "de")
MADE = ("components", "options")
WRITTEN = [topic for _, topics in SECTIONS for topic in topics if topic not in MADE]


@pytest.fixture(scope="module", params=LANGUAGES)
def manual(request: pytest.FixtureRequest) -> Manual:
    register_all(REGISTRY)
    return Manual(REGISTRY, request.param)


def test_every_page_has_a_title_and_says_something(manual: Manual) -> None:
    for page in manual.pages():
        assert page.text.startswith("# "), page.topic
        assert len(page.plain.split()) > 10, page.topic


def test_every_link_leads_to_a_page(manual: Manual) -> None:
    for page in manual.pages():
        for link in page.links():
            if link.startswith("pictures/"):
                assert resource_path("manual", link).is_file(), f"{page.topic}: {link}"
            elif "://" not in link:
                assert manual.page(link).topic == link.partition("#")[0], f"{page.topic}: {link}"


def test_every_page_can_be_reached_by_links_from_the_contents(manual: Manual) -> None:
    listed = {page.topic for section in manual.sections() for page in section.pages}
    linked = {link for page in manual.pages() for link in page.links()}
    assert set(manual.topics()) <= listed | linked


def test_every_component_and_parameter_is_described(manual: Manual) -> None:
    for entry in REGISTRY:
        text = manual.page(entry.key).text
        assert entry.description in text
        assert all(f"**`{param.name}`**" in text for param in entry.params), entry.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_written_page(language: str) -> None:
    folder = resource_path("manual", language)
    assert {path.stem for path in folder.glob("*.md")} == set(WRITTEN)
    assert set(words_of(language)) == set(words_of("en"))


@pytest.mark.parametrize("topic", WRITTEN)
def test_a_translation_has_the_same_code_links_and_headings(topic: str) -> None:
    english, german = (
        Page(topic, resource_path("manual", language, f"{topic}.md").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )
    code = [
        [re.sub(r"#.*", "", block.text) for block in blocks_of(page.text)]
        for page in (english, german)
    ]
    assert code[0] == code[1]
    assert sorted(english.links()) == sorted(german.links())
    levels = [re.findall(r"^#+", page.text, re.MULTILINE) for page in (english, german)]
    assert levels[0] == levels[1]


def test_a_page_that_is_not_translated_is_shown_in_english() -> None:
    page = Manual(REGISTRY, "fr").page("glossary")
    assert (page.language, page.title) == ("en", "Glossary")


def test_a_word_that_is_no_topic_names_the_nearest(manual: Manual) -> None:
    with pytest.raises(TopicError, match=r"no page resulst; nearest: .*results"):
        manual.page("resulst")
    with pytest.raises(TopicError, match=r"mesh\.VTKSource"):
        manual.page("vtksource")


def test_case_and_anchors_do_not_matter(manual: Manual) -> None:
    assert manual.page("MESH.vtksource#folder").topic == "mesh.VTKSource"


def test_a_search_finds_all_words_in_any_order_and_the_title_first() -> None:
    register_all(REGISTRY)
    manual = Manual(REGISTRY)
    topics = [hit.page.topic for hit in manual.search("normals SURFACE")]
    assert topics.index("mesh.Normals") < 3
    assert manual.search("surface of a submarine") == []
    assert manual.search("   ") == []
    assert all(hit.excerpt for hit in manual.search("timeout"))


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("probe", "mesh.SampleAtPoints"),
        ("sensor", "mesh.SampleAtPoints"),
        ("nan", "mesh.FillMissing"),
        ("neighbor list", "atoms.NeighborGraph"),
    ],
)
def test_a_search_finds_components_by_their_keywords(words: str, topic: str) -> None:
    register_all(REGISTRY)
    hits = {hit.page.topic: hit for hit in Manual(REGISTRY).search(words)[:5]}
    assert hits[topic].excerpt


def test_messages_that_the_manual_explains_are_those_of_the_program() -> None:
    text = resource_path("manual", "en", "troubleshooting.md").read_text(encoding="utf-8")
    quoted = re.findall(r"^> (.*)$", text, re.MULTILINE)
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("curator_gui").rglob("*.py"))
    assert quoted
    assert [words for words in quoted if words not in code] == []


def test_a_component_whose_libraries_are_missing_has_a_page_that_says_so() -> None:
    manual = Manual(make_registry())
    assert "no_such_module_anywhere" in manual.page("text.Lost").plain
    assert manual.search("lost")
