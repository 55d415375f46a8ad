"""The disk image for macOS: a bundle around the tree with the document type, signed if asked."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

from ship.paths import SHIP, set_times, version

IDENTIFIER = "io.github.curator-gui"
DOCUMENT = f"{IDENTIFIER}.pipeline"


def build_image(tree: Path, output: Path) -> Path:
    """Make the image of a tree that was assembled on macOS; return it.

    CURATOR_SIGN_IDENTITY signs it, CURATOR_NOTARY_PROFILE (a keychain profile of notarytool) has it
    notarized; without them it is neither, and macOS asks before it opens the bundle.
    """
    bundle = make_bundle(tree, output / "Curator.app")
    if identity := os.environ.get("CURATOR_SIGN_IDENTITY"):
        _sign(bundle, identity)
    kind = "" if tree.name.endswith("full") else "-slim"
    target = output / f"curator{kind}-{version()}-macos-{os.uname().machine}.dmg"
    words = ["-volname", "Curator", "-srcfolder", str(bundle), "-ov", "-format", "ULFO"]
    subprocess.run(["hdiutil", "create", *words, str(target)], check=True)
    if profile := os.environ.get("CURATOR_NOTARY_PROFILE"):
        command = ["xcrun", "notarytool", "submit", str(target), "--keychain-profile", profile]
        subprocess.run([*command, "--wait"], check=True)
        subprocess.run(["xcrun", "stapler", "staple", str(target)], check=True)
    return target


def make_bundle(tree: Path, bundle: Path) -> Path:
    """Lay the bundle around a copy of the tree."""
    shutil.rmtree(bundle, ignore_errors=True)
    contents = bundle / "Contents"
    shutil.copytree(tree, contents / "Resources" / "curator", symlinks=True)
    program = contents / "MacOS" / "curator-gui"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\nexec "$(dirname "$0")/../Resources/curator/curator-gui" "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    with (contents / "Info.plist").open("wb") as file:
        plistlib.dump(information(), file)
    set_times(bundle)
    return bundle


def information() -> dict[str, Any]:
    """Return what macOS is told about the bundle: its name, version and kind of document."""
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "Curator",
        "CFBundleExecutable": "curator-gui",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "LSMinimumSystemVersion": "14.0",
        "NSHighResolutionCapable": True,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Curator pipeline",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [DOCUMENT],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": DOCUMENT,
                "UTTypeDescription": "Curator pipeline",
                "UTTypeConformsTo": ["public.yaml"],
                "UTTypeTagSpecification": {"public.filename-extension": ["curator.yaml"]},
            }
        ],
    }


def _sign(bundle: Path, identity: str) -> None:
    """Sign every library and program inside, then the bundle."""
    inside = [path for path in bundle.rglob("*") if path.suffix in (".so", ".dylib")]
    inside += list(bundle.glob("Contents/Resources/curator/python3.*[0-9]"))
    options = ["--force", "--timestamp", "--options", "runtime", "--sign", identity]
    options += ["--entitlements", str(SHIP / "entitlements.plist")]
    for start in range(0, len(inside), 100):
        files = [str(path) for path in inside[start : start + 100]]
        subprocess.run(["codesign", *options, *files], check=True)
    subprocess.run(["codesign", *options, str(bundle)], check=True)
