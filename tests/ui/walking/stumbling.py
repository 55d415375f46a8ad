"""A filter that has the troubles of real ones, and a registry with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from curator_gui.core import Filter, Param, Registry
from tests.app.document.components import make_registry as make_text_registry


class Stumble(Filter[str]):
    name = "Stumble"
    description = "Fails on some texts, kills its worker on others."

    def __init__(
        self, refused: str = "text 1", deadly: str = "text 3", seconds: float = 0.01
    ) -> None:
        self.refused, self.deadly, self.seconds = refused, deadly, seconds

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("refused", "Fails on texts that contain this.", str, "text 1"),
            Param("deadly", "Ends the worker on texts that contain this.", str, "text 3"),
            Param("seconds", "How long each text takes.", float, 0.01, minimum=0, maximum=0.05),
        ]

    def __call__(self, items: Iterator[str]) -> Iterator[str]:
        for item in items:
            time.sleep(min(self.seconds, 0.05))
            if self.refused and self.refused in item:
                raise ValueError(f"{item.strip()!r} is refused")
            if self.deadly and self.deadly in item:
                os._exit(7)
            yield item


def make_registry() -> Registry:
    """Return the components of texts, and the one that stumbles."""
    registry = make_text_registry()
    registry.add("text", Stumble)
    return registry
