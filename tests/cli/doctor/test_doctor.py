"""The doctor comes to its end on any machine, and its file for a report gives nobody away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator_gui.cli.doctor import checks, window_libraries
from curator_gui.cli.doctor.bundle import cleaned, offer_bundle
from curator_gui.cli.doctor.findings import Finding, guarded, say_plainly
from curator_gui.cli.doctor.window_libraries import debian_package, missing_libraries
from curator_gui.core.storage.places import make_private, places

ROOT = Path(__file__).resolve().parents[3]
HALTED = """
import sys
for name in sys.argv[1].split(","):
    sys.modules[name] = None
from curator_gui.__main__ import main
sys.exit(main(["doctor"]))
"""


@pytest.mark.workers
def test_missing_libraries_are_findings() -> None:
    missing = "numpy,psutil,cloudpickle,platformdirs,yaml,ruamel,joblib,msgspec,PySide6"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", HALTED, missing],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines()[0].startswith("ok   Curator")
    assert "extra parquet" in done.stdout.splitlines()[-1]
    assert "FAIL worker" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("library", checks.LIBRARIES)
def test_the_vocabulary_needs_none_of_the_libraries(library: str) -> None:
    """Else each check of the doctor fails where one is missing, and none says which."""
    name = {"PyYAML": "yaml", "ruamel.yaml": "ruamel"}.get(library, library)
    code = f"import sys; sys.modules[{name!r}] = None; import curator_gui.core"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


@pytest.mark.parametrize("error", [OSError("no"), SystemExit(3), ImportError("x"), KeyError("k")])
def test_a_check_that_fails_is_its_finding(error: BaseException) -> None:
    def check() -> Iterator[Finding]:
        raise error
        yield

    (finding,) = guarded("thing", check)
    assert (finding.name, finding.ok, finding.required) == ("thing", False, True)
    assert type(error).__name__ in finding.detail


def test_folders_that_cannot_be_written_to_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "file" / "runs"))
    found = {finding.name: finding for finding in checks.folders()}
    assert not found["run records"].ok
    assert "cannot be written to" in found["run records"].detail


@pytest.mark.skipif(os.name == "nt", reason="other permissions on Windows")
def test_folders_that_others_can_look_into_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mode, said in ((0o755, True), (0o700, False)):
        folder = tmp_path / oct(mode)
        folder.mkdir()
        folder.chmod(mode)
        monkeypatch.setenv("CURATOR_RUNS", str(folder))
        found = {finding.name: finding for finding in checks.folders()}
        assert ("other users" in found["run records"].detail) == said


@pytest.mark.parametrize(("version", "ok"), [("2.31", False), ("2.34", True), ("2.40", True)])
def test_an_old_c_library_is_found(monkeypatch: pytest.MonkeyPatch, version: str, ok: bool) -> None:
    monkeypatch.setattr(checks.platform, "libc_ver", lambda: ("glibc", version))
    (finding,) = checks.glibc()
    assert finding.ok == ok


@pytest.mark.skipif(os.name == "nt", reason="other permissions on Windows")
def test_own_folders_are_made_for_their_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("CURATOR_CONFIG_DIR", raising=False)
    make_private()
    made = sorted(path for path in tmp_path.glob("*/*"))
    assert [path.name for path in made] == ["curator"] * 3
    assert all(path.stat().st_mode & 0o777 == 0o700 for path in made)
    made[0].chmod(0o750)  # somebody wants it so
    make_private()
    assert made[0].stat().st_mode & 0o777 == 0o750


def test_every_place_says_how_it_is_moved() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [place.variable for place in places() if place.variable not in readme] == []


# The file for a report ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("password=hunter2 x", "password=*** x"),
        ('{"api_key": "abc"}', '{"api_key": "***"}'),
        ("MY_SECRET_TOKEN: abc,", "MY_SECRET_TOKEN: ***,"),
        ("tls://me:pw@host:8786", "tls://***@host:8786"),
        ("Authorization: Bearer abcdefghijkl", "Authorization: Bearer ***"),
        ("tokens per second", "tokens per second"),
    ],
)
def test_secrets_are_taken_out(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_values_of_secret_variables_are_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "correct-horse")
    assert cleaned("signed with correct-horse") == "signed with ${AWS_SECRET_ACCESS_KEY}"


def test_paths_are_shortened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "ada")
    monkeypatch.setenv("USER", "ada")
    text = f"{tmp_path}/ada/data; /scratch/ada/run; adamant"
    assert cleaned(text) == "~/data; /scratch/USER/run; adamant"


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CURATOR_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "preferences.json").write_text('{"token": "abc", "theme": "dark"}')
    crash = tmp_path / "state" / "curator" / "crashes" / "seen"
    crash.mkdir(parents=True)
    (crash / "crash-1.txt").write_text("Fatal Python error")
    return tmp_path


def test_the_file_holds_what_helps(own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = own_folders / "report.zip"
    assert offer_bundle(target, [Finding("Curator", True, "1")], ask=False)
    with zipfile.ZipFile(target) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    assert json.loads(parts["doctor.json"])[0]["name"] == "Curator"
    assert parts["preferences.json"] == '{"token": "***", "theme": "dark"}'
    if sys.platform.startswith("linux"):
        assert parts["crash.txt"] == "Fatal Python error"
        assert target.stat().st_mode & 0o777 == 0o600
    assert "numpy==" in parts["packages.txt"]
    words = capsys.readouterr().out
    assert all(name in words for name in parts)
    assert "sent nowhere" in words


def test_without_a_yes_nothing_is_written(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    target = own_folders / "report.zip"
    assert not offer_bundle(target, [], ask=True)
    assert not target.exists()
    assert "Nothing was written" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_said(
    own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not offer_bundle(own_folders / "no" / "report.zip", [], ask=False)
    assert "could not be written" in capsys.readouterr().out


def test_a_terminal_is_not_driven(capsys: pytest.CaptureFixture[str]) -> None:
    say_plainly("a\x1b[31mb")
    assert capsys.readouterr().out == "a\\x1b[31mb\n"


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("something else", "something else"),
    ],
)
def test_a_library_that_a_window_lacks_names_its_package(library: str, package: str) -> None:
    assert debian_package(library) == package


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")
@pytest.mark.parametrize("with_ldd", [True, False])
def test_a_missing_library_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_ldd: bool
) -> None:
    compiler, ldd = shutil.which("cc"), shutil.which("ldd")
    if compiler is None or ldd is None:
        pytest.skip("needs a C compiler and ldd")
    source = tmp_path / "empty.c"
    source.write_text("int nothing(void) { return 0; }\n")
    lost, plugin = tmp_path / "libcurator-lost.so.3", tmp_path / "plugin.so"
    make = [compiler, "-shared", "-fPIC", "-Wl,--no-as-needed", str(source), "-o"]
    subprocess.run([*make, str(lost), f"-Wl,-soname,{lost.name}"], check=True)
    subprocess.run([*make, str(plugin), str(lost)], check=True)
    lost.unlink()
    monkeypatch.setattr(window_libraries.shutil, "which", lambda _: ldd if with_ldd else None)
    assert missing_libraries(plugin) == [lost.name]
    assert "apt install libcurator-lost3" in window_libraries.words([lost.name])
