#!/usr/bin/env python3
"""Bring the translations up to date with the source.

    python3 packaging/run.py translate            collect the texts, update and compile
    python3 packaging/run.py translate --check    only say what is missing; exit code 1 if so

A text that is new stands in `resources/translations/curator_LANGUAGE.ts` as unfinished: translate
it there (Qt Linguist opens these files, see the README beside them) and run the first line again.
"""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from texts import Text, all_texts  # noqa: E402 - found through the path above

FOLDER = ROOT / "resources" / "translations"
COMMAND = "python3 packaging/run.py translate"
_PLACE = re.compile(r"\{\w+\}")
Key = tuple[str, str]


@dataclass
class Translations:
    """The translations of one language; the forms of a text that counts are several."""

    language: str
    forms: dict[Key, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Translations:
        """Read a .ts file; texts that are unfinished or gone are left out."""
        found = cls(path.stem.partition("_")[2])
        for context in ET.parse(path).getroot().iter("context"):
            name = context.findtext("name") or ""
            for message in context.iter("message"):
                found._add(name, message)
        return found

    def _add(self, context: str, message: ET.Element) -> None:
        translation = message.find("translation")
        if translation is None or translation.get("type"):
            return
        forms = [form.text or "" for form in translation.iter("numerusform")]
        self.forms[context, message.findtext("source") or ""] = forms or [translation.text or ""]

    def write(self, path: Path, texts: list[Text]) -> None:
        """Write a .ts file with exactly these texts; those without translation are unfinished."""
        root = ET.Element("TS", version="2.1", language=self.language, sourcelanguage="en")
        contexts: dict[str, ET.Element] = {}
        for text in texts:
            context = contexts.get(text.context)
            if context is None:
                context = contexts[text.context] = ET.SubElement(root, "context")
                ET.SubElement(context, "name").text = text.context
            self._write_message(context, text)
        ET.indent(root, "    ")
        head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
        path.write_text(head + ET.tostring(root, encoding="unicode") + "\n", encoding="utf-8")

    def _write_message(self, context: ET.Element, text: Text) -> None:
        message = ET.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        ET.SubElement(message, "source").text = text.source
        ET.SubElement(message, "extracomment").text = text.file
        translation = ET.SubElement(message, "translation")
        forms = self.forms.get((text.context, text.source))
        if forms is None:
            translation.set("type", "unfinished")
        elif text.plural:
            for form in forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = forms[0]


def languages() -> list[Path]:
    """Return the .ts files."""
    return sorted(FOLDER.glob("curator_*.ts"))


def problems(translations: Translations, texts: list[Text]) -> list[str]:
    """Say what is missing or wrong in a language."""
    found = []
    for text in texts:
        forms = translations.forms.get((text.context, text.source))
        if forms is None:
            found.append(f"not translated: {text.source!r} ({text.file})")
            continue
        for form in forms:
            found += [f"{why}: {text.source!r} -> {form!r}" for why in _disagreements(text, form)]
    gone = translations.forms.keys() - {(text.context, text.source) for text in texts}
    return found + [f"no longer in the source: {source!r}" for _, source in sorted(gone)]


def _disagreements(text: Text, translation: str) -> list[str]:
    """Say where a translation does not fit its text: places for values, menu keys, dots, spaces."""
    source, found = text.source, []
    if not translation.strip():
        found.append("empty")
    if set(_PLACE.findall(source)) != set(_PLACE.findall(translation)):
        found.append("other places for values")
    if text.template and not _can_be_filled(translation):
        found.append("braces that are no places for values")
    if _has_key(source) != _has_key(translation):
        found.append("menu key")
    if source.endswith("...") != translation.endswith("..."):
        found.append("dots at the end")
    if (source[:1], source[-1:]) != (source[:1].strip(), source[-1:].strip()):
        spaces = (source[:1].isspace(), source[-1:].isspace())
        if spaces != (translation[:1].isspace(), translation[-1:].isspace()):
            found.append("spaces around it")
    return found


def _can_be_filled(template: str) -> bool:
    """Whether the window can put values into a translation: other braces have to be doubled."""
    try:
        template.format(**{place[1:-1]: "" for place in _PLACE.findall(template)})
    except (ValueError, LookupError, AttributeError):
        return False
    return True


def _has_key(text: str) -> bool:
    return bool(re.search(r"&\w", text)) and "&nbsp;" not in text


def update(texts: list[Text]) -> None:
    """Write the .ts files anew and compile them."""
    for path in languages():
        Translations.read(path).write(path, texts)
        compile_language(path)


def compile_language(path: Path) -> None:
    """Compile a .ts file with Qt's lrelease, which comes with PySide6."""
    import PySide6

    suffix = ".exe" if sys.platform == "win32" else ""
    program = Path(PySide6.__file__).parent / f"lrelease{suffix}"
    command = [str(program), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))]
    subprocess.run(command, check=True)


def main(arguments: list[str]) -> int:
    """Update, or with `--check` only look; return the exit code."""
    texts = all_texts()
    if arguments != ["--check"]:
        update(texts)
    found = []
    for path in languages():
        found += [f"{path.name}: {why}" for why in problems(Translations.read(path), texts)]
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} to do: translate them in the .ts file, then run: {COMMAND}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
