"""`help --language`: pages of components in that language too, or a word that they are not."""

from __future__ import annotations

import pytest

from curator_gui.cli import help_command
from tests.cli.conftest import Program


def test_components_are_described_and_found_in_the_language(program: Program) -> None:
    page = program("help", "--language", "de", "mesh.TunnelBoundaries")
    assert page.stdout.startswith("# Windkanalränder")
    found = program("help", "--language", "de", "--search", "windkanal")
    assert found.stdout.startswith("mesh.TunnelBoundaries ")
    assert (page.stderr, found.stderr) == ("", "")


def test_without_qt_it_says_what_is_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(help_command, "find_spec", lambda name: None)
    assert help_command._translator("en")("Normals") == "Normals"
    assert capsys.readouterr().err == ""
    assert help_command._translator("de")("Normals") == "Normals"
    assert "what components say is in English here" in capsys.readouterr().err
