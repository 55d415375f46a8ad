"""Preferences: a small JSON file that may be damaged, missing or unwritable without harm."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.storage.folders import config_folder
from curator_gui.core.trust.strangers import parse_json, read_stranger

MAX_RECENT = 12
MAX_BYTES = 1 << 20

PREVIEW_TIMEOUT = Param(
    "preview_timeout",
    "The seconds that a step may take in a preview or survey; then it is ended.",
    int,
    120,
    unit="s",
    minimum=1,
    maximum=86_400,
)


@dataclass(frozen=True)
class Preferences:
    """What a person chose for all documents.

    `theme` is a theme's name or "system", `language` a language's ("de") or "system"; `recent`
    are paths of documents, newest first; `last_folder` is where file dialogs open;
    `preview_timeout` is how many seconds a step may take in a preview; `toured` tells that the
    tour of the first start was seen or skipped; `updates_from` is where newer versions are looked
    for at start (see `updates.newest_release`), "" for nowhere; `new_run` are run options of new
    documents that differ from those built in (`curator_gui.app.settings.new_runs`).
    """

    theme: str = "system"
    language: str = "system"
    recent: tuple[str, ...] = ()
    last_folder: str = ""
    preview_timeout: int = PREVIEW_TIMEOUT.default
    toured: bool = False
    updates_from: str = ""
    new_run: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def with_recent(self, path: Path) -> Preferences:
        """Return the preferences with a document as the most recent one."""
        rest = [known for known in self.recent if known != str(path)]
        return replace(self, recent=(str(path), *rest)[:MAX_RECENT], last_folder=str(path.parent))

    def without_recent(self, path: Path) -> Preferences:
        """Return the preferences without a document that is gone."""
        return replace(self, recent=tuple(known for known in self.recent if known != str(path)))


class Settings(QObject):
    """The preferences in memory and on disk.

    `problem` says in words what was wrong with the file at start ("" if nothing): the damaged file
    is kept beside the new one. Keys written by a newer version survive.
    """

    changed = Signal(object)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or config_folder() / "preferences.json"
        self.problem = ""
        self.preferences = self._load()

    def update(self, **changes: Any) -> None:
        self.store(replace(self.preferences, **changes))

    def store(self, preferences: Preferences) -> None:
        """Use and save these preferences; a disk that cannot be written to is told in `problem`."""
        if preferences == self.preferences:
            return
        self.preferences = preferences
        try:
            atomic_write_text(self.path, json.dumps(_to_data(preferences), indent=2) + "\n")
        except OSError as error:
            self.problem = Message(
                "{path}: cannot be saved: {error}", path=self.path, error=error.strerror or error
            )
        self.changed.emit(preferences)

    def _load(self) -> Preferences:
        try:
            return _from_data(_read(self.path))
        except FileNotFoundError:
            return Preferences()
        except OSError as error:
            self.problem = Message(
                "{path}: cannot be read: {error}", path=self.path, error=error.strerror or error
            )
        except ValueError as error:
            self.problem = Message(
                "{path}: damaged, defaults are used: {error}", path=self.path, error=error
            )
            self._keep_damaged()
        return Preferences()

    def _keep_damaged(self) -> None:
        try:
            self.path.replace(self.path.with_name(self.path.name + ".damaged"))
        except OSError as error:
            self.problem = Message(
                "{problem} (it could not be set aside: {error})",
                problem=self.problem,
                error=error.strerror or error,
            )


def _read(path: Path) -> dict[str, Any]:
    data = parse_json(read_stranger(path, MAX_BYTES))
    if not isinstance(data, dict):
        raise ValueError(Message("it holds no table of names and values"))  # noqa: TRY004 - damaged file
    return data


def _from_data(data: dict[str, Any]) -> Preferences:
    """Take each entry of the right type; a wrong one falls back to its default alone."""
    known = {f.name for f in fields(Preferences)} - {"extra"}
    values = {key: value for key, value in data.items() if key in known}
    if "recent" in values:
        values["recent"] = _texts(values["recent"])
    defaults = Preferences()
    good = {k: v for k, v in values.items() if type(v) is type(getattr(defaults, k))}
    extra = {key: value for key, value in data.items() if key not in known}
    return Preferences(**good, extra=extra)


def _texts(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else []
    return tuple(item for item in items if isinstance(item, str))[:MAX_RECENT]


def _to_data(preferences: Preferences) -> dict[str, Any]:
    data = asdict(preferences)
    extra = data.pop("extra")
    return {**extra, **data}
