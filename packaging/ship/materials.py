"""What the tree is made of: a bill of materials (CycloneDX 1.6) and every licence's text."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from ship.interpreter import Python
from ship.locked import normalized
from ship.paths import SHIP, source_date, version

CHOSEN = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
"""The license taken where a project offers several; their texts are in licences/."""
_NAMES = re.compile(r"licen[sc]e|copying|notice|copyright|authors", re.IGNORECASE)
HEAD = """\
Curator {version} carries the software below. Its own license is Apache-2.0.

Qt and PySide6 are used under the GNU Lesser General Public License 3: you may replace them by
versions of your own; they lie, as shared libraries, in site-packages/PySide6 and shiboken6.
"""


@dataclass
class Component:
    """One piece of software inside: its name, version, license and the files with their texts."""

    name: str
    version: str
    license: str
    purl: str
    texts: list[Path] = field(default_factory=list)


def collect(tree: Path, packages: Path, python: Python) -> None:
    """Write `licences.txt` with all texts, and the bill of materials, into the tree."""
    components = [
        *_wheels(packages),
        _python_component(tree, python),
        *_system_components(python),
    ]
    components.sort(key=lambda component: component.name.lower())
    (tree / "licences.txt").write_text(_all_texts(components), encoding="utf-8")
    bill = json.dumps(bill_of_materials(components), indent=1)
    (tree / "curator.cdx.json").write_text(bill + "\n", encoding="utf-8")


def _wheels(packages: Path) -> list[Component]:
    return [_wheel(info) for info in sorted(packages.glob("*.dist-info"))]


def _wheel(info: Path) -> Component:
    data = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    name, number = data["Name"], data["Version"]
    texts = sorted(
        path for path in info.rglob("*") if path.is_file() and _NAMES.search(path.name)
    ) or _given(name)
    return Component(name, number, _license(data), f"pkg:pypi/{normalized(name)}@{number}", texts)


def _given(name: str) -> list[Path]:
    """Return texts kept here for projects whose wheels have none."""
    folder = SHIP / "licences"
    if normalized(name) in CHOSEN:
        return [folder / "LGPL-3.0.txt", folder / "GPL-3.0.txt", folder / "Qt-third-party.txt"]
    return sorted(folder.glob(f"{normalized(name)}*.txt"))


def _license(data: Message) -> str:
    if chosen := CHOSEN.get(normalized(data["Name"])):
        return chosen
    if data["License-Expression"]:
        return str(data["License-Expression"])
    classifiers = data.get_all("Classifier", [])
    named = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License :: ")]
    written = (data["License"] or "").strip().splitlines()[:1]
    return " or ".join(named or [line[:80] for line in written] or ["see its text"])


def _python_component(tree: Path, python: Python) -> Component:
    program = tree / python.name
    command = [str(program), "-c", "import platform; print(platform.python_version())"]
    number = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    text = tree / "lib" / python.name / "LICENSE.txt"
    purl = f"pkg:generic/python@{number}"
    return Component("CPython", number, "PSF-2.0", purl, [text] if text.exists() else [])


def _system_components(python: Python) -> list[Component]:
    """Return the old system's packages whose libraries Python needs."""
    if python.shared is None or python.licences is None:
        return []
    found: dict[str, Component] = {}
    for line in (python.shared / "packages.txt").read_text(encoding="utf-8").splitlines():
        _, package, number = line.split(" ")
        purl = f"pkg:deb/debian/{package}@{number}"
        text = python.licences / f"{package}.txt"
        found[package] = Component(package, number, "see its text", purl, [text])
    return list(found.values())


def _all_texts(components: list[Component]) -> str:
    """Return one text with every license, each wording only once."""
    parts = [HEAD.format(version=version())]
    seen: dict[str, str] = {}
    for component in components:
        parts.append(f"{'=' * 78}\n{component.name} {component.version}: {component.license}\n")
        for path in component.texts:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            digest = hashlib.sha256(text.encode()).hexdigest()
            same = seen.setdefault(digest, component.name)
            parts.append(
                f"(the same text as for {same})\n" if same != component.name else text + "\n"
            )
    return "\n".join(parts)


def bill_of_materials(components: list[Component]) -> dict[str, Any]:
    """Return the bill in CycloneDX 1.6, always the same for the same components and commit."""
    listed = [_as_json(component) for component in components if component.name != "curator-gui"]
    when = datetime.fromtimestamp(source_date(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([listed, when, version()]))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{digest}",
        "version": 1,
        "metadata": {
            "timestamp": when,
            "component": {
                "type": "application",
                "bom-ref": "curator-gui",
                "name": "curator-gui",
                "version": version(),
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": listed,
        "dependencies": [{"ref": "curator-gui", "dependsOn": [c["bom-ref"] for c in listed]}],
    }


def _as_json(component: Component) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "purl": component.purl,
        "licenses": [{"license": {"name": component.license}}],
    }
