"""The manual as HTML: complete, and readable without Curator."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from curator_gui.cli import main
from curator_gui.core.registration.registry import REGISTRY
from curator_gui.domains import register_all
from curator_gui.manual import Manual, Page
from curator_gui.manual.html import body_html, write_html


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def test_every_link_leads_to_a_file_that_was_written(tmp_path: Path) -> None:
    register_all(REGISTRY)
    manual = Manual(REGISTRY)
    assert write_html(manual, tmp_path) == len(manual.topics())
    for path in tmp_path.glob("*.html"):
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        local = [link for link in links.found if "://" not in link]
        assert local
        assert [link for link in local if not (tmp_path / link).is_file()] == []


def test_text_is_text() -> None:
    page = Page("x", "# A <b>title</b>\n\n<script>alert(1)</script> [y](javascript:alert(1))\n")
    body = body_html(page)
    assert "<script>" not in body
    assert 'href="javascript' not in body


def test_tables_become_tables() -> None:
    assert "<td>1</td>" in body_html(Page("x", "# T\n\n| a |\n|---|\n| 1 |\n"))


def test_the_command_line_shows_pages_contents_and_hits(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["help"]) == 0
    assert "howto-weather" in capsys.readouterr().out
    assert main(["help", "results"]) == 0
    assert "](plan)" not in capsys.readouterr().out
    assert main(["help", "--search", "date", "line"]) == 0
    assert "grid.CropRegion" in capsys.readouterr().out
    assert main(["help", "--search", "nosuchword"]) == 0
    assert "no page" in capsys.readouterr().out
    assert main(["help", "--html", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "welcome.html").is_file()
    assert main(["help", "nosuchpage"]) == 2
    assert "no page nosuchpage" in capsys.readouterr().err
