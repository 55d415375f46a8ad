"""`curator-gui components`: the catalogue as text or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from curator_gui.cli.loading import filled_registry
from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_DONE
from curator_gui.core.fingerprint import plain
from curator_gui.core.params.param import Param
from curator_gui.core.registration.registry import Domain, Entry, Kind, Registry

_KINDS: tuple[Kind, ...] = ("source", "filter", "sink")
_WIDTH = 96


def show_components(*, as_json: bool) -> int:
    """Print all components, grouped by domain, with parameters and availability."""
    registry = filled_registry()
    if as_json:
        say(json.dumps(catalogue_data(registry), indent=2))
    else:
        say("\n".join(_catalogue_lines(registry)))
    return EXIT_DONE


def catalogue_data(registry: Registry) -> dict[str, Any]:
    """Return the catalogue as JSON data; `failures` names add-ons that could not be loaded."""
    return {
        "domains": [_domain_data(domain, registry) for domain in registry.domains.values()],
        "failures": dict(registry.failures),
    }


def _domain_data(domain: Domain, registry: Registry) -> dict[str, Any]:
    return {
        "key": domain.key,
        "title": domain.title,
        "item": domain.item,
        "extra": domain.extra,
        "components": [_entry_data(entry) for entry in _ordered(registry, domain)],
    }


def _entry_data(entry: Entry) -> dict[str, Any]:
    reason = entry.unavailable_reason()
    return {
        "key": entry.key,
        "kind": entry.kind,
        "name": entry.title,
        "description": entry.description,
        "version": getattr(entry.cls, "version", "1"),
        "available": not reason,
        "reason": reason,
        "params": [_param_data(param) for param in entry.params],
    }


def _param_data(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "description": param.description,
        "accepts": param.accepts(),
        "required": param.required,
        "default": None if param.required else plain(param.default),
        "choices": None if param.choices is None else plain(list(param.choices)),
        "unit": param.unit,
        "minimum": param.minimum,
        "maximum": param.maximum,
        "suffixes": list(param.suffixes),
        "widget": param.widget,
    }


def _ordered(registry: Registry, domain: Domain) -> list[Entry]:
    return [entry for kind in _KINDS for entry in registry.select(kind, domain.key)]


def _catalogue_lines(registry: Registry) -> Iterator[str]:
    for domain in registry.domains.values():
        yield f"{domain.title} (items are {domain.item})"
        for entry in _ordered(registry, domain):
            yield from _entry_lines(entry)
        yield ""


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield f"  {entry.kind:<7} {entry.key}: {entry.title}"
    yield from _wrapped(entry.description, 10)
    if reason := entry.unavailable_reason():
        yield from _wrapped(f"NOT AVAILABLE: {reason}", 10)
    for param in entry.params:
        default = "required" if param.required else f"default {param.default!r}"
        head = f"{param.name} ({param.accepts()}; {default})"
        yield from _wrapped(f"{head}: {param.description}", 12)


def _wrapped(text: str, indent: int) -> list[str]:
    space = " " * indent
    return textwrap.wrap(text, _WIDTH, initial_indent=space, subsequent_indent=space + "  ")
