"""Every command, document and script of the manual does what the page says."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from curator_gui.cli import main
from curator_gui.core.registration.registry import REGISTRY
from curator_gui.domains import register_all
from curator_gui.manual import Manual
from tests.manual.blocks import Block, blocks_of
from tests.manual.test_manual_pages import WRITTEN

pytestmark = pytest.mark.workers

NOT_RUN = ("yaml", "text")
"""Blocks without a file name: fragments, and commands that need a cluster."""

NEEDS = {"howto-grib": "cfgrib"}
"""Modules of extras that need not be installed."""


def with_code() -> list[str]:
    manual = Manual(REGISTRY)
    return [topic for topic in WRITTEN if blocks_of(manual.page(topic).text)]


@pytest.mark.parametrize("topic", with_code())
def test_the_code_of_a_page_runs(
    topic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if topic in NEEDS:
        pytest.importorskip(NEEDS[topic])
    register_all(REGISTRY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    known = set(sys.modules)
    for block in blocks_of(Manual(REGISTRY).page(topic).text):
        carry_out(block)
    for name in set(sys.modules) - known:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


def carry_out(block: Block) -> None:
    if block.file:
        Path(block.file).write_text(block.text, encoding="utf-8")
    elif block.kind == "console":
        for command in block.commands():
            assert main(shlex.split(command)) == 0, command
    elif block.kind == "python":
        exec(compile(block.text, "<manual>", "exec"), {"__name__": "manual"})
    else:
        assert block.kind in NOT_RUN
