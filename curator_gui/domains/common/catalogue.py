"""The catalogue of a domain: its components by name, loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from curator_gui.core.registration.registry import Domain, Registry


@dataclass(frozen=True)
class Listed:
    """Where a component is, and how it is found.

    Parameters
    ----------
    home
        Its module, below the package of the domain.
    keywords
        Words that a search finds it by, beside those of its name and description.
    requires
        Modules that it needs beside those of the domain.
    extra
        The extra of pyproject.toml that brings these, if it is not that of the domain.
    former
        Whether others replace it: documents of before open, but it is not offered any more.
    """

    home: str
    keywords: str = ""
    requires: tuple[str, ...] = ()
    former: bool = False
    extra: str = ""


@dataclass(frozen=True)
class Catalogue:
    """The components of one domain.

    Parameters
    ----------
    package
        Dotted name of the domain's package.
    domain
        What the components share.
    listed
        The components, by class name.
    """

    package: str
    domain: Domain
    listed: Mapping[str, Listed]

    def load(self, name: str) -> Any:
        """Return a component class by its name.

        Raises
        ------
        AttributeError
            If the domain has no component of this name.
        """
        if name not in self.listed:
            raise AttributeError(f"module {self.package!r} has no attribute {name!r}")
        return getattr(import_module(f"{self.package}.{self.listed[name].home}"), name)

    def register(self, registry: Registry) -> None:
        """Register the domain and all its components; imports none of their libraries."""
        registry.add_domain(self.domain)
        for name, listed in self.listed.items():
            registry.add(
                self.domain.key,
                self.load(name),
                requires=listed.requires,
                keywords=listed.keywords.split(),
                former=listed.former,
                extra=listed.extra,
            )
