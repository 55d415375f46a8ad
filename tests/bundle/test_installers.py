"""What packaging/build.py makes installers with, on small trees that are made here."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from ship import audit, depends, elf, icu, materials, paths, prune, runfile, vtk_prune  # noqa: E402
from ship.paths import LINUX, SHIP  # noqa: E402

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux has")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Make a tree whose Python is this one, and whose launcher says where it is."""
    folder = tmp_path / "curator-full"
    packages = folder / "lib" / "python3.99" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "part.py").write_text("x = 1\n")
    (folder / "lib" / "python3.99" / "os.py").write_text("")
    python = folder / "python3.99"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (folder / "python3.99._pth").write_text("")
    (folder / "curator-bundle.json").write_text("{}")
    for name in ("curator-gui", "curator-add"):
        (folder / name).write_text("#!/bin/sh\necho started\n")
    (folder / "linux").mkdir()
    for name in ("curator-gui.desktop", "curator-gui.xml", "curator-gui.svg"):
        (folder / "linux" / name).write_bytes((LINUX / name).read_bytes())
    for path in (python, folder / "curator-gui", folder / "curator-add"):
        path.chmod(0o755)
    return folder


def install(file: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home)}
    environment.pop("XDG_DATA_HOME", None)
    return subprocess.run(
        ["sh", str(file), *words], env=environment, cwd=home, capture_output=True, text=True
    )


@linux
@pytest.mark.workers
def test_a_run_file_installs_starts_and_uninstalls(tree: Path, tmp_path: Path) -> None:
    home = tmp_path / "a home"
    home.mkdir()
    file = runfile.build_run(tree, tmp_path)
    for _ in range(2):  # again: over the one that is there
        done = install(file, home)
        assert done.returncode == 0, done.stderr
    target = home / ".local" / "opt" / "curator"
    assert (target / "lib/python3.99/site-packages/part.py").read_text() == "x = 1\n"
    program = home / ".local" / "bin" / "curator-gui"
    assert subprocess.run([program], capture_output=True, text=True).stdout == "started\n"
    entry = (home / ".local/share/applications/curator-gui.desktop").read_text()
    assert f'Exec="{target}/curator-gui" %f' in entry
    (home / ".local/bin/curator-add").unlink()
    (home / ".local/bin/curator-add").write_text("another program")
    subprocess.run([target / "uninstall"], env={**os.environ, "HOME": str(home)}, check=True)
    left = [path.relative_to(home) for path in home.rglob("*curator*") if path.is_file()]
    assert left == [Path(".local/bin/curator-add")]
    assert not target.exists()


