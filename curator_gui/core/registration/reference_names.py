"""The names that physicsnemo-curator's registry has (its `core.registry`, Apache-2.0).

A file that registers its components there does so here when its import is changed to
`from curator_gui.core.registration.registry import registry`. Its submodules are our domains.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from curator_gui.core.errors import RegistryError
from curator_gui.core.message import quoted
from curator_gui.core.registration.adapted import Adapted, kind_of
from curator_gui.core.registration.entry import Domain, Entry, Kind

DOMAINS = {"da": "grid", "atm": "atoms"}
"""What their submodules are called here, where that is something else."""


class ReferenceNames(ABC):
    """What a registry offers under their names."""

    domains: dict[str, Domain]

    @abstractmethod
    def add_domain(self, domain: Domain) -> Domain:
        """Register a domain."""

    @abstractmethod
    def add(self, domain: str, cls: type[Any]) -> Entry:
        """Register a class."""

    @abstractmethod
    def select(self, kind: Kind | None = None, domain: str | None = None) -> list[Entry]:
        """List what is offered."""

    def register_submodule(self, name: str, description: str, import_check: str) -> None:
        """Add a domain unless it is there; `import_check` is the module that it needs."""
        key = DOMAINS.get(name, name)
        if key not in self.domains:
            self.add_domain(Domain(key, description, "object", requires=(import_check,)))

    def register_source(self, submodule: str, cls: type[Any]) -> None:
        """Register a source.

        Raises
        ------
        RegistryError
            If there is no such domain, or the class is no source.
        """
        _register(self, "source", submodule, cls)

    def register_filter(self, submodule: str, cls: type[Any]) -> None:
        """Register a filter; raises as `register_source` does."""
        _register(self, "filter", submodule, cls)

    def register_sink(self, submodule: str, cls: type[Any]) -> None:
        """Register a sink; raises as `register_source` does."""
        _register(self, "sink", submodule, cls)

    def submodules(self) -> dict[str, Domain]:
        """Return the domains by their keys."""
        return dict(self.domains)

    def sources(self, submodule: str) -> dict[str, type[Any]]:
        """Return the sources of a domain by their names in the catalogue."""
        return _classes(self, "source", submodule)

    def filters(self, submodule: str) -> dict[str, type[Any]]:
        """Return the filters of a domain by their names in the catalogue."""
        return _classes(self, "filter", submodule)

    def sinks(self, submodule: str) -> dict[str, type[Any]]:
        """Return the sinks of a domain by their names in the catalogue."""
        return _classes(self, "sink", submodule)


def _register(registry: ReferenceNames, kind: Kind, submodule: str, cls: type[Any]) -> None:
    if kind_of(cls) != kind:
        raise RegistryError(
            "{cls} is a {kind}, not a {wanted}",
            cls=cls.__qualname__,
            kind=kind_of(cls),
            wanted=kind,
        )
    registry.add(DOMAINS.get(submodule, submodule), cls)


def _classes(registry: ReferenceNames, kind: Kind, submodule: str) -> dict[str, type[Any]]:
    domain = DOMAINS.get(submodule, submodule)
    if domain not in registry.domains:
        raise RegistryError("there is no domain {domain}", domain=quoted(submodule))
    entries = registry.select(kind, domain)
    return {
        entry.title: entry.cls.foreign if issubclass(entry.cls, Adapted) else entry.cls
        for entry in entries
    }
