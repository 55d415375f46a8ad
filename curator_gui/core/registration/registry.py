"""The registry: which components exist, in which domain, and whether they can run here.

A component's key is `domain.ClassName`; it never changes meaning, and two classes never share one.
Component modules import their heavy libraries inside functions, so that listing the catalogue costs
nothing; what is missing is found with `importlib.util.find_spec`, which imports no parent twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from curator_gui.core.components import Component
from curator_gui.core.errors import ComponentUnavailableError, RegistryError, error_words
from curator_gui.core.message import Message, quoted
from curator_gui.core.registration.adapted import Adapted, adapted, kind_of
from curator_gui.core.registration.deferred import DescribedAddOn, deferred
from curator_gui.core.registration.entry import (
    Domain,
    Entry,
    Kind,
    installed_points,
    known_icon,
    module_available,
    refuse_unfinished,
)
from curator_gui.core.registration.own_code import (
    digest_of,
    forget_module,
    import_file,
    imported_by,
    is_helper,
    refuse_others,
    where_it_failed,
)
from curator_gui.core.registration.reference_names import ReferenceNames

if TYPE_CHECKING:
    from curator_gui.core.measuring.inspection import Inspector

ENTRY_POINT_GROUP = "curator_gui.components"
__all__ = [
    "ENTRY_POINT_GROUP",
    "REGISTRY",
    "Domain",
    "Entry",
    "Kind",
    "Registry",
    "module_available",
    "registry",
]
C = TypeVar("C", bound=type[Any])


@dataclass(frozen=True)
class _OwnFile:
    """A file of the user: which text of it was tried, and what that registered."""

    digest: bytes
    keys: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()
    """Domains that it left to be described."""


@dataclass
class Registry(ReferenceNames):
    """All known domains and components; `failures` tells which add-ons could not be loaded.

    `revision` counts how often the user's files have changed what there is. With `deferring`,
    add-ons that take long to be imported only say in `pending` how another process describes them:
    a function of a module, by the key of their domain.
    """

    domains: dict[str, Domain] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    revision: int = 0
    deferring: bool = False
    pending: dict[str, Callable[[], DescribedAddOn]] = field(default_factory=dict)
    inspectors: dict[str, Inspector] = field(default_factory=dict)
    recipe_folders: list[Path] = field(default_factory=list)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _files: dict[Path, _OwnFile] = field(default_factory=dict)
    _own_domains: set[str] = field(default_factory=set)

    def add_domain(self, domain: Domain) -> Domain:
        """Register a domain; registering an equal one again changes nothing.

        Raises
        ------
        RegistryError
            If another domain has this key.
        """
        known = self.domains.setdefault(domain.key, domain)
        if known != domain:
            raise RegistryError(
                "domain {key} is already registered as {title}",
                key=quoted(domain.key),
                title=quoted(known.title),
            )
        return known

    def add(
        self,
        domain: str,
        cls: type[Any],
        *,
        requires: Iterable[str] = (),
        extra: str = "",
        keywords: Iterable[str] = (),
        former: bool = False,
        icon: str | Path = "",
    ) -> Entry:
        """Register a component class under `domain.ClassName`.

        Parameters
        ----------
        cls
            A subclass of Source, Filter or Sink, or a class of others that offers what one of them
            does (see `curator_gui.core.registration.adapted`).
        icon
            What the window draws it with: a name from `resources/icons`, or an SVG file of its own,
            whose outlines get the color of the theme.

        Raises
        ------
        RegistryError
            If the domain or icon is unknown or another class has this key.
        """
        if domain not in self.domains:
            raise RegistryError(
                "{cls}: there is no domain {domain}", cls=cls.__qualname__, domain=quoted(domain)
            )
        key = f"{domain}.{cls.__name__}"
        known = self._entries.get(key)
        if known is not None and cls not in (known.cls, _foreign(known.cls)):
            if _full_name(known.cls) == _full_name(cls):
                return known  # described before, or imported meanwhile
            raise RegistryError(
                "{key} is already registered by {module}; rename the class in {module2}",
                key=key,
                module=known.cls.__module__,
                module2=cls.__module__,
            )
        entry = Entry(
            key=key,
            kind=kind_of(cls),
            domain=self.domains[domain],
            cls=adapted(cls),
            requires=tuple(requires),
            extra=extra,
            keywords=tuple(keywords),
            former=former,
            icon=known_icon(cls, str(icon)),
        )
        return self._entries.setdefault(key, entry)

    def add_described(self, domain: str, add_on: DescribedAddOn) -> None:
        """Register what another process has said of an add-on that was pending."""
        self.failures |= add_on.failures
        if self.pending.pop(domain, None) is None:
            return  # its file was removed meanwhile
        for described in add_on.components:
            try:
                self.add(domain, deferred(described))
            except RegistryError as error:
                self.failures[Message("add-on {name}", name=described.qualname)] = str(error)
        self.revision += 1

    def add_inspector(self, domain: str, inspector: Inspector) -> None:
        """Say how preview, survey and pictures describe and draw the items of a domain.

        Raises
        ------
        RegistryError
            If the domain is unknown.
        """
        if domain not in self.domains:
            raise RegistryError(
                "{cls}: there is no domain {domain}", cls="Inspector", domain=quoted(domain)
            )
        self.inspectors[domain] = inspector

    def add_recipes(self, folder: Path) -> None:
        """Offer the recipes in a folder (see `curator_gui.app.document.offered.recipes`).

        Raises
        ------
        RegistryError
            If there is no such folder.
        """
        if not folder.is_dir():
            raise RegistryError("{path}: there is no such folder", path=folder)
        if folder not in self.recipe_folders:
            self.recipe_folders.append(folder)

    def component(
        self, domain: str, *, requires: Iterable[str] = (), extra: str = ""
    ) -> Callable[[C], C]:
        """Return a class decorator that registers in this domain."""

        def register(cls: C) -> C:
            self.add(domain, cls, requires=requires, extra=extra)
            return cls

        return register

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, key: str) -> Entry | None:
        """Return the entry of a key, or None."""
        return self._entries.get(key)

    def get(self, key: str) -> Entry:
        """Return the entry of a component that can run here.

        Raises
        ------
        RegistryError
            If nothing is registered under the key.
        ComponentUnavailableError
            If it is known but its libraries are not installed.
        """
        entry = self.find(key)
        if entry is None:
            raise RegistryError(
                "there is no component {key}; `curator-gui components` lists all", key=quoted(key)
            )
        reason = entry.unavailable_reason()
        if reason:
            raise ComponentUnavailableError(reason)
        return entry

    def foreign(self) -> dict[str, Entry]:
        """Return the components that are classes of others, by the full names of these."""
        found = [(entry.cls.foreign, entry) for entry in self if issubclass(entry.cls, Adapted)]
        return {f"{cls.__module__}.{cls.__qualname__}": entry for cls, entry in found}

    def select(
        self, kind: Kind | None = None, domain: str | None = None, *, former: bool = False
    ) -> list[Entry]:
        """List what is offered of a kind and domain, sorted by domain and title.

        With `former`, also what documents of before may have.
        """
        found = [
            entry
            for entry in self
            if kind in (None, entry.kind)
            and domain in (None, entry.domain.key)
            and (former or not entry.former)
        ]
        return sorted(found, key=lambda entry: (entry.domain.key, entry.title.lower()))

    def load_entry_points(self) -> None:
        """Let installed packages register theirs: each entry point is called with this registry.

        A package that fails is recorded in `failures` and does not stop the others.
        """
        for point in installed_points(ENTRY_POINT_GROUP):
            try:
                point.load()(self)
            except Exception as error:  # noqa: BLE001 - any add-on may fail in any way
                self.failures[Message("entry point {name}", name=point.name)] = error_words(error)

    def load_folder(self, folder: Path) -> bool:
        """Import each `.py` file of the user's component folder and call its `register(registry)`.

        One that has neither `register` nor a component is there to be imported by others, which are
        loaded anew when it changes. A file that somebody else could have written is not run. Like
        one that fails, it is recorded in `failures`, registers nothing, does not stop the others
        and is tried again by the next call. A file whose text changed since is loaded anew; if that
        fails, its components stay known but cannot run, and say why. Those of a file that is gone
        are forgotten.

        Returns whether anything is another way now.
        """
        paths = sorted(folder.glob("*.py")) if folder.is_dir() else []
        before = dict(self._entries), dict(self.failures)
        for path in [path for path in self._files if path.parent == folder]:
            if path not in paths:
                self._forget(path)
        renewed = self._changed_helpers(paths)
        for path in paths:
            known = self._files.get(path)
            if (
                known is None
                or str(path) in self.failures
                or digest_of(path) != known.digest
                or (renewed and imported_by(path) & renewed)
            ):
                self._load_file(path)
        changed = before != (self._entries, self.failures)
        self.revision += changed
        return changed

    def _changed_helpers(self, paths: Sequence[Path]) -> set[str]:
        """Forget files that have changed, and those that import them; return the changed names."""
        known = [path for path in paths if path in self._files]
        found = {path.stem for path in known if digest_of(path) != self._files[path].digest}
        for path in known if found else ():
            if path.stem in found or imported_by(path) & found:
                forget_module(path)
        return found

    def _forget(self, path: Path) -> None:
        """Take out what a file has registered."""
        self._take_out_file(self._files.pop(path))
        self.failures.pop(str(path), None)

    def _take_out_file(self, file: _OwnFile) -> None:
        for domain in file.pending:
            self.pending.pop(domain, None)
        described = (
            key for key, entry in self._entries.items() if entry.domain.key in file.pending
        )
        self._take_out(file.keys.union(described))

    def _take_out(self, keys: frozenset[str]) -> None:
        """Take out entries, and domains that only the user's files have if nothing is in them."""
        self._entries = {key: entry for key, entry in self._entries.items() if key not in keys}
        empty = self._own_domains - {entry.domain.key for entry in self} - set(self.pending)
        self.domains = {key: domain for key, domain in self.domains.items() if key not in empty}

    def _load_file(self, path: Path) -> None:
        old, digest = self._files.get(path, _OwnFile(b"")), digest_of(path)
        domains, entries = self.domains, self._entries
        self.domains, self._entries = dict(domains), dict(entries)
        self._take_out_file(old)
        others, other_domains = set(self._entries), set(self.domains)
        others_pending = set(self.pending)
        try:
            refuse_others(path)
            for name in imported_by(path):
                refuse_others(path.with_name(f"{name}.py"))
            if (register := _register_of(path)) is not None:
                register(self)
            for key in set(self._entries) - others:
                refuse_unfinished(self._entries[key])
        except (Exception, SystemExit) as error:  # noqa: BLE001 - user code may fail in any way
            words = where_it_failed(error, path)
            self.domains, self._entries = domains, entries
            self.failures[str(path)] = words
            self._break(old.keys, Message("{path}: {words}", path=path, words=words))
            self._files[path] = replace(old, digest=digest)
        else:
            self.failures.pop(str(path), None)
            self._own_domains |= set(self.domains) - other_domains
            self._files[path] = _OwnFile(
                digest,
                frozenset(set(self._entries) - others),
                frozenset(set(self.pending) - others_pending),
            )

    def _break(self, keys: Iterable[str], words: str) -> None:
        """Keep components in sight that cannot be used until their file is mended."""
        for key in keys:
            self._entries[key] = replace(self._entries[key], broken=words)


def _foreign(cls: type[Component]) -> type[Any]:
    return cls.foreign if issubclass(cls, Adapted) else cls


def _full_name(cls: type[Any]) -> str:
    own = getattr(cls, "foreign", cls)
    return f"{own.__module__}.{own.__qualname__}"


def _register_of(path: Path) -> Callable[[Registry], object] | None:
    """Run a file; return its function that registers components, None if others import it.

    Raises
    ------
    RegistryError
        If it has components and no such function.
    """
    found: Callable[[Registry], object] | None = getattr(import_file(path), "register", None)
    if found is None and not is_helper(path):
        raise RegistryError("has components but no register(registry) that adds them")
    return found


REGISTRY = Registry()
"""The application's registry, filled by `curator_gui.domains.register_all`."""

registry = REGISTRY
"""The same, under the name that it has in physicsnemo-curator."""
