from __future__ import annotations

import math
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from curator_gui.app.document.offered.palette import PaletteEntry, component_entries, matching
from curator_gui.app.document.script import _literal, command_line, python_script
from curator_gui.core import DocumentError, PipelineDocument, Registry, RunOptions, make_step
from curator_gui.core.documents.build import InvalidDocumentError
from curator_gui.core.frozen import freeze
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from tests.app.document.components import Plain

ROOT = Path(__file__).parents[4]


def test_command_survives_a_shell():
    path = Path("/data/my run's/a b.curator.yaml")
    assert shlex.split(command_line(path)) == ["curator-gui", "run", str(path)]


@pytest.mark.workers
def test_script_runs_and_writes_what_the_pipeline_writes(tmp_path):
    pytest.importorskip("pyvista")
    document = PipelineDocument(
        name='dam "break"\\',
        source=make_step("source", "mesh.VTKSource", {"folder": "data"}),
        filters=(
            make_step("filter", "mesh.SelectFields", {"cell_fields": ["alpha.water", "U"]}),
            make_step("filter", "mesh.CellToPoint"),
        ),
        sinks=(make_step("sink", "mesh.VTUSink", {"folder": str(tmp_path / "out")}),),
        run=RunOptions(n_jobs=2, indices="0-3", options=freeze({"timeout": 60, "verbose": 0})),
    )
    base = resource_path("samples", "dam-break")
    script = tmp_path / "script.py"
    script.write_text(python_script(document, register_all(Registry()), base))
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    assert "4 indices, 4 outputs, 0 indices without output" in done.stdout
    assert len(list((tmp_path / "out").glob("*.vtu"))) == 4


def test_pipeline_that_cannot_run_is_not_exported(registry, document):
    with pytest.raises(InvalidDocumentError, match="no sink"):
        python_script(document.remove(document.sinks[0].id), registry, None)


def test_component_of_the_user_folder_is_refused_by_name(registry, document, monkeypatch):
    monkeypatch.setattr(Plain, "__module__", "curator_user_components.mine")
    document = document.add(make_step("filter", "text.Plain"))
    with pytest.raises(DocumentError, match=r"text\.Plain comes from a file"):
        python_script(document, registry, None)


@pytest.mark.parametrize(
    "value",
    [1, 2.5, True, None, "it's", [1, [2]], (1,), (), {"a": [1.5]}, Path("/a b"), -0.0, math.inf],
)
def test_literals_give_the_value_back(value):
    assert eval(_literal(value), {"Path": Path}) == value


def test_nan_is_written_so_that_it_can_be_read():
    assert math.isnan(eval(_literal(math.nan)))


def test_palette_finds_by_all_words_and_ranks_beginnings_first():
    entries = [
        PaletteEntry("Save", lambda: None),
        PaletteEntry("Clean", lambda: None, group="Add"),
        PaletteEntry("Add step", lambda: None),
        PaletteEntry("Leave a sad note", lambda: None),
    ]
    assert [e.text for e in matching(entries, "")] == [e.text for e in entries]
    assert [e.text for e in matching(entries, "AD")] == ["Add step", "Clean", "Leave a sad note"]
    assert [e.text for e in matching(entries, "add clean")] == ["Clean"]
    assert matching(entries, "add zzz") == []


def test_palette_offers_only_components_that_can_be_added(session, document):
    session.adopt(document, None)
    added = []
    entries = component_entries(session, added.append, "Add")
    assert "Lost" not in [entry.text for entry in entries]
    entries[0].do()
    assert added[0].title == entries[0].text
