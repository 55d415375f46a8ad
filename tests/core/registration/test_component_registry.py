from __future__ import annotations

import os
import shutil
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from curator_gui.core import Component, Domain, Registry, RegistryError, Source
from curator_gui.core.errors import ComponentUnavailableError
from curator_gui.core.registration.entry import installed_points
from curator_gui.core.registration.registry import module_available
from curator_gui.core.storage.installed import to_add

USER_FILE = """
from curator_gui.core import Domain, Param, Source

class Mine(Source):
    name = "Mine"
    description = "My own."
    @classmethod
    def params(cls): return [Param("n", "How many.", int)]
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, index): yield index

def register(registry):
    registry.add_domain(Domain("mine", "Mine", "int"))
    registry.add("mine", Mine)
"""


def test_keys_name_domain_and_class(registry: Registry) -> None:
    entry = registry.get("numbers.Scale")
    assert (entry.key, entry.kind, entry.title) == ("numbers.Scale", "filter", "Scale")
    assert registry.find("numbers.Scale") is entry
    assert registry.find("numbers.Nothing") is None
    assert "numbers.Scale" in registry
    assert "numbers.Nothing" not in registry
    assert entry.param("factor") is not None
    assert entry.param("nothing") is None


def test_selection_by_kind_and_domain(registry: Registry) -> None:
    keys = [entry.key for entry in registry.select("filter", "numbers")]
    assert keys == ["numbers.Missing", "numbers.Scale"]
    assert [e.key for e in registry.select(domain="other")] == ["other.Elsewhere"]
    assert len(registry.select()) == len(registry) == 6


def test_a_key_never_changes_its_meaning(registry: Registry) -> None:
    cls = registry.get("numbers.Scale").cls
    assert registry.add("numbers", cls) is registry.get("numbers.Scale")
    with pytest.raises(RegistryError, match=r"numbers\.Scale is already registered by .*conftest"):
        registry.add("numbers", type("Scale", (cls,), {}))
    assert registry.get("numbers.Scale").cls is cls


def test_domains_do_not_collide(registry: Registry) -> None:
    registry.add_domain(Domain("numbers", "Numbers", "float"))
    with pytest.raises(RegistryError, match="already registered as 'Numbers'"):
        registry.add_domain(Domain("numbers", "Figures", "float"))
    with pytest.raises(RegistryError, match="there is no domain 'letters'"):
        registry.add("letters", registry.get("numbers.Scale").cls)


def test_only_sources_filters_and_sinks_are_components(registry: Registry) -> None:
    with pytest.raises(RegistryError, match="neither a Source nor a Filter nor a Sink"):
        registry.add("numbers", Component)


def test_the_decorator_registers(registry: Registry) -> None:
    @registry.component("other", requires=["json"], extra="x")
    class Letters(Source[str]):
        name = "Letters"
        description = ""

    assert registry.get("other.Letters").cls is Letters


def test_what_is_unknown_or_not_installed_is_said(registry: Registry) -> None:
    with pytest.raises(RegistryError, match=r"there is no component 'a\.B'"):
        registry.get("a.B")
    with pytest.raises(ComponentUnavailableError) as caught:
        registry.get("numbers.Missing")
    assert "no_such_library, which is not installed" in str(caught.value)
    assert to_add("mesh") in str(caught.value)
    assert registry.get("numbers.Scale").unavailable_reason() == ""


def test_availability_is_found_without_importing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "this" not in sys.modules  # it prints a poem when it is imported
    assert module_available("this")
    assert "this" not in sys.modules
    assert not module_available("no_such_library")
    assert not module_available("no_such_library.part")
    monkeypatch.setitem(sys.modules, "blocked", None)
    assert not module_available("blocked")


def test_user_files_are_loaded_once(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "mine_once.py").write_text(USER_FILE)
    registry.load_folder(tmp_path)
    cls = registry.get("mine.Mine").cls
    registry.load_folder(tmp_path)
    assert registry.get("mine.Mine").cls is cls
    assert registry.failures == {}


def constant(number: int) -> str:
    return USER_FILE + f"    registry.number = {number}\n"