@linux
@pytest.mark.workers
def test_a_run_file_is_always_the_same(tree: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    first, second = runfile.build_run(tree, one), runfile.build_run(tree, two)
    assert first.read_bytes() == second.read_bytes()


@linux
@pytest.mark.workers
@pytest.mark.parametrize(
    ("change", "words"), [(-5, "incomplete"), (0, "damaged"), (3, "incomplete")]
)
def test_a_damaged_run_file_installs_nothing(
    tree: Path, tmp_path: Path, change: int, words: str
) -> None:
    file = runfile.build_run(tree, tmp_path)
    data = file.read_bytes()
    if change > 0:
        file.write_bytes(data + b"x" * change)
    elif change < 0:
        file.write_bytes(data[:change])
    else:
        file.write_bytes(data[:-8] + bytes([data[-8] ^ 1]) + data[-7:])
    home = tmp_path / "home"
    home.mkdir()
    done = install(file, home)
    assert done.returncode == 1
    assert words in done.stderr
    assert not any(home.rglob("curator-gui"))


@linux
@pytest.mark.workers
def test_a_run_file_only_unpacks_and_leaves_other_things_alone(tree: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "thesis").mkdir(parents=True)
    (home / "thesis" / "text.tex").touch()
    file = runfile.build_run(tree, tmp_path)
    assert install(file, home, "--extract-only", "here").returncode == 0
    assert (home / "here" / "curator-gui").exists()
    assert not (home / ".local").exists()
    assert "exists already" in install(file, home, "--extract-only", "here").stderr
    assert "is something else" in install(file, home, "thesis").stderr
    assert (home / "thesis" / "text.tex").exists()
    assert "--extract-only FOLDER" in install(file, home, "--help").stdout
    assert install(file, home, "--check").returncode == 0
    assert "no option --quick" in install(file, home, "--quick").stderr


# What is left out --------------------------------------------------------------------------------


def test_patterns_with_braces_are_written_out() -> None:
    assert prune._without_braces("a{b,c}d{,e}") == ["abd", "abde", "acd", "acde"]


def test_what_is_listed_goes_and_nothing_else(tmp_path: Path) -> None:
    gone = ["a/tests/test_a.py", "PySide6/Qt/qml/x", "PySide6/QtQml.abi3.so", "scipy/x.pyi"]
    kept = ["a/b.py", "PySide6/QtCore.abi3.so", "PySide6/Qt/translations/qtbase_de.qm"]
    for name in gone + kept:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    prune.prune(tmp_path)
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.*")) == sorted(kept)


def test_what_no_source_names_of_vtk_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vtkmodules"
    folder.mkdir()
    (tmp_path / "pyvista").mkdir()
    (tmp_path / "pyvista" / "a.py").write_text("from vtkmodules.vtkIOXML import vtkReader")
    contents = {
        "vtkIOXML.cpython-313.so": b"vtkmodules.vtkCommonCore\0",
        "vtkCommonCore.cpython-313.so": b"",
        "libvtkIOXML.so": b"",
        "vtkOther.cpython-313.so": b"",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    loads = {"vtkIOXML.cpython-313.so": ["libvtkIOXML.so", "libc.so.6"]}
    monkeypatch.setattr(
        elf, "read", lambda files: [elf.Elf(path, loads.get(path.name, [])) for path in files]
    )
    assert vtk_prune.prune_vtk(tmp_path) == (3, 4)
    assert not (folder / "vtkOther.cpython-313.so").exists()


def common_data(items: dict[str, bytes]) -> bytes:
    """Write ICU's common data by hand."""
    head = struct.pack("<H", 32) + bytes(10) + b"CmnD" + bytes(16)
    names = b"".join(name.encode() + b"\0" for name in items)
    start = 4 + 8 * len(items)
    body = -(-(start + len(names)) // 16) * 16
    toc, name_at, data_at = struct.pack("<I", len(items)), start, body
    for name, content in items.items():
        toc += struct.pack("<II", name_at, data_at)
        name_at += len(name) + 1
        data_at += -(-len(content) // 16) * 16
    toc = (toc + names).ljust(body, b"\0")
    return head + toc + b"".join(c.ljust(-(-len(c) // 16) * 16, b"\0") for c in items.values())


def test_icu_keeps_what_is_not_matched() -> None:
    kept = {
        "icudt7l/coll/sv.res": b"order" * 9,
        "icudt7l/res_index.res": b"i",
        "icudt7l/x.cnv": b"c",
    }
    every = {"icudt7l/af.res": b"1" * 40, **kept, "icudt7l/zone/de.res": b"2" * 17}
    small = icu.without(common_data(every), icu._GONE)
    assert small == common_data(kept)


def test_other_data_is_no_icu_data() -> None:
    with pytest.raises(ValueError, match="not ICU's"):
        icu.without(bytes(64), re.compile("x"))


def test_an_unknown_library_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(depends, "missing_libraries", lambda tree: {"libnew.so.1": ["lib/a.so"]})
    with pytest.raises(ValueError, match=r"libnew\.so\.1, loaded by \['lib/a\.so'\]"):
        depends.depends(tmp_path)


# What is inside ----------------------------------------------------------------------------------


def audited(tree: Path, license: str, text: str) -> list[str]:
    component = materials.Component("thing", "1.0", license, "pkg:pypi/thing@1.0")
    if text:
        (tree / "text.txt").write_text(text)
        component.texts = [tree / "text.txt"]
    (tree / "licences.txt").write_text(materials._all_texts([component]))
    (tree / "curator.cdx.json").write_text(json.dumps(materials.bill_of_materials([component])))
    return audit.problems(tree)


def test_free_software_with_its_text_may_go_out(tree: Path) -> None:
    assert audited(tree, "MIT", "Permission is hereby granted") == []
    assert audited(tree, "LGPL-3.0-only", "GNU LESSER") == []
    assert audited(tree, "BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1", "text") == []


def test_the_gpl_and_missing_texts_are_found(tree: Path) -> None:
    assert audited(tree, "GPL-3.0-only", "text") == ["thing is under GPL-3.0-only"]
    assert audited(tree, "MIT", "") == ["no text of the license of thing (MIT)"]
    (tree / "lib" / "libreadline.so.8").write_bytes(b"")
    (tree / "lib" / "_gdbm.cpython-313.so").write_bytes(b"")
    assert len(audited(tree, "MIT", "text")) == 2


def test_the_bill_of_materials_is_cyclonedx_and_always_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    component = materials.Component("thing", "1.0", "MIT", "pkg:pypi/thing@1.0")
    bill = materials.bill_of_materials([component])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert bill["dependencies"][0]["dependsOn"] == ["pkg:pypi/thing@1.0"]
    assert bill == materials.bill_of_materials([component])


def test_qt_has_its_texts() -> None:
    texts = materials._given("PySide6_Essentials")
    assert [path.name for path in texts] == ["LGPL-3.0.txt", "GPL-3.0.txt", "Qt-third-party.txt"]
    assert all(path.stat().st_size > 5000 for path in texts)


# What desktops read ------------------------------------------------------------------------------


def test_the_version_stands_in_one_place() -> None:
    from curator_gui import __version__

    assert paths.version() == __version__
    texts = [path.read_text() for path in (ROOT / "packaging").rglob("*.py")]
    assert not [text for text in texts if f'"{__version__}"' in text]
    assert f'version = "{__version__}"' not in (ROOT / "pyproject.toml").read_text()


def test_a_pipeline_is_yaml_under_either_name() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    root = ET.parse(LINUX / "curator-gui.xml").getroot()
    parents = {node.get("type") for node in root.iter(f"{space}sub-class-of")}
    assert {"application/yaml", "application/x-yaml"} <= parents


def test_the_man_page_names_every_command() -> None:
    from curator_gui.cli.parser import COMMANDS

    page = (LINUX / "curator-gui.1").read_text()
    named = set(re.findall(r"^\.B (\w+)$", page, re.MULTILINE))
    assert set(COMMANDS) - {"open"} <= named


@linux
def test_scripts_of_the_shell_can_be_read() -> None:
    scripts = [*SHIP.rglob("*.sh"), ROOT / ".ci" / "run"]
    for script in scripts:
        shell = "bash" if "bash" in script.read_text().splitlines()[0] else "sh"
        subprocess.run([shell, "-n", str(script)], check=True)
    assert len(scripts) >= 4


def test_the_smoke_test_can_be_loaded() -> None:
    spec = importlib.util.spec_from_file_location("smoke", ROOT / "packaging" / "smoke.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    compile(module.COMPONENTS, "components", "exec")
    compile(module.WINDOW, "window", "exec")


def test_packed_pages_carry_no_time_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ship import deb

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    deb._compress(LINUX / "curator-gui.1", tmp_path / "a" / "page.gz")
    data = (tmp_path / "a" / "page.gz").read_bytes()
    assert struct.unpack("<I", data[4:8])[0] == 1700000000
    assert gzip.decompress(data) == (LINUX / "curator-gui.1").read_bytes()
