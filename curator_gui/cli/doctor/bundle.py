"""The file for a bug report: what helps to find a fault, without what is nobody's business."""

from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from curator_gui.cli.doctor.findings import Finding, say_plainly
from curator_gui.core.masking.texts import masked

MAX_BYTES = 1 << 20
KEPT_VARIABLES = re.compile(
    r"(CURATOR_|QT_|XDG_|LANG|LC_|DISPLAY|WAYLAND|OMP_|OPENBLAS_|LD_|PYTHON)"
)
_SECRET = re.compile(
    r"(?i)(\w*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|credential|cookie)"
    r"\w*[\"']?\s*[:=]\s*)([\"']?)[^\s\"',;}]+"
)
_ADDRESS = re.compile(r"(\w+://)[^/\s:@]+(?::[^/\s@]*)?@")
_BEARER = re.compile(r"(?i)\b(bearer|basic) [\w+/=.~-]{8,}")


def offer_bundle(target: Path, findings: Sequence[Finding], *, ask: bool) -> bool:
    """List what would go into the file, ask, and write it; return False if it was not written."""
    parts = dict(_parts(findings))
    say_plainly(f"{target} would hold:")
    for name, text in parts.items():
        say_plainly(f"  {name:<24} {len(text.encode()):>9,} bytes")
    if ask and not _agreed():
        say_plainly("Nothing was written (--yes writes it without asking).")
        return False
    try:
        _write(target, parts)
    except OSError as error:
        say_plainly(f"{target}: could not be written: {error.strerror or error}")
        return False
    say_plainly(f"Written: {target}. It was sent nowhere; look into it before you pass it on.")
    return True


def _agreed() -> bool:
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    return input("Write it? [y/N] ").strip().lower() in ("y", "yes", "j", "ja")


def _write(target: Path, parts: dict[str, str]) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with (
        os.fdopen(descriptor, "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name, text in parts.items():
            out.writestr(name, text)


def _parts(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    data = [asdict(finding) for finding in findings]
    yield "doctor.json", cleaned(json.dumps(data, indent=1))
    yield "environment.txt", cleaned("\n".join(_variables()) + "\n")
    yield "packages.txt", "\n".join(_packages()) + "\n"
    for name, path in _files():
        yield name, cleaned(_end_of(path))


def _variables() -> list[str]:
    kept = sorted(item for item in os.environ.items() if KEPT_VARIABLES.match(item[0]))
    return [f"{name}={value}" for name, value in kept]


def _packages() -> list[str]:
    from importlib.metadata import distributions

    return sorted({f"{d.metadata['Name']}=={d.version}" for d in distributions()}, key=str.lower)


def _files() -> Iterator[tuple[str, Path]]:
    """Find settings, the newest log and the newest crash report, where there are any."""
    from curator_gui.core.storage.folders import config_folder
    from curator_gui.core.storage.places import crash_folder, places

    yield from _if_there("preferences.json", [config_folder() / "preferences.json"])
    yield from _if_there("crash.txt", crash_folder().rglob("*.txt"))
    runs = next(place.path for place in places() if place.name == "run records")
    yield from _if_there("last-log.txt", runs.rglob("*.log"))


def _if_there(name: str, paths: object) -> Iterator[tuple[str, Path]]:
    found = [path for path in paths if path.is_file()]  # type: ignore[attr-defined]
    if found:
        yield name, max(found, key=lambda path: path.stat().st_mtime)


def _end_of(path: Path) -> str:
    try:
        data = path.read_bytes()[-MAX_BYTES:]
    except OSError as error:
        return f"could not be read: {error.strerror or error}\n"
    return data.decode("utf-8", errors="replace")


def cleaned(text: str) -> str:
    """Shorten the paths of this person and take out what looks like a secret."""
    home = str(Path.home())
    if len(home) > 1:
        text = text.replace(home, "~").replace(json.dumps(home)[1:-1], "~")
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    if len(user) > 2 and user != "root":
        text = re.sub(rf"(?<![\w-]){re.escape(user)}(?![\w-])", "USER", text)
    text = _SECRET.sub(r"\1\2***", text)
    return masked(_BEARER.sub(r"\1 ***", _ADDRESS.sub(r"\1***@", text)))
