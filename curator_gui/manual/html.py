"""The manual as a folder of HTML pages, to be read without Curator."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.storage.resources import resource_path
from curator_gui.manual.book import Manual
from curator_gui.manual.page import Page

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: flex; }
nav { flex: 0 0 15em; padding: 1.5em; height: 100vh; overflow: auto; position: sticky; top: 0;
  box-sizing: border-box; border-right: 1px solid #8884; }
nav h2 { font-size: 0.8em; margin: 1.2em 0 0.2em; opacity: 0.7; }
nav a { display: block; text-decoration: none; color: inherit; padding: 1px 0; }
nav a.here { font-weight: 600; }
main { padding: 1.5em 2.5em; max-width: 46em; min-width: 0; }
pre { overflow: auto; padding: 0.8em; background: #8881; border-radius: 4px; }
table { border-collapse: collapse; } td, th { padding: 3px 12px 3px 0; text-align: left;
  vertical-align: top; border-bottom: 1px solid #8883; }
p.file { margin-bottom: -0.6em; font-size: 0.9em; }
img { max-width: 100%; }
"""


def write_html(manual: Manual, folder: Path) -> int:
    """Write one HTML file a page, and the pictures, into a folder; return how many pages.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = list(manual.pages())
    for page in pages:
        atomic_write_text(folder / f"{page.topic}.html", _document(manual, page))
    _copy_pictures(folder)
    return len(pages)


def body_html(page: Page, suffix: str = ".html") -> str:
    """Turn a page into HTML; `suffix` follows the topic in links to other pages.

    A code block that is to be saved has the name of its file above it.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(page.text)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("align", "left")  # Qt's rich text knows no other way
        for child in token.children or []:
            _redirect(child, suffix)
    reader.add_render_rule("fence", _fence)
    return str(reader.renderer.render(tokens, reader.options, {}))


def _redirect(token: Token, suffix: str) -> None:
    target = token.attrGet("href") if token.type == "link_open" else None
    if isinstance(target, str) and "://" not in target:
        topic, hash_sign, anchor = target.partition("#")
        token.attrSet("href", f"{topic}{suffix}{hash_sign}{anchor}")


def _fence(renderer: object, tokens: list[Token], at: int, options: object, env: object) -> str:
    token = tokens[at]
    file = token.info.partition("file=")[2]
    caption = f'<p class="file"><b>{escape(file)}</b></p>' if file else ""
    return f"{caption}<pre>{escape(token.content)}</pre>\n"


def _document(manual: Manual, page: Page) -> str:
    title = escape(page.title)
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head><meta charset="utf-8">'
        f"<title>{title} - Curator</title>\n<style>{_STYLE}</style></head>\n"
        f"<body>\n<nav>{_contents(manual, page)}</nav>\n<main>\n{body_html(page)}</main>\n"
        "</body>\n</html>\n"
    )


def _contents(manual: Manual, shown: Page) -> str:
    parts = []
    for section in manual.sections():
        parts.append(f"<h2>{escape(section.title)}</h2>")
        for page in section.pages:
            here = ' class="here"' if page.topic == shown.topic else ""
            parts.append(f'<a{here} href="{page.topic}.html">{escape(page.title)}</a>')
    return "\n".join(parts)


def _copy_pictures(folder: Path) -> None:
    pictures = resource_path("manual", "pictures")
    if pictures.is_dir():
        shutil.copytree(pictures, folder / "pictures", dirs_exist_ok=True)
