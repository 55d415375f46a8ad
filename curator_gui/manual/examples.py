"""Examples of components: what their pages show a picture of, and the steps that made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.from_data import document_from_data
from curator_gui.core.documents.yaml_text import load_yaml
from curator_gui.core.storage.resources import resource_path

FOLDER = resource_path("manual", "pictures")


@dataclass(frozen=True)
class Example:
    """A component at work: the steps up to it (as in documents), the item, and the field drawn.

    Paths of the steps are relative to the folder of the resources.
    """

    key: str
    steps: tuple[Mapping[str, Any], ...]
    index: int = 0
    field: str = ""

    @property
    def domain(self) -> str:
        """The key of the domain."""
        return self.key.partition(".")[0]

    @property
    def params(self) -> Mapping[str, Any]:
        """The parameters of the component itself."""
        found: Mapping[str, Any] = self.steps[-1].get("params", {})
        return found

    def document(self) -> PipelineDocument:
        """Return the steps as a document, which can be run where the resources are."""
        steps = [dict(step) for step in self.steps]
        return document_from_data(
            {"format": "curator-pipeline", "version": 1, "name": self.key, "steps": steps}
        )


@cache
def read_examples() -> Mapping[str, Example]:
    """Read the examples by the key of their component.

    Raises
    ------
    OSError
        If the file is not there.
    """
    data = load_yaml((FOLDER / "examples.yaml").read_text(encoding="utf-8"))
    return {key: _example(key, given, data["data"]) for key, given in data["examples"].items()}


def _example(key: str, given: Mapping[str, Any], data: Mapping[str, Any]) -> Example:
    source = data[given["data"]]
    steps = [source, *given.get("before", ())]
    if source["source"] != key:
        params = given.get("params")
        steps.append({"filter": key, **({"params": params} if params else {})})
    return Example(key, tuple(steps), given.get("index", 0), given.get("field", ""))