def test_a_file_that_changes_is_loaded_anew(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "mine_changing.py"
    path.write_text(constant(1))
    assert registry.load_folder(tmp_path)
    first, revision = registry.get("mine.Mine").cls, registry.revision
    for number in (2, 3, 4):  # of the same size, within the same second
        path.write_text(constant(number))
        assert registry.load_folder(tmp_path)
        assert registry.number == number  # type: ignore[attr-defined]
        assert not registry.load_folder(tmp_path)
    assert registry.get("mine.Mine").cls is not first
    assert registry.revision == revision + 3
    assert registry.failures == {}


def test_a_file_that_breaks_keeps_its_components_in_sight(
    registry: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "mine_breaking.py"
    path.write_text(USER_FILE)
    registry.load_folder(tmp_path)
    path.write_text(USER_FILE.replace("self.n = n", "self.n = = n"))
    assert registry.load_folder(tmp_path)
    assert registry.failures == {str(path): "line 9: SyntaxError: invalid syntax"}
    entry = registry.find("mine.Mine")
    assert entry is not None
    assert [param.name for param in entry.params] == ["n"]
    with pytest.raises(ComponentUnavailableError, match=r"mine_breaking\.py: line 9: SyntaxError"):
        registry.get("mine.Mine")
    assert not registry.load_folder(tmp_path)
    path.write_text(USER_FILE)
    assert registry.load_folder(tmp_path)
    assert registry.get("mine.Mine").cls(n=3)
    assert registry.failures == {}


def test_a_file_that_goes_takes_its_components_along(registry: Registry, tmp_path: Path) -> None:
    first, second = tmp_path / "mine_a.py", tmp_path / "mine_b.py"
    first.write_text(USER_FILE)
    second.write_text(USER_FILE.replace("Mine)", "Other)").replace("class Mine", "class Other"))
    registry.load_folder(tmp_path)
    first.unlink()
    assert registry.load_folder(tmp_path)
    assert "mine.Mine" not in registry
    assert "mine.Other" in registry  # the domain stays while something is in it
    second.unlink()
    registry.load_folder(tmp_path)
    assert "mine" not in registry.domains


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import no_such_library", "line 1: ModuleNotFoundError: No module named 'no_such_"),
        ("x = 1\n\ndef f():\n    return 1 / 0\n\nf()", "line 4: ZeroDivisionError"),
        ("def register(:", "line 1: SyntaxError"),
        ("class A:\n    name = description = 'A'", "has components but no register(registry)"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        (USER_FILE + "    registry.add('nowhere', Mine)\n", "there is no domain 'nowhere'"),
        (USER_FILE.replace('name = "Mine"', ""), "Mine has no name, which is a text"),
        (USER_FILE.replace('"My own."', "7"), "Mine has no description, which is a text"),
        (
            USER_FILE.replace('[Param("n", "How many.", int)]', "[7]"),
            "AttributeError: 'int' object",
        ),
    ],
)
def test_a_broken_user_file_registers_nothing_and_stops_nobody(
    registry: Registry, tmp_path: Path, text: str, words: str
) -> None:
    broken, good = tmp_path / "a_broken.py", tmp_path / "z_good.py"
    broken.write_text(text)
    good.write_text(USER_FILE.replace("Mine", "Other").replace("mine", "others"))
    registry.load_folder(tmp_path)
    assert words in registry.failures[str(broken)]
    assert "others.Other" in registry
    assert "mine.Mine" not in registry
    assert "mine" not in registry.domains
    broken.write_text(USER_FILE)  # mended
    registry.load_folder(tmp_path)
    assert "mine.Mine" in registry
    assert registry.failures == {}


def test_a_missing_folder_is_no_error(registry: Registry, tmp_path: Path) -> None:
    registry.load_folder(tmp_path / "none")
    assert registry.failures == {}


def test_an_entry_point_that_fails_stops_nobody(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = [
        EntryPoint("bad", "no_such_library:register", "curator_gui.components"),
        EntryPoint("good", "curator_gui.domains.mesh:register", "curator_gui.components"),
    ]
    name = "curator_gui.core.registration.registry.installed_points"
    monkeypatch.setattr(name, lambda group: points)
    registry.load_entry_points()
    assert "ModuleNotFoundError" in registry.failures["entry point bad"]
    assert "mesh" in registry.domains


def test_a_package_installed_meanwhile_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    group = "curator_gui.tests_of_entry_points"
    assert list(installed_points(group)) == []
    _install(tmp_path, "first", group)
    assert [point.name for point in installed_points(group)] == ["first"]
    _install(tmp_path, "second", group)
    assert sorted(point.name for point in installed_points(group)) == ["first", "second"]
    shutil.rmtree(tmp_path / "first-1.0.dist-info")
    _change(tmp_path, at=9)
    assert [point.name for point in installed_points(group)] == ["second"]


def test_packages_are_not_read_again_for_each_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    _install(tmp_path, "first", "curator_gui.tests_of_entry_points")
    list(installed_points("curator_gui.tests_of_entry_points"))
    monkeypatch.setattr("curator_gui.core.registration.entry.entry_points", pytest.fail)
    points = installed_points("curator_gui.tests_of_entry_points")
    assert [point.name for point in points] == ["first"]


def _install(folder: Path, name: str, group: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {name}:register\n")
    _change(folder, at=len(list(folder.iterdir())))


def _change(folder: Path, at: int) -> None:
    """Give a folder a time of its own: file systems round the times of quick changes alike."""
    os.utime(folder, (at, at))


def test_all_built_in_components_are_described() -> None:
    from curator_gui.domains import register_all

    registry = register_all(Registry())
    register_all(registry)
    assert set(registry.domains) == {"mesh", "grid", "atoms"}
    assert registry.failures == {}
    for entry in registry:
        assert entry.title
        assert entry.description.endswith(".")
        names = [param.name for param in entry.params]
        assert len(set(names)) == len(names)
        for param in entry.params:
            assert param.description, f"{entry.key}.{param.name}"
            if not param.required:
                param.coerce(param.default)
