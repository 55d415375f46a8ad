"""Look for a newer version in the place that a person or an administrator named; off by default."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from packaging.version import InvalidVersion, Version

from curator_gui import __version__
from curator_gui.core.errors import CuratorError
from curator_gui.core.masking.texts import masked

TIMEOUT_S = 10.0
MAX_BYTES = 1 << 16
ADDRESSES = ("https://", "http://")

_INSTALLER = re.compile(
    r"curator(?:[-_]gui)?(?:-slim)?[-_](\d[^-_]*)[-_].+\.(?:deb|run|exe|dmg|whl)"
)


@dataclass(frozen=True)
class Release:
    """A version, and the installer or the page where it is to be had."""

    version: Version
    place: str

    @property
    def is_newer(self) -> bool:
        """Whether it is newer than the version that runs."""
        return self.version > Version(__version__)


class UpdateError(CuratorError):
    """A place that cannot be asked for newer versions."""


def newest_release(place: str) -> Release | None:
    """Return the newest release in a place; None if a folder has no installer.

    Parameters
    ----------
    place
        A folder with installers under the names that `packaging/build.py` gives them, or the
        address of a text: the version in its first line, where to get it in the second. Nothing
        is sent but the request for that text.

    Raises
    ------
    UpdateError
        If the place cannot be read or says no version. Takes at most `TIMEOUT_S` for an address.
    """
    try:
        if place.lower().startswith(ADDRESSES):
            return _announced(place, _text(place))
        files = sorted(Path(place).expanduser().iterdir())
    except (OSError, ValueError, HTTPException) as error:
        raise UpdateError("{place}: {why}", place=masked(place), why=masked(str(error))) from None
    return max(_installers(files), key=lambda release: release.version, default=None)


def _installers(files: Iterable[Path]) -> Iterator[Release]:
    for path in files:
        found = _INSTALLER.fullmatch(path.name)
        version = _version(found[1]) if found else None
        if version is not None and not version.is_prerelease:
            yield Release(version, str(path))


def _announced(address: str, text: str) -> Release:
    first, *others = text.splitlines() or [""]
    version = _version(first.strip())
    if version is None:
        raise UpdateError("{place}: its first line is no version", place=masked(address))
    place = others[0].strip() if others else ""
    return Release(version, place if place.lower().startswith(ADDRESSES) else address)


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _text(address: str) -> str:
    request = Request(address, headers={"User-Agent": "curator-gui"})
    try:
        with urlopen(request, timeout=TIMEOUT_S) as answer:
            return str(answer.read(MAX_BYTES).decode("utf-8-sig", "replace"))
    except HTTPError as error:
        error.close()  # it is the answer, and holds the connection
        raise
